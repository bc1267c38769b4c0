/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - the file that --rules names */
#include "config.h"

#include "rules.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

#define READ_SIZE ((size_t)64 << 10)
#define MOST ((size_t)16 << 20)	/* the library takes less */

void
rules_read(struct rules *r, const char *name)
{
	FILE *f = fopen(name, "rb");
	size_t got = 1;
	char *p;

	*r = (struct rules){ .name = name };
	if (f == NULL)
		message_die(name, "%s", strerror(errno));
	for (; got > 0; r->n += got) {
		p = r->n < MOST ? realloc(r->p, r->n + READ_SIZE) : NULL;
		if (p == NULL)
			message_die(name, r->n < MOST ? "out of memory" :
			    "too large for a file of rules");
		r->p = p;
		got = fread(r->p + r->n, 1, READ_SIZE, f);
	}
	if (ferror(f))
		message_die(name, "%s", strerror(errno));
	fclose(f);
}

void
rules_free(struct rules *r)
{
	free(r->p);
}

struct place {			/* a byte of the file, by its line */
	const struct rules *r;
	size_t at, line;
	size_t wrong, warnings;
};

/* Go on to byte at, or back. */
static size_t
line_of(struct place *pl, size_t at)
{
	if (at < pl->at)
		*pl = (struct place){ pl->r, 0, 1, pl->wrong, pl->warnings };
	for (; pl->at < at && pl->at < pl->r->n; pl->at++)
		pl->line += pl->r->p[pl->at] == '\n';
	return pl->line;
}

void
rules_die(const struct rules *r, const struct qing_error *err)
{
	struct place pl = { r, 0, 1, 0, 0 };

	fprintf(stderr, "%s:%zu: %s\n", r->name, line_of(&pl, err->at),
	    err->msg);
	exit(STATUS_TROUBLE);
}

static void
say(void *ctx, const struct qing_error *err, int warning)
{
	struct place *pl = ctx;

	fprintf(stderr, "%s:%zu: %s%s\n", pl->r->name, line_of(pl, err->at),
	    warning ? "warning: " : "", err->msg);
	if (warning)
		pl->warnings++;
	else
		pl->wrong++;
}

/* Rows that are neither empty nor a comment. */
static size_t
count(const struct rules *r)
{
	size_t at, rows = 0;
	bool start = true;

	for (at = 0; at < r->n; at++) {
		rows += start && r->p[at] != '#' && r->p[at] != '\n' &&
		    r->p[at] != '\r';
		start = r->p[at] == '\n';
	}
	return rows;
}

void
rules_check(const struct rules *r)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	struct place pl = { r, 0, 1, 0, 0 };

	cfg.rules = r->p;
	cfg.rules_len = r->n;
	if (qing_rules_check(&cfg, say, &pl) == QING_NOMEM)
		message_die(r->name, "out of memory");
	printf("%s: rules: %zu, wrong: %zu, warnings: %zu\n", r->name,
	    count(r), pl.wrong, pl.warnings);
	if (fflush(stdout) != 0)
		message_die("standard output", "%s", strerror(errno));
	exit(pl.wrong > 0 ? STATUS_TROUBLE : STATUS_DONE);
}
