/* SPDX-License-Identifier: Apache-2.0 */
/* detect.h - in which charset is a text that is not UTF-8? */
#ifndef DETECT_H
#define DETECT_H

#include "charset.h"
#include "text.h"

/* How well bytes read in a charset; costs are those of model.h, summed up. */
struct reading {
	uint64_t cost;		/* of all characters */
	uint64_t high_cost;	/* of those outside ASCII */
	size_t high;		/* the bytes of those */
	size_t chars;		/* and how many they are */
	size_t bad;		/* unreadable ones among them */
	size_t lone;		/* alone among ASCII letters */
	size_t kana;
	size_t controls;	/* in the wide charsets */
};

/*
 * Chinese costs 30 to 48 a byte, seldom up to 64; Japanese and Korean read as
 * Chinese 58 and more, Thai and Cyrillic 70 and more.  What has rare
 * characters only, as Cantonese in Big5, goes up to 78.
 */
#define DETECT_SURE 48		/* needs no second opinion */
#define DETECT_SURE_SINGLE 52	/* the same by single characters */
#define DETECT_LIKELY 66	/* is it, when nothing else reads better */
#define DETECT_MAYBE 78		/* when every byte fits, and nobody objects */

/* Does it read like Chinese, Japanese or Korean at that cost a byte? */
bool qi_detect_is_good(const struct reading *r, unsigned limit);

/*
 * Where texts were put together, parts can be in different charsets: lines,
 * or fields between tabs.  The end of the part that starts at at.
 */
static inline size_t
qi_detect_part(struct text t, size_t at)
{
	while (at < t.n && t.s[at] != '\n' && t.s[at] != '\t')
		at++;
	return at < t.n ? at + 1 : at;
}

/* Read a span of t in cs, which is open, and add to r.  Pairs of characters
 * tell more than single ones, and take much longer. */
void qi_detect_read(struct decoder *d, const struct charset *cs, struct text t,
    bool pairs, struct reading *r);

/*
 * A byte too many, or one that is gone, makes all pairs after it wrong, up to
 * the next ASCII.  Find the bytes to pass over so that t costs the least.  True
 * when that costs much less than what was without, from single characters:
 * then plan has a byte for each of t's, with DETECT_SKIP in those to pass over.
 */
#define DETECT_SKIP 0x40
bool qi_detect_skips(struct decoder *d, const struct charset *cs,
    struct text t, uint64_t without, struct buf *plan);

/*
 * The charset of t, which is open then, and how sure that is (0..1000); or
 * NULL when this is no text we know.  scratch is emptied and used; when it
 * fails, or the decoder's table does, the answer is NULL too.
 */
const struct charset *qi_detect(struct decoder *d, struct text t,
    struct buf *scratch, unsigned *score);

#endif
