/* SPDX-License-Identifier: Apache-2.0 */
/*
 * width_quote.c - which quotes of a line are to be other ones
 *
 * All of a kind in the line, or none: where one does not fit there is something
 * else, and which belong together is not known any more.
 */
#include "config.h"

#include "width.h"

enum { LDQUO = 0x201c, RDQUO, LSQUO = 0x2018, RSQUO };
enum { LCORNER = 0x300c, RCORNER, LCORNER2, RCORNER2 };

static bool
is_word_at(const struct width_line *l, size_t at)
{
	return at < l->end && (qi_text_is_letter(l->t.s[at]) ||
	    (l->t.s[at] >= '0' && l->t.s[at] <= '9'));
}

/* Are the quotes o and c around Chinese text, or in it? */
static bool
is_chinese(const struct width_mark *o, const struct width_mark *c)
{
	return c->han > o->han ||
	    (o->left == WIDTH_HAN && c->right == WIDTH_HAN);
}

static void
set(struct width_mark *o, struct width_mark *c, bool one, bool corner)
{
	if (corner) {
		o->to = one ? LCORNER2 : LCORNER;
		c->to = one ? RCORNER2 : RCORNER;
	} else {
		o->to = one ? LSQUO : LDQUO;
		c->to = one ? RSQUO : RDQUO;
	}
}

/* Straight quotes, which open and close in turn. */
static void
straighten(struct width_line *l, uint8_t mark, bool corner)
{
	struct width_mark *open = NULL, *m;
	bool good = true;
	size_t i, pass;

	for (pass = 0; pass < 2 && good; pass++, good = good && open == NULL)
		for (open = NULL, i = 0; i < l->n; i++) {
			m = &l->mark[i];
			if (m->mark != mark)
				continue;
			good = good && !m->guarded;
			if (open == NULL) {
				open = m;
				good = good && m->blanks == 0 &&
				    (m->at == l->at ||
				    !is_word_at(l, m->at - 1));
				continue;
			}
			good = good && (!m->blank ||
			    qi_width_is_behind(l, i, true)) &&
			    !is_word_at(l, m->at + m->len);
			if (pass > 0 && is_chinese(open, m))
				set(open, m, mark == '\'', corner);
			open = NULL;
		}
}

/* What the quotes of one kind are: 1 opens, -1 closes, of ‘’ 『』 2 and -2. */
static int
side(uint32_t cp, bool corner)
{
	switch (cp) {
	case LDQUO: case RDQUO:
		return corner ? cp == LDQUO ? 1 : -1 : 0;
	case LSQUO: case RSQUO:
		return corner ? cp == LSQUO ? 2 : -2 : 0;
	case LCORNER: case RCORNER:
		return corner ? 0 : cp == LCORNER ? 1 : -1;
	case LCORNER2: case RCORNER2:
		return corner ? 0 : cp == LCORNER2 ? 2 : -2;
	default:
		return 0;
	}
}

/* Quotes that say themselves whether they open.  The pair of one that opens is
 * the one that it stands in, until its own is found. */
static void
replace(struct width_line *l, bool corner)
{
	uint32_t top = UINT32_MAX, i, up, cp;
	struct width_mark *m;
	int s;

	for (i = 0; i < l->n; i++) {
		m = &l->mark[i];
		if (m->mark != WIDTH_QUOTE)
			continue;
		qi_text_char(l->t.s + m->at, &cp);
		s = side(cp, corner);
		if (s == 0 || (cp == RSQUO && m->at > l->at &&
		    is_word_at(l, m->at - 1) && is_word_at(l, m->at + m->len)))
			continue;
		if (s > 0) {
			m->pair = top;
			m->words = (uint8_t)s;
			top = i;
			continue;
		}
		if (top == UINT32_MAX || l->mark[top].words + s != 0)
			break;
		up = l->mark[top].pair;
		l->mark[top].pair = i;
		m->pair = top;
		if (is_chinese(&l->mark[top], m))
			set(&l->mark[top], m, s == -2, corner);
		top = up;
	}
	if (i == l->n && top == UINT32_MAX)
		return;
	for (i = 0; i < l->n; i++)
		if (l->mark[i].mark == WIDTH_QUOTE)
			l->mark[i].to = 0;
}

void
qi_width_quotes(struct width_line *l, bool straight, bool corner, bool curly)
{
	if (straight) {
		straighten(l, '"', corner);
		straighten(l, '\'', corner);
	}
	if (corner || curly)
		replace(l, corner);
}
