/* SPDX-License-Identifier: Apache-2.0 */
/* check_spam.c - lines, runs and pages of injected keywords */
#include "config.h"

#include <check.h>
#include <string.h>

#include "boilerplate.h"
#include "spam.h"
#include "unit.h"

/* Lines that do not end as a sentence does, and what ends as one. */
static const struct {
	const char *line;
	bool ends, spam;
} row[] = {
	{ "", false, false },
	{ "春天来了", false, false },
	{ "欧宝体育", false, true },
	{ "歐寶體育 ＡＰＰ下载", false, true },
	{ "欧宝体育赞助了这场比赛", false, false },
	{ "时时彩", false, false },
	{ "时时彩 北京赛车", false, false },
	{ "时时彩 北京赛车 幸运飞艇 六合彩", false, true },
	{ "时时彩、北京赛车、幸运飞艇、六合彩", false, false },
	{ "时时彩、北京赛车、幸运飞艇", false, false },
	{ "时时彩、北京赛车、幸运飞艇、六合彩赌博", false, false },
	{ "时时彩平台_北京赛车_幸运飞艇_六合彩", true, true },
	{ "打开网页都是时时彩和北京赛车还有幸运飞艇的广告。", true, false },
	{ "亚洲 欧美 日韩 国产 中文字幕 在线观看 免费视频", false, false },
	{ "国产精品久久_中文字幕无码_亚洲av_在线观看", false, true },
	{ "java avatar wave avi", false, false },
	{ "seo 外链 排名 发票 办证 贷款", false, false },
	{ "97 91 18 2024 12:30", false, false },
	{ "大发现 大发展 皇冠上的明珠", false, false },
};

START_TEST(lines)
{
	uint16_t f[LINE_LONG + 1];
	struct spam sp = { 0 }, text = { 0 };
	const char *s = row[_i].line;
	size_t n = qi_fold((const uint8_t *)s, strlen(s), f);
	unsigned score;

	qi_spam_count(&sp, f, n);
	qi_spam_count_text(&text, (const uint8_t *)s, strlen(s));
	ck_assert_mem_eq(&sp, &text, sizeof(sp));
	score = qi_spam_line(&sp, row[_i].ends);
	ck_assert_msg((score > 0) == row[_i].spam, "%s: %u", s, score);
	ck_assert(score == 0 || (score >= 800 && score <= 1000));
	ck_assert(score == 0 || qi_spam_any(f, n));
}
END_TEST

/* What is left of a line; NULL: all of it. */
static const struct {
	const char *line, *left;
} run[] = {
	{ "", NULL },
	{ "春天来了。", NULL },
	{ "前文。欧宝体育|亚博体育|开云体育|乐鱼体育 后文。", "前文。后文。" },
	{ "前文。欧宝体育|亚博体育|开云体育|乐鱼体育\n", "前文。\n" },
	{ "前文 欧宝体育 亚博体育 开云体育 乐鱼体育", "前文" },
	{ "欧宝体育_亚博体育_开云体育_乐鱼体育_后文", "后文" },
	{ "前文。欧宝体育 亚博体育 开云体育 乐鱼体育。后文。", "前文。后文。" },
	/* Too few; not parted; of a sentence; enumerated; all there is. */
	{ "前文。欧宝体育|亚博体育|开云体育 后文。", NULL },
	{ "前文。欧宝体育亚博体育开云体育乐鱼体育 后文。", NULL },
	{ "前文是欧宝体育|亚博体育|开云体育|乐鱼体育 后文。", NULL },
	{ "前文。欧宝体育|亚博体育|开云体育|乐鱼体育后文。", NULL },
	{ "前文。欧宝体育、亚博体育、开云体育、乐鱼体育 后文。", NULL },
	{ "欧宝体育|亚博体育|开云体育|乐鱼体育", NULL },
	{ "前文。开奖|走势图|彩票|投注 后文。", NULL },
};

START_TEST(runs)
{
	const char *s = run[_i].line, *want = run[_i].left;
	char left[256] = "";
	struct span r[4];
	size_t n, i, at = 0;

	n = qi_spam_runs((const uint8_t *)s, strlen(s), r, 4);
	for (i = 0; i < n; at = r[i].at + r[i].len, i++) {
		ck_assert(r[i].at >= at && r[i].len > 0 &&
		    r[i].at + r[i].len <= strlen(s));
		strncat(left, s + at, r[i].at - at);
	}
	strcat(left, s + at);
	ck_assert_str_eq(left, want != NULL ? want : s);
}
END_TEST

/* A page of one line, and of that with as much text. */
START_TEST(pages)
{
	static const char s[] = "时时彩平台 北京赛车pk10 幸运飞艇计划 "
	    "注册送彩金 澳洲幸运5开奖";
	struct spam sp = { 0 }, few = { 0 };
	unsigned all;

	qi_spam_count_text(&sp, (const uint8_t *)s, strlen(s));
	all = qi_spam_page(&sp, 0);
	ck_assert(all >= 800 && all <= 1000);
	ck_assert_uint_lt(qi_spam_page(&sp, 3), all);
	ck_assert_uint_eq(qi_spam_page(&sp, sp.letters), 0);
	qi_spam_count_text(&few, (const uint8_t *)s, 15);
	ck_assert_uint_eq(qi_spam_page(&few, 0), 0);
}
END_TEST

/* A run that goes on and on, and words that never become one. */
START_TEST(linear)
{
	static char s[400000];
	struct span r[2];
	size_t i;

	for (i = 0; i + 13 < sizeof(s); i += 13)
		memcpy(s + i, "欧宝体育|", 13);
	ck_assert_uint_eq(qi_spam_runs((const uint8_t *)s, i, r, 2), 0);
	for (i = 0; i + 15 < sizeof(s); i += 15)
		memcpy(s + i, "欧宝体育。", 15);
	ck_assert_uint_eq(qi_spam_runs((const uint8_t *)s, i, r, 2), 0);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("spam");
	TCase *c = tcase_create("spam");

	tcase_add_loop_test(c, lines, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_loop_test(c, runs, 0, sizeof(run) / sizeof(run[0]));
	tcase_add_test(c, pages);
	tcase_add_test(c, linear);
	suite_add_tcase(s, c);
	return s;
}
