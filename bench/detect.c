/* SPDX-License-Identifier: Apache-2.0 */
/*
 * detect.c - how long it takes to find the charset of one document
 *
 *	detect SIZE SECONDS <FILE
 *
 * FILE is cut at line ends into documents of about SIZE bytes.  One line of
 * output: how many they are, the microseconds that qing_detect() takes for
 * each, and those of uchardet, or "-".  It is the time of the processor, the
 * best round of as many as fit into so many SECONDS.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef HAVE_UCHARDET
#include <uchardet.h>
#endif

#include "qing.h"

#define MOST (16u << 20)	/* of FILE; no more is read */

struct documents {
	char *s;
	size_t n;
	size_t *end;		/* where each of them ends */
	size_t count;
};

static void
die(const char *why)
{
	fprintf(stderr, "detect: %s\n", why);
	exit(1);
}

static void *
allocate(size_t n)
{
	void *p = malloc(n);

	if (p == NULL)
		die("out of memory");
	return p;
}

static double
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
		die("no clock");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Cut where a line ends that goes up to size bytes or beyond. */
static void
cut(struct documents *d, size_t size)
{
	size_t at, from = 0;

	for (at = 0; at < d->n; at++)
		if (d->s[at] == '\n' && at + 1 - from >= size)
			d->end[d->count++] = from = at + 1;
}

static void
by_qing(void *q, const char *s, size_t n)
{
	const char *charset;

	if (qing_detect(q, s, n, &charset, NULL) != QING_OK)
		die("qing_detect() fails");
}

#ifdef HAVE_UCHARDET
static void
by_uchardet(void *u, const char *s, size_t n)
{
	uchardet_reset(u);
	if (uchardet_handle_data(u, s, n) != 0)
		die("uchardet fails");
	uchardet_data_end(u);
	(void)uchardet_get_charset(u);
}
#endif

/* Microseconds a document. */
static double
best_of(const struct documents *d, double seconds,
    void (*by)(void *, const char *, size_t), void *arg)
{
	double start = now(), from, took, best = 0;
	size_t i, at;

	do {
		from = now();
		for (at = i = 0; i < d->count; at = d->end[i++])
			by(arg, d->s + at, d->end[i] - at);
		took = now() - from;
		if (best == 0 || took < best)
			best = took;
	} while (now() - start < seconds);
	return best * 1e6 / (double)d->count;
}

int
main(int argc, char **argv)
{
	struct documents d = { 0 };
	double seconds;
	qing *q;
#ifdef HAVE_UCHARDET
	uchardet_t u;
#endif

	if (argc != 3)
		die("usage: detect SIZE SECONDS <FILE");
	seconds = strtod(argv[2], NULL);
	d.s = allocate(MOST);
	d.n = fread(d.s, 1, MOST, stdin);
	d.end = allocate((d.n + 1) * sizeof(*d.end));
	cut(&d, strtoul(argv[1], NULL, 10));
	if (d.count == 0)
		die("less than one document");
	if (qing_new(&q, QING_DEFAULT, NULL, NULL) != QING_OK)
		die("qing_new() fails");
	printf("%zu %.2f ", d.count, best_of(&d, seconds, by_qing, q));
	qing_free(q);
#ifdef HAVE_UCHARDET
	u = uchardet_new();
	printf("%.2f\n", best_of(&d, seconds, by_uchardet, u));
	uchardet_delete(u);
#else
	puts("-");
#endif
	free(d.end);
	free(d.s);
	return 0;
}
