/* SPDX-License-Identifier: Apache-2.0 */
/* sample.c - what of a text to look at to find out its charset */
#include "config.h"

#include "sample.h"

/* A byte below this ends a character in all charsets but the wide ones; three
 * bytes of ASCII do too. */
#define NEVER_TRAIL 0x30
#define ENOUGH_ASCII 3
#define REACH 256	/* look so far for the end of a character */
#define WHOLE 12	/* so many bytes are whole characters of 2, 3, 4 bytes */

static void
put(struct sample *s, size_t from, size_t to)
{
	struct span sp = { from, to - from };

	if (to > from)
		qi_buf_put(s->spans, &sp, sizeof(sp));
}

/*
 * Where to begin to read at about at: not far behind it, after a byte that is
 * no trail byte; else at an even place, which is right in most texts.
 */
static size_t
border(struct text t, size_t at)
{
	size_t i;

	for (i = at; i < t.n && i - at < REACH; i++)
		if (t.s[i] < NEVER_TRAIL)
			return i + 1;
	return at + at % 2 < t.n ? at + at % 2 : t.n;
}

/*
 * The end of the run that at is in, or where a piece of so many bytes outside
 * ASCII is full; those are added to *high.  A piece ends where a character
 * does, if it can be told: pairs are walked over, and what is ASCII between
 * them begins a new count.
 */
static size_t
run_end(struct text t, size_t at, size_t piece, size_t *high)
{
	size_t ascii = 0, from = at, n = *high;
	bool trail, low;	/* Is there a trail byte, and is it ASCII? */

	while (at < t.n && ascii < ENOUGH_ASCII) {
		if (n >= piece && (at - from) % WHOLE == 0)
			break;
		if (t.s[at] < 0x80) {
			ascii++;
			from = ++at;
			continue;
		}
		trail = at + 1 < t.n && t.s[at + 1] >= NEVER_TRAIL;
		low = trail && t.s[at + 1] < 0x80;
		ascii = low;
		n += 1u + trail - low;
		at += 1u + trail;
	}
	*high = n;
	return at;
}

/* Add the runs from at on, until they fill a piece; gives where that ends. */
static size_t
put_piece(struct sample *s, size_t at, size_t piece)
{
	size_t from, end = at, high = 0;

	while (high < piece) {
		at += qi_text_ascii(s->t.s + at, s->t.n - at);
		if (at == s->t.n)
			return at;
		from = at > end ? at - 1 : at;
		end = run_end(s->t, at, piece, &high);
		put(s, from, end);
		at = end;
	}
	return end;
}

void
qi_sample_runs(struct sample *s, size_t most, size_t piece)
{
	size_t pieces = most / piece, every = s->t.n / pieces, i, at, end = 0;

	qi_buf_reset(s->spans);
	for (i = 0; i < pieces; i++) {
		at = end >= every * i ? end : border(s->t, every * i);
		end = put_piece(s, at, piece);
	}
}

void
qi_sample_all(struct sample *s, size_t most, size_t piece)
{
	size_t pieces = most / piece, i, at;

	qi_buf_reset(s->spans);
	if (s->t.n <= most)
		put(s, 0, s->t.n);
	for (i = 0; s->t.n > most && i < pieces; i++) {
		at = s->t.n / pieces * i & ~(size_t)3;
		put(s, at, at + piece);
	}
}
