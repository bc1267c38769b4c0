/* SPDX-License-Identifier: Apache-2.0 */
/* sample.c - what of a text to look at to find out its charset */
#include "config.h"

#include "sample.h"

/* A byte below this ends a character in all charsets but the wide ones; three
 * bytes of ASCII do too. */
#define NEVER_TRAIL 0x30
#define ENOUGH_ASCII 3
#define REACH 256	/* look so far for the end of a character */

#define ONES UINT64_C(0x0101010101010101)

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

/* How many of eight bytes are outside ASCII. */
static inline size_t
high_of_eight(const uint8_t *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	return (size_t)((w >> 7 & ONES) * ONES >> 56);
}

size_t
qi_sample_high(struct text t)
{
	size_t high = 0, at;

	for (at = 0; t.n - at >= 8; at += 8)
		high += high_of_eight(t.s + at);
	for (; at < t.n; at++)
		high += t.s[at] >> 7;
	return high;
}

/*
 * The end of the run that at is in, or where a piece of so many bytes outside
 * ASCII is full; those are added to *high.  A piece goes on for a little to
 * end where a character does.
 */
static size_t
run_end(struct text t, size_t at, size_t piece, size_t *high)
{
	size_t ascii = 0, over = 0;

	while (at < t.n && ascii < ENOUGH_ASCII) {
		if (*high >= piece && (over++ == REACH || (ascii > 0 &&
		    t.s[at - 1] < NEVER_TRAIL)))
			break;
		ascii = t.s[at] < 0x80 ? ascii + 1 : 0;
		*high += t.s[at] >> 7;
		at++;
	}
	return at;
}

/* Pass over text until so many bytes outside ASCII were seen. */
static size_t
skip(struct text t, size_t at, size_t *seen, size_t next)
{
	while (t.n - at >= 8 && *seen + 8 <= next) {
		*seen += high_of_eight(t.s + at);
		at += 8;
	}
	while (at < t.n && *seen < next)
		*seen += t.s[at++] >> 7;
	return border(t, at);
}

void
qi_sample_runs(struct sample *s, size_t most, size_t piece)
{
	size_t every = s->high > most ? s->high / (most / piece) : 0;
	size_t at = 0, from, end = 0, seen = 0, next = 0, got;
	struct text t = s->t;

	qi_buf_reset(s->spans);
	while (at < t.n) {
		if (seen < next)
			at = end = skip(t, at, &seen, next);
		next = seen + every;
		for (got = 0; at < t.n && (got < piece || every == 0); at = end) {
			at += qi_text_ascii(t.s + at, t.n - at);
			if (at == t.n)
				break;
			from = at > end ? at - 1 : at;
			end = run_end(t, at, every == 0 ? SIZE_MAX : piece, &got);
			put(s, from, end);
		}
		seen += got;
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
