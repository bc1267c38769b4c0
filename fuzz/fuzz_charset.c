/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_charset.c - any bytes in any charset: goes on, keeps ASCII, and what
 * can be written is read again
 *
 * The first byte chooses the charset, in the order of their table; the rest is
 * the text.
 */
#include "config.h"

#include "encode.h"
#include "fuzz.h"
#include "text.h"

/* Charset n of those that are read without escape.h, over and over. */
static const struct charset *
charset(unsigned n)
{
	const struct charset *cs;
	size_t i = 0;

	for (;;) {
		cs = qi_charset_at(i++);
		if (cs == NULL)
			i = 0;
		else if (cs->form != FORM_SHIFT && n-- == 0)
			return cs;
	}
}

static void
must_come_back(struct decoder *d, const struct charset *cs, uint32_t cp)
{
	uint32_t back[2];
	uint8_t out[4];
	size_t n = qi_charset_put(cs, cp, out), i;

	MUST(n <= 4);
	if (n == 0)
		return;
	MUST(qi_charset_next(d, cs, out, n, back) == n);
	MUST(back[0] == cp && back[1] == 0);
	/* A character that is cut is none. */
	for (i = 1; i < n; i++)
		MUST(qi_charset_next(d, cs, out, i, back) <= i &&
		    back[0] != cp);
}

/* Where pass_decode.c writes UTF-8 from the table, it is the same character. */
static void
must_be_plain(const struct charset *cs, const uint8_t *s, size_t n,
    uint32_t cp, size_t len)
{
	const uint32_t *table = qi_charset_pairs(cs);
	uint8_t utf8[4];
	uint32_t e;
	size_t i;

	if (table == NULL || n < 2 || !qi_pairs_is_lead(s[0]) || s[1] < 0x40)
		return;
	e = table[PAIRS_INDEX(s[0], s[1])];
	if (!qi_pairs_is_plain(e))
		return;
	MUST(len == 2 && cp != CHARSET_BAD);
	MUST(qi_text_put(utf8, cp) == qi_pairs_len(e));
	for (i = 0; i < qi_pairs_len(e); i++)
		MUST(utf8[i] == (uint8_t)(e >> 8 * i));
}

/* What a character, or what is none, of len bytes at s may be. */
static void
must_be_right(const struct charset *cs, const uint8_t *s, size_t len,
    const uint32_t cp[2])
{
	size_t i;

	MUST(cp[0] < 0xd800 || (cp[0] > 0xdfff && cp[0] < 0x110000) ||
	    cp[0] == CHARSET_BAD);
	MUST(cp[1] == 0 || cs->form == FORM_BIG5);
	if (qi_charset_is_wide(cs))
		return;
	if (s[0] < 0x80)
		MUST(len == 1 && cp[0] == s[0]);
	else
		MUST(cp[0] >= 0x80);
	for (i = 1; i < len; i++)
		MUST(s[i] >= (cp[0] == CHARSET_BAD ? 0x80 : 0x30));
}

static void
read_all(struct decoder *d, const struct charset *cs, const uint8_t *s,
    size_t n)
{
	uint32_t cp[2];
	uint8_t out[4];
	size_t at, len;

	for (at = 0; at < n; at += len) {
		cp[0] = cp[1] = 0x110000;
		len = qi_charset_next(d, cs, s + at, n - at, cp);
		MUST(len > 0 && len <= n - at);
		must_be_right(cs, s + at, len, cp);
		must_be_plain(cs, s + at, n - at, cp[0], len);
		if (cp[0] == CHARSET_BAD)
			continue;
		must_come_back(d, cs, cp[0]);
		MUST(cs->form == FORM_DOUBLE || cp[1] != 0 ||
		    qi_charset_put(cs, cp[0], out) > 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem mem = { fuzz_realloc, NULL };
	const struct charset *cs;
	struct decoder d;

	if (size < 1)
		return 0;
	cs = charset(data[0]);
	qi_decoder_init(&d, &mem);
	if (qi_charset_open(&d, cs))
		read_all(&d, cs, data + 1, size - 1);
	qi_decoder_free(&d);
	return 0;
}
