/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page_line.h - the parts of page.c: what they ask of a line, what they share
 *
 * ends.c finds where the text is certain, and its headline; states.c puts
 * lines into head, text and tail; blocks.c takes out what is evidence, and
 * what stands with it.
 */
#ifndef PAGE_LINE_H
#define PAGE_LINE_H

#include "page.h"

#define PARAGRAPH 40	/* characters of sentences that are surely text */
#define NOTICE 8		/* characters that say more than "copyright" */
#define FEW 3
#define MANY 4		/* with so much evidence a page has a template */

enum { HEAD, TEXT, TAIL, STATES };	/* of a line: page.state */

/* Not gone, and not between lines that are certain. */
static inline bool
is_left(const struct line *l)
{
	return !(l->flags & (LINE_DROPPED | LINE_INSIDE));
}

/* Sentences at length, of which no pattern knows. */
static inline bool
is_paragraph(const struct line *l)
{
	return l->n >= PARAGRAPH &&
	    (l->flags & (LINE_PROSE | LINE_STOP)) == (LINE_PROSE | LINE_STOP);
}

/* A line that is not kept whatever stands beside it. */
static inline bool
may_go(const struct line *l)
{
	return (l->n <= LINE_LONG || qi_line_stray(l)) && !qi_page_kept(l) &&
	    !(l->flags & (LINE_TITLE | LINE_FIRM)) && !is_paragraph(l);
}

/* Does the line go since other pages of the site have it? */
static inline bool
is_common(const struct line *l)
{
	return (l->flags & LINE_SITE) && may_go(l);
}

static inline bool
is_evidence(const struct line *l)
{
	return qi_page_hard(l) || is_common(l);
}

/* A word of menus and buttons, not just a mark or a number. */
static inline bool
is_word(const struct line *l)
{
	return l->force == FORCE_WEAK && (l->flags & LINE_SURE);
}

/* A line that may stand in a tail of titles. */
static inline bool
is_titlish(const struct line *l)
{
	return l->n <= 42 && !(l->flags & (LINE_STOP | LINE_BODY)) &&
	    !qi_page_hard(l) && l->class != BP_BYLINE && l->class != BP_META;
}

/* Evidence by which a line goes alone. */
static inline bool
is_sure(const struct line *l)
{
	return qi_page_hard(l) && (l->flags & LINE_SURE) && may_go(l);
}

/* These stand behind the text; before it they are its subject. */
static inline bool
is_of_tail(unsigned class)
{
	return class == BP_ICP || class == BP_COPYRIGHT || class == BP_EDITOR ||
	    class == BP_SPAM;
}

/* For which class a line goes that stands in this state. */
static inline uint8_t
drop_class(const struct line *l, unsigned state)
{
	return l->class != BP_NONE && l->class < BP_BYLINE ? l->class :
	    state == HEAD ? BP_NAV : BP_RELATED;
}

static inline void
go(struct page *p, size_t j, unsigned state, enum reason why)
{
	p->drop[j] = drop_class(&p->l[j], state);
	p->why[j] = (uint8_t)why;
}

/* ends.c: mark what is firm, what is between, and the headlines. */
void qi_ends_mark(struct page *p);

/* The same: drop what stands above the headline, if that is known and this a
 * menu.  template: the page is that of a site.  Where the text begins; 0: it
 * is not known. */
size_t qi_ends_cut(struct page *p, bool template);

/* The same: keep what is above the text and of it. */
void qi_ends_rescue(struct page *p, size_t start);

/* states.c: find the best state of each line that is left. */
void qi_states_find(struct page *p);

/* blocks.c: drop blocks and sure lines of a page with text, of which body
 * lines are prose ... */
void qi_blocks_drop(struct page *p, size_t body);

/* ... and of one whose template is plain to see but whose text is not: forums,
 * galleries, directories ... */
void qi_blocks_pick(struct page *p);

/* ... and at both ends of one of which nothing is known. */
void qi_blocks_peel(struct page *p);

/* On a page with a template: what stands below the licence of the site, and
 * rows of buttons between paragraphs. */
void qi_blocks_template(struct page *p);

/* Lines of the site, as other pages show, where the text is. */
void qi_blocks_common(struct page *p);

#endif
