/* SPDX-License-Identifier: Apache-2.0 */
/* check_language.c - what the costs of characters and pairs must agree on */
#include "config.h"

#include <check.h>

#include "language.h"
#include "text.h"
#include "unit.h"

static unsigned
cost(const char *s)
{
	struct text t = unit_text(s);
	unsigned sum = 0;
	uint32_t a = 0, b;
	size_t i;

	for (i = 0; i < t.n; a = b) {
		i += qi_text_char(t.s + i, &b);
		sum += qi_language_pair(a, b);
	}
	return sum;
}

/* Text, and what has the same length but is none. */
static const struct {
	const char *text, *other;
} row[] = {
	{ "我们的国家", "我亻的國家" },
	{ "我們的國家", "我们的國家" },	/* scripts do not mix */
	{ "头发发现", "頭发發现" },
	{ "という", "とい吀" },
	{ "コンピュータ", "コソピュータ" },
	{ "사용합니다", "사욤합니다" },
	{ "한국", "한囯" },
	{ "你好，世界", "你好＃世界" },
	{ "你好,世界", "你好#世界" },
	{ "好。\n", "好，\n" },
	{ "the word", "tHe wOrd" },
	{ "über", "übÃr" },
	{ "Москва", "РњРѕС" },
	{ "Ελλάδα", "ΕλΛάΔα" },
	{ "┌──┐", "┌é─┐" },
	{ "ﾃｷｽﾄ", "ﾃékﾄ" },
	{ "中文", "中\xef\xbf\xbd" },
	{ "中文", "中\xee\x80\x80" },
	{ "中文", "中\xc2\x81" },
};

START_TEST(text_is_cheaper)
{
	ck_assert_uint_lt(cost(row[_i].text), cost(row[_i].other));
}
END_TEST

START_TEST(counted)
{
	ck_assert_uint_ne(qi_language_id(0x7684), 0);	/* de */
	ck_assert_uint_ne(qi_language_id(0x570b), 0);	/* guo, old and new */
	ck_assert_uint_ne(qi_language_id(0x56fd), 0);
	ck_assert_uint_ne(qi_language_id(0x570b), qi_language_id(0x56fd));
	ck_assert_uint_ne(qi_language_id(0x306e), 0);	/* no */
	ck_assert_uint_ne(qi_language_id(0xb2e4), 0);	/* da */
	ck_assert_uint_lt(qi_language_id(0x7684), qi_language_id(0x9b42));
	ck_assert_uint_eq(qi_language_id(0), 0);
	ck_assert_uint_eq(qi_language_id(0xfffd), 0);
	ck_assert_uint_eq(qi_language_id(0x110000), 0);
	ck_assert_uint_eq(qi_language_id(UINT32_MAX), 0);
}
END_TEST

/* All that is asked for has a cost of 1 to 40 bits. */
START_TEST(any_code_point)
{
	static const uint32_t beside[] = {
		0, '\n', 'a', 0xe9, 0x3002, 0x4e00, 0x7684, 0xac00, 0xfffd,
		0x10ffff, 0x110000, UINT32_MAX,
	};
	uint32_t cp;
	size_t i;

	for (cp = 0; cp < 0x110100; cp++) {
		unsigned alone = qi_language_char(cp);

		/* The assertions of Check take their time, a million of them. */
		if (alone == 0 || alone > 255 ||
		    alone != qi_language_pair(0, cp))
			ck_abort_msg("U+%04X", (unsigned)cp);
		for (i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
			unsigned x = qi_language_pair(beside[i], cp);
			unsigned y = qi_language_pair(cp, beside[i]);

			if (x == 0 || y == 0 || x > 320 || y > 320)
				ck_abort_msg("U+%04X", (unsigned)cp);
		}
	}
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("language");
	TCase *tc = tcase_create("language");

	tcase_add_loop_test(tc, text_is_cheaper, 0,
	    (int)(sizeof(row) / sizeof(row[0])));
	tcase_add_test(tc, counted);
	tcase_add_test(tc, any_code_point);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(s, tc);
	return s;
}
