/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ends.c - where the text of a page is certain, and where it begins
 *
 * Nearly half of all pages say their headline twice, first as the title of the
 * page: above the second one stands what is the site's.
 */
#include "config.h"

#include <string.h>

#include "page_line.h"

#define NEAR 16		/* so many lines above the text are about it */
#define BELOW 5		/* ... and date or text in so many below it */
#define PAIR 3		/* two anchors are firm when so near, in lines */

bool
qi_ends_firm(struct reader *r, const struct line *l)
{
	bool firm = (l->flags & LINE_GREAT) != 0 ||
	    ((l->flags & LINE_ANCHOR) && r->since < PAIR);

	r->since = l->flags & LINE_ANCHOR ? 0 : r->since + 1;
	return firm;
}

/* From line from on, down or up: firm lines end the reading there.  Returns
 * the last line read, or end. */
static size_t
read_again(struct page *p, size_t from, size_t end, bool up)
{
	struct reader r = READER_INIT;
	size_t j, k, pair = end;

	for (k = from; k != end; up ? k-- : k++) {
		j = up ? k - 1 : k;
		if (!is_left(&p->l[j]))
			continue;
		if (qi_ends_firm(&r, &p->l[j])) {
			p->l[j].flags |= LINE_FIRM;
			if (pair != end && !(p->l[j].flags & LINE_GREAT))
				p->l[pair].flags |= LINE_FIRM;
			return k;
		}
		if (p->l[j].flags & LINE_ANCHOR)
			pair = j;
	}
	return end;
}

bool
qi_ends_title(const uint16_t *first, size_t n, const uint16_t *f, size_t k)
{
	size_t head = n < 24 ? n : 24;

	if (k < 2 || k > 80)
		return false;
	if (k <= n && memcmp(first, f, k * sizeof(*f)) == 0)
		return k >= 6 || k == n || !qi_fold_letter(first[k]);
	return n >= 8 && k >= head && k <= n + 8 &&
	    memcmp(first, f, head * sizeof(*f)) == 0;
}

/*
 * Mark the lines of [0, end) that say again what the first one says.  That is
 * the title of the page as a rule; when it serves as a witness it stays, or
 * the next round would have none.
 */
static void
mark_titles(struct page *p, size_t end)
{
	uint16_t first[LINE_LONG + 1], f[LINE_LONG + 1];
	struct line *witness = NULL;
	size_t j, n = 0, k, seen = 0;

	for (j = 0; j < p->n; j++)
		p->l[j].flags &= (uint16_t)~LINE_TITLE;
	for (j = 0; j < end && seen < PAGE_TITLES; j++) {
		struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (seen++ == 0) {
			if ((l->flags & LINE_ANCHOR) || qi_page_hard(l) ||
			    l->force == FORCE_WEAK || is_common(l))
				return;
			n = qi_fold(p->t.s + l->at, l->end - l->at,
			    first);
			witness = l;
			continue;
		}
		if (l->n > 80)
			continue;
		k = qi_fold(p->t.s + l->at, l->end - l->at, f);
		if (qi_ends_title(first, n, f, k)) {
			l->flags |= LINE_TITLE;
			witness->flags |= LINE_TITLE;
		}
	}
}

/* Is there a date or the like in the next near lines below line j, or, if that
 * will do, prose?  What stands below a long paragraph may be unread. */
static bool
text_below(const struct page *p, size_t j, size_t near, bool prose)
{
	for (j++; j < p->n && near > 0; j++) {
		if (!is_left(&p->l[j]))
			continue;
		if (p->l[j].force == FORCE_FACT ||
		    (prose && (p->l[j].flags & LINE_PROSE)))
			return true;
		if (p->l[j].flags & (LINE_ANCHOR | LINE_GREAT))
			return false;
		near--;
	}
	return false;
}

/*
 * A page can have paragraphs above its headline, that lead to other pages.
 * The headline once more, the first time behind line k, the first firm one,
 * with the date right below it and with lines of evidence above it: the text
 * begins there.
 */
static size_t
find_start(const struct page *p, size_t k)
{
	size_t j, seen = 0, found = 0;

	for (j = 0; j < p->n && seen < PAGE_TITLES; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		seen++;
		found += l->force != FORCE_NONE && l->force != FORCE_FACT;
		if (j > k && (l->flags & LINE_TITLE))
			return found >= MANY && text_below(p, j, 2, false) ?
			    j : 0;
	}
	return 0;
}

/*
 * Mark what is firm, and what is between: as when these lines were read; and
 * the headlines up to there.  What stands behind the first firm line is known
 * when the page is read wholly only, and must not count otherwise.
 */
void
qi_ends_mark(struct page *p)
{
	size_t j, head, tail;

	for (j = 0; j < p->n; j++)
		p->l[j].flags &= (uint16_t)~(LINE_FIRM | LINE_INSIDE);
	head = read_again(p, 0, p->n, false);
	if (head < p->n) {
		mark_titles(p, p->n);
		j = find_start(p, head);
		if (j > 0) {
			for (head = 0; head < j; head++)
				p->l[head].flags &= (uint16_t)~LINE_FIRM;
			head = read_again(p, j, p->n, false);
		}
	}
	mark_titles(p, head);
	if (head == p->n)
		return;
	tail = read_again(p, p->n, head + 1, true);
	if (tail == head + 1)
		return;
	for (j = head + 1; j + 1 < tail; j++)
		p->l[j].flags |= LINE_INSIDE;
}

/*
 * Where the text begins: at the headline, which says again what the first
 * line of the page says, with a date or prose below it.  p->n: not known.
 */
static size_t
find_headline(const struct page *p)
{
	size_t j, seen = 0, title = p->n;
	bool witness = false;

	for (j = 0; j < p->n && seen < PAGE_TITLES; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		seen++;
		if (l->flags & LINE_FIRM)
			break;
		if (!(l->flags & LINE_TITLE))
			continue;
		if (witness && text_below(p, j, BELOW, true))
			return j;
		if (witness && title == p->n)
			title = j;
		witness = true;
	}
	return title;
}

/* The same by the line that says where in the site the page is. */
static size_t
find_path(const struct page *p)
{
	size_t j, seen = 0, path = p->n;

	for (j = 0; j < p->n && seen < PAGE_TITLES; j++) {
		if (!is_left(&p->l[j]))
			continue;
		seen++;
		if (is_paragraph(&p->l[j]))
			break;
		if (p->l[j].flags & LINE_PATH)
			path = j + 1;
	}
	return path;
}

/* Drop what stands above line head, where the text begins, if that is a menu:
 * above a path also what is the title of the page.  template: it is the page
 * of a site, as its lines show. */
static bool
cut_above(struct page *p, size_t head, bool path, bool template)
{
	size_t j, lines = 0, found = 0, prose = 0, items = 0;

	if (head == p->n)
		return false;
	for (j = 0; j < head; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		lines++;
		prose += (l->flags & LINE_PROSE) != 0;
		items += (l->flags & LINE_BODY) != 0;
		found += qi_page_hard(l) || is_word(l);
	}
	if ((prose + items) * 8 > lines || (!template && found < 2))
		return false;
	for (j = 0; j < head; j++)
		if (is_left(&p->l[j]) && (may_go(&p->l[j]) ||
		    is_paragraph(&p->l[j]) ||
		    (path && (p->l[j].flags & LINE_TITLE)))) {
			p->state[j] = HEAD;
			go(p, j, HEAD, WHY_ABOVE);
		}
	for (; j < p->n && (!is_left(&p->l[j]) || p->state[j] == HEAD); j++)
		if (!qi_page_hard(&p->l[j]) && !is_word(&p->l[j]))
			p->state[j] = TEXT;
	return true;
}

size_t
qi_ends_cut(struct page *p, bool template)
{
	size_t title = find_headline(p);
	size_t path = template ? find_path(p) : p->n;

	/* Between these stands what else is said of the text. */
	if (path <= title && title - path <= FEW)
		title = p->n;
	if (cut_above(p, title, false, template))
		return title;
	return cut_above(p, path, true, template) ? path : 0;
}

/* May line j be the headline, although it goes? */
static bool
may_be_headline(const struct page *p, size_t j, size_t least)
{
	const struct line *l = &p->l[j];

	return is_left(l) && p->drop[j] != BP_NONE && l->n >= least &&
	    l->force == FORCE_NONE && !is_common(l);
}

/* Words that can be a headline as well as one of a menu. */
static bool
is_name(const struct line *l)
{
	return l->n <= 42 && !(l->flags & (LINE_STOP | LINE_PATH)) &&
	    (l->force == FORCE_NONE || is_word(l) ||
	    (l->force == FORCE_HARD && l->class == BP_NAV && l->n <= 8));
}

/*
 * The headline, above line up: the first line of no class from there that is
 * too long for a name, or else for a word, or the only one there is; or what
 * stands right above the date, whatever word it is.  p->n: none.
 */
static size_t
headline_above(const struct page *p, size_t up, size_t start, bool only,
    bool date)
{
	static const size_t least[] = { 10, 6, 1 };
	size_t i, j, near;

	for (i = 0; i < (only ? 3 : 2); i++)
		for (near = 0, j = up; j-- > start && near < FEW; ) {
			if (may_be_headline(p, j, least[i]))
				return j;
			near += is_left(&p->l[j]) &&
			    p->l[j].force == FORCE_NONE;
		}
	for (j = up; date && j-- > start; )
		if (is_left(&p->l[j]))
			return p->drop[j] != BP_NONE &&
			    is_name(&p->l[j]) ? j : p->n;
	return p->n;
}

/* Keep the lines of no class of [j, end). */
static void
keep_unknown(struct page *p, size_t j, size_t end)
{
	for (; j < end; j++)
		if (p->l[j].force == FORCE_NONE && !is_common(&p->l[j]))
			p->drop[j] = BP_NONE;
}

/*
 * Above the text stand the headline and what is said of date and author, and
 * perhaps a line or two of which no pattern knows.  The headline is the last
 * line that says again what the first one says, or else it is to be found; it
 * is no line above start.
 */
void
qi_ends_rescue(struct page *p, size_t start)
{
	size_t first, j, up, near, unknown = 0, title = p->n;

	for (first = 0; first < p->n; first++)
		if (is_left(&p->l[first]) && p->state[first] == TEXT &&
		    p->drop[first] == BP_NONE)
			break;
	if (first == p->n || (p->l[first].flags & LINE_TITLE))
		return;
	up = first;
	for (near = 0, j = first; j-- > start && near < NEAR; ) {
		if (!is_left(&p->l[j]))
			continue;
		near++;
		if (p->l[j].flags & LINE_TITLE) {
			title = j;
			break;
		}
		if (p->l[j].force == FORCE_FACT) {
			p->drop[j] = BP_NONE;
			up = j;
		}
		unknown += p->l[j].force == FORCE_NONE &&
		    !is_common(&p->l[j]);
	}
	if (title == p->n) {
		j = headline_above(p, up, start, unknown == 1,
		    p->l[up].force == FORCE_FACT);
		if (j < p->n) {
			p->drop[j] = BP_NONE;
			keep_unknown(p, j, up);
		}
	} else if (unknown <= FEW)
		keep_unknown(p, title, first);
}
