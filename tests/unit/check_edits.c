/* SPDX-License-Identifier: Apache-2.0 */
/* check_edits.c - building the next text from edits, and mapping it back */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"
#include "unit.h"

static const struct {
	const char *in, *out;
	struct { size_t at, len; const char *to; } edit[3];
	struct span after, before;
} row[] = {
	{ "abc", "abc",		{ { 0, 0, NULL } },		{ 1, 1 }, { 1, 1 } },
	{ "abc", "ac",		{ { 1, 1, "" } },		{ 1, 1 }, { 2, 1 } },
	{ "abc", "aXYc",	{ { 1, 1, "XY" } },		{ 2, 1 }, { 1, 1 } },
	{ "abc", "aXYc",	{ { 1, 1, "XY" } },		{ 3, 1 }, { 2, 1 } },
	{ "abc", "Zbc",		{ { 0, 1, "Z" } },		{ 0, 1 }, { 0, 1 } },
	{ "abcdef", "XdY",	{ { 0, 3, "X" }, { 4, 2, "Y" } }, { 0, 3 }, { 0, 6 } },
	{ "abc", "abIc",	{ { 2, 0, "I" } },		{ 2, 1 }, { 2, 0 } },
};

START_TEST(apply_and_origin)
{
	struct mem m = unit_mem();
	size_t by_rule[1] = { 0 };
	struct edits e = { .by_rule = by_rule };
	struct buf out;
	struct span got;
	struct text t;
	size_t i;

	qi_buf_init(&e.log, &m, 8 * sizeof(struct edit));
	qi_buf_init(&out, &m, 64);
	qi_edits_begin(&e, unit_text(row[_i].in), &out, true);
	for (i = 0; i < 3 && row[_i].edit[i].to != NULL; i++)
		qi_edits_add(&e, row[_i].edit[i].at, row[_i].edit[i].len,
		    row[_i].edit[i].to, strlen(row[_i].edit[i].to), 0, 1000);
	t = qi_edits_end(&e);
	ck_assert_uint_eq(t.n, strlen(row[_i].out));
	ck_assert_mem_eq(t.s, row[_i].out, t.n);
	got = qi_edits_origin(&e, row[_i].after);
	ck_assert_uint_eq(got.at, row[_i].before.at);
	ck_assert_uint_eq(got.len, row[_i].before.len);
	qi_buf_free(&e.log);
	qi_buf_free(&out);
}
END_TEST

/* Every byte the edits left alone must map back to an equal byte. */
START_TEST(untouched_bytes_map_home)
{
	struct mem m = unit_mem();
	char in[64];
	size_t by_rule[1] = { 0 };
	struct edits e = { .by_rule = by_rule };
	struct buf out;
	size_t at, i;

	srand((unsigned)_i);
	for (i = 0; i < sizeof(in); i++)
		in[i] = (char)('a' + rand() % 26);
	qi_buf_init(&e.log, &m, 64 * sizeof(struct edit));
	qi_buf_init(&out, &m, 512);
	qi_edits_begin(&e, (struct text){ (uint8_t *)in, sizeof(in) }, &out, true);
	for (at = 0; at < sizeof(in); at += 1 + (size_t)rand() % 9) {
		size_t len = (size_t)rand() % 3, to = (size_t)rand() % 3;

		if (len + to > 0 && at + len <= sizeof(in)) {
			qi_edits_add(&e, at, len, "##", to, 0, 1000);
			at += len;
		}
	}
	qi_edits_end(&e);
	for (i = 0; i < out.n; i++) {
		struct span s = qi_edits_origin(&e, (struct span){ i, 1 });

		if (out.p[i] != '#') {
			ck_assert_uint_ge(s.len, 1);
			ck_assert_int_eq(in[s.at], out.p[i]);
		}
	}
	qi_buf_free(&e.log);
	qi_buf_free(&out);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("edits");
	TCase *c = tcase_create("edits");

	tcase_add_loop_test(c, apply_and_origin, 0, sizeof(row) / sizeof(row[0]));
	tcase_add_loop_test(c, untouched_bytes_map_home, 0, 200);
	suite_add_tcase(s, c);
	return s;
}
