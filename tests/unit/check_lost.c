/* SPDX-License-Identifier: Apache-2.0 */
/* check_lost.c - what is left of text that cannot be repaired */
#include "config.h"

#include <check.h>
#include <string.h>

#include "lost.h"
#include "unit.h"

#define FFFD "\xef\xbf\xbd"

/* What is found from the start of a text on: NULL for nothing. */
static const struct {
	const char *text, *found;
} row[] = {
	{ "", NULL },
	{ "plain text\n", NULL },
	{ "锟斤拷", "锟斤拷" },
	{ "标题：锟斤拷锟斤拷锟斤拷。", "锟斤拷锟斤拷锟斤拷" },
	{ "锟斤拷锟斤", "锟斤拷锟斤" },	/* cut off */
	{ "锟斤", NULL },
	{ "一把锟铻剑，三斤，拷问", NULL },
	{ "作者嚙踝蕭嚙", "嚙踝蕭嚙" },
	{ "嚙嚼慢嚥", NULL },
	{ "제목 占쏙옙占쏙옙", "占쏙옙占쏙옙" },
	{ "占卜，占地", NULL },
	{ "caf\u00ef\u00bf\u00bd au lait", "\u00ef\u00bf\u00bd" },
	{ "na\u00efve", NULL },
	{ "A \u2229\u2510\u255c", "\u2229\u2510\u255c" },
	{ "A \u2229 B", NULL },
	{ "\u00d4\u00f8\u03a9", "\u00d4\u00f8\u03a9" },
	{ "输出是：烫烫烫烫", "烫烫烫烫" },
	{ "屯屯屯屯屯屯葺", "屯屯屯屯屯屯" },
	{ "茶滚烫烫烫的", NULL },
	{ "茶滚烫烫烫烫烫烫烫", "烫烫烫烫烫烫烫" },
	{ "烫烫", NULL },
	{ "三家屯、大屯、小屯屯", NULL },
	{ "好的一行\n" FFFD FFFD FFFD "a " FFFD "\n又一行",
	    FFFD FFFD FFFD "a " FFFD },
	{ FFFD FFFD, NULL },
	{ "一二三四" FFFD FFFD FFFD "\n", NULL },
};

START_TEST(found)
{
	struct text t = unit_text(row[_i].text);
	size_t len, at = qi_lost_find(t, 0, &len);

	if (row[_i].found == NULL) {
		ck_assert_uint_eq(at, t.n);
		ck_assert_uint_eq(len, 0);
		return;
	}
	ck_assert_uint_eq(len, strlen(row[_i].found));
	ck_assert(at + len <= t.n);
	ck_assert(memcmp(t.s + at, row[_i].found, len) == 0);
	/* One to a text: what is left of it has none. */
	ck_assert_uint_eq(qi_lost_find(t, at + len, &len), t.n);
}
END_TEST

/* From run to run, each one once. */
START_TEST(all)
{
	struct text t = unit_text("锟斤拷和烫烫烫，屯屯屯\n" FFFD FFFD FFFD
	    "\n锟斤拷" FFFD FFFD FFFD FFFD);
	size_t at = 0, len, n = 0;

	while ((at = qi_lost_find(t, at, &len)) < t.n) {
		ck_assert_uint_gt(len, 0);
		at += len;
		n++;
	}
	/* After "and" three of a character are emphasis. */
	ck_assert_uint_eq(n, 4);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("lost");
	TCase *c = tcase_create("lost");

	tcase_add_loop_test(c, found, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_test(c, all);
	suite_add_tcase(s, c);
	return s;
}
