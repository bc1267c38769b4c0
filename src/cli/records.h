/* SPDX-License-Identifier: Apache-2.0 */
/*
 * records.h - cut a stream of bytes into records, in bounded memory
 *
 * A record ends with its terminator, or the stream.  One that is longer than
 * max comes in windows, which end where cut() says, or at line ends, so that
 * each can be cleaned for itself.  A line that is longer still comes in raw pieces of any size.
 * Put together, all pieces and terminators are the stream.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_ALL (-1)		/* no terminator: the stream is the record */

struct records {
	int fd;
	int end;		/* the terminator, or RECORD_ALL */
	size_t max;		/* bytes of a record that are cleaned at once */
	/* The last place where s[0, n) can be cut, 0 if there is none; or NULL.
	 * Windows are then as short as least, if there is such a place. */
	size_t (*cut)(void *ctx, const void *s, size_t n);
	void *ctx;
	size_t least, window;	/* what they are now */
	bool eager;		/* and end at any line end that was read */
	unsigned char *buf;
	size_t cap, have, used;	/* buf[used, have) is to be cut yet */
	uint64_t at;		/* of buf[used] in the stream */
	uint64_t number;	/* of records that were begun */
	bool begun;		/* the start of the stream was looked at */
	bool wide;		/* UTF-16 or UTF-32: 0x0A is not a line end */
	bool inside;		/* a record of which a part was given */
	bool raw;		/* in a line that is too long */
	bool eof;
};

/* A record, or a piece of a long one.  Borrowed until the next call. */
struct record {
	const unsigned char *p;
	size_t n;
	size_t end;		/* bytes of terminator behind p[n): 0 or 1 */
	uint64_t at;		/* where in the stream it starts */
	uint64_t number;	/* of the record, from 1 */
	bool first;		/* the record starts here */
	bool raw;		/* pass it on as it is */
	bool whole;		/* all of it is here */
};

void records_open(struct records *r, int fd, int end, size_t max);
/* Before the first record. */
void records_cut(struct records *r, size_t least,
    size_t (*cut)(void *ctx, const void *s, size_t n), void *ctx);
void records_close(struct records *r);		/* leaves fd open */

/* 1: *rec is the next; 0: there is none; -1: see errno. */
int records_next(struct records *r, struct record *rec);

#endif
