/* SPDX-License-Identifier: Apache-2.0 */
/* charset.c - read text in any charset, a character at a time */
#include "config.h"

#include "charset.h"

#include <errno.h>
#include <string.h>

#include "gb18030.h"
#include "single.h"
#include "tab_charset.h"
#include "text.h"

_Static_assert(GB18030_NONE == CHARSET_BAD, "they are given on");

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/*
 * Charsets that are a part of another are read as that one, as the WHATWG
 * Encoding Standard has it: ISO-8859-1 as windows-1252, EUC-KR as its
 * extension by Microsoft, and so on; text that needs only the part is the
 * same in both.
 */
const struct charset qi_charsets[] = {
	[CS_UTF8] = { "UTF-8", FORM_UTF8 },
	[CS_UTF16LE] = { "UTF-16LE", FORM_UTF16LE },
	[CS_UTF16BE] = { "UTF-16BE", FORM_UTF16BE },
	[CS_UTF32LE] = { "UTF-32LE", FORM_UTF32LE },
	[CS_UTF32BE] = { "UTF-32BE", FORM_UTF32BE },
	[CS_GB18030] = { "GB18030", FORM_GB18030 },
	[CS_BIG5] = { "Big5", FORM_BIG5 },
	[CS_EUC_KR] = { "EUC-KR", FORM_EUC_KR },
	[CS_SHIFT_JIS] = { "Shift_JIS", FORM_SHIFT_JIS },
	[CS_EUC_JP] = { "EUC-JP", FORM_EUC_JP },
	[CS_EUC_TW] = { "EUC-TW", FORM_EUC_TW },
	[CS_HZ] = { "HZ-GB-2312", FORM_SHIFT },
	[CS_ISO_2022_CN] = { "ISO-2022-CN", FORM_SHIFT },
	[CS_ISO_2022_JP] = { "ISO-2022-JP", FORM_SHIFT },
	[CS_ISO_2022_KR] = { "ISO-2022-KR", FORM_SHIFT },
	[CS_UTF_7] = { "UTF-7", FORM_SHIFT },
	[CS_JOHAB] = { "JOHAB", FORM_DOUBLE },
	SINGLE_CHARSETS
};

const struct charset *
qi_charset_find(const char *name)
{
	size_t i;

	for (i = 0; i < LEN(qi_charsets); i++)
		if (strcmp(name, qi_charsets[i].name) == 0)
			return &qi_charsets[i];
	return NULL;
}

const struct charset *
qi_charset_at(size_t n)
{
	return n < LEN(qi_charsets) ? &qi_charsets[n] : NULL;
}

void
qi_decoder_init(struct decoder *d, struct mem *mem)
{
	*d = (struct decoder){ 0 };
	qi_buf_init(&d->table, mem, DECODER_TABLE);
}

void
qi_decoder_free(struct decoder *d)
{
	if (d->open != NULL)
		iconv_close(d->cd);
	qi_buf_free(&d->table);
}

bool
qi_charset_open(struct decoder *d, const struct charset *cs)
{
	iconv_t cd;

	if (cs->form != FORM_DOUBLE || d->open == cs)
		return true;
	if (d->table.n == 0) {
		if (!qi_buf_reserve(&d->table, DECODER_TABLE))
			return false;
		d->table.n = DECODER_TABLE;
	}
	cd = iconv_open("UTF-8", cs->name);
	if (cd == (iconv_t)-1) {
		if (errno == ENOMEM)
			d->table.failed = true;
		return false;
	}
	if (d->open != NULL)
		iconv_close(d->cd);
	d->cd = cd;
	d->open = cs;
	memset(d->table.p, 0, DECODER_TABLE);
	return true;
}

/* What iconv says of one character of n bytes, n <= 2. */
static uint32_t
ask(struct decoder *d, const uint8_t *s, size_t n)
{
	char in[2], out[16], *from = in, *to = out;
	size_t left = n, room = sizeof(out);
	uint32_t cp;

	memcpy(in, s, n);
	iconv(d->cd, NULL, NULL, NULL, NULL);
	if (iconv(d->cd, &from, &left, &to, &room) == (size_t)-1 || left > 0)
		return CHARSET_BAD;
	/* Some keep a character back, for a mark that might follow. */
	if (iconv(d->cd, NULL, NULL, &to, &room) == (size_t)-1)
		return CHARSET_BAD;
	n = sizeof(out) - room;
	if (n == 0 || qi_text_valid((const uint8_t *)out, n) != n)
		return CHARSET_BAD;
	qi_text_char((const uint8_t *)out, &cp);
	return cp == 0xfffd ? CHARSET_BAD : cp;
}

/* The same, remembered. */
static uint32_t
look_up(struct decoder *d, const uint8_t *s)
{
	uint32_t *e = (uint32_t *)(void *)d->table.p + (s[0] - 0x80u) * 256 +
	    s[1];

	if (*e == 0)		/* no byte with its top bit set means U+0000 */
		*e = ask(d, s, 2);
	return *e;
}

/* The longest start of a character here, for one U+FFFD; 1 at least. */
static size_t
utf8_bad(const uint8_t *s, size_t n)
{
	size_t want = s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : s[0] >= 0xe0 &&
	    s[0] < 0xf0 ? 3 : s[0] >= 0xf0 && s[0] < 0xf5 ? 4 : 1, i;

	if (n < 2 || want < 3 || (s[1] & 0xc0) != 0x80 ||
	    (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 1;
	for (i = 2; i < n && i < want && (s[i] & 0xc0) == 0x80; i++)
		;
	return i;
}

static size_t
utf16(const uint8_t *s, size_t n, unsigned lo, uint32_t *cp)
{
	unsigned hi = 1 - lo;	/* which of the two bytes is which */
	uint32_t a, b;

	*cp = CHARSET_BAD;
	if (n < 2)
		return n;
	a = (uint32_t)s[hi] << 8 | s[lo];
	if (a < 0xd800 || a > 0xdfff) {
		*cp = a;
		return 2;
	}
	if (a > 0xdbff || n < 4)
		return 2;
	b = (uint32_t)s[2 + hi] << 8 | s[2 + lo];
	if (b < 0xdc00 || b > 0xdfff)
		return 2;
	*cp = 0x10000 + ((a & 0x3ff) << 10 | (b & 0x3ff));
	return 4;
}

static size_t
utf32(const uint8_t *s, size_t n, bool le, uint32_t *cp)
{
	uint32_t a;

	*cp = CHARSET_BAD;
	if (n < 4)
		return n;
	a = le ? (uint32_t)s[3] << 24 | (uint32_t)s[2] << 16 |
	    (uint32_t)s[1] << 8 | s[0] : (uint32_t)s[0] << 24 |
	    (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3];
	if (a < 0x110000 && (a < 0xd800 || a > 0xdfff))
		*cp = a;
	return 4;
}

/* What a charset has beside pairs; 0 when that is not here. */
static size_t
no_pair(enum form form, const uint8_t *s, size_t n, uint32_t *cp)
{
	uint32_t v = 0;
	size_t len = 0;

	switch (form) {
	case FORM_GB18030:
		if (s[0] == 0x80) {	/* what Windows has there */
			v = 0x20ac;
			len = 1;
		} else if (n >= 4 && qi_pairs_is_lead(s[0]) &&
		    s[1] >= 0x30 && s[1] <= 0x39 && qi_pairs_is_lead(s[2]) &&
		    s[3] >= 0x30 && s[3] <= 0x39) {
			v = qi_gb18030_decode(s);
			len = 4;
		}
		break;
	case FORM_SHIFT_JIS:
		if (s[0] >= 0xa1 && s[0] <= 0xdf) {
			v = 0xff61u + s[0] - 0xa1;
			len = 1;
		}
		break;
	case FORM_EUC_JP:
		if (s[0] == 0x8f && n >= 3) {
			v = qi_pairs_jis0212(s[1], s[2]);
			len = 3;
		}
		break;
	case FORM_EUC_TW:
		if (s[0] == 0x8e && n >= 4) {
			v = qi_pairs_cns(s[1] - 0xa0u, s[2], s[3]);
			len = 4;
		}
		break;
	default:
		break;
	}
	*cp = v;
	return v == 0 || v == CHARSET_BAD ? 0 : len;
}

static size_t
pair(const struct charset *cs, const uint8_t *s, size_t n, uint32_t cp[2])
{
	const uint32_t *table = qi_charset_pairs(cs);
	size_t len = no_pair(cs->form, s, n, cp);
	uint32_t e;

	if (len > 0)
		return len;
	cp[0] = CHARSET_BAD;
	if (n < 2 || !qi_pairs_is_lead(s[0]) || s[1] < 0x40 || s[1] > 0xfe)
		return 1;
	e = table[PAIRS_INDEX(s[0], s[1])];
	if (e == 0)
		return s[1] < 0x80 ? 1 : 2;
	qi_pairs_char(e, cp);
	return 2;
}

/* Two bytes, as iconv has them. */
static size_t
ask_pair(struct decoder *d, const uint8_t *s, size_t n, uint32_t *cp)
{
	*cp = CHARSET_BAD;
	if (n < 2 || s[0] == 0x80 || s[0] == 0xff || s[1] < 0x31 ||
	    s[1] == 0x7f || s[1] == 0xff)
		return 1;
	*cp = look_up(d, s);
	return *cp == CHARSET_BAD && s[1] < 0x80 ? 1 : 2;
}

size_t
qi_charset_next(struct decoder *d, const struct charset *cs,
    const uint8_t *s, size_t n, uint32_t cp[2])
{
	size_t len;

	cp[1] = 0;
	switch (cs->form) {
	case FORM_UTF16LE:
	case FORM_UTF16BE:
		return utf16(s, n, cs->form == FORM_UTF16BE, cp);
	case FORM_UTF32LE:
	case FORM_UTF32BE:
		return utf32(s, n, cs->form == FORM_UTF32LE, cp);
	default:
		break;
	}
	if (s[0] < 0x80) {
		cp[0] = s[0];
		return 1;
	}
	switch (cs->form) {
	case FORM_UTF8:
		len = qi_text_valid(s, n);
		if (len > 0) {
			qi_text_char(s, cp);
			return len;
		}
		len = qi_text_surrogates(s, n, cp);
		if (len > 0)
			return len;
		cp[0] = CHARSET_BAD;
		return utf8_bad(s, n);
	case FORM_GB18030:
	case FORM_BIG5:
	case FORM_EUC_KR:
	case FORM_SHIFT_JIS:
	case FORM_EUC_JP:
	case FORM_EUC_TW:
		return pair(cs, s, n, cp);
	case FORM_DOUBLE:
		return ask_pair(d, s, n, cp);
	default:
		/* The bytes that a set leaves free are the controls of
		 * Latin-1 to every browser: nothing is lost that way. */
		cp[0] = qi_single_decode((unsigned)(cs -
		    &qi_charsets[CS_SINGLE]), s[0]);
		if (cp[0] == 0)
			cp[0] = s[0] < 0xa0 ? s[0] : CHARSET_BAD;
		return 1;
	}
}
