/* SPDX-License-Identifier: Apache-2.0 */
/* lost.c - what is left of text that cannot be repaired */
#include "config.h"

#include "lost.h"

#include "repair.h"
#include "rule.h"

/*
 * Units that come again and again: the bytes of U+FFFD, twice, in GBK, Big5
 * and EUC-KR, once in windows-1252, in code page 437 and on the Macintosh; and
 * memory that a debugger filled with 0xCC and 0xCD, in GBK.  A run begins with
 * least whole ones.
 */
static const struct unit {
	const char *s;
	uint8_t n, least;
} units[] = {
	{ "\xe9\x94\x9f\xe6\x96\xa4\xe6\x8b\xb7", 9, 1 },
	{ "\xe5\x9a\x99\xe8\xb8\x9d\xe8\x95\xad", 9, 1 },
	{ "\xe5\x8d\xa0\xec\x8f\x99\xec\x98\x99", 9, 1 },
	{ "\xc3\xaf\xc2\xbf\xc2\xbd", 6, 1 },
	{ "\xe2\x88\xa9\xe2\x94\x90\xe2\x95\x9c", 9, 1 },
	{ "\xc3\x94\xc3\xb8\xce\xa9", 6, 1 },
	{ "\xe7\x83\xab", 3, 3 },
	{ "\xe5\xb1\xaf", 3, 3 },
};

#define UNITS (sizeof(units) / sizeof(units[0]))
#define BEFORE 2	/* characters before a spot: of the pair, or of a unit
			 * whose second and third are the pair */
#define EMPHASIS 6	/* so many of one character are none */
#define SCORE 900	/* it can be a quotation */

static bool
starts(struct text t, size_t at, const char *s, size_t n)
{
	return t.n - at >= n && memcmp(t.s + at, s, n) == 0;
}

/*
 * The end of the run of u at at, or at.  The last unit can be cut after any of
 * its characters, as the text was.
 */
static size_t
run_end(struct text t, size_t at, const struct unit *u)
{
	size_t end = at, count = 0, k = 0, len;
	uint32_t cp;

	while (starts(t, end, u->s, u->n)) {
		end += u->n;
		count++;
	}
	if (count < u->least)
		return at;
	while (end < t.n) {
		len = qi_text_char(t.s + end, &cp);
		if (len > u->n - k || !starts(t, end, u->s + k, len))
			break;
		end += len;
		k += len;
	}
	return end;
}

/*
 * A few of one character are also for emphasis, "scalding hot", where another
 * stands before them that is not lost itself.
 */
static bool
is_emphasis(const struct lost *l, size_t at, size_t end, const struct unit *u)
{
	uint32_t cp;

	if (u->least == 1 || at == l->at || end - at >= EMPHASIS * u->n)
		return false;
	qi_text_char(l->t.s + qi_text_back(l->t.s, at), &cp);
	return (qi_text_class(cp) & CLASS_HAN) != 0;
}

/* The end of the run of any unit at at, or at; *next is where to go on. */
static size_t
unit_end(const struct lost *l, size_t at, size_t *next)
{
	size_t i, end;

	for (i = 0; i < UNITS; i++) {
		end = run_end(l->t, at, &units[i]);
		if (end == at)
			continue;
		*next = end;
		return is_emphasis(l, at, end, &units[i]) ? at : end;
	}
	return at;
}

/*
 * Where the line that begins at at ends.  lost: U+FFFD is most of it, spaces
 * aside.
 */
static size_t
line_end(struct text t, size_t at, bool *lost)
{
	size_t gone = 0, rest = 0;
	uint32_t cp;

	while (at < t.n && t.s[at] != '\n') {
		at += qi_text_char(t.s + at, &cp);
		gone += cp == 0xfffd;
		rest += cp != 0xfffd && cp > ' ';
	}
	*lost = gone > 2 && gone > rest;
	return at;
}

/* The line that at is in, when it is lost and no part of it was a run. */
static bool
line_at(struct lost *l, size_t at, struct span *run)
{
	size_t end;
	bool lost;

	while (at > 0 && l->t.s[at - 1] != '\n')
		at--;
	l->judged = end = line_end(l->t, at, &lost);
	if (!lost || at < l->at)
		return false;
	l->at = l->t.s[end - 1] == '\r' ? end - 1 : end;
	*run = (struct span){ at, l->at - at };
	return true;
}

/* The run that begins at at, of any units; *next is where to go on when there
 * is none. */
static bool
run_at(struct lost *l, size_t at, size_t *next, struct span *run)
{
	uint32_t cp;
	size_t end;

	*next = at + qi_text_char(l->t.s + at, &cp);
	switch (cp) {
	case 0x951f: case 0x5699: case 0x5360: case 0xef: case 0x2229:
	case 0xd4: case 0x70eb: case 0x5c6f:
		*run = (struct span){ at, 0 };
		for (; (end = unit_end(l, at, next)) > at; at = l->at = end)
			;
		run->len = at - run->at;
		return run->len > 0;
	case 0xfffd:		/* once a line */
		return at >= l->judged && line_at(l, at, run);
	}
	return false;
}

bool
qi_lost_next(struct lost *l, struct span *run)
{
	size_t at, next, end, k;

	for (; l->spots > 0; l->spot++, l->spots--) {
		at = l->spot[0];
		/* Of the pairs so close together it is the first. */
		end = l->t.n - at > TEXT_SPOT ? at + TEXT_SPOT : l->t.n;
		for (k = 0; k < BEFORE && at > l->at; k++)
			at = qi_text_back(l->t.s, at);
		for (at = at < l->at ? l->at : at; at < end; at = next)
			if (run_at(l, at, &next, run))
				return true;
	}
	return false;
}

/* Which unit has the character at at; UNITS for none. */
static size_t
unit_with(struct text t, size_t at)
{
	size_t i, k, len;
	uint32_t cp;

	len = qi_text_char(t.s + at, &cp);
	for (i = 0; i < UNITS; i++)
		for (k = 0; k + len <= units[i].n; k += len)
			if (memcmp(t.s + at, units[i].s + k, len) == 0)
				return i;
	return i;
}

/* Can what stands around the run make another one, without it? */
static bool
joins(struct text t, struct span run)
{
	size_t end = run.at + run.len, unit;

	if (run.at == 0 || end == t.n)
		return false;
	unit = unit_with(t, end);
	return unit < UNITS && unit == unit_with(t, qi_text_back(t.s, run.at));
}

void
qi_repair_lost(struct text t, const struct pass_env *env, struct edits *out)
{
	struct lost l = { t, env->spot, env->spots, 0, 0 };
	bool drop = env->on[RULE_REPAIR_DROP_LOST];
	struct span run;

	if ((env->seen & CLASS_LOST_PAIR) == 0 ||
	    (!drop && !env->on[RULE_REPAIR_LOST]))
		return;
	while (qi_lost_next(&l, &run))
		if (drop && !joins(t, run))
			qi_edits_add(out, run.at, run.len, "", 0,
			    RULE_REPAIR_DROP_LOST, SCORE);
		else if (env->on[RULE_REPAIR_LOST])
			qi_edits_note(out, run.at, run.len);
}
