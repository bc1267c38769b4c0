/* SPDX-License-Identifier: Apache-2.0 */
/* shift.c - undo what a cut through GBK text did */
#include "config.h"

#include "shift.h"

#include <stdlib.h>

#include "gbk.h"
#include "model.h"
#include "reading.h"

#define BEAM 48			/* hypotheses kept at each step */
#define WORST (60 * 8)		/* ... that cost at most so much more */
#define MAX_HYPS (BEAM * 200)	/* all that a step can make of them */
#define GAPS 16			/* ways tried to fill one */
#define MAX_NODES ((size_t)1 << 15)
#define MAX_STEPS 600		/* a run is not longer: "a few sentences" */

/*
 * Costs beside the model's, in eighths of a bit.  Chosen on labelled
 * documents; a gap may cost 56 to 64 there, and a surprise 48 to 88, without
 * any difference.
 */
enum {
	COST_REAL_BRACKET = 138,	/* a bracket with pinyin is text */
	COST_REAL_CUT = 231,		/* "?guó)" is text */
	COST_REAL_BREAK = 115,		/* "?，" is text */
	COST_STRANGE_GLOSS = 35,	/* not seen elsewhere on the page */
	COST_COMMON_GLOSS = 69,		/* of a character of GB2312, too */
	COST_BREAK = 24,		/* before a mark ... */
	COST_FULL_STOP = 4,		/* ... and it was "。", as it mostly is */
	COST_LOST = 23,
	COST_UNGLOSSED = 70,		/* stands on the page without one, too */
	COST_FOLDED = 35,		/* ASCII stands for full width */
	COST_GAP = 64,			/* two bytes that left no trace */
	COST_SURPRISE = 80,		/* only looked for where text is so odd */
	COST_OPEN_END = 290		/* a lead byte with nothing after it */
};

struct node {			/* what was written, backwards */
	uint32_t before, cp;
};

struct hyp {
	uint32_t cost;
	uint32_t node;
	uint32_t prev;		/* the last character written */
	uint8_t pend;		/* a lead byte that waits for its trail, or 0 */
	struct shift_tail last;
	bool changed;		/* not the text as it stands */
	bool guessed;
};

struct search {
	struct shift *s;
	struct hyp *now, *next;
	size_t n, made;
	bool full;		/* out of room: give up */
};

void
qi_shift_follow(struct shift_tail *tail, uint32_t cp)
{
	unsigned pair = cp < 0x80 ? cp : cp == 0x20ac ? 0x80 : qi_gbk_encode(cp);

	tail->b[0] = pair > 0xff || pair == 0 ? (uint8_t)(pair >> 8) : tail->b[1];
	tail->b[1] = (uint8_t)pair;
}

static uint32_t
write_node(struct search *w, uint32_t before, uint32_t cp)
{
	struct node d = { before, cp };

	if (w->s->nodes->n / sizeof(d) >= MAX_NODES) {
		w->full = true;
		return before;
	}
	qi_buf_put(w->s->nodes, &d, sizeof(d));
	return (uint32_t)(w->s->nodes->n / sizeof(d));
}

static void
make(struct search *w, struct hyp h)
{
	if (w->made < MAX_HYPS)
		w->next[w->made++] = h;
	else
		w->full = true;
}

static void
emit(struct search *w, struct hyp *h, uint32_t cp)
{
	h->cost += qi_model_pair(h->prev, cp);
	h->node = write_node(w, h->node, cp);
	h->prev = cp;
}

/* One more byte of the repaired text.  False when it cannot be. */
static bool
push(struct search *w, struct hyp *h, uint8_t b)
{
	uint32_t cp;

	h->last.b[0] = h->last.b[1];
	h->last.b[1] = b;
	if (h->pend != 0) {
		cp = qi_gbk_decode(h->pend, b);
		h->pend = 0;
		if (cp == 0)
			return false;
		emit(w, h, cp);
	} else if (b < 0x80)
		emit(w, h, b);
	else if (b == 0x80)
		emit(w, h, 0x20ac);
	else if (b == 0xff)
		return false;
	else
		h->pend = b;
	return true;
}

static bool
push_pair(struct search *w, struct hyp *h, unsigned pair)
{
	return push(w, h, (uint8_t)(pair >> 8)) && push(w, h, (uint8_t)pair);
}

/* An ideograph or a mark of everyday text. */
static bool
is_plain(uint32_t cp)
{
	return qi_model_id(cp) != 0 && cp >= 0x80;
}

/* Forget which bytes were last: what follows is not in GBK, or is text. */
static void
forget(struct hyp *h)
{
	h->last = (struct shift_tail){ { 0, 0 } };
}

/* The text t.s[at, at+len) as it stands. */
static void
keep(struct search *w, struct hyp h, struct text t, size_t at, size_t len,
    unsigned cost)
{
	size_t end = at + len;
	uint32_t cp;

	if (h.pend != 0)
		return;
	for (; at < end; at += qi_text_char(t.s + at, &cp)) {
		qi_text_char(t.s + at, &cp);
		emit(w, &h, cp);
	}
	h.cost += cost;
	forget(&h);
	make(w, h);
}

/* Is the gloss's reading one of the two bytes'?  What it costs, or UINT32_MAX. */
static unsigned
gloss_cost(const struct search *w, unsigned pair, unsigned reading)
{
	const struct shift_char *c;
	unsigned cost;

	if (!qi_reading_has(pair, reading))
		return UINT32_MAX;
	c = &w->s->page[qi_gbk_index(pair >> 8, pair & 0xff)];
	if (c->glossed > 0 && c->reading == reading)
		return 0;
	cost = COST_STRANGE_GLOSS;
	if (c->seen > 0)		/* it stands there without a gloss */
		cost += COST_UNGLOSSED;
	if (qi_reading_first(pair) != reading)
		cost += COST_STRANGE_GLOSS;
	if (qi_gbk_is_gb2312_han(pair) ||
	    qi_model_id(qi_gbk_decode(pair >> 8, pair & 0xff)) - 1u >= GLOSS_COMMON)
		cost += COST_COMMON_GLOSS;
	return cost;
}

/*
 * Many sites take private use characters out.  In a run that is out of step
 * one is two bytes of text: the trail of one character and the lead of the
 * next.  Find the likeliest such pairs before the byte b, a trail then.
 */
static void
step_gap(struct search *w, const struct hyp *h, uint8_t b, uint8_t lead)
{
	struct gap { uint32_t cost; uint8_t b1, b2; } best[GAPS];
	uint32_t c1, c2, cost;
	unsigned b1, b2;
	size_t n = 0, i;
	struct hyp x;

	for (b1 = 0xaa; b1 <= 0xfe; b1 = b1 == 0xaf ? 0xf8 : b1 + 1) {
		c1 = qi_gbk_decode(h->pend, b1);
		for (b2 = 0xa1; b2 <= 0xfe && is_plain(c1); b2++) {
			c2 = qi_gbk_decode(b2, b);
			if (!is_plain(c2))
				continue;
			cost = qi_model_pair(h->prev, c1) + qi_model_pair(c1, c2);
			if (n == GAPS && cost >= best[n - 1].cost)
				continue;
			for (i = n < GAPS ? n++ : n - 1;
			    i > 0 && best[i - 1].cost > cost; i--)
				best[i] = best[i - 1];
			best[i] = (struct gap){ cost, (uint8_t)b1, (uint8_t)b2 };
		}
	}
	for (i = 0; i < n; i++) {
		x = *h;
		x.cost += COST_GAP;
		x.guessed = true;
		if (push(w, &x, best[i].b1) && push(w, &x, best[i].b2) &&
		    push(w, &x, b) && (lead == 0 || push(w, &x, lead)))
			make(w, x);
	}
}

static void
step_char(struct search *w, const struct hyp *h, uint32_t cp)
{
	unsigned pair = qi_gbk_encode(cp);
	struct hyp x = *h;
	bool ok = true;

	if (cp < 0x80 || cp == 0x20ac)
		ok = push(w, &x, (uint8_t)(cp < 0x80 ? cp : 0x80));
	else if (pair != 0)
		ok = push_pair(w, &x, pair);
	else if (h->pend == 0) {
		emit(w, &x, cp);
		forget(&x);
	} else
		return;
	if (ok)
		make(w, x);
	if (h->pend == 0)
		return;
	if (cp > 0x20 && cp < 0x7f) {
		x = *h;
		x.cost += COST_FOLDED;
		if (push_pair(w, &x, 0xa380 + cp))
			make(w, x);
	}
	if (w->s->gaps && cp >= 0x40 && (!ok || x.cost - h->cost >= COST_SURPRISE) &&
	    h->cost < w->now[0].cost + COST_GAP) {
		w->s->budget -= w->s->budget < 1000 ? w->s->budget : 1000;
		step_gap(w, h, (uint8_t)(cp < 0x80 ? cp : pair >> 8),
		    (uint8_t)(cp < 0x80 ? 0 : pair));
	}
}

static void
step_whole(struct search *w, struct hyp h, struct text t, size_t at,
    struct gloss g)
{
	unsigned cost = gloss_cost(w, qi_shift_pair(h.last), g.reading);
	struct hyp x = h;

	if (cost != UINT32_MAX) {
		x.cost += cost;
		x.changed = true;
		make(w, x);
	}
	keep(w, h, t, at, g.len, COST_REAL_BRACKET);
}

static void
step_cut(struct search *w, struct hyp h, struct text t, size_t at,
    struct gloss g)
{
	unsigned b, cost;
	struct hyp x;

	for (b = 0x40; b <= 0xfe && h.last.b[1] != 0; b++) {
		cost = gloss_cost(w, (unsigned)h.last.b[1] << 8 | b, g.reading);
		if (cost == UINT32_MAX)
			continue;
		x = h;
		x.cost += cost;
		if (!push(w, &x, (uint8_t)b))
			continue;
		x.changed = true;
		make(w, x);
	}
	keep(w, h, t, at, g.len, COST_REAL_CUT);
}

static void
step_break(struct search *w, struct hyp h, struct text t, size_t at,
    struct gloss g)
{
	unsigned pair = qi_gbk_encode(g.mark), b;
	struct hyp x;

	for (b = 0x40; b <= 0xfe; b++) {
		x = h;
		x.cost += h.pend == 0 && b == 0xa1 && pair >> 8 == 0xa3 ?
		    COST_FULL_STOP : COST_BREAK;
		x.changed = x.guessed = true;
		/* In step the lost byte is a lead, out of step a trail. */
		if (h.pend == 0 ? b < 0x81 || qi_gbk_decode(b, pair >> 8) == 0 :
		    !qi_gbk_is_trail(b))
			continue;
		if (push(w, &x, (uint8_t)b) && push_pair(w, &x, pair))
			make(w, x);
	}
	keep(w, h, t, at, g.len, COST_REAL_BREAK);
}

/*
 * What the lost byte's decoder ate with it, where that can be told: the "<"
 * of a tag, or the line end behind a full stop that text goes on after.
 */
static uint32_t
eaten(struct text t, size_t at, uint32_t before)
{
	size_t i = at;
	uint32_t cp;

	if (i < t.n && t.s[i] == '/')
		i++;
	if (i < t.n && t.s[i] >= 'a' && t.s[i] <= 'z') {
		while (i < t.n && t.s[i] >= 'a' && t.s[i] <= 'z')
			i++;
		if (i < t.n && (t.s[i] == '>' || (t.s[i] == ' ' && i > at + 1)))
			return '<';
	}
	if (at < t.n && (before == 0x3002 || before == 0xff01 || before == 0xff1f ||
	    before == 0x201d || before == 0x300d)) {
		qi_text_char(t.s + at, &cp);
		if ((qi_text_class(cp) & CLASS_HAN) || cp == 0x3000)
			return '\n';
	}
	return 0xfffd;
}

static void
step_lost(struct search *w, struct hyp h, struct text t, size_t at,
    struct gloss g)
{
	unsigned b;
	struct hyp x;

	for (b = 0x40; b <= 0xfe && h.pend != 0; b++) {
		if (!qi_gbk_is_trail(b))
			continue;
		x = h;
		x.cost += COST_LOST;
		x.changed = x.guessed = true;
		push(w, &x, (uint8_t)b);
		if (g.ate && at + g.len < t.n) {
			emit(w, &x, eaten(t, at + g.len, x.prev));
			forget(&x);
		}
		make(w, x);
	}
	keep(w, h, t, at, g.len, 0);
}

static int
by_cost(const void *a, const void *b)
{
	const struct hyp *x = a, *y = b;

	return x->cost != y->cost ? (x->cost < y->cost ? -1 : 1) :
	    x->node != y->node ? (x->node < y->node ? -1 : 1) : 0;
}

/* What comes after is the same for both. */
static bool
same_state(const struct hyp *a, const struct hyp *b)
{
	return a->pend == b->pend && a->prev == b->prev &&
	    qi_shift_pair(a->last) == qi_shift_pair(b->last);
}

/* The best of what the step made, each state once. */
static void
prune(struct search *w)
{
	size_t i, k;

	qsort(w->next, w->made, sizeof(*w->next), by_cost);
	for (w->n = i = 0; i < w->made && w->n < BEAM; i++) {
		if (w->next[i].cost > w->next[0].cost + WORST)
			break;
		for (k = 0; k < w->n; k++)
			if (same_state(&w->now[k], &w->next[i]))
				break;
		if (k == w->n)
			w->now[w->n++] = w->next[i];
	}
	w->made = 0;
}

/* All hypotheses are in step and wrote the same character last. */
static bool
agreed(const struct search *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->now[i].pend != 0 || w->now[i].prev != w->now[0].prev)
			return false;
	return true;
}

/* What the winner wrote, in order. */
static void
write_out(struct search *w, uint32_t node)
{
	const struct node *all = (const void *)w->s->nodes->p;
	struct buf *out = w->s->text;
	uint32_t i, n = 0;
	uint8_t utf8[4];
	size_t len, at;

	for (i = node; i != 0; i = all[i - 1].before)
		n += (uint32_t)qi_text_put(utf8, all[i - 1].cp);
	if (!qi_buf_reserve(out, n))
		return;
	out->n = at = n;
	for (i = node; i != 0; i = all[i - 1].before) {
		len = qi_text_put(utf8, all[i - 1].cp);
		at -= len;
		memcpy(out->p + at, utf8, len);
	}
}

size_t
qi_shift_undo(struct shift *s, struct text t, size_t at, size_t end,
    struct shift_tail tail, uint32_t prev, unsigned *margin, bool *guessed)
{
	struct search w = { .s = s };
	struct hyp start = { .prev = prev, .last = tail };
	unsigned steps;
	uint32_t cp, plain = 0;		/* cost of the text as it stands */
	bool done = false;
	struct gloss g;
	size_t len, i;

	qi_buf_reset(s->hyps);
	qi_buf_reset(s->nodes);
	qi_buf_reset(s->text);
	if (!qi_buf_reserve(s->hyps, (BEAM + MAX_HYPS) * sizeof(struct hyp)) ||
	    !qi_buf_reserve(s->nodes, sizeof(struct node)))
		return 0;
	w.now = (void *)s->hyps->p;
	w.next = w.now + BEAM;
	w.now[w.n++] = start;

	for (steps = 0; steps < MAX_STEPS && at < end && !done; steps++) {
		if (s->budget < w.n)
			return 0;
		s->budget -= w.n;
		g = (struct gloss){ .kind = GLOSS_NONE };
		len = qi_text_char(t.s + at, &cp);
		if (qi_gloss_may_start(t.s + at))
			g = qi_gloss_at(t, at);
		if (g.kind != GLOSS_NONE)
			len = g.len;
		for (i = 0; i < w.n; i++)
			switch (g.kind) {
			case GLOSS_NONE:
				step_char(&w, &w.now[i], cp);
				break;
			case GLOSS_WHOLE:
				step_whole(&w, w.now[i], t, at, g);
				break;
			case GLOSS_CUT:
				step_cut(&w, w.now[i], t, at, g);
				break;
			case GLOSS_BREAK:
				step_break(&w, w.now[i], t, at, g);
				break;
			case GLOSS_LOST:
				step_lost(&w, w.now[i], t, at, g);
				break;
			}
		s->budget -= w.made < s->budget ? w.made : s->budget;
		if (w.full || s->nodes->failed || w.made == 0)
			return 0;
		for (i = 0; i < w.made; i++)
			if (!w.next[i].changed)
				plain = w.next[i].cost;
		prune(&w);
		done = agreed(&w);
		at += len;
	}
	if (!done && at < end)
		return 0;
	/* At the end of the line what still waits for a byte is unlikely. */
	for (i = 0; i < w.n; i++)
		if (w.now[i].pend != 0) {
			w.now[i].cost += COST_OPEN_END;
			emit(&w, &w.now[i], 0xfffd);
		}
	qsort(w.now, w.n, sizeof(*w.now), by_cost);
	if (!w.now[0].changed)
		return 0;
	*guessed = w.now[0].guessed;
	*margin = plain > w.now[0].cost ? plain - w.now[0].cost : WORST;
	write_out(&w, w.now[0].node);
	return s->text->failed ? 0 : at;
}
