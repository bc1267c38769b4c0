/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_width.c - full-width marks that were folded to ASCII, restored
 *
 * Line by line: a pair of brackets or quotes never reaches past the end of a
 * paragraph.  What is looked at is in width.h; here is what the record as a
 * whole says, and the edits.
 */
#include "config.h"

#include <string.h>

#include "pass.h"
#include "width.h"

/* So many stops in so many ideographs are no two names. */
#define SOME_STOPS 3
#define SOME_TEXT 100

/* What a record is, from a first look at its lines. */
struct survey {
	bool marks;		/* of ASCII, with an ideograph beside them */
	bool other;		/* program text, a table, another language */
	struct width_record known;
};

static bool
is_line_end(struct text t, size_t at)
{
	while (at < t.n && memchr("\"') \t\r", t.s[at], 6) != NULL)
		at++;
	return at == t.n || t.s[at] == '\n';
}

/* “” ‘’ 「」 『』 */
static bool
is_quote(const uint8_t *s)
{
	return (s[0] == 0xe2 && s[1] == 0x80 && s[2] >= 0x98 && s[2] <= 0x9d) ||
	    (s[0] == 0xe3 && s[1] == 0x80 && s[2] >= 0x8c && s[2] <= 0x8f);
}

/* Is there a mark of ASCII with something else than ASCII beside it?  Or, with
 * quotes, a quote? */
static bool
has_marks(struct text t, bool quotes)
{
	static const uint8_t mark[128] = {
		['!'] = 1, ['"'] = 1, ['\''] = 1, ['('] = 1, [')'] = 1,
		[','] = 1, ['-'] = 1, ['.'] = 1, [':'] = 1, [';'] = 1,
		['<'] = 1, ['>'] = 1, ['?'] = 1
	};
	size_t at = 0;
	bool wide = false;

	while (at < t.n) {
		if (t.s[at] >= 0xe0) {
			if (quotes && is_quote(t.s + at))
				return true;
			wide = true;
			at += 3;
			continue;
		}
		if (t.s[at] < 0x80 && mark[t.s[at]] && (wide ||
		    (at + 1 < t.n && t.s[at + 1] >= 0xe0)))
			return true;
		wide = wide && (t.s[at] == ' ' || t.s[at] >= 0x80);
		at++;
	}
	return false;
}

/* A line that only program text has. */
static bool
is_code_line(struct text t, size_t at, size_t end, bool ascii)
{
	size_t i;

	while (end > at && (t.s[end - 1] == ' ' || t.s[end - 1] == '\r'))
		end--;
	if (qi_width_is_comment(t, at, end))
		return true;
	if (end - at >= 2 && t.s[end - 2] < 0x80 &&
	    strchr("{};\\", t.s[end - 1]) != NULL)
		return true;
	for (i = at; ascii && i < end; i++)
		if (strchr("={}();", t.s[i]) != NULL)
			return true;
	return false;
}

/* Counts of what a text has. */
struct counts {
	size_t lines, code;	/* those that only program text has */
	size_t commas, first;	/* in all, and in the first line ... */
	size_t same;		/* ... with which so many agree */
	size_t stops;
	size_t han, kana;	/* and hangul */
	size_t dots;		/* full stops of ASCII behind ideographs */
	size_t folded, wide;	/* , : ; behind them, and full-width ones */
	size_t ideographic;	/* full stops */
	bool ends;		/* a line ends in one of the dots */
};

static bool
is_closer(uint32_t cp)
{
	switch (cp) {
	case ')': case '"': case '\'': case '>':
	case 0xff09: case 0x2019: case 0x201d:
	case 0x300b: case 0x300d: case 0x300f:
		return true;
	default:
		return false;
	}
}

static void
count_line(struct counts *c, struct text t, size_t at, size_t end)
{
	size_t i = at, commas = 0;
	bool ascii = true, behind = false;	/* an ideograph, and closers */
	uint32_t cp;

	while (i < end) {
		ascii = ascii && t.s[i] < 0x80;
		i += qi_text_char(t.s + i, &cp);
		switch (cp) {
		case '.':
			c->dots += behind;
			c->ends = c->ends || (behind && is_line_end(t, i));
			c->stops += behind;
			break;
		case ',': case ':': case ';':
			commas += cp == ',';
			c->folded += behind;
			break;
		case 0xff0c: case 0xff1a: case 0xff1b:
			commas += cp == 0xff0c;
			c->wide++;
			break;
		case '?': case '!':
			c->stops += behind;
			break;
		case 0x3002: case 0xff1f: case 0xff01:
			c->ideographic += cp == 0x3002;
			c->stops++;
			break;
		default:
			if (is_closer(cp))
				continue;
			behind = (qi_text_class(cp) & CLASS_HAN) != 0;
			c->han += behind;
			c->kana += (cp >= 0x3041 && cp <= 0x30ff &&
			    cp != 0x30fb) || (cp >= 0xac00 && cp <= 0xd7a3);
			continue;
		}
		behind = false;
	}
	c->code += is_code_line(t, at, end, ascii);
	if (c->lines++ == 0)
		c->first = commas;
	c->same += commas == c->first && commas > 0;
	c->commas += commas;
}

static struct survey
survey(struct text t, bool quotes)
{
	struct survey v = { .marks = has_marks(t, quotes) };
	struct counts c = { 0 };
	const uint8_t *p;
	size_t at, end;

	if (!v.marks)
		return v;
	for (at = 0; at < t.n; at = end + 1) {
		p = memchr(t.s + at, '\n', t.n - at);
		end = p != NULL ? (size_t)(p - t.s) : t.n;
		if (end > at)
			count_line(&c, t, at, end);
	}
	v.known.kept = c.wide > 0 || c.folded == 0;
	/* A text that long has sentences, and only this can be their end. */
	v.known.stop = c.ideographic == 0 && (c.ends ||
	    (c.dots >= SOME_STOPS && c.han >= SOME_TEXT));
	v.other = c.kana * 8 > c.han ||
	    (c.code >= 2 && c.code * 4 >= c.lines) ||
	    (c.lines >= 3 && c.same * 10 >= c.lines * 9 && (c.stops == 0 ||
	    (c.first >= 3 && c.stops * 4 < c.commas)));
	return v;
}

/* Is the blank behind mark i one that could go with it?  Between two marks that
 * are not around something it could not, since what stands beside the others is
 * not to change. */
static bool
can_go(const struct width_line *l, size_t i)
{
	const struct width_mark *m = &l->mark[i];

	return m->to != 0 && m->right != WIDTH_EDGE &&
	    strchr(",.;:?!", m->mark) != NULL &&
	    (!m->more || strchr("(\"'<Q", m[1].mark) != NULL) &&
	    !(i > 0 && m[-1].more && strchr(",.;:?!", m[-1].mark) != NULL);
}

/* Do spaces go with the marks?  Where most have one it is part of what was
 * done to them; where few do it was there before. */
static bool
is_spaced(const struct width_line *l)
{
	size_t with = 0, without = 0, i;

	for (i = 0; i < l->n; i++)
		if (can_go(l, i)) {
			with += l->mark[i].blanks == 1;
			without += l->mark[i].blanks == 0;
		}
	return with > without;
}

static unsigned
rule_of(uint8_t mark, const bool *on)
{
	switch (mark) {
	case '.':
		return RULE_WIDTH_STOP;
	case '"': case '\'':
		return RULE_WIDTH_QUOTES;
	case WIDTH_QUOTE:
		return on[RULE_WIDTH_CORNER] ? RULE_WIDTH_CORNER :
		    RULE_WIDTH_CURLY;
	default:
		return RULE_WIDTH_ZH;
	}
}

static void
change(const struct width_line *l, const bool *on, struct edits *out)
{
	bool spaced = is_spaced(l);
	unsigned rule;
	uint8_t to[8];
	size_t i, n, blank;

	for (i = 0; i < l->n; i++) {
		const struct width_mark *m = &l->mark[i];

		rule = rule_of(m->mark, on);
		if (m->to == 0 || !on[rule])
			continue;
		n = qi_text_put(to, m->to);
		if (m->mark == WIDTH_DOTS || m->mark == WIDTH_DASH)
			n += qi_text_put(to + n, m->to);
		blank = spaced && m->blanks == 1 && can_go(l, i);
		qi_edits_add(out, m->at, m->len + blank, to, n, rule, 900);
	}
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct width_line l = { .t = t };
	const bool *on = env->on;
	bool quotes = on[RULE_WIDTH_CORNER] || on[RULE_WIDTH_CURLY];
	struct survey v = survey(t, quotes);
	const uint8_t *p;
	bool fence = false;

	if (!v.marks || v.other)
		return;
	for (l.at = 0; l.at < t.n; l.at = l.end + 1) {
		p = memchr(t.s + l.at, '\n', t.n - l.at);
		l.end = p != NULL ? (size_t)(p - t.s) : t.n;
		if (l.end - l.at >= 3 && memcmp(t.s + l.at, "```", 3) == 0)
			fence = !fence;
		if (fence || !has_marks((struct text){ t.s + l.at,
		    l.end - l.at }, quotes) ||
		    !qi_width_read(&l, &env->scratch[0]) ||
		    !qi_width_judge(&l, v.known))
			continue;
		if (quotes || on[RULE_WIDTH_QUOTES])
			qi_width_quotes(&l, on[RULE_WIDTH_QUOTES],
			    on[RULE_WIDTH_CORNER], on[RULE_WIDTH_CURLY]);
		change(&l, on, out);
	}
}

const struct pass qi_pass_width = { .name = "width", .run = run };
