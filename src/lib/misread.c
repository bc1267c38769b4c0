/* SPDX-License-Identifier: Apache-2.0 */
/* misread.c - the charsets that text is wrongly read in */
#include "config.h"

#include "misread.h"

#include <string.h>

#include "encode.h"
#include "gbk.h"
#include "single.h"
#include "text.h"

#include "tab_charset.h"

static const struct {
	const char *name;
	unsigned set;		/* of single.h */
} as_table[AS_ALL] = {
	[AS_1252] = { "windows-1252", SET_WINDOWS_1252 },
	[AS_1250] = { "windows-1250", SET_WINDOWS_1250 },
	[AS_1251] = { "windows-1251", SET_WINDOWS_1251 },
	[AS_1253] = { "windows-1253", SET_WINDOWS_1253 },
	[AS_1254] = { "windows-1254", SET_WINDOWS_1254 },
	[AS_437] = { "IBM437", SET_IBM437 },
	[AS_850] = { "IBM850", SET_IBM850 },
	[AS_MAC] = { "macintosh", SET_MACINTOSH },
	[AS_GBK] = { "GBK", 0 },
	[AS_BIG5] = { "Big5", 0 },
	[AS_SHIFT_JIS] = { "Shift_JIS", 0 },
	[AS_EUC_KR] = { "EUC-KR", 0 },
	[AS_MIXED] = { "UTF-8 or ISO-8859-1", 0 },
};

const char *
qi_misread_name(enum misread_as as)
{
	return as_table[as].name;
}

unsigned
qi_misread_set(enum misread_as as)
{
	return as_table[as].set;
}

/* A character of private use is cell n of a user area whose rows have width
 * cells; the trail byte of a cell is up to the caller. */
struct area {
	uint16_t from;		/* the first code point */
	uint16_t cells;
	uint8_t lead;		/* of the first row */
	uint8_t skip;		/* cells of it that are no part of the area */
};

static const struct area *
area_of(const struct area *a, size_t n, uint32_t cp)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (cp >= a[i].from && cp < a[i].from + (uint32_t)a[i].cells)
			return &a[i];
	return NULL;
}

static size_t
big5_user(uint32_t cp, uint8_t out[4])
{
	static const struct area areas[] = {
		{ 0xe000, 5 * 157, 0xfa, 0 }, { 0xe311, 19 * 157, 0x8e, 0 },
		{ 0xeeb8, 13 * 157, 0x81, 0 }, { 0xf6b1, 94 + 2 * 157, 0xc6, 63 }
	};
	const struct area *a = area_of(areas, 4, cp);
	uint32_t n;

	if (a == NULL)
		return 0;
	n = cp - a->from + a->skip;
	out[0] = (uint8_t)(a->lead + n / 157);
	n %= 157;
	out[1] = (uint8_t)(n < 63 ? 0x40 + n : 0xa1 + n - 63);
	return 2;
}

static size_t
shift_jis_user(uint32_t cp, uint8_t out[4])
{
	uint32_t n = cp - 0xe000;

	if (cp < 0xe000 || cp >= 0xe000 + 10 * 188)
		return 0;
	out[0] = (uint8_t)(0xf0 + n / 188);
	n %= 188;
	out[1] = (uint8_t)(n < 63 ? 0x40 + n : 0x41 + n);
	return 2;
}

static size_t
euc_kr_user(uint32_t cp, uint8_t out[4])
{
	uint32_t n = cp - 0xe000;

	if (cp < 0xe000 || cp >= 0xe000 + 2 * 94)
		return 0;
	out[0] = n < 94 ? 0xc9 : 0xfe;
	out[1] = (uint8_t)(0xa1 + n % 94);
	return 2;
}

/* The bytes that are no lead byte are characters by themselves. */
static size_t
alone(enum misread_as as, uint32_t cp, uint8_t out[4])
{
	static const uint16_t from_fd[] = { 0xf8f1, 0xf8f2, 0xf8f3 };
	unsigned b = 0, i;

	switch (as) {
	case AS_GBK:
		b = cp == 0x20ac ? 0x80 : cp == 0xf8f5 ? 0xff : 0;
		break;
	case AS_BIG5:
		b = cp == 0x80 ? 0x80 : cp == 0xf8f8 ? 0xff : 0;
		break;
	case AS_EUC_KR:
		b = cp == 0x80 ? 0x80 : cp == 0xf8f7 ? 0xff : 0;
		break;
	case AS_SHIFT_JIS:
		if (cp == 0x80 || cp == 0xa0)
			b = cp;
		else if (cp == 0xf8f0)
			b = 0xa0;
		for (i = 0; i < 3; i++)
			if (cp == from_fd[i])
				b = 0xfd + i;
		break;
	default:
		break;
	}
	out[0] = (uint8_t)b;
	return b != 0;
}

static size_t
gbk(uint32_t cp, uint8_t out[4])
{
	unsigned pair = qi_gbk_encode(cp);
	size_t n;

	if (pair != 0) {
		out[0] = (uint8_t)(pair >> 8);
		out[1] = (uint8_t)pair;
		return 2;
	}
	n = qi_charset_put(&qi_charsets[CS_GB18030], cp, out);
	return n == 4 ? 0 : n;	/* misread UTF-8 has no such */
}

size_t
qi_misread_bytes(enum misread_as as, uint32_t cp, uint8_t out[4])
{
	size_t n;

	if (cp < 0x80) {
		out[0] = (uint8_t)cp;
		return 1;
	}
	if (AS_IS_SINGLE(as)) {
		/* What a charset has not is C1; Latin-1 is all of that. */
		out[0] = (uint8_t)qi_single_encode(as_table[as].set, cp);
		if (out[0] == 0 && (as == AS_1252 ? cp < 0x100 : cp < 0xa0 &&
		    qi_single_decode(as_table[as].set, (uint8_t)cp) == 0))
			out[0] = (uint8_t)cp;
		return out[0] != 0;
	}
	if (as == AS_MIXED) {
		if (cp >= 0x100)
			return qi_text_put(out, cp);
		out[0] = (uint8_t)cp;
		return 1;
	}
	n = alone(as, cp, out);
	if (n > 0)
		return n;
	switch (as) {
	case AS_GBK:
		return gbk(cp, out);
	case AS_BIG5:
		n = big5_user(cp, out);
		return n > 0 ? n : qi_charset_put(&qi_charsets[CS_BIG5], cp, out);
	case AS_SHIFT_JIS:
		n = shift_jis_user(cp, out);
		return n > 0 ? n :
		    qi_charset_put(&qi_charsets[CS_SHIFT_JIS], cp, out);
	default:
		n = euc_kr_user(cp, out);
		return n > 0 ? n :
		    qi_charset_put(&qi_charsets[CS_EUC_KR], cp, out);
	}
}

/*
 * Kana and Cyrillic letters of Big5 as the Unicode Consortium's table has them,
 * and Python: one behind another from that byte pair on.
 */
static const struct {
	uint16_t from, to, pair;
} big5_rows[] = {
	{ 0x3041, 0x3093, 0xc6a5 }, { 0x30a1, 0x30f6, 0xc6f8 },
	{ 0x0414, 0x0415, 0xc7b1 }, { 0x0401, 0x0401, 0xc7b3 },
	{ 0x0416, 0x041c, 0xc7b4 }, { 0x0423, 0x0435, 0xc7bb },
	{ 0x0451, 0x0451, 0xc7ce }, { 0x0436, 0x044f, 0xc7cf },
	{ 0x2460, 0x2469, 0xc7e9 }, { 0x2474, 0x247d, 0xc7f3 },
};

static size_t
big5_other(uint32_t cp, uint8_t out[4])
{
	size_t i;
	unsigned n;

	for (i = 0; i < sizeof(big5_rows) / sizeof(big5_rows[0]); i++) {
		if (cp < big5_rows[i].from || cp > big5_rows[i].to)
			continue;
		n = big5_rows[i].pair & 0xff;
		n = (n < 0x7f ? n - 0x40 : n - 0xa1 + 63) + cp -
		    big5_rows[i].from;
		out[0] = (uint8_t)((big5_rows[i].pair >> 8) + n / 157);
		n %= 157;
		out[1] = (uint8_t)(n < 63 ? 0x40 + n : 0xa1 + n - 63);
		return 2;
	}
	return 0;
}

/* The rows in which code page 932 has what is somewhere else, too. */
static size_t
shift_jis_other(uint32_t cp, uint8_t out[4])
{
	static const uint8_t rows[] = { 0x87, 0xed, 0xee, 0xfa, 0xfb, 0xfc };
	const uint32_t *pairs = qi_charset_pairs(&qi_charsets[CS_SHIFT_JIS]);
	unsigned trail, first;
	uint32_t entry, is[2];
	uint8_t b[4];
	size_t i;

	if (qi_charset_put(&qi_charsets[CS_SHIFT_JIS], cp, b) != 2)
		return 0;
	/* Marks of mathematics, and what IBM added. */
	first = b[0] == 0x81 || b[0] == 0x87 || b[0] >= 0xed ? 0 : 6;
	for (i = first; i < sizeof(rows); i++)
		for (trail = 0x40; trail < 0xfd; trail++) {
			entry = pairs[PAIRS_INDEX(rows[i], trail)];
			if (entry == 0 || (rows[i] == b[0] && trail == b[1]))
				continue;
			qi_pairs_char(entry, is);
			if (is[0] != cp)
				continue;
			out[0] = rows[i];
			out[1] = (uint8_t)trail;
			return 2;
		}
	return 0;
}

size_t
qi_misread_other(enum misread_as as, uint32_t cp, uint8_t out[4])
{
	return as == AS_BIG5 && cp < 0x4e00 ? big5_other(cp, out) :
	    as == AS_SHIFT_JIS && cp >= 0x80 && (cp < 0x3000 || cp > 0x3100) ?
	    shift_jis_other(cp, out) : 0;
}

void
qi_misread_text(const struct misread *m, char out[MISREAD_TEXT])
{
	size_t i, n = 0;
	const char *word[4];
	unsigned k;

	for (i = MISREADINGS; i-- > 0; ) {
		if (m->as[i] == AS_NONE)
			continue;
		word[0] = n > 0 ? ", " : "";
		word[1] = qi_charsets[m->is[i] - 1].name;
		word[2] = " as ";
		word[3] = qi_misread_name((enum misread_as)m->as[i]);
		for (k = 0; k < 4; k++) {
			size_t len = strlen(word[k]);

			if (len >= MISREAD_TEXT - n)
				break;
			memcpy(out + n, word[k], len);
			n += len;
		}
	}
	out[n] = '\0';
}
