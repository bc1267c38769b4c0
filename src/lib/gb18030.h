/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gb18030.h - the four-byte part of GB18030, both ways
 *
 * What of Unicode is not in two bytes is here, in its order.  Source of the
 * ranges: data/charset/gb18030-ranges.tsv.
 */
#ifndef GB18030_H
#define GB18030_H

#include <stdint.h>

#define GB18030_NONE UINT32_MAX

/* The code point of four bytes, each of which is in the range of its place:
 * 0x81..0xFE and 0x30..0x39 by turns.  GB18030_NONE if it is none. */
uint32_t qi_gb18030_decode(const uint8_t s[4]);

/* The number of the four bytes of a code point; GB18030_NONE if it has none. */
uint32_t qi_gb18030_number(uint32_t cp);

/* The four bytes of a number. */
static inline void
qi_gb18030_put(uint8_t s[4], uint32_t number)
{
	s[0] = (uint8_t)(0x81 + number / 12600);
	s[1] = (uint8_t)(0x30 + number / 1260 % 10);
	s[2] = (uint8_t)(0x81 + number / 10 % 126);
	s[3] = (uint8_t)(0x30 + number % 10);
}

#endif
