/* SPDX-License-Identifier: Apache-2.0 */
/*
 * common.c - what other pages of the site have, too: is it of the site?
 *
 * Menus recur, and the titles in lists of links; but so do the headings of
 * recipes and the labels of tables, and all of a page that was fetched more
 * than once.
 */
#include "config.h"

#include "common.h"

#include "page_line.h"

#define TITLE 10	/* headings that recur in texts are shorter */
#define KNOWN 2		/* lines that recur, side by side, add up ... */
#define OTHER (-3)	/* ... and labels that have values between do not; */
#define ENOUGH 7	/* so much it takes: four, or five with one between */

/*
 * Evidence from other pages is about the site as long as this page says what
 * they do not.  If its paragraphs are on these, too, or nearly all of its lines
 * where it has none, they are copies of it.
 */
static bool
is_original(const struct page *p)
{
	size_t j, lines = 0, known = 0, prose = 0, known_prose = 0;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];
		bool common = (l->flags & LINE_COMMON) != 0;

		if (l->flags & LINE_DROPPED)
			continue;
		lines++;
		known += common;
		/* Shorter prose can be a slogan of the site. */
		if ((l->flags & LINE_PROSE) && l->n >= PARAGRAPH) {
			prose++;
			known_prose += common;
		}
	}
	return prose > 0 ? known_prose * 3 <= prose : known * 8 < lines * 7;
}

/* Not a sentence, and nothing that is said of the text. */
static bool
may_be_site(const struct line *l)
{
	return !(l->flags & (LINE_PROSE | LINE_SECTION)) &&
	    l->force != FORCE_FACT;
}

/* Words of menus and buttons, or as long as a title, are of the site by
 * themselves; other lines where enough of them stand together. */
void
qi_common_mark(struct page *p)
{
	bool original = is_original(p), common;
	size_t j, from = 0;
	int sum = 0;

	for (j = 0; j < p->n; j++)
		p->l[j].flags &= (uint16_t)~LINE_SITE;
	for (j = 0; j < p->n && original; j++) {
		struct line *l = &p->l[j];

		if (l->flags & LINE_DROPPED)
			continue;
		common = (l->flags & LINE_COMMON) != 0;
		if (!may_be_site(l)) {
			sum = 0;
			from = j + 1;
			continue;
		}
		if (common && (l->force != FORCE_NONE || l->n >= TITLE))
			l->flags |= LINE_SITE;
		sum += common || qi_page_hard(l) ? KNOWN : OTHER;
		if (sum <= 0) {
			sum = 0;
			from = j + 1;
		}
		for (; sum >= ENOUGH && from <= j; from++)
			if (!(p->l[from].flags & LINE_DROPPED) &&
			    (p->l[from].flags & LINE_COMMON))
				p->l[from].flags |= LINE_SITE;
	}
}
