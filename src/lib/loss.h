/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loss.h - what decoders lose
 *
 * Where bytes are no character of the charset that text is read in, one decoder
 * puts a mark for one of them, another for two, with the ASCII that is the
 * second; some put nothing.  Here is what can have stood there.
 */
#ifndef LOSS_H
#define LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "misread.h"

/* A byte that is unknown, of a set that has bytes from 0x80 to 0xBF; or a lead
 * byte of three: 0xE2 to 0xEF. */
enum loss_set {
	LOSS_ANY = 256,
	LOSS_C1,		/* 0x80..0x9F */
	LOSS_FREE,		/* what windows-1252 leaves free */
	LOSS_SOFT,		/* the same, and the soft hyphen */
	LOSS_LOW,		/* 0x80..0xA0: no second byte of EUC */
	LOSS_HIGH,		/* the others */
	/* First bytes of pairs with a lead byte that are no character. */
	LOSS_GBK, LOSS_BIG5, LOSS_SHIFT_JIS, LOSS_EUC_KR,
	LOSS_USER,		/* first bytes of the user areas of GBK, */
	LOSS_USER_LOW,		/* with LOSS_HIGH and with LOSS_LOW */
	LOSS_LEAD,
	/* Of charsets of two bytes, where no set is known: */
	LOSS_FIRST, LOSS_SECOND,	/* half a character, */
	LOSS_BOTH,		/* a whole one, which the decoder has not */
	LOSS_DIGIT		/* one of ASCII, and it does not say which */
};

/* As bits from 0x80 on; a byte of those is itself. */
uint64_t qi_loss_set(unsigned e);

/* Bytes that a mark may stand for. */
struct loss {
	uint16_t b[3];		/* bytes and sets */
	uint8_t n;
	uint8_t cost;		/* how seldom it is, in eighths of a bit */
};

#define LOSSES 48

/* Is a pair no character of the charset that text is read in? */
bool qi_loss_is_pair(enum misread_as as, unsigned first, unsigned second);

/* Is cp such a mark, in text that was read as that? */
bool qi_loss_is_mark(enum misread_as as, uint32_t cp);

struct loss_place {
	uint32_t behind;	/* the character after the mark, or 0 */
	unsigned digits;	/* so many follow, up to 4 */
	bool last;		/* what was misread ends with the mark */
	bool alone;		/* ASCII behind a mark was not taken along */
};

/* What the mark cp can stand for in text that was UTF-8.  Gives how many. */
size_t qi_loss_read(enum misread_as as, uint32_t cp,
    const struct loss_place *p, struct loss out[LOSSES]);

/* The same of charsets of two bytes. */
size_t qi_loss_read_pairs(enum misread_as as, uint32_t cp,
    const struct loss_place *p, struct loss out[LOSSES]);

#endif
