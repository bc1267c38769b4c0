/* SPDX-License-Identifier: Apache-2.0 */
/*
 * line.h - a line while it is repaired, in rounds
 *
 * Text can have been misread more than once, so what was made in one round is
 * looked at in the next.  Each byte remembers where in the record it comes
 * from, and why it is what it is; at the end that becomes edits.  A round goes
 * through the line once and writes the next one.
 */
#ifndef LINE_H
#define LINE_H

#include "buf.h"
#include "edits.h"
#include "misread.h"

struct line_mark {
	uint32_t from;		/* where in the record */
	uint32_t deed;		/* which of the deeds; 0: the byte is as it was */
};

struct line {
	const uint8_t *s;	/* the text */
	const struct line_mark *mark;	/* for each of its bytes */
	size_t n;
	struct buf *now;	/* these two: text, marks; */
	struct buf *next;	/* and what the round makes of them */
	struct buf *deeds;	/* of struct line_deed */
};

#define LINE_BUFS 5

struct line_deed {
	struct misread how;
	uint8_t rule;
};

/* What a replacement is: a link of a chain of misreadings. */
struct line_why {
	unsigned rule;
	unsigned is, as;	/* as in struct misread; both 0: none */
	unsigned bits;
};

/* Load t.s[at, end) into LINE_BUFS buffers.  False when memory failed, which
 * these remember. */
bool qi_line_load(struct line *l, struct text t, size_t at, size_t end,
    struct buf *bufs);

/* Begin a round, keep s[at, end), put s[0, n) in the place of what stands at
 * at, end the round: false when memory failed. */
void qi_line_begin(struct line *l);
void qi_line_keep(struct line *l, size_t at, size_t end);
void qi_line_replace(struct line *l, size_t at, const uint8_t *s, size_t n,
    const struct line_why *why);

bool qi_line_end(struct line *l);

/* Is there something that a rule put there last? */
bool qi_line_has(const struct line *l, unsigned rule);

/* Add the line's edits.  It stood in [at, end) of the record. */
void qi_line_report(const struct line *l, size_t at, size_t end,
    struct edits *out);

#endif
