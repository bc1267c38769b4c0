/* SPDX-License-Identifier: Apache-2.0 */
/* letters.c - in which charset of one byte does a text read best? */
#include "config.h"

#include "letters.h"

#include <stdbool.h>
#include <string.h>

#include "fit.h"
#include "single.h"
#include "tab_letters.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MOST 16u		/* that can be asked for */

#define LOOK 320u		/* bytes outside ASCII that are looked at */
#define BLOCK 32u		/* in blocks of so many, from all over it */
#define AROUND 12u		/* and ASCII on both sides */
#define AROUND_FEW 32u		/* more where there is little else */
#define SLOTS 2048u
#define MAX_PAIRS 1024u		/* different ones: more than LOOK has */
#define MAX_ASCII 300u		/* so many, and no more of ASCII */

#define MAY_SINK 512u		/* how far a cost may still go down */
#define COST_LONE 24u		/* one letter alone: is it not a mark? */

/* What ASCII letters say of the language: half of it, and not too much, for
 * names and quotations stand in text of other languages. */
#define ASCII_MOST 128u
#define ASCII_MORE 8u		/* and for each byte outside ASCII */

/* Words in Latin letters all around make other scripts unlikely. */
#define SCRIPT_MOST 96u
#define SCRIPT_MORE 8u		/* and for each byte outside ASCII */

/* A mark or a name or two: the likeliest charset by far is the best guess. */
#define FEW 8u
#define FEW_COST 8u

/* What stands before or after; from LOWER on as in gen_letters.c. */
enum kind {
	FREE, LOWER, UPPER, LETTER, MARK,
	APOSTROPHE, OPEN, QUOTE, CLOSE, DASH, SPACE, SIGN, RARE, BOX,
	BLANK, DIGIT, PUNCT, CTRL,
	KINDS
};

struct pair {			/* two bytes side by side, and how often */
	uint8_t a, b;
	uint16_t n;
};

struct look {			/* all that is known of a text */
	struct pair pair[MAX_PAIRS];
	size_t pairs;
	uint16_t slot[SLOTS];	/* of pairs by hash; 0: none, or 1 more */
	uint32_t count[256];	/* of bytes in all of the text */
	size_t high;		/* those outside ASCII */
	size_t seen;		/* of which so many were looked at */
	uint16_t lone[256];	/* those that no letter is beside */
	uint8_t byte[128];	/* the different ones */
	size_t bytes;
};

/* A charset: what its bytes are. */
struct face {
	uint8_t kind[256];
	uint16_t letter[256];
	uint8_t cost[KINDS][KINDS];	/* kind_cost() of what is high */
	uint8_t after[KINDS][KINDS];	/* and of ASCII after that */
};

static enum kind
ascii_kind(unsigned b)
{
	if ((b | 0x20) >= 'a' && (b | 0x20) <= 'z')
		return b & 0x20 ? LOWER : UPPER;
	if (b >= '0' && b <= '9')
		return DIGIT;
	if (b == ' ' || (b >= '\t' && b <= '\r'))
		return BLANK;
	return b < 0x20 || b == 0x7f ? CTRL : PUNCT;
}

static bool
may_be_letter(unsigned b)
{
	return b >= 0x80 || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');
}

static void
add(struct look *l, uint8_t a, uint8_t b)
{
	unsigned h = (a * 0x9e3bu ^ b * 0x85ebu) >> 3 & (SLOTS - 1), i;

	for (; (i = l->slot[h]) != 0; h = (h + 1) & (SLOTS - 1))
		if (l->pair[i - 1].a == a && l->pair[i - 1].b == b) {
			l->pair[i - 1].n++;	/* it cannot overflow */
			return;
		}
	if (l->pairs >= MAX_ASCII && ((a | b) < 0x80 || l->pairs == MAX_PAIRS))
		return;
	l->pair[l->pairs++] = (struct pair){ a, b, 1 };
	l->slot[h] = (uint16_t)l->pairs;
}

static void
count(struct look *l, struct text t, const struct span *sp, size_t spans)
{
	size_t i, at;

	for (i = 0; i < spans; i++)
		for (at = sp[i].at; at < sp[i].at + sp[i].len; at++)
			l->count[t.s[at]]++;
	for (i = 128; i < 256; i++) {
		l->high += l->count[i];
		if (l->count[i] > 0)
			l->byte[l->bytes++] = (uint8_t)i;
	}
}

/* The pairs around bytes outside ASCII: all, or in blocks. */
static void
look(struct look *l, struct text t, const struct span *sp, size_t spans)
{
	size_t every = (l->high + LOOK - 1) / LOOK, n = 0, i, at, end;
	size_t around = l->high < 16 ? AROUND_FEW : AROUND, from, to, done;

	for (i = 0; i < spans; i++) {
		done = sp[i].at;
		end = sp[i].at + sp[i].len;
		for (at = done; at < end; at++) {
			if (t.s[at] < 0x80)
				continue;
			n = n < BLOCK * every ? n + 1 : 1;
			if (n > BLOCK)
				continue;
			from = at - sp[i].at > around ? at - around : sp[i].at;
			if (from < done)
				from = done;
			to = end - at > around ? at + around : end;
			/* Up to here now; what is high comes by itself. */
			if (!may_be_letter(at > sp[i].at ? t.s[at - 1] : ' ') &&
			    !may_be_letter(at + 1 < end ? t.s[at + 1] : ' '))
				l->lone[t.s[at]]++;
			for (; from < to && (from <= at || t.s[from] < 0x80);
			    from++) {
				l->seen += t.s[from] >> 7;
				add(l, from > sp[i].at ? t.s[from - 1] : ' ',
				    t.s[from]);
			}
			if (from == end && t.s[end - 1] >= 0x80)
				add(l, t.s[end - 1], ' ');
			done = from;
		}
	}
}

static void
put_on(struct face *f, const struct look *l, unsigned set)
{
	size_t i;

	for (i = 0; i < l->bytes; i++) {
		unsigned b = l->byte[i], g = set_glyph[set * 128 + b - 128];

		f->kind[b] = g != 0 ? glyph_kind[g] : b < 0xa0 ? CTRL : FREE;
		f->letter[b] = glyph_letter[g];
	}
}

/* Do two sets read all that is there as the same? */
static bool
same_text(const struct look *l, unsigned a, unsigned b)
{
	size_t i;

	for (i = 0; i < l->bytes; i++)
		if (set_glyph[a * 128 + l->byte[i] - 128u] !=
		    set_glyph[b * 128 + l->byte[i] - 128u])
			return false;
	return true;
}

static bool
is_word(unsigned kind)
{
	return kind >= LOWER && kind <= MARK;
}

/* The cost of b after a, in any language; that of letters comes on top. */
static unsigned
kind_cost(unsigned a, unsigned b, bool high)
{
	switch (b) {
	case FREE:
		return FIT_BAD;
	case CTRL:
		return high ? FIT_CONTROL : 0;
	case UPPER:
		return a == LOWER ? 64 : a == UPPER ? 4 : a == DIGIT ? 24 :
		    a == SIGN || a == RARE ? 24 : high ? 16 : 0;
	case LOWER:
	case LETTER:
		return a == DIGIT ? 24 : a == RARE || a == BOX ? 32 :
		    a == SIGN ? 16 : a == SPACE ? 8 : a == CLOSE ? 24 : 0;
	case MARK:
		return is_word(a) ? 0 : 64;
	case APOSTROPHE:
		return is_word(a) ? 56 : 80;
	case OPEN:
		return a == BLANK || a == PUNCT ? 60 : 92;
	case QUOTE:
		return a == BLANK ? 60 : is_word(a) || a == PUNCT ? 72 : 84;
	case CLOSE:
		return is_word(a) || a == PUNCT ? 60 : 84;
	case DASH:
		return a == BLANK || a == DIGIT ? 56 : 76;
	case SPACE:
		return a == SPACE ? 24 : is_word(a) ? 72 : 64;
	case SIGN:
		return a == DIGIT ? 56 : a == UPPER ? 80 : is_word(a) ? 104 :
		    a == BLANK ? 72 : 80;
	case RARE:
		return a == RARE ? 88 : is_word(a) ? 136 : 120;
	case BOX:
		return a == BOX ? 24 : is_word(a) ? 136 : 112;
	case BLANK:
		return a == OPEN ? 32 : 0;
	default:
		return 0;
	}
}

/* What does not depend on the language. */
static uint32_t
face_cost(const struct look *l, const struct face *f, uint64_t most)
{
	uint32_t cost = 0;
	size_t i;

	for (i = 0; i < l->pairs && cost <= most; i++) {
		const struct pair *p = &l->pair[i];

		if (p->b >= 0x80)
			cost += (uint32_t)p->n *
			    f->cost[f->kind[p->a]][f->kind[p->b]];
		else if (p->a >= 0x80)
			cost += (uint32_t)p->n *
			    f->after[f->kind[p->a]][f->kind[p->b]];
	}
	for (i = 0; i < l->bytes; i++)
		if (is_word(f->kind[l->byte[i]]))
			cost += l->lone[l->byte[i]] * COST_LONE;
	/* What is in the text, but not where we looked. */
	for (i = 0; l->seen < l->high && i < l->bytes; i++)
		cost += f->cost[BLANK][f->kind[l->byte[i]]] / 2u;
	return cost;
}

/*
 * What the letters cost in a language, beyond face_cost(); or something above
 * most, once that is clear.
 */
static uint32_t
lang_cost(const struct look *l, const struct face *f, unsigned lang,
    uint32_t most)
{
	const uint8_t *of = lang_letter + lang * LETTERS;
	const uint8_t *pair = pair_cost + lang_pair_at[lang];
	const uint8_t *single = single_cost + lang_single_at[lang];
	int64_t cost = 0;
	size_t i;

	for (i = 0; i < l->pairs; i++) {
		const struct pair *p = &l->pair[i];
		unsigned a = of[f->letter[p->a]], b = of[f->letter[p->b]];
		unsigned c = pair[a * lang_size[lang] + b];

		if (p->b >= 0x80 && is_word(f->kind[p->b]))
			cost += (int64_t)p->n * c;
		else if (p->a >= 0x80 || p->b >= 0x80) {
			/* What follows is free, but not how well it does. */
			if (is_word(f->kind[p->a]))
				cost += p->n * ((int64_t)c - single[b]);
			continue;
		}
		if (cost > (int64_t)most + MAY_SINK)
			break;
	}
	return cost > 0 ? (uint32_t)cost : 0;
}

/* How little the ASCII near by is like each language. */
static void
ascii_costs(const struct look *l, const struct face *f, uint32_t *cost)
{
	uint32_t least = UINT32_MAX, most, letters = 0, other;
	unsigned lang;
	size_t i;

	for (i = 0; i < l->pairs; i++)
		if (l->pair[i].b < 0x80 && f->letter[l->pair[i].b] != 0)
			letters += l->pair[i].n;
	most = ASCII_MOST + ASCII_MORE * (uint32_t)l->seen;
	other = letters > 2 * l->seen ?
	    (letters - 2 * (uint32_t)l->seen) * 8 : 0;
	if (other > SCRIPT_MOST + SCRIPT_MORE * l->seen)
		other = SCRIPT_MOST + SCRIPT_MORE * (uint32_t)l->seen;
	for (lang = 0; lang < LANGS; lang++) {
		const uint8_t *of = lang_letter + lang * LETTERS;
		const uint8_t *pair = pair_cost + lang_pair_at[lang];

		cost[lang] = 0;
		if (lang_script[lang] != 1)
			continue;
		for (i = 0; i < l->pairs; i++) {
			const struct pair *p = &l->pair[i];

			if ((p->a | p->b) < 0x80 && (f->letter[p->a] |
			    f->letter[p->b]) != 0)
				cost[lang] += p->n *
				    pair[of[f->letter[p->a]] *
				    lang_size[lang] + of[f->letter[p->b]]];
		}
		if (cost[lang] < least)
			least = cost[lang];
	}
	for (lang = 0; lang < LANGS; lang++) {
		if (lang_script[lang] != 1)
			cost[lang] = other;
		else if ((cost[lang] - least) / 2 < most)
			cost[lang] = (cost[lang] - least) / 2;
		else
			cost[lang] = most;
	}
}

/* Put r where it belongs among the best. */
static size_t
rank(struct letters *best, size_t have, size_t n, const struct letters *r)
{
	size_t i = have < n ? have : n - 1;

	if (have == n && best[i].cost <= r->cost)
		return have;
	for (; i > 0 && best[i - 1].cost > r->cost; i--)
		best[i] = best[i - 1];
	best[i] = *r;
	return have < n ? have + 1 : n;
}

size_t
qi_letters(struct text t, const struct span *sp, size_t spans,
    struct letters *best, size_t n)
{
	struct look l = { 0 };
	struct face f = { .kind = { 0 } };
	struct letters top[MOST + 1], r;
	uint32_t ascii[LANGS], fixed, cost;
	uint64_t rest = 0, most;
	bool done[SINGLE_SETS] = { false };
	unsigned set, other, u, usual = qi_single_find("windows-1252");
	size_t have = 0, keep = n < LEN(top) ? n + 1 : LEN(top), i;

	count(&l, t, sp, spans);
	if (l.high == 0)
		return 0;
	look(&l, t, sp, spans);
	for (i = 0; i < 128; i++) {
		f.kind[i] = (uint8_t)ascii_kind((unsigned)i);
		f.letter[i] = (uint16_t)(f.kind[i] == LOWER ? i - 'a' + 1 :
		    f.kind[i] == UPPER ? i - 'A' + 1 : 0);
		rest += (uint64_t)l.count[i] * (f.kind[i] == CTRL &&
		    i != 0x1b ? FIT_CONTROL : FIT_ASCII);
	}
	for (i = 0; i < KINDS * KINDS; i++) {
		unsigned a = (unsigned)i / KINDS, b = (unsigned)i % KINDS;

		f.cost[a][b] = (uint8_t)kind_cost(a, b, true);
		f.after[a][b] = (uint8_t)kind_cost(a, b, false);
	}
	ascii_costs(&l, &f, ascii);
	/* The last first: the more usual are there. */
	for (set = SINGLE_SETS; set-- > 0; ) {
		if (done[set])
			continue;
		put_on(&f, &l, set);
		fixed = face_cost(&l, &f, have == keep ? top[have - 1].cost :
		    UINT32_MAX);
		r = (struct letters){ .cost = UINT32_MAX };
		for (other = 0; other <= set; other++) {
			if (other != set && !same_text(&l, set, other))
				continue;
			done[other] = true;
			for (u = use_first[other]; u < use_first[other + 1];
			    u++) {
				unsigned lang = use[u].lang;

				cost = fixed + use[u].bits * 8u + ascii[lang];
				if (l.high < FEW && other != usual)
					cost += FEW_COST *
					    (FEW - (uint32_t)l.high);
				most = have == keep && top[have - 1].cost <
				    r.cost ? top[have - 1].cost : r.cost;
				if (cost >= most)
					continue;
				cost += lang_cost(&l, &f, lang,
				    (uint32_t)most - cost);
				if (cost >= r.cost)
					continue;
				r.cost = cost;
				r.set = other;
				r.language = lang_name[lang];
				r.high_cost = cost - ascii[lang];
			}
		}
		if (r.cost < UINT32_MAX)
			have = rank(top, have, keep, &r);
	}
	for (i = 0; i < have && i < n; i++) {
		best[i] = top[i];
		best[i].margin = i + 1 < have ?
		    (uint32_t)(top[i + 1].cost - top[i].cost) : UINT32_MAX;
		best[i].high = l.high;
		best[i].high_cost = top[i].high_cost * l.high / l.seen;
		best[i].cost = best[i].high_cost + rest;
	}
	return i;
}
