/* SPDX-License-Identifier: Apache-2.0 */
/* patterns.c - find the words and phrases of boilerplate in a folded line */
#include "config.h"

#include "patterns.h"

#include <string.h>

#define GAP_MAX 8u		/* characters that one ~ may stand for */
#define NONE SIZE_MAX

struct walk {			/* through a line, and the graph */
	const struct patterns *p;
	const uint16_t *c;
	size_t n;
	pattern_hit *hit;
	void *ctx;
	size_t at;		/* where the pattern begins */
	uint16_t text[PATTERN_CHARS];	/* the pattern so far */
};

struct part {			/* what a pattern has behind a gap */
	size_t gap, at;		/* where both begin; at 0: no gap yet */
};

static size_t
target(const struct patterns *p, size_t e)
{
	return (size_t)(p->high[e] & ~PATTERN_LAST) << 16 | p->low[e];
}

static bool
is_last(const struct patterns *p, size_t e)
{
	return p->high[e] & PATTERN_LAST;
}

/* The edge with that key, of those of a state from e on. */
static size_t
edge(const struct patterns *p, size_t e, unsigned key)
{
	while (p->key[e] < key && !is_last(p, e))
		e++;
	return p->key[e] == key ? e : NONE;
}

static unsigned
ones(uint32_t b)
{
	b -= b >> 1 & 0x55555555;
	b = (b & 0x33333333) + (b >> 2 & 0x33333333);
	return ((b + (b >> 4)) & 0x0f0f0f0f) * 0x01010101u >> 24;
}

/* The edge of the first state with a key that is in starts. */
static size_t
first_edge(const struct patterns *p, unsigned key)
{
	uint32_t below = ((uint32_t)1 << (key & 31)) - 1;

	return p->first + p->rank[key / 32] + ones(p->starts[key / 32] & below);
}

static uint16_t
key_of(const uint16_t *c)
{
	return qi_pattern_digit(*c) ? PATTERN_DIGITS : *c;
}

/* Has c[p.at, end) stood in its gap before?  Each part of a pattern is taken
 * where it stands first. */
static bool
stood(const struct walk *w, struct part p, size_t end)
{
	const uint16_t *c = w->c;
	size_t i;

	for (i = p.gap; i < p.at; i++)
		if (c[i] == c[p.at] && memcmp(c + i, c + p.at,
		    (end - p.at) * sizeof(*c)) == 0)
			return true;
	return false;
}

static void across(struct walk *w, size_t e, size_t k, size_t at);

/*
 * All patterns that go on from state e, k characters of them being read, with
 * what stands at c[at].  This and across() call each other once for each gap
 * of a pattern, of which there are at most PATTERN_GAPS.
 */
static void
along(struct walk *w, size_t e, size_t k, struct part part, size_t at)
{
	const struct patterns *p = w->p;
	const uint16_t *c = w->c;
	uint16_t key;
	bool again;

	for (;;) {
		again = p->key[e] <= PATTERN_GAP && stood(w, part, at);
		for (; p->key[e] <= PATTERN_GAP; e++) {
			if (again)
				;
			else if (p->key[e] == PATTERN_GAP)
				across(w, target(p, e), k, at);
			else
				w->hit(w->ctx, p, &(struct pattern_match){
				    p->row + target(p, e), w->at, at,
				    w->text, k });
			if (is_last(p, e))
				return;
		}
		if (at == w->n)
			return;
		key = key_of(c + at);
		e = edge(p, e, key);
		if (e == NONE)
			return;
		w->text[k++] = key;
		do
			at++;
		while (key == PATTERN_DIGITS && at < w->n &&
		    qi_pattern_digit(c[at]));
		e = target(p, e);
	}
}

/* The same behind a gap that begins at c[at], or several, which add up. */
static void
across(struct walk *w, size_t e, size_t k, size_t at)
{
	const struct patterns *p = w->p;
	size_t gap = 0, i, next = e;

	while (next != NONE) {
		e = next;
		gap += GAP_MAX;
		w->text[k++] = PATTERN_GAP;
		next = NONE;
		if (p->key[e] == PATTERN_GAP) {
			next = target(p, e);
			if (is_last(p, e))
				continue;
			e++;
		}
		for (i = at; i < w->n && i - at <= gap; i++)
			along(w, e, k, (struct part){ at, i }, i);
	}
}

void
qi_patterns_match(const struct patterns *p, const uint16_t *c, size_t n,
    pattern_hit *hit, void *ctx)
{
	const uint32_t *starts = p->starts + (n > PATTERN_LONG ?
	    PATTERN_STARTS : 0);
	struct walk w = { .p = p, .c = c, .n = n, .hit = hit, .ctx = ctx };
	size_t at, end;
	uint16_t key;

	for (at = 0; at < n; at++) {
		key = key_of(c + at);
		if (!(starts[key / 32] >> (key & 31) & 1) ||
		    (key == PATTERN_DIGITS && at > 0 &&
		    qi_pattern_digit(c[at - 1])))
			continue;
		end = at + 1;
		while (key == PATTERN_DIGITS && end < n &&
		    qi_pattern_digit(c[end]))
			end++;
		w.at = at;
		w.text[0] = key;
		along(&w, target(p, first_edge(p, key)), 1,
		    (struct part){ 0, 0 }, end);
	}
}

const struct pattern_row *
qi_patterns_find(const struct patterns *p, const uint16_t *c, size_t n,
    unsigned place)
{
	size_t e = p->first, i;

	if (p->n == 0 || place > PLACE_IN)
		return NULL;
	for (i = 0; i < n; i++) {
		e = edge(p, e, c[i]);
		if (e == NONE)
			return NULL;
		e = target(p, e);
	}
	e = edge(p, e, PATTERN_END + place);
	return e != NONE ? p->row + target(p, e) : NULL;
}
