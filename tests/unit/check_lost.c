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
	{ "a\r\n" FFFD FFFD FFFD "\r\n", FFFD FFFD FFFD },
	{ "：锟斤拷锟斤烫烫烫锟", "锟斤拷锟斤烫烫烫" },
	{ "一二三四" FFFD FFFD FFFD "\n", NULL },
};

/* The runs of a text; how many there are. */
static size_t
runs(const char *s, struct span *first)
{
	struct lost l = { .t = unit_text(s) };
	struct mem m = unit_mem();
	struct span run;
	size_t n, valid;
	struct buf spots;

	qi_buf_init(&spots, &m, sizeof(uint32_t) << 16);
	qi_text_look_spots(l.t, &valid, &spots);
	l.spot = (const uint32_t *)(const void *)spots.p;
	l.spots = spots.n / sizeof(uint32_t);
	for (n = 0; qi_lost_next(&l, &run); n++) {
		ck_assert(run.len > 0 && run.at + run.len <= l.t.n);
		if (n == 0)
			*first = run;
	}
	qi_buf_free(&spots);
	return n;
}

START_TEST(found)
{
	const char *s = row[_i].text, *want = row[_i].found;
	struct span run;

	ck_assert_uint_eq(runs(s, &run), want != NULL);
	if (want == NULL)
		return;
	ck_assert_uint_eq(run.len, strlen(want));
	ck_assert(memcmp(s + run.at, want, run.len) == 0);
}
END_TEST

/* From run to run, each one once; after "and" three of a character are
 * emphasis. */
START_TEST(all)
{
	struct span run;

	ck_assert_uint_eq(runs("锟斤拷和烫烫烫，屯屯屯\n" FFFD FFFD FFFD
	    "\n锟斤拷" FFFD FFFD FFFD FFFD, &run), 4);
	ck_assert_uint_eq(runs("锟斤拷一锟斤拷二锟斤拷三占쏙옙", &run), 4);
}
END_TEST

/* One whose lines are judged again and again takes minutes. */
START_TEST(linear)
{
	static char s[400000];
	struct span run;
	size_t i;

	memcpy(s, "锟斤拷", 9);
	for (i = 9; i + 10 < sizeof(s); i += 10)
		memcpy(s + i, FFFD FFFD "text", 10);
	ck_assert_uint_eq(runs(s, &run), 1);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("lost");
	TCase *c = tcase_create("lost");

	tcase_add_loop_test(c, found, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_test(c, all);
	tcase_add_test(c, linear);
	suite_add_tcase(s, c);
	return s;
}
