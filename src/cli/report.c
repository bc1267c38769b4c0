/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - what became of the records: counts, and a word about them */
#include "config.h"

#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

/* Messages about single records.  Who runs a filter may not read its standard
 * error until it ends; a full pipe there would stop both. */
#define MAX_FOREIGN 20

void
report_open(struct report *r, bool quiet, bool verbose)
{
	size_t rules = 0;

	*r = (struct report){ .quiet = quiet, .verbose = verbose };
	if (!verbose)
		return;
	while (qing_rule(rules) != NULL)
		rules++;
	r->by_rule = calloc(rules + 1, sizeof(*r->by_rule));
	if (r->by_rule == NULL)
		message_die(NULL, "out of memory");
}

/* Count the record that is being dealt with, once for all its pieces: true
 * the first time. */
static bool
once(const struct report *r, struct count *c)
{
	if (c->last == r->records)
		return false;
	c->last = r->records;
	c->n++;
	return true;
}

static void
too_long(struct report *r, const char *file, const struct record *rec)
{
	if (once(r, &r->too_long) && r->too_long.n == 1 && !r->quiet)
		message_say(file, "record %" PRIu64 ": a line is longer than "
		    "--max-record, or would be: left as it is", rec->number);
}

static void
foreign(struct report *r, const char *file, uint64_t number,
    const char *charset, const struct bids *bids)
{
	char why[1024];

	if (!once(r, &r->foreign) || r->foreign.n > MAX_FOREIGN)
		return;
	bids_text(bids, why, sizeof(why));
	message_say(file, "record %" PRIu64 ": %s%s%s", number,
	    charset[0] != '\0' ? charset : "no known charset",
	    why[0] != '\0' ? "; " : "", why);
	if (r->foreign.n == MAX_FOREIGN)
		message_say(NULL, "no more of these messages");
}

/* Or a part of it. */
static bool
is_utf8(const char *charset)
{
	return strcmp(charset, "UTF-8") == 0 ||
	    strcmp(charset, "US-ASCII") == 0;
}

void
report_record(struct report *r, const char *file, const struct record *rec,
    const qing *q, const struct qing_result *res, bool rejected)
{
	size_t i;

	r->records += rec->first;
	if (res == NULL) {
		too_long(r, file, rec);
		return;
	}
	if (res->fate == QING_LOSSY)
		once(r, &r->lossy);
	if (res->fate == QING_REFUSED)
		once(r, &r->refused);
	if (rejected)
		once(r, &r->rejected);
	if (res->edits > 0)
		once(r, &r->changed);
	if (!r->verbose)
		return;
	if (!is_utf8(res->charset)) {
		r->bids.n = 0;
		bids_add_last(&r->bids, q);
		foreign(r, file, rec->number, res->charset, &r->bids);
	}
	for (i = 0; res->edits + res->notes > 0 && qing_rule(i) != NULL; i++)
		r->by_rule[i] += qing_count(q, i);
}

void
report_detected(struct report *r, const char *file, uint64_t number,
    const char *charset, const struct bids *bids)
{
	r->detect = true;
	r->records++;
	if (charset[0] == '\0')
		once(r, &r->refused);
	if (r->verbose && !is_utf8(charset))
		foreign(r, file, number, charset, bids);
}

bool
report_all_well(const struct report *r)
{
	return r->lossy.n + r->refused.n + r->too_long.n == 0;
}

void
report_close(struct report *r, bool fail)
{
	bool say = r->verbose || (fail && !r->quiet && !report_all_well(r));
	size_t i;

	if (say && r->detect)
		message_say(NULL, "records: %" PRIu64 ", unknown: %" PRIu64,
		    r->records, r->refused.n);
	else if (say)
		message_say(NULL, "records: %" PRIu64 ", changed: %" PRIu64
		    ", lossy: %" PRIu64 ", refused: %" PRIu64 ", too long: %"
		    PRIu64,
		    r->records, r->changed.n, r->lossy.n, r->refused.n,
		    r->too_long.n);
	if (r->verbose && r->rejected.n > 0)
		message_say(NULL, "rejected: %" PRIu64, r->rejected.n);
	for (i = 0; r->verbose && qing_rule(i) != NULL; i++)
		if (r->by_rule[i] > 0)
			message_say(qing_rule(i)->name, "%" PRIu64,
			    r->by_rule[i]);
	free(r->by_rule);
	free(r->bids.p);
}
