/* SPDX-License-Identifier: Apache-2.0 */
/* gen_joints.c - sets of two characters that stand side by side in phrases */
#include "gen_joints.h"

void
add_pair(struct pairs *s, uint32_t a, uint32_t b)
{
	uint64_t *p;

	if (s->n == s->max) {
		s->max = s->max > 0 ? 2 * s->max : 1024;
		p = array(s->max, sizeof(*p));
		if (s->n > 0)
			memcpy(p, s->pair, s->n * sizeof(*p));
		free(s->pair);
		s->pair = p;
	}
	s->pair[s->n++] = (uint64_t)a << 32 | b;
}

static int
by_pair(const void *va, const void *vb)
{
	uint64_t a = *(const uint64_t *)va, b = *(const uint64_t *)vb;

	return (a > b) - (a < b);
}

void
sort_pairs(struct pairs *s, const struct pairs *without)
{
	size_t i, n = 0;

	if (s->n > 0)
		qsort(s->pair, s->n, sizeof(*s->pair), by_pair);
	for (i = 0; i < s->n; i++)
		if ((n == 0 || s->pair[n - 1] != s->pair[i]) &&
		    (without == NULL || bsearch(&s->pair[i], without->pair,
		    without->n, sizeof(*s->pair), by_pair) == NULL))
			s->pair[n++] = s->pair[i];
	s->n = n;
}

size_t
find_pairs(const struct pairs *s, uint32_t cp)
{
	size_t lo = 0, hi = s->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (s->pair[mid] < (uint64_t)cp << 32)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool
pairs_go_on(const struct pairs *s, size_t i, uint32_t cp)
{
	return i < s->n && s->pair[i] >> 32 == cp;
}

void
join_pairs(struct pairs *s, const struct pairs *right, uint32_t x,
    const struct pairs *left, uint32_t y)
{
	size_t i, j;

	for (i = find_pairs(right, x); pairs_go_on(right, i, x); i++)
		for (j = find_pairs(left, y); pairs_go_on(left, j, y); j++)
			add_pair(s, (uint32_t)right->pair[i],
			    (uint32_t)left->pair[j]);
}

/* A Bloom filter of one hash: see src/lib/convert.h. */
void
print_joints(const char *name, const struct pairs *s)
{
	unsigned bits = 6;
	uint64_t *word;
	size_t i;
	uint32_t h;
	
	while ((size_t)1 << bits < 8 * s->n)
		bits++;
	word = array((size_t)1 << (bits - 6), sizeof(*word));
	for (i = 0; i < s->n; i++) {
		h = ((uint32_t)(s->pair[i] >> 32) * 0x9e3779b1u ^
		    (uint32_t)s->pair[i] * 0x85ebca6bu) * 0xc2b2ae35u;
		h >>= 32 - bits;
		word[h >> 6] |= (uint64_t)1 << (h & 63);
	}
	printf("\nstatic const uint64_t %s_joints[] = {", name);
	for (i = 0; i < (size_t)1 << (bits - 6); i++)
		printf("%s%#" PRIx64 ",", i % 4 == 0 ? "\n\t" : "", word[i]);
	printf("\n};\nenum { %s_joints_bits = %u };\n", name, bits);
	free(word);
}
