/* SPDX-License-Identifier: Apache-2.0 */
/* check_common.c - what strip makes of what other pages of the site have */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qing.h"
#include "unit.h"

#define PAGES 6
#define STORY "%d号清晨，老陈照例推开店门，把炉子生起来，又到院子里挑了两桶水。" \
	"街上还没有什么人，只有卖豆浆的在吆喝，声音传得很远，像往常一样。\n"
#define MORE "他坐下来，把昨天的账又算了一遍，算到第%d笔时停住了，抬头看了看天，" \
	"云压得很低，怕是要下雨，于是起身去收晾在外面的衣裳。\n"

/* Learn the pages that fmt makes of the numbers 1 to PAGES, and clean that of
 * number 0: is it what want makes?  Twice cleaned is the same. */
static void
cleans(const char *fmt, const char *want_fmt, const char *list, const char *as)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	const struct qing_result *r;
	static char in[8192], want[8192], out[8192];
	qing_df *df;
	qing *q;
	int i, n = 0;

	ck_assert_int_eq(qing_df_new(&df, 65536, NULL), QING_OK);
	for (i = PAGES; i >= 0; i--) {
		n = snprintf(in, sizeof(in), fmt, i, i, i, i, i, i,
		    i, i);
		if (i > 0)
			ck_assert_int_eq(qing_df_learn(df, "site", in,
			    (size_t)n), QING_OK);
	}
	snprintf(want, sizeof(want), want_fmt, 0, 0, 0, 0, 0, 0, 0, 0);
	cfg.df = qing_df_image(df, &cfg.df_len);
	cfg.max_edits = 100;
	ck_assert_int_eq(qing_new(&q, list, &cfg, NULL), QING_OK);
	ck_assert_int_eq(qing_site(q, as), QING_OK);
	ck_assert_int_eq(qing_clean(q, in, (size_t)n, &r), QING_OK);
	ck_assert_uint_lt(r->len, sizeof(out));
	memcpy(out, r->text, r->len);
	out[r->len] = '\0';
	ck_assert_str_eq(out, want);
	ck_assert_int_eq(qing_clean(q, out, strlen(out), &r), QING_OK);
	ck_assert_int_eq(r->fate, QING_SAME);
	qing_free(q);
	qing_df_free(df);
}

static const struct {
	const char *name, *page, *want;
} rows[] = {
	{ "a menu above, titles of links below, of which no pattern knows",
	    "青石板\n老照片\n茶馆旧事\n渡口人家\n"
	    "第%d个早晨\n" STORY MORE STORY MORE
	    "江边的旧书摊又开张了\n修伞的老人回到了镇上\n"
	    "码头上最后一家当铺关门\n",
	    "第%d个早晨\n" STORY MORE STORY MORE },
	{ "buttons in the text, side by side",
	    "第%d个早晨\n" STORY MORE "大\n中\n小\n朗读此页\n" STORY MORE,
	    "第%d个早晨\n" STORY MORE STORY MORE },
	{ "the same headings in each text",
	    "第%d个早晨\n开头\n" STORY MORE "经过\n" STORY MORE "结尾\n"
	    STORY MORE,
	    "第%d个早晨\n开头\n" STORY MORE "经过\n" STORY MORE "结尾\n"
	    STORY MORE },
	{ "labels and values",
	    "第%d道菜\n" STORY MORE "热量\n4%d千卡\n蛋白质\n1%d克\n脂肪\n%d克\n",
	    "第%d道菜\n" STORY MORE "热量\n4%d千卡\n蛋白质\n1%d克\n脂肪\n%d克\n" },
	{ "one long line in the text",
	    "第%d个早晨\n" STORY MORE "老陈茶馆系列小说之一至之九十九\n"
	    STORY MORE,
	    "第%d个早晨\n" STORY MORE "老陈茶馆系列小说之一至之九十九\n"
	    STORY MORE },
	{ "a paragraph, author and date that all have",
	    "第%d个早晨\n作者：老陈\n2023-04-05\n" STORY MORE
	    "老陈是镇上的说书人，讲了四十年的故事，人人都认得他，也都爱听他讲。\n",
	    "第%d个早晨\n作者：老陈\n2023-04-05\n" STORY MORE
	    "老陈是镇上的说书人，讲了四十年的故事，人人都认得他，也都爱听他讲。\n" },
	{ "copies of a page, but for a number",
	    "老陈\n清早\n开门\n挑水\n%d\n"
	    "清晨，老陈照例推开店门，把炉子生起来，又到院子里挑了两桶水，才坐下。\n"
	    "街上没有人\n云压得很低\n天就要下雨\n收衣裳\n",
	    "老陈\n清早\n开门\n挑水\n%d\n"
	    "清晨，老陈照例推开店门，把炉子生起来，又到院子里挑了两桶水，才坐下。\n"
	    "街上没有人\n云压得很低\n天就要下雨\n收衣裳\n" },
	{ "copies of a list of short lines",
	    "春\n夏\n秋\n冬\n梅\n兰\n竹\n菊\n%d\n",
	    "春\n夏\n秋\n冬\n梅\n兰\n竹\n菊\n%d\n" },
};

START_TEST(row)
{
	cleans(rows[_i].page, rows[_i].want, QING_DEFAULT, "site");
}
END_TEST

/* It takes the site, the pass, and the class. */
START_TEST(chosen)
{
	static const char page[] = "青石板\n老照片\n茶馆旧事\n渡口人家\n"
	    "第%d个早晨\n" STORY MORE STORY MORE;

	cleans(page, page, "strip", "other");
	cleans(page, page, "strip", "");
	cleans(page, page, "tidy", "site");
	cleans(page, page, "strip=no-nav", "site");
	cleans(page, "第%d个早晨\n" STORY MORE STORY MORE, "strip", "site");
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("common");
	TCase *c = tcase_create("common");

	tcase_add_loop_test(c, row, 0, sizeof(rows) / sizeof(*rows));
	tcase_add_test(c, chosen);
	suite_add_tcase(s, c);
	return s;
}
