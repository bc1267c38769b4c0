/* SPDX-License-Identifier: Apache-2.0 */
/* width_judge.c - which marks of a line should be full-width */
#include "config.h"

#include "width.h"

#include <string.h>

#include "tab_width.h"

#define REACH 400		/* characters from a bracket to its other one */
#define TITLE 40		/* characters of a title */
#define FIELD 12		/* characters of a field of a table */

static bool
is_pair(const struct width_line *l, size_t i)
{
	return l->mark[i].pair != i;
}

/* ":-)", ":)" and the like. */
static bool
is_smiley(const struct width_line *l, size_t i)
{
	const struct width_mark *m = &l->mark[i];
	const uint8_t *s = l->t.s;
	size_t at = m->at;

	if (at > l->at && s[at - 1] == '-')
		at--;
	return i > 0 && (m[-1].mark == ':' || m[-1].mark == ';') &&
	    m[-1].at + m[-1].len == at;
}

/* Find which brackets belong together. */
static void
pair_brackets(struct width_line *l)
{
	static const char open[] = "([{<", close[] = ")]}>";
	uint32_t head[sizeof(open) - 1], i, k;
	struct width_mark *m;
	const char *p;

	for (k = 0; k < sizeof(head) / sizeof(head[0]); k++)
		head[k] = UINT32_MAX;
	for (i = 0; i < l->n; i++) {
		m = &l->mark[i];
		p = strchr(open, m->mark);
		if (p != NULL) {		/* pair is the one around it */
			m->pair = head[p - open];
			head[p - open] = i;
			continue;
		}
		p = strchr(close, m->mark);
		if (p == NULL || (m->mark == ')' && is_smiley(l, i)))
			continue;
		k = (uint32_t)(p - close);
		if (head[k] == UINT32_MAX)
			continue;
		m->pair = head[k];
		head[k] = l->mark[m->pair].pair;
		l->mark[m->pair].pair = i;
		if (m->chars - l->mark[m->pair].chars > REACH) {
			l->mark[m->pair].pair = m->pair;
			m->pair = i;
		}
	}
	for (k = 0; k < sizeof(head) / sizeof(head[0]); k++)
		while (head[k] != UINT32_MAX) {
			i = head[k];
			head[k] = l->mark[i].pair;
			l->mark[i].pair = i;
		}
}

enum call { NO_CALL, PERHAPS, CALL };

/* Does the name of a function stand right before the bracket? */
static enum call
call_before(const struct width_line *l, const struct width_mark *m)
{
	enum { MOST = 64 };
	const uint8_t *s = l->t.s;
	size_t from = m->at, caps = 0, small = 0, digits = 0, other = 0, i;

	if (from == l->at || s[from - 1] >= 0x80)
		return NO_CALL;
	if (s[from - 1] == ']')		/* [text](URL); or an array */
		return CALL;
	while (from > l->at && m->at - from < MOST &&
	    (qi_text_is_letter(s[from - 1]) || s[from - 1] == '_' ||
	    (s[from - 1] >= '0' && s[from - 1] <= '9')))
		from--;
	if (from == m->at)
		return NO_CALL;
	for (i = from; i < m->at; i++) {
		caps += s[i] >= 'A' && s[i] <= 'Z';
		small += s[i] >= 'a' && s[i] <= 'z';
		digits += s[i] >= '0' && s[i] <= '9';
		other += s[i] == '_';
	}
	if (digits == m->at - from)
		return NO_CALL;
	if (from - l->at > 1 && s[from - 1] == '.' && s[from - 2] < 0x80)
		return CALL;
	/* "GDP", "Intel" are words, "printf", "getName" names. */
	return other == 0 && (small == 0 || (caps == 1 && s[from] < 'a')) ?
	    PERHAPS : CALL;
}

static bool
is_chinese(const struct width_line *l)
{
	return l->han > l->words;
}

static bool
is_han_at(const struct width_line *l, size_t at)
{
	uint32_t cp;

	if (at >= l->end)
		return false;
	qi_text_char(l->t.s + at, &cp);
	return (qi_text_class(cp) & CLASS_HAN) != 0;
}

bool
qi_width_is_behind(const struct width_line *l, size_t i, bool ascii)
{
	const struct width_mark *m = &l->mark[i];

	return i > 0 && m[-1].more && strchr(",.;:?!", m[-1].mark) != NULL &&
	    m[-1].ascii == ascii && m[-1].at + m[-1].len + 1 == m->at;
}

/* "(十二)" */
static bool
is_number(const struct width_line *l, size_t a, size_t z)
{
	size_t at = l->mark[a].at + l->mark[a].len, k;
	static const char digit[][4] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"
	};

	if (l->mark[z].at - at > 9)
		return false;
	for (; at < l->mark[z].at; at += 3) {
		for (k = 0; k < sizeof(digit) / sizeof(digit[0]); k++)
			if (l->mark[z].at - at >= 3 &&
			    memcmp(l->t.s + at, digit[k], 3) == 0)
				break;
		if (k == sizeof(digit) / sizeof(digit[0]))
			return false;
	}
	return true;
}

/* Should the brackets a and z, which belong together, be full-width? */
static bool
wide_pair(const struct width_line *l, size_t a, size_t z)
{
	const struct width_mark *o = &l->mark[a], *c = &l->mark[z];
	bool han = c->han > o->han;
	enum call call = call_before(l, o);
	size_t end = c->at + c->len;
	uint32_t chars = c->chars - o->chars - 1;
	bool blank = o->blank && !qi_width_is_behind(l, a, true);

	if (chars == z - a - 1 || call == CALL || !is_chinese(l))
		return false;		/* nothing but marks in it: "(,)" */
	/* A style of its own: "甲( 乙 )丙", and "甲 (乙) 丙" below. */
	if (o->blanks > 0 && c->blank)
		return false;
	if (o->ascii && l->t.s[o->at + 1] == '\'')
		return false;		/* a string of program text */
	if (!han)
		return !blank && call == NO_CALL && o->plain &&
		    (o->left == WIDTH_HAN || (o->left == WIDTH_EDGE &&
		    is_han_at(l, end)));
	if (call == PERHAPS)	/* "GDP(国内生产总值)", not "COS(数字)" */
		return chars >= 4 && c->han - o->han == chars;
	if (blank && !is_number(l, a, z))
		return false;
	return o->left == WIDTH_HAN || c->right == WIDTH_HAN ||
	    (o->left == WIDTH_EDGE && c->right == WIDTH_EDGE);
}

/* Does the bracket m say that what is in it stays as it is? */
static bool
guards(const struct width_mark *m)
{
	return strchr("[{", m->mark) != NULL ||
	    (m->mark == '(' && m->ascii && !m->wide);
}

static void
guard(struct width_line *l)
{
	size_t depth = 0, i;
	struct width_mark *m;

	for (i = 0; i < l->n; i++) {
		m = &l->mark[i];
		if (is_pair(l, i) && strchr(")]}", m->mark) != NULL &&
		    guards(&l->mark[m->pair]))
			depth--;
		m->guarded = depth > 0;
		if (is_pair(l, i) && guards(m))
			depth++;
	}
}

/*
 * Commas between fields of a table rather than in a sentence: fields that are
 * empty, or nothing but numbers or Latin, or all very short, or each have a =.
 */
static bool
is_table(const struct width_line *l)
{
	size_t commas = 0, i;
	uint32_t chars = 0, han = 0, longest = 0, total = 0, n, k;
	size_t bare = 0, empty = 0;
	bool stop = false;

	for (i = 0; i <= l->n; i++) {
		const struct width_mark *m = i < l->n ? &l->mark[i] : NULL;

		if (m != NULL && (strchr("?!;E", m->mark) != NULL ||
		    (m->mark == '.' && m->left == WIDTH_HAN)))
			stop = true;
		if (m != NULL && m->mark != ',')
			continue;
		commas += m != NULL;
		n = (m != NULL ? m->chars : l->chars) - chars;
		k = (m != NULL ? m->han : l->han) - han;
		chars += n + (m != NULL);
		han += k;
		total += n;
		longest = n > longest ? n : longest;
		bare += k == 0 && (n > 0 || m != NULL);
		empty += n == 0 && m != NULL;
	}
	if (commas > 5 && (bare > commas / 2 || empty > 0))
		return true;		/* whatever the others are */
	if (commas == 0 || stop)
		return false;
	return l->equals > commas || (longest <= FIELD && (bare > 0 ||
	    (commas > 1 && total <= 3 * (commas + 1))));
}

static bool
is_code(const struct width_line *l)
{
	size_t end = l->end, key = l->at;
	unsigned signs = l->signs;

	/* "title: " of YAML */
	while (key < end && ((l->t.s[key] >= 'a' && l->t.s[key] <= 'z') ||
	    l->t.s[key] == '_' || l->t.s[key] == '-'))
		key++;
	if (key > l->at && key < end && l->t.s[key] == ':')
		return true;
	while (end > l->at && (l->t.s[end - 1] == ' ' ||
	    l->t.s[end - 1] == '\r'))
		end--;
	if (end > l->at && strchr("{}", l->t.s[end - 1]) != NULL)
		signs++;
	if (l->mark[l->n - 1].mark == ';' &&
	    l->mark[l->n - 1].left != WIDTH_HAN &&
	    l->mark[l->n - 1].right == WIDTH_EDGE)
		signs++;
	return signs > 0 && l->han * 2 < l->chars;
}

/* Where a mark stands right before or behind one of a pair of brackets that is
 * wide, that counts as an ideograph. */
static void
look_past_brackets(struct width_line *l)
{
	struct width_mark *m, *b;
	size_t i;

	for (i = 1; i < l->n; i++) {
		m = &l->mark[i];
		b = m - 1;
		if (!b->more || m->blank || b->at + b->len != m->at)
			continue;
		if (b->mark == ')' && is_pair(l, i - 1))
			m->left = b->wide || !b->ascii ? WIDTH_HAN :
			    WIDTH_SIGN;
		else
			m->left = b->left;
	}
	for (i = l->n - 1; i-- > 0; ) {
		m = &l->mark[i];
		b = m + 1;
		if (!m->more)
			continue;
		if (b->mark == '(' && is_pair(l, i + 1)) {
			m->right = b->wide || !b->ascii ? WIDTH_HAN :
			    WIDTH_SIGN;
			m->far = m->blanks > 0;
		} else if (b->mark == ')')
			m->right = WIDTH_EDGE;
		else {
			m->right = b->right;
			m->far = m->far || b->far;
		}
	}
}

/* "时:分:秒": an ideograph between two colons. */
static bool
is_clock(const struct width_line *l, size_t i)
{
	const struct width_mark *m = &l->mark[i];

	return (i > 0 && m[-1].mark == ':' && m->chars - m[-1].chars == 2) ||
	    (i + 1 < l->n && m[1].mark == ':' && m[1].chars - m->chars == 2);
}

/* Is there a word that asks in the clause that ends at at? */
static bool
asks(const struct width_line *l, size_t at)
{
	static const char ask[][4] = {
		"吗", "嗎", "么", "麼", "呢", "吧", "何", "谁", "誰", "哪", "怎",
		"几", "幾", "否", "啥"
	};
	enum { CLAUSE = 20 };
	uint32_t cp;
	size_t n, k;

	for (n = 0; n < CLAUSE && at > l->at; n++) {
		at = qi_text_back(l->t.s, at);
		qi_text_char(l->t.s + at, &cp);
		if (!(qi_text_class(cp) & CLASS_HAN))
			break;
		for (k = 0; k < sizeof(ask) / sizeof(ask[0]); k++)
			if (memcmp(l->t.s + at, ask[k], 3) == 0)
				return true;
	}
	return false;
}

/*
 * Is this a question mark that stands for a character which was lost?  Where
 * no other marks were folded, a real one ends the line or a quotation, or
 * something asks before it.
 */
static bool
is_lost(const struct width_line *l, size_t i, struct width_record r)
{
	const struct width_mark *m = &l->mark[i];

	if (m->more && m[1].at == m->at + m->len &&
	    strchr(",.;:?", m[1].mark) != NULL)
		return true;
	if (i > 0 && m[-1].more && m[-1].at + m[-1].len == m->at &&
	    m[-1].mark == '?')
		return true;
	return r.kept && m->right != WIDTH_EDGE && !asks(l, m->at) &&
	    !(m->more && strchr("\"'Q", m[1].mark) != NULL);
}

/* How many of two characters, before at or from at on, are of foreign names. */
static unsigned
name_chars(const struct width_line *l, size_t at, bool before)
{
	unsigned n = 0, k;
	uint32_t cp;

	for (k = 0; k < 2; k++) {
		if (before ? at <= l->at : at >= l->end)
			break;
		if (before)
			at = qi_text_back(l->t.s, at);
		n += (qi_text_char(l->t.s + at, &cp) == 3 &&
		    width_name_block[width_name_index[cp >> 6]][cp & 63]);
		if (!before)
			at += qi_text_char(l->t.s + at, &cp);
	}
	return n;
}

/* "乔治.布什" */
static bool
is_name(const struct width_line *l, const struct width_mark *m)
{
	return m->left == WIDTH_HAN && m->right == WIDTH_HAN && !m->far &&
	    name_chars(l, m->at, true) > 0 &&
	    name_chars(l, m->at + m->len, false) > 0;
}

static bool
is_item(const struct width_line *l)
{
	size_t at = l->at;

	while (at < l->end && l->t.s[at] == ' ')
		at++;
	return l->end - at > 1 && l->t.s[at] == '-' && l->t.s[at + 1] == ' ';
}

/* Is there an ideograph right before and right behind it? */
static bool
is_between_han(const struct width_line *l, const struct width_mark *m)
{
	return m->at > l->at && is_han_at(l, qi_text_back(l->t.s, m->at)) &&
	    is_han_at(l, m->at + m->len);
}

/* Is it part of a smiley, whose mouth is a bracket without another? */
static bool
is_eyes(const struct width_line *l, size_t i)
{
	const struct width_mark *m = &l->mark[i];
	size_t end = m->at + m->len;

	return i + 1 < l->n &&
	    m[1].at == end + (end < l->end && l->t.s[end] == '-') &&
	    (m[1].mark == ')' || m[1].mark == '(') && !is_pair(l, i + 1);
}

static bool
is_odd_colon(const struct width_line *l, size_t i)
{
	const struct width_mark *m = &l->mark[i];
	const uint8_t *s = l->t.s;
	size_t end = m->at + m->len;

	/* "- 序: a_b/c.md", "- 序:" are YAML. */
	if (m->right == WIDTH_LATIN ? m->far && !m->plain :
	    m->right == WIDTH_EDGE && is_item(l))
		return true;
	/* ":D" */
	if (end < l->end && (s[end] == 'D' || s[end] == 'P') &&
	    (end + 1 == l->end || (s[end + 1] < 0x80 &&
	    !qi_text_is_letter(s[end + 1]))))
		return true;
	return is_clock(l, i) || (m->left != WIDTH_HAN && m->more) ||
	    is_eyes(l, i);
}

/* Can this mark, as is usual where such stand, not be what it seems? */
static bool
is_odd(const struct width_line *l, size_t i, struct width_record r)
{
	const struct width_mark *m = &l->mark[i];
	const uint8_t *s = l->t.s;
	size_t end = m->at + m->len;
	uint8_t next = end < l->end ? s[end] : '\n';

	/* "。，" is no way to write: one of them is something else. */
	if (i > 0 && m[-1].more && m[-1].at + m[-1].len == m->at &&
	    (strchr(",.;:(", m[-1].mark) != NULL || (m->more &&
	    strchr("\"'Q", m[-1].mark) != NULL &&
	    strchr("\"'Q", m[1].mark) != NULL && m[1].at == end)))
		return true;		/* nor is "(，)", or “，” */
	switch (m->mark) {
	case ':':
		return is_odd_colon(l, i);
	case ';':
		return is_eyes(l, i);
	case '.':
		return !r.stop || is_name(l, m) ||
		    (m->right == WIDTH_LATIN && !m->far && next >= 'a' &&
		    next <= 'z') ||
		    (m->left == WIDTH_LATIN && (m->at - l->at < 2 ||
		    !qi_text_is_letter(s[m->at - 2])));
	case '?':
		return m->blank || is_lost(l, i, r);
	case '!':
		return m->blank || next == '[';
	default:
		return false;
	}
}

static bool
is_wide(const struct width_line *l, size_t i, struct width_record r)
{
	const struct width_mark *m = &l->mark[i];
	size_t beside = (size_t)m->mark * WIDTH_CLASSES + m->left;
	unsigned set = m->far ? width_far[beside] : width_near[beside];

	if (!(set >> m->right & 1) || is_odd(l, i, r))
		return false;
	if (m->blank && (m->right != WIDTH_HAN || m->more || m->far))
		return false;
	if (m->left != WIDTH_HAN)
		return m->plain && !(m->more && m->far) && is_chinese(l);
	if (m->right == WIDTH_HAN)
		return true;
	/* An ideograph or two in a sentence of another language. */
	return is_chinese(l) && !(m->right == WIDTH_LATIN && m->words > 2 &&
	    m->words_before > 2);
}

static bool
is_title(const struct width_line *l, size_t a, size_t z)
{
	const struct width_mark *o = &l->mark[a], *c = &l->mark[z];

	return o->right == WIDTH_HAN && !o->more && !o->far &&
	    c->left == WIDTH_HAN && !c->blank &&
	    c->chars - o->chars <= TITLE;
}

static uint16_t
full_width(uint8_t mark)
{
	switch (mark) {
	case '<':
		return 0x300a;
	case '>':
		return 0x300b;
	case WIDTH_DOTS:
		return 0x2026;
	case WIDTH_DASH:
		return 0x2014;
	default:
		return mark < 128 ? width_wide[mark] : 0;
	}
}

bool
qi_width_judge(struct width_line *l, struct width_record r)
{
	struct width_mark *m;
	size_t i;

	if (l->n == 0 || is_code(l) || is_table(l))
		return false;
	pair_brackets(l);
	for (i = 0; i < l->n; i++) {
		m = &l->mark[i];
		if (!is_pair(l, i) || i > m->pair)
			continue;
		if (m->mark == '(')
			m->wide = wide_pair(l, i, m->pair);
		else if (m->mark == '<')
			m->wide = is_title(l, i, m->pair);
		l->mark[m->pair].wide = m->wide;
	}
	guard(l);
	look_past_brackets(l);
	for (i = 0; i < l->n; i++) {
		m = &l->mark[i];
		if (m->guarded || l->mark[m->pair].guarded)
			continue;
		if (m->mark == WIDTH_DASH || m->mark == WIDTH_DOTS)
			m->wide = is_between_han(l, m);
		else if (strchr(",;:?!.", m->mark) != NULL)
			m->wide = is_wide(l, i, r);
		if (m->wide && m->ascii)
			m->to = full_width(m->mark);
	}
	return true;
}
