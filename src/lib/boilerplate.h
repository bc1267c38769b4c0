/* SPDX-License-Identifier: Apache-2.0 */
/*
 * boilerplate.h - what one line looks like: text, or site boilerplate?
 *
 * The verdict is a function of the bytes of the line alone; strip puts the
 * lines of a page together.
 */
#ifndef BOILERPLATE_H
#define BOILERPLATE_H

#include <stdbool.h>

#include "folded.h"
#include "patterns.h"
#include "text.h"

enum {				/* class: in the order of pattern_rows.c */
	BP_NONE, BP_ICP, BP_COPYRIGHT, BP_SOURCE, BP_EDITOR, BP_SHARE,
	BP_PAGER, BP_RELATED, BP_NAV, BP_COMMENT, BP_AD, BP_SPAM, BP_OTHER,
	BP_BYLINE, BP_DATE, BP_META, BP_BODY,
	BP_DUP,			/* of a page, not of a line: no pattern */
	BP_CLASSES
};

enum {				/* force: in the order of pattern_rows.c */
	FORCE_NONE,		/* no pattern */
	FORCE_HINT,		/* counts only beside evidence */
	FORCE_WEAK,		/* a word of menus and buttons, also of text */
	FORCE_HARD,		/* evidence by itself */
	FORCE_HEAD,		/* the heading of a block of links */
	FORCE_FACT		/* byline, date, meta: about the text; kept */
};

enum {				/* flags of a line */
	LINE_ANCHOR	= 1 << 0,	/* a long paragraph: two are certain */
	LINE_PROSE	= 1 << 1,	/* long, with sentences */
	LINE_SURE	= 1 << 2,	/* evidence that needs no neighbours */
	LINE_STOP	= 1 << 3,	/* ends as a sentence does */
	LINE_BODY	= 1 << 4,	/* dateline, item, speaker, code */
	LINE_LABEL	= 1 << 5,	/* says that it is a date, an author */
	LINE_GREAT	= 1 << 6,	/* certainly text by itself */
	LINE_SECTION	= 1 << 11,	/* a numbered section, article */
	LINE_PATH	= 1 << 14,	/* says where in the site the page is */
	LINE_USER	= 1 << 13,	/* a user's rule decides: it goes if its
					 * class is on */
	/* These are set by strip. */
	LINE_TITLE	= 1 << 7,	/* the headline once more */
	LINE_FIRM	= 1 << 8,	/* certainly text; never dropped */
	LINE_INSIDE	= 1 << 9,	/* between these; not looked at */
	LINE_DROPPED	= 1 << 10,
	LINE_COMMON	= 1 << 12,	/* on many pages of the site */
	LINE_SITE	= 1 << 15	/* ... and of the site, not of texts */
};

struct line {			/* 16 bytes: see SCRATCH_GROWTH in clean.c */
	uint32_t at, end;	/* in the text, with its line end */
	uint16_t n;		/* characters when folded; 0: blank */
	int16_t weight;		/* > 0 for boilerplate, < 0 for text */
	uint16_t flags;
	uint8_t class, force;
};

#define LINE_CUT LINE_DROPPED	/* before that: it has runs of spam */

/* Keywords can be put anywhere, and say nothing of what stands beside them:
 * these lines, and no other spam, have no weight. */
static inline bool
qi_line_stray(const struct line *l)
{
	return l->class == BP_SPAM && (l->flags & LINE_SURE) && l->weight == 0;
}

/* Those of data/boilerplate.tsv. */
const struct patterns *qi_boilerplate_patterns(void);

/* All of *l but at and end, for the line s[0, n).  user is NULL, or patterns
 * that count before our own.  True when it may hold runs of spam. */
bool qi_boilerplate_judge(const uint8_t *s, size_t n,
    const struct patterns *user, struct line *l);

struct pattern_said {		/* a pattern */
	const struct pattern_row *row;	/* NULL: none */
	uint16_t text[PATTERN_CHARS];
	size_t n;
};

/* The pattern that says most for what *l, judged so, is. */
void qi_boilerplate_trace(const uint8_t *s, size_t n,
    const struct patterns *user, const struct line *l,
    struct pattern_said *said);

#endif
