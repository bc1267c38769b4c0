/* SPDX-License-Identifier: Apache-2.0 */
/*
 * segment.h - what a stretch of text was made into, and whether to believe it
 *
 * A false repair is worse than ten that are missed: what stands there must be
 * less likely by so much that chance is out of the question, and what was made
 * of it must be text by itself.
 */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "buf.h"
#include "reread.h"
#include "suspect.h"

struct segment {
	size_t first, last;	/* of found, [first, last) */
	size_t from, end;	/* characters of the region */
	int64_t gain, cost;	/* eighths of a bit; cost without holes */
	bool amid;		/* ideographs and so on stand beside it */
	size_t read;		/* not holes; of them, not ASCII: */
	size_t chars, cjk, han, kana, hangul, marks, guesses, holes,
	    odd, kinds, glued, ascii;
};

/* What is in the result of qi_reread(): *n of them. */
static inline const struct reread_char *
qi_reread_chars(const struct buf *found, size_t *n)
{
	*n = found->n / sizeof(struct reread_char);
	return (const struct reread_char *)(const void *)found->p;
}

/* The next segment from found[*at] on; false at the end. */
bool qi_segment_next(const struct buf *found, const struct region *g,
    const struct candidate *x, size_t *at, struct segment *s);

/*
 * Is a segment text that people write, so much likelier than what stands there
 * that chance is out of the question?  And there is enough of it that was not
 * lost: two of five, or one where a lost byte was one of a few; and what is not
 * even a guess is less than a third.
 */
bool qi_segment_is_sure(const struct candidate *x, const struct segment *s);

/* What a reading gains by all segments that are text, less what says that text
 * is seldom misread so. */
int64_t qi_segment_total(const struct buf *found, const struct region *g,
    const struct candidate *x);

static inline bool
qi_is_kana(uint32_t cp)
{
	return cp >= 0x3040 && cp < 0x3100;
}

#endif
