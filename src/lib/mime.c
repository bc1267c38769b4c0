/* SPDX-License-Identifier: Apache-2.0 */
/* mime.c - encoded words in the headers of mail: RFC 2047 */
#include "config.h"

#include "mime.h"

#include "escape.h"
#include "hex.h"
#include "label.h"

struct word {
	const struct charset *cs;
	const uint8_t *text;
	size_t n;
	bool base64;
};

/* So many bytes at s are printable ASCII and none of two. */
static size_t
span(const uint8_t *s, size_t n, uint8_t stop, uint8_t or)
{
	size_t at = 0;

	while (at < n && s[at] > ' ' && s[at] < 0x7f && s[at] != stop &&
	    s[at] != or)
		at++;
	return at;
}

/* =?charset*language?B?text?= at s: its length, or 0. */
static size_t
read_word(const uint8_t *s, size_t n, struct word *w)
{
	const char *name;
	size_t at = 2, label;
	uint8_t how;

	if (n < 2 || s[0] != '=' || s[1] != '?')
		return 0;
	label = span(s + at, n - at, '?', '*');
	at += label;
	at += span(s + at, n - at, '?', '?');
	if (n - at < 3 || s[at] != '?' || s[at + 2] != '?')
		return 0;
	how = qi_label_lower(s[at + 1]);
	if (how != 'b' && how != 'q')
		return 0;
	at += 3;
	w->base64 = how == 'b';
	w->text = s + at;
	w->n = span(s + at, n - at, '?', '?');
	at += w->n;
	if (n - at < 2 || s[at] != '?' || s[at + 1] != '=')
		return 0;
	name = qi_label_find(s + 2, label);
	w->cs = name != NULL ? qi_charset_find(name) : NULL;
	return w->cs != NULL && !qi_charset_is_wide(w->cs) ? at + 2 : 0;
}

static int
digit(uint8_t b)
{
	return b >= 'A' && b <= 'Z' ? b - 'A' : b >= 'a' && b <= 'z' ?
	    b - 'a' + 26 : b >= '0' && b <= '9' ? b - '0' + 52 :
	    b == '+' ? 62 : b == '/' ? 63 : -1;
}

static bool
read_base64(const struct word *w, struct buf *bytes)
{
	uint32_t bits = 0;
	size_t n = w->n, i;
	uint8_t b;

	while (n > 0 && w->text[n - 1] == '=')
		n--;
	for (i = 0; i < n; i++) {
		if (digit(w->text[i]) < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit(w->text[i]);
		b = (uint8_t)(bits >> (6 - i % 4 * 2));
		if (i % 4 != 0)
			qi_buf_put(bytes, &b, 1);
	}
	return n % 4 != 1;
}

static bool
read_q(const struct word *w, struct buf *bytes)
{
	size_t i;
	uint8_t b;
	int v;

	for (i = 0; i < w->n; i++) {
		b = w->text[i] == '_' ? ' ' : w->text[i];
		if (b == '=') {
			v = qi_hex_byte(w->text + i + 1, w->n - i - 1);
			if (v < 0)
				return false;
			b = (uint8_t)v;
			i += 2;
		}
		qi_buf_put(bytes, &b, 1);
	}
	return true;
}

static bool
add_char(struct buf *out, uint32_t cp)
{
	uint8_t s[4];

	if (!qi_is_written(cp))
		return false;
	qi_buf_put(out, s, qi_text_put(s, cp));
	return true;
}

/* Add s[0, n) in UTF-8 to out; false if some is unreadable. */
static bool
convert_shifts(struct decoder *d, const struct charset *cs, const uint8_t *s,
    size_t n, struct buf *out)
{
	size_t at, len, plain = 0;
	struct escape e;
	uint32_t cp;

	qi_escape_begin(&e, qi_escape_form(cs));
	for (at = 0; at < n; at += len) {
		if (plain == 0)
			plain = qi_escape_plain(&e, s + at, n - at);
		if (plain > 0) {
			plain--;
			cp = s[at];
			len = 1;
		} else
			len = qi_escape_next(&e, d, s + at, n - at, &cp);
		if (cp != ESCAPE_NONE && !add_char(out, cp))
			return false;
	}
	return true;
}

static bool
convert(struct decoder *d, const struct charset *cs, const uint8_t *s,
    size_t n, struct buf *out)
{
	uint32_t cp[2];
	size_t at;

	if (!qi_charset_open(d, cs))
		return false;
	if (cs->form == FORM_SHIFT)
		return convert_shifts(d, cs, s, n, out);
	for (at = 0; at < n; ) {
		at += qi_charset_next(d, cs, s + at, n - at, cp);
		if (!add_char(out, cp[0]) ||
		    (cp[1] != 0 && !add_char(out, cp[1])))
			return false;
	}
	return true;
}

size_t
qi_mime_read(const uint8_t *s, size_t n, struct decoder *d, struct buf *bytes,
    struct text *out)
{
	const struct charset *cs = NULL;
	size_t at = 0, end = 0, len, had;
	struct word w;

	*out = (struct text){ NULL, 0 };
	qi_buf_reset(bytes);
	while ((len = read_word(s + at, n - at, &w)) > 0 &&
	    (cs == NULL || cs == w.cs)) {
		had = bytes->n;
		if (!(w.base64 ? read_base64 : read_q)(&w, bytes)) {
			bytes->n = had;
			break;
		}
		cs = w.cs;
		at = end = at + len;
		while (at < n && qi_label_is_space(s[at]))
			at++;
	}
	/* A byte becomes four at most: then what was read stays where it is. */
	had = bytes->n;
	if (had > 0 && qi_buf_reserve(bytes, 4 * had) &&
	    convert(d, cs, bytes->p, had, bytes))
		*out = (struct text){ bytes->p + had, bytes->n - had };
	return end;
}
