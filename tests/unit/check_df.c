/* SPDX-License-Identifier: Apache-2.0 */
/* check_df.c - evidence from many pages: counts, sums, images, sites */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "df.h"
#include "qing.h"
#include "site.h"
#include "unit.h"

#define SIZE 4096

static qing_df *
new(size_t bytes)
{
	qing_df *df;

	ck_assert_int_eq(qing_df_new(&df, bytes, NULL), QING_OK);
	return df;
}

static void
learn(qing_df *df, const char *site, const char *text)
{
	ck_assert_int_eq(qing_df_learn(df, site, text, strlen(text)), QING_OK);
}

static unsigned
pages(qing_df *df, const char *site, const char *line)
{
	struct df_site s;
	size_t len;
	const uint8_t *image = qing_df_image(df, &len);

	ck_assert_ptr_eq(qi_df_wrong(image, len), NULL);
	qi_df_site(&s, image, site);
	return line != NULL ?
	    qi_df_pages(&s, (const uint8_t *)line, strlen(line)) : s.pages;
}

START_TEST(counts)
{
	char many[3 * 421 + 1];
	qing_df *df = new(SIZE);
	int i;

	ck_assert_uint_eq(pages(df, "a", NULL), 0);
	ck_assert_uint_eq(pages(df, "a", "首页"), 0);
	learn(df, "a", "首页\n正文\n\n 首 页 \r\n");	/* once a page */
	learn(df, "a", "首頁");
	learn(df, "b", "首页\n");
	ck_assert_uint_eq(pages(df, "a", NULL), 2);
	ck_assert_uint_eq(pages(df, "b", NULL), 1);
	ck_assert_uint_eq(pages(df, "", NULL), 0);
	ck_assert_uint_eq(pages(df, "a", "首页"), 2);
	ck_assert_uint_eq(pages(df, "a", "首 頁\n"), 2);
	ck_assert_uint_eq(pages(df, "b", "首页"), 1);
	ck_assert_uint_eq(pages(df, "b", "正文"), 0);
	ck_assert_uint_eq(pages(df, "a", " \n"), 0);
	/* What is no page. */
	learn(df, "a", "");
	learn(df, "a", " \n\n");
	learn(df, "a", "\xd6\xd0\n首页\n");
	ck_assert_uint_eq(pages(df, "a", NULL), 2);
	/* The first 420 characters count. */
	for (i = 0; i < 421; i++)
		memcpy(many + 3 * i, "长", 4);
	learn(df, "c", many);
	learn(df, "c", many + 3);
	ck_assert_uint_eq(pages(df, "c", many), 2);
	ck_assert_uint_eq(pages(df, "c", many + 6), 0);
	/* Counters stop. */
	for (i = 0; i < 300; i++)
		learn(df, "d", "登录");
	ck_assert_uint_eq(pages(df, "d", "登录"), DF_MOST);
	ck_assert_uint_eq(pages(df, "d", NULL), DF_MOST);
	qing_df_free(df);
}
END_TEST

/* A site's name is no part of its lines. */
START_TEST(keys)
{
	qing_df *df = new(SIZE);

	learn(df, "ab", "c");
	ck_assert_uint_eq(pages(df, "a", "bc"), 0);
	ck_assert_uint_eq(pages(df, "", "abc"), 0);
	ck_assert_uint_eq(pages(df, "abc", NULL), 0);
	qing_df_free(df);
}
END_TEST

static const char *const text[] = {
	"首页\n新闻\n一个故事。\n关于我们", "首页\n新闻\n首页", "新闻\n另一个故事。",
	"首页", "版权所有", "a\nb\nc\nd\ne\nf\ng\nh\na\nb\nc", "登录\n注册"
};
#define TEXTS (sizeof(text) / sizeof(*text))

/* To learn here and there and add is to learn all, to the byte, also where
 * counters stop, and whatever the order. */
START_TEST(sums)
{
	qing_df *one = new(SIZE), *two = new(SIZE), *all = new(SIZE);
	const void *p, *q;
	size_t i, n, m;

	for (i = 0; i < 1000; i++) {
		learn(i % 3 > 0 ? one : two, i % 5 > 0 ? "a" : "b",
		    text[i % TEXTS]);
		learn(all, (999 - i) % 5 > 0 ? "a" : "b",
		    text[(999 - i) % TEXTS]);
	}
	p = qing_df_image(two, &n);
	ck_assert_int_eq(qing_df_add(one, p, n, NULL), QING_OK);
	p = qing_df_image(one, &n);
	q = qing_df_image(all, &m);
	ck_assert_uint_eq(n, m);
	ck_assert_mem_eq(p, q, n);
	ck_assert_uint_eq(((const uint8_t *)p)[16] +
	    256u * ((const uint8_t *)p)[17], 1000);
	qing_df_free(one);
	qing_df_free(two);
	qing_df_free(all);
}
END_TEST

/* The file format: this may only change with the version in it. */
START_TEST(format)
{
	static const uint8_t start[] = { 0xff, 'q', 'i', 'n', 'g', '-', 'd',
		'f', 1, 8, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0,
		0, 0, 0, 0, 0 };
	static const uint8_t hash[] = { 0xa1, 0x69, 0xe4, 0xa4, 0xc2, 0x1e,
		0x11, 0x5e };
	qing_df *df = new(1024);
	const uint8_t *p;
	size_t n, i, set = 0;

	learn(df, "example.com", "首页\n登录\n首页\n");
	p = qing_df_image(df, &n);
	ck_assert_uint_eq(n, 40 + 1024);
	ck_assert_mem_eq(p, start, sizeof(start));
	ck_assert_mem_eq(p, QING_DF_MAGIC, 8);
	for (i = 40; i < n; i++)
		set += p[i];
	ck_assert_uint_eq(set, 3 * 4);	/* two lines and a page */
	ck_assert_mem_eq(p + 32, hash, sizeof(hash));
	qing_df_free(df);
}
END_TEST

static void
refused(const void *p, size_t n, const char *why)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	struct qing_error err = { NULL, 77 };
	qing_df *df = new(1024);
	qing *q = (qing *)&err;

	ck_assert_int_eq(qing_df_add(df, p, n, &err), QING_BADDF);
	ck_assert_str_eq(err.msg, why);
	ck_assert_int_eq(qing_df_add(df, p, n, NULL), QING_BADDF);
	ck_assert_uint_eq(pages(df, "a", "首页"), 0);
	cfg.df = p;
	cfg.df_len = n;
	if (strcmp(why, "learnt in another size") != 0) {
		ck_assert_int_eq(qing_new(&q, "strip", &cfg, &err), QING_BADDF);
		ck_assert_str_eq(err.msg, why);
		ck_assert_ptr_eq(q, NULL);
	}
	qing_df_free(df);
}

START_TEST(bad_images)
{
	qing_df *df = new(1024), *big = new(2048);
	uint8_t bad[2 * 1064];
	const void *p;
	size_t n, i;

	learn(df, "a", "首页");
	p = qing_df_image(big, &n);
	refused(p, n, "learnt in another size");
	p = qing_df_image(df, &n);
	refused("", 0, "not evidence that was learnt");
	refused("text, long enough to be one", 27,
	    "not evidence that was learnt");
	refused(p, 7, "not evidence that was learnt");
	for (i = 8; i < n; i += i < 48 ? 1 : 37)
		refused(p, i, "cut short");
	memcpy(bad, p, n);
	memcpy(bad + n, p, n);
	refused(bad, n + 1, "damaged: longer than it says");
	for (i = 11; i < n; i += i < 48 ? 1 : 37) {
		memcpy(bad, p, n);
		bad[i] ^= 1;
		refused(bad, n, "damaged");
	}
	memcpy(bad, p, n);
	bad[8] = 2;
	refused(bad, n, "of a version that is not known");
	memcpy(bad, p, n);
	bad[10] = 5;
	refused(bad, n, "of a version that is not known");
	for (i = 0; i < 256; i++) {
		memcpy(bad, p, n);
		bad[9] = (uint8_t)i;
		if (i < 8 || i > 30)
			refused(bad, n, "damaged");
		else if (i > 8)
			refused(bad, n, "cut short");
	}
	/* Numbers in the header stop, too. */
	memcpy(bad, p, n);
	ck_assert_int_eq(qing_df_add(df, bad, n, NULL), QING_OK);
	ck_assert_uint_eq(pages(df, "a", "首页"), 2);
	qing_df_free(df);
	qing_df_free(big);
}
END_TEST

START_TEST(misuse)
{
	struct qing_error err;
	qing_df *df = (qing_df *)&err;
	size_t n;
	qing *q;

	ck_assert_int_eq(qing_df_new(NULL, SIZE, NULL), QING_MISUSE);
	ck_assert_int_eq(qing_df_new(&df, 1023, NULL), QING_MISUSE);
	ck_assert_ptr_eq(df, NULL);
	df = new(2047);
	ck_assert_ptr_ne(qing_df_image(df, &n), NULL);
	ck_assert_uint_eq(n, 1064);
	ck_assert_int_eq(qing_df_learn(NULL, "", "", 0), QING_MISUSE);
	ck_assert_int_eq(qing_df_learn(df, NULL, "", 0), QING_MISUSE);
	ck_assert_int_eq(qing_df_learn(df, "", NULL, 1), QING_MISUSE);
	ck_assert_int_eq(qing_df_learn(df, "", NULL, 0), QING_OK);
	ck_assert_int_eq(qing_df_add(NULL, "", 0, &err), QING_MISUSE);
	ck_assert_int_eq(qing_df_add(df, NULL, 1, &err), QING_MISUSE);
	ck_assert_ptr_eq(qing_df_image(NULL, &n), NULL);
	ck_assert_uint_eq(n, 0);
	ck_assert_ptr_eq(qing_df_image(df, NULL), NULL);
	ck_assert_uint_eq(qing_df_noise(NULL), 0);
	qing_df_free(df);
	qing_df_free(NULL);
	ck_assert_int_eq(qing_site(NULL, "a"), QING_MISUSE);
	ck_assert_int_eq(qing_new(&q, "strip", NULL, NULL), QING_OK);
	ck_assert_int_eq(qing_site(q, "a"), QING_OK);
	ck_assert_int_eq(qing_site(q, NULL), QING_OK);
	qing_free(q);
}
END_TEST

/* Memory that comes to an end, after so many allocations. */
static void *
scarce(void *ctx, void *p, size_t from, size_t to)
{
	int *left = ctx;

	(void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	return (*left)-- > 0 ? realloc(p, to) : NULL;
}

START_TEST(no_memory)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	qing_df *df;
	int left;

	cfg.realloc = scarce;
	cfg.ctx = &left;
	for (left = 0; left < 2; left = left + 1) {
		int had = left;

		ck_assert_int_eq(qing_df_new(&df, SIZE, &cfg), QING_NOMEM);
		ck_assert_ptr_eq(df, NULL);
		left = had;
	}
	left = 2;
	ck_assert_int_eq(qing_df_new(&df, SIZE, &cfg), QING_OK);
	ck_assert_int_eq(qing_df_learn(df, "a", "b", 1), QING_NOMEM);
	ck_assert_uint_eq(pages(df, "a", NULL), 0);
	left = 9;
	learn(df, "a", "b");
	ck_assert_uint_eq(pages(df, "a", NULL), 1);
	qing_df_free(df);
}
END_TEST

/* Noise is what the counters make of lines that were never seen. */
START_TEST(noise)
{
	qing_df *df = new(1024);
	struct df_site s;
	char line[32];
	size_t n, i, seen = 0;
	const uint8_t *image;

	ck_assert_uint_eq(qing_df_noise(df), 0);
	for (i = 0; i < 512; i++) {
		snprintf(line, sizeof(line), "line %zu", i);
		learn(df, "a", line);
	}
	image = qing_df_image(df, &n);
	qi_df_site(&s, image, "b");
	s.pages = 1;
	for (i = 0; i < 10000; i++) {
		n = (size_t)snprintf(line, sizeof(line), "other %zu", i);
		seen += qi_df_pages(&s, (const uint8_t *)line, n) >= DF_LEAST;
	}
	/* Two a counter: 1 in 90, about. */
	ck_assert_uint_gt(qing_df_noise(df), 4000);
	ck_assert_uint_lt(qing_df_noise(df), 30000);
	ck_assert_uint_gt(seen * 100, qing_df_noise(df) / 3);
	ck_assert_uint_lt(seen * 100, qing_df_noise(df) * 3);
	qing_df_free(df);
}
END_TEST

static const struct {
	const char *path, *site;
} sites[] = {
	{ "www.example.com/a/b.html", "www.example.com" },
	{ "/data/www.example.com/index.html", "www.example.com" },
	{ "crawl/example.com:8080/x", "example.com:8080" },
	{ "crawl/example.com+8080/x", "example.com+8080" },
	{ "a.example.com/b.example.com/x", "b.example.com" },
	{ "example.com/v1.2/x", "example.com" },
	{ "example.com/..//x", "example.com" },
	{ "xn--fiq228c.xn--55qx5d/x", "xn--fiq228c.xn--55qx5d" },
	{ "news/2024/a.txt", "2024" },
	{ "news/a.com", "news" },
	{ "news//a", "news" },
	{ "./news/a", "news" },
	{ "/a", "" },
	{ "a", "" },
	{ "./a", "" },
	{ "../a", "" },
	{ "news/./a", "" },
	{ "-", "" },
	{ "", "" },
	{ ".hidden.com/a", ".hidden.com" },	/* a directory, not a host */
	{ "x/.hidden.com/y/a", "y" },
	{ "a..com/y/a", "y" },
	{ "a.com./y/a", "y" },
	{ "a_b.com/y/a", "y" },
	{ "1.2.3/y/a", "y" },
	{ "a.c/y/a", "y" },
	{ ":80/y/a", "y" },
	{ "a.com:/y/a", "y" },
};

START_TEST(site)
{
	const char *s = sites[_i].path, *got;
	size_t n;

	got = site_of(s, &n);
	ck_assert_msg(n == strlen(sites[_i].site) &&
	    memcmp(got, sites[_i].site, n) == 0, "%s: %.*s, not %s", s, (int)n,
	    got, sites[_i].site);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("df");
	TCase *c = tcase_create("df");

	tcase_add_test(c, counts);
	tcase_add_test(c, keys);
	tcase_add_test(c, sums);
	tcase_add_test(c, format);
	tcase_add_test(c, bad_images);
	tcase_add_test(c, misuse);
	tcase_add_test(c, no_memory);
	tcase_add_test(c, noise);
	tcase_add_loop_test(c, site, 0, sizeof(sites) / sizeof(*sites));
	suite_add_tcase(s, c);
	return s;
}
