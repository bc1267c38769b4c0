/* SPDX-License-Identifier: Apache-2.0 */
/* entity.c - character references of HTML */
#include "config.h"

#include "entity.h"

#include <string.h>

#include "hex.h"
#include "single.h"
#include "tab_charset.h"
#include "tab_entity.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

#define DIGITS 16	/* more than a number needs: text may have zeros */

static bool
is_digit(uint8_t b)
{
	return b >= '0' && b <= '9';
}

static size_t
read_name(const uint8_t *s, size_t n, uint32_t cp[2])
{
	size_t len, lo = 0, hi = LEN(entity_cp), mid, have;
	int order;

	for (len = 0; len < n && len <= ENTITY_MAX &&
	    (is_digit(s[len]) || qi_text_is_letter(s[len])); len++)
		;
	if (len == n || s[len] != ';')
		return 0;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		have = entity_at[mid + 1] - entity_at[mid];
		order = memcmp(s, entity_name + entity_at[mid],
		    len < have ? len : have);
		if (order == 0 && len == have) {
			cp[0] = entity_cp[mid] & 0xffffff;
			cp[1] = entity_mark[entity_cp[mid] >> 24];
			return len + 1;
		}
		if (order < 0 || (order == 0 && len < have))
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

/* "#20013;" or "#x4e2d;", whatever number it is. */
static size_t
read_number(const uint8_t *s, size_t n, uint32_t *cp)
{
	size_t at = 1, start;
	bool is_hex;

	if (n < 2 || s[0] != '#')
		return 0;
	is_hex = (s[1] | 0x20) == 'x';
	at += is_hex;
	*cp = 0;
	for (start = at; at < n && at - start < DIGITS; at++) {
		if (is_hex ? !qi_is_hex(s[at]) : !is_digit(s[at]))
			break;
		*cp = *cp * (is_hex ? 16 : 10) + qi_hex(s[at]);
		if (*cp > 0x10ffff)
			return 0;
	}
	return at > start && at < n && s[at] == ';' ? at + 1 : 0;
}

/* The same of what it means, which can be a pair of surrogates. */
static size_t
read_reference(const uint8_t *s, size_t n, uint32_t *cp)
{
	size_t len = read_number(s, n, cp), more;
	uint32_t low;

	if (len == 0)
		return 0;
	if (*cp >= 0xd800 && *cp <= 0xdbff && n - len > 1 && s[len] == '&') {
		more = read_number(s + len + 1, n - len - 1, &low);
		if (more == 0 || low < 0xdc00 || low > 0xdfff)
			return 0;
		*cp = qi_surrogates(*cp, low);
		len += 1 + more;
	} else if (*cp >= 0x80 && *cp < 0xa0) {
		low = qi_single_decode(SET_WINDOWS_1252, (uint8_t)*cp);
		*cp = low != 0 ? low : *cp;
	}
	return len;
}

size_t
qi_entity_body(const uint8_t *s, size_t n, uint32_t cp[2])
{
	size_t len;

	cp[1] = 0;
	len = n > 0 && s[0] == '#' ? read_reference(s, n, &cp[0]) :
	    read_name(s, n, cp);
	return len > 0 && qi_is_written(cp[0]) ? len : 0;
}

size_t
qi_entity_read(const uint8_t *s, size_t n, uint32_t cp[2])
{
	size_t len = s[0] == '&' ? qi_entity_body(s + 1, n - 1, cp) : 0;

	return len > 0 ? len + 1 : 0;
}
