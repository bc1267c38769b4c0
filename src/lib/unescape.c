/* SPDX-License-Identifier: Apache-2.0 */
/* unescape.c - characters that are written out as escapes */
#include "config.h"

#include "unescape.h"

#include <string.h>

#include "entity.h"
#include "fit.h"
#include "hex.h"
#include "mime.h"
#include "rule.h"

#define CERTAIN 1000	/* bits: what an escape stands for is no guess */

/* The byte outside ASCII that is written as mark and two digits, or -1. */
static int
high_byte(uint8_t mark, const uint8_t *s, size_t n)
{
	int b = n >= 3 && s[0] == mark ? qi_hex_byte(s + 1, n - 1) : -1;

	return b >= 0x80 ? b : -1;
}

/* The length of the end of line at s, or 0. */
static size_t
newline(const uint8_t *s, size_t n)
{
	if (n >= 2 && s[0] == '\r' && s[1] == '\n')
		return 2;
	return n >= 1 && s[0] == '\n';
}

/* A soft line break at s, before something: its length, or 0. */
static size_t
soft_break(const uint8_t *s, size_t n)
{
	size_t len = n > 0 && s[0] == '=' ? newline(s + 1, n - 1) : 0;

	return len > 0 && n - 1 - len > 0 ? 1 + len : 0;
}

/* May this be an escape, by a rule that is on, or a part of one? */
static bool
may_be(const bool *on, const uint8_t *s, size_t n)
{
	if (n < 3)
		return false;
	switch (s[0]) {
	case '&':
		return on[RULE_REPAIR_ENTITY] &&
		    (s[1] == '#' || qi_text_is_letter(s[1]));
	case '\\':
		return on[RULE_REPAIR_BACKSLASH] &&
		    (s[1] == '\\' || (s[1] | 0x20) == 'u');
	case '%':
		return on[RULE_REPAIR_PERCENT] && high_byte('%', s, n) >= 0;
	case '=':
		return s[1] == '?' ? on[RULE_REPAIR_MIME] :
		    on[RULE_REPAIR_QUOTED] &&
		    (qi_hex_byte(s + 1, 2) >= 0 || soft_break(s, n) > 0);
	default:
		return false;
	}
}

size_t
qi_unescape_find(struct text t, size_t at, const struct pass_env *env)
{
	const bool *on = env->on;

	if (!on[RULE_REPAIR_ENTITY] && !on[RULE_REPAIR_BACKSLASH] &&
	    !on[RULE_REPAIR_PERCENT] && !on[RULE_REPAIR_QUOTED] &&
	    !on[RULE_REPAIR_MIME])
		return t.n;
	while (at < t.n && !may_be(on, t.s + at, t.n - at))
		at++;
	return at;
}

/* Does the line that ends with the newline before end go on? */
static bool
goes_on(const uint8_t *s, size_t start, size_t end)
{
	end--;
	if (end > start && s[end - 1] == '\r')
		end--;
	return end > start && s[end - 1] == '=';
}

struct span
qi_unescape_lines(struct text t, size_t floor, size_t at,
    const struct pass_env *env)
{
	bool join = env->on[RULE_REPAIR_QUOTED] || env->on[RULE_REPAIR_MIME];
	size_t start = at, end = at;
	const uint8_t *p;

	while (start > floor && (t.s[start - 1] != '\n' ||
	    (join && goes_on(t.s, floor, start))))
		start--;
	do {
		p = memchr(t.s + end, '\n', t.n - end);
		end = p != NULL ? (size_t)(p - t.s) + 1 : t.n;
	} while (p != NULL && join && goes_on(t.s, start, end));
	return (struct span){ start, end - start };
}

struct state {
	struct line *l;
	const struct pass_env *env;
	struct buf *bytes;
	bool html;		/* the line has a tag */
	bool quoted;		/* all of the line is quoted-printable */
	bool changed;
};

/* Keep the len bytes at at, or one; gives how many. */
static size_t
keep(struct state *st, size_t at, size_t len)
{
	len = len > 0 ? len : 1;
	qi_line_keep(st->l, at, at + len);
	return len;
}

/*
 * Put s[0, n) for the len bytes at at; gives len.  Not a "=" at the end of a
 * line, which would join it with the next, nor what is longer: the line must
 * not grow.
 */
static size_t
put(struct state *st, size_t at, size_t len, const uint8_t *s, size_t n,
    unsigned rule)
{
	struct line *l = st->l;
	struct line_why why = { rule, 0, AS_NONE, CERTAIN };

	if (n > len || (n > 0 && s[n - 1] == '=' &&
	    newline(l->s + at + len, l->n - at - len) > 0))
		return keep(st, at, len);
	qi_line_replace(l, at, s, n, &why);
	st->changed = true;
	return len;
}

static size_t
put_char(struct state *st, size_t at, size_t len, const uint32_t cp[2],
    unsigned rule)
{
	uint8_t s[8];
	size_t n = qi_text_put(s, cp[0]);

	if (cp[1] != 0)
		n += qi_text_put(s + n, cp[1]);
	return put(st, at, len, s, n, rule);
}

/* Is there a tag of HTML or what looks so? */
static bool
has_tag(const struct line *l)
{
	const uint8_t *p = l->s, *end = p + l->n;

	while (end - p >= 2 &&
	    (p = memchr(p, '<', (size_t)(end - p) - 1)) != NULL) {
		p++;
		if (qi_text_is_letter(*p) || *p == '/' || *p == '!')
			return true;
	}
	return false;
}

/*
 * A reference.  Where its "&" is written as a reference too, that was escaped
 * again; it is meant when it is not ASCII, however often that was.  Else it can
 * be text that explains HTML, where "&amp;lt;" is what it says.  What is ASCII
 * stays beside tags too, as it would become one.
 */
static size_t
entity(struct state *st, size_t at)
{
	const uint8_t *s = st->l->s + at;
	size_t n = st->l->n - at, len, first, more;
	uint32_t cp[2], last[2];

	len = first = qi_entity_read(s, n, cp);
	while (len > 0 && cp[0] == '&' &&
	    (more = qi_entity_body(s + len, n - len, last)) > 0) {
		len += more;
		memcpy(cp, last, sizeof(cp));
	}
	return len > 0 && (cp[0] >= 0x80 || (len == first && !st->html)) ?
	    put_char(st, at, len, cp, RULE_REPAIR_ENTITY) : keep(st, at, len);
}

/* \u4e2d or \U0001f600 at s: its length, or 0. */
static size_t
read_backslash(const uint8_t *s, size_t n, uint32_t *cp)
{
	size_t i, end = n >= 2 && s[0] == '\\' ?
	    s[1] == 'u' ? 6 : s[1] == 'U' ? 10 : 0 : 0;

	*cp = 0;
	for (i = 2; i < end && i < n && qi_is_hex(s[i]); i++)
		*cp = *cp << 4 | qi_hex(s[i]);
	return i == end ? end : 0;
}

/*
 * What is ASCII stays: a quotation mark would break the string it is in.  So
 * does what follows a backslash that is one itself, and a range between two,
 * which is of a pattern.
 */
static size_t
backslash(struct state *st, size_t at)
{
	const uint8_t *s = st->l->s + at;
	size_t n = st->l->n - at, len, more;
	uint32_t cp[2] = { 0, 0 }, low;

	len = read_backslash(s, n, cp);
	if (len == 0)
		return keep(st, at, n >= 2 && s[1] == '\\' ? 2 : 1);
	if (n - len > 1 && s[len] == '-') {
		more = read_backslash(s + len + 1, n - len - 1, &low);
		if (more > 0)
			return keep(st, at, len + 1 + more);
	}
	if (len == 6 && cp[0] >= 0xd800 && cp[0] <= 0xdbff) {
		more = read_backslash(s + len, n - len, &low);
		if (more == 6 && low >= 0xdc00 && low <= 0xdfff) {
			cp[0] = qi_surrogates(cp[0], low);
			len += more;
		}
	}
	return cp[0] >= 0x80 && qi_is_written(cp[0]) ?
	    put_char(st, at, len, cp, RULE_REPAIR_BACKSLASH) :
	    keep(st, at, len);
}

/*
 * Read the run of bytes outside ASCII at s, which are written as mark and two
 * digits each, into bytes.  Gives its length.
 */
static size_t
read_run(uint8_t mark, const uint8_t *s, size_t n, struct buf *bytes)
{
	size_t at = 0, soft;
	uint8_t b;
	int v;

	qi_buf_reset(bytes);
	for (;;) {
		soft = mark == '=' && at > 0 ? soft_break(s + at, n - at) : 0;
		v = high_byte(mark, s + at + soft, n - at - soft);
		if (v < 0 || bytes->failed)
			return at;
		b = (uint8_t)v;
		qi_buf_put(bytes, &b, 1);
		at += soft + 3;
	}
}

/*
 * Are the bytes that stand at [at, end) UTF-8?  Two of GBK can be that as well.
 * Where all are pairs, the likelier it is; a letter of Europe stands beside
 * others.
 */
static bool
is_utf8(const struct line *l, size_t at, size_t end,
    const struct pass_env *env, const struct buf *b)
{
	struct text t = { b->p, b->n };
	struct fit f = { 0 }, g = { 0 };
	bool pairs = true;
	size_t i, len;

	if (b->failed || b->n == 0)
		return false;
	for (i = 0; i < b->n; i += len) {
		len = qi_text_valid(b->p + i, b->n - i);
		if (len == 0)
			return false;
		pairs = pairs && len == 2;
	}
	if (!pairs || (b->n == 2 &&
	    ((at > 0 && qi_text_is_letter(l->s[at - 1])) ||
	    (end < l->n && qi_text_is_letter(l->s[end])))))
		return true;
	qi_fit_read(env->decoder, &qi_charsets[CS_UTF8], t, true, &f);
	qi_fit_read(env->decoder, &qi_charsets[CS_GB18030], t, true, &g);
	return g.bad > 0 || f.cost <= g.cost;
}

/* Could this stand in a URL as it is?  Blanks of all kinds and what nobody
 * sees could not. */
static bool
is_visible(uint32_t cp)
{
	return cp >= 0xa0 && qi_is_written(cp) && cp != 0x1680 &&
	    (cp < 0x2000 || cp > 0x200a) && (cp < 0x2028 || cp > 0x202f) &&
	    cp != 0x205f && cp != 0x3000 && cp != 0xfffd &&
	    (qi_text_class(cp) &
	    (CLASS_INVISIBLE | CLASS_BOM | CLASS_NBSP)) == 0;
}

/* Only what is not ASCII, so that a URL stays one. */
static size_t
percent(struct state *st, size_t at)
{
	struct line *l = st->l;
	size_t len = read_run('%', l->s + at, l->n - at, st->bytes), i, n;
	const uint8_t *b = st->bytes->p;
	uint32_t cp;

	if (!is_utf8(l, at, at + len, st->env, st->bytes))
		return keep(st, at, len);
	for (i = 0; i < st->bytes->n; i += n) {
		n = qi_text_char(b + i, &cp);
		if (is_visible(cp))
			put(st, at + 3 * i, 3 * n, b + i, n,
			    RULE_REPAIR_PERCENT);
		else
			keep(st, at + 3 * i, 3 * n);
	}
	return len;
}

/*
 * Is the line quoted-printable as a whole?  Then every "=" in it is followed
 * by two digits or goes on with the next line, and there is a character that
 * is not ASCII.
 */
static bool
is_quoted(struct line *l, const struct pass_env *env, struct buf *bytes)
{
	const uint8_t *s = l->s, *p;
	bool any = false;
	size_t at, len;

	for (at = 0; (p = memchr(s + at, '=', l->n - at)) != NULL; at += len) {
		at = (size_t)(p - s);
		len = read_run('=', p, l->n - at, bytes);
		if (len > 0)
			any = any || is_utf8(l, at, at + len, env, bytes);
		else if (l->n - at >= 3 && qi_hex_byte(p + 1, 2) >= 0)
			len = 3;
		else {
			len = 1 + newline(p + 1, l->n - at - 1);
			if (len == 1)
				return false;
		}
	}
	return any;
}

static size_t
quoted(struct state *st, size_t at)
{
	struct line *l = st->l;
	const uint8_t *s = l->s + at;
	size_t n = l->n - at, len = read_run('=', s, n, st->bytes), soft;
	uint8_t b;
	int v;

	if (len > 0)
		return is_utf8(l, at, at + len, st->env, st->bytes) ?
		    put(st, at, len, st->bytes->p, st->bytes->n,
		    RULE_REPAIR_QUOTED) : keep(st, at, len);
	if (!st->quoted)
		return keep(st, at, 1);
	v = qi_hex_byte(s + 1, n - 1);
	if (v == '\t' || (v >= ' ' && v < 0x7f)) {
		b = (uint8_t)v;
		return put(st, at, 3, &b, 1, RULE_REPAIR_QUOTED);
	}
	soft = soft_break(s, n);
	return soft > 0 && newline(s + soft, n - soft) == 0 ?
	    put(st, at, soft, s, 0, RULE_REPAIR_QUOTED) : keep(st, at, 1);
}

static size_t
mime(struct state *st, size_t at)
{
	struct text out;
	size_t len = qi_mime_read(st->l->s + at, st->l->n - at,
	    st->env->decoder, st->bytes, &out);

	return out.n > 0 ? put(st, at, len, out.s, out.n, RULE_REPAIR_MIME) :
	    keep(st, at, len);
}

/* What begins at at and may be an escape: gives its length. */
static size_t
undo(struct state *st, size_t at)
{
	switch (st->l->s[at]) {
	case '&':
		return entity(st, at);
	case '\\':
		return backslash(st, at);
	case '%':
		return percent(st, at);
	default:
		return st->l->s[at + 1] == '?' ? mime(st, at) : quoted(st, at);
	}
}

bool
qi_unescape(struct line *l, const struct pass_env *env, struct buf *bytes)
{
	struct state st = { l, env, bytes, false, false, false };
	struct text t = { l->s, l->n };
	size_t at = qi_unescape_find(t, 0, env), end;

	if (at == t.n)
		return false;
	st.html = env->on[RULE_REPAIR_ENTITY] && has_tag(l);
	st.quoted = env->on[RULE_REPAIR_QUOTED] && is_quoted(l, env, bytes);
	qi_line_begin(l);
	qi_line_keep(l, 0, at);
	while (at < t.n) {
		end = at + undo(&st, at);
		at = qi_unescape_find(t, end, env);
		qi_line_keep(l, end, at);
	}
	return st.changed && qi_line_end(l);
}
