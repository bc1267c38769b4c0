/* SPDX-License-Identifier: Apache-2.0 */
/*
 * declare.c - what a text, or who sent it, says of its charset
 *
 * The scan of HTML follows "prescan a byte stream to determine its encoding"
 * of the HTML Standard step by step, with "get an attribute", "extracting a
 * character encoding from a meta element" and "get an XML encoding".
 */
#include "config.h"

#include "declare.h"

#include <string.h>

#include "label.h"

struct attribute {
	struct text name, value;	/* as they stand, in any case */
};

enum got {
	GOT_ATTRIBUTE,
	GOT_NONE,	/* the tag ends here */
	GOT_END		/* the text does */
};

static bool
is_letter(uint8_t b)
{
	return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

/* Does t have word, which is in lower case, at at? */
static bool
has(struct text t, size_t at, const char *word)
{
	size_t n = strlen(word), i;

	if (at > t.n || n > t.n - at)
		return false;
	for (i = 0; i < n; i++)
		if (qi_label_lower(t.s[at + i]) != (uint8_t)word[i])
			return false;
	return true;
}

/* The same, and no more. */
static bool
is(struct text t, const char *word)
{
	return t.n == strlen(word) && has(t, 0, word);
}

static struct text
part(struct text t, size_t from, size_t to)
{
	return (struct text){ t.s + from, to - from };
}

static size_t
skip_space(struct text t, size_t at)
{
	while (at < t.n && qi_label_is_space(t.s[at]))
		at++;
	return at;
}

/* XML takes all control characters for space. */
static size_t
skip_low(struct text t, size_t at)
{
	while (at < t.n && t.s[at] <= ' ')
		at++;
	return at;
}

/* Where the next b is from at on, or t.n. */
static size_t
find(struct text t, size_t at, uint8_t b)
{
	const uint8_t *p = at < t.n ? memchr(t.s + at, b, t.n - at) : NULL;

	return p != NULL ? (size_t)(p - t.s) : t.n;
}

/* Labels that need wide units cannot be true of what was read as bytes. */
static const char *
known(struct text label)
{
	const char *name = qi_label_find(label.s, label.n);

	return name == NULL || (strncmp(name, "UTF-16", 6) != 0 &&
	    strncmp(name, "UTF-32", 6) != 0) ? name : "UTF-8";
}

static enum got
get_attribute(struct text t, size_t *pos, struct attribute *a)
{
	size_t at = *pos, from;
	uint8_t quote;

	*a = (struct attribute){ { NULL, 0 }, { NULL, 0 } };
	while (at < t.n && (qi_label_is_space(t.s[at]) || t.s[at] == '/'))
		at++;
	*pos = at;
	if (at == t.n)
		return GOT_END;
	if (t.s[at] == '>')
		return GOT_NONE;
	for (from = at; at < t.n && !qi_label_is_space(t.s[at]) &&
	    t.s[at] != '/' && t.s[at] != '>'; at++)
		if (t.s[at] == '=' && at > from)
			break;
	a->name = part(t, from, at);
	at = skip_space(t, at);
	*pos = at;
	if (at == t.n)
		return GOT_END;
	if (t.s[at] != '=')
		return GOT_ATTRIBUTE;
	at = skip_space(t, at + 1);
	if (at == t.n)
		return GOT_END;
	if (t.s[at] == '"' || t.s[at] == '\'') {
		quote = t.s[at];
		from = at + 1;
		at = find(t, from, quote);
		*pos = at + 1;
	} else {
		for (from = at; at < t.n && !qi_label_is_space(t.s[at]) &&
		    t.s[at] != '>'; at++)
			;
		*pos = at;
	}
	a->value = part(t, from, at);
	return at == t.n ? GOT_END : GOT_ATTRIBUTE;
}

/* "text/html; charset=gbk" in the attribute content; NULL: none is known. */
static const char *
from_content(struct text t)
{
	size_t at, to;

	for (at = 0; at < t.n; ) {
		if (!has(t, at, "charset")) {
			at++;
			continue;
		}
		at = skip_space(t, at + 7);
		if (at == t.n || t.s[at] != '=')
			continue;
		at = skip_space(t, at + 1);
		if (at == t.n)
			return NULL;
		if (t.s[at] == '"' || t.s[at] == '\'') {
			to = find(t, at + 1, t.s[at]);
			return to < t.n ? known(part(t, at + 1, to)) : NULL;
		}
		for (to = at; to < t.n && t.s[to] != ';' &&
		    !qi_label_is_space(t.s[to]); to++)
			;
		return known(part(t, at, to));
	}
	return NULL;
}

/* The attributes of <meta>; *name is what it says, if anything. */
static enum got
get_meta(struct text t, size_t *pos, const char **name)
{
	bool pragma = false, by_pragma = false, said = false;
	bool content = false, equiv = false, charset = false;
	const char *value = NULL;
	struct attribute a;
	enum got got;

	*name = NULL;
	while ((got = get_attribute(t, pos, &a)) == GOT_ATTRIBUTE) {
		/* Only the first of a name counts. */
		if (is(a.name, "http-equiv") && !equiv) {
			equiv = true;
			pragma = is(a.value, "content-type");
		} else if (is(a.name, "content") && !content) {
			const char *s = from_content(a.value);

			content = true;
			if (s != NULL && !said) {
				said = by_pragma = true;
				value = s;
			}
		} else if (is(a.name, "charset") && !charset) {
			charset = said = true;
			by_pragma = false;
			value = known(a.value);
		}
	}
	if (got == GOT_NONE && said && (pragma || !by_pragma))
		*name = value;
	return got;
}

/* Past a comment, a declaration or the like that starts at at; t.n: no end. */
static size_t
skip_comment(struct text t, size_t at)
{
	size_t end = find(t, at, '>');

	if (!has(t, at, "<!--"))
		return end;
	while (end < t.n && (end < at + 4 || t.s[end - 1] != '-' ||
	    t.s[end - 2] != '-'))
		end = find(t, end + 1, '>');
	return end;
}

/* Does a tag start at at, "<meta" or any? */
static bool
is_meta(struct text t, size_t at)
{
	return has(t, at, "<meta") && at + 5 < t.n &&
	    (t.s[at + 5] == '/' || qi_label_is_space(t.s[at + 5]));
}

static bool
is_tag(struct text t, size_t at)
{
	at += has(t, at, "</") ? 2 : 1;
	return at < t.n && is_letter(t.s[at]);
}

static const char *
html(struct text t)
{
	const char *name;
	struct attribute a;
	enum got got;
	size_t at;

	for (at = find(t, 0, '<'); at < t.n; at = find(t, at, '<')) {
		if (is_meta(t, at)) {
			at += 5;
			got = get_meta(t, &at, &name);
			if (name != NULL)
				return name;
		} else if (is_tag(t, at)) {
			while (at < t.n && t.s[at] != '>' &&
			    !qi_label_is_space(t.s[at]))
				at++;
			do
				got = get_attribute(t, &at, &a);
			while (got == GOT_ATTRIBUTE);
		} else if (has(t, at, "<!") || has(t, at, "</") ||
		    has(t, at, "<?")) {
			at = skip_comment(t, at);
			continue;
		} else {
			at++;
			continue;
		}
		if (got == GOT_END)
			return NULL;
	}
	return NULL;
}

/* Unlike HTML, XML and CSS tell small letters from capitals. */
static bool
starts(struct text t, const char *with, size_t n)
{
	return t.n >= n && memcmp(t.s, with, n) == 0;
}

static const char *
xml(struct text t)
{
	size_t at, to;

	to = find(t, 0, '>');
	if (!starts(t, "<?xml", 5) || to == t.n)
		return NULL;
	t.n = to;
	for (at = 5; at < t.n; at++)
		if (starts(part(t, at, t.n), "encoding", 8))
			break;
	if (at == t.n)
		return NULL;
	at = skip_low(t, at + 8);
	if (at == t.n || t.s[at] != '=')
		return NULL;
	at = skip_low(t, at + 1);
	if (at == t.n || (t.s[at] != '"' && t.s[at] != '\''))
		return NULL;
	to = find(t, at + 1, t.s[at]);
	/* No space inside, though label.h would pass over it. */
	if (to == t.n || skip_low(t, at + 1) > at + 1 || t.s[to - 1] <= ' ')
		return NULL;
	return known(part(t, at + 1, to));
}

static const char *
css(struct text t)
{
	size_t to = find(t, 10, '"');

	return to + 1 < t.n && t.s[to + 1] == ';' ? known(part(t, 10, to)) :
	    NULL;
}

const char *
qi_declare_prescan(struct text t)
{
	const char *name;

	if (t.n > DECLARE_HEAD)
		t.n = DECLARE_HEAD;
	if (starts(t, "<\0?\0x\0", 6))
		return "UTF-16LE";
	if (starts(t, "\0<\0?\0x", 6))
		return "UTF-16BE";
	if (starts(t, "@charset \"", 10))
		return css(t);
	name = html(t);
	return name != NULL ? name : xml(t);
}

static struct text
trimmed(struct text t)
{
	size_t at = skip_space(t, 0);

	while (t.n > at && qi_label_is_space(t.s[t.n - 1]))
		t.n--;
	return part(t, at, t.n);
}

static size_t
parameter_end(struct text t, size_t at)
{
	while (at < t.n && t.s[at] != ';' && t.s[at] != ',')
		at++;
	return at;
}

/*
 * The parameters of a media type, and what people write for them: blanks
 * around the "=", single quotation marks, a comma and another media type.
 */
const char *
qi_declare_content_type(const char *s, size_t n)
{
	struct text t = { (const uint8_t *)s, n }, name, value;
	const char *label = qi_label_find(t.s, n);
	size_t at, from, end;

	if (label != NULL)
		return label;
	for (at = 0; at < n; at = end + 1) {
		for (from = at; at < n && t.s[at] != '='; at++)
			if (t.s[at] == ';' || t.s[at] == ',')
				break;
		end = at;
		if (at == n || t.s[at] != '=')
			continue;
		name = trimmed(part(t, from, at));
		at = skip_space(t, at + 1);
		if (at < n && (t.s[at] == '"' || t.s[at] == '\'')) {
			from = at + 1;
			for (end = from; end < n && t.s[end] != t.s[at]; end++)
				if (t.s[end] == '\\' && end + 1 < n)
					end++;
			value = part(t, from, end);
			end = parameter_end(t, end);
		} else {
			end = parameter_end(t, at);
			value = part(t, at, end);
		}
		/* The first counts, known or not. */
		if (is(name, "charset") && value.n > 0)
			return qi_label_find(value.s, value.n);
	}
	return NULL;
}
