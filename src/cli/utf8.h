/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.h - is what comes in pieces of any size UTF-8? */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct utf8 {			/* all zero at the start */
	unsigned want;		/* bytes that the character still lacks */
	unsigned char lo, hi;	/* between these the next one has to be */
	bool bad;		/* this is no UTF-8, whatever comes */
	int64_t bits;		/* of evidence; 0: all is ASCII, or bad */
};

void utf8_read(struct utf8 *u, const unsigned char *s, size_t n);

/* To be asked at the end: a character that is cut is not UTF-8. */
static inline bool
utf8_is(const struct utf8 *u)
{
	return !u->bad && u->want == 0;
}

#endif
