/* SPDX-License-Identifier: Apache-2.0 */
/* hex.h - code points and bytes that are written in hexadecimal digits */
#ifndef HEX_H
#define HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

static inline bool
qi_is_hex(uint8_t b)
{
	return (b >= '0' && b <= '9') ||
	    ((b | 0x20) >= 'a' && (b | 0x20) <= 'f');
}

/* The digit b, which is one. */
static inline unsigned
qi_hex(uint8_t b)
{
	return b <= '9' ? b - (unsigned)'0' : (b | 0x20u) - 'a' + 10;
}

/* The byte of two digits at s, or -1. */
static inline int
qi_hex_byte(const uint8_t *s, size_t n)
{
	return n >= 2 && qi_is_hex(s[0]) && qi_is_hex(s[1]) ?
	    (int)(qi_hex(s[0]) << 4 | qi_hex(s[1])) : -1;
}

static inline uint32_t
qi_surrogates(uint32_t high, uint32_t low)
{
	return 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff));
}

/* Could somebody have meant this code point, who wrote its number?  No
 * surrogates, no noncharacters, no controls but the tab and C1: a newline would
 * make two lines of one. */
static inline bool
qi_is_written(uint32_t cp)
{
	return cp == '\t' || (cp >= ' ' && cp != 0x7f && cp < 0x110000 &&
	    (cp < 0xd800 || cp > 0xdfff) && (cp < 0xfdd0 || cp > 0xfdef) &&
	    (cp & 0xfffe) != 0xfffe);
}

#endif
