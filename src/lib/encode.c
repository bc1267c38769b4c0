/* SPDX-License-Identifier: Apache-2.0 */
/* encode.c - write a character in any charset that has tables here */
#include "config.h"

#include "encode.h"

#include "gb18030.h"
#include "gbk.h"
#include "single.h"
#include "text.h"

#include "tab_encode.h"

static size_t
put_two(uint8_t *out, unsigned pair)
{
	out[0] = (uint8_t)(pair >> 8);
	out[1] = (uint8_t)pair;
	return pair == 0 ? 0 : 2;
}

/* What the table has: planes 0 and 2 of Unicode are in it. */
static unsigned
look_up(enum form form, uint32_t cp)
{
	uint32_t plane = cp >> 16, at;

	if (plane != 0 && plane != 2)
		return 0;
	at = ((form - FORM_BIG5) * 2u + plane / 2) << 16 | (cp & 0xffff);
	return encode_block[encode_index[at / 32]][at % 32];
}

static size_t
utf16(uint8_t *out, uint32_t cp, unsigned lo)
{
	unsigned hi = 1 - lo;
	uint32_t low = 0xdc00 | (cp & 0x3ff);

	if (cp < 0x10000) {
		out[lo] = (uint8_t)cp;
		out[hi] = (uint8_t)(cp >> 8);
		return 2;
	}
	cp = 0xd800 | (cp - 0x10000) >> 10;
	out[lo] = (uint8_t)cp;
	out[hi] = (uint8_t)(cp >> 8);
	out[2 + lo] = (uint8_t)low;
	out[2 + hi] = (uint8_t)(low >> 8);
	return 4;
}

static size_t
utf32(uint8_t *out, uint32_t cp, bool le)
{
	unsigned i;

	for (i = 0; i < 4; i++)
		out[i] = (uint8_t)(cp >> 8 * (le ? i : 3 - i));
	return 4;
}

/* Is that a pair of GB18030 for cp? */
static bool
is_pair_of(unsigned pair, uint32_t cp)
{
	uint32_t is[2];

	qi_pairs_char(qi_pairs(PAIRS_GB18030)[PAIRS_INDEX(pair >> 8,
	    pair & 0xff)], is);
	return is[0] == cp;
}

/* GBK has its pairs, but for private use that is none in GB18030 any more,
 * and for what became characters of plane 2. */
static unsigned
gb18030_pair(uint32_t cp)
{
	static const uint16_t plane2[6] = {
		0xfe51, 0xfe52, 0xfe53, 0xfe6c, 0xfe76, 0xfe91
	};
	unsigned pair = qi_gbk_encode(cp), i;

	for (i = 0; cp >> 16 == 2 && i < 6; i++)
		if (is_pair_of(plane2[i], cp))
			return plane2[i];
	return pair != 0 && (cp < 0xe000 || is_pair_of(pair, cp)) ? pair : 0;
}

static size_t
gb18030(uint8_t *out, uint32_t cp)
{
	unsigned pair = gb18030_pair(cp);
	uint32_t number;

	if (pair != 0)
		return put_two(out, pair);
	number = qi_gb18030_number(cp);
	if (number == GB18030_NONE)
		return 0;
	qi_gb18030_put(out, number);
	return 4;
}

static size_t
shift_jis(uint8_t *out, uint32_t cp)
{
	if (cp < 0xff61 || cp > 0xff9f)
		return put_two(out, look_up(FORM_SHIFT_JIS, cp));
	out[0] = (uint8_t)(cp - 0xff61 + 0xa1);
	return 1;
}

/* The pairs of JIS X 0212 stand in the table without their top bit. */
static size_t
euc_jp(uint8_t *out, uint32_t cp)
{
	unsigned pair = look_up(FORM_EUC_JP, cp);

	if (pair == 0 || pair >= 0x8000)
		return put_two(out, pair);
	out[0] = 0x8f;
	return 1 + put_two(out + 1, pair | 0x8000);
}

/* The table has the number of a cell, counted from 1, in those rows of all
 * planes that there are. */
static size_t
euc_tw(uint8_t *out, uint32_t cp)
{
	unsigned cell = look_up(FORM_EUC_TW, cp), plane, pair;

	if (cell == 0)
		return 0;
	plane = euc_tw_row[(cell - 1) / 94] >> 8;
	pair = (euc_tw_row[(cell - 1) / 94] & 0xffu) << 8 |
	    (0xa1 + (cell - 1) % 94);
	if (plane == 1)
		return put_two(out, pair);
	out[0] = 0x8e;
	out[1] = (uint8_t)(0xa0 + plane);
	return 2 + put_two(out + 2, pair);
}

static size_t
single(const struct charset *cs, uint8_t *out, uint32_t cp)
{
	unsigned set = (unsigned)(cs - &qi_charsets[CS_SINGLE]);

	out[0] = (uint8_t)qi_single_encode(set, cp);
	/* The bytes that it leaves free are controls: see qi_charset_next(). */
	if (out[0] == 0 && cp < 0xa0 &&
	    qi_single_decode(set, (uint8_t)cp) == 0)
		out[0] = (uint8_t)cp;
	return out[0] != 0;
}

size_t
qi_charset_put(const struct charset *cs, uint32_t cp, uint8_t out[4])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return 0;
	switch (cs->form) {
	case FORM_UTF16LE:
	case FORM_UTF16BE:
		return utf16(out, cp, cs->form == FORM_UTF16BE);
	case FORM_UTF32LE:
	case FORM_UTF32BE:
		return utf32(out, cp, cs->form == FORM_UTF32LE);
	case FORM_SHIFT:
	case FORM_DOUBLE:
		return 0;
	default:
		break;
	}
	if (cp < 0x80) {
		out[0] = (uint8_t)cp;
		return 1;
	}
	switch (cs->form) {
	case FORM_UTF8:
		return qi_text_put(out, cp);
	case FORM_GB18030:
		return gb18030(out, cp);
	case FORM_SHIFT_JIS:
		return shift_jis(out, cp);
	case FORM_EUC_JP:
		return euc_jp(out, cp);
	case FORM_EUC_TW:
		return euc_tw(out, cp);
	case FORM_BIG5:
	case FORM_EUC_KR:
		return put_two(out, look_up(cs->form, cp));
	default:
		return single(cs, out, cp);
	}
}
