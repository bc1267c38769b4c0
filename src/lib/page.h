/* SPDX-License-Identifier: Apache-2.0 */
/* page.h - put the lines of a page together: what is text, what goes? */
#ifndef PAGE_H
#define PAGE_H

#include "boilerplate.h"

struct page {
	struct text t;
	struct line *l;		/* those read, in order; none is blank */
	size_t n;
	uint8_t *state;		/* n each: head, text or tail; before that, the
				 * paths to these */
	uint8_t *drop;		/* for which class a line goes, or BP_NONE */
	uint8_t *gone;		/* the same, once it is decided; 0 at first */
};

/* Reading from one end: it stops where text is certain. */
struct reader {
	size_t since;		/* lines since the last anchor */
};
#define READER_INIT { SIZE_MAX / 2 }	/* none yet */

/* Is it certain, now that this line has been read? */
bool qi_page_firm(struct reader *r, const struct line *l);

/* Does the line go by evidence, not only for what stands beside it? */
static inline bool
qi_page_hard(const struct line *l)
{
	return l->force == FORCE_HARD || l->force == FORCE_HEAD;
}

/* Decide which lines go, of the classes that are on; true when any does. */
bool qi_page_settle(struct page *p, const bool on[BP_CLASSES]);

#endif
