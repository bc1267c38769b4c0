/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern_rows.h - rows such as those of boilerplate.tsv, and their patterns
 *
 * The build does it with the file of the tree, which must be written as a
 * folded line is; the library with a user's rows, which are folded.
 */
#ifndef PATTERN_ROWS_H
#define PATTERN_ROWS_H

#include "buf.h"
#include "patterns.h"

#define ROWS_BYTES ((size_t)4 << 20)	/* of all rows */
#define ROWS_PATTERNS 65536	/* of all rows, {a|b} written out */
#define ROWS_TOO_MANY "too many patterns in all rows"
#define ROW_BYTES 4096		/* of one row */
#define ROW_PATTERNS 32768	/* of one row */
#define ROW_GROUPS 16		/* {a|b} in one row: {|a} as often is, written
				 * out, more than ROW_PATTERNS */
#define ROW_PARTS (2 * ROW_GROUPS + 1)	/* these and what is between */
#define PATTERN_GAPS 8		/* ~ in one pattern */
#define PATTERN_CLASSES 18	/* names of classes; as BP_CLASSES */
#define PATTERN_GONE UINT32_MAX	/* folding takes the character out */

/* The length of the UTF-8 character at s[0, n), n > 0, and what folding makes
 * of it; 0 when none is there. */
typedef size_t pattern_fold(const char *s, size_t n, uint32_t *c,
    uint32_t *folded);

struct rows {
	const char *s;
	size_t n;
	pattern_fold *fold;
	bool strict;		/* what is not folded is wrong */
	/* Set by qi_rows_next(), all 0 at first. */
	size_t at;		/* where the next row is looked for */
	uint32_t line;		/* of the row that was found */
	const char *wrong;	/* what is wrong with it, or NULL */
	size_t where;		/* ... and where in s that is */
};

struct row {			/* about 20 KB */
	uint8_t class, force, place;
	uint16_t max;
	uint32_t patterns;	/* when written out */
	uint32_t chars;		/* of all these */
	/* Part p is one of the alternatives from[p] to from[p + 1], and
	 * alternative a is c[end[a]] to c[end[a + 1]]. */
	size_t parts;
	uint16_t from[ROW_PARTS + 1];
	uint16_t end[ROW_BYTES + 2];
	uint16_t c[ROW_BYTES];
};

/* Find the next row that is no comment and not empty; false: there is none.
 * row holds something only if r->wrong is NULL. */
bool qi_rows_next(struct rows *r, struct row *row);

/*
 * Write out a row's patterns, one after the other: alt, which says what is
 * next, is set by the first, c has room for PATTERN_CHARS.  Returns the number
 * of characters.  There are row->patterns.
 */
void qi_row_first(const struct row *row, uint16_t alt[ROW_PARTS]);
size_t qi_row_pattern(const struct row *row, uint16_t alt[ROW_PARTS],
    uint16_t *c);

/*
 * The patterns of all rows, in one block from m; for NULL see r: some row is
 * wrong, or there is no memory when r->wrong is NULL, too.  The rows of a user
 * have the same numbers there.  pattern_graph.c has these three.
 */
struct patterns *qi_patterns_new(struct rows *r, struct mem *m);
void qi_patterns_free(struct patterns *p, struct mem *m);

/* How much is taken at most while they are made; 0 when a row is wrong. */
size_t qi_patterns_memory(struct rows r);

/* "nav", "hard"; "-" for none. */
const char *qi_pattern_class(unsigned class);
const char *qi_pattern_force(unsigned force);

#endif
