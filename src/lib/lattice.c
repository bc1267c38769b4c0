/* SPDX-License-Identifier: Apache-2.0 */
/* lattice.c - what stood where bytes were lost: the likeliest reading */
#include "config.h"

#include "lattice.h"

#include <limits.h>
#include <string.h>

#include "language.h"
#include "loss.h"
#include "text.h"

#define BEAM 12		/* readings kept at each step */
#define FAR 100		/* none that costs so much more than the best */
#define AT_MARK 4	/* of them, where much can be meant */
#define TRIED 64	/* that one step can make of one reading */
#define BEST 10		/* of the characters that a lost byte allows */
#define FAR_MARK 48	/* and none where so much can be meant */
#define NEARLY 40	/* as good as the best */
#define USUAL 128	/* where two are lost, no others than cost so much */
#define OTHER_FORM 48	/* simplified where text is traditional, and so on */
#define COMMA_END 40	/* a comma, and then ASCII, or nothing */

struct out {
	uint32_t cp, from, cost;
	uint8_t kind;
};

#define OUTS 4

struct reading {		/* of the text so far */
	uint32_t cost;
	uint32_t prev;		/* its last character */
	uint32_t node;		/* how it came about, but for the last: */
	uint16_t pend[3];	/* bytes of a character that has begun */
	uint32_t from;		/* where they stand */
	uint8_t n, need;
	uint8_t outs;		/* characters made in this step */
	struct out out[OUTS];
};

struct node {
	uint32_t before;
	struct reread_char c;
};

/* Readings that one step has made so far. */
struct list {
	uint64_t key[TRIED];	/* what goes on alike has the same */
	struct reading r[TRIED];
	uint32_t best;		/* the least cost */
	size_t n;
};

struct work {
	uint32_t at;		/* the character that is read */
	bool eaten;		/* the ASCII that is read was lost */
	struct list a, b, ends, next;
	struct reading beam[BEAM];
	size_t n;
};

static void
empty(struct list *list)
{
	list->n = 0;
	list->best = UINT32_MAX - FAR;
}

static uint64_t
key_of(const struct reading *r)
{
	uint64_t key = (uint64_t)r->prev << 42 | (uint64_t)r->n << 40;
	unsigned i;

	for (i = 0; i < r->n; i++)
		key |= (uint64_t)r->pend[i] << 12 * i;
	return key;
}

/* Add a reading to a list.  Of those that go on alike the cheapest stays, and
 * when there are too many, the dearest goes. */
static void
add(struct list *list, const struct reading *r)
{
	uint64_t key;
	size_t i, worst = 0;

	if (r->cost > list->best + FAR)
		return;
	if (r->cost < list->best)
		list->best = r->cost;
	key = key_of(r);
	for (i = 0; i < list->n; i++)
		if (list->key[i] == key) {
			if (r->cost < list->r[i].cost)
				list->r[i] = *r;
			return;
		}
	if (list->n < TRIED)
		list->n++;
	else {
		for (i = 1; i < list->n; i++)
			if (list->r[i].cost > list->r[worst].cost)
				worst = i;
		i = worst;
		if (r->cost >= list->r[i].cost)
			return;
	}
	list->key[i] = key;
	list->r[i] = *r;
}

/* Add a character to a reading. */
static bool
put(struct reading *r, uint32_t cp, unsigned cost, enum reread_kind kind)
{
	if (r->outs == OUTS)
		return false;
	r->cost += cost;
	r->out[r->outs++] = (struct out){ cp, r->from, r->cost, (uint8_t)kind };
	r->prev = kind == REREAD_HOLE ? 0 : cp;
	r->n = 0;
	return true;
}

static bool
is_trail(unsigned e)
{
	return (e >= 0x80 && e < 0xc0) || (e >= LOSS_ANY && e < LOSS_LEAD);
}

/* The best few characters of those that a pattern of three bytes allows. */
struct best {
	uint32_t cp[BEST];
	unsigned cost[BEST];
	size_t n;
	unsigned form;		/* what text it is */
};

static void
note(struct best *b, uint32_t cp, unsigned cost)
{
	size_t i;

	if (b->form != 0 && (qi_language_forms(cp) & b->form) == 0 &&
	    qi_language_forms(cp) != 0)
		cost += OTHER_FORM;
	if (b->n == BEST && cost >= b->cost[BEST - 1])
		return;
	i = b->n < BEST ? b->n++ : BEST - 1;
	for (; i > 0 && b->cost[i - 1] > cost; i--) {
		b->cp[i] = b->cp[i - 1];
		b->cost[i] = b->cost[i - 1];
	}
	b->cp[i] = cp;
	b->cost[i] = cost;
}

/* What the last byte of UTF-8 can be by set, the rest being certain. */
static void
try_set(struct best *b, uint32_t prev, uint32_t high, uint64_t set,
    unsigned shift, unsigned most)
{
	uint32_t i, cp;

	for (i = 0; i < 64; i++) {
		if (!(set >> i & 1))
			continue;
		cp = high | i << shift;
		if (cp >= 0x800 && qi_language_char(cp) <= most &&
		    qi_reread_is_text(cp) && qi_language_id(cp) != 0)
			note(b, cp, qi_language_pair(prev, cp));
	}
}

static void
try_pattern(struct best *b, uint32_t prev, const uint16_t *e)
{
	uint64_t s1 = qi_loss_set(e[1]), s2 = qi_loss_set(e[2]);
	uint32_t lead, i;

	if (e[0] == LOSS_LEAD) {
		if (e[2] >= LOSS_ANY)
			return;
		for (lead = 0xe2; lead < 0xf0; lead++)
			try_set(b, prev, (lead & 0xf) << 12 | (e[2] & 63u), s1,
			    6, USUAL);
	} else if (e[1] >= LOSS_ANY && e[2] >= LOSS_ANY) {
		for (i = 0; i < 64; i++)
			if (s1 >> i & 1)
				try_set(b, prev, (e[0] & 0xfu) << 12 | i << 6,
				    s2, 0, USUAL);
	} else if (e[1] >= LOSS_ANY)
		try_set(b, prev, (e[0] & 0xfu) << 12 | (e[2] & 63u), s1, 6,
		    UINT_MAX);
	else
		try_set(b, prev, (e[0] & 0xfu) << 12 | (e[1] & 63u) << 6, s2, 0,
		    UINT_MAX);
}

/* The same reading with one character more. */
static void
add_char(struct list *list, const struct reading *r, uint32_t cp,
    unsigned cost, enum reread_kind kind)
{
	struct reading c = *r;

	if (put(&c, cp, cost, kind))
		add(list, &c);
}

static void
add_hole(struct list *list, const struct reading *r, unsigned cost)
{
	add_char(list, r, 0xfffd, REREAD_HOLE_COST + cost, REREAD_HOLE);
}

/* Go on from r with a character of three bytes, of which some are unknown. */
static void
guess(const struct lattice *l, const struct reading *r, const uint16_t *e,
    unsigned cost, struct list *list)
{
	struct best b;
	size_t i;

	b.n = 0;
	b.form = l->form;
	try_pattern(&b, r->prev, e);
	for (i = 0; i < b.n && r->cost + b.cost[i] + cost <= list->best + FAR;
	    i++)
		add_char(list, r, b.cp[i], b.cost[i] + cost, REREAD_GUESS);
	add_hole(list, r, cost);
}

/*
 * A character that was begun does not go on, since e comes: what could be
 * missing?  Of GBK it is a byte that could be no pair, or pairs of its user
 * areas.
 */
static void
cut(struct lattice *l, const struct reading *r, unsigned e, struct list *list)
{
	uint16_t set, p[3];

	if (l->is->form != FORM_UTF8 || r->need != 3 ||
	    r->pend[0] >= LOSS_ANY || (r->n == 2 && r->pend[1] >= LOSS_ANY)) {
		add_hole(list, r, 0);
		return;
	}
	set = AS_IS_SINGLE(l->as) ? l->latin ? LOSS_C1 : LOSS_SOFT :
	    l->as == AS_GBK && e >= 0x80 ? LOSS_GBK : LOSS_ANY;
	p[0] = r->pend[0];
	if (r->n == 2) {
		p[1] = r->pend[1], p[2] = set;
		guess(l, r, p, 40, list);
		if (AS_IS_SINGLE(l->as)) {
			p[1] = set, p[2] = r->pend[1];
			guess(l, r, p, 40, list);
		}
	} else if (l->as == AS_GBK) {
		p[1] = LOSS_USER, p[2] = LOSS_HIGH;
		guess(l, r, p, 40, list);
		p[1] = LOSS_USER_LOW, p[2] = LOSS_LOW;
		guess(l, r, p, 40, list);
	} else if (set != LOSS_ANY) {
		p[1] = p[2] = set;
		guess(l, r, p, 72, list);
	} else
		add_hole(list, r, 0);
}

/* A byte of UTF-8 where a character begins. */
static void
begin_utf8(const struct reading *r, unsigned e, struct list *list)
{
	struct reading c = *r;

	c.need = e == LOSS_LEAD ? 3 : e >= LOSS_ANY || e < 0xc2 ? 0 :
	    e < 0xe0 ? 2 : e < 0xf0 ? 3 : e < 0xf5 ? 4 : 0;
	if (c.need == 0) {
		add_hole(list, r, 0);
		return;
	}
	c.pend[0] = (uint16_t)e;
	c.n = 1;
	add(list, &c);
}

/* The character whose bytes are these, or 0. */
static uint32_t
utf8_char(const uint16_t *e, unsigned n)
{
	uint8_t s[4];
	uint32_t cp;
	unsigned i;

	for (i = 0; i < n; i++)
		s[i] = (uint8_t)e[i];
	if (qi_text_valid(s, n) != n)
		return 0;
	qi_text_char(s, &cp);
	return qi_reread_is_text(cp) || (cp >= 0xe000 && cp < 0xf900) ? cp : 0;
}

/* A trail byte where one belongs; ahead is what comes next, if known. */
static void
go_on_utf8(struct lattice *l, const struct reading *r, unsigned e,
    unsigned ahead, struct list *list)
{
	struct reading c = *r;
	uint16_t p[4];
	bool wild = e >= LOSS_ANY;
	uint32_t cp;
	unsigned i;

	if (c.n + 1u < c.need) {
		c.pend[c.n++] = (uint16_t)e;
		add(list, &c);
		return;
	}
	for (i = 0; i < c.n; i++) {
		p[i] = c.pend[i];
		wild = wild || p[i] >= LOSS_ANY;
	}
	p[i] = (uint16_t)e;
	if (wild && c.need == 3)
		guess(l, r, p, 0, list);
	else {
		cp = wild ? 0 : utf8_char(p, c.need);
		if (cp != 0)
			add_char(list, r, cp, qi_language_pair(r->prev, cp),
			    REREAD_SURE);
		else
			add_hole(list, r, 0);
	}
	/* Two trail bytes where there should be one: two bytes that are no
	 * character of GBK are missing before them. */
	if (l->as == AS_GBK && c.need == 3 && !wild &&
	    is_trail(ahead)) {
		struct list *to = list;
		struct best b;

		b.n = 0;
		b.form = l->form;
		p[2] = LOSS_GBK;
		try_pattern(&b, r->prev, p);
		for (i = 0; i < b.n; i++) {
			c = *r;
			if (!put(&c, b.cp[i], b.cost[i] + 64, REREAD_GUESS))
				break;
			c.pend[0] = LOSS_LEAD;
			c.pend[1] = (uint16_t)e;
			c.n = 2;
			c.need = 3;
			add(to, &c);
		}
	}
}

/* Add the best few characters, as guesses. */
static void
add_best(struct list *list, const struct reading *r, const struct best *b)
{
	size_t i;

	for (i = 0; i < b->n && r->cost + b->cost[i] <= list->best + FAR; i++)
		add_char(list, r, b->cp[i], b->cost[i], REREAD_GUESS);
	add_hole(list, r, 0);
}

/* What a pair of the charset can be, where it is usual. */
static void
try_pair(struct best *b, const struct lattice *l, uint32_t prev, unsigned first,
    unsigned second)
{
	uint32_t cp = qi_reread_pair(l->is, first, second);

	if (cp != 0 && qi_language_char(cp) <= USUAL)
		note(b, cp, qi_language_pair(prev, cp));
}

/* A character of which a half is unknown. */
static void
guess_half(const struct lattice *l, const struct reading *r, unsigned second,
    struct list *list)
{
	struct best b = { .form = l->form };
	unsigned i;

	if (r->pend[0] == LOSS_FIRST && second < LOSS_ANY)
		for (i = 0x81; i < 0xff; i++)
			try_pair(&b, l, r->prev, i, second);
	else if (r->pend[0] < LOSS_ANY && second == LOSS_SECOND)
		for (i = 0x40; i < 0xff; i++)
			try_pair(&b, l, r->prev, r->pend[0], i);
	add_best(list, r, &b);
}

/* Find the usual characters that can be gone. */
static void
find_gone(struct lattice *l)
{
	unsigned first, second;
	uint32_t cp;

	l->gones = 0;
	for (first = 0x81; first < 0xff; first++)
		for (second = 0x40; second < 0xff && l->gones < LATTICE_GONE;
		    second++) {
			if (!qi_loss_is_pair(l->as, first, second))
				continue;
			cp = qi_reread_pair(l->is, first, second);
			if (cp >= 0x80 && qi_language_char(cp) <= USUAL)
				l->gone[l->gones++] = cp;
		}
	l->gone_found = true;
}

/* A character that is gone. */
static void
guess_both(struct lattice *l, const struct reading *r, struct list *list)
{
	struct best b = { .form = l->form };
	size_t i;

	if (!l->gone_found)
		find_gone(l);
	for (i = 0; i < l->gones; i++)
		note(&b, l->gone[i], qi_language_pair(r->prev, l->gone[i]));
	add_best(list, r, &b);
}

static void
begin_two(struct lattice *l, const struct reading *r, unsigned e,
    struct list *list)
{
	struct reading c = *r;
	uint32_t cp;

	if (l->is->form == FORM_SHIFT_JIS && e > 0xa0 && e < 0xe0) {
		cp = 0xff61 + e - 0xa1;
		add_char(list, r, cp, qi_language_pair(r->prev, cp),
		    REREAD_SURE);
		return;
	}
	if (e == LOSS_BOTH) {
		guess_both(l, r, list);
		return;
	}
	if (e != LOSS_FIRST && (e >= LOSS_ANY || (l->is->form !=
	    FORM_UTF16LE && !qi_pairs_is_lead(e)))) {
		add_hole(list, r, 0);
		return;
	}
	c.pend[0] = (uint16_t)e;
	c.n = 1;
	c.need = l->is->form == FORM_EUC_JP && e == 0x8f ? 3 : 2;
	add(list, &c);
}

static void
go_on_two(const struct lattice *l, const struct reading *r, unsigned e,
    struct list *list)
{
	struct reading c = *r;
	uint32_t cp;

	if (r->need == 3 && r->n == 1) {
		c.pend[c.n++] = (uint16_t)e;
		add(list, &c);
		return;
	}
	if (r->need == 2 && (e == LOSS_SECOND || r->pend[0] == LOSS_FIRST)) {
		guess_half(l, r, e, list);
		return;
	}
	if (e >= LOSS_ANY || r->pend[0] >= LOSS_ANY)
		cp = 0;
	else if (r->need == 3)
		cp = e > 0xa0 && e < 0xff && r->pend[1] > 0xa0 ?
		    qi_pairs_jis0212(r->pend[1], e) : 0;
	else
		cp = qi_reread_pair(l->is, r->pend[0], e);
	if (cp != 0)
		add_char(list, r, cp, qi_language_pair(r->prev, cp),
		    REREAD_SURE);
	else
		add_hole(list, r, 0);
}

/* The cost of b behind a, where a may be a guess. */
static unsigned
cost_before(uint32_t a, uint32_t b)
{
	return qi_language_pair(a, b) + ((a == 0x3001 || a == 0xff0c) &&
	    b < 0x80 && (b < '0' || b > '9') ? COMMA_END : 0);
}

/* Read a byte in all ways that go on from r. */
static void
feed(struct work *w, struct lattice *l, const struct reading *r, unsigned e,
    unsigned ahead, struct list *list)
{
	bool utf8 = l->is->form == FORM_UTF8, wide = l->is->form == FORM_UTF16LE;
	struct list *ends = &w->ends;
	size_t i;

	if (r->n > 0 && e != LOSS_DIGIT && (utf8 ? is_trail(e) :
	    wide || e >= 0x40)) {
		if (utf8)
			go_on_utf8(l, r, e, ahead, list);
		else
			go_on_two(l, r, e, list);
		return;
	}
	empty(ends);
	if (r->n > 0)
		cut(l, r, e, ends);
	else
		add(ends, r);
	for (i = 0; i < ends->n; i++) {
		ends->r[i].from = w->at;
		r = &ends->r[i];
		if (e == LOSS_DIGIT) {
			add_char(list, r, 0xfffd, qi_language_pair(r->prev,
			    '0'), REREAD_HOLE);
			continue;
		}
		if (e < 0x80 && !wide)
			add_char(list, r, e, cost_before(r->prev, e),
			    w->eaten ? REREAD_GUESS : REREAD_SURE);
		else if (utf8)
			begin_utf8(r, e, list);
		else
			begin_two(l, r, e, list);
	}
}

/* How many digits stand from i on; four are enough. */
static unsigned
digits(const struct lattice *l, size_t i)
{
	unsigned n = 0;

	while (n < 4 && i < l->n + l->more && l->cp[i] >= '0' &&
	    l->cp[i] <= '9') {
		i++;
		n++;
	}
	return n;
}

/* What character i can have been made of: a mark of loss, or itself. */
static size_t
options(const struct lattice *l, size_t i, struct loss *o)
{
	const struct loss_place p = { i + 1 < l->n ? l->cp[i + 1] : l->behind,
	    digits(l, i + 1), l->last && i + 1 == l->n, l->alone };
	uint32_t cp = l->cp[i];
	uint8_t b[4];
	size_t n = 0, k, len;

	if (qi_loss_is_mark(l->as, cp))
		n = l->is->form == FORM_UTF16LE ? 0 :
		    (l->is->form == FORM_UTF8 ? qi_loss_read :
		    qi_loss_read_pairs)(l->as, cp, &p, o);
	if (n > 0 && cp != 0x30fb)
		return n;
	for (k = 0; k < 2; k++) {
		len = (k == 0 ? qi_misread_bytes : qi_misread_other)(l->as, cp,
		    b);
		if (len == 0 || len > 3 || n == LOSSES)
			break;
		o[n].n = (uint8_t)len;
		o[n].cost = cp == 0x30fb ? 72 : 0;
		while (len-- > 0)
			o[n].b[len] = b[len];
		n++;
	}
	if (n == LOSSES)
		return n;
	if (cp == ' ' && AS_IS_SINGLE(l->as))
		o[n++] = (struct loss){ { 0xa0 }, 1, 16 };
	else if (l->as == AS_MIXED && cp >= 0x80 && cp < 0x100)
		o[n++] = (struct loss){ { (uint16_t)(0xc0 | cp >> 6),
		    (uint16_t)(0x80 | (cp & 0x3f)) }, 2, 24 };
	return n;
}

/* Feed a byte to all readings of a list. */
static void
feed_all(struct work *w, struct lattice *l, const struct list *from, unsigned e,
    unsigned ahead, uint32_t cost, struct list *to)
{
	struct reading r;
	size_t i;

	for (i = 0; i < from->n; i++) {
		/* What ASCII comes behind hardly tells one from another. */
		if (w->eaten && from->r[i].cost > from->best + NEARLY)
			continue;
		if (from->r[i].cost + cost > to->best + FAR)
			continue;
		r = from->r[i];
		r.cost += cost;
		feed(w, l, &r, e, ahead, to);
	}
}

/* All that character i can mean, going on from r. */
static void
read_on(struct work *w, struct lattice *l, const struct reading *r, size_t i)
{
	struct loss o[LOSSES];
	size_t n = options(l, i, o), k, j;
	struct reading c;

	w->at = l->at + (uint32_t)i;
	for (k = 0; k < n; k++) {
		/* A no-break space stands inside of a character only. */
		if (k > 0 && l->cp[i] == ' ' && r->n == 0)
			break;
		c = *r;
		if (o[k].n == 1) {
			c.cost += o[k].cost;
			feed(w, l, &c, o[k].b[0], 0, &w->next);
			continue;
		}
		/* Many have the same first byte. */
		if (k == 0 || o[k - 1].n != 2 || o[k].b[0] != o[k - 1].b[0] ||
		    (o[k].b[1] >= 0x80) != (o[k - 1].b[1] >= 0x80)) {
			empty(&w->a);
			feed(w, l, &c, o[k].b[0], o[k].b[1], &w->a);
		}
		for (j = 2; j < o[k].n; j++) {
			empty(&w->b);
			feed_all(w, l, &w->a, o[k].b[j - 1], o[k].b[j], 0,
			    &w->b);
			w->a = w->b;
		}
		w->eaten = o[k].b[0] >= LOSS_ANY && (o[k].b[1] < 0x80 ||
		    o[k].b[1] == LOSS_DIGIT);
		feed_all(w, l, &w->a, o[k].b[j - 1], 0, o[k].cost, &w->next);
		w->eaten = false;
	}
}

/* Put down how a reading that ends with character i came about. */
static void
put_down(struct lattice *l, struct reading *r, size_t i)
{
	struct node node;
	size_t j;

	for (j = 0; j < r->outs; j++) {
		node = (struct node){ r->node, { r->out[j].cp, r->out[j].from,
		    l->at + (uint32_t)i + 1, l->cost + r->out[j].cost,
		    r->out[j].kind, false } };
		r->node = (uint32_t)(l->nodes->n / sizeof(node)) + 1;
		qi_buf_put(l->nodes, &node, sizeof(node));
	}
	r->outs = 0;
}

static uint32_t
cheapest(const struct reading *r, size_t n)
{
	uint32_t best = UINT32_MAX - FAR;
	size_t i;

	for (i = 0; i < n; i++)
		if (r[i].cost < best)
			best = r[i].cost;
	return best;
}

/* Keep the best few. */
static void
settle(struct work *w, struct lattice *l, size_t i)
{
	uint32_t far = cheapest(w->next.r, w->next.n) + FAR;
	struct reading *r;
	size_t k, j, m;

	w->n = 0;
	for (k = 0; k < w->next.n; k++) {
		r = &w->next.r[k];
		if (r->cost > far)
			continue;
		m = w->n;
		if (m == BEAM) {
			for (m = 0, j = 1; j < BEAM; j++)
				if (w->beam[j].cost > w->beam[m].cost)
					m = j;
			if (w->beam[m].cost <= r->cost)
				continue;
		} else
			w->n++;
		w->beam[m] = *r;
	}
	for (k = 0; k < w->n; k++)
		put_down(l, &w->beam[k], i);
	empty(&w->next);
}

/* Follow the best reading back. */
static bool
result(struct work *w, struct lattice *l)
{
	const struct reading *best = &w->beam[0];
	const struct node *node;
	struct reread_char *c;
	size_t k, n = 0;
	uint32_t at;

	for (k = 1; k < w->n; k++)
		if (w->beam[k].cost < best->cost)
			best = &w->beam[k];
	l->end = l->cost + best->cost;
	node = (const struct node *)(const void *)l->nodes->p;
	for (at = best->node; at != 0; at = node[at - 1].before)
		n++;
	if (!qi_buf_reserve(l->found, n * sizeof(*c)))
		return false;
	c = (struct reread_char *)(void *)(l->found->p + l->found->n);
	l->found->n += n * sizeof(*c);
	for (at = best->node; at != 0; at = node[at - 1].before)
		c[--n] = node[at - 1].c;
	return true;
}

/* What has begun ends here, and what is behind goes on from it. */
static void
finish(struct work *w, struct lattice *l)
{
	struct reading *r;
	size_t k;

	for (k = 0; k < w->n; k++)
		if (w->beam[k].n > 0)
			cut(l, &w->beam[k], 0, &w->next);
		else
			add(&w->next, &w->beam[k]);
	for (k = 0; k < w->next.n; k++) {
		r = &w->next.r[k];
		r->cost += l->behind == 0 ? cost_before(r->prev, '\n') :
		    cost_before(r->prev, l->behind);
	}
	settle(w, l, l->n - 1);
}

bool
qi_lattice(struct lattice *l)
{
	struct work *w;
	uint32_t most;
	size_t i, k, left;

	qi_buf_reset(l->scratch);
	qi_buf_reset(l->nodes);
	if (!qi_buf_reserve(l->scratch, sizeof(*w)))
		return false;
	w = (struct work *)(void *)l->scratch->p;
	w->beam[0] = (struct reading){ .prev = l->before };
	w->n = 1;
	w->eaten = false;
	empty(&w->next);
	for (i = 0; i < l->n; i++) {
		most = cheapest(w->beam, w->n) +
		    (qi_loss_is_mark(l->as, l->cp[i]) ? FAR_MARK : FAR);
		for (k = 0, left = qi_loss_is_mark(l->as, l->cp[i]) ?
		    AT_MARK : BEAM; k < w->n && left > 0; k++)
			if (w->beam[k].cost <= most) {
				read_on(w, l, &w->beam[k], i);
				left--;
			}
		settle(w, l, i);
	}
	finish(w, l);
	return !l->nodes->failed && w->n > 0 && result(w, l);
}
