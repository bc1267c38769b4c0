/* SPDX-License-Identifier: Apache-2.0 */
/* reread.c - read a text again, that was read in the wrong charset */
#include "config.h"

#include "reread.h"

#include <string.h>

#include "language.h"
#include "text.h"

#define FAR 400		/* no reading costs so much more than the best */
#define OUTS 4		/* characters that one can become */
#define ASCII_PAIR 16	/* two bytes of ASCII that UTF-16 makes one of */
#define STATES 4	/* by how many bytes of a character there are */

/* Bytes of a character that has begun. */
struct pending {
	uint8_t b[3];
	uint8_t n, need;
	bool lost;		/* one of them was, and is a mark now */
};

/* What a byte did. */
enum did { DID_BEGIN, DID_CHAR, DID_FAIL };

struct out {
	uint32_t cp, from, cost;
	uint8_t kind;
};

struct state {
	uint32_t cost;		/* UINT32_MAX: no such */
	uint32_t prev;		/* the last character */
	uint32_t node;		/* how it came about, but for out[] */
	uint32_t base;		/* what the text before it cost */
	uint32_t from;		/* where the bytes begin */
	struct pending st;
	bool enter;		/* what comes next is the first that is read */
	bool hole;		/* the last was one */
	bool slash;		/* the last ended with a backslash */
	uint8_t outs;
	struct out out[OUTS];
};

struct node {
	uint32_t before;
	struct reread_char c;
};

bool
qi_reread_is_text(uint32_t cp)
{
	return cp >= 0xa0 && (cp < 0xd800 || cp >= 0xf900) && cp <= 0x2ffff &&
	    (cp & 0xfffe) != 0xfffe && (cp < 0xfdd0 || cp > 0xfdef) &&
	    (cp < 0x800 || cp > 0x8ff);
}

static enum did
utf8_byte(struct pending *st, uint8_t b, uint32_t *cp)
{
	if (st->n == 0) {
		st->need = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 :
		    b < 0xf5 ? 4 : 0;
		if (st->need == 0)
			return DID_FAIL;
		st->b[0] = b;
		st->n = 1;
		st->lost = false;
		return DID_BEGIN;
	}
	if ((b & 0xc0) != 0x80)
		return DID_FAIL;
	if (st->n + 1u < st->need) {
		st->b[st->n++] = b;
		return DID_BEGIN;
	}
	*cp = st->need == 2 ? (st->b[0] & 0x1fu) << 6 :
	    st->need == 3 ? (st->b[0] & 0xfu) << 12 | (st->b[1] & 0x3fu) << 6 :
	    (st->b[0] & 7u) << 18 | (st->b[1] & 0x3fu) << 12 |
	    (st->b[2] & 0x3fu) << 6;
	*cp |= b & 0x3fu;
	st->n = 0;
	/* Too long a form, or none that text has; the user areas are what a
	 * text misread twice has. */
	return (st->need == 3 && *cp < 0x800) ||
	    (st->need == 4 && *cp < 0x10000) ||
	    !(qi_reread_is_text(*cp) || (*cp >= 0xe000 && *cp < 0xf900)) ?
	    DID_FAIL : DID_CHAR;
}

uint32_t
qi_reread_pair(const struct charset *is, unsigned lead, unsigned trail)
{
	const uint32_t *pairs = qi_charset_pairs(is);
	uint32_t entry, cp[2];

	if (is->form == FORM_UTF16LE) {
		cp[0] = lead | (uint32_t)trail << 8;
		return cp[0] >= 0x20 && (cp[0] < 0x7f ||
		    qi_reread_is_text(cp[0])) ? cp[0] : 0;
	}
	if (pairs == NULL || trail < 0x40 || trail > 0xff)
		return 0;
	if (is->form == FORM_EUC_JP && lead == 0x8e)
		return trail > 0xa0 && trail < 0xe0 ? 0xff61u + trail - 0xa1 : 0;
	entry = pairs[PAIRS_INDEX(lead, trail)];
	if (entry == 0)
		return 0;
	qi_pairs_char(entry, cp);
	return cp[0] >= 0xe000 && cp[0] < 0xf900 ? 0 : cp[0];
}

/* Read a byte that is not ASCII by itself: begin a character, go on with it,
 * or end it, which then is *cp. */
static enum did
read_byte(const struct charset *is, struct pending *st, uint8_t b,
    uint32_t *cp)
{
	if (is->form == FORM_UTF8)
		return utf8_byte(st, b, cp);
	if (is->form == FORM_UTF16LE) {
		if (st->n == 0) {
			st->b[0] = b;
			st->n = 1;
			return DID_BEGIN;
		}
		st->n = 0;
		*cp = qi_reread_pair(is, st->b[0], b);
		return *cp != 0 ? DID_CHAR : DID_FAIL;
	}
	if (st->n == 0) {
		if (is->form == FORM_SHIFT_JIS && b > 0xa0 && b < 0xe0) {
			*cp = 0xff61u + b - 0xa1;
			return DID_CHAR;
		}
		if (!qi_pairs_is_lead(b))
			return DID_FAIL;
		st->b[0] = b;
		st->n = 1;
		st->need = is->form == FORM_EUC_JP && b == 0x8f ? 3 : 2;
		return DID_BEGIN;
	}
	if (st->need == 3 && st->n == 1) {
		st->b[st->n++] = b;
		return b > 0xa0 && b < 0xff ? DID_BEGIN : DID_FAIL;
	}
	*cp = st->need == 2 ? qi_reread_pair(is, st->b[0], b) :
	    b > 0xa0 && b < 0xff ? qi_pairs_jis0212(st->b[1], b) : 0;
	st->n = 0;
	return *cp != 0 ? DID_CHAR : DID_FAIL;
}

static void
put(struct state *s, uint32_t cp, unsigned cost, enum reread_kind kind)
{
	if (s->outs == OUTS)
		return;
	s->cost += cost;
	s->out[s->outs++] = (struct out){ cp, s->from, s->cost, (uint8_t)kind };
	s->prev = kind == REREAD_HOLE ? 0 : cp;
	s->hole = kind == REREAD_HOLE;
	s->st.n = 0;
	s->st.lost = false;
}

static void
hole(struct state *s)
{
	put(s, 0xfffd, s->hole ? REREAD_HOLES_COST : REREAD_HOLE_COST,
	    REREAD_HOLE);
}

/* Read a byte of character i. */
static void
feed(const struct reread *r, struct state *s, uint8_t b, size_t i)
{
	enum did did;
	unsigned cost;
	uint32_t cp;
	bool lost;

	if (s->st.n == 0)
		s->from = (uint32_t)i;
	else if (b < 0x80 && r->is->form != FORM_UTF16LE &&
	    (r->is->form == FORM_UTF8 || b < 0x40)) {
		hole(s);
		s->from = (uint32_t)i;
	}
	if (s->st.n == 0 && b < 0x80 && r->is->form != FORM_UTF16LE) {
		put(s, b, qi_language_pair(s->prev, b), REREAD_SURE);
		return;
	}
	lost = s->st.lost;
	did = read_byte(r->is, &s->st, b, &cp);
	if (did == DID_CHAR && lost) {
		hole(s);
		return;
	}
	s->slash = did == DID_CHAR && b == '\\';
	if (did == DID_CHAR) {
		cost = qi_language_pair(s->prev, cp);
		if (cp >= 0x80 && b < 0x80 && s->st.b[0] < 0x80)
			cost += ASCII_PAIR;
		put(s, cp, cost, REREAD_SURE);
		return;
	}
	if (did == DID_BEGIN)
		return;
	if (s->st.n == 0) {		/* nothing begins with it, or ends so */
		hole(s);
		return;
	}
	/* UTF-8 that does not go on: it may begin another one. */
	hole(s);
	s->from = (uint32_t)i;
	if (read_byte(r->is, &s->st, b, &cp) == DID_FAIL)
		hole(s);
}

/* A mark stands for one byte, inside of a character of UTF-8, where text was
 * read in a charset of one byte. */
static bool
is_byte(const struct reread *r, const struct pending *st, uint32_t cp)
{
	return (cp == '?' || cp == 0xfffd) && st->n > 0 &&
	    r->is->form == FORM_UTF8 && AS_IS_SINGLE(r->as);
}

/* Go on with a byte that was lost; true when that ends a character. */
static bool
lose_byte(struct pending *st)
{
	if (st->n + 1u == st->need)
		return true;
	st->b[st->n++] = 0xa0;
	st->lost = true;
	return false;
}

struct work {
	const struct reread *r;
	struct state now[STATES], next[STATES];
	uint32_t kept, kept_node;	/* the text as it is, so far */
};

static void
offer(struct work *w, const struct state *s)
{
	struct state *to = &w->next[s->st.n];

	if (s->cost < to->cost)
		*to = *s;
}

/* All that character i can be, going on from s. */
static void
read_on(struct work *w, const struct state *s, const uint8_t *b, size_t n,
    size_t i)
{
	struct state c = *s;
	size_t k;

	c.outs = 0;
	if (w->r->shifted && s->enter && n > 1) {
		c.from = (uint32_t)i;	/* of the first, a byte was lost */
		hole(&c);
		b++;
		n--;
	}
	c.slash = false;
	if (is_byte(w->r, &c.st, w->r->cp[i])) {
		if (lose_byte(&c.st))
			hole(&c);
		offer(w, &c);
		return;
	}
	/* JSON escapes a backslash, also where it is half a character. */
	if (s->slash && n == 1 && b[0] == '\\') {
		offer(w, &c);
		return;
	}
	if (n == 0) {			/* a mark, or what was not misread */
		if (c.st.n == 0)
			c.from = (uint32_t)i;
		hole(&c);
		offer(w, &c);
		return;
	}
	for (k = 0; k < n; k++)
		feed(w->r, &c, b[k], i);
	offer(w, &c);
	/* Lost bytes: what has begun may be no part of this one. */
	if (s->st.n > 0 && w->r->is->form != FORM_UTF8 && b[0] >= 0x80) {
		c = *s;
		c.outs = 0;
		hole(&c);
		for (k = 0; k < n; k++)
			feed(w->r, &c, b[k], i);
		offer(w, &c);
	}
}

/* Put down how a reading of character i came about. */
static void
put_down(struct work *w, struct state *s, size_t i)
{
	struct buf *nodes = w->r->nodes;
	struct node node;
	size_t j;

	for (j = 0; j < s->outs; j++) {
		node = (struct node){ s->node, { s->out[j].cp, s->out[j].from,
		    (uint32_t)i + 1, s->out[j].cost - s->base, s->out[j].kind,
		    s->enter } };
		s->enter = false;
		s->node = (uint32_t)(nodes->n / sizeof(node)) + 1;
		qi_buf_put(nodes, &node, sizeof(node));
	}
}

/* Drop what is too dear, and put down how the rest came about. */
static void
settle(struct work *w, size_t i)
{
	uint32_t best = w->kept;
	struct state *s;
	size_t k;

	for (k = 0; k < STATES; k++)
		if (w->next[k].cost < best)
			best = w->next[k].cost;
	for (k = 0; k < STATES; k++) {
		s = &w->next[k];
		w->now[k].cost = UINT32_MAX;
		if (s->cost == UINT32_MAX || s->cost > best + FAR)
			continue;
		put_down(w, s, i);
		w->now[k] = *s;
	}
}

/*
 * The reading that is cheapest when reading ends before character i, and costs
 * so much more: it becomes how the text is left as it is, if that is cheaper.
 */
static void
leave(struct work *w, uint32_t more, size_t i)
{
	const struct state *best = NULL;
	struct state s;
	uint32_t cost = w->kept, c;
	size_t k;

	for (k = 0; k < STATES; k++) {
		if (w->now[k].cost == UINT32_MAX)
			continue;
		c = w->now[k].cost + more + (k > 0 ? REREAD_HOLE_COST : 0);
		if (c < cost) {
			cost = c;
			best = &w->now[k];
		}
	}
	if (best == NULL)
		return;
	s = *best;
	if (s.st.n > 0) {
		s.outs = 0;
		hole(&s);
		put_down(w, &s, i - 1);
	}
	w->kept = cost;
	w->kept_node = s.node;
}

/* Follow the best reading back. */
static bool
result(const struct reread *r, uint32_t last)
{
	const struct node *node = (const struct node *)(const void *)r->nodes->p;
	struct reread_char *c;
	size_t n = 0;
	uint32_t at;

	for (at = last; at != 0; at = node[at - 1].before)
		n++;
	qi_buf_reset(r->found);
	if (!qi_buf_reserve(r->found, n * sizeof(*c)))
		return false;
	c = (struct reread_char *)(void *)r->found->p;
	r->found->n = n * sizeof(*c);
	for (at = last; at != 0; at = node[at - 1].before)
		c[--n] = node[at - 1].c;
	return true;
}

/* A mark that stands for what was lost.  Code page 932 has one of its own, and
 * what that is by itself, 0x8145, UTF-8 can have, but next to never has. */
static bool
is_lost(const struct reread *r, uint32_t cp)
{
	return cp == 0xfffd || (cp == 0x30fb && r->as == AS_SHIFT_JIS &&
	    !r->shifted);
}

bool
qi_reread(struct reread *r)
{
	bool tight = false, was, wide = r->is->form == FORM_UTF16LE;
	struct work w = { .r = r };
	struct state enter = { .enter = true };
	uint32_t cp;
	uint8_t b[4], b2[4];
	size_t i, k, n, n2;

	qi_buf_reset(r->nodes);
	for (k = 0; k < STATES; k++)
		w.now[k].cost = UINT32_MAX;
	for (i = 0; i < r->n; i++) {
		cp = r->cp[i];
		n = is_lost(r, cp) ? 0 : qi_misread_bytes(r->as, cp, b);
		n2 = n == 2 ? qi_misread_other(r->as, cp, b2) : 0;
		was = tight;
		tight = cp >= 0x80 && n > 0;
		for (k = 0; k < STATES; k++)
			w.next[k].cost = UINT32_MAX;
		if (n > 0 || is_lost(r, cp))
			for (k = 0; k < STATES; k++)
				if (w.now[k].cost != UINT32_MAX) {
					read_on(&w, &w.now[k], b, n, i);
					if (n2 > 0)
						read_on(&w, &w.now[k], b2, n2,
						    i);
				}
		if (n > 0 && (b[0] >= 0x80 || wide)) {
			enter.cost = w.kept + REREAD_ENTER +
			    (was ? REREAD_TIGHT : 0);
			enter.prev = i > 0 ? r->cp[i - 1] : 0;
			enter.base = w.kept;
			enter.node = w.kept_node;
			read_on(&w, &enter, b, n, i);
			if (n2 > 0)
				read_on(&w, &enter, b2, n2, i);
		}
		leave(&w, REREAD_LEAVE + (tight ? REREAD_TIGHT : 0), i);
		w.kept += r->kept[i];
		settle(&w, i);
		if (r->nodes->failed)
			return false;
	}
	leave(&w, 0, r->n);
	return !r->nodes->failed && result(r, w.kept_node);
}

/* Add a character that bytes from on became. */
static void
found(struct reread *r, struct reread_char *c, uint32_t cp, unsigned cost,
    enum reread_kind kind)
{
	c->cp = cp;
	c->cost += cost;
	c->kind = (uint8_t)kind;
	qi_buf_put(r->found, c, sizeof(*c));
	c->enter = false;
}

static void
found_hole(struct reread *r, struct reread_char *c)
{
	found(r, c, 0xfffd, c->kind == REREAD_HOLE ? REREAD_HOLES_COST :
	    REREAD_HOLE_COST, REREAD_HOLE);
}

bool
qi_reread_whole(struct reread *r)
{
	struct pending st = { { 0 }, 0, 0, false };
	struct reread_char c = { .enter = true, .cost = REREAD_ENTER };
	bool holes = r->is->form == FORM_UTF8, slash = false, lost;
	enum did did;
	uint32_t cp;
	uint8_t b[4];
	size_t i, k, n;

	qi_buf_reset(r->found);
	if (r->is->form == FORM_UTF16LE || r->shifted)
		return false;
	for (i = 0; i < r->n; i++) {
		b[0] = (uint8_t)r->cp[i];
		n = r->cp[i] < 0x80 ? 1 : is_lost(r, r->cp[i]) ? 0 :
		    qi_misread_bytes(r->as, r->cp[i], b);
		if (n == 2 && qi_misread_other(r->as, r->cp[i], b) > 0)
			return false;	/* there is a choice */
		if (is_byte(r, &st, r->cp[i])) {
			c.end = (uint32_t)i + 1;
			if (lose_byte(&st)) {
				st.n = 0;
				found_hole(r, &c);
			}
			continue;
		}
		if (n == 0) {
			if (!holes || !is_lost(r, r->cp[i]))
				return false;
			c.from = st.n == 0 ? (uint32_t)i : c.from;
			c.end = (uint32_t)i + 1;
			st.n = 0;
			found_hole(r, &c);
			continue;
		}
		for (k = 0; k < n; k++) {
			if (st.n > 0 && b[k] < 0x80 && holes) {
				st.n = 0;
				found_hole(r, &c);
			}
			if (st.n == 0) {
				c.from = (uint32_t)i;
				c.end = (uint32_t)i + 1;
			}
			cp = b[k];
			if (slash && b[k] == '\\') {
				slash = false;
				continue;
			}
			slash = st.n > 0 && b[k] == '\\';
			lost = st.n > 0 && st.lost;
			did = st.n == 0 && b[k] < 0x80 ? DID_CHAR :
			    read_byte(r->is, &st, b[k], &cp);
			c.end = (uint32_t)i + 1;
			if (did == DID_BEGIN)
				continue;
			if (did == DID_CHAR && lost) {
				found_hole(r, &c);
				continue;
			}
			if (did == DID_CHAR) {
				found(r, &c, cp, qi_language_pair(c.kind ==
				    REREAD_HOLE ? 0 : c.cp, cp), REREAD_SURE);
				continue;
			}
			if (!holes)
				return false;
			found_hole(r, &c);
			if (st.n == 0)
				continue;
			st.n = 0;	/* it may begin another one */
			c.from = (uint32_t)i;
			if (read_byte(r->is, &st, b[k], &cp) == DID_FAIL)
				found_hole(r, &c);
		}
	}
	if (st.n > 0) {
		if (!holes)
			return false;
		found_hole(r, &c);
	}
	return !r->found->failed;
}
