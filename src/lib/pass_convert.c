/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_convert.c - traditional to simplified Chinese
 *
 * t2s is OpenCC's t2s to the byte: at every place the longest phrase of its
 * dictionary that starts there, else the character alone; compatibility
 * ideographs count as what they stand for, and ideographic description
 * sequences are left alone.  Like OpenCC's it is meant to be run once: what
 * a phrase kept is changed by a second run (乾清宮, 乾清宫, 干清宫).  hans is
 * our best simplified text, run as often as you like: t2s, what its phrases
 * made, and the corrections of data/convert/hans.tsv.
 *
 * What is looked at character by character is one table.  Phrases are looked
 * for only at a pivot, a character that some phrase treats in its own way:
 * less than one character of a hundred.  See src/gen/gen_convert.c.
 */
#include "config.h"

#include <string.h>

#include "bisect.h"
#include "pass.h"

struct phrase {
	uint16_t at;		/* its characters: in keys, in values */
	uint16_t rank;		/* the lowest that fits is the one */
	uint8_t off, len;	/* of the pivot in it; in characters */
	bool hans;		/* a row of hans.tsv */
	bool folds;		/* also fits what characters become alone */
};

struct pivot {
	uint32_t alone;		/* what it becomes alone */
	/* The phrases filed under it: those that start before it by what
	 * stands before it, then the others by what stands behind it. */
	uint16_t first, before, after;
	uint8_t back, ahead;	/* how far they reach: before it, from it on */
};

#include "tab_convert.h"

/*
 * The table of the BMP has four bytes for each character: zeros when it
 * stays; the UTF-8 of what it becomes; or, by the last of them, the number of
 * a pivot in the first two, or the mark of a description character.
 */
enum { PIVOT = 1, IDC = 2 };

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

struct mode {
	const struct pivot *pivot;
	const struct phrase *phrase;
	const uint32_t *key, *value;
};

static const struct mode t2s = { convert_t2s_pivots, convert_t2s_phrases,
	convert_t2s_keys, convert_t2s_values };
static const struct mode hans = { convert_hans_pivots, convert_hans_phrases,
	convert_hans_keys, convert_hans_values };

/* A text being converted. */
struct work {
	struct text t;
	const struct mode *mode;
	struct edits *out;
	/* No phrase of OpenCC's may start before this; those of hans.tsv see
	 * what became of the phrase that ends there. */
	size_t done;
	uint32_t last[CONVERT_CHARS];
	size_t nlast;
};

/* The characters around a pivot that its phrases can reach. */
struct window {
	uint32_t cp[2 * CONVERT_CHARS];
	uint32_t exact[2 * CONVERT_CHARS];	/* compatibility undone */
	uint32_t simple[2 * CONVERT_CHARS];	/* each converted alone */
	size_t at[2 * CONVERT_CHARS + 1];
	size_t n, pivot;	/* characters; which of them is the pivot */
	size_t fresh;		/* the first that no phrase has had yet */
};

static uint32_t
without_compat(uint32_t cp)
{
	if ((cp >= 0xf900 && cp < 0xfb00) || (cp >= 0x2f800 && cp < 0x2fa20))
		return qi_bisect(convert_compat_from, convert_compat_to,
		    LEN(convert_compat_from), cp, cp);
	return cp;
}

/* The four bytes of a character of the BMP; of one that takes three at s. */
static inline const uint8_t *
entry(uint32_t cp)
{
	return &convert_block[convert_index[cp >> 6]][(cp & 63) * 4];
}

static inline const uint8_t *
entry_at(const uint8_t *s)
{
	return &convert_block[convert_index[(s[0] & 0xf) << 6 |
	    (s[1] & 0x3f)]][(s[2] & 0x3f) * 4];
}

static const struct pivot *
pivot_of(const struct mode *m, uint32_t cp)
{
	const uint8_t *e;

	if (cp >= 0x10000)
		cp = qi_bisect(convert_rest_from, convert_rest_to,
		    LEN(convert_rest_from), cp, cp);
	if (cp >= 0x10000)
		return NULL;
	e = entry(cp);
	return e[3] == PIVOT ? &m->pivot[e[0] | e[1] << 8] : NULL;
}

/* What becomes of a character alone. */
static uint32_t
simplify(const struct mode *m, uint32_t cp)
{
	const struct pivot *p = pivot_of(m, cp);
	const uint8_t *e;

	if (p != NULL)
		return p->alone;
	if (cp >= 0x10000)
		return qi_bisect(convert_rest_from, convert_rest_to,
		    LEN(convert_rest_from), cp, cp);
	e = entry(cp);
	if (e[0] != 0)
		qi_text_char(e, &cp);
	return cp;
}

static void
replace(struct work *w, size_t at, size_t len, uint32_t to, unsigned rule)
{
	uint8_t s[4];

	qi_edits_add(w->out, at, len, s, qi_text_put(s, to), rule,
	    rule == RULE_CONVERT_T2S ? 1000 : 950);
}

/*
 * How many operands an ideographic description character takes, as OpenCC
 * counts them; 0 for all other characters.
 */
static unsigned
operands(uint32_t cp)
{
	return cp < 0x2ff0 || cp > 0x2fff ? 0 :
	    cp == 0x2ff2 || cp == 0x2ff3 ? 3 : cp >= 0x2ffe ? 1 : 2;
}

/*
 * Where the ideographic description sequence at at ends: at itself when it
 * is none, is cut off, or passes OpenCC's limits of depth and length.
 */
static size_t
description_end(struct text t, size_t at)
{
	enum { DEPTH = 15, CHARS = 64 };
	unsigned left[DEPTH], depth = 0, n, arity;
	size_t end = at;
	uint32_t cp;

	for (n = 0; n < CHARS && end < t.n; n++) {
		end += qi_text_char(t.s + end, &cp);
		arity = operands(cp);
		if (arity > 0) {
			if (depth == DEPTH)
				return at;
			left[depth++] = arity;
			continue;
		}
		while (depth > 0 && --left[depth - 1] == 0)
			depth--;
		if (depth == 0)
			return end;
	}
	return at;
}

/* Take the characters that the phrases of p may reach from its place at. */
static void
look_around(const struct work *w, const struct pivot *p, size_t at,
    struct window *v)
{
	size_t a = at, n, i;

	for (n = 0; n < p->back && a > w->done; n++)
		a = qi_text_back(w->t.s, a);
	v->fresh = n < p->back && a == w->done ? p->back - n : 0;
	if (v->fresh > w->nlast)
		v->fresh = w->nlast;
	for (i = 0; i < v->fresh; i++) {
		v->at[i] = a;		/* where it ends is all that matters */
		v->cp[i] = v->exact[i] = v->simple[i] =
		    w->last[w->nlast - v->fresh + i];
	}
	v->pivot = v->fresh + n;
	n = v->pivot + p->ahead;
	for (; i < n && a < w->t.n; i++) {
		v->at[i] = a;
		a += qi_text_char(w->t.s + a, &v->cp[i]);
		v->exact[i] = without_compat(v->cp[i]);
		v->simple[i] = simplify(w->mode, v->cp[i]);
	}
	v->at[i] = a;
	v->n = i;
}

static bool
fits(const struct mode *m, const struct phrase *ph, const struct window *v)
{
	const uint32_t *key = m->key + ph->at;
	size_t i, k;

	if (ph->off > v->pivot || ph->len > v->n - (v->pivot - ph->off))
		return false;
	i = v->pivot - ph->off;
	if (i < v->fresh && !ph->hans)
		return false;
	for (k = 0; k < ph->len; k++, i++)
		if (v->exact[i] != key[k] &&
		    !(ph->folds && v->simple[i] == key[k]))
			return false;
	return true;
}

/* Of n phrases with the same pivot, in the order of the character at the
 * distance side from it: the best that has cp there and fits, or found. */
static const struct phrase *
best(const struct mode *m, const struct phrase *ph, size_t n, int side,
    uint32_t cp, const struct window *v, const struct phrase *found)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (m->key[ph[mid].at + ph[mid].off + side] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && m->key[ph[lo].at + ph[lo].off + side] == cp; lo++)
		if (fits(m, &ph[lo], v))
			return found == NULL || ph[lo].rank < found->rank ?
			    &ph[lo] : found;
	return found;
}

/* The phrase that the pivot at at stands in, or NULL. */
static const struct phrase *
find_phrase(const struct work *w, const struct pivot *p, size_t at,
    struct window *v)
{
	const struct mode *m = w->mode;
	const struct phrase *ph = m->phrase + p->first, *found = NULL;
	size_t i;

	look_around(w, p, at, v);
	if (v->pivot > 0) {
		i = v->pivot - 1;
		found = best(m, ph, p->before, -1, v->exact[i], v, found);
		if (v->simple[i] != v->exact[i])
			found = best(m, ph, p->before, -1, v->simple[i], v,
			    found);
	}
	if (v->pivot + 1 < v->n) {
		i = v->pivot + 1;
		ph += p->before;
		found = best(m, ph, p->after, 1, v->exact[i], v, found);
		if (v->simple[i] != v->exact[i])
			found = best(m, ph, p->after, 1, v->simple[i], v,
			    found);
	}
	return found;
}

/* Why a character is replaced: what t2s would do alone is t2s's doing. */
static unsigned
reason(uint32_t from, uint32_t to)
{
	return to == simplify(&t2s, from) ? RULE_CONVERT_T2S :
	    RULE_CONVERT_HANS;
}

/*
 * Convert the pivot at at, with the phrase around it if there is one.  What
 * of the phrase lies before the pivot was converted already, and as the
 * phrase has it.  A row of hans.tsv ends with its last
 * pivot: what follows is context, and may be in the next phrase.  Returns
 * where to go on.
 */
static size_t
convert_pivot(struct work *w, const struct pivot *p, size_t at)
{
	const struct phrase *ph;
	struct window v;
	uint32_t to, cp;
	size_t i, k, n, len;

	ph = find_phrase(w, p, at, &v);
	if (ph == NULL) {
		len = qi_text_char(w->t.s + at, &cp);
		if (p->alone != cp)
			replace(w, at, len, p->alone, reason(cp, p->alone));
		return at + len;
	}
	for (n = ph->len; ph->hans && n > ph->off + 1u; n--)
		if (pivot_of(w->mode, v.cp[v.pivot - ph->off + n - 1]) != NULL)
			break;
	w->nlast = n;
	memcpy(w->last, &w->mode->value[ph->at], n * sizeof(w->last[0]));
	for (k = ph->off, i = v.pivot; k < n; k++, i++) {
		to = w->last[k];
		if (to != v.cp[i])
			replace(w, v.at[i], v.at[i + 1] - v.at[i], to,
			    ph->hans ? reason(v.cp[i], to) : RULE_CONVERT_T2S);
	}
	return w->done = v.at[i];
}

/* Any character that is not plainly replaced or left alone. */
static size_t
convert_char(struct work *w, size_t at)
{
	const struct pivot *p;
	uint32_t cp, to;
	size_t len = qi_text_char(w->t.s + at, &cp), end;

	p = pivot_of(w->mode, cp);
	if (p != NULL)
		return convert_pivot(w, p, at);
	if (operands(cp) > 0) {
		end = description_end(w->t, at);
		if (end > at) {
			w->nlast = 0;
			return w->done = end;
		}
	}
	to = simplify(w->mode, cp);
	if (to != cp)
		replace(w, at, len, to, RULE_CONVERT_T2S);
	return at + len;
}

/*
 * The places whose characters are to be replaced are found some way ahead of
 * the edits: whether a character changes is a matter of chance, which no
 * branch should depend on.
 */
#define AHEAD 64

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct work w = { .t = t, .out = out,
	    .mode = env->on[RULE_CONVERT_HANS] ? &hans : &t2s };
	size_t at = 0, n, k;
	uint32_t place[AHEAD];
	const uint8_t *to[AHEAD], *e;

	while (at < t.n) {
		for (n = 0; n < AHEAD && at < t.n; ) {
			if ((t.s[at] & 0xf0) == 0xe0) {
				e = entry_at(t.s + at);
				if (e[3] != 0)
					break;
				place[n] = (uint32_t)at;
				to[n] = e;
				n += e[0] != 0;
				at += 3;
			} else if (t.s[at] < 0x80)
				at++;
			else
				break;
		}
		for (k = 0; k < n; k++)
			qi_edits_add(out, place[k], 3, to[k], 3,
			    RULE_CONVERT_T2S, 1000);
		if (n < AHEAD && at < t.n)
			at = convert_char(&w, at);
	}
}

const struct pass qi_pass_convert = { .name = "convert", .run = run };
