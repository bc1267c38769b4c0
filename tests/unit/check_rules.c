/* SPDX-License-Identifier: Apache-2.0 */
/* check_rules.c - rows of rules: what is wrong with them, and limits */
#include "config.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "boilerplate.h"
#include "pattern_rows.h"
#include "qing.h"
#include "unit.h"

#define AD "ad\thard\tin\t40\t"
#define TEN(x) x x x x x x x x x x

static const struct {
	const char *rows;
	const char *wrong;	/* the message's start; NULL: all is well */
	size_t at;		/* where that is, or how many patterns */
} row[] = {
	{ "", NULL, 0 },
	{ "# no rows\n\n\r\n", NULL, 0 },
	{ AD "a\n", NULL, 1 },
	{ AD "a", NULL, 1 },
	{ "\xef\xbb\xbf" AD "a\r\n" AD "b\r\n", NULL, 2 },
	{ AD "a\n" AD "a\n", NULL, 1 },
	{ AD "a\nad\thard\topen\t40\ta\n", NULL, 2 },
	{ AD "A \xe3\x80\x80\xef\xbc\xa2\xe2\x80\x8b\n" AD "ab", NULL, 1 },
	{ AD "{a|b}{c|d}{|e}", NULL, 8 },
	{ AD "{}{a}", NULL, 1 },
	{ AD "a|b}c", NULL, 1 },
	{ AD "a{b|\\{|\\}|\\\\}c", NULL, 4 },
	{ AD "a#b~c", NULL, 1 },
	{ AD TEN("abcdef"), NULL, 1 },
	{ AD TEN("{a|b}") "{a|b}{a|b}{a|b}{a|b}{a|b}", NULL, 32768 },
	{ AD TEN("{a}") "{a}{a}{a}{a}{a}{a}", NULL, 1 },
	{ AD "a~~~~b~~{~c|~~d}", NULL, 2 },

	{ "x\thard\tin\t40\ta", "no such class", 0 },
	{ "-\thard\tin\t40\ta", "no such class", 0 },
	{ "\thard\tin\t40\ta", "no such class", 0 },
	{ AD "a\nADS\thard\tin\t40\ta", "no such class", 16 },
	{ "ad\tfact\tin\t40\ta", "no such force", 3 },
	{ "ad\t-\tin\t40\ta", "no such force", 3 },
	{ "ad\thard\tinside\t40\ta", "no such place", 8 },
	{ "ad\thard\tin\t0\ta", "not a length", 11 },
	{ "ad\thard\tin\t-1\ta", "not a length", 11 },
	{ "ad\thard\tin\t65536\ta", "not a length", 11 },
	{ "ad\thard\tin\t99999999999999999999\ta", "not a length", 11 },
	{ "ad\thard\tin\t\ta", "not a length", 11 },
	{ "ad hard in 40 a", "not five columns", 0 },
	{ "ad\thard\tin\t40", "not five columns", 0 },
	{ AD "a\t", "not five columns", 0 },
	{ AD "", "a pattern begins and ends", 14 },
	{ AD " ", "a pattern begins and ends", 14 },
	{ AD "~a", "a pattern begins and ends", 14 },
	{ AD "a~", "a pattern begins and ends", 14 },
	{ AD "{|a}", "a pattern begins and ends", 14 },
	{ AD "{|a}~b", "a pattern begins and ends", 14 },
	{ AD "b{a|~}", "a pattern begins and ends", 14 },
	{ AD "a1", "digits are written as #", 15 },
	{ AD "a\\1", "digits are written as #", 16 },
	{ AD "a\xef\xbc\x91", "digits are written as #", 15 },
	{ AD "a{b", "{ without }", 17 },
	{ AD "a{b{c}}", "{ inside of {}", 17 },
	{ AD "a\\", "\\ with nothing behind it", 16 },
	{ AD "a\xff", "not UTF-8", 15 },
	{ AD "a\xe4\xb8", "not UTF-8", 15 },
	{ AD "a\xf0\x9f\x98\x80", "a character that no pattern", 15 },
	{ AD TEN("abcdef") "g", "the pattern is too long", 14 },
	{ AD TEN("abcdef") "{|g}", "the pattern is too long", 14 },
	{ AD TEN("{a|b}") TEN("{a|b}"), "too many {}", 94 },
	{ AD TEN("{a|b}") "{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}",
	    "too many patterns in one row", 14 },
	{ AD TEN("{a|b}") "{a|b}{a|b}{a|b}{a|b}{a|b}\n"
	  AD TEN("{a|b}") "{a|b}{a|b}{a|b}{a|b}{c|d}\n" AD "c",
	    "too many patterns in all rows", 194 },
	{ AD "a~~~~b~~{~c|~~d|~~~e}", "too many ~ in a pattern", 14 },
	{ AD TEN(TEN(TEN(TEN("{a}")))), "the line is too long", 0 },
};

static struct rows
rows_of(const char *s, size_t n)
{
	return (struct rows){ .s = s, .n = n, .fold = qi_fold_char };
}

START_TEST(compile)
{
	struct rows r = rows_of(row[_i].rows, strlen(row[_i].rows)), r2 = r;
	struct mem m = unit_mem();
	struct patterns *p = qi_patterns_new(&r, &m);

	if (row[_i].wrong == NULL) {
		ck_assert_msg(p != NULL, "row %d: %s", _i,
		    r.wrong != NULL ? r.wrong : "");
		ck_assert_uint_eq(p->n, row[_i].at);
		ck_assert_uint_ge(qi_patterns_memory(r2), p->bytes);
	} else {
		ck_assert_msg(p == NULL && r.wrong != NULL, "row %d", _i);
		ck_assert_msg(strncmp(r.wrong, row[_i].wrong,
		    strlen(row[_i].wrong)) == 0, "row %d: %s", _i, r.wrong);
		ck_assert_msg(r.where == row[_i].at, "row %d: at %zu", _i,
		    r.where);
		ck_assert_uint_eq(qi_patterns_memory(r2), 0);
	}
	qi_patterns_free(p, &m);
}
END_TEST

/* Keys rise, and all that follows from an edge comes before it. */
START_TEST(tables)
{
	const struct patterns *p = qi_boilerplate_patterns();
	size_t e, to, n = 0;

	ck_assert_uint_gt(p->n, 1000);
	ck_assert_uint_lt(p->first, p->edges);
	for (e = 0; e < p->edges; e++) {
		to = (size_t)(p->high[e] & ~PATTERN_LAST) << 16 | p->low[e];
		ck_assert_uint_gt(p->key[e], 0);
		if (p->key[e] < PATTERN_GAP) {
			ck_assert_uint_lt(to, p->rows);
			ck_assert_uint_eq(p->row[to].place,
			    p->key[e] - PATTERN_END);
		} else
			ck_assert(to < e && (to == 0 ||
			    (p->high[to - 1] & PATTERN_LAST)));
		if (!(p->high[e] & PATTERN_LAST))
			ck_assert_uint_lt(p->key[e], p->key[e + 1]);
	}
	ck_assert(p->high[p->edges - 1] & PATTERN_LAST);
	for (e = 0; e < p->rows; e++)
		n += p->row[e].patterns;
	ck_assert_uint_eq(n, p->n);
}
END_TEST

/* What is in the graph is found, and nothing else. */
START_TEST(find)
{
	static const char rows[] = AD "a{b|bc|~c}#\n" AD "xb{|c}#\n"
	    "nav\thint\tend\t9\t{abd|ab#}";
	static const uint16_t c[] = { 'a', 'b', PATTERN_DIGITS, 'd' };
	static const uint16_t gap[] = { 'a', PATTERN_GAP, 'c', PATTERN_DIGITS };
	struct rows r = rows_of(rows, sizeof(rows) - 1);
	struct mem m = unit_mem();
	struct patterns *p = qi_patterns_new(&r, &m);

	ck_assert(p != NULL && p->n == 7 && p->rows == 3);
	ck_assert_uint_eq(p->row[0].patterns, 3);
	ck_assert_ptr_eq(qi_patterns_find(p, c, 3, PLACE_IN), &p->row[0]);
	ck_assert_ptr_eq(qi_patterns_find(p, c, 3, PLACE_END), &p->row[2]);
	ck_assert_ptr_eq(qi_patterns_find(p, gap, 4, PLACE_IN), &p->row[0]);
	ck_assert_uint_eq(p->row[2].line, 3);
	ck_assert_ptr_null(qi_patterns_find(p, c, 3, PLACE_WORD));
	ck_assert_ptr_null(qi_patterns_find(p, c, 3, 99));
	ck_assert_ptr_null(qi_patterns_find(p, c, 2, PLACE_IN));
	ck_assert_ptr_null(qi_patterns_find(p, c, 4, PLACE_IN));
	ck_assert_ptr_null(qi_patterns_find(p, c, 0, PLACE_IN));
	qi_patterns_free(p, &m);
}
END_TEST

static void
count(void *ctx, const struct patterns *p, const struct pattern_match *m)
{
	size_t *n = ctx;

	ck_assert(m->row >= p->row && m->row < p->row + p->rows);
	ck_assert_ptr_eq(qi_patterns_find(p, m->text, m->n, m->row->place),
	    m->row);
	ck_assert_uint_lt(m->at, m->end);
	++*n;
}

/* How often the patterns of the rows stand in the folded line. */
static size_t
hits(const char *rows, const char *line)
{
	struct rows r = rows_of(rows, strlen(rows));
	struct mem m = unit_mem();
	struct patterns *p = qi_patterns_new(&r, &m);
	uint16_t f[LINE_LONG + 1];
	size_t n = 0;

	ck_assert_ptr_nonnull(p);
	qi_patterns_match(p, f, qi_fold((const uint8_t *)line,
	    strlen(line), f), count, &n);
	qi_patterns_free(p, &m);
	return n;
}

START_TEST(match)
{
	ck_assert_uint_eq(hits("", "abc"), 0);
	ck_assert_uint_eq(hits(AD "b", "abcabc"), 2);
	ck_assert_uint_eq(hits(AD "a{b|bc|bcd}", "ABC"), 2);
	ck_assert_uint_eq(hits(AD "#", "12 a 345"), 2);
	ck_assert_uint_eq(hits(AD "a#b", "a1b a123b ab"), 2);
	ck_assert_uint_eq(hits(AD "a~b", "ab"), 1);
	ck_assert_uint_eq(hits(AD "a~b", "a12345678b"), 1);
	ck_assert_uint_eq(hits(AD "a~b", "a123456789b"), 0);
	ck_assert_uint_eq(hits(AD "a~~b", "a1234567890123456b"), 1);
	ck_assert_uint_eq(hits(AD "a~~b", "a12345678901234567b"), 0);
	ck_assert_uint_eq(hits(AD "a~{b|~b}", "a1b"), 2);
	/* Each part where it stands first, and no other way is tried. */
	ck_assert_uint_eq(hits(AD "a~b", "abxb"), 1);
	ck_assert_uint_eq(hits(AD "a~{b|bx|xb}", "abxb"), 3);
	ck_assert_uint_eq(hits(AD "a~b~c", "abxbxc"), 1);
	ck_assert_uint_eq(hits(AD "a~b~c", "abb12345678c"), 0);
	ck_assert_uint_eq(hits(AD "a~b~c", "ab12345678c"), 1);
	ck_assert_uint_eq(hits(AD "a{~b|c~d}{e|~f}", "acbdef"), 3);
	ck_assert_uint_eq(hits(AD "\\#\\~", "#~"), 1);
	/* Both ways between traditional and simplified. */
	ck_assert_uint_eq(hits(AD "\xe9\xa4\xa8\xe9\x95\xb7",
	    "\xe9\xa6\x86\xe9\x95\xbf"), 1);
	ck_assert_uint_eq(hits(AD "\xe9\xa6\x86\xe9\x95\xbf",
	    "\xe9\xa4\xa8\xe9\x95\xb7"), 1);
}
END_TEST

/* The tables hold as many rows as they may, and no more bytes. */
START_TEST(large)
{
	size_t n = ROWS_BYTES + 1, i;
	struct mem m = unit_mem();
	struct patterns *p;
	struct rows r;
	char *s = malloc(n);

	ck_assert_ptr_nonnull(s);
	memset(s, '\n', n);
	r = rows_of(s, n - 1);
	p = qi_patterns_new(&r, &m);
	ck_assert(p != NULL && p->n == 0);
	qi_patterns_free(p, &m);
	r = rows_of(s, n);
	ck_assert_ptr_null(qi_patterns_new(&r, &m));
	ck_assert_str_eq(r.wrong, "too many bytes");
	for (i = 0; i + 17 < ROWS_BYTES; i += 17)
		memcpy(s + i, AD "ab\n", 17);
	r = rows_of(s, i);
	ck_assert_ptr_null(qi_patterns_new(&r, &m));
	ck_assert_str_eq(r.wrong, ROWS_TOO_MANY);
	ck_assert_uint_eq(r.line, ROWS_PATTERNS + 1);
	r = rows_of(s, (size_t)17 * ROWS_PATTERNS);
	p = qi_patterns_new(&r, &m);
	ck_assert(p != NULL && p->n == 1 && p->row[0].line == 1);
	qi_patterns_free(p, &m);
	free(s);
}
END_TEST

struct said {
	size_t wrong, warnings, at;
	char last[64];
};

static void
say(void *ctx, const struct qing_error *err, int warning)
{
	struct said *s = ctx;

	s->wrong += !warning;
	s->warnings += warning != 0;
	ck_assert_uint_ge(err->at, s->at);
	s->at = err->at;
	strncpy(s->last, err->msg, sizeof(s->last) - 1);
}

static struct said
check(const char *rows, enum qing_ret want)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	struct said s = { 0 };

	cfg.rules = rows;
	cfg.rules_len = strlen(rows);
	ck_assert_int_eq(qing_rules_check(&cfg, say, &s), want);
	return s;
}

START_TEST(public_check)
{
	struct said s;

	s = check("", QING_OK);
	ck_assert_uint_eq(s.wrong + s.warnings, 0);
	s = check("x\n" AD "abc\n" AD "a1\n" AD "ab\n", QING_BADRULES);
	ck_assert(s.wrong == 2 && s.warnings == 0);
	s = check(AD "abc\nad\thint\topen\t40\tabc\n", QING_OK);
	ck_assert_uint_eq(s.warnings, 0);
	s = check(AD "a~b\n", QING_OK);
	ck_assert_uint_eq(s.warnings, 1);
	ck_assert_str_eq(s.last, "so short a pattern stands in much text");
	s = check(AD "abc\n" AD "{abd|abc}\n", QING_OK);
	ck_assert_uint_eq(s.warnings, 1);
	ck_assert_str_eq(s.last, "a pattern of this row is there already");
	/* "first page" */
	s = check("nav\tweak\tword\t9\t\xe9\xa6\x96\xe9\xa1\xb5\n", QING_OK);
	ck_assert_uint_eq(s.warnings, 1);
	ck_assert_str_eq(s.last, "a built-in row says the same");
}
END_TEST

START_TEST(public_new)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	struct qing_error err;
	size_t most = qing_memory_max(&cfg);
	qing *q;

	cfg.rules_len = 1;
	ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_MISUSE);
	ck_assert_int_eq(qing_rules_check(&cfg, say, NULL), QING_MISUSE);
	cfg.rules = AD "a\n" AD "{";
	cfg.rules_len = strlen(cfg.rules);
	ck_assert_int_eq(qing_rules_check(&cfg, NULL, NULL), QING_MISUSE);
	ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_BADRULES);
	ck_assert_ptr_null(q);
	ck_assert_str_eq(err.msg, "{ without }");
	ck_assert_uint_eq(err.at, cfg.rules_len);
	ck_assert_int_eq(qing_new(&q, "strap", &cfg, &err), QING_BADSPEC);
	cfg.rules_len -= 1;
	ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_BADRULES);
	cfg.rules_len = strlen(AD "a\n");
	ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_OK);
	qing_free(q);
	ck_assert_uint_gt(qing_memory_max(&cfg), most);
	/* A caller built with the header of before knows no rules. */
	cfg.size = offsetof(struct qing_config, rules);
	cfg.rules = AD "{";
	ck_assert_uint_eq(qing_memory_max(&cfg), most);
	ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_OK);
	qing_free(q);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("rules");
	TCase *c = tcase_create("rules");

	tcase_add_loop_test(c, compile, 0, (int)(sizeof(row) / sizeof(row[0])));
	tcase_add_test(c, tables);
	tcase_add_test(c, find);
	tcase_add_test(c, match);
	tcase_add_test(c, large);
	tcase_add_test(c, public_check);
	tcase_add_test(c, public_new);
	suite_add_tcase(s, c);
	return s;
}
