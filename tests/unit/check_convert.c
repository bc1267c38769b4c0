/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_convert.c - what holds for every mode of convert, on texts made of
 * pieces of the phrases of its dictionaries
 */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qing.h"
#include "rule.h"
#include "unit.h"

#define TEXT 20000		/* bytes, about */
#define PHRASES 400

static const char *const tables[] = {
	"t2s_phrases", "s2t_phrases", "s2t_regional", "tw2t_phrases",
	"tw2tp_phrases", "t2twp_phrases", "t2tw_phrases", "hk2t_phrases",
	"hk2tp_phrases", "t2hkp_phrases", "jp2t_phrases"
};

/* What phrases do not go over, or not all of it. */
static const char *const between[] = {
	"", "", "", "", "\n", " ", "a", "\xc3\xa9", "\xe3\x80\x82",
	"\xe3\x81\x82", "\xf0\x9f\x98\x80", "\xf0\xa0\x80\x80",
	"\xe2\xbf\xb0",			/* of a description */
	"\xef\xb8\x80", "\xf3\xa0\x84\x80",	/* variation selectors */
	"\xef\xa4\x80", "\xf0\xaf\xa0\x80",	/* compatibility ideographs */
};

static char phrase[PHRASES][64];
static size_t phrases;
static char text[TEXT + 256];
static size_t len;

static unsigned
chance(unsigned n)
{
	static unsigned x = 1;

	x = x * 1103515245 + 12345;
	return (x >> 16) % n;
}

/* Some of the phrases of a table, from anywhere in it. */
static void
read_phrases(const char *table)
{
	const char *dir = getenv("srcdir");
	char name[256], line[256], *tab;
	size_t n = 0;
	FILE *f;

	snprintf(name, sizeof(name), "%s/data/convert/%s.tsv",
	    dir != NULL ? dir : ".", table);
	f = fopen(name, "r");
	ck_assert_msg(f != NULL, "%s", name);
	for (phrases = 0; fgets(line, sizeof(line), f) != NULL; n++) {
		tab = strchr(line, '\t');
		if (line[0] == '#' || tab == NULL)
			continue;
		*tab = '\0';
		if (phrases < PHRASES)
			strcpy(phrase[phrases++], line);
		else if (chance((unsigned)n) < PHRASES)
			strcpy(phrase[chance(PHRASES)], line);
	}
	fclose(f);
	ck_assert_uint_gt(phrases, 5);
}

static size_t
back(const char *s, size_t n)
{
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void
make_text(void)
{
	const char *s, *sep;
	size_t a, z;

	for (len = 0; len < TEXT; ) {
		s = phrase[chance((unsigned)phrases)];
		a = back(s, chance((unsigned)strlen(s)));
		z = back(s, chance((unsigned)strlen(s)) + 1);
		if (chance(3) == 0 || z <= a)
			a = 0, z = strlen(s);
		sep = between[chance(sizeof(between) / sizeof(between[0]))];
		memcpy(text + len, s + a, z - a);
		len += z - a;
		memcpy(text + len, sep, strlen(sep));
		len += strlen(sep);
	}
}

static qing *
new(unsigned rule, size_t edits)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	char list[64];
	qing *q;

	cfg.max_edits = edits;
	snprintf(list, sizeof(list), "convert=%s",
	    qi_rules[rule].name + strlen("convert."));
	ck_assert_int_eq(qing_new(&q, list, &cfg, NULL), QING_OK);
	return q;
}

static bool
is_mode(unsigned rule)
{
	return qi_rule_mode[rule] &&
	    strncmp(qi_rules[rule].name, "convert.", 8) == 0;
}

/* With a log the same comes out as without, and its edits are all that was
 * done. */
static void
check_log(unsigned rule, const struct qing_result *whole)
{
	qing *q = new(rule, 2 * TEXT);
	const struct qing_result *r;
	const struct qing_edit *e;
	size_t i, at = 0, to = 0;

	ck_assert_int_eq(qing_clean(q, text, len, &r), QING_OK);
	ck_assert_uint_eq(r->len, whole->len);
	ck_assert_mem_eq(r->text, whole->text, r->len);
	ck_assert_uint_eq(r->edits, whole->edits);
	ck_assert_uint_eq(r->logged, r->edits);
	for (i = 0; (e = qing_edit_at(q, i)) != NULL; i++) {
		ck_assert_uint_ge(e->at, at);
		ck_assert_uint_le(e->at - at, r->len - to);
		ck_assert_mem_eq(text + at, r->text + to, e->at - at);
		to += e->at - at;
		ck_assert_uint_le(e->to_len, r->len - to);
		ck_assert_mem_eq(e->to, r->text + to, e->to_len);
		to += e->to_len;
		at = e->at + e->len;
	}
	ck_assert_uint_eq(len - at, r->len - to);
	ck_assert_mem_eq(text + at, r->text + to, len - at);
	qing_free(q);
}

/* Cut where qing_cut() says it becomes the same, in windows of any size. */
static void
check_cut(unsigned rule, const struct qing_result *whole, size_t window)
{
	qing *q = new(rule, 0);
	const struct qing_result *r;
	size_t at = 0, to = 0, n;

	for (; at < len; at += n) {
		n = len - at <= window ? len - at :
		    qing_cut(q, text + at, window);
		ck_assert_uint_le(n, window);
		if (n == 0)		/* no place in this one */
			n = len - at < 4 * window ? len - at :
			    qing_cut(q, text + at, 4 * window);
		if (n == 0)
			n = len - at;
		ck_assert_int_eq(qing_clean(q, text + at, n, &r), QING_OK);
		ck_assert_uint_le(r->len, whole->len - to);
		ck_assert_msg(memcmp(r->text, whole->text + to, r->len) == 0,
		    "%s: cut at %zu", qi_rules[rule].name, at);
		to += r->len;
	}
	ck_assert_uint_eq(to, whole->len);
	qing_free(q);
}

START_TEST(modes)
{
	const struct qing_result *r;
	unsigned rule;
	qing *q;

	read_phrases(tables[_i]);
	make_text();
	for (rule = 0; rule < NRULES; rule++) {
		if (!is_mode(rule))
			continue;
		q = new(rule, 0);
		ck_assert_int_eq(qing_clean(q, text, len, &r), QING_OK);
		ck_assert_int_ne(r->fate, QING_REFUSED);
		check_log(rule, r);
		if (rule == RULE_CONVERT_HANS || rule == RULE_CONVERT_HANT)
			ck_assert_uint_eq(qing_cut(q, "\n\n", 2), 0);
		else {
			check_cut(rule, r, 300);
			check_cut(rule, r, 97);
		}
		qing_free(q);
	}
}
END_TEST

/* There is such a place, and it is the last. */
START_TEST(cut)
{
	qing *q = new(RULE_CONVERT_S2T, 0);

	ck_assert_uint_eq(qing_cut(q, "\n\n", 2), 2);
	ck_assert_uint_eq(qing_cut(q, "\n", 1), 1);
	ck_assert_uint_eq(qing_cut(q, "", 0), 0);
	ck_assert_uint_eq(qing_cut(q, "\n\xe4\xb8", 3), 0);
	/* Not inside a phrase, or in what can be one. */
	ck_assert_uint_eq(qing_cut(q, "a\xe7\x9a\x87\xe5\x90\x8e", 7), 1);
	/* Nor where a description can go on. */
	ck_assert_uint_eq(qing_cut(q, "\n\n\xe2\xbf\xb0\n\n", 7), 2);
	ck_assert_uint_eq(qing_cut(NULL, "\n\n", 2), 0);
	qing_free(q);
}
END_TEST

/* Where a text stops to be UTF-8 does not matter: it is handed back. */
START_TEST(refused)
{
	qing *q = new(RULE_CONVERT_S2TWP, 100);
	const struct qing_result *r;
	size_t n;

	read_phrases("s2t_regional");
	make_text();
	for (n = 0; n < 600; n++) {
		text[n] ^= (char)0x80;
		ck_assert_int_eq(qing_clean(q, text, 700, &r), QING_OK);
		ck_assert_msg(r->fate == QING_REFUSED && r->edits == 0 &&
		    (const char *)r->text == text && r->len == 700 &&
		    qing_edit_at(q, 0) == NULL, "at %zu", n);
		ck_assert_uint_eq(qing_count(q, RULE_CONVERT_S2TWP), 0);
		text[n] ^= (char)0x80;
	}
	qing_free(q);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("convert");
	TCase *c = tcase_create("convert");

	tcase_add_loop_test(c, modes, 0, sizeof(tables) / sizeof(tables[0]));
	tcase_add_test(c, cut);
	tcase_add_test(c, refused);
	tcase_set_timeout(c, 120);
	suite_add_tcase(s, c);
	return s;
}
