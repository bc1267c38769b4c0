/* SPDX-License-Identifier: Apache-2.0 */
/*
 * patterns.h - find the words and phrases of boilerplate in a folded line
 *
 * The tables are those that the build makes of data/boilerplate.tsv, or made
 * of a user's rows at run time: pattern_rows.h.
 */
#ifndef PATTERNS_H
#define PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERN_GAP 1		/* ~ in text: up to GAP_MAX characters */
#define PATTERN_DIGITS 2	/* #: one or more digits */
#define PATTERN_STAGE 64	/* characters of a block of first */

#define PATTERN_STARTS (0x10000 / 32)
#define PATTERN_LONG 110	/* characters; most rows are for shorter lines */

enum {				/* where it stands: as pattern_rows.c has them */
	PLACE_WORD, PLACE_OPEN, PLACE_END, PLACE_IN
};

struct patterns {		/* sorted by text, then by place */
	const uint32_t *at;	/* n + 1: where in text each begins */
	const uint32_t *line;	/* of the file that it comes from, from 1 */
	const uint32_t *second;	/* by the number of a first character: bit
				 * c % 32 if one goes on with c, or may */
	const uint32_t *starts;	/* by bit c: one begins with c; and behind that,
				 * one that lines over PATTERN_LONG can have */
	const uint16_t *text;	/* of all of them */
	const uint16_t *max;	/* length of a line up to which it counts */
	const uint16_t *from;	/* where those with the same first character
				 * begin: numbered by these, from 1 */
	const uint16_t *index;	/* the number of a character c, or 0, is */
	const uint16_t *first;	/* first[index[c / 64] * 64 + c % 64] */
	const uint8_t *class, *force, *place;	/* of boilerplate.h; PLACE_ */
	size_t n;
	size_t bytes;		/* of all this when made at run time */
};

/* Pattern i stands at c[at, end). */
typedef void pattern_hit(void *ctx, const struct patterns *p, size_t i,
    size_t at, size_t end);

/* Every place of the folded line c[0, n) where a pattern stands, in rising
 * order of at; perhaps not one that only shorter lines can have.  Where it
 * must stand to count is for hit to look at. */
void qi_patterns_match(const struct patterns *p, const uint16_t *c, size_t n,
    pattern_hit *hit, void *ctx);

/* Which pattern this is, for this place; p->n when it is none of them. */
size_t qi_patterns_find(const struct patterns *p, const uint16_t *c, size_t n,
    unsigned place);

static inline bool
qi_pattern_digit(uint16_t c)
{
	return c >= '0' && c <= '9';
}

#endif
