/* SPDX-License-Identifier: Apache-2.0 */
/*
 * df.c - on how many pages of a site does a line stand?
 *
 * A count-min sketch (Cormode and Muthukrishnan, 2005): ROWS rows of counters
 * of a byte; a key has one counter in each row, and was counted as often as the
 * lowest of these says.  Keys are folded lines together with their site, and
 * sites, whose pages are counted.  A line counts once on a page.
 *
 * A count is never too low, up to DF_MOST where counters stop.  With n
 * additions in rows of w it is too high by 2n/w or more for at most one key in
 * 2^ROWS, whatever the keys.  What is asked here is whether a line is on
 * DF_LEAST pages; one that was never seen seems to be with a probability of
 * (1 - e^-a (1 + a + a^2/2))^ROWS for a = n/w lines that stand once each:
 * 1 in 23,000 for a = 1, 1 in 90 for a = 2.  qing_df_noise() tells it from the
 * counters.
 *
 * Counters are only ever added to, and stop at the same number in whatever
 * order, so that two images of one size, added, are what would have been
 * learnt in one go, to the byte.  Counting more cleverly, which adds less
 * where others have added, would lose that.
 *
 * The image, numbers with the lowest byte first:
 *	0	8	magic
 *	8	1	version, 1
 *	9	1	log 2 of the width of a row
 *	10	1	rows, 4
 *	11	5	0
 *	16	8	pages that were learnt
 *	24	8	additions: lines that were counted
 *	32	8	hash of all else
 *	40		the rows, one after another
 */
#include "config.h"

#include "df.h"

#include <string.h>

#include "boilerplate.h"
#include "buf.h"
#include "qing.h"
#include "text.h"

#define ROWS 4
#define FORMAT 1
#define LOG_LEAST 8
#define LOG_MOST 30
#define HEADER 40
enum { AT_VERSION = 8, AT_LOG, AT_ROWS, AT_PAGES = 16, AT_LINES = 24,
	AT_HASH = 32 };

/* An odd number whose bits look random: 2^64 over the golden ratio. */
#define MIX UINT64_C(0x9e3779b97f4a7c15)

static const uint8_t magic[AT_VERSION] = QING_DF_MAGIC;

struct qing_df {
	struct mem mem;
	struct buf image;
	struct buf keys;	/* of the lines of a page */
	unsigned log;
};

static uint64_t
get(const uint8_t *p)
{
	uint64_t v = 0;
	int i;

	for (i = 7; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

static void
put(uint8_t *p, uint64_t v)
{
	for (int i = 0; i < 8; i++, v >>= 8)
		p[i] = (uint8_t)v;
}

/* Add to a number of the header, which stops at its highest. */
static void
count(uint8_t *p, uint64_t more)
{
	uint64_t v = get(p);

	put(p, more < UINT64_MAX - v ? v + more : UINT64_MAX);
}

/* This need not stand up to an enemy, who can only make counts too high. */
static uint64_t
mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * MIX;
	return h ^ h >> 29;
}

static size_t
length(unsigned log)
{
	return HEADER + ((size_t)ROWS << log);
}

static uint64_t
hash_image(const uint8_t *p, size_t len)
{
	uint64_t h = len;
	size_t i;

	for (i = 0; i < len; i += 8)
		h = mix(h, i == AT_HASH ? 0 : get(p + i));
	return h;
}

const char *
qi_df_wrong(const void *image, size_t len)
{
	const uint8_t *p = image;

	if (p == NULL || len < AT_VERSION || memcmp(p, magic, AT_VERSION) != 0)
		return "not evidence that was learnt";
	if (len < HEADER)
		return "cut short";
	if (p[AT_VERSION] != FORMAT || p[AT_ROWS] != ROWS)
		return "of a version that is not known";
	if (p[AT_LOG] < LOG_LEAST || p[AT_LOG] > LOG_MOST)
		return "damaged";
	if (len != length(p[AT_LOG]))
		return len < length(p[AT_LOG]) ? "cut short" :
		    "damaged: longer than it says";
	return hash_image(p, len) != get(p + AT_HASH) ? "damaged" : NULL;
}

/* The counter of a key in a row. */
static size_t
place(uint64_t key, unsigned row, unsigned log)
{
	uint64_t i = key + row * (key >> 32 | 1);

	return HEADER + ((size_t)row << log) +
	    (size_t)(i & ((UINT64_C(1) << log) - 1));
}

static void
add(uint8_t *image, unsigned log, uint64_t key)
{
	uint8_t *c;
	unsigned r;

	for (r = 0; r < ROWS; r++) {
		c = &image[place(key, r, log)];
		*c = (uint8_t)(*c + (*c < DF_MOST));
	}
}

static unsigned
look_up(const uint8_t *image, uint64_t key)
{
	unsigned least = DF_MOST, r, c;

	for (r = 0; r < ROWS; r++) {
		c = image[place(key, r, image[AT_LOG])];
		least = c < least ? c : least;
	}
	return least;
}

static uint64_t
site_hash(const char *site)
{
	uint64_t h = MIX;

	for (; *site != '\0'; site++)
		h = mix(h, (uint8_t)*site);
	return mix(h, 0x100);
}

/* The key for the pages of a site; no line can have it but by chance. */
static uint64_t
site_key(uint64_t site)
{
	return mix(mix(site, 0x10000), 0x10000);
}

/* 0: blank, not counted.  All bits are used, so two steps more. */
static uint64_t
line_key(uint64_t site, const uint8_t *s, size_t n)
{
	uint16_t f[LINE_LONG + 1];
	uint64_t h = site;
	size_t len, i;

	len = qi_fold(s, n, f);
	if (len == 0)
		return 0;
	len = len < LINE_LONG ? len : LINE_LONG;
	for (i = 0; i < len; i++)
		h = mix(h, f[i]);
	h = mix(mix(h, 0x20000), 0x20000);
	return h != 0 ? h : 1;
}

void
qi_df_site(struct df_site *d, const uint8_t *image, const char *site)
{
	*d = (struct df_site){ image, site_hash(site), 0 };
	if (image != NULL)
		d->pages = look_up(image, site_key(d->hash));
}

unsigned
qi_df_pages(const struct df_site *d, const uint8_t *s, size_t n)
{
	uint64_t key = d->pages > 0 ? line_key(d->hash, s, n) : 0;

	return key != 0 ? look_up(d->image, key) : 0;
}

/* Sort k[0, n): heapsort, since it is bounded whatever the keys. */
static void
sort(uint64_t *k, size_t n)
{
	size_t root = n / 2, at, child;
	uint64_t v;

	while (n > 1) {
		if (root > 0)
			v = k[--root];
		else {
			v = k[--n];
			k[n] = k[0];
		}
		for (at = root; (child = 2 * at + 1) < n; at = child) {
			if (child + 1 < n && k[child + 1] > k[child])
				child++;
			if (k[child] <= v)
				break;
			k[at] = k[child];
		}
		k[at] = v;
	}
}

enum qing_ret
qing_df_new(qing_df **out, size_t bytes, const struct qing_config *cfg)
{
	struct mem mem = { qi_mem_plain, NULL };
	unsigned log = LOG_LEAST;
	uint8_t *p;
	qing_df *df;

	if (out == NULL)
		return QING_MISUSE;
	*out = NULL;
	if (bytes >> LOG_LEAST < ROWS)
		return QING_MISUSE;
	if (cfg != NULL && cfg->realloc != NULL)
		mem = (struct mem){ cfg->realloc, cfg->ctx };
	while (log < LOG_MOST && bytes >> (log + 1) >= ROWS &&
	    length(log + 1) > length(log))
		log++;
	df = mem.realloc(mem.ctx, NULL, 0, sizeof(*df));
	if (df == NULL)
		return QING_NOMEM;
	*df = (qing_df){ .mem = mem, .log = log };
	qi_buf_init(&df->image, &df->mem, length(log));
	qi_buf_init(&df->keys, &df->mem, SIZE_MAX / 2);
	if (!qi_buf_reserve(&df->image, length(log))) {
		qing_df_free(df);
		return QING_NOMEM;
	}
	p = df->image.p;
	memset(p, 0, length(log));
	memcpy(p, magic, AT_VERSION);
	p[AT_VERSION] = FORMAT;
	p[AT_LOG] = (uint8_t)log;
	p[AT_ROWS] = ROWS;
	*out = df;
	return QING_OK;
}

void
qing_df_free(qing_df *df)
{
	struct mem mem;

	if (df == NULL)
		return;
	mem = df->mem;
	qi_buf_free(&df->image);
	qi_buf_free(&df->keys);
	mem.realloc(mem.ctx, df, sizeof(*df), 0);
}

enum qing_ret
qing_df_learn(qing_df *df, const char *site, const void *text, size_t len)
{
	struct text t = { len > 0 ? text : "", len };
	uint64_t h, key, last = 0, lines = 0, *keys;
	size_t at, end, valid, i, n;
	const uint8_t *nl;

	if (df == NULL || site == NULL || (text == NULL && len > 0))
		return QING_MISUSE;
	qi_text_look(t, &valid);
	if (valid < t.n)
		return QING_OK;
	h = site_hash(site);
	qi_buf_reset(&df->keys);
	for (at = 0; at < t.n; at = end) {
		nl = memchr(t.s + at, '\n', t.n - at);
		end = nl != NULL ? (size_t)(nl - t.s) + 1 : t.n;
		key = line_key(h, t.s + at, end - at);
		if (key != 0)
			qi_buf_put(&df->keys, &key, sizeof(key));
	}
	if (df->keys.failed)
		return QING_NOMEM;
	keys = (uint64_t *)(void *)df->keys.p;
	n = df->keys.n / sizeof(key);
	if (n == 0)
		return QING_OK;
	sort(keys, n);
	for (i = 0; i < n; i++) {
		if (keys[i] == last)
			continue;	/* once a page */
		last = keys[i];
		add(df->image.p, df->log, last);
		lines++;
	}
	add(df->image.p, df->log, site_key(h));
	count(df->image.p + AT_PAGES, 1);
	count(df->image.p + AT_LINES, lines);
	return QING_OK;
}

enum qing_ret
qing_df_add(qing_df *df, const void *image, size_t len, struct qing_error *err)
{
	struct qing_error ignored;
	const uint8_t *from = image;
	uint8_t *to;
	size_t i;
	unsigned sum;

	if (err == NULL)
		err = &ignored;
	*err = (struct qing_error){ "", 0 };
	if (df == NULL || (image == NULL && len > 0))
		return QING_MISUSE;
	err->msg = qi_df_wrong(image, len);
	if (err->msg == NULL && from[AT_LOG] != df->log)
		err->msg = "learnt in another size";
	if (err->msg != NULL)
		return QING_BADDF;
	err->msg = "";
	to = df->image.p;
	for (i = HEADER; i < len; i++) {
		sum = (unsigned)to[i] + from[i];
		to[i] = (uint8_t)(sum < DF_MOST ? sum : DF_MOST);
	}
	count(to + AT_PAGES, get(from + AT_PAGES));
	count(to + AT_LINES, get(from + AT_LINES));
	return QING_OK;
}

const void *
qing_df_image(qing_df *df, size_t *len)
{
	if (len != NULL)
		*len = df != NULL ? length(df->log) : 0;
	if (df == NULL || len == NULL)
		return NULL;
	put(df->image.p + AT_HASH, hash_image(df->image.p, *len));
	return df->image.p;
}

/* The part of each row that is at DF_LEAST, multiplied. */
unsigned
qing_df_noise(const qing_df *df)
{
	double all = 1e6;
	size_t width, i, n;
	const uint8_t *row;
	unsigned r;

	if (df == NULL)
		return 0;
	width = (size_t)1 << df->log;
	for (r = 0; r < ROWS; r++) {
		row = df->image.p + HEADER + r * width;
		for (i = n = 0; i < width; i++)
			n += row[i] >= DF_LEAST;
		all *= (double)n / (double)width;
	}
	return (unsigned)all;
}
