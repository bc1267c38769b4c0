/* SPDX-License-Identifier: Apache-2.0 */
/*
 * blocks.c - take out of a page what is evidence, and what stands with it
 *
 * A block before or behind the text goes only when it holds enough evidence.
 * Sentences, headlines, names and dates above posts stay.
 */
#include "config.h"

#include "page_line.h"

#define POST 6		/* lines of a post, at most, ... */
#define NAME 12		/* ... and characters of a name or a button */
#define COMMON_PART 3	/* lines of the site are evidence as one of ... */

/* A paragraph as short as those that lead to other pages. */
static bool
is_teaser(const struct line *l)
{
	return is_paragraph(l) && l->n <= 2 * PARAGRAPH &&
	    !(l->flags & (LINE_FIRM | LINE_TITLE));
}

/* When somebody wrote what stands beside it. */
static bool
is_post_date(const struct line *l)
{
	return l->force == FORCE_FACT && (l->flags & LINE_LABEL) &&
	    l->class != BP_BYLINE;
}

/* Behind this the text is over: what follows, titles with a few sentences
 * each, leads to other pages. */
static bool
is_end(const struct line *l)
{
	return qi_page_hard(l) && (l->flags & LINE_SURE) &&
	    (l->class == BP_PAGER || l->class == BP_EDITOR ||
	    l->class == BP_COPYRIGHT || l->class == BP_RELATED);
}

/* Are there sentences among the lines [a, z) before the text, so that it has
 * begun already? */
static bool
has_sentences(const struct page *p, size_t a, size_t z)
{
	size_t j, found = 0, stops = 0;

	for (j = a; j < z; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		found += (qi_page_hard(l) && !is_of_tail(l->class)) ||
		    is_word(l);
		stops += (l->flags & LINE_STOP) && l->force == FORCE_NONE;
	}
	return stops > 0 && stops * 3 >= found;
}

/* Is line a the only one of [a, z), and more than a word, so that at the top of
 * the page it can be the headline of what follows? */
static bool
is_alone(const struct page *p, size_t a, size_t z)
{
	size_t j;

	for (j = a + 1; j < z; j++)
		if (is_left(&p->l[j]))
			return false;
	for (; j < p->n && !is_left(&p->l[j]); j++)
		;
	return j < p->n && p->l[a].n > FEW && !(p->l[a].flags & LINE_PATH);
}

/*
 * A run of lines [a, z) before or behind the text: is there enough evidence to
 * drop all of it?  body is the number of lines of prose in the text.  Hints
 * count only beside something hard: an address under a notice is no footer.
 */
static bool
is_block(const struct page *p, size_t a, size_t z, size_t body)
{
	size_t j, lines = 0, hard = 0, soft = 0, words = 0, prose = 0;
	size_t common = 0;
	bool tail = p->state[a] == TAIL;

	for (j = a; j < z; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l) || qi_line_stray(l))
			continue;
		lines++;
		prose += (l->flags & LINE_PROSE) != 0;
		if (l->flags & LINE_PATH)
			soft += 2;	/* where a page is: not what it is */
		else if (qi_page_hard(l) && (tail || !is_of_tail(l->class)))
			hard++;
		else if (is_common(l))
			common++;
		else if (is_word(l))
			words++;
		else if (l->force == FORCE_HINT || l->force == FORCE_WEAK)
			soft++;
	}
	if (tail && p->level == PAGE_HARD && body >= FEW && prose == 0)
		return true;
	if (hard == 0 && common * COMMON_PART >= lines)
		hard = common;
	if (hard == 0)		/* a menu, of words that text has too */
		return !tail && words > 1 && words * 2 >= lines;
	if (!tail && hard + words == 1 && lines > FEW)
		return false;
	if (tail && prose * (is_end(&p->l[a]) ? 2 : 4) >= lines &&
	    prose >= hard)
		return false;			/* no teasers: text */
	if (tail && body < FEW)	/* too little text to tell */
		return (2 * hard + soft + words) * 5 >= lines * 2;
	return (2 * hard + soft + words) * 50 >= lines * 3;
}

/* A block begins or ends with evidence where it meets the text: what stands
 * between, headlines and contacts, is of the text. */
static void
trim(const struct page *p, size_t *a, size_t *z, unsigned state)
{
	if (state == HEAD)
		for (; *z > *a; --*z) {
			const struct line *l = &p->l[*z - 1];

			if (is_left(l) && !is_of_tail(l->class) &&
			    (is_evidence(l) || is_word(l)))
				break;
		}
	else if (p->level != PAGE_HARD)
		for (; *a < *z; ++*a) {
			const struct line *l = &p->l[*a];

			if (is_left(l) && !qi_line_stray(l) &&
			    (is_evidence(l) || is_word(l)))
				break;
		}
}

/* Is the next line of (j, z) one of prose? */
static bool
prose_follows(const struct page *p, size_t j, size_t z)
{
	for (j++; j < z && !is_left(&p->l[j]); j++)
		;
	return j < z && (p->l[j].flags & LINE_PROSE);
}

/*
 * Drop the blocks before and behind the text, and sure lines between these and
 * the prose; body is the number of lines of prose in the text.  Sections with
 * ideographs for numbers are the text's own, down to the last before its end.
 */
static void
drop_blocks(struct page *p, size_t body)
{
	size_t first = p->n, last = 0, after = 0, j, a, z, end;
	unsigned state;
	bool block, opened, headed, path, past, over = false;
	bool top = true, at_top;	/* there stands the headline */

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (p->state[j] == TEXT &&
		    (l->flags & (LINE_PROSE | LINE_TITLE)) == LINE_PROSE) {
			first = first < j ? first : j;
			last = j;
			over = false;
		} else if (is_end(l) && first < p->n &&
		    (l->class == BP_PAGER || l->class == BP_RELATED))
			over = true;
		else if ((l->flags & LINE_SECTION) && !over)
			after = j + 1;
	}
	for (a = 0; a < p->n; a = z) {
		z = a + 1;
		if (!is_left(&p->l[a]))
			continue;
		state = p->state[a];
		if (state == TEXT) {
			path = (p->l[a].flags & LINE_PATH) &&
			    qi_page_hard(&p->l[a]) && may_go(&p->l[a]);
			if ((is_sure(&p->l[a]) && a > last && a >= after) ||
			    (a < first && (path || (is_sure(&p->l[a]) && !top &&
			    !is_of_tail(p->l[a].class)))))
				go(p, a, state, WHY_ALONE);
			top = false;
			continue;
		}
		at_top = top;
		top = false;
		while (z < p->n && (!is_left(&p->l[z]) || p->state[z] == state))
			z++;
		if (state == TAIL && a < after)
			a = after < z ? after : z;
		end = z;
		trim(p, &a, &end, state);
		if (a == end || (state == HEAD && (has_sentences(p, a, end) ||
		    (at_top && is_alone(p, a, end)))))
			continue;
		block = is_block(p, a, end, body);
		opened = headed = past = false;
		for (j = a; j < end; j++) {
			const struct line *l = &p->l[j];

			if (!is_left(l) || (!may_go(l) &&
			    !(block && headed && state == TAIL &&
			    is_teaser(l))))
				continue;
			/* The headline may stand below the path. */
			if (state == HEAD && past) {
				if (l->force == FORCE_HARD || is_word(l))
					go(p, j, state, WHY_HEAD);
				continue;
			}
			past = past || (l->flags & LINE_PATH);
			headed = headed || l->force == FORCE_HEAD;
			/* A heading opens a block of links down to prose; right
			 * above prose it is a heading of the text. */
			if (l->force == FORCE_HEAD)
				opened = !prose_follows(p, j, end);
			else if (l->flags & LINE_PROSE)
				opened = false;
			if (block || opened || is_common(l) ||
			    (l->force == FORCE_HARD &&
			    (state == TAIL || !is_of_tail(l->class))))
				go(p, j, state, opened ? WHY_HEADING : block ?
				    state == HEAD ? WHY_HEAD : WHY_TAIL :
				    is_common(l) ? WHY_SITE : WHY_ALONE);
		}
	}
}

/*
 * Is line j, which names a date, between a name and what somebody wrote: a few
 * lines of which no pattern knows, that a button ends?
 */
static bool
is_post(const struct page *p, size_t j)
{
	const struct line *l = &p->l[j];
	size_t k, text = 0;

	if (l->force != FORCE_FACT || l->class == BP_BYLINE || l->n > 40)
		return false;
	for (k = j + 1; k < p->n && text <= POST; k++) {
		l = &p->l[k];
		if (!is_left(l))
			continue;
		if (l->force != FORCE_NONE)
			return text > 0 && l->n <= NAME &&
			    (l->class == BP_COMMENT || l->class == BP_SHARE ||
			    l->class == BP_PAGER || l->class == BP_NAV) &&
			    (l->force == FORCE_WEAK || l->force == FORCE_HARD);
		text++;
	}
	return false;
}

/*
 * What stands right above a paragraph or a date that stays, stays: it is the
 * name of who wrote it, or a heading; so it is with a counter or two between.
 */
static void
keep_names(struct page *p)
{
	size_t j, between = FEW;

	for (j = p->n; j-- > 0; ) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (is_post_date(l) || is_post(p, j) ||
		    (p->drop[j] == BP_NONE && is_paragraph(l)))
			between = 0;
		else if (between < FEW && p->state[j] == TAIL &&
		    l->force == FORCE_NONE) {
			p->drop[j] = BP_NONE;
			between = FEW;
		} else
			between += l->force == FORCE_NONE ? FEW : 1;
	}
}

/* A post stays with its date, and what stands right below a labelled one. */
static void
keep_posts(struct page *p)
{
	bool above = false, name = false, post = false;
	size_t j;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		post = (name && is_post(p, j)) || ((post || above) &&
		    l->force == FORCE_NONE && p->state[j] == TAIL);
		if (post || (above && (l->flags & LINE_PROSE)))
			p->drop[j] = BP_NONE;
		above = is_post_date(l);
		name = l->force == FORCE_NONE && l->n <= NAME;
	}
}

void
qi_blocks_drop(struct page *p, size_t body)
{
	drop_blocks(p, body);
	keep_names(p);
	keep_posts(p);
}

/*
 * Without text to hold on to, patterns alone decide, and only at both ends of
 * the page: a list of words, a form, a poem may hold any of them.  From one
 * end on, drop what is evidence up to the last line of it that is sure; a
 * date is passed by.  At the top it takes two sure lines, for a single one
 * may well be the headline.
 */
static void
peel(struct page *p, bool up)
{
	size_t i, j, sure = 0, last = 0, below = 0;

	for (i = 0; i < p->n; i++) {
		const struct line *l = &p->l[up ? p->n - 1 - i : i];

		if (!is_left(l))
			continue;
		if (!may_go(l) || (!up && is_of_tail(l->class)))
			break;
		if (l->force == FORCE_NONE) {
			/* Below the notice at the foot of a page. */
			if (!up || sure > 0 || !is_titlish(l) || ++below > FEW)
				break;
			continue;
		}
		if (below > 0 && sure == 0 && l->class != BP_ICP &&
		    l->class != BP_COPYRIGHT)
			break;
		if (is_sure(l) && l->force == FORCE_HARD) {
			last = i + 1;
			sure++;
		}
	}
	if (!up && sure < 2)
		return;
	for (i = 0; i < last; i++) {
		j = up ? p->n - 1 - i : i;
		if (is_left(&p->l[j]) && p->l[j].force != FORCE_FACT)
			go(p, j, up ? TAIL : HEAD, WHY_END);
	}
}

void
qi_blocks_peel(struct page *p)
{
	peel(p, false);
	peel(p, true);
}

/* A button, a counter or a mark among these. */
static bool
is_button(const struct line *l)
{
	return l->n <= 20 && (is_word(l) || is_sure(l) ||
	    (l->force == FORCE_WEAK && l->class == BP_OTHER));
}

/* Does the text end at this line of a page, which may have no text?  A heading
 * of links does so in its last half, and a notice if it is one. */
static bool
ends_list(const struct line *l, bool last_half)
{
	return is_end(l) && (l->class != BP_RELATED || last_half) &&
	    (l->class != BP_COPYRIGHT || l->n >= NOTICE);
}

/* Sure lines, the words of buttons, and what looks like titles below a heading
 * or behind the end of the text. */
void
qi_blocks_pick(struct page *p)
{
	bool opened = false, before = false, button;
	size_t j, next, left = 0, seen = 0;

	for (j = 0; j < p->n; j++)
		left += is_left(&p->l[j]);
	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		seen++;
		for (next = j + 1; next < p->n && !is_left(&p->l[next]); next++)
			;
		/* A word of buttons is a cell of a table, too, when alone. */
		button = l->n <= 4 && is_word(l) && (before ||
		    (next < p->n && is_button(&p->l[next])));
		before = is_button(l);
		opened = ends_list(l, seen > left / 2) || (opened &&
		    may_go(l) && (is_titlish(l) || qi_page_hard(l)));
		if (opened || is_sure(l) || button)
			go(p, j, opened ? TAIL : p->state[j], WHY_LIST);
	}
}

/* Below the last licence of a site, in the last half of a page with a template
 * and behind its prose, is no text that is not certain. */
static void
drop_foot(struct page *p)
{
	size_t j, after = 0, left = 0, seen = 0, foot = p->n;

	for (j = 0; j < p->n; j++)
		left += is_left(&p->l[j]);
	for (j = 0; j < p->n; j++)
		if (is_left(&p->l[j]) && (seen++ == left / 2 ||
		    (p->state[j] == TEXT && (p->l[j].flags & LINE_PROSE))))
			after = j;
	for (j = p->n; j-- > after && foot == p->n; )
		if (is_left(&p->l[j]) && p->l[j].class == BP_ICP &&
		    is_sure(&p->l[j]))
			foot = j;
	for (j = foot; j < p->n; j++)
		if (is_left(&p->l[j]) && may_go(&p->l[j]) &&
		    p->drop[j] == BP_NONE)
			go(p, j, HEAD, WHY_FOOT);
}

/*
 * Between paragraphs that are certain, on a page with a template: rows of
 * buttons below the posts of a forum, two or more in a row, of which one is
 * about answers.
 */
static void
pick_inside(struct page *p)
{
	size_t a, z, j, lines;
	bool comment;

	for (a = 0; a < p->n; a = z) {
		comment = false;
		lines = 0;
		for (z = a; z < p->n && (p->l[z].flags & LINE_INSIDE) &&
		    ((p->l[z].flags & LINE_DROPPED) ||
		    is_button(&p->l[z])); z++) {
			if (p->l[z].flags & LINE_DROPPED)
				continue;
			lines++;
			comment = comment || (p->l[z].class == BP_COMMENT &&
			    is_sure(&p->l[z]));
		}
		for (j = a; j < z && comment && lines >= 2; j++)
			if (!(p->l[j].flags & LINE_DROPPED))
				go(p, j, HEAD, WHY_BUTTONS);
		z += z == a;
	}
}

void
qi_blocks_template(struct page *p)
{
	drop_foot(p);
	pick_inside(p);
}

/* Is the next line that was not dropped one of the site? */
static bool
next_is_common(const struct page *p, size_t j)
{
	for (j++; j < p->n && (p->l[j].flags & LINE_DROPPED); j++)
		;
	return j < p->n && is_common(&p->l[j]);
}

/* Other lines than words of menus not without another beside them. */
void
qi_blocks_common(struct page *p)
{
	bool before = false, common;
	size_t j;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (l->flags & LINE_DROPPED)
			continue;
		common = is_common(l);
		if (common && p->drop[j] == BP_NONE && (before ||
		    l->force != FORCE_NONE || next_is_common(p, j)))
			go(p, j, TEXT, WHY_SITE);
		before = common;
	}
}
