/* SPDX-License-Identifier: Apache-2.0 */
/* check_encode.c - every charset both ways */
#include "config.h"

#include <check.h>
#include <string.h>

#include "encode.h"
#include "unit.h"

#define CPS 0x30000u		/* behind that there is no character yet */

static struct mem mem;
static struct decoder d;
static uint8_t seen[CPS];	/* what was decoded */

static void
setup(void)
{
	mem = unit_mem();
	qi_decoder_init(&d, &mem);
}

static void
teardown(void)
{
	qi_decoder_free(&d);
}

static bool
has_tables(const struct charset *cs)
{
	return cs->form != FORM_SHIFT && cs->form != FORM_DOUBLE;
}

/* Does cp come back, if it can be written?  Gives how long it is, 0 if it
 * cannot, 5 if something else comes back. */
static size_t
there_and_back(const struct charset *cs, uint32_t cp)
{
	uint8_t out[4];
	uint32_t back[2];
	size_t n = qi_charset_put(cs, cp, out);

	if (n == 0)
		return 0;
	if (n > 4 || qi_charset_next(&d, cs, out, n, back) != n ||
	    back[0] != cp || back[1] != 0)
		return 5;
	return n;
}

/* Read what is one character, and remember it.  False if it cannot be written
 * and read again. */
static bool
try_bytes(const struct charset *cs, const uint8_t *s, size_t n)
{
	uint32_t cp[2];

	qi_charset_next(&d, cs, s, n, cp);
	if (cp[0] == CHARSET_BAD || cp[1] != 0)
		return true;
	if (cp[0] < CPS)
		seen[cp[0]] = 1;
	return there_and_back(cs, cp[0]) % 5 != 0;
}

/* All of two bytes, which are all of one byte too; gives how many fail. */
static unsigned
try_pairs(const struct charset *cs)
{
	unsigned i, wrong = 0;
	uint8_t s[2];

	for (i = 0; has_tables(cs) && i < 0x10000; i++) {
		s[0] = (uint8_t)(i >> 8);
		s[1] = (uint8_t)i;
		wrong += !try_bytes(cs, s, 2);
	}
	return wrong;
}

/* All that is longer, but for the wide ones and UTF-8. */
static unsigned
try_long(const struct charset *cs)
{
	unsigned i, plane, wrong = 0;
	uint8_t s[4];

	for (i = 0; cs->form == FORM_EUC_JP && i < 0x10000; i++) {
		s[0] = 0x8f;
		s[1] = (uint8_t)(i >> 8);
		s[2] = (uint8_t)i;
		wrong += !try_bytes(cs, s, 3);
	}
	for (plane = 0xa1; cs->form == FORM_EUC_TW && plane < 0xb0; plane++)
		for (i = 0xa1a1; i <= 0xfefe; i++) {
			s[0] = 0x8e;
			s[1] = (uint8_t)plane;
			s[2] = (uint8_t)(i >> 8);
			s[3] = (uint8_t)i;
			wrong += !try_bytes(cs, s, 4);
		}
	for (i = 0; cs->form == FORM_GB18030 && i < 126 * 12600; i++) {
		s[0] = (uint8_t)(0x81 + i / 12600);
		s[1] = (uint8_t)(0x30 + i / 1260 % 10);
		s[2] = (uint8_t)(0x81 + i / 10 % 126);
		s[3] = (uint8_t)(0x30 + i % 10);
		wrong += !try_bytes(cs, s, 4);
	}
	return wrong;
}

START_TEST(both_ways)
{
	const struct charset *cs = qi_charset_at((size_t)_i);
	unsigned wrong = 0, not_read = 0;
	uint32_t cp;
	size_t n;

	ck_assert_uint_eq(try_pairs(cs), 0);
	ck_assert_uint_eq(try_long(cs), 0);
	/* Nothing comes out but what goes in. */
	for (cp = 0; cp < CPS; cp++) {
		n = there_and_back(cs, cp);
		wrong += n == 5;
		not_read += n > 0 && !seen[cp];
		wrong += n == 0 && seen[cp];
	}
	for (; cp < 0x110000; cp += 0xff)
		wrong += there_and_back(cs, cp) == 5;
	ck_assert_uint_eq(wrong, 0);
	if (cs->form >= FORM_GB18030)
		ck_assert_uint_eq(not_read, 0);
	ck_assert_uint_eq(there_and_back(cs, 0xd800), 0);
	ck_assert_uint_eq(there_and_back(cs, 0xdfff), 0);
	ck_assert_uint_eq(there_and_back(cs, 0x110000), 0);
	ck_assert_uint_eq(there_and_back(cs, CHARSET_BAD), 0);
}
END_TEST

START_TEST(no_tables)
{
	const struct charset *cs;
	uint8_t out[4];
	size_t i;

	for (i = 0; (cs = qi_charset_at(i)) != NULL; i++)
		ck_assert_uint_eq(qi_charset_put(cs, 'A', out) > 0,
		    has_tables(cs));
}
END_TEST

/* How many characters below CPS can be written in so many bytes. */
static const struct {
	const char *charset;
	unsigned count[4];
} counts[] = {
	{ "UTF-8", { 0x80, 0x780, 0xf800 - 0x800, 0x20000 } },
	{ "UTF-16LE", { 0, 0xf800, 0, 0x20000 } },
	{ "UTF-16BE", { 0, 0xf800, 0, 0x20000 } },
	{ "UTF-32LE", { 0, 0, 0, 0x2f800 } },
	{ "UTF-32BE", { 0, 0, 0, 0x2f800 } },
	{ "GB18030", { 0x80, 23939, 0, 170468 } },
	{ "Big5", { 0x80, 18490 } },
	{ "EUC-KR", { 0x80, 17048 } },
	{ "Shift_JIS", { 0x80 + 63, 9206 } },
	{ "EUC-JP", { 0x80, 7389, 5786 } },
	{ "EUC-TW", { 0x80, 5867, 0, 49574 } },
	{ "ISO-8859-6", { 0x80 + 32 + 51 } },
	{ "KOI8-R", { 256 } },
	{ "windows-1252", { 256 } },
	{ "windows-874", { 248 } },
};

START_TEST(count)
{
	const struct charset *cs = qi_charset_find(counts[_i].charset);
	unsigned found[6] = { 0 };
	uint32_t cp;
	size_t i;

	for (cp = 0; cp < CPS; cp++)
		found[there_and_back(cs, cp)]++;
	for (i = 0; i < 4; i++)
		ck_assert_uint_eq(found[1 + i], counts[_i].count[i]);
	ck_assert_uint_eq(found[5], 0);
}
END_TEST

/* Which of several, and what only some have. */
static const struct {
	const char *charset;
	uint32_t cp;
	const char *bytes;	/* "": there is none */
} row[] = {
	{ "GB18030", 0x20ac, "\xa2\xe3" },
	{ "GB18030", 0x3000, "\xa1\xa1" },
	{ "GB18030", 0xa5, "\x81\x30\x84\x36" },
	{ "GB18030", 0x1e3f, "\xa8\xbc" },
	{ "GB18030", 0xe7c7, "\x81\x35\xf4\x37" },
	{ "GB18030", 0x20087, "\xfe\x51" },
	{ "GB18030", 0x241fe, "\xfe\x91" },
	{ "GB18030", 0x20000, "\x95\x32\x82\x36" },
	{ "GB18030", 0x10ffff, "\xe3\x32\x9a\x35" },
	{ "GB18030", 0xe000, "\xaa\xa1" },
	{ "GB18030", 0xe76c, "\x83\x36\xc7\x39" },
	{ "GB18030", 0xe5e5, "" },
	{ "GB18030", 0xe816, "" },
	{ "GB18030", 0x80, "\x81\x30\x81\x30" },
	{ "Big5", 0x2550, "\xf9\xf9" },
	{ "Big5", 0x255e, "\xf9\xe9" },
	{ "Big5", 0x2561, "\xf9\xeb" },
	{ "Big5", 0x256a, "\xf9\xea" },
	{ "Big5", 0x5341, "\xa4\x51" },
	{ "Big5", 0x5345, "\xa4\xca" },
	{ "Big5", 0x5140, "\xa4\x61" },
	{ "Big5", 0x43f0, "\x87\x40" },
	{ "Big5", 0xca, "\x88\x66" },
	{ "Big5", 0x304, "" },
	{ "EUC-KR", 0xac02, "\x81\x41" },
	{ "EUC-KR", 0xac00, "\xb0\xa1" },
	{ "Shift_JIS", 0xff71, "\xb1" },
	{ "Shift_JIS", 0xffe2, "\x81\xca" },
	{ "Shift_JIS", 0x2160, "\x87\x54" },
	{ "Shift_JIS", 0x2170, "\xfa\x40" },
	{ "Shift_JIS", 0x7e8a, "\xfa\x5c" },
	{ "Shift_JIS", 0xe000, "\xf0\x40" },
	{ "Shift_JIS", 0xe757, "\xf9\xfc" },
	{ "Shift_JIS", 0xa5, "" },
	{ "EUC-JP", 0xff71, "\x8e\xb1" },
	{ "EUC-JP", 0x7e8a, "\xf9\xa1" },
	{ "EUC-JP", 0x2d8, "\x8f\xa2\xaf" },
	{ "EUC-JP", 0xe000, "" },
	{ "EUC-TW", 0x3000, "\xa1\xa1" },
	{ "EUC-TW", 0x20000, "\x8e\xa5\xa1\xa5" },
	{ "EUC-TW", 0x4e42, "\x8e\xa2\xa1\xa1" },
	{ "KOI8-R", 0x451, "\xa3" },
	{ "windows-1252", 0x81, "\x81" },
	{ "windows-1252", 0x80, "" },
	{ "windows-1252", 0x20ac, "\x80" },
	{ "ISO-8859-2", 0x80, "\x80" },
	{ "ISO-8859-2", 0xa1, "" },
	{ "UTF-16LE", 0x20087, "\x40\xd8\x87\xdc" },
	{ "UTF-16BE", 0x20087, "\xd8\x40\xdc\x87" },
	{ "UTF-8", 0x20ac, "\xe2\x82\xac" },
};

START_TEST(known)
{
	const struct charset *cs = qi_charset_find(row[_i].charset);
	uint8_t out[4];
	size_t n = qi_charset_put(cs, row[_i].cp, out);

	ck_assert_uint_eq(n, strlen(row[_i].bytes));
	ck_assert_int_eq(memcmp(out, row[_i].bytes, n), 0);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("encode");
	TCase *c = tcase_create("encode");
	int n;

	for (n = 0; qi_charset_at((size_t)n) != NULL; n++)
		;
	tcase_set_timeout(c, 60);
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, both_ways, 0, n);
	tcase_add_loop_test(c, count, 0, sizeof(counts) / sizeof(counts[0]));
	tcase_add_loop_test(c, known, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_test(c, no_tables);
	suite_add_tcase(s, c);
	return s;
}
