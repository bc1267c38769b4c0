/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - bytes as a member of a JSON object */
#include "config.h"

#include "json.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

/* Decode the character at s: its length, 0 when it is not UTF-8; n > 0. */
static size_t
decode(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = s[0] < 0x80 ? 1 : s[0] < 0xc0 ? 0 : s[0] < 0xe0 ? 2 :
	    s[0] < 0xf0 ? 3 : s[0] < 0xf8 ? 4 : 0, i;

	if (len == 0 || len > n)
		return 0;
	*cp = len == 1 ? s[0] : s[0] & (0x7fu >> len);
	for (i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*cp = *cp << 6 | (s[i] & 0x3fu);
	}
	return *cp < least[len] || *cp > 0x10ffff ||
	    (*cp >= 0xd800 && *cp < 0xe000) ? 0 : len;
}

/* RFC 8259 wants only the first three and C0; the others would not be seen,
 * and are what most changes are about. */
static bool
needs_escape(uint32_t cp)
{
	return cp == '"' || cp == '\\' || cp < 0x20 ||
	    (cp >= 0x7f && cp <= 0xa0) || cp == 0xad ||
	    (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	    (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

static void
put_text(struct output *o, const unsigned char *s, size_t n)
{
	char esc[8];
	uint32_t cp;
	size_t i, len;

	for (i = 0; i < n; i += len) {
		len = decode(s + i, n - i, &cp);
		if (!needs_escape(cp)) {
			output_put(o, s + i, len);
			continue;
		}
		snprintf(esc, sizeof(esc), "\\u%04" PRIx32, cp);
		output_puts(o, cp == '"' ? "\\\"" : cp == '\\' ? "\\\\" :
		    cp == '\n' ? "\\n" : cp == '\r' ? "\\r" :
		    cp == '\t' ? "\\t" : esc);
	}
}

static void
put_base64(struct output *o, const unsigned char *s, size_t n)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char four[4];
	uint32_t v;
	size_t i;

	for (i = 0; i < n; i += 3) {
		v = (uint32_t)s[i] << 16 |
		    (i + 1 < n ? (uint32_t)s[i + 1] << 8 : 0) |
		    (i + 2 < n ? s[i + 2] : 0u);
		four[0] = digit[v >> 18];
		four[1] = digit[v >> 12 & 63];
		four[2] = i + 1 < n ? digit[v >> 6 & 63] : '=';
		four[3] = i + 2 < n ? digit[v & 63] : '=';
		output_put(o, four, sizeof(four));
	}
}

void
json_member(struct output *o, const char *name, const void *s, size_t n)
{
	size_t i, len = 1;
	uint32_t cp;

	for (i = 0; i < n && len > 0; i += len)
		len = decode((const unsigned char *)s + i, n - i, &cp);
	output_puts(o, "\"");
	output_puts(o, name);
	output_puts(o, len > 0 ? "\":\"" : "_bytes\":\"");
	(len > 0 ? put_text : put_base64)(o, s, n);
	output_puts(o, "\"");
}
