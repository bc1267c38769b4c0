/* SPDX-License-Identifier: Apache-2.0 */
/* lost.c - what is left of text that cannot be repaired */
#include "config.h"

#include "lost.h"

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
#define EMPHASIS 6	/* so many of one character are none */

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
 * stands before them.
 */
static bool
is_emphasis(struct text t, size_t at, size_t end, const struct unit *u)
{
	uint32_t cp;

	if (u->least == 1 || at == 0 || end - at >= EMPHASIS * u->n)
		return false;
	qi_text_char(t.s + qi_text_back(t.s, at), &cp);
	return (qi_text_class(cp) & CLASS_HAN) != 0;
}

/* The end of the run of a unit at at, or at; *next is where to go on. */
static size_t
unit_end(struct text t, size_t at, size_t *next)
{
	size_t i, end;

	for (i = 0; i < UNITS; i++) {
		end = run_end(t, at, &units[i]);
		if (end == at)
			continue;
		*next = end;
		return is_emphasis(t, at, end, &units[i]) ? at : end;
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

size_t
qi_lost_find(struct text t, size_t at, size_t *len)
{
	size_t from = at, seen = at, line, next, end;
	bool lost;
	uint32_t cp;

	for (*len = 0; at < t.n; at = next) {
		next = at + qi_text_char(t.s + at, &cp);
		switch (cp) {
		case 0x951f: case 0x5699: case 0x5360: case 0xef: case 0x2229:
		case 0xd4: case 0x70eb: case 0x5c6f:
			end = unit_end(t, at, &next);
			if (end == at)
				break;
			*len = end - at;
			return at;
		case 0xfffd:
			/* Once a line, and by the call that sees all of it. */
			if (at < seen)
				break;
			for (line = at; line > from && t.s[line - 1] != '\n'; )
				line--;
			if (line == from && line > 0 && t.s[line - 1] != '\n')
				break;
			seen = line_end(t, line, &lost);
			if (!lost)
				break;
			*len = seen - line;
			return line;
		}
	}
	return t.n;
}
