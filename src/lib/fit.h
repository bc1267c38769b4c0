/* SPDX-License-Identifier: Apache-2.0 */
/* fit.h - how well do bytes read as text in a charset? */
#ifndef FIT_H
#define FIT_H

#include "charset.h"
#include "text.h"

/* Costs are in eighths of a bit, as model.h has them. */
#define FIT_ASCII 40		/* the same in most charsets */
#define FIT_CONTROL 160		/* 20 bits */
#define FIT_BAD 240		/* what is no character */
#define FIT_NOISE 64		/* of a byte that can be anything: 8 bits */

struct fit {
	uint64_t cost;		/* of all characters */
	uint64_t high_cost;	/* of those outside ASCII */
	size_t high;		/* the bytes of those */
	size_t chars;		/* and how many they are */
	size_t bad;		/* unreadable ones among them */
	size_t lone;		/* alone among ASCII letters */
	bool odd;		/* as below, where text is converted */
	size_t kana;
	size_t controls;	/* in the wide charsets */
};

/*
 * Chinese costs 30 to 48 a byte, seldom up to 64; Japanese and Korean read as
 * Chinese 58 and more, Thai and Cyrillic 70 and more.  What has rare
 * characters only, as Cantonese in Big5, goes up to 78.
 */
#define FIT_SURE 48		/* needs no second opinion */
#define FIT_SURE_SINGLE 52	/* the same by single characters */
#define FIT_GOOD 54		/* is no list of characters */
#define FIT_LIKELY 66		/* is it, when nothing else reads better */
#define FIT_MAYBE 78		/* when every byte fits, and nobody objects */

/* Read t in cs, which is open, and add to f.  Pairs of characters tell more
 * than single ones, and take much longer. */
void qi_fit_read(struct decoder *d, const struct charset *cs, struct text t,
    bool pairs, struct fit *f);

/*
 * Three characters side by side that cost so much together, two of them, or
 * one beside an ASCII letter, are so rare that bytes may be damaged there.  In
 * clean text it is one in 7000, where the reading is out of step every other.
 */
#define FIT_ODD_THREE 432
#define FIT_ODD_TWO 336
#define FIT_ODD_ONE 164

/* Does it read like Chinese, Japanese or Korean at that cost a byte? */
bool qi_fit_is_good(const struct fit *f, unsigned limit);

/* The same by single characters and about, where bytes are passed over if that
 * is cheaper: see qi_fit_skips(). */
void qi_fit_read_damaged(struct decoder *d, const struct charset *cs,
    struct text t, struct fit *f);

/* Of one byte: a control character that is not found in text. */
bool qi_fit_is_control(uint32_t cp);

/*
 * A byte too many, or one that is gone, makes the pairs after it wrong, up to
 * the next ASCII or longer.  Find the bytes to pass over so that t costs the
 * least.  True when that costs much less than without: then plan has a byte for
 * each of t's, with FIT_SKIP in those to pass over.
 */
#define FIT_SKIP 0x40
bool qi_fit_skips(struct decoder *d, const struct charset *cs,
    struct text t, struct buf *plan);

#endif
