/* SPDX-License-Identifier: Apache-2.0 */
/* page.h - put the lines of a page together: what is text, what goes? */
#ifndef PAGE_H
#define PAGE_H

#include "boilerplate.h"

enum page_level {		/* how much goes */
	PAGE_SAFE,		/* lines that are evidence by themselves */
	PAGE_NORMAL,		/* and those in a block that holds evidence */
	PAGE_HARD		/* and those in what looks like a block */
};

enum reason {			/* why a line goes, or stays: reasons in
				 * explain.c */
	WHY_NONE,		/* nothing, or not enough, speaks for it */
	/* These go. */
	WHY_USER,		/* a user's rule; or stays for it */
	WHY_ALONE,		/* evidence by itself */
	WHY_HEAD,		/* in a block before the text ... */
	WHY_TAIL,		/* ... or behind it */
	WHY_HEADING,		/* below a heading of links */
	WHY_ABOVE,		/* above the headline */
	WHY_SITE,		/* on many pages of the site */
	WHY_FOOT,		/* below the licence of a site */
	WHY_BUTTONS,		/* buttons in a row, below posts */
	WHY_DUP,		/* says again what a line before it says */
	WHY_END,		/* at an end of a page without text */
	WHY_LIST,		/* on a page of lists */
	WHY_FACT,		/* its class was asked for; or stays */
	/* These stay, by their flags. */
	WHY_PROSE,		/* sentences */
	WHY_FIRM,		/* certainly text */
	WHY_INSIDE,		/* between such */
	WHY_TITLE,		/* the headline */
	WHY_SPAM_PAGE,		/* the page is nothing but spam */
	WHY_OFF,		/* its class is to stay */
	REASONS
};

struct page {
	struct text t;
	enum page_level level;
	struct line *l;		/* those read, in order; none is blank */
	size_t n;
	uint8_t *state;		/* n each: head, text or tail; before that, the
				 * paths to these */
	uint8_t *drop;		/* for which class a line goes, or BP_NONE */
	uint8_t *gone;		/* the same, once it is decided; 0 at first */
	uint8_t *why;		/* enum reason */
};

/* Reading from one end: it stops where text is certain. */
struct reader {
	size_t since;		/* lines since the last anchor */
};
#define READER_INIT { SIZE_MAX / 2 }	/* none yet */

/* Is it certain, now that this line has been read? */
bool qi_ends_firm(struct reader *r, const struct line *l);

/* Does the line go by evidence, not only for what stands beside it? */
static inline bool
qi_page_hard(const struct line *l)
{
	return l->force == FORCE_HARD || l->force == FORCE_HEAD;
}

#define PAGE_TITLES 200	/* the headline is looked for in so many lines */

/* Does the folded line f[0, k) say again what the first one of the page,
 * first[0, n), says, or what that begins with before a mark, as in "headline -
 * section - site"? */
bool qi_ends_title(const uint16_t *first, size_t n, const uint16_t *f,
    size_t k);

/* Lines that are evidence by themselves, even alone: a page of a site has
 * many of them, and of several classes. */
struct evidence {
	size_t sure;
	unsigned classes;	/* by bit */
};
#define EVIDENCE_INIT { 0, 0 }

/* Add those of l[0, n). */
void qi_page_weigh(const struct line *l, size_t n, struct evidence *e);

/* Is it the page of a site, then: are these of a template? */
bool qi_page_template(const struct evidence *e);
/* Does a user's rule keep the line? */
static inline bool
qi_page_kept(const struct line *l)
{
	return (l->flags & LINE_USER) != 0 && l->class >= BP_BYLINE;
}

/* Decide which lines go, of the classes that are on; true when any does. */
bool qi_page_settle(struct page *p, const bool on[BP_CLASSES]);

#endif
