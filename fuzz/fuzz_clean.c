/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_clean.c - any bytes: no crash, and what qing.h promises holds
 *
 * The first byte chooses a pass list, the second which allocation fails; the
 * rest is the record.
 */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "fuzz.h"
#include "qing.h"

#define MAX_INPUT ((size_t)1 << 16)
#define MAX_EDITS ((size_t)1 << 17)	/* all of a record of MAX_INPUT */

/* The numbers of these are in the corpus: add at the end. */
static const char *const lists[] = {
	"tidy",
	"tidy=crlf",
	"decode",
	"decode repair",
	"repair",
	"ungloss",
	"strip",
	"convert=hans",
	QING_DEFAULT,
	QING_DEFAULT " convert=hans",
	"",
	"tidy tidy=crlf tidy",
	"repair=drop-lost",
	"repair=entity,backslash,percent,quoted,mime",
	"width=quotes",
	"tidy width=corner convert=hans",
	"convert=hant",
};

#define LISTS (sizeof(lists) / sizeof(lists[0]))

static struct purse {		/* what a cleaner may have, and has */
	size_t held, most;
	long left;		/* allocations that work; < 0: all do */
} purse;

static void *
account(void *ctx, void *p, size_t from, size_t to)
{
	struct purse *u = ctx;

	MUST((p == NULL) == (from == 0) && from <= u->held);
	if (to == 0) {
		free(p);
		u->held -= from;
		return NULL;
	}
	if (u->left == 0)
		return NULL;
	u->left -= u->left > 0;
	p = realloc(p, to);
	if (p == NULL)
		return NULL;
	u->held += to - from;
	MUST(u->held <= u->most);
	return p;
}

static bool
is_utf8(const uint8_t *s, size_t n)
{
	size_t i, k, len;

	for (i = 0; i < n; i += len) {
		len = s[i] < 0x80 ? 1 : s[i] < 0xc2 ? 0 : s[i] < 0xe0 ? 2 :
		    s[i] < 0xf0 ? 3 : s[i] < 0xf5 ? 4 : 0;
		if (len == 0 || len > n - i)
			return false;
		for (k = 1; k < len; k++)
			if ((s[i + k] & 0xc0) != 0x80)
				return false;
		if ((s[i] == 0xe0 && s[i + 1] < 0xa0) ||
		    (s[i] == 0xed && s[i + 1] > 0x9f) ||
		    (s[i] == 0xf0 && s[i + 1] < 0x90) ||
		    (s[i] == 0xf4 && s[i + 1] > 0x8f))
			return false;
	}
	return true;
}

/* Harmless and total: what a result may look like. */
static void
check_result(const qing *q, const struct qing_result *r, const uint8_t *in,
    size_t n)
{
	size_t sum = 0, i;

	MUST(r->text != NULL || r->len == 0);
	MUST((r->edits == 0) == (r->text == in) || n == 0);
	MUST(r->edits > 0 || r->len == n);
	MUST(r->fate == QING_SAME ? r->edits == 0 :
	    r->fate == QING_REFUSED || r->edits > 0);
	if (r->fate == QING_REFUSED)
		MUST(r->edits == 0);
	else
		MUST(is_utf8(r->text, r->len));
	MUST(r->logged <= r->edits);
	MUST(r->spam <= 1000 && (r->spam == 0 || r->notes > 0));
	for (i = 0; qing_rule(i) != NULL; i++)
		sum += qing_count(q, i);
	MUST(sum == r->edits + r->notes && qing_count(q, i) == 0);
}

static bool
is_known(const char *charset)
{
	const char *name;
	size_t i;

	for (i = 0; (name = qing_charset(i)) != NULL; i++)
		if (strcmp(name, charset) == 0)
			return true;
	return false;
}

/* The bids of the last call: known charsets, the highest first. */
static void
check_bids(const qing *q)
{
	const struct qing_bid *b;
	int last = 0;
	size_t i;

	for (i = 0; (b = qing_bid_at(q, i)) != NULL; i++) {
		MUST(is_known(b->charset) && b->by != NULL && b->by[0] != '\0');
		MUST(i == 0 || b->bits <= last);
		last = b->bits;
	}
	MUST(qing_bid_at(q, i) == NULL);
}

/* Detection is local too: no memory of what came before.  fails: allocations
 * that work the first time. */
static void
check_detect(qing *q, const uint8_t *in, size_t n, long fails)
{
	const char *charset, *again;
	unsigned score, more;
	enum qing_ret ret;

	purse.left = fails;
	ret = qing_detect(q, in, n, &charset, &score);
	purse.left = -1;
	MUST(ret == QING_OK || ret == QING_NOMEM);
	MUST(qing_detect(q, in, n, &again, &more) == QING_OK);
	MUST(more <= 1000 && (again[0] == '\0' || is_known(again)));
	MUST(ret != QING_OK || (strcmp(charset, again) == 0 && score == more));
	check_bids(q);
	MUST(qing_edit_at(q, 0) == NULL);
}

/* So is the script; nothing is counted twice. */
static void
check_script(qing *q, const uint8_t *in, size_t n, long fails)
{
	struct qing_script s = { 0 }, again = { 0 };
	const char *name;
	enum qing_ret ret;

	purse.left = fails;
	ret = qing_script(q, in, n, &s);
	purse.left = -1;
	MUST(ret == QING_OK || ret == QING_NOMEM || ret == QING_TOOBIG);
	if (qing_script(q, in, n, &again) != QING_OK)
		return;
	MUST(ret != QING_OK || memcmp(&s, &again, sizeof(s)) == 0);
	MUST(again.foreign + again.traditional + again.simplified <= again.han);
	MUST(again.switches <= again.traditional + again.simplified);
	name = qing_script_name(&again);
	MUST(name[0] == '\0' || again.traditional + again.simplified > 0);
	MUST(qing_edit_at(q, 0) == NULL);
}

/*
 * Explained: what no edit touches stands in the output, in its order.  The
 * first place where a run of it can be found is good enough for what follows.
 */
static void
check_edits(qing *q, const struct qing_result *r, const uint8_t *in, size_t n)
{
	uint8_t *touched = calloc(n + 1, 1);
	const struct qing_edit *e;
	const struct qing_note *note;
	size_t i, a, z, at = 0;

	MUST(touched != NULL);
	for (i = 0; (e = qing_edit_at(q, i)) != NULL; i++) {
		MUST(e->at <= n && e->len <= n - e->at);
		MUST(e->len + e->to_len > 0);
		MUST(e->to != NULL || e->to_len == 0);
		MUST(is_utf8(e->to, e->to_len));
		MUST(e->rule != NULL && e->score <= 1000);
		MUST((e->charset != NULL) ==
		    (strncmp(e->rule, "decode.", 7) == 0));
		MUST(e->charset == NULL || is_known(e->charset));
		memset(touched + e->at, 1, e->len);
	}
	MUST(i == r->logged);
	for (i = 0; (note = qing_note_at(q, i)) != NULL; i++)
		MUST(note->at <= n && note->len <= n - note->at &&
		    note->left >= r->text && note->left_len > 0 &&
		    note->left_len <= r->len - (size_t)(note->left - r->text) &&
		    note->rule != NULL && note->score <= 1000);
	MUST(r->logged < r->edits || i == r->notes);
	for (a = 0; r->logged == r->edits && a < n; a = z) {
		for (z = a; z < n && touched[z] == touched[a]; z++)
			;
		if (touched[a])
			continue;
		while (at + (z - a) <= r->len &&
		    memcmp(r->text + at, in + a, z - a) != 0)
			at++;
		MUST(at + (z - a) <= r->len);
		at += z - a;
	}
	free(touched);
}

/* Idempotent and local: again from the result; again from the input. */
static void
check_again(qing *q, const struct qing_result *r, const uint8_t *in, size_t n)
{
	size_t len = r->len;
	enum qing_fate fate = r->fate;
	uint8_t *once = malloc(len > 0 ? len : 1);

	MUST(once != NULL);
	if (len > 0)
		memcpy(once, r->text, len);
	if (fate != QING_REFUSED) {
		MUST(qing_clean(q, once, len, &r) == QING_OK);
		MUST(r->edits == 0 && r->len == len && r->fate == QING_SAME);
	}
	MUST(qing_clean(q, in, n, &r) == QING_OK);
	MUST(r->fate == fate && r->len == len);
	MUST(len == 0 || memcmp(r->text, once, len) == 0);
	free(once);
}

/* A text that can be cut becomes what its parts become, in every mode; these
 * are not meant to be run twice. */
static void
check_modes(const uint8_t *in, size_t n, unsigned choice)
{
	static const char *const modes[] = {
		"convert=t2s,rare", "convert=s2twp", "convert=tw2sp",
		"convert=s2hkp", "convert=hk2sp", "convert=jp2t",
		"convert=t2jp"
	};
	const struct qing_result *r;
	size_t len, at, cut, part, window;
	uint8_t *whole;
	qing *q;

	MUST(qing_new(&q, modes[choice % (sizeof(modes) / sizeof(modes[0]))],
	    NULL, NULL) == QING_OK);
	MUST(qing_clean(q, in, n, &r) == QING_OK);
	check_result(q, r, in, n);
	MUST((r->fate == QING_REFUSED) == !is_utf8(in, n));
	len = r->len;
	whole = malloc(len > 0 ? len : 1);
	MUST(whole != NULL);
	memcpy(whole, r->text, len);
	for (at = cut = 0; r->fate != QING_REFUSED && cut < n; cut += part) {
		window = n - cut < 40 ? n - cut : 40;
		part = window < n - cut ? qing_cut(q, in + cut, window) : window;
		MUST(part <= window);
		if (part == 0)
			part = n - cut;
		MUST(qing_clean(q, in + cut, part, &r) == QING_OK);
		MUST(r->fate != QING_REFUSED && r->len <= len - at &&
		    memcmp(r->text, whole + at, r->len) == 0);
		at += r->len;
	}
	MUST(r->fate == QING_REFUSED || at == len);
	free(whole);
	qing_free(q);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	const struct qing_result *r;
	const char *list;
	enum qing_ret ret;
	long fails;
	qing *q;

	if (size < 2 || size - 2 > MAX_INPUT)
		return 0;
	list = lists[data[0] % LISTS];
	fails = data[1];
	data += 2;
	size -= 2;

	cfg.max_record = 8 * MAX_INPUT;
	cfg.max_edits = MAX_EDITS;
	cfg.realloc = account;
	cfg.ctx = &purse;
	purse = (struct purse){ 0, qing_memory_max(&cfg), -1 };
	if (qing_new(&q, list, &cfg, NULL) != QING_OK) {
		MUST(q == NULL && purse.held == 0);
		return 0;		/* a pass that this library has not */
	}
	purse.left = fails;
	ret = qing_clean(q, data, size, &r);
	MUST((ret == QING_OK) == (r != NULL));
	MUST(ret == QING_OK || ret == QING_NOMEM);
	purse.left = -1;
	MUST(qing_clean(q, data, size, &r) == QING_OK);
	check_result(q, r, data, size);
	check_bids(q);
	check_edits(q, r, data, size);
	check_again(q, r, data, size);
	check_detect(q, data, size, fails);
	check_script(q, data, size, fails);
	check_modes(data, size, (unsigned)fails);
	qing_free(q);
	MUST(purse.held == 0);
	return 0;
}
