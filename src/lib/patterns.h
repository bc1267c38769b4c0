/* SPDX-License-Identifier: Apache-2.0 */
/*
 * patterns.h - find the words and phrases of boilerplate in a folded line
 *
 * They are the paths of a graph: a minimal acyclic automaton over folded
 * characters, so that what patterns begin or end with in common is there
 * once.  The build makes it of data/boilerplate.tsv; pattern_graph.c does, of
 * a user's rows too.
 */
#ifndef PATTERNS_H
#define PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_CHARS 60	/* of one pattern, at most */
#define PATTERN_STARTS (0x10000 / 32)
#define PATTERN_LONG 110	/* characters; most rows are for shorter lines */

enum {				/* where it stands: as pattern_rows.c has them */
	PLACE_WORD, PLACE_OPEN, PLACE_END, PLACE_IN
};

enum {				/* keys of edges that are no character */
	PATTERN_END = 1,	/* + place: a pattern ends here */
	PATTERN_GAP = PATTERN_END + PLACE_IN + 1,
				/* ~ in text: up to GAP_MAX characters */
	PATTERN_DIGITS		/* #: one or more digits */
};

struct pattern_row {		/* what is said of the patterns of a row */
	uint32_t line;		/* of the file, from 1; 0: not to be told */
	uint32_t patterns;	/* how many it has that no row before has */
	uint16_t max;		/* length of a line up to which they count */
	uint8_t class, force;	/* of boilerplate.h */
	uint8_t place;		/* PLACE_ */
};

#define PATTERN_LAST 0x80	/* in high: the last edge of its state */

/*
 * A state is the number of its first edge; the others follow, their keys
 * rise.  Edge e goes to state low[e] + (high[e] & 0x7f) * 0x10000, or that is
 * the number of the row when the pattern ends.
 */
struct patterns {
	const struct pattern_row *row;
	const uint32_t *starts;	/* by bit c: one begins with c; and behind that,
				 * one that lines over PATTERN_LONG can have */
	const uint16_t *rank;	/* of starts[i]: bits that are set before */
	const uint16_t *key, *low;
	const uint8_t *high;
	size_t first;		/* the state that all begin at */
	size_t n, rows, edges;	/* how many: patterns, rows, edges */
	size_t bytes;		/* of all this when made at run time */
};

struct pattern_match {
	const struct pattern_row *row;
	size_t at, end;		/* in the line */
	const uint16_t *text;	/* of the pattern: n characters */
	size_t n;
};

/* A pattern stands there. */
typedef void pattern_hit(void *ctx, const struct patterns *p,
    const struct pattern_match *m);

/* Every place of the folded line c[0, n) where a pattern stands, in rising
 * order of at; perhaps not one that only shorter lines can have.  Where it
 * must stand to count is for hit to look at. */
void qi_patterns_match(const struct patterns *p, const uint16_t *c, size_t n,
    pattern_hit *hit, void *ctx);

/* The row of the pattern c[0, n) for this place; NULL when it is none. */
const struct pattern_row *qi_patterns_find(const struct patterns *p,
    const uint16_t *c, size_t n, unsigned place);

static inline bool
qi_pattern_digit(uint16_t c)
{
	return c >= '0' && c <= '9';
}

#endif
