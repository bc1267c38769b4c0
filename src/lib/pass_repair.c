/* SPDX-License-Identifier: Apache-2.0 */
/* pass_repair.c - undo that text was read in the wrong charset (mojibake) */
#include "config.h"

#include <string.h>

#include "entity.h"
#include "pass.h"
#include "repair.h"
#include "unescape.h"

/* So many times one and the same text can have been misread, and a round more
 * to see that nothing is left: a line that is not finished then is left alone,
 * for the next time would change it again. */
#define ROUNDS (MISREADINGS + 1)

#define ONES UINT64_C(0x0101010101010101)

_Static_assert(LINE_BUFS + REPAIR_WIDE_BUFS <= PASS_SCRATCH, "scratch");

/*
 * The next reference from at on, or t.n, to a letter that can have been a lead
 * byte of UTF-8, beside another one or what is not ASCII.
 */
static size_t
next_reference(struct text t, size_t at)
{
	const uint8_t *p;
	uint32_t cp[2];
	size_t len;

	for (; (p = memchr(t.s + at, '&', t.n - at)) != NULL; at++) {
		at = (size_t)(p - t.s);
		len = qi_entity_read(p, t.n - at, cp);
		if (len > 0 && len < t.n - at && cp[0] >= 0xc2 &&
		    cp[0] <= 0xf4 && (p[len] >= 0x80 || p[len] == '&'))
			return at;
	}
	return t.n;
}

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
	bool all, again = last->is != 0 && !last->letters;

	if (again) {		/* most likely it is the same */
		wide = qi_repair_wide(l, env, last, &all, scratch);
		if (wide > 0 && all)
			return qi_line_end(l);
	}
	letters = qi_repair_letters(l, env, &all, scratch);
	if (letters > 0 && all) {
		last->letters = true;
		return qi_line_end(l);
	}
	if (!again || wide > 0)
		wide = qi_repair_wide(l, env, last, &all, scratch);
	last->letters = last->letters && wide == 0;
	if (wide > 0 && wide < letters * (last->is == CS_UTF8 + 1 ? 1 : FITS))
		letters = qi_repair_letters(l, env, &all, scratch);
	return letters + wide > 0 && qi_line_end(l);
}

static bool
undo_all(struct line *l, const struct pass_env *env, struct repair_last *last)
{
	bool any = false, more = true;
	unsigned r;

	for (r = 0; more && r < ROUNDS; r++) {
		more = qi_unescape(l, env, &env->scratch[LINE_BUFS]);
		more = undo(l, env, last) || qi_repair_single(l, env,
		    &env->scratch[LINE_BUFS]) || qi_repair_controls(l, env) ||
		    more;
		any = any || more;
	}
	return any && !more;
}

/*
 * Where what was misread is in part written as references, as some editors
 * store what they take for letters, those are certain when all of them become
 * part of what is restored.
 */
static bool
undo_references(struct line *l, const struct pass_env *env,
    struct repair_last *last)
{
	struct pass_env with = *env;
	bool on[NRULES];

	memcpy(on, env->on, sizeof(on));
	on[RULE_REPAIR_ENTITY] = true;
	with.on = on;
	return undo_all(l, &with, last) && !qi_line_has(l, RULE_REPAIR_ENTITY);
}

/* Undo what was done to the line that stands in sp of t. */
static void
repair_line(struct text t, struct span sp, const struct pass_env *env,
    struct repair_last *last, struct edits *out)
{
	size_t end = sp.at + sp.len;
	struct line l;
	bool any = false;

	if (!qi_line_load(&l, t, sp.at, end, env->scratch))
		return;
	if (!env->on[RULE_REPAIR_ENTITY] &&
	    next_reference((struct text){ l.s, l.n }, 0) < l.n) {
		any = undo_references(&l, env, last);
		if (!any && !qi_line_load(&l, t, sp.at, end, env->scratch))
			return;
	}
	if (any || undo_all(&l, env, last))
		qi_line_report(&l, sp.at, end, out);
}

/* A capital A with a tilde and a space can be "a" with a grave accent, whose
 * second byte was a no-break space. */
static const char grave[] = "\xc3\x83 ";

/* The next control from at on, or t.n: a byte below 0x20 that is no white
 * space, or two for one from U+0080 to U+009F. */
static size_t
next_control(struct text t, size_t at)
{
	uint64_t w, x;

	for (; at < t.n; at++) {
		for (; t.n - at >= sizeof(w); at += sizeof(w)) {
			memcpy(&w, t.s + at, sizeof(w));
			x = w ^ ONES * 0xc2;
			if ((((w - ONES * 0x20) & ~w) | ((x - ONES) & ~x)) &
			    ONES * 0x80)
				break;
		}
		if (at == t.n)
			break;
		if (t.s[at] < 0x20 ? t.s[at] < '\t' || t.s[at] > '\r' :
		    t.s[at] == 0xc2 && at + 1 < t.n && t.s[at + 1] < 0xa0)
			return at;
	}
	return t.n;
}

/* The next control, grave or reference from at on, or t.n. */
static size_t
next_odd(struct text t, size_t at, unsigned seen)
{
	size_t control = next_reference(t, at);
	const uint8_t *p;

	if (seen & CLASS_CTRL)
		control = next_control((struct text){ t.s, control }, at);
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

/* The next place from at on where something may be amiss, or t.n.  *spot is the
 * next one of env. */
static size_t
next_place(struct text t, size_t at, const struct pass_env *env,
    const struct repair_last *last, size_t *spot)
{
	while (*spot < env->spots && (env->spot[*spot] < at ||
	    !qi_repair_wide_odd(t, env->spot[*spot], last)))
		++*spot;
	if (*spot < env->spots)
		t.n = env->spot[*spot];
	t.n = next_odd(t, at, env->seen);
	return qi_unescape_find(t, at, env);
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct repair_last last = { 0, 0, false };
	size_t place, end = 0, spot = 0;
	struct span sp;

	while ((place = next_place(t, end, env, &last, &spot)) < t.n) {
		sp = qi_unescape_lines(t, end, place, env);
		end = sp.at + sp.len;
		repair_line(t, sp, env, &last, out);
	}
	/* What was made of a line is looked at when the pass runs again. */
	if (out->count == 0)
		qi_repair_chars(t, env, out);
	if (out->count == 0)
		qi_repair_lost(t, env, out);
}

const struct pass qi_pass_repair = { .name = "repair", .run = run,
	.again = true };
