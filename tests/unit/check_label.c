/* SPDX-License-Identifier: Apache-2.0 */
/* check_label.c - labels, and that each of them means a charset we read */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "charset.h"
#include "label.h"
#include "tab_label.h"
#include "unit.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(s) { (const uint8_t *)(s), sizeof(s) - 1 }

static const struct {
	struct text in;
	const char *name;
} row[] = {
	{ BYTES("gb2312"), "GB18030" },
	{ BYTES("GBK"), "GB18030" },
	{ BYTES(" \t\r\n\fGb18030 \t\r\n\f"), "GB18030" },
	{ BYTES("Big5-HKSCS"), "Big5" },
	{ BYTES("KS_C_5601-1987"), "EUC-KR" },
	{ BYTES("iso-8859-1"), "windows-1252" },
	{ BYTES("utf8"), "UTF-8" },
	{ BYTES("UTF_8"), "UTF-8" },
	{ BYTES("utf-16"), "UTF-16LE" },
	{ BYTES("HZ-GB-2312"), "HZ-GB-2312" },
	/* Near misses. */
	{ BYTES(""), NULL },
	{ BYTES(" "), NULL },
	{ BYTES("gb 2312"), NULL },
	{ BYTES("gb2312\0"), NULL },
	{ BYTES("\0gb2312"), NULL },
	{ BYTES("\vgb2312"), NULL },
	{ BYTES("\xc2\xa0gb2312"), NULL },
	{ BYTES("gb231"), NULL },
	{ BYTES("gb23122"), NULL },
	{ BYTES("\"gbk\""), NULL },
	{ BYTES("u-t-f-8"), NULL },
	{ BYTES("utf--8"), NULL },
	{ BYTES("\xef\xbd\x87\xef\xbd\x82\xef\xbd\x8b"), NULL },
	{ BYTES("\xe2\x84\xaasc5601"), NULL },	/* the sign for kelvin */
	{ BYTES("k\xc5\xbf" "c5601"), NULL },	/* a long s */
	{ BYTES("unknown-8bit"), NULL },
	{ BYTES("binary"), NULL },
	{ BYTES("replacement"), NULL },
	{ BYTES("x"), NULL },
	{ BYTES("~"), NULL },
	{ BYTES("extended_unix_code_packed_format_for_japanese"), "EUC-JP" },
	{ BYTES("extended_unix_code_packed_format_for_japanesee"), NULL },
};

START_TEST(some)
{
	ck_assert_pstr_eq(qi_label_find(row[_i].in.s, row[_i].in.n),
	    row[_i].name);
}
END_TEST

/* Labels find themselves, in capitals too, and names are labels. */
START_TEST(all)
{
	char upper[LABEL_MAX];
	const char *label, *name;
	size_t i, n;

	for (i = 0; i < LEN(label_table); i++) {
		label = label_table[i].label;
		for (n = 0; label[n] != '\0'; n++)
			upper[n] = label[n] >= 'a' && label[n] <= 'z' ?
			    (char)(label[n] - 0x20) : label[n];
		name = label_table[i].name;
		ck_assert_pstr_eq(qi_label_find((const uint8_t *)upper, n),
		    name);
		ck_assert_pstr_eq(qi_label_find((const uint8_t *)name,
		    strlen(name)), name);
	}
}
END_TEST

START_TEST(charsets)
{
	size_t i, unknown = 0;
	const char *name;

	for (i = 0; i < LEN(label_table); i++) {
		name = label_table[i].name;
		if (qi_charset_find(name) != NULL)
			continue;
		printf("# no such charset: %s\n", name);
		unknown++;
	}
	ck_assert_uint_eq(unknown, 0);
}
END_TEST

/* The name of each charset is a label of it. */
START_TEST(names)
{
	const struct charset *cs;
	size_t i, unknown = 0;
	const char *name;

	for (i = 0; (cs = qi_charset_at(i)) != NULL; i++) {
		name = qi_label_find((const uint8_t *)cs->name,
		    strlen(cs->name));
		if (name != NULL && strcmp(name, cs->name) == 0)
			continue;
		printf("# no label: %s\n", cs->name);
		unknown++;
	}
	ck_assert_uint_eq(unknown, 0);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("label");
	TCase *c = tcase_create("label");

	tcase_add_loop_test(c, some, 0, LEN(row));
	tcase_add_test(c, all);
	tcase_add_test(c, charsets);
	tcase_add_test(c, names);
	suite_add_tcase(s, c);
	return s;
}
