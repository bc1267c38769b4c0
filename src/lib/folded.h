/* SPDX-License-Identifier: Apache-2.0 */
/* folded.h - a line as patterns see it, and what its form says */
#ifndef FOLDED_H
#define FOLDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_LONG 420		/* a longer line (folded) is no boilerplate */
#define SHAPE_MOST 350		/* the most that a line's shape may say */

struct folded {			/* a line as the patterns see it */
	uint16_t c[LINE_LONG + 1];
	size_t n;
	size_t core, tail;	/* without what decorates both ends */
	unsigned stops;		/* how many , . ! ? ; a run is one */
	bool ends, term;	/* ends a sentence; or a clause, is cut off */
	bool open;		/* ends in the middle of a sentence */
	bool quote;		/* begins with a quotation mark */
	bool item;		/* begins as items and choices do */
	bool section;		/* begins as sections and articles of laws do */
	bool speaker;		/* begins as somebody's words: "name:" */
	const uint8_t *s;	/* the line itself */
	size_t len;
	bool code;		/* "name = value", as in settings */
};

/* Fold s[0, n) into f, which has room for LINE_LONG + 1.  A longer line is
 * cut there.  Returns the number of characters. */
size_t qi_fold(const uint8_t *s, size_t n, uint16_t *f);

/* A pattern_fold: see pattern_rows.h. */
size_t qi_fold_char(const char *s, size_t n, uint32_t *c, uint32_t *folded);

/* Is this folded character a letter, an ideograph or a digit, and not a mark
 * as lines are decorated with? */
bool qi_fold_letter(uint16_t c);

/* All of *f, for the line s[0, n), which must stay put.  It is cut as above. */
void qi_folded_read(const uint8_t *s, size_t n, struct folded *f);

/* In 100 ln(odds) that it is boilerplate, by length and punctuation
 * (data/lineshape.tsv), and beyond that for long ones. */
int qi_folded_shape(const struct folded *f);

/* How many pieces of letters are there, between blanks and marks? */
size_t qi_folded_pieces(const struct folded *f);

/*
 * Five short words or more with blanks or bars between them, and hardly a
 * figure, as in a row of a menu.  So are names and verse: it is a hint only.
 */
bool qi_folded_is_list(const struct folded *f);

/* Steps from section to section, or what begins as "you are here". */
bool qi_folded_is_path(const struct folded *f);

/* A line of a program, as far as one can see without reading it. */
bool qi_folded_is_code(const struct folded *f);

/* An address and nothing else. */
bool qi_folded_is_url(const struct folded *f);

/* 2024-1, 2024/1, 2024.1, 2024 and the ideograph for year (U+5E74), or 12:30,
 * somewhere in the line. */
bool qi_folded_has_date(const struct folded *f, bool *year_first);

#endif
