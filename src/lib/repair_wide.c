/* SPDX-License-Identifier: Apache-2.0 */
/* repair_wide.c - undo misreadings that have Chinese, Japanese or Korean on
 * either side, and bytes that these lost */
#include "config.h"

#include "repair.h"

#include "fill.h"
#include "reread.h"
#include "rule.h"
#include "segment.h"
#include "suspect.h"

/*
 * Parts of a line that are odd (suspect.h) are read again in the ways that may
 * explain them (reread.h); the holes of the best are filled (lattice.h), and it
 * is what happened where it is better than the text as it stands by so much
 * that chance is out of the question (segment.h).
 */
#define WINDOW ((size_t)1 << 15)	/* bytes that are looked at, at once */
#define LOOKS 3		/* places of a part that are looked at, */
#define CLEAR 800	/* unless one has such a gain */
#define NEAR_BEST 2	/* thirds of the best gain are worth to be read */
/* No more is lost on the way where all was misread: of UTF-8, two characters
 * that were lost in part, which is less than two that are good as they are. */
#define STEADY 160
#define STEADY_UTF8 320
#define LEFT 96		/* so much more is left, and it is not all */

enum { PLACES, SPOTS, NODES, FOUND, BEST, FILLED, SCRATCH };	/* buffers */

bool
qi_repair_wide_odd(struct text t, size_t spot, const struct repair_last *last)
{
	struct candidate c[CANDIDATES] = { { AS_NONE, NULL, 0 } };
	uint32_t cp;

	qi_text_char(t.s + qi_text_back(t.s, spot), &cp);
	return qi_suspect_is_odd(t, spot) && (cp < 0x2e80 || last->is != 0 ||
	    qi_suspect_look(t, spot, c));
}

static unsigned
rule_of(const struct candidate *x, const struct segment *s)
{
	if (s->guesses + s->holes > 0)
		return RULE_REPAIR_LOSSY;
	return qi_suspect_is_utf8(x) ? RULE_REPAIR_UTF8 :
	    qi_suspect_is_single(x) ? RULE_REPAIR_LEGACY :
	    RULE_REPAIR_WIDE;
}

/*
 * Does what was read get better all the way?  Text that was all misread does;
 * where some is good as it stands, it loses there.
 */
static bool
is_steady(const struct region *g, const struct candidate *x,
    const struct buf *found)
{
	int64_t most_lost = qi_suspect_is_utf8(x) ? STEADY_UTF8 : STEADY;
	size_t n, i, k = 0;
	const struct reread_char *c = qi_reread_chars(found, &n);
	int64_t kept = 0, gain, most = 0;

	for (i = 0; i < n; i++) {
		for (; k < c[i].end; k++)
			kept += g->kept[k];
		gain = kept - (int64_t)c[i].cost;
		if (gain < most - most_lost)
			return false;
		if (gain > most)
			most = gain;
	}
	return true;
}

/* Read the region as x; the result goes to b[FOUND].  False when it is not all
 * of that, or memory failed. */
static bool
read_as(const struct region *g, const struct candidate *x, bool whole,
    struct buf *b)
{
	struct reread r = { g->cp, g->kept, g->n, x->as, x->is,
	    qi_suspect_is_shifted(x), &b[NODES], &b[FOUND] };

	return whole ? qi_reread_whole(&r) && is_steady(g, x, &b[FOUND]) :
	    qi_reread(&r);
}

static bool
is_same(const struct region *g, const struct reread_char *c)
{
	return c->end - c->from == 1 && c->cp == g->cp[c->from];
}

/* Leave out ASCII at the ends, which stays as it is. */
static void
trim(const struct region *g, const struct reread_char *c, struct segment *s)
{
	while (s->first + 1 < s->last && is_same(g, &c[s->first]) &&
	    c[s->first].end <= c[s->first + 1].from)
		s->first++;
	while (s->first + 1 < s->last && is_same(g, &c[s->last - 1]) &&
	    c[s->last - 2].end <= c[s->last - 1].from)
		s->last--;
	s->from = c[s->first].from;
	s->end = c[s->last - 1].end;
}

#define QUOTED 16	/* characters, at most */

/* Does the text say itself what a short segment was?  Then it quotes it. */
static bool
is_explained(const struct region *g, const struct reread_char *c,
    const struct segment *s)
{
	size_t n = s->last - s->first, i, k;

	if (n > QUOTED)
		return false;
	for (i = 0; i + n <= g->n; i++) {
		if (i < s->end && i + n > s->from)
			continue;
		for (k = 0; k < n && g->cp[i + k] == c[s->first + k].cp; k++)
			;
		if (k == n)
			return true;
	}
	return false;
}

/* Put in place what was found.  Gives the bits that speak for it. */
static uint64_t
apply(struct line *l, const struct pass_env *env, const struct region *g,
    const struct candidate *x, const struct buf *found, size_t *at)
{
	size_t n, i = 0, k, len, from;
	const struct reread_char *c = qi_reread_chars(found, &n);
	struct line_why why = { 0, (unsigned)(x->is - qi_charsets) + 1, x->as,
	    0 };
	struct segment s;
	uint64_t bits = 0;
	unsigned rule;
	uint8_t utf8[4];
	uint32_t cp;

	while (qi_segment_next(found, g, x, &i, &s)) {
		rule = rule_of(x, &s);
		if (!qi_segment_is_sure(x, &s) || !env->on[rule])
			continue;
		trim(g, c, &s);
		if (is_explained(g, c, &s))
			continue;
		why.bits = s.gain < 8 * 60000 ? (unsigned)(s.gain / 8) : 60000;
		if (*at == 0)
			qi_line_begin(l);
		qi_line_keep(l, *at, g->at[s.from]);
		for (k = s.first; k < s.last; k++) {
			cp = c[k].cp;
			why.rule = rule;
			if (c[k].kind == REREAD_GUESS) {
				if (env->on[RULE_REPAIR_GUESS])
					why.rule = RULE_REPAIR_GUESS;
				else
					cp = 0xfffd;
			}
			from = c[k].from < s.end ? c[k].from : s.end - 1;
			if (cp != 0xfeff) {
				len = qi_text_put(utf8, cp);
				qi_line_replace(l, g->at[from], utf8, len,
				    &why);
			}
		}
		*at = g->at[s.end];
		bits += why.bits;
	}
	return bits;
}

/* Are there so many holes that nothing put there would be believed? */
static bool
is_hopeless(const struct candidate *x, const struct buf *found)
{
	size_t n, i, holes = 0, read = 0;
	const struct reread_char *c = qi_reread_chars(found, &n);

	for (i = 0; i < n; i++) {
		holes += c[i].kind == REREAD_HOLE;
		read += c[i].kind != REREAD_HOLE && c[i].cp >= 0x80;
	}
	return holes > (qi_suspect_is_single(x) ? 5 : 2) * read;
}

/* Fill the holes of b[BEST], and put it in place. */
static uint64_t
fill_and_apply(struct line *l, const struct pass_env *env,
    const struct region *g, const struct candidate *x, struct buf *b,
    size_t *at)
{
	struct fill f = { g, x, &b[BEST], &b[SCRATCH], &b[NODES], &b[FILLED] };

	return !is_hopeless(x, &b[BEST]) && qi_fill(&f) ?
	    apply(l, env, g, x, &b[FILLED], at) : 0;
}

/* Fill in the region that is s[from, end) of a line. */
static bool
load(struct region *g, const struct line *l, const struct pass_env *env,
    size_t from, size_t end, struct buf *b)
{
	size_t n = 0, most = end - from, at;
	uint32_t *cp, *place, prev = 0;
	struct kind last = QI_KIND_START;
	uint16_t *kept;

	qi_buf_reset(b);
	if (!qi_buf_reserve(b, (2 * most + 1) * sizeof(*cp) +
	    most * sizeof(*kept)))
		return false;
	cp = (uint32_t *)(void *)b->p;
	place = cp + most;
	kept = (uint16_t *)(void *)(place + most + 1);
	for (at = from; at < end; n++) {
		place[n] = (uint32_t)at;
		at += qi_text_char(l->s + at, &cp[n]);
		kept[n] = (uint16_t)qi_suspect_cost(prev, cp[n],
		    &last);
		prev = cp[n];
	}
	place[n] = (uint32_t)at;
	*g = (struct region){ cp, place, kept, n,
	    (env->seen & CLASS_STANDIN) != 0 };
	return true;
}

/* Is what a reading leaves as it is odd?  Letters of Europe are, beside what
 * was read as them. */
static bool
leaves_odd(const struct region *g, const struct candidate *x,
    const struct buf *found)
{
	bool single = qi_suspect_is_single(x);
	size_t n, i = 0, k, at = 0, end;
	const struct reread_char *c = qi_reread_chars(found, &n);
	int sum = 0;

	for (i = 0; i <= n; i++) {
		end = i < n ? c[i].from : g->n;
		for (k = at; k < end; k++)
			if (single && g->cp[k] >= 0x80 && g->cp[k] < 0x2000 &&
			    g->kept[k] > 64)
				return true;
			else if (g->cp[k] >= 0x80)
				sum += (int)g->kept[k] - USUAL;
			else
				sum = 0;
		if (sum >= LEFT)
			return true;
		if (i < n && c[i].end > at)
			at = c[i].end;
	}
	return false;
}

static bool
has_holes(const struct buf *found)
{
	size_t n, i;
	const struct reread_char *c = qi_reread_chars(found, &n);

	for (i = 0; i < n; i++)
		if (c[i].kind == REREAD_HOLE)
			return true;
	return false;
}

#define NEAR ((size_t)192)	/* bytes from one odd place to the next */
#define MARGIN ((size_t)96)	/* bytes around them that belong to it */
#define MOST_MARGIN (64 * MARGIN)
#define EDGE 4			/* characters: what reaches so far goes on */

/* Odd places that belong together. */
struct part {
	size_t first, last;	/* where they are */
	size_t spot[LOOKS], looks;	/* the first of them */
};

/*
 * The best reading of the region, by one of c, goes to b[BEST], and how to *x;
 * gives what it gains, 0 for none.
 */
static int64_t
choose_of(const struct region *g, struct candidate *x,
    const struct candidate *c, bool whole, struct buf *b)
{
	int64_t most = 0, gain;
	struct buf swap;
	size_t i;

	for (i = 0; i < CANDIDATES && c[i].is != NULL &&
	    c[i].gain >= c[0].gain * NEAR_BEST / 3; i++) {
		if (!read_as(g, &c[i], whole, b))
			continue;
		gain = qi_segment_total(&b[FOUND], g, &c[i]);
		if (gain <= most)
			continue;
		most = gain;
		*x = c[i];
		swap = b[BEST];
		b[BEST] = b[FOUND];
		b[FOUND] = swap;
		if (!whole && !has_holes(&b[BEST]) &&
		    !leaves_odd(g, x, &b[BEST]))
			break;
	}
	return most;
}

/*
 * The same, and by what it was last time, which *x is, where that explains
 * everything; else by what it looks like.
 */
static int64_t
choose(const struct region *g, struct text t, const struct part *p,
    struct candidate *x, struct buf *b)
{
	struct candidate c[CANDIDATES] = { { AS_NONE, NULL, 0 } }, was = *x;
	int64_t gain;
	size_t i;

	if (was.is != NULL) {
		c[0] = was;
		gain = choose_of(g, x, c, true, b);
		if (gain > 0 && !leaves_odd(g, x, &b[BEST]))
			return gain;
		c[0].is = NULL;
	}
	c[0] = (struct candidate){ AS_NONE, NULL, 0 };
	for (i = 0; i < p->looks && c[0].gain < CLEAR; i++)
		qi_suspect_look(t, p->spot[i], c);
	if (c[0].is == NULL)
		return 0;
	gain = choose_of(g, x, c, true, b);
	return gain > 0 ? gain : choose_of(g, x, c, false, b);
}

/*
 * Does the line have a pinyin gloss that was put in, as in "gu(zh)o" with
 * tone marks?  In the same go these broke characters, byte by byte, so that
 * it looks as if they had been misread: undoing that is for ungloss.
 */
static bool
has_gloss(const struct line *l)
{
	size_t at, i, len, letters;
	uint32_t cp;
	bool tone;

	for (at = 0; at < l->n; at++) {
		if (l->s[at] != '(')
			continue;
		tone = false;
		letters = 0;
		for (i = at + 1; i < l->n && letters < 8; i += len, letters++) {
			len = qi_text_char(l->s + i, &cp);
			if (qi_text_class(cp) & CLASS_TONE)
				tone = true;
			else if (!(cp >= 'a' && cp <= 'z'))
				break;
		}
		if (tone && i < l->n && l->s[i] == ')')
			return true;
	}
	return false;
}

/* The next part, from spot *i on. */
static bool
next_part(struct text t, const uint32_t *spot, size_t spots, size_t *i,
    struct part *p)
{
	while (*i < spots && !qi_suspect_is_odd(t, spot[*i]))
		++*i;
	if (*i == spots)
		return false;
	*p = (struct part){ spot[*i], spot[*i], { 0 }, 0 };
	for (; *i < spots && spot[*i] - p->last <= NEAR &&
	    spot[*i] - p->first < WINDOW; ++*i) {
		if (!qi_suspect_is_odd(t, spot[*i]))
			continue;
		p->last = spot[*i];
		if (p->looks < LOOKS)
			p->spot[p->looks++] = spot[*i];
	}
	return true;
}

/* Where a character begins, n bytes before at or after it, or about that. */
static size_t
back_by(struct text t, size_t at, size_t n, size_t floor)
{
	at = at - floor > n ? at - n : floor;
	while (at > floor && (t.s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static size_t
on_by(struct text t, size_t at, size_t n)
{
	at = t.n - at > n ? at + n : t.n;
	while (at < t.n && (t.s[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* Does what was found reach an end of the region? */
static bool
is_at_edge(const struct region *g, const struct buf *found, bool first,
    bool last)
{
	size_t n;
	const struct reread_char *c = qi_reread_chars(found, &n);

	return n > 0 && ((first && c[0].from < EDGE) ||
	    (last && c[n - 1].end + EDGE > g->n));
}

/* Undo what was done to a part of a line, from *at on, which it is done with
 * then.  Gives the bits that speak for it. */
static uint64_t
undo(struct line *l, const struct pass_env *env, const struct part *p,
    struct candidate *x, struct buf *b, size_t *at)
{
	struct text t = { l->s, l->n };
	size_t margin, next, from, end;
	bool tried = false;
	struct region g;

	for (margin = MARGIN; ; margin = next) {
		from = back_by(t, p->first, margin, *at);
		end = on_by(t, p->last, margin);
		if (!load(&g, l, env, from, end, &b[PLACES]))
			return 0;
		if (choose(&g, t, p, x, b) > 0) {
			next = margin * 8;
			if (tried || next > MOST_MARGIN || !is_at_edge(&g,
			    &b[BEST], from > *at, end < l->n))
				break;
		} else if (margin == MARGIN || tried)
			return 0;
		else {		/* too much good text is in it */
			next = margin / 8;
			tried = true;
		}
	}
	return fill_and_apply(l, env, &g, x, b, at);
}

/* Controls that text has not, but bytes of UTF-16 are. */
static bool
has_controls(struct text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.s[i] < 0x20 && t.s[i] != '\t' && t.s[i] != '\n' &&
		    t.s[i] != '\r' && t.s[i] != '\f')
			return true;
	return false;
}

/* Undo that a line of UTF-16 was read as something else, from *at on. */
static uint64_t
undo_utf16(struct line *l, const struct pass_env *env, struct candidate *x,
    struct buf *b, size_t *at)
{
	const struct charset *is = &qi_charsets[CS_UTF16LE];
	const struct candidate c[CANDIDATES] = { { AS_1252, is, 0 },
	    { AS_GBK, is, 0 } };
	size_t end = l->n < WINDOW ? l->n : 0;
	struct region g;

	if (end > 0 && l->s[end - 1] == '\n')
		end--;
	if (end == 0 || !load(&g, l, env, 0, end, &b[PLACES]) ||
	    choose_of(&g, x, c, false, b) == 0)
		return 0;
	return fill_and_apply(l, env, &g, x, b, at);
}

uint64_t
qi_repair_wide(struct line *l, const struct pass_env *env,
    struct repair_last *last, bool *all, struct buf *b)
{
	struct candidate x = { (enum misread_as)last->as, last->is == 0 ?
	    NULL : &qi_charsets[last->is - 1], 0 }, y;
	struct text t = { l->s, l->n };
	size_t valid, at = 0, i = 0, spots;
	const uint32_t *spot;
	uint64_t bits = 0, more;
	struct part p;

	*all = true;
	if (has_gloss(l))
		return 0;
	if (has_controls(t) && (bits = undo_utf16(l, env, &x, b, &at)) > 0) {
		qi_line_keep(l, at, l->n);
		return bits;
	}
	qi_text_look_spots(t, &valid, &b[SPOTS]);
	spot = (const uint32_t *)(const void *)b[SPOTS].p;
	spots = b[SPOTS].n / sizeof(*spot);
	while (next_part(t, spot, spots, &i, &p)) {
		y = x;
		more = undo(l, env, &p, &y, b, &at);
		*all = *all && more > 0 && y.as == x.as && y.is == x.is;
		if (more == 0)
			continue;
		bits += more;
		x = y;
		while (i < spots && spot[i] < at)
			i++;
	}
	if (bits == 0)
		return 0;
	last->as = (uint8_t)x.as;
	last->is = (uint8_t)(x.is - qi_charsets) + 1;
	qi_line_keep(l, at, l->n);
	return bits;
}
