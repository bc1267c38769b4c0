/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page.c - put the lines of a page together: what is text, what goes?
 *
 * Boilerplate is a block before the text and one behind it: of the lines
 * dropped by a careful reader only one in thirty stands between the first and
 * the last line of text.  So every line is put into one of three states, head,
 * text or tail, by the cheapest path (Viterbi), and a block is dropped only if
 * it holds evidence.  A page without prose loses only what is evidence at its
 * very ends.
 *
 * Cleaning twice is cleaning once by construction: what is firm is never
 * dropped, so that both ends can only get shorter, and the lines that are left
 * are looked at again, as if read anew, until nothing more goes.
 */
#include "config.h"

#include "page.h"

#include <string.h>

#include "common.h"
#include "page_line.h"

#define ROUNDS 8	/* a page that is not settled by then is left alone */
#define TENTATIVE 0x80	/* in gone, until the page is settled */

/* A line that may go for what it says itself. */
static bool
is_known(const struct line *l)
{
	return qi_page_hard(l) || is_word(l) || l->force == FORCE_FACT;
}

void
qi_page_weigh(const struct line *l, size_t n, struct evidence *e)
{
	for (; n > 0; n--, l++)
		if (is_left(l) && qi_page_hard(l) &&
		    (l->flags & (LINE_SURE | LINE_PATH)) == LINE_SURE) {
			e->sure++;
			e->classes |= 1u << l->class;
		}
}

bool
qi_page_template(const struct evidence *e)
{
	unsigned c, classes = 0;

	for (c = e->classes; c != 0; c &= c - 1)
		classes++;
	return e->sure >= MANY && classes >= 2;
}

/*
 * What leads from section to section counts when the page has one of these
 * only, or is plainly that of a site: more of them are steps that somebody
 * explains.
 */
static void
weigh_paths(struct page *p, bool template)
{
	size_t j, paths = 0;

	for (j = 0; j < p->n; j++)
		paths += is_left(&p->l[j]) && (p->l[j].flags & LINE_PATH);
	for (j = 0; j < p->n; j++)
		if (p->l[j].flags & LINE_PATH)
			p->l[j].force = paths > 1 && !template ? FORCE_HINT :
			    FORCE_HARD;
}

/* What is said of single lines, wherever they stand: by a user's rule, of
 * keywords, and of dates and authors, which are of the text. */
static void
overrule(struct page *p)
{
	size_t j, seen = 0;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		seen++;
		if (l->flags & LINE_USER) {
			p->drop[j] = BP_NONE;
			p->why[j] = WHY_USER;
			continue;
		}
		if (qi_line_stray(l) && may_go(l))
			go(p, j, TEXT, WHY_ALONE);
		/* What is labelled a date or an author is of the text. */
		if (l->force == FORCE_FACT && (l->flags & LINE_LABEL))
			p->drop[j] = BP_NONE;
		/* Asked for: what is said of the text above it. */
		if (l->force == FORCE_FACT && p->drop[j] == BP_NONE &&
		    ((l->flags & LINE_LABEL) || seen <= 12)) {
			p->drop[j] = l->class;
			p->why[j] = WHY_FACT;
		}
	}
}

/* Only of the classes that are on, and at the level safe only what is known. */
static void
choose(struct page *p, const bool on[BP_CLASSES])
{
	size_t j;

	for (j = 0; j < p->n; j++) {
		if (p->l[j].flags & (LINE_DROPPED | LINE_USER))
			continue;
		if (p->drop[j] != BP_NONE && (!on[p->drop[j]] ||
		    (p->level == PAGE_SAFE && !is_known(&p->l[j])))) {
			p->drop[j] = BP_NONE;
			p->why[j] = p->why[j] == WHY_FACT ? WHY_FACT : WHY_OFF;
		} else if (p->drop[j] == BP_NONE)
			p->why[j] = WHY_NONE;
	}
}

/* Decide on the lines that are left: what goes gets its class in drop. */
static void
decide(struct page *p, const bool on[BP_CLASSES])
{
	size_t j, body = 0, prose = 0, start;
	struct evidence e = EVIDENCE_INIT;
	bool foot = false, template;

	memset(p->drop, BP_NONE, p->n);
	for (j = 0; j < p->n; j++)
		if (p->gone[j] == BP_NONE)
			p->why[j] = WHY_NONE;
	qi_common_mark(p);
	qi_ends_mark(p);
	qi_page_weigh(p->l, p->n, &e);
	template = qi_page_template(&e);
	weigh_paths(p, template);
	qi_states_find(p);
	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		foot = foot || (is_sure(l) && (l->class == BP_ICP ||
		    (l->class == BP_COPYRIGHT && l->n >= NOTICE)));
		if (l->flags & LINE_PROSE) {
			prose++;
			body += p->state[j] == TEXT;
		}
	}
	start = qi_ends_cut(p, template);
	if (body > 0 && body * 4 >= prose) {
		qi_blocks_drop(p, body);
		qi_ends_rescue(p, start);
	} else if (foot && template)
		qi_blocks_pick(p);
	else
		qi_blocks_peel(p);
	if (template)
		qi_blocks_template(p);
	qi_blocks_common(p);
	overrule(p);
	choose(p, on);
}

/* Make what the rounds took out of the page final, or put it back. */
static bool
finish(struct page *p, bool well)
{
	bool any = false;
	size_t j;

	for (j = 0; j < p->n; j++) {
		if (!(p->gone[j] & TENTATIVE))
			continue;
		any = true;
		p->gone[j] = well ? p->gone[j] & (TENTATIVE - 1) : BP_NONE;
		if (!well)
			p->l[j].flags &= (uint16_t)~LINE_DROPPED;
	}
	return any && well;
}

static bool
settle(struct page *p, const bool on[BP_CLASSES])
{
	bool more = true, kept, all_hard = true;
	size_t j, round;

	for (round = 0; more && round < ROUNDS; round++) {
		decide(p, on);
		more = kept = false;
		for (j = 0; j < p->n; j++) {
			if (p->l[j].flags & LINE_DROPPED)
				continue;
			if (p->drop[j] == BP_NONE) {
				kept = true;
				continue;
			}
			more = true;
			all_hard = all_hard && qi_page_hard(&p->l[j]);
			p->l[j].flags |= LINE_DROPPED;
			p->gone[j] = p->drop[j] | TENTATIVE;
		}
		/* A page of which nothing would stay was no page of text: only
		 * if each line is evidence by itself is it all boilerplate. */
		if (!kept)
			return finish(p, all_hard);
	}
	return finish(p, !more);
}

bool
qi_page_settle(struct page *p, const bool on[BP_CLASSES])
{
	bool any = false;
	size_t j;

	/* What a user's rule takes out was never there: it is no evidence for
	 * what stands beside it. */
	for (j = 0; j < p->n; j++) {
		struct line *l = &p->l[j];

		if (!(l->flags & LINE_USER) || !on[l->class] ||
		    p->gone[j] != BP_NONE)
			continue;
		l->flags |= LINE_DROPPED;
		p->gone[j] = l->class;
		p->why[j] = WHY_USER;
		any = true;
	}
	return settle(p, on) || any;
}
