/* SPDX-License-Identifier: Apache-2.0 */
/* check_single.c - the charsets of one byte a character, both ways */
#include "config.h"

#include <check.h>
#include <string.h>

#include "single.h"
#include "unit.h"

/* What tells each family apart, and places that must be free. */
static const struct {
	const char *set;
	uint8_t byte;
	uint32_t cp;		/* 0: nothing is there */
} row[] = {
	{ "IBM437", 0xe1, 0xdf },
	{ "IBM850", 0xd5, 0x131 },
	{ "IBM858", 0xd5, 0x20ac },
	{ "IBM862", 0x80, 0x5d0 },
	{ "IBM866", 0xf1, 0x451 },
	{ "IBM869", 0x80, 0 },
	{ "ISO-8859-6", 0xa1, 0 },
	{ "ISO-8859-15", 0xa4, 0x20ac },
	{ "ISO-8859-2", 0x85, 0 },	/* a control: the caller's to decide */
	{ "KOI8-R", 0xa4, 0x2553 },
	{ "KOI8-U", 0xa4, 0x454 },
	{ "KOI8-T", 0x83, 0x492 },
	{ "KZ-1048", 0xaa, 0x492 },
	{ "VISCII", 0xff, 0x1eee },
	{ "macintosh", 0x8e, 0xe9 },
	{ "windows-1252", 0x80, 0x20ac },
	{ "windows-1252", 0x81, 0 },
	{ "windows-1255", 0xff, 0 },
	{ "windows-874", 0xa1, 0xe01 },
	{ "x-mac-ce", 0x89, 0x10c },
};

START_TEST(known)
{
	unsigned set = qi_single_find(row[_i].set);

	ck_assert_uint_lt(set, SINGLE_SETS);
	ck_assert_uint_eq(qi_single_decode(set, row[_i].byte), row[_i].cp);
	if (row[_i].cp != 0)
		ck_assert_uint_eq(qi_single_encode(set, row[_i].cp),
		    row[_i].byte);
}
END_TEST

START_TEST(both_ways)
{
	unsigned set = (unsigned)_i, found = 0, b;
	uint32_t cp;

	ck_assert_uint_eq(qi_single_find(qi_single_name(set)), set);
	for (b = 0; b < 256; b++) {
		cp = qi_single_decode(set, (uint8_t)b);
		if (b < 0x80)
			ck_assert_uint_eq(cp, b);
		if (cp != 0 || b == 0)
			ck_assert_uint_eq(qi_single_encode(set, cp), b);
	}
	/* Nothing comes out but what goes in. */
	for (cp = 0x80; cp < 0x11000; cp++) {
		b = qi_single_encode(set, cp);
		found += b != 0;
		if (b != 0)
			ck_assert_uint_eq(qi_single_decode(set, (uint8_t)b),
			    cp);
	}
	for (b = 0x80; b < 256; b++)
		found -= qi_single_decode(set, (uint8_t)b) != 0;
	ck_assert_uint_eq(found, 0);
	ck_assert_uint_eq(qi_single_encode(set, UINT32_MAX), 0);
}
END_TEST

START_TEST(unknown)
{
	ck_assert_uint_eq(qi_single_find("windows-125"), SINGLE_SETS);
	ck_assert_uint_eq(qi_single_find(""), SINGLE_SETS);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("single");
	TCase *c = tcase_create("single");

	tcase_add_loop_test(c, known, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_loop_test(c, both_ways, 0, SINGLE_SETS);
	tcase_add_test(c, unknown);
	suite_add_tcase(s, c);
	return s;
}
