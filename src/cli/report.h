/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - what became of the records: counts, and a word about them */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "bids.h"
#include "qing.h"
#include "records.h"

struct count {
	uint64_t n;
	uint64_t last;		/* the record that was counted last */
};

struct report {
	bool quiet, verbose;
	uint64_t records;
	struct count changed, lossy, refused, too_long, foreign, rejected;
	uint64_t *by_rule;
	struct bids bids;	/* room for those of one record */
	bool detect;		/* charsets are all that was asked for */
};

void report_open(struct report *r, bool quiet, bool verbose);

/* A record, or a piece of it, of the file.  res is NULL when it was too long
 * to be cleaned; rejected: it is not written. */
void report_record(struct report *r, const char *file,
    const struct record *rec, const qing *q, const struct qing_result *res,
    bool rejected);

/* A record of which only the charset was asked for; "" when unknown. */
void report_detected(struct report *r, const char *file, uint64_t number,
    const char *charset, const struct bids *bids);

/* Did all text come out as text, with nothing lost? */
bool report_all_well(const struct report *r);

/* The summary, if wanted, and why the exit status is what it is. */
void report_close(struct report *r, bool fail);

#endif
