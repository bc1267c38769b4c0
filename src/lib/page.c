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

#define ROUNDS 8	/* a page that is not settled by then is left alone */
#define PARAGRAPH 40	/* characters of sentences that are surely text */
#define NOTICE 8		/* characters that say more than "copyright" */
#define NEAR 16		/* so many lines above the text are about it */
#define BELOW 5		/* ... and date or text in so many below it */
#define FEW 3
#define MANY 4		/* with so much evidence a page has a template */
#define PAIR 3		/* two anchors are firm when so near, in lines */
#define TENTATIVE 0x80	/* in gone, until the page is settled */
#define NEVER (-30000)
#define COMMON 200	/* the least weight of a line of the site */
#define COMMON_PART 3	/* these are evidence where they are one line of ... */

enum { HEAD, TEXT, TAIL, STATES };

/*
 * What a change of state costs, in 100 ln(odds) like the weights of lines.
 * Set on the 95 labelled pages that data/lineshape.tsv comes from; a third
 * more or less of one of them moves F1 by lines there by less than .005.
 */
#define HEAD_TEXT 200
#define TEXT_HEAD 900
#define TEXT_TAIL 300	/* at a line that hints at it ... */
#define PLAIN_TAIL 700	/* ... and at one that says nothing */
#define TAIL_TEXT 650
#define HARD_TAIL 300	/* at the level hard, instead of PLAIN_TAIL, ... */
#define HARD_TITLE 60	/* and what a title says then */

/* Text ends at a line of evidence more readily, by its class. */
static const int16_t begin_tail[BP_CLASSES] = {
	[BP_ICP] = 50, [BP_COPYRIGHT] = 100, [BP_SOURCE] = 260,
	[BP_EDITOR] = 120, [BP_SHARE] = 200, [BP_PAGER] = 60,
	[BP_RELATED] = 30, [BP_NAV] = 200, [BP_COMMENT] = 150, [BP_AD] = 150,
	[BP_SPAM] = 30, [BP_OTHER] = 250
};

bool
qi_page_firm(struct reader *r, const struct line *l)
{
	bool firm = (l->flags & LINE_GREAT) != 0 ||
	    ((l->flags & LINE_ANCHOR) && r->since < PAIR);

	r->since = l->flags & LINE_ANCHOR ? 0 : r->since + 1;
	return firm;
}

static bool
is_left(const struct line *l)
{
	return !(l->flags & (LINE_DROPPED | LINE_INSIDE));
}

/* Sentences at length, of which no pattern knows. */
static bool
is_paragraph(const struct line *l)
{
	return l->n >= PARAGRAPH &&
	    (l->flags & (LINE_PROSE | LINE_STOP)) == (LINE_PROSE | LINE_STOP);
}

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

/* A line that is not kept whatever stands beside it. */
static bool
may_go(const struct line *l)
{
	return (l->n <= LINE_LONG || qi_line_stray(l)) && !qi_page_kept(l) &&
	    !(l->flags & (LINE_TITLE | LINE_FIRM)) && !is_paragraph(l);
}

/* Does the line go since other pages of the site have it? */
static bool
is_common(const struct line *l)
{
	return (l->flags & LINE_SITE) && may_go(l);
}

static bool
is_evidence(const struct line *l)
{
	return qi_page_hard(l) || is_common(l);
}

/* A word of menus and buttons, not just a mark or a number. */
static bool
is_word(const struct line *l)
{
	return l->force == FORCE_WEAK && (l->flags & LINE_SURE);
}

/* A line that may go for what it says itself. */
static bool
is_known(const struct line *l)
{
	return qi_page_hard(l) || is_word(l) || l->force == FORCE_FACT;
}

/* A line that may stand in a tail of titles. */
static bool
is_titlish(const struct line *l)
{
	return l->n <= 42 && !(l->flags & (LINE_STOP | LINE_BODY)) &&
	    !qi_page_hard(l) && l->class != BP_BYLINE && l->class != BP_META;
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
		if (qi_page_firm(&r, &p->l[j])) {
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
qi_page_title(const uint16_t *first, size_t n, const uint16_t *f, size_t k)
{
	size_t head = n < 24 ? n : 24;

	if (k < 2 || k > 80)
		return false;
	if (k <= n && memcmp(first, f, k * sizeof(*f)) == 0)
		return k >= 6 || k == n || !qi_boilerplate_letter(first[k]);
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
			n = qi_boilerplate_fold(p->t.s + l->at, l->end - l->at,
			    first);
			witness = l;
			continue;
		}
		if (l->n > 80)
			continue;
		k = qi_boilerplate_fold(p->t.s + l->at, l->end - l->at, f);
		if (qi_page_title(first, n, f, k)) {
			l->flags |= LINE_TITLE;
			witness->flags |= LINE_TITLE;
		}
	}
}

/* Is there a date or the like in the next near lines below line j, or, if that
 * will do, prose? */
static bool
text_below(const struct page *p, size_t j, size_t near, bool prose)
{
	for (j++; j < p->n && near > 0; j++) {
		if (!is_left(&p->l[j]))
			continue;
		if (p->l[j].force == FORCE_FACT ||
		    (prose && (p->l[j].flags & LINE_PROSE)))
			return true;
		near--;
	}
	return false;
}

/*
 * A page can have paragraphs above its headline, that lead to other pages.
 * The headline once more with the date right below it, and with lines of
 * evidence above it: the text begins there.  k is the first firm line.
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
		if (j > k && (l->flags & LINE_TITLE) && found >= MANY &&
		    text_below(p, j, 2, false))
			return j;
	}
	return 0;
}

/*
 * Mark what is firm, and what is between: as when these lines were read; and
 * the headlines up to there.  What stands behind the first firm line is known
 * when the page is read wholly only, and must not count otherwise.
 */
static void
mark_ends(struct page *p)
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

/* What a line says for each state. */
static void
emission(const struct line *l, bool hard, int em[STATES])
{
	int o = l->weight, title = hard ? HARD_TITLE : 12;

	if (is_common(l) && o < COMMON)
		o = COMMON;
	if (l->flags & LINE_FIRM) {
		em[HEAD] = em[TAIL] = NEVER;
		em[TEXT] = 0;
		return;
	}
	if (l->flags & LINE_TITLE)
		o = -350;
	em[HEAD] = o / 2;
	em[TEXT] = -o / 2;
	em[TAIL] = is_titlish(l) && !(l->flags & LINE_TITLE) &&
	    o < 2 * title ? title : o / 2;
}

/* Find the best state of each line that is left. */
static void
find_states(struct page *p)
{
	int score[STATES] = { -30, 0, NEVER }, next[STATES], em[STATES], v;
	int cost[STATES][STATES] = {
		{ 0, HEAD_TEXT, -NEVER },
		{ TEXT_HEAD, 0, TEXT_TAIL },
		{ -NEVER, TAIL_TEXT, 0 }
	};
	unsigned a, z, from, path;
	bool first = true, hard = false;
	size_t j;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		emission(l, hard, em);
		cost[TEXT][TAIL] = qi_line_stray(l) ? PLAIN_TAIL :
		    l->force == FORCE_HEAD ? 30 :
		    qi_page_hard(l) ? begin_tail[l->class] :
		    is_common(l) ||
		    l->force == FORCE_HINT || l->force == FORCE_WEAK ?
		    TEXT_TAIL : hard ? HARD_TAIL :
		    PLAIN_TAIL;
		path = 0;
		for (z = 0; z < STATES; z++) {
			from = z;
			v = score[z];
			for (a = 0; a < STATES && !first; a++)
				if (score[a] - cost[a][z] > v) {
					v = score[a] - cost[a][z];
					from = a;
				}
			next[z] = v + em[z];
			path |= from << 2 * z;
		}
		/* Only differences count: keep the numbers small. */
		v = next[HEAD] > next[TEXT] ? next[HEAD] : next[TEXT];
		v = next[TAIL] > v ? next[TAIL] : v;
		for (z = 0; z < STATES; z++) {
			score[z] = next[z] - v;
			if (score[z] < 4 * NEVER)
				score[z] = 4 * NEVER;
		}
		p->state[j] = (uint8_t)path;
		first = false;
		/* What only looks like a tail stands behind prose. */
		hard = p->level == PAGE_HARD &&
		    (hard || (l->flags & LINE_PROSE));
	}
	z = score[HEAD] == 0 ? HEAD : score[TEXT] == 0 ? TEXT : TAIL;
	for (j = p->n; j-- > 0; ) {
		if (!is_left(&p->l[j]))
			continue;
		path = p->state[j];
		p->state[j] = (uint8_t)z;
		z = path >> 2 * z & 3;
	}
}

/* These stand behind the text; before it they are its subject. */
static bool
is_of_tail(unsigned class)
{
	return class == BP_ICP || class == BP_COPYRIGHT || class == BP_EDITOR ||
	    class == BP_SPAM;
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

/* Is line a the first one that is left, the only one of [a, z), and more than
 * a word, so that it can be the headline of what follows? */
static bool
is_alone(const struct page *p, size_t a, size_t z)
{
	size_t j;

	for (j = 0; j < z; j++)
		if (j != a && is_left(&p->l[j]))
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
		return !tail && words > 1 && words * 4 >= lines;
	if (!tail && hard + words == 1 && lines > FEW)
		return false;
	if (tail && prose * (is_end(&p->l[a]) ? 2 : 4) >= lines &&
	    prose >= hard)
		return false;			/* no teasers: text */
	if (tail && body < FEW)	/* too little text to tell */
		return (2 * hard + soft + words) * 5 >= lines * 2;
	return (2 * hard + soft + words) * 50 >= lines * 3;
}

static uint8_t
drop_class(const struct line *l, unsigned state)
{
	return l->class != BP_NONE && l->class < BP_BYLINE ? l->class :
	    state == HEAD ? BP_NAV : BP_RELATED;
}

static void
go(struct page *p, size_t j, unsigned state, enum reason why)
{
	p->drop[j] = drop_class(&p->l[j], state);
	p->why[j] = (uint8_t)why;
}

/*
 * Above the text stand the headline and what is said of date and author, and
 * perhaps a line or two of which no pattern knows.  The headline is the last
 * line that says again what the first one says, or else the last one of no
 * class that is not too short.  It is no line above start.
 */
static void
rescue(struct page *p, size_t start)
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
	if (title < p->n && unknown <= FEW) {
		for (j = title; j < first; j++)
			if (p->l[j].force == FORCE_NONE &&
			    !is_common(&p->l[j]))
				p->drop[j] = BP_NONE;
		return;
	}
	for (near = 0, j = up; title == p->n && j-- > start && near < FEW; ) {
		if (!is_left(&p->l[j]))
			continue;
		if (p->drop[j] != BP_NONE && (p->l[j].n >= 6 || unknown == 1) &&
		    p->l[j].force == FORCE_NONE && !is_common(&p->l[j])) {
			p->drop[j] = BP_NONE;
			return;
		}
		near++;
	}
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

/* Where the text begins, when that is known; otherwise 0. */
static size_t
cut_head(struct page *p, bool template)
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

/*
 * What stands right above a paragraph or a date that stays, stays: it is the
 * name of who wrote it, or a heading; so it is with a counter or two between.
 * A sentence right below such a date stays, too.
 */
static void
keep_posts(struct page *p)
{
	size_t j, between = FEW;
	bool above = false;

	for (j = p->n; j-- > 0; ) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (is_post_date(l) ||
		    (p->drop[j] == BP_NONE && is_paragraph(l)))
			between = 0;
		else if (between < FEW && p->state[j] == TAIL &&
		    l->force == FORCE_NONE) {
			p->drop[j] = BP_NONE;
			between = FEW;
		} else
			between += l->force == FORCE_NONE ? FEW : 1;
	}
	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (above && (l->flags & LINE_PROSE))
			p->drop[j] = BP_NONE;
		above = is_post_date(l);
	}
}

/* Evidence by which a line goes alone. */
static bool
is_sure(const struct line *l)
{
	return qi_page_hard(l) && (l->flags & LINE_SURE) && may_go(l);
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

/* A button, a counter or a mark among these. */
static bool
is_button(const struct line *l)
{
	return l->n <= 20 && (is_word(l) || is_sure(l) ||
	    (l->force == FORCE_WEAK && l->class == BP_OTHER));
}

/* Drop the sure lines, the words of buttons and what looks like titles below a
 * heading, of a page whose template is plain to see but whose text is not:
 * forums, galleries, directories. */
static void
pick(struct page *p)
{
	bool opened = false, before = false, button;
	size_t j, next;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		for (next = j + 1; next < p->n && !is_left(&p->l[next]); next++)
			;
		/* A word of buttons is a cell of a table, too, when alone. */
		button = l->n <= 4 && is_word(l) && (before ||
		    (next < p->n && is_button(&p->l[next])));
		before = is_button(l);
		opened = is_end(l) || (opened && may_go(l) &&
		    (is_titlish(l) || qi_page_hard(l)));
		if (opened || is_sure(l) || button)
			go(p, j, opened ? TAIL : p->state[j], WHY_LIST);
	}
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
		while (*a < *z && !(is_left(&p->l[*a]) &&
		    !qi_line_stray(&p->l[*a]) && (is_evidence(&p->l[*a]) || is_word(&p->l[*a]))))
			++*a;
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
 * ideographs for numbers are the text's own, down to the last.
 */
static void
drop_blocks(struct page *p, size_t body)
{
	size_t first = p->n, last = 0, after = 0, j, a, z, end;
	unsigned state;
	bool block, opened, headed, top = true;	/* at the top stands the headline */

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (p->state[j] == TEXT && (l->flags & LINE_PROSE)) {
			first = first < j ? first : j;
			last = j;
		} else if (l->flags & LINE_SECTION)
			after = j + 1;
	}
	for (a = 0; a < p->n; a = z) {
		z = a + 1;
		if (!is_left(&p->l[a]))
			continue;
		state = p->state[a];
		if (state == TEXT) {
			top = top && !(p->l[a].flags & LINE_PATH);
			if (is_sure(&p->l[a]) && ((a > last && a >= after) ||
			    (a < first && !top && !is_of_tail(p->l[a].class))))
				go(p, a, state, WHY_ALONE);
			top = false;
			continue;
		}
		top = false;
		while (z < p->n && (!is_left(&p->l[z]) || p->state[z] == state))
			z++;
		if (state == TAIL && a < after)
			a = after < z ? after : z;
		end = z;
		trim(p, &a, &end, state);
		if (a == end || (state == HEAD && (has_sentences(p, a, end) ||
		    is_alone(p, a, end))))
			continue;
		block = is_block(p, a, end, body);
		opened = headed = false;
		for (j = a; j < end; j++) {
			const struct line *l = &p->l[j];

			if (!is_left(l) || (!may_go(l) &&
			    !(block && headed && state == TAIL &&
			    is_teaser(l))))
				continue;
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

/* Below the licence of a site, in the last half of a page with a template and
 * behind its prose, is no text that is not certain. */
static void
drop_foot(struct page *p)
{
	size_t j, after = 0, left = 0, seen = 0;
	bool foot = false;

	for (j = 0; j < p->n; j++)
		left += is_left(&p->l[j]);
	for (j = 0; j < p->n; j++)
		if (is_left(&p->l[j]) && (seen++ == left / 2 ||
		    (p->state[j] == TEXT && (p->l[j].flags & LINE_PROSE))))
			after = j;
	for (j = after; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		if (foot && may_go(l) && p->drop[j] == BP_NONE)
			go(p, j, HEAD, WHY_FOOT);
		foot = foot || (l->class == BP_ICP && is_sure(l));
	}
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

/* Is the next line that was not dropped one of the site? */
static bool
next_is_common(const struct page *p, size_t j)
{
	for (j++; j < p->n && (p->l[j].flags & LINE_DROPPED); j++)
		;
	return j < p->n && is_common(&p->l[j]);
}

/* Lines of the site, where the text is: other lines than words of menus not
 * without another beside them. */
static void
drop_common(struct page *p)
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

/* Decide on the lines that are left: what goes gets its class in drop. */
static void
decide(struct page *p, const bool on[BP_CLASSES])
{
	size_t j, body = 0, prose = 0, seen = 0, start;
	struct evidence e = EVIDENCE_INIT;
	bool foot = false, template;

	memset(p->drop, BP_NONE, p->n);
	for (j = 0; j < p->n; j++)
		if (p->gone[j] == BP_NONE)
			p->why[j] = WHY_NONE;
	qi_common_mark(p);
	mark_ends(p);
	qi_page_weigh(p->l, p->n, &e);
	template = qi_page_template(&e);
	weigh_paths(p, template);
	find_states(p);
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
	start = cut_head(p, template);
	if (body > 0 && body * 4 >= prose) {
		drop_blocks(p, body);
		keep_posts(p);
		rescue(p, start);
	} else if (foot && template)
		pick(p);
	else {
		peel(p, false);
		peel(p, true);
	}
	if (template) {
		drop_foot(p);
		pick_inside(p);
	}
	drop_common(p);
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
	for (j = 0; j < p->n; j++) {
		if (p->l[j].flags & LINE_DROPPED)
			continue;
		if (p->drop[j] != BP_NONE && (!on[p->drop[j]] ||
		    (p->level == PAGE_SAFE && !is_known(&p->l[j])))) {
			p->drop[j] = BP_NONE;
			p->why[j] = p->why[j] == WHY_FACT ? WHY_FACT : WHY_OFF;
		} else if (p->drop[j] == BP_NONE)
			p->why[j] = WHY_NONE;
	}
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
