/* SPDX-License-Identifier: Apache-2.0 */
/* gloss.c - glosses: pinyin in brackets behind a character */
#include "config.h"

#include "gloss.h"

#include "reading.h"

static bool
is_letter(uint8_t b)
{
	return (b >= 'a' && b <= 'z') || b >= 0x80;
}

/* "guó)" or "guó )" at s: its length with the bracket, and the reading. */
static size_t
pinyin(const uint8_t *s, size_t n, unsigned *reading)
{
	size_t len = 0;

	/* Two letters of GBK take a byte more than those they stand for. */
	while (len < n && len < READING_MAX + 2 && is_letter(s[len]))
		len++;
	*reading = len > 0 ? qi_reading_find(s, len) : READING_NONE;
	if (*reading == READING_NONE)
		return 0;
	if (len < n && s[len] == ' ')
		len++;
	return len < n && s[len] == ')' ? len + 1 : 0;
}

static bool
starts_han(const uint8_t *s, size_t n)
{
	uint32_t cp;

	if (n < 3 || (s[0] & 0xf0) != 0xe0)
		return false;
	qi_text_char(s, &cp);
	return (cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0xe000 && cp < 0xf900);
}

/*
 * A mark that the injector's second pass looked for.  Full width it is one by
 * itself; in ASCII, as a site may have folded it, only before two ideographs
 * or before a letter with a gloss, which a shifted run starts with.
 */
static size_t
mark(const uint8_t *s, size_t n, uint32_t *cp)
{
	static const struct { uint32_t wide; char ascii; } marks[] = {
		{ 0xff0c, ',' }, { 0x3002, '.' }, { 0xff1b, ';' },
		{ 0xff1f, '?' }, { 0xff01, '!' },
	};
	size_t i, len;

	if (n == 0)
		return 0;
	len = qi_text_char(s, cp);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (*cp == marks[i].wide)
			return len;
		if (*cp != (uint8_t)marks[i].ascii || *cp == '.')
			continue;
		*cp = marks[i].wide;
		if ((starts_han(s + 1, n - 1) && starts_han(s + 4, n < 4 ? 0 : n - 4)) ||
		    (n > 2 && ((s[1] | 0x20) >= 'a' && (s[1] | 0x20) <= 'z') &&
		    s[2] == '('))
			return len;
	}
	return 0;
}

struct gloss
qi_gloss_at(struct text t, size_t at)
{
	struct gloss g = { .kind = GLOSS_NONE, .ate = t.s[at] == '?' };
	const uint8_t *s = t.s + at;
	size_t n = t.n - at, open, len;

	if (*s == '(') {
		len = pinyin(s + 1, n - 1, &g.reading);
		if (len > 0) {
			g.kind = GLOSS_WHOLE;
			g.len = 1 + len;
		}
		return g;
	}
	if (*s == '?')
		g.len = 1;
	else if (n >= 3 && s[0] == 0xef && s[1] == 0xbf && s[2] == 0xbd)
		g.len = 3;
	else
		return g;
	g.kind = GLOSS_LOST;
	open = !g.ate && n > g.len && s[g.len] == '(';
	len = pinyin(s + g.len + open, n - g.len - open, &g.reading);
	if (len > 0) {
		g.kind = GLOSS_CUT;
		g.len += open + len;
		return g;
	}
	len = mark(s + g.len, n - g.len, &g.mark);
	if (len > 0) {
		g.kind = GLOSS_BREAK;
		g.len += len;
	}
	return g;
}
