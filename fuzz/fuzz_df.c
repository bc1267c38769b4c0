/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_df.c - any bytes as an image: refused or used, never more; and what is
 * learnt in parts is what is learnt in one go
 *
 * The bytes are taken as an image as they are, and once more with a hash that
 * is right, so that fuzzing gets past it; then as pages, with NUL between, and
 * as one page beside these.
 */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "fuzz.h"
#include "qing.h"

#define BYTES 1024

/* Use it in all ways.  Is it good? */
static bool
use(const uint8_t *image, size_t n)
{
	static const char page[] = "首页\n登录\nabc\n正文，有句子。\n版权所有\n";
	struct qing_config cfg = QING_CONFIG_INIT;
	const struct qing_result *r;
	struct qing_error err;
	qing_df *df;
	qing *q;

	cfg.df = image;
	cfg.df_len = n;
	MUST(qing_df_new(&df, BYTES, NULL) == QING_OK);
	if (qing_df_add(df, image, n, &err) != QING_OK)
		MUST(err.msg[0] != '\0');
	qing_df_noise(df);
	qing_df_free(df);
	if (qing_new(&q, "strip", &cfg, &err) != QING_OK) {
		MUST(q == NULL && err.msg[0] != '\0');
		return false;
	}
	MUST(qing_site(q, "example.com") == QING_OK);
	MUST(qing_clean(q, page, sizeof(page) - 1, &r) == QING_OK);
	MUST(r->len < sizeof(page));
	qing_free(q);
	return true;
}

/* An image of no pages, with these bytes for counters. */
static void
use_counters(const uint8_t *data, size_t size)
{
	static const char head[] = QING_DF_MAGIC "\1\10\4";
	static uint8_t image[40 + BYTES];
	uint64_t h = sizeof(image), w;
	size_t i, k;

	memset(image, 0, sizeof(image));
	memcpy(image, head, sizeof(head) - 1);
	for (i = 0; i < BYTES && size > 0; i++)
		image[40 + i] = data[i % size];
	/* As df.c has it. */
	for (i = 0; i < sizeof(image); i += 8) {
		for (w = 0, k = 8; k-- > 0; )
			w = w << 8 | image[i + k];
		h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	for (k = 0; k < 8; k++)
		image[32 + k] = (uint8_t)(h >> 8 * k);
	MUST(use(image, sizeof(image)));
	image[40]++;
	MUST(!use(image, sizeof(image)));
}

/* Stripped twice is stripped once, whatever other pages have. */
static void
strip(const uint8_t *image, size_t n, const uint8_t *data, size_t size)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	const struct qing_result *r;
	uint8_t *once;
	size_t len;
	qing *q;

	cfg.df = image;
	cfg.df_len = n;
	MUST(qing_new(&q, "strip", &cfg, NULL) == QING_OK);
	MUST(qing_clean(q, data, size, &r) == QING_OK);
	len = r->len;
	once = malloc(len + 1);
	MUST(once != NULL);
	memcpy(once, len > 0 ? r->text : data, len);
	MUST(qing_clean(q, once, len, &r) == QING_OK);
	MUST(r->fate == QING_SAME || r->fate == QING_REFUSED);
	free(once);
	qing_free(q);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	qing_df *part[2], *all;
	const uint8_t *p, *q;
	size_t at, end, i, n, m;

	use(data, size);
	use_counters(data, size);
	MUST(qing_df_new(&all, BYTES, NULL) == QING_OK);
	for (i = 0; i < 2; i++)
		MUST(qing_df_new(&part[i], BYTES, NULL) == QING_OK);
	for (at = i = 0; at < size; at = end + 1, i++) {
		p = memchr(data + at, 0, size - at);
		end = p != NULL ? (size_t)(p - data) : size;
		MUST(qing_df_learn(all, "", data + at, end - at) == QING_OK);
		MUST(qing_df_learn(part[i % 2], "", data + at, end - at) ==
		    QING_OK);
	}
	p = qing_df_image(part[1], &n);
	MUST(qing_df_add(part[0], p, n, NULL) == QING_OK);
	p = qing_df_image(part[0], &n);
	q = qing_df_image(all, &m);
	MUST(n == m && memcmp(p, q, n) == 0);
	MUST(use(q, m));
	strip(q, m, data, size);
	qing_df_free(all);
	for (i = 0; i < 2; i++)
		qing_df_free(part[i]);
	return 0;
}
