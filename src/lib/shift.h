/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shift.h - undo what a cut through GBK text did
 *
 * Where an injector split a character's two bytes, the decoder lost a byte
 * and read the rest one byte out of step, up to the next ASCII character.
 * The bytes are put together again: what is shown gives most of them; a lost
 * one follows from the reading of the gloss that cut it, and where several
 * characters have that reading, or the byte is lost without a trace, from how
 * surprising the text would be.  It is a search for the cheapest text, kept
 * to the best few at each step (a beam); the text as it stands is one of
 * them, so nothing is changed that does not become more likely by far.
 */
#ifndef SHIFT_H
#define SHIFT_H

#include "buf.h"
#include "gloss.h"

/* What is known of a character of the page, by index of its GBK pair. */
struct shift_char {
	uint32_t seen, glossed;	/* how often it stands there; with a gloss */
	uint16_t reading;	/* of its glosses */
	uint16_t mixed;		/* they have several readings */
};

struct shift {
	const struct shift_char *page;	/* GBK_PAIRS of them */
	struct buf *hyps, *nodes;	/* scratch */
	struct buf *text;	/* scratch: the result */
	size_t budget;		/* steps that may still be taken */
	bool gaps;		/* private use characters were taken out */
};

/* The last two bytes of GBK text, 0 where there are none. */
struct shift_tail {
	uint8_t b[2];
};

static inline unsigned
qi_shift_pair(struct shift_tail tail)
{
	return (unsigned)tail.b[0] << 8 | tail.b[1];
}

void qi_shift_follow(struct shift_tail *tail, uint32_t cp);

/*
 * Search from the damage at t.s[at] on, at least to its end and at most to
 * end; tail and prev are the bytes and the character before it.  Returns where the text is in step
 * again, 0 when nothing better was found; then text has what belongs there.
 * *margin is how many eighths of a bit that is better than leaving it;
 * *guessed, whether a byte had to be chosen by the model alone.
 */
size_t qi_shift_undo(struct shift *s, struct text t, size_t at, size_t end,
    struct shift_tail tail, uint32_t prev, unsigned *margin, bool *guessed);

#endif
