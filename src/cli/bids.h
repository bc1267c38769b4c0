/* SPDX-License-Identifier: Apache-2.0 */
/* bids.h - what speaks for which charset, summed up over parts of a record */
#ifndef BIDS_H
#define BIDS_H

#include <stddef.h>
#include <stdint.h>

#include "qing.h"

struct bid {
	const char *charset, *by;	/* constants: see struct qing_bid */
	int64_t bits;
};

struct bids {			/* all zero: empty; p is malloc'ed */
	struct bid *p;
	size_t n, room;
};

/* Add to what that detector bid for that charset before. */
void bids_add(struct bids *b, const char *charset, const char *by,
    int64_t bits);

/* Add all bids of q's last record. */
void bids_add_last(struct bids *b, const qing *q);

/* What was bid for the charset, by all detectors. */
int64_t bids_for(const struct bids *b, const char *charset);

void bids_sort(struct bids *b);		/* the highest first */

/* "GB18030 812 bits (model), Big5 90 bits (model)", ended with an ellipsis
 * when s, of size bytes, is too small. */
void bids_text(const struct bids *b, char *s, size_t size);

#endif
