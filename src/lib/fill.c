/* SPDX-License-Identifier: Apache-2.0 */
/* fill.c - holes in a reading, filled with what may have stood there */
#include "config.h"

#include "fill.h"

#include "language.h"
#include "lattice.h"
#include "loss.h"
#include "segment.h"

/* Is there a boundary between two characters before c[i]? */
static bool
is_boundary(const struct reread_char *c, size_t i)
{
	return c[i].enter || c[i - 1].end <= c[i].from;
}

/* Nothing that only windows-1252 has? */
static bool
is_latin(const struct region *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if ((g->cp[i] >= 0x2018 && g->cp[i] < 0x2023) ||
		    g->cp[i] == 0x20ac || g->cp[i] == 0x2026)
			return false;
	return true;
}

/*
 * Do question marks behind what was misread all stand before ASCII?  Then the
 * decoder did not take along what comes behind a byte that it cannot read.
 */
static bool
are_alone(const struct region *g)
{
	size_t i, marks = 0;

	for (i = 1; i + 1 < g->n; i++) {
		if (g->cp[i] != '?' || g->cp[i - 1] < 0x80)
			continue;
		if (g->cp[i + 1] >= 0x80)
			return false;
		marks++;
	}
	return marks > 1;
}

/* What a text is like, by the ideographs that only one has. */
struct forms {
	size_t s, t, kana, n;
};

static void
count_forms(struct forms *f, uint32_t cp)
{
	unsigned forms = qi_language_forms(cp);

	f->n++;
	f->kana += qi_is_kana(cp);
	f->s += (forms & LANGUAGE_SIMPLIFIED) &&
	    !(forms & LANGUAGE_TRADITIONAL);
	f->t += (forms & LANGUAGE_TRADITIONAL) &&
	    !(forms & LANGUAGE_SIMPLIFIED);
}

/* What text it is, by what was read and what stands beside it. */
static unsigned
form_of(const struct region *g, const struct reread_char *c, size_t n)
{
	struct forms f = { 0, 0, 0, 0 };
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		for (; c[i].enter && at < c[i].from; at++)
			count_forms(&f, g->cp[at]);
		count_forms(&f, c[i].cp);
		at = c[i].end;
	}
	for (; at < g->n; at++)
		count_forms(&f, g->cp[at]);
	return f.kana > f.n / 8 ? LANGUAGE_JAPANESE : f.s > 2 * f.t ?
	    LANGUAGE_SIMPLIFIED : f.t > 2 * f.s ? LANGUAGE_TRADITIONAL : 0;
}

/* Is it a hole, or a question mark that may stand for one: for a character that
 * both charsets have two bytes for? */
static bool
is_hole(const struct reread_char *c, size_t n, const struct candidate *x,
    size_t i)
{
	return c[i].kind == REREAD_HOLE || (c[i].cp == '?' &&
	    !qi_suspect_is_utf8(x) && !qi_suspect_is_single(x) && i > 0 &&
	    !c[i].enter && c[i - 1].cp >= 0x80 && i + 1 < n &&
	    !c[i + 1].enter && c[i + 1].cp >= 0x80);
}

#define BESIDE 3	/* so many characters around a hole are read again */

/*
 * The part [*a, *b) of c[0, n) around holes from i on: it begins and ends where
 * characters do.
 */
static bool
find_holes(const struct reread_char *c, size_t n, const struct candidate *x,
    size_t i, size_t *a, size_t *b)
{
	size_t floor = i, last, left;

	while (i < n && !is_hole(c, n, x, i))
		i++;
	if (i == n)
		return false;
	for (*a = i, left = BESIDE; *a > floor && !c[*a].enter; --*a)
		if (left > 0)
			left--;
		else if (is_boundary(c, *a))
			break;
	for (last = i, *b = i + 1; *b < n && !c[*b].enter; ++*b) {
		if (is_hole(c, n, x, *b))
			last = *b;
		else if (*b - last > BESIDE && is_boundary(c, *b))
			break;
	}
	return true;
}

bool
qi_fill(struct fill *f)
{
	const struct region *g = f->g;
	const struct candidate *x = f->x;
	struct lattice l = { .as = x->as, .is = x->is, .scratch = f->scratch,
	    .nodes = f->nodes, .found = f->found };
	size_t n, i = 0, from, to, k;
	const struct reread_char *c = qi_reread_chars(f->read, &n);
	struct reread_char one;
	uint32_t shift = 0, was, start;
	bool enter;

	l.latin = is_latin(g);
	l.alone = are_alone(g);
	l.form = form_of(g, c, n);
	qi_buf_reset(f->found);
	while (i < n) {
		if (!find_holes(c, n, x, i, &from, &to))
			from = to = n;
		for (; i < from; i++) {
			one = c[i];
			if (one.enter)
				shift = 0;
			one.cost += shift;
			qi_buf_put(f->found, &one, sizeof(one));
		}
		if (from == n)
			break;
		enter = c[from].enter;
		if (enter)
			shift = 0;
		start = c[from].from;
		if (enter && start > 0 && c[from].kind == REREAD_HOLE &&
		    qi_loss_is_mark(x->as, g->cp[start - 1]) &&
		    (from == 0 || c[from - 1].end < start))
			start--;
		l.at = start;
		l.cp = g->cp + start;
		l.n = c[to - 1].end - start;
		/* A mark behind the last may stand for what follows it. */
		if ((to == n || c[to].enter) && start + l.n < g->n &&
		    (g->cp[start + l.n] == '?' || g->cp[start + l.n] == 0xfffd) &&
		    (to == n || c[to].from > start + l.n))
			l.n++;
		l.more = g->n - start - l.n;
		l.last = to == n || c[to].enter;
		l.before = from > 0 && !enter ? c[from - 1].cp :
		    start > 0 ? g->cp[start - 1] : 0;
		l.behind = start + l.n < g->n ? to < n && !c[to].enter ?
		    c[to].cp : g->cp[start + l.n] : 0;
		was = enter ? REREAD_ENTER : c[from - 1].cost;
		l.cost = was + shift;
		k = f->found->n / sizeof(one);
		if (l.n > LATTICE_MOST || qi_suspect_is_shifted(x) || !qi_lattice(&l)) {
			if (f->found->failed || f->nodes->failed ||
			    f->scratch->failed)
				return false;
			for (; i < to; i++) {
				one = c[i];
				one.cost += shift;
				qi_buf_put(f->found, &one, sizeof(one));
			}
			continue;
		}
		if (f->found->n / sizeof(one) > k)
			((struct reread_char *)(void *)f->found->p)[k].enter =
			    enter;
		if (to < n && !c[to].enter)
			shift = l.end - c[to].cost;
		i = to;
	}
	return !f->found->failed;
}
