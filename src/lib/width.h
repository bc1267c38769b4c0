/* SPDX-License-Identifier: Apache-2.0 */
/*
 * width.h - the marks of a line, and which of them should be full-width
 *
 * A mark is seen the same whether it is of ASCII or full-width, and so is what
 * stands beside it: what is decided about a line does not change when the line
 * is changed accordingly.  So cleaning twice is cleaning once.
 */
#ifndef WIDTH_H
#define WIDTH_H

#include "buf.h"
#include "text.h"

/* What stands beside a mark; OTHER is kana and hangul. */
enum width_class {
	WIDTH_EDGE, WIDTH_HAN, WIDTH_LATIN, WIDTH_DIGIT, WIDTH_SIGN,
	WIDTH_OTHER, WIDTH_CLASSES
};

/* Marks are called by what they are in ASCII; these are of several. */
#define WIDTH_DOTS 'E'		/* ... and the ellipsis */
#define WIDTH_DASH 'D'		/* -- and the dash */
#define WIDTH_QUOTE 'Q'		/* all quotes that are not of ASCII */

struct width_mark {
	uint32_t at;		/* in the text */
	uint32_t pair;		/* of a bracket: the other one, or itself */
	uint32_t han, chars;	/* so many before it in its line */
	uint8_t mark, len;
	uint8_t left, right;	/* past other marks and blanks */
	uint8_t blanks;		/* spaces behind it, 2 being more */
	/* Of the text without ideographs that it stands in, and the one before
	 * that: how many words. */
	uint8_t words, words_before;
	uint16_t to;		/* what it becomes, or 0 */
	bool ascii : 1, wide : 1;
	bool blank : 1;		/* a blank is right before it */
	bool far : 1;		/* one is between it and what is right of it */
	bool more : 1;		/* the next mark is right of it, past blanks */
	bool plain : 1;		/* no signs of program text around */
	bool guarded : 1;	/* it is part of something, and stays */
};

struct width_line {
	struct text t;		/* all of the text */
	size_t at, end;		/* the line, without what ends it */
	struct width_mark *mark;
	size_t n;
	uint32_t han, chars, words;
	unsigned signs;		/* of program text */
	unsigned equals;	/* = */
};

/* Read the line at l->at, the marks into buf.  False when there is nothing to
 * do: too many marks for text, a comment, or no memory. */
bool qi_width_read(struct width_line *l, struct buf *buf);

/* What is known of the record. */
struct width_record {
	bool stop;	/* sentences end in a full stop of ASCII */
	bool kept;	/* marks that are mostly folded too were not */
};

/* Set wide of the marks that should be full-width, and what those of ASCII
 * become.  False when the line is program text or a table. */
bool qi_width_judge(struct width_line *l, struct width_record r);

/* Does mark i stand behind another and one blank?  When that is of ASCII the
 * blank counts as part of it. */
bool qi_width_is_behind(const struct width_line *l, size_t i, bool ascii);

/* The same for quotes: straight ones of Chinese text are to be curly; or with
 * corner these, with curly the others are to be so. */
void qi_width_quotes(struct width_line *l, bool straight, bool corner,
    bool curly);

/* Does a comment of program text begin at at, or a table of Markdown? */
bool qi_width_is_comment(struct text t, size_t at, size_t end);

#endif
