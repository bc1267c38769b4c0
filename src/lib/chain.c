/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chain.c - conversion by a chain of dictionaries, as OpenCC does it
 *
 * A text is cut into segments, the phrases of one dictionary and what is
 * between them; each segment goes through one step or two.  A step takes, at
 * every place, the longest phrase that starts there, of the first of its
 * dictionaries that has one; else the character as its table has it.
 */
#include "config.h"

#include "bisect.h"
#include "convert.h"
#include "ideographs.h"
#include "rule.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define PHRASE_CHARS 16		/* see src/gen/gen_phrases.h */
#define ROOTS 5			/* of a step, and 0 */
#define SEGMENTS 0
#define SLOT(step, k) (1 + (step) * (ROOTS - 1) + (k))

struct char_map {		/* sorted by from */
	const uint32_t *from, *to;
	size_t n;
};

struct step {
	uint32_t root[ROOTS];	/* of its dictionaries of phrases, then 0 */
	int map;		/* -1: none */
};

struct chain {
	struct mode mode;
	int reads;		/* the map by which text is read, or -1 */
	uint32_t segments;	/* the root of that dictionary, or 0 */
	struct step step[2];
};

#include "tab_convert.h"

_Static_assert(LEN(phrase_bmp) + LEN(phrase_rest) < CHAIN_NUMBERS, "numbers");
_Static_assert(SLOT(2, 0) == CHAIN_ROOTS, "roots");

/*
 * The automaton of all phrases, made by src/gen/gen_phrases.c.  An edge has a
 * label, whether a phrase ends with it, whether it is the last of its state,
 * and the state to which it leads, counted from the start of its page.  Edges
 * are sorted by label.  A state of many begins with their number, behind a
 * label that there is not.
 */
#define LABEL 0x3fffu
#define FINAL 0x4000u
#define LAST 0x8000u
#define TARGET(e) ((e) >> 16)

static uint32_t
map_char(const struct char_map *m, uint32_t cp)
{
	return qi_bisect(m->from, m->to, m->n, cp, cp);
}

uint32_t
qi_convert_map(int map, uint32_t cp)
{
	return map < 0 ? cp : map_char(&maps[map], cp);
}

uint32_t
qi_convert_compat(uint32_t cp)
{
	if ((cp >= 0xf900 && cp < 0xfb00) || (cp >= 0x2f800 && cp < 0x2fa20))
		return map_char(&maps[MAP_COMPAT], cp);
	return cp;
}

uint32_t
qi_convert_simplify(uint32_t cp, bool rare)
{
	uint32_t to = rare ? map_char(&maps[MAP_RARE], cp) : cp;

	return to != cp ? to : map_char(&maps[MAP_SIMPLIFY], cp);
}

/* A map as an array by code point. */
static void
spread(uint16_t *to, int map)
{
	const struct char_map *m = &maps[map];
	size_t i;

	for (i = 0; i < m->n && m->from[i] < 0x10000; i++)
		to[m->from[i]] = m->to[i] < 0x10000 ? (uint16_t)m->to[i] :
		    CHAR_ABOVE;
}

void
qi_convert_read_simple(struct conversion *c)
{
	c->reads = MAP_SIMPLIFY;
	spread(c->as, MAP_SIMPLIFY);
}

/* The number of a character that is in phrases, from 1, or 0. */
static size_t
number(const struct conversion *c, uint32_t cp)
{
	size_t lo = 0, hi = LEN(phrase_rest), mid;

	if (cp < 0x10000)
		return c->number[cp];
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (phrase_rest[mid] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < LEN(phrase_rest) && phrase_rest[lo] == cp ?
	    LEN(phrase_bmp) + lo + 1 : 0;
}

/* The first edge of a state whose label is not below that one, or 0. */
static size_t
find_edge(size_t state, unsigned label)
{
	size_t lo = state, hi, end, mid;

	if ((phrase_edge[lo] & LABEL) != LABEL) {
		while ((phrase_edge[lo] & LABEL) < label)
			if (phrase_edge[lo++] & LAST)
				return 0;
		return lo;
	}
	lo++;
	end = hi = lo + TARGET(phrase_edge[state]);
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if ((phrase_edge[mid] & LABEL) < label)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < end ? lo : 0;
}

/*
 * The longest phrase of a dictionary that in[0, n) begins with: its length,
 * or 0, and its labels.  Where a character has several labels all are tried.
 */
static size_t
longest(const struct conversion *c, unsigned slot, size_t root,
    const struct cell *in, size_t n, uint16_t *label)
{
	size_t page = root < PHRASE_PAGE ? 0 : PHRASE_PAGE;
	size_t num = number(c, in[0].cp), edge[PHRASE_CHARS], d = 0, best = 0;
	size_t k;
	unsigned end[PHRASE_CHARS];
	uint16_t path[PHRASE_CHARS];
	uint32_t e;

	if (c->first[slot][num] == 0)
		return 0;
	if (n > PHRASE_CHARS)
		n = PHRASE_CHARS;
	edge[0] = root + c->first[slot][num] - 1;
	end[0] = phrase_label[num];
	for (;;) {
		e = phrase_edge[edge[d]];
		if (edge[d] == 0 || (e & LABEL) >= end[d]) {
			if (d-- == 0)
				return best;
		} else {
			path[d] = e & LABEL;
			if ((e & FINAL) != 0 && d + 1 > best) {
				best = d + 1;
				for (k = 0; k < best; k++)
					label[k] = path[k];
			}
			num = d + 1 < n && TARGET(e) != 0 ?
			    number(c, in[d + 1].cp) : 0;
			if (num != 0) {
				d++;
				edge[d] = find_edge(page + TARGET(e),
				    phrase_label[num - 1]);
				end[d] = phrase_label[num];
				continue;
			}
		}
		edge[d] = (phrase_edge[edge[d]] & LAST) != 0 ? 0 : edge[d] + 1;
	}
}

/* What stands in the place of a character: one, or a string. */
struct piece {
	const uint32_t *s;	/* NULL: one, which is cp */
	uint32_t cp;
	size_t n;
};

static struct piece
piece_of(unsigned label)
{
	unsigned cp = phrase_piece[label], k = cp - 0xd800;

	if (cp < 0xd800 || cp >= 0xe000)
		return (struct piece){ NULL, cp, 1 };
	return (struct piece){ phrase_string + phrase_string_at[k], 0,
	    (size_t)phrase_string_at[k + 1] - phrase_string_at[k] };
}

/* The value of a phrase, whose key is in[0, n). */
static void
put_phrase(const struct cell *in, size_t n, const uint16_t *label,
    struct buf *out)
{
	bool even = true;	/* a character for a character */
	unsigned rule = in[0].rule;
	size_t i, from, to;
	struct piece p;

	for (i = 0; i < n; i++)
		even = even && piece_of(label[i]).n == 1;
	for (i = 0; i < n; i++) {
		from = in[even ? i : 0].from;
		to = in[even ? i : n - 1].to;
		for (p = piece_of(label[i]); p.n > 0; p.n--)
			qi_cell_put(out, p.s != NULL ? *p.s++ : p.cp, from, to,
			    rule);
	}
}

/* What a step makes of a character without phrases. */
static uint32_t
step_char(const struct conversion *c, const struct step *st, uint32_t cp)
{
	unsigned to = cp < 0x10000 ? c->map[st - c->chain->step][cp] :
	    CHAR_ABOVE;

	if (to != CHAR_ABOVE)
		return to != 0 ? to : cp;
	return st->map == MAP_SIMPLIFY ?
	    qi_convert_simplify(cp, c->on[RULE_CONVERT_RARE]) :
	    qi_convert_map(st->map, cp);
}

static void
run_step(const struct conversion *c, unsigned step, const struct cell *in,
    size_t n, struct buf *out)
{
	const struct step *st = &c->chain->step[step];
	uint16_t label[PHRASE_CHARS];
	unsigned k;
	size_t i, len;

	for (i = 0; i < n; i += len) {
		for (k = 0, len = 0; st->root[k] != 0 && len == 0; k++)
			len = longest(c, SLOT(step, k), st->root[k], in + i,
			    n - i, label);
		if (len > 0) {
			put_phrase(in + i, len, label, out);
			continue;
		}
		qi_cell_put(out, step_char(c, st, in[i].cp), in[i].from,
		    in[i].to, in[i].rule);
		len = 1;
	}
}

/* A segment; label is that of the phrase it is, NULL if it is none. */
static void
run_segment(const struct conversion *c, const struct cell *in, size_t n,
    const uint16_t *label, struct buf *scratch)
{
	const struct step *st = c->chain->step;
	struct buf *out = &scratch[SCRATCH_CELLS];
	struct buf *mid = &scratch[SCRATCH_LATER];
	size_t i;

	if (n == 0)
		return;
	if (st[1].root[0] == 0 && st[1].map < 0) {
		run_step(c, 0, in, n, out);
		return;
	}
	qi_buf_reset(mid);
	if (st[0].root[0] != c->chain->segments)
		run_step(c, 0, in, n, mid);
	else if (label != NULL)		/* the same dictionary: all is known */
		put_phrase(in, n, label, mid);
	else
		for (i = 0; i < n; i++)
			qi_cell_put(mid, step_char(c, &st[0], in[i].cp),
			    in[i].from, in[i].to, in[i].rule);
	if (!mid->failed)
		run_step(c, 1, (const struct cell *)(const void *)mid->p,
		    mid->n / sizeof(struct cell), out);
}

/* Does a character stay, whatever its phrase says?  What is read as something
 * else does, and what could be right in the target's text if that is asked. */
static bool
stays(const struct conversion *c, const struct island_char *ch)
{
	return ch->as != ch->cp || (c->keeps &&
	    (qi_ideograph_kind(ch->cp) & SCRIPT_SIMPLIFIED) == 0);
}

void
qi_chain_island(const struct conversion *c, const struct island_char *in,
    size_t n, struct buf *scratch)
{
	struct buf *first = &scratch[SCRATCH_FIRST];
	struct cell *cell;
	uint16_t label[PHRASE_CHARS];
	size_t i, from, len;

	qi_buf_reset(first);
	for (i = 0; i < n; i++)
		qi_cell_put(first, in[i].as, i, i + 1, c->mode->rule);
	if (first->failed)
		return;
	cell = (struct cell *)(void *)first->p;
	for (i = from = 0; c->chain->segments != 0 && i < n; ) {
		len = longest(c, SEGMENTS, c->chain->segments, cell + i, n - i,
		    label);
		if (len == 0) {
			i++;
			continue;
		}
		run_segment(c, cell + from, i - from, NULL, scratch);
		run_segment(c, cell + i, len, label, scratch);
		from = i += len;
	}
	run_segment(c, cell + from, n - from, NULL, scratch);
	if (c->chain->reads < 0 || scratch[SCRATCH_CELLS].failed)
		return;
	cell = (struct cell *)(void *)scratch[SCRATCH_CELLS].p;
	for (i = 0; i < scratch[SCRATCH_CELLS].n / sizeof(*cell); i++)
		if (stays(c, &in[cell[i].from]))
			cell[i].cp = in[cell[i].from].cp;
}

const struct chain *
qi_chain_find(const bool *on)
{
	size_t i;

	for (i = 0; i < LEN(chains); i++)
		if (on[chains[i].mode.rule])
			return &chains[i];
	return NULL;
}

const struct mode *
qi_chain_mode(const struct chain *chain)
{
	return &chain->mode;
}

/* Where the edges of each character are in a root. */
static void
index_root(uint16_t *first, size_t root)
{
	bool many = (phrase_edge[root] & LABEL) == LABEL;
	size_t i = root + many, n = 1;
	unsigned label;

	for (;; i++) {
		label = phrase_edge[i] & LABEL;
		while (phrase_label[n] <= label)
			n++;
		if (first[n] == 0)
			first[n] = (uint16_t)(i - root + 1);
		if (phrase_edge[i] & LAST)
			return;
	}
}

void
qi_chain_tables(struct conversion *c)
{
	const struct step *st = c->chain->step;
	size_t i, k;

	if (c->chain->segments != 0)
		index_root(c->first[SEGMENTS], c->chain->segments);
	for (i = 0; i < LEN(c->chain->step); i++)
		for (k = 0; st[i].root[k] != 0; k++)
			index_root(c->first[SLOT(i, k)], st[i].root[k]);
	c->reads = c->chain->reads;
	if (c->reads >= 0)
		spread(c->as, c->reads);
	for (i = 0; i < LEN(c->chain->step); i++) {
		if (st[i].map >= 0)
			spread(c->map[i], st[i].map);
		if (st[i].map == MAP_SIMPLIFY && c->on[RULE_CONVERT_RARE])
			spread(c->map[i], MAP_RARE);
	}
	for (i = 0; i < LEN(phrase_bmp); i++)
		c->number[phrase_bmp[i]] = (uint16_t)(i + 1);
}
