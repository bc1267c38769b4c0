/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hans.c - simplified Chinese as a careful editor would have it
 *
 * t2s, and the corrections of data/convert/hans.tsv.  Text can be traditional,
 * simplified or half of each; what it becomes stays as it is when it is
 * converted again.  Phrases are looked for at a pivot, a character that some
 * phrase treats in its own way: see src/gen/gen_hans.c.
 */
#include "config.h"

#include "convert.h"
#include "rule.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct phrase {
	uint16_t at;		/* its characters: in keys, in values */
	uint16_t rank;		/* the lowest that fits is the one */
	uint8_t off, len;	/* of the pivot in it; in characters */
	bool hans;		/* a row of hans.tsv */
	bool folds;		/* also fits what characters become alone */
};

struct pivot {
	uint16_t cp, alone;	/* what it becomes alone */
	/* The phrases filed under it: those that start before it by what
	 * stands before it, then the others by what stands behind it. */
	uint16_t first, before, after;
	bool pronoun;
};

#include "tab_hans.h"

const struct mode qi_hans_mode = { RULE_CONVERT_HANS, hans_triggers,
	LEN(hans_triggers), NULL, 0,
	{ hans_sparks_joints, hans_sparks_joints_bits },
	{ { hans_joints, hans_joints_bits }, { NULL, 0 } } };

/* A character of keys or values. */
static uint32_t
char_of(uint16_t c)
{
	return c < 0xd800 || c >= 0xe000 ? c : hans_above[c - 0xd800];
}

/* An island being converted. */
struct work {
	const struct conversion *c;
	struct island_char *in;
	size_t n;
	/*
	 * No phrase of OpenCC's may start before done; those of hans.tsv see
	 * what became of the phrase that ends there, which starts at last.
	 */
	size_t done, last;
};

static const struct pivot *
pivot_of(const struct conversion *c, uint32_t cp)
{
	unsigned n = cp < 0x10000 ? c->number[cp] : 0;

	return n > 0 ? &hans_pivots[n - 1] : NULL;
}

/* Is this a pivot, or does it become one, as 佈 becomes 布? */
static bool
is_pivot(const struct conversion *c, const struct island_char *in)
{
	return pivot_of(c, in->cp) != NULL || pivot_of(c, in->as) != NULL;
}

void
qi_hans_tables(struct conversion *c)
{
	size_t i;

	qi_convert_read_simple(c);
	for (i = 0; i < LEN(hans_pivots); i++) {
		c->number[hans_pivots[i].cp] = (uint16_t)(i + 1);
		c->as[hans_pivots[i].cp] = hans_pivots[i].pronoun &&
		    !c->on[RULE_CONVERT_PRONOUN] ? 0 : hans_pivots[i].alone;
	}
}

/* Does a phrase fit the pivot at i? */
static bool
fits(const struct work *w, const struct phrase *ph, size_t i)
{
	const uint16_t *key = hans_keys + ph->at;
	size_t k;

	if (ph->off > i - w->last || ph->len > w->n - (i - ph->off))
		return false;
	i -= ph->off;
	if (i < w->done && !ph->hans)
		return false;
	for (k = 0; k < ph->len; k++, i++)
		if (w->in[i].cp != char_of(key[k]) &&
		    !(ph->folds && w->in[i].as == char_of(key[k])))
			return false;
	return true;
}

/* The character at the distance side from the pivot. */
static uint32_t
clue(const struct phrase *ph, int side)
{
	return char_of(hans_keys[ph->at + ph->off + side]);
}

/* Of n phrases with the same pivot, in the order of the character at the
 * distance side from it: the best that has cp there and fits, or found. */
static const struct phrase *
best(const struct work *w, const struct phrase *ph, size_t n, int side,
    uint32_t cp, size_t at, const struct phrase *found)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (clue(&ph[mid], side) < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && clue(&ph[lo], side) == cp; lo++)
		if (fits(w, &ph[lo], at))
			return found == NULL || ph[lo].rank < found->rank ?
			    &ph[lo] : found;
	return found;
}

/* The phrase filed under p that the character at i stands in, or NULL. */
static const struct phrase *
find_under(const struct work *w, const struct pivot *p, size_t i)
{
	const struct phrase *ph, *found = NULL;
	const struct island_char *side;

	if (p == NULL)
		return NULL;
	ph = hans_phrases + p->first;
	if (i > w->last) {
		side = &w->in[i - 1];
		found = best(w, ph, p->before, -1, side->cp, i, found);
		if (side->as != side->cp)
			found = best(w, ph, p->before, -1, side->as, i, found);
	}
	if (i + 1 < w->n) {
		side = &w->in[i + 1];
		ph += p->before;
		found = best(w, ph, p->after, 1, side->cp, i, found);
		if (side->as != side->cp)
			found = best(w, ph, p->after, 1, side->as, i, found);
	}
	return found;
}

/* The phrase that the pivot at i stands in, or NULL: as it is written, or as
 * it would be the next time. */
static const struct phrase *
find_phrase(const struct work *w, size_t i)
{
	const struct island_char *in = &w->in[i];
	const struct phrase *ph = find_under(w, pivot_of(w->c, in->cp), i);

	return ph != NULL || in->as == in->cp ? ph :
	    find_under(w, pivot_of(w->c, in->as), i);
}

/* Why a character is replaced: what t2s would do alone is t2s's doing. */
static unsigned
reason(uint32_t from, uint32_t to)
{
	return to == qi_convert_simplify(from, false) ?
	    RULE_CONVERT_T2S : RULE_CONVERT_HANS;
}

/*
 * Convert the pivot at i, with the phrase around it if there is one.  What of
 * the phrase lies before the pivot was converted already, and as the phrase
 * has it.  A row of hans.tsv ends with its last pivot: what follows is
 * context, and may be in the next phrase.  Returns where to go on.
 */
static size_t
convert_pivot(struct work *w, size_t i, struct buf *out)
{
	const struct pivot *p = pivot_of(w->c, w->in[i].cp);
	const struct phrase *ph = find_phrase(w, i);
	const uint16_t *value;
	size_t k, n;
	uint32_t cp, to;

	if (ph == NULL) {
		to = w->in[i].as;
		qi_cell_put(out, to, i, i + 1, p != NULL && p->pronoun ?
		    RULE_CONVERT_PRONOUN : reason(w->in[i].cp, to));
		return i + 1;
	}
	i -= ph->off;
	for (n = ph->len; ph->hans && n > ph->off + 1u; n--)
		if (is_pivot(w->c, &w->in[i + n - 1]))
			break;
	value = hans_values + ph->at;
	for (k = 0; k < n; k++) {
		cp = w->in[i + k].cp;
		to = char_of(value[k]);
		if (k >= ph->off)
			qi_cell_put(out, to, i + k, i + k + 1, ph->hans ?
			    reason(cp, to) : RULE_CONVERT_T2S);
		w->in[i + k] = (struct island_char){ to, to };
	}
	w->last = i;
	return w->done = i + n;
}

void
qi_hans_island(const struct conversion *c, const struct island_char *in,
    size_t n, struct buf *scratch)
{
	struct buf *copy = &scratch[SCRATCH_FIRST];
	struct buf *out = &scratch[SCRATCH_CELLS];
	struct work w = { .c = c, .n = n };
	size_t i;

	qi_buf_reset(copy);
	qi_buf_put(copy, in, n * sizeof(*in));
	if (copy->failed)
		return;
	w.in = (struct island_char *)(void *)copy->p;
	for (i = 0; i < n; ) {
		if (is_pivot(c, &in[i])) {
			i = convert_pivot(&w, i, out);
			continue;
		}
		qi_cell_put(out, in[i].as, i, i + 1, RULE_CONVERT_T2S);
		i++;
	}
}
