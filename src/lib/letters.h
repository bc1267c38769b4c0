/* SPDX-License-Identifier: Apache-2.0 */
/*
 * letters.h - in which charset of one byte a character does a text read best?
 *
 * Each charset competes with each language it is used for, by the pairs of
 * letters of that language; costs are in eighths of a bit, as in model.h.
 * Sources: data/model/letters.tsv, glyphs.tsv and uses.tsv.
 */
#ifndef LETTERS_H
#define LETTERS_H

#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct letters {		/* the text as one charset reads it */
	unsigned set;		/* of single.h */
	const char *language;	/* that it is most like, as in letters.tsv */
	uint64_t cost;		/* of all bytes, comparable with a reading's */
	uint64_t high_cost;	/* of those outside ASCII */
	size_t high;		/* how many these are */
	uint32_t margin;	/* to the next that reads the text differently */
};

/*
 * The best readings of these spans of t, at most n or 16, the best first;
 * charsets in which the text is the same are one.  Returns how many; none when there is
 * nothing outside ASCII.  The time does not depend on t, but for a look at
 * each byte.  A margin of less than LETTERS_SURE is a guess.
 */
#define LETTERS_SURE 48		/* 6 bits */
size_t qi_letters(struct text t, const struct span *sp, size_t spans,
    struct letters *best, size_t n);

#endif
