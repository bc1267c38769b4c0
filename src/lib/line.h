/* SPDX-License-Identifier: Apache-2.0 */
/*
 * line.h - a line while it is repaired, in rounds
 *
 * Text can have been misread more than once, so what was made in one round is
 * looked at in the next.  Each byte remembers where in the record it comes
 * from, and why it is what it is; at the end that becomes edits.  A round goes
 * through the line once: it keeps what stays and replaces the rest by what is
 * not longer, so it is all done in place.
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
	uint8_t *s;		/* the text */
	struct line_mark *mark;	/* for each of its bytes */
	size_t n;
	size_t w;		/* what the next round starts from is [0, w) */
	struct buf *deeds;	/* of struct line_deed */
};

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

/* Load t.s[at, end) into text, marks; deeds is emptied.  False when memory
 * failed, which the buffers remember. */
bool qi_line_load(struct line *l, struct text t, size_t at, size_t end,
    struct buf *text, struct buf *marks, struct buf *deeds);

/* Begin a round, keep s[at, end), put s[0, n) in the place of what stands at
 * at, end the round.  n must not be more than what was passed over. */
static inline void
qi_line_begin(struct line *l)
{
	l->w = 0;
}

void qi_line_keep(struct line *l, size_t at, size_t end);
void qi_line_replace(struct line *l, size_t at, const uint8_t *s, size_t n,
    const struct line_why *why);

static inline void
qi_line_end(struct line *l)
{
	l->n = l->w;
}

/* Add the line's edits.  It stood in [at, end) of the record. */
void qi_line_report(const struct line *l, size_t at, size_t end,
    struct edits *out);

#endif
