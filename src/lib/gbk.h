/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gbk.h - GBK both ways: two bytes and a code point
 *
 * This is GBK as Windows decodes it (code page 936): with the user areas as
 * private use characters, so that every pair of a lead byte 0x81..0xFE and a
 * trail byte 0x40..0x7E, 0x80..0xFE is a character.  Source of the table:
 * data/charset/gb18030.tsv; what code page 936 has otherwise: cp936.tsv.
 */
#ifndef GBK_H
#define GBK_H

#include <stdbool.h>
#include <stdint.h>

#define GBK_PAIRS (126 * 190)

static inline bool
qi_gbk_is_lead(unsigned b)
{
	return b >= 0x81 && b <= 0xfe;
}

static inline bool
qi_gbk_is_trail(unsigned b)
{
	return b >= 0x40 && b <= 0xfe && b != 0x7f;
}

/* An index below GBK_PAIRS; lead and trail must be such bytes. */
static inline unsigned
qi_gbk_index(unsigned lead, unsigned trail)
{
	return (lead - 0x81) * 190 + trail - (trail < 0x7f ? 0x40 : 0x41);
}

/* The code point of two bytes, or 0 when they are not a lead and a trail. */
uint32_t qi_gbk_decode(unsigned lead, unsigned trail);

/* The two bytes of a code point, the lead above the trail, or 0. */
unsigned qi_gbk_encode(uint32_t cp);

/* An ideograph of GB2312: what simplified text is written with. */
static inline bool
qi_gbk_is_gb2312_han(unsigned pair)
{
	return pair >= 0xb0a1 && pair <= 0xf7fe && (pair & 0xff) >= 0xa1;
}

#endif
