/* SPDX-License-Identifier: Apache-2.0 */
/* check_public.c - what include/qing.h says of charsets */
#include "config.h"

#include <check.h>
#include <limits.h>
#include <string.h>

#include "qing.h"
#include "unit.h"

/* What sounds like news, in GBK. */
#define GBK "\xd6\xd0\xb9\xfa\xb5\xc4\xbe\xad\xbc\xc3\xb7\xa2\xd5\xb9\xca\xc7" \
	"\xd2\xbb\xb8\xf6\xd6\xd8\xd2\xaa\xb5\xc4\xce\xca\xcc\xe2\xa1\xa3\n"

static qing *
new(void)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	qing *q;

	cfg.max_record = 1000;
	cfg.max_edits = 100;
	ck_assert_int_eq(qing_new(&q, "decode tidy", &cfg, NULL), QING_OK);
	return q;
}

static const char *
charset(qing *q, const char *s, size_t n)
{
	const char *name = NULL;
	unsigned score = 7777;

	ck_assert_int_eq(qing_detect(q, s, n, &name, &score), QING_OK);
	ck_assert_uint_le(score, 1000);
	return name;
}

#define CHARSET(q, s) charset(q, s, sizeof(s) - 1)

START_TEST(detect)
{
	char noise[900];
	unsigned x = 1;
	size_t i;
	qing *q = new();

	ck_assert_str_eq(CHARSET(q, ""), "UTF-8");
	ck_assert_str_eq(charset(q, NULL, 0), "UTF-8");
	ck_assert_str_eq(CHARSET(q, "abc"), "UTF-8");
	ck_assert_str_eq(CHARSET(q, "\xe4\xb8\xad\xe6\x96\x87"), "UTF-8");
	ck_assert_ptr_eq(qing_bid_at(q, 0), NULL);
	ck_assert_str_eq(CHARSET(q, GBK), "GB18030");
	ck_assert_ptr_ne(qing_bid_at(q, 0), NULL);
	ck_assert_str_eq(CHARSET(q, "\xff\xfe-N\x87\x65"), "UTF-16LE");
	for (i = 0; i < sizeof(noise); i++) {
		x = x * 1103515245 + 12345;
		noise[i] = (char)(x >> 16 & 0xff);
	}
	ck_assert_str_eq(charset(q, noise, sizeof(noise)), "");
	qing_free(q);
}
END_TEST

START_TEST(misuse)
{
	static const char big[1001];
	const char *name = "x";
	unsigned score = 7777;
	qing *q = new();

	ck_assert_int_eq(qing_detect(NULL, "", 0, &name, &score), QING_MISUSE);
	ck_assert_str_eq(name, "");
	ck_assert_uint_eq(score, 0);
	ck_assert_int_eq(qing_detect(q, NULL, 1, &name, NULL), QING_MISUSE);
	ck_assert_int_eq(qing_detect(q, "", 0, NULL, &score), QING_MISUSE);
	ck_assert_int_eq(qing_detect(q, big, 1001, &name, &score), QING_TOOBIG);
	ck_assert_str_eq(name, "");
	ck_assert_int_eq(qing_detect(q, GBK, 8, &name, NULL), QING_OK);
	ck_assert_ptr_eq(qing_bid_at(NULL, 0), NULL);
	ck_assert_ptr_eq(qing_bid_at(q, SIZE_MAX), NULL);
	ck_assert_int_eq(qing_declare(NULL, "Big5"), QING_MISUSE);
	ck_assert_ptr_eq(qing_charset(SIZE_MAX), NULL);
	qing_free(q);
}
END_TEST

/* What one call leaves is gone with the next. */
START_TEST(last)
{
	const struct qing_result *r;
	qing *q = new();

	ck_assert_int_eq(qing_clean(q, GBK, sizeof(GBK) - 1, &r), QING_OK);
	ck_assert_str_eq(r->charset, "GB18030");
	ck_assert_ptr_ne(qing_bid_at(q, 0), NULL);
	ck_assert_ptr_ne(qing_edit_at(q, 0), NULL);
	ck_assert_str_eq(qing_edit_at(q, 0)->charset, "GB18030");
	ck_assert_str_eq(CHARSET(q, "abc"), "UTF-8");
	ck_assert_ptr_eq(qing_bid_at(q, 0), NULL);
	ck_assert_ptr_eq(qing_edit_at(q, 0), NULL);
	ck_assert_str_eq(CHARSET(q, GBK), "GB18030");
	ck_assert_int_eq(qing_clean(q, "a\1b", 3, &r), QING_OK);
	ck_assert_ptr_eq(qing_bid_at(q, 0), NULL);
	ck_assert_ptr_ne(qing_edit_at(q, 0), NULL);
	ck_assert_ptr_eq(qing_edit_at(q, 0)->charset, NULL);
	qing_free(q);
}
END_TEST

#define MANY 128

/* Notes are no edits, but are kept and counted as these are. */
START_TEST(notes)
{
	static const char text[] = "\xef\xbb\xbf锟斤拷，锟斤拷";
	struct qing_config cfg = QING_CONFIG_INIT;
	const struct qing_result *r;
	const struct qing_note *note;
	static char many[10 * MANY];
	size_t rule, i;
	qing *q;

	for (rule = 0; strcmp(qing_rule(rule)->name, "repair.lost") != 0; )
		rule++;
	cfg.max_edits = MANY / 2;
	for (i = 0; i < MANY; i++)
		memcpy(many + 10 * i, "锟斤拷,", 10);
	ck_assert_int_eq(qing_new(&q, QING_DEFAULT, &cfg, NULL), QING_OK);
	ck_assert_int_eq(qing_clean(q, text, sizeof(text) - 1, &r), QING_OK);
	ck_assert_uint_eq(r->edits, 1);
	ck_assert_uint_eq(r->notes, 2);
	ck_assert_uint_eq(qing_count(q, rule), 2);
	note = qing_note_at(q, 0);
	ck_assert_ptr_ne(note, NULL);
	ck_assert_uint_eq(note->at, 3);
	ck_assert_uint_eq(note->len, 9);
	ck_assert_ptr_eq(note->left, r->text);
	ck_assert_uint_eq(note->left_len, 9);
	ck_assert_str_eq(note->rule, "repair.lost");
	ck_assert_ptr_ne(qing_note_at(q, 1), NULL);
	ck_assert_ptr_eq(qing_note_at(q, 2), NULL);
	ck_assert_int_eq(qing_clean(q, text + 3, 9, &r), QING_OK);
	ck_assert_int_eq(r->fate, QING_SAME);
	ck_assert_ptr_eq(r->text, text + 3);
	ck_assert_uint_eq(r->notes, 1);
	ck_assert_ptr_eq(qing_note_at(q, 0)->left, text + 3);
	ck_assert_int_eq(qing_clean(q, many, sizeof(many), &r), QING_OK);
	ck_assert_uint_eq(r->notes, MANY);
	ck_assert_ptr_ne(qing_note_at(q, MANY / 2 - 1), NULL);
	ck_assert_ptr_eq(qing_note_at(q, MANY / 2), NULL);
	ck_assert_int_eq(qing_clean(q, "abc", 3, &r), QING_OK);
	ck_assert_ptr_eq(qing_note_at(q, 0), NULL);
	ck_assert_ptr_eq(qing_note_at(NULL, 0), NULL);
	qing_free(q);
}
END_TEST

static bool
is_declared(qing *q, const char *name)
{
	const struct qing_bid *b;
	size_t i;
	int last = INT_MAX;

	ck_assert_str_eq(CHARSET(q, GBK), "GB18030");
	for (i = 0; (b = qing_bid_at(q, i)) != NULL; last = b->bits, i++) {
		ck_assert_int_le(b->bits, last);
		if (strcmp(b->by, "declared") == 0)
			return name != NULL && strcmp(b->charset, name) == 0;
	}
	return name == NULL;
}

START_TEST(declare)
{
	qing *q = new();

	ck_assert(is_declared(q, NULL));
	ck_assert_int_eq(qing_declare(q, "big5"), QING_OK);
	ck_assert(is_declared(q, "Big5"));
	ck_assert(is_declared(q, "Big5"));
	ck_assert_int_eq(qing_declare(q, "text/html; charset=\"GB18030\""),
	    QING_OK);
	ck_assert(is_declared(q, "GB18030"));
	ck_assert_int_eq(qing_declare(q, "text/html"), QING_BADSPEC);
	ck_assert(is_declared(q, NULL));
	ck_assert_int_eq(qing_declare(q, "Big5"), QING_OK);
	ck_assert_int_eq(qing_declare(q, ""), QING_OK);
	ck_assert(is_declared(q, NULL));
	ck_assert_int_eq(qing_declare(q, "no-such-charset"), QING_BADSPEC);
	ck_assert_int_eq(qing_declare(q, NULL), QING_OK);
	/* It is evidence, not truth. */
	ck_assert_int_eq(qing_declare(q, "Big5"), QING_OK);
	ck_assert_str_eq(CHARSET(q, "\xe4\xb8\xad\xe6\x96\x87"), "UTF-8");
	qing_free(q);
}
END_TEST

/* Every name is listed once, and can be declared. */
START_TEST(list)
{
	const char *name;
	size_t i, k;
	qing *q = new();

	for (i = 0; (name = qing_charset(i)) != NULL; i++) {
		ck_assert_int_eq(qing_declare(q, name), QING_OK);
		for (k = 0; k < i; k++)
			ck_assert_str_ne(qing_charset(k), name);
	}
	ck_assert_uint_gt(i, 10);
	qing_free(q);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("public");
	TCase *c = tcase_create("public");

	tcase_add_test(c, detect);
	tcase_add_test(c, misuse);
	tcase_add_test(c, last);
	tcase_add_test(c, notes);
	tcase_add_test(c, declare);
	tcase_add_test(c, list);
	suite_add_tcase(s, c);
	return s;
}
