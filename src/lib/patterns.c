/* SPDX-License-Identifier: Apache-2.0 */
/* patterns.c - find the words and phrases of boilerplate in a folded line */
#include "config.h"

#include "patterns.h"

#include <string.h>

#define GAP_MAX 8u		/* characters that one ~ may stand for */

struct folded {
	const uint16_t *c;
	size_t n;
};

/* The rest of pattern i, from its character k on, which is a gap: does it
 * match at c[at]?  Each part is taken where it stands first. */
static bool
match_rest(const struct patterns *pt, struct folded f, size_t i, size_t k,
    size_t at, size_t *end)
{
	const uint16_t *p = pt->text + pt->at[i];
	size_t len = pt->at[i + 1] - pt->at[i], gap, m;

	while (k < len) {
		for (gap = 0; p[k] == PATTERN_GAP; k++)
			gap += GAP_MAX;
		for (m = k; m < len && p[m] != PATTERN_GAP; m++)
			;
		for (;; at++, gap--) {
			if (f.n - at < m - k)
				return false;
			if (f.c[at] == p[k] && memcmp(f.c + at, p + k,
			    (m - k) * sizeof(*p)) == 0)
				break;
			if (gap == 0)
				return false;
		}
		at += m - k;
		k = m;
	}
	*end = at;
	return true;
}

/* The first pattern of [lo, hi) whose character k is not below c. */
static size_t
bound(const struct patterns *pt, size_t lo, size_t hi, size_t k, unsigned c)
{
	const uint16_t *text = pt->text + k;
	const uint32_t *at = pt->at;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (text[at[mid]] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint16_t
key_of(struct folded f, size_t at)
{
	return qi_pattern_digit(f.c[at]) ? PATTERN_DIGITS : f.c[at];
}

/*
 * All patterns that stand at c[at] and begin as number i of the first
 * characters.  They are sorted, so those that agree with the line so far are
 * a range, which each character makes smaller.
 */
static void
match_at(const struct patterns *pt, struct folded f, size_t at, unsigned i,
    pattern_hit *hit, void *ctx)
{
	size_t lo = pt->from[i], hi = pt->from[i + 1], k, p = at, end;
	uint16_t key = key_of(f, at);

	for (k = 1;; k++) {
		do
			p++;
		while (key == PATTERN_DIGITS && p < f.n &&
		    qi_pattern_digit(f.c[p]));
		while (lo < hi && pt->at[lo + 1] - pt->at[lo] == k)
			hit(ctx, pt, lo++, at, p);
		for (; lo < hi && pt->text[pt->at[lo] + k] == PATTERN_GAP; lo++)
			if (match_rest(pt, f, lo, k, p, &end))
				hit(ctx, pt, lo, at, end);
		if (lo == hi || p == f.n)
			return;
		key = key_of(f, p);
		lo = bound(pt, lo, hi, k, key);
		if (lo == hi || pt->text[pt->at[lo] + k] != key)
			return;
		hi = bound(pt, lo + 1, hi, k, key + 1u);
	}
}

void
qi_patterns_match(const struct patterns *pt, const uint16_t *c, size_t n,
    pattern_hit *hit, void *ctx)
{
	const uint32_t *starts = pt->starts + (n > PATTERN_LONG ?
	    PATTERN_STARTS : 0);
	struct folded f = { c, n };
	uint16_t key;
	unsigned i;
	size_t at;

	for (at = 0; at < n; at++) {
		key = key_of(f, at);
		if (!(starts[key / 32] >> (key & 31) & 1) ||
		    (key == PATTERN_DIGITS && at > 0 &&
		    qi_pattern_digit(c[at - 1])))
			continue;
		i = pt->first[pt->index[key / PATTERN_STAGE] * PATTERN_STAGE +
		    key % PATTERN_STAGE];
		/* Most characters that could be the first of one are not. */
		if (key == PATTERN_DIGITS || at + 1 == n ||
		    pt->second[i] >> (key_of(f, at + 1) & 31) & 1)
			match_at(pt, f, at, i, hit, ctx);
	}
}

/* < 0, 0 or > 0, as pattern i comes before c[0, n) for that place. */
static int
compare(const struct patterns *p, size_t i, const uint16_t *c, size_t n,
    unsigned place)
{
	const uint16_t *t = p->text + p->at[i];
	size_t len = p->at[i + 1] - p->at[i], k;

	for (k = 0; k < len && k < n; k++)
		if (t[k] != c[k])
			return t[k] < c[k] ? -1 : 1;
	return len != n ? (len < n ? -1 : 1) : (int)p->place[i] - (int)place;
}

size_t
qi_patterns_find(const struct patterns *p, const uint16_t *c, size_t n,
    unsigned place)
{
	size_t lo = 0, hi = p->n, mid;
	int d;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		d = compare(p, mid, c, n, place);
		if (d == 0)
			return mid;
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return p->n;
}
