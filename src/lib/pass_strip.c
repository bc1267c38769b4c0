/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_strip.c - strip site boilerplate from a page, line by line
 *
 * Boilerplate is a block before the text and one behind it: of the lines
 * dropped by a careful reader only one in thirty stands between the first and
 * the last line of text.  So only the lines up to the first that is certainly
 * text (an anchor) and from the last of these on are read.  Each of them gets
 * a verdict from its own bytes (boilerplate.c).  Then every line is put into
 * one of three states, head, text or tail, by the cheapest path (Viterbi),
 * and a block is dropped only if it holds evidence.
 *
 * Cleaning twice is cleaning once by construction: anchors are never dropped,
 * so both ends stay the same, and the lines that are left are decided on
 * again until nothing more goes.
 */
#include "config.h"

#include <string.h>

#include "boilerplate.h"
#include "pass.h"

#define ROUNDS 8	/* a page that is not settled by then is left alone */
#define TITLES 60	/* the headline is looked for in so many lines */
#define NEVER (-30000)

enum { HEAD, TEXT, TAIL, STATES };

static const uint16_t rule_of[BP_CLASSES] = {
	[BP_ICP] = RULE_STRIP_ICP, [BP_COPYRIGHT] = RULE_STRIP_COPYRIGHT,
	[BP_SOURCE] = RULE_STRIP_SOURCE, [BP_EDITOR] = RULE_STRIP_EDITOR,
	[BP_SHARE] = RULE_STRIP_SHARE, [BP_PAGER] = RULE_STRIP_PAGER,
	[BP_RELATED] = RULE_STRIP_RELATED, [BP_NAV] = RULE_STRIP_NAV,
	[BP_COMMENT] = RULE_STRIP_COMMENT, [BP_AD] = RULE_STRIP_AD,
	[BP_SPAM] = RULE_STRIP_SPAM, [BP_OTHER] = RULE_STRIP_OTHER,
	[BP_BYLINE] = RULE_STRIP_BYLINE, [BP_DATE] = RULE_STRIP_DATE,
	[BP_META] = RULE_STRIP_META
};

/*
 * What a change of state costs, in 100 ln(odds) like the weights of lines.
 * Set on the 95 labelled pages that data/lineshape.tsv comes from; results
 * hardly move when they do.
 */
struct costs {
	int head_text, text_head, text_tail, tail_text;
	int bias;		/* against boilerplate, for lines of no class */
};
static const struct costs usual = { 200, 900, 300, 650, 0 };
static const struct costs no_text = { 100, 900, 300, 400, 140 };

/* Text ends at a line of evidence more readily, by its class. */
static const int16_t begin_tail[BP_CLASSES] = {
	[BP_ICP] = 50, [BP_COPYRIGHT] = 100, [BP_SOURCE] = 260,
	[BP_EDITOR] = 120, [BP_SHARE] = 200, [BP_PAGER] = 60,
	[BP_RELATED] = 30, [BP_NAV] = 200, [BP_COMMENT] = 150, [BP_AD] = 150,
	[BP_SPAM] = 30, [BP_OTHER] = 250
};

struct page {
	struct text t;
	struct line *l;
	size_t n;		/* lines that are not blank, both ends */
	uint8_t *state;		/* a line's; before that, its three paths */
};

static bool
is_left(const struct line *l)
{
	return !(l->flags & LINE_DROPPED);
}

static bool
is_hard(const struct line *l)
{
	return l->force == FORCE_HARD || l->force == FORCE_HEAD;
}

/* A line that may stand in a tail of titles. */
static bool
is_titlish(const struct line *l)
{
	return l->n <= 42 && !(l->flags & (LINE_STOP | LINE_BODY)) &&
	    !is_hard(l) && l->class != BP_BYLINE && l->class != BP_META;
}

/* Does the line say again what the first line says? */
static bool
is_title(const uint16_t *first, size_t n, const uint16_t *f, size_t k)
{
	size_t head = n < 24 ? n : 24;

	if (k < 6 || k > 80)
		return false;
	return (k <= n && memcmp(first, f, k * sizeof(*f)) == 0) ||
	    (n >= 8 && k >= head && k <= n + 8 &&
	    memcmp(first, f, head * sizeof(*f)) == 0);
}

static void
mark_titles(struct page *p)
{
	uint16_t first[LINE_LONG + 1], f[LINE_LONG + 1];
	size_t j, n = 0, k, seen = 0;

	for (j = 0; j < p->n; j++) {
		struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		l->flags &= (uint8_t)~LINE_TITLE;
		if (seen++ == 0) {
			if (!(l->flags & LINE_ANCHOR))
				n = qi_boilerplate_fold(p->t.s + l->at,
				    l->end - l->at, first);
			continue;
		}
		if (n == 0 || seen > TITLES || l->n > 80 ||
		    (l->flags & LINE_ANCHOR))
			continue;
		k = qi_boilerplate_fold(p->t.s + l->at, l->end - l->at, f);
		if (is_title(first, n, f, k))
			l->flags |= LINE_TITLE;
	}
}

/* What a line says for each state. */
static void
emission(const struct line *l, int bias, int em[STATES])
{
	int o = l->weight;

	if (l->flags & LINE_ANCHOR) {
		em[HEAD] = em[TAIL] = NEVER;
		em[TEXT] = 0;
		return;
	}
	if (l->flags & LINE_TITLE)
		o = -350;
	else if (l->force == FORCE_NONE)
		o -= bias;
	em[HEAD] = o / 2;
	em[TEXT] = -o / 2;
	em[TAIL] = is_titlish(l) && !(l->flags & LINE_TITLE) && o < 24 ? 12 :
	    o / 2;
}

/* Find the best state of each line that is left. */
static void
find_states(struct page *p, const struct costs *c)
{
	int score[STATES] = { -30, 0, NEVER }, next[STATES], em[STATES], v;
	int cost[STATES][STATES] = {
		{ 0, c->head_text, -NEVER },
		{ c->text_head, 0, c->text_tail },
		{ -NEVER, c->tail_text, 0 }
	};
	unsigned a, z, from, path;
	bool first = true;
	size_t j;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		emission(l, c->bias, em);
		cost[TEXT][TAIL] = is_hard(l) ? begin_tail[l->class] :
		    l->force == FORCE_NONE || l->force == FORCE_FACT ? 700 :
		    c->text_tail;
		if (l->force == FORCE_HEAD)
			cost[TEXT][TAIL] = 30;
		path = 0;
		for (z = 0; z < STATES; z++) {
			from = z;
			v = score[z];
			for (a = 0; a < STATES && !first; a++)
				if (score[a] - cost[a][z] > v) {
					v = score[a] - cost[a][z];
					from = a;
				}
			next[z] = v + em[z];
			path |= from << 2 * z;
		}
		/* Only differences count: keep the numbers small. */
		v = next[HEAD] > next[TEXT] ? next[HEAD] : next[TEXT];
		v = next[TAIL] > v ? next[TAIL] : v;
		for (z = 0; z < STATES; z++) {
			score[z] = next[z] - v;
			if (score[z] < 4 * NEVER)
				score[z] = 4 * NEVER;
		}
		p->state[j] = (uint8_t)path;
		first = false;
	}
	z = score[HEAD] == 0 ? HEAD : score[TEXT] == 0 ? TEXT : TAIL;
	for (j = p->n; j-- > 0; ) {
		if (!is_left(&p->l[j]))
			continue;
		path = p->state[j];
		p->state[j] = (uint8_t)z;
		z = path >> 2 * z & 3;
	}
}

/* Is there a line of text that is not itself evidence? */
static bool
has_text(const struct page *p)
{
	size_t j;

	for (j = 0; j < p->n; j++)
		if (is_left(&p->l[j]) && p->state[j] == TEXT &&
		    (!is_hard(&p->l[j]) || (p->l[j].flags & LINE_TITLE)) &&
		    p->l[j].force != FORCE_WEAK)
			return true;
	return false;
}

/* These stand behind the text; before it they are its subject. */
static bool
is_of_tail(unsigned class)
{
	return class == BP_ICP || class == BP_COPYRIGHT || class == BP_EDITOR ||
	    class == BP_SOURCE || class == BP_SPAM;
}

/* A run of lines [a, z) before or behind the text: is there enough evidence
 * to drop all of it?  body is the number of lines of prose in the text. */
static bool
is_block(const struct page *p, size_t a, size_t z, size_t body)
{
	size_t j, lines = 0, ev = 0;	/* ev: in halves */

	for (j = a; j < z; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		lines++;
		if (is_hard(l) && !(p->state[a] == HEAD && is_of_tail(l->class)))
			ev += 2;
		else if (l->force == FORCE_HINT || l->force == FORCE_WEAK)
			ev++;
	}
	if (body == 0)
		return (ev >= 3 && ev * 2 >= lines) ||
		    (lines >= 10 && ev >= 4 && ev * 50 >= lines * 12);
	return (ev >= 2 && ev * 50 >= lines * 3) || (ev >= 1 && lines <= 8);
}

static void
drop(struct line *l, unsigned state)
{
	l->drop = l->class != BP_NONE && l->class < BP_BYLINE ? l->class :
	    state == HEAD ? BP_NAV : BP_RELATED;
}

/* The headline, and what is said of date and author, just above the text. */
static void
rescue(struct page *p)
{
	size_t first, j, up, near, skipped;
	bool title = false;

	for (first = 0; first < p->n; first++)
		if (is_left(&p->l[first]) && p->state[first] == TEXT &&
		    p->l[first].drop == BP_NONE)
			break;
	if (first == p->n)
		return;
	for (near = 0, j = first; j < p->n && near < 4; j++)
		if (is_left(&p->l[j])) {
			title = title || (p->l[j].flags & LINE_TITLE);
			near++;
		}
	up = first;
	for (near = 0, j = first; j-- > 0 && near < 8; )
		if (is_left(&p->l[j])) {
			near++;
			title = title || (p->l[j].flags & LINE_TITLE);
			if (near < 8 && p->l[j].force == FORCE_FACT) {
				p->l[j].drop = BP_NONE;
				up = j;
			}
		}
	if (title)
		return;
	for (skipped = 0, j = up; j-- > 0 && skipped < 3; ) {
		if (!is_left(&p->l[j]))
			continue;
		if (p->l[j].drop != BP_NONE && p->l[j].n >= 6 &&
		    p->l[j].force == FORCE_NONE) {
			p->l[j].drop = BP_NONE;
			return;
		}
		skipped++;
	}
}

/* Decide on the lines that are left: what goes gets its class in drop. */
static void
decide(struct page *p, const bool *on)
{
	size_t j, a, z, body = 0, prose = 0, left = 0, seen = 0;
	bool alone, block, opened, before = true;

	for (j = 0; j < p->n; j++)
		p->l[j].drop = BP_NONE;
	mark_titles(p);
	find_states(p, &usual);
	if (!has_text(p))
		find_states(p, &no_text);
	for (j = 0; j < p->n; j++) {
		if (!is_left(&p->l[j]))
			continue;
		left++;
		if (!(p->l[j].flags & LINE_PROSE))
			continue;
		prose++;
		body += p->state[j] == TEXT;
	}
	/* Without text to hold on to, each line by its own evidence. */
	alone = !has_text(p) || (prose >= 3 && body * 4 < prose);
	for (a = 0; a < p->n; a = z) {
		unsigned state = p->state[a];

		z = a + 1;
		if (!is_left(&p->l[a]))
			continue;
		if (alone || state == TEXT) {
			struct line *l = &p->l[a];

			before = before && !(l->flags & LINE_PROSE);
			if (is_hard(l) && (l->flags & LINE_SURE) &&
			    !(l->flags & (LINE_TITLE | LINE_ANCHOR)) &&
			    (alone || !before || !is_of_tail(l->class)))
				drop(l, state);
			else if (alone && left > 12 && l->n <= 4 &&
			    l->force == FORCE_WEAK)
				drop(l, state);
			continue;
		}
		while (z < p->n && (!is_left(&p->l[z]) || p->state[z] == state))
			z++;
		block = is_block(p, a, z, body);
		opened = false;
		for (j = a; j < z; j++) {
			struct line *l = &p->l[j];

			if (!is_left(l) || (l->flags & LINE_TITLE))
				continue;
			opened = opened || l->force == FORCE_HEAD;
			if (block || opened || (is_hard(l) &&
			    (state == TAIL || !is_of_tail(l->class))))
				drop(l, state);
		}
	}
	if (!alone)
		rescue(p);
	for (j = 0; j < p->n; j++) {
		struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		seen++;
		if (l->force == FORCE_FACT && (l->flags & LINE_LABEL) && l->n < 90)
			l->drop = BP_NONE;
		/* Asked for: what is said of the text above it. */
		if (l->force == FORCE_FACT && l->drop == BP_NONE &&
		    ((l->flags & LINE_LABEL) || seen <= 12))
			l->drop = l->class;
		if (l->drop != BP_NONE && !on[rule_of[l->drop]])
			l->drop = BP_NONE;
	}
}

/* Decide until nothing more goes; the classes of all that went into drop.
 * False when nothing goes. */
static bool
settle(struct page *p, const bool *on, uint8_t *class)
{
	bool any = false, more = true, kept, all_hard = true;
	size_t j, round;

	for (round = 0; more && round < ROUNDS; round++) {
		decide(p, on);
		more = kept = false;
		for (j = 0; j < p->n; j++) {
			if (!is_left(&p->l[j]))
				continue;
			class[j] = p->l[j].drop;
			if (class[j] == BP_NONE) {
				kept = true;
				continue;
			}
			more = true;
			all_hard = all_hard && is_hard(&p->l[j]);
			p->l[j].flags |= LINE_DROPPED;
		}
		any = any || more;
		/* A page of which nothing would stay was no page of text: only
		 * if each line is evidence by itself is it all boilerplate. */
		if (!kept)
			return any && all_hard;
	}
	return any && !more;
}

static unsigned
score_of(const struct line *l)
{
	return !is_hard(l) ? l->force == FORCE_FACT ? 800 : 700 :
	    l->flags & LINE_SURE ? 950 : 900;
}

/*
 * Delete the lines that have a class.  Blank lines between two of them go
 * too, and all behind the last line that stays; of the blank lines on both
 * sides of a gap those above stay.
 */
static void
delete(const struct page *p, const uint8_t *class, struct edits *out)
{
	size_t i, z, at, end, kept_end = 0, k;
	bool blank;

	for (i = 0; i < p->n; i = z) {
		z = i + 1;
		if (class[i] == BP_NONE) {
			kept_end = p->l[i].end;
			continue;
		}
		while (z < p->n && class[z] != BP_NONE)
			z++;
		at = p->l[i].at;
		blank = at > kept_end || i == 0;
		if (z == p->n)
			at = kept_end;
		for (; i < z; i = k) {
			for (k = i + 1; k < z && class[k] == class[i]; k++)
				;
			end = k < z ? p->l[k].at : z == p->n ? p->t.n :
			    blank ? p->l[z].at : p->l[z - 1].end;
			qi_edits_add(out, at, end - at, NULL, 0,
			    rule_of[class[i]], score_of(&p->l[i]));
			at = end;
		}
	}
}

/* Judge the line [at, end); keep it in lines unless it is blank. */
static bool
read_line(struct text t, size_t at, size_t end, struct buf *lines)
{
	struct line l;

	l.at = (uint32_t)at;
	l.end = (uint32_t)end;
	qi_boilerplate_judge(t.s + at, end - at, &l);
	if (l.n > 0)
		qi_buf_put(lines, &l, sizeof(l));
	return (l.flags & LINE_ANCHOR) != 0;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct buf *head = &env->scratch[0], *tail = &env->scratch[1];
	size_t at = 0, end, from, n;
	struct page p = { .t = t };
	const uint8_t *nl;
	bool anchor = false;

	while (at < t.n && !anchor) {
		nl = memchr(t.s + at, '\n', t.n - at);
		end = nl != NULL ? (size_t)(nl - t.s) + 1 : t.n;
		anchor = read_line(t, at, end, head);
		at = end;
	}
	from = at;
	for (end = t.n, anchor = false; end > from && !anchor; end = at) {
		for (at = end - 1; at > from && t.s[at - 1] != '\n'; at--)
			;
		anchor = read_line(t, at, end, tail);
	}
	for (n = tail->n; n >= sizeof(struct line); n -= sizeof(struct line))
		qi_buf_put(head, tail->p + n - sizeof(struct line),
		    sizeof(struct line));
	p.n = head->n / sizeof(struct line);
	/* Two bytes a line: its state, and why it goes. */
	if (!qi_buf_reserve(&env->scratch[2], 2 * p.n) || head->failed ||
	    tail->failed || p.n == 0)
		return;
	p.l = (struct line *)(void *)head->p;
	p.state = env->scratch[2].p;
	memset(p.state, 0, 2 * p.n);
	if (settle(&p, env->on, p.state + p.n))
		delete(&p, p.state + p.n, out);
}

const struct pass qi_pass_strip = { "strip", run };
