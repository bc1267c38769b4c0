/* SPDX-License-Identifier: Apache-2.0 */
/* check_escape.c - what each sequence of HZ, ISO 2022 and UTF-7 stands for */
#include "config.h"

#include <check.h>
#include <string.h>

#include "escape.h"
#include "unit.h"

#define CN ESCAPE_ISO_2022_CN
#define JP ESCAPE_ISO_2022_JP
#define KR ESCAPE_ISO_2022_KR

/* The third is UTF-8, with "?" for each that is unreadable. */
static const struct {
	enum escape_form form;
	const char *in, *out;
} row[] = {
	{ ESCAPE_HZ, "a~{VPND~}b", "a中文b" },
	{ ESCAPE_HZ, "~{VPND\nVPND", "中文\nVPND" },
	{ ESCAPE_HZ, "~~{a~\nb~~", "~{ab~" },
	{ ESCAPE_HZ, "~x ~} ~{ ~", "~x ~} ~{ ~" },
	{ ESCAPE_HZ, "~{V~{PN~}D", "筑?形D" },
	{ ESCAPE_HZ, "~{VP ND!*!$~}", "中 文—·" },
	{ ESCAPE_HZ, "~{VP~}~{~}x~{ND", "中x文" },
	{ ESCAPE_HZ, "~{VPV~}x", "中?x" },
	{ ESCAPE_HZ, "~{VP~{V~~}x", "中筑x" },
	{ ESCAPE_HZ, "~{VPN\nx", "中?\nx" },
	{ ESCAPE_HZ, "~{VPzND~}", "中?文" },
	{ CN, "\033$)A\016VPND\017x", "中文x" },
	{ CN, "\033$)G\016D8Db\033$)AND\017", "上不文" },
	{ CN, "\033$)A\016NR\033$)GT/\033$+I\033O=\"El\017", "我們爲他" },
	{ CN, "\033$*H\033NrA\033$)GD8\017x", "麤上x" },
	{ CN, "\033$)E\016,!VP\017", "厾中" },
	{ CN, "\033$)Ax\017\033NrA", "x\033NrA" },
	{ JP, "\033$BF|K\\8l\033(Bx", "日本語x" },
	{ JP, "\033$@F|K\\8l\033(J\\~x", "日本語¥‾x" },
	{ JP, "\033(I1\033(B1\033(Ia", "ｱ1?" },
	{ JP, "\033$(O$\"\033$(Q$$\033(B", "あい" },
	{ JP, "\033$(D0!\033(B", "丂" },
	{ JP, "\033$BF|\nF|", "日\nF|" },
	{ JP, "\033$BF|K\033(Bx", "日?x" },
	{ JP, "\033[1m\033$Cx\033(Xy\033", "\033[1m\033$Cx\033(Xy\033" },
	{ KR, "\033$)C\n\016GQ1[\017 \016GQ\nGQ", "\n한글 한\nGQ" },
	{ KR, "\016GQ\017", "\016GQ\017" },
	{ ESCAPE_UTF_7, "a+Ti1lhw-b+-", "a中文b+" },
	{ ESCAPE_UTF_7, "+Ti1lhw.+ANw\n", "中文.Ü\n" },
	{ ESCAPE_UTF_7, "+2EDcCw-", "𠀋" },
	{ ESCAPE_UTF_7, "+2EA-+3As-+Ti2-+T-", "+2EA-+3As-+Ti2-+T-" },
	{ ESCAPE_UTF_7, "C++ +++ 1+2", "C++ +++ 1+2" },
	{ ESCAPE_UTF_7, "+Ti1lh1t4f9", "中文學?" },
};

static size_t
read_all(struct decoder *d, enum escape_form form, struct text t, char *out)
{
	struct escape st;
	size_t at, len, n = 0;
	uint32_t cp;

	qi_escape_begin(&st, form);
	for (at = 0; at < t.n; at += len) {
		len = qi_escape_plain(&st, t.s + at, t.n - at);
		if (len > 0) {
			memcpy(out + n, t.s + at, len);
			n += len;
			continue;
		}
		len = qi_escape_next(&st, d, t.s + at, t.n - at, &cp);
		ck_assert_uint_ge(len, 1);
		ck_assert_uint_le(len, t.n - at);
		if (cp != ESCAPE_NONE)
			n += qi_text_put((uint8_t *)out + n,
			    cp == CHARSET_BAD ? '?' : cp);
	}
	out[n] = '\0';
	return n;
}

START_TEST(sequences)
{
	struct mem m = unit_mem();
	struct decoder d;
	char out[256];

	qi_decoder_init(&d, &m);
	read_all(&d, row[_i].form, unit_text(row[_i].in), out);
	ck_assert_str_eq(out, row[_i].out);
	qi_decoder_free(&d);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("escape");
	TCase *c = tcase_create("escape");

	tcase_add_loop_test(c, sequences, 0, sizeof(row) / sizeof(row[0]));
	suite_add_tcase(s, c);
	return s;
}
