/* SPDX-License-Identifier: Apache-2.0 */
/* bids.c - what speaks for which charset, summed up over parts of a record */
#include "config.h"

#include "bids.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

static struct bid *
find(struct bids *b, const char *charset, const char *by)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (strcmp(b->p[i].charset, charset) == 0 &&
		    strcmp(b->p[i].by, by) == 0)
			return &b->p[i];
	return NULL;
}

void
bids_add(struct bids *b, const char *charset, const char *by, int64_t bits)
{
	struct bid *old = find(b, charset, by), *p;
	size_t room;

	/* What was declared was said once, however many parts there are. */
	if (old != NULL && strcmp(by, "declared") == 0) {
		old->bits = bits > old->bits ? bits : old->bits;
		return;
	}
	if (old != NULL) {
		old->bits += bits;
		return;
	}
	if (b->n == b->room) {
		room = b->room * 2 + 16;
		p = realloc(b->p, room * sizeof(*p));
		if (p == NULL)
			message_die(NULL, "out of memory");
		b->p = p;
		b->room = room;
	}
	b->p[b->n++] = (struct bid){ charset, by, bits };
}

void
bids_add_last(struct bids *b, const qing *q)
{
	const struct qing_bid *bid;
	size_t i;

	/* Less than nothing is no bid: what a part is not in can still be
	 * the charset of another.  But the highest is always told. */
	for (i = 0; (bid = qing_bid_at(q, i)) != NULL; i++)
		if (i == 0 || bid->bits > 0)
			bids_add(b, bid->charset, bid->by,
			    bid->bits > 0 ? bid->bits : 0);
}

int64_t
bids_for(const struct bids *b, const char *charset)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (strcmp(b->p[i].charset, charset) == 0)
			sum += b->p[i].bits;
	return sum;
}

/* They are few, and nearly in order when they are those of one part. */
void
bids_sort(struct bids *b)
{
	struct bid bid;
	size_t i, k;

	for (i = 1; i < b->n; i++) {
		bid = b->p[i];
		for (k = i; k > 0 && b->p[k - 1].bits < bid.bits; k--)
			b->p[k] = b->p[k - 1];
		b->p[k] = bid;
	}
}

void
bids_text(const struct bids *b, char *s, size_t size)
{
	static const char more[] = ", ...";
	size_t i, at = 0;
	char one[128];

	s[0] = '\0';
	for (i = 0; i < b->n; i++) {
		snprintf(one, sizeof(one), "%s%s %" PRId64 " bits (%s)",
		    i > 0 ? ", " : "", b->p[i].charset, b->p[i].bits,
		    b->p[i].by);
		if (at + strlen(one) + sizeof(more) > size) {
			memcpy(s + at, more, sizeof(more));
			return;
		}
		memcpy(s + at, one, strlen(one) + 1);
		at += strlen(one);
	}
}
