/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reread.h - read a text again, that was read in the wrong charset
 *
 * Text that was in charset "is" had been read as "as".  The characters go back
 * to bytes, and the bytes are read again.  At every character the text may be
 * left as it is or be read, whatever makes the likelier text by the model of
 * language.h (Viterbi's algorithm), so that what comes out says where the
 * damage begins and ends.  Bytes that do not fit make a hole.
 */
#ifndef REREAD_H
#define REREAD_H

#include "buf.h"
#include "charset.h"
#include "misread.h"

struct reread {
	const uint32_t *cp;	/* the characters, */
	const uint16_t *kept;	/* what each costs where it is, */
	size_t n;		/* and how many */
	enum misread_as as;
	const struct charset *is;
	bool shifted;		/* both the same, but a byte was lost before */
	struct buf *nodes;	/* scratch */
	struct buf *found;	/* the result: struct reread_char, in order */
};

enum reread_kind { REREAD_SURE, REREAD_GUESS, REREAD_HOLE };

struct reread_char {		/* one that was read */
	uint32_t cp;
	uint32_t from, end;	/* the characters that it was made of */
	uint32_t cost;		/* since reading began, up to and with it */
	uint8_t kind;
	bool enter;		/* the one before was left as it is */
};

/* What it costs to begin and to end reading, in eighths of a bit; and more
 * where the character beside could be read as well. */
#define REREAD_ENTER 40
#define REREAD_LEAVE 24
#define REREAD_TIGHT 64
#define REREAD_HOLE_COST 150	/* U+FFFD */
#define REREAD_HOLES_COST 110	/* one behind another */

/* The character of two bytes, or 0. */
uint32_t qi_reread_pair(const struct charset *is, unsigned lead,
    unsigned trail);

/* Could that be in text that was damaged? */
bool qi_reread_is_text(uint32_t cp);

/* The same, and in a fraction of the time, where all of the text was misread:
 * nothing is lost of it, but of UTF-8.  False when that is not so, or memory
 * failed. */
bool qi_reread_whole(struct reread *r);

/* False when memory failed. */
bool qi_reread(struct reread *r);

#endif
