/* SPDX-License-Identifier: Apache-2.0 */
/* pass_repair.c - undo that text was read in the wrong charset (mojibake) */
#include "config.h"

#include <string.h>

#include "pass.h"
#include "repair.h"
#include "unescape.h"

/* So many times one and the same text can have been misread, and a round more
 * to see that nothing is left: a line that is not finished then is left alone,
 * for the next time would change it again. */
#define ROUNDS (MISREADINGS + 1)

/*
 * One round: what more speaks for is undone.  UTF-8 that fits says more than
 * pairs do, of which nearly all fit.
 */
#define FITS 3

static bool
undo(struct line *l, const struct pass_env *env, struct repair_last *last)
{
	struct buf *scratch = &env->scratch[LINE_BUFS];
	uint64_t letters, wide = 0;
	bool all, pairs = last->is != 0 && last->is != CS_UTF8 + 1;

	if (pairs) {		/* most likely it is the same again */
		wide = qi_repair_wide(l, env, last, &all, scratch);
		if (wide > 0 && all)
			return qi_line_end(l);
	}
	letters = qi_repair_letters(l, env, &all, scratch);
	if (letters > 0 && all)
		return qi_line_end(l);
	if (!pairs || wide > 0)
		wide = qi_repair_wide(l, env, last, &all, scratch);
	if (wide > 0 && wide < FITS * letters)
		letters = qi_repair_letters(l, env, &all, scratch);
	return letters + wide > 0 && qi_line_end(l);
}

static bool
repair_line(struct line *l, const struct pass_env *env,
    struct repair_last *last)
{
	bool any = false, more = true;
	unsigned r;

	for (r = 0; more && r < ROUNDS; r++) {
		more = qi_unescape(l, env, &env->scratch[LINE_BUFS]);
		more = undo(l, env, last) || qi_repair_controls(l, env) ||
		    more;
		any = any || more;
	}
	return any && !more;
}

/* Places where something may be amiss. */
struct places {
	size_t spot;		/* the next of env->spot */
	size_t odd;		/* the next that the look has not put down */
};

/* A capital A with a tilde and a space can be "a" with a grave accent, whose second byte was a no-break space. */
static const char grave[] = "\xc3\x83 ";

/* The next control or grave from at on, or t.n. */
static size_t
next_odd(struct text t, size_t at, unsigned seen)
{
	size_t control = t.n;
	const uint8_t *p;

	if (seen & CLASS_CTRL)
		control = qi_text_find(t, at, CLASS_CTRL);
	if ((seen & CLASS_MISREAD_LEAD) == 0)
		return control;
	for (; at + 2 < control; at++) {
		p = memchr(t.s + at, grave[0], control - 2 - at);
		if (p == NULL)
			break;
		at = (size_t)(p - t.s);
		if (memcmp(p, grave, 3) == 0)
			return at;
	}
	return control;
}

/* The next place from at on, or t.n. */
static size_t
next_place(struct places *p, struct text t, size_t at,
    const struct pass_env *env, const struct repair_last *last)
{
	size_t spot;

	while (p->spot < env->spots && (env->spot[p->spot] < at ||
	    !qi_repair_wide_odd(t, env->spot[p->spot], last)))
		p->spot++;
	if (p->odd < at || at == 0)
		p->odd = next_odd(t, at, env->seen);
	spot = p->spot < env->spots ? env->spot[p->spot] : t.n;
	spot = spot < p->odd ? spot : p->odd;
	return qi_unescape_find((struct text){ t.s, spot }, at, env);
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct places places = { 0, 0 };
	size_t place, end;
	struct repair_last last = { 0, 0 };
	struct span sp;
	struct line l;

	for (end = 0; (place = next_place(&places, t, end, env, &last)) < t.n; ) {
		sp = qi_unescape_lines(t, end, place, env);
		end = sp.at + sp.len;
		if (!qi_line_load(&l, t, sp.at, end, env->scratch))
			return;
		if (repair_line(&l, env, &last))
			qi_line_report(&l, sp.at, end, out);
	}
	/* What was made of a line is looked at when the pass runs again. */
	if (out->count == 0)
		qi_repair_chars(t, env, out);
	if (out->count == 0)
		qi_repair_lost(t, env, out);
}

const struct pass qi_pass_repair = { .name = "repair", .run = run,
	.again = true };
