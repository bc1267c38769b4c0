/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_rules.c - any rows of rules: they are refused, or clean as qing.h
 * promises
 *
 * The rows go up to the first NUL; behind it is the record.
 */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "qing.h"

#define MAX_INPUT ((size_t)1 << 14)

static struct purse {		/* what a cleaner may have, and has */
	size_t held, most;
} purse;

static void *
account(void *ctx, void *p, size_t from, size_t to)
{
	struct purse *u = ctx;

	MUST((p == NULL) == (from == 0) && from <= u->held);
	u->held += to - from;
	MUST(u->held <= u->most);
	return fuzz_realloc(NULL, p, from, to);
}

struct said {
	size_t n, wrong, last;
};

static void
say_row(void *ctx, const struct qing_error *err, int warning)
{
	struct said *s = ctx;

	MUST(err->msg[0] != '\0' && err->at <= s->n && err->at >= s->last);
	s->last = err->at;
	s->wrong += !warning;
}

static void
say_line(void *ctx, const struct qing_line *l)
{
	size_t *dropped = ctx;

	MUST(l->number > 0 && l->class != NULL && l->force != NULL);
	MUST(l->why != NULL && (l->row == 0 || l->pattern != NULL));
	MUST(memchr(l->text, '\n', l->len) == NULL);
	*dropped += l->dropped != 0;
}

/* Idempotent; and what is explained is what is done. */
static void
check_record(qing *q, const uint8_t *in, size_t n)
{
	const struct qing_result *r, *again;
	size_t dropped = 0, len, edits;
	uint8_t *copy;

	MUST(qing_explain(q, in, n, say_line, &dropped) == QING_OK);
	MUST(qing_edit_at(q, 0) == NULL);
	MUST(qing_clean(q, in, n, &r) == QING_OK);
	edits = r->edits;
	MUST(r->fate == QING_REFUSED || (dropped > 0) == (edits > 0));
	len = r->len;
	copy = malloc(len + 1);
	MUST(copy != NULL);
	if (len > 0)
		memcpy(copy, r->text, len);
	MUST(qing_clean(q, copy, len, &again) == QING_OK);
	MUST(again->edits == 0);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	const uint8_t *nul = size > 0 ? memchr(data, '\0', size) : NULL;
	struct said s = { 0 };
	struct qing_error err;
	enum qing_ret ret, checked;
	qing *q;

	if (size > MAX_INPUT)
		return 0;
	cfg.max_record = MAX_INPUT;
	cfg.realloc = account;
	cfg.ctx = &purse;
	cfg.rules = (const char *)data;
	cfg.rules_len = s.n = nul != NULL ? (size_t)(nul - data) : size;
	purse.most = qing_memory_max(&cfg);
	checked = qing_rules_check(&cfg, say_row, &s);
	MUST(purse.held == 0);
	ret = qing_new(&q, "strip", &cfg, &err);
	MUST(ret == checked && (ret == QING_OK || ret == QING_BADRULES));
	MUST((ret == QING_BADRULES) == (s.wrong > 0));
	if (ret == QING_BADRULES)
		MUST(err.at <= s.n && err.msg[0] != '\0');
	else if (nul != NULL)
		check_record(q, nul + 1, (size_t)(data + size - nul) - 1);
	qing_free(q);
	MUST(purse.held == 0);
	return 0;
}
