/* SPDX-License-Identifier: Apache-2.0 */
/*
 * detect.h - --detect: say in what charset records are, and in what script
 * the Chinese in them; and clean nothing
 *
 * A record that comes in windows is in the charset for which most was bid in
 * all of them, so that it is never its start that decides.  A line too long
 * for a window is not looked at, but UTF-8 is known even there, and so is a
 * byte order mark.
 */
#ifndef DETECT_H
#define DETECT_H

#include <stdbool.h>
#include <stdint.h>

#include "bids.h"
#include "output.h"
#include "qing.h"
#include "records.h"
#include "report.h"
#include "utf8.h"

struct detect {
	qing *q;
	struct output *out;
	struct report *report;
	bool json;
	bool numbered;		/* a line a record, not one a file */
	bool flush;		/* after each line */
	size_t max_record;
	bool warned;		/* of a line that was too long */
	const char *file;
	bool any;		/* record of this file */
	/* The record that is being looked at, if open, as far as it came. */
	bool open;
	uint64_t number;
	struct bids bids;
	struct bids found;	/* its bytes by charset, times the score */
	struct qing_script script;	/* of all pieces that could be read */
	uint64_t bytes;		/* but those of pieces that are ASCII only */
	struct utf8 raw;	/* the lines that are too long */
	uint64_t raw_bytes;
	bool marked;		/* a byte order mark speaks for these */
};

void detect_open(struct detect *d, const char *file);
void detect_piece(struct detect *d, const struct record *rec);

/* read: there was no trouble with the file.  Where there was, nothing is said
 * of the record in which it was. */
void detect_close(struct detect *d, bool read);

void detect_free(struct detect *d);

#endif
