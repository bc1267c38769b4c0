/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gloss.h - glosses: pinyin in brackets behind a character
 *
 * An injector put "(guó)" behind every 國 of a page, and into the middle of
 * characters whose bytes happened to look like 國: it replaced bytes of GBK.
 * What the page's decoder made of the latter is also recognised here.
 */
#ifndef GLOSS_H
#define GLOSS_H

#include "text.h"

#define GLOSS_COMMON 3000	/* rank of a character that may be glossed */

enum gloss_kind {
	GLOSS_NONE,
	GLOSS_WHOLE,	/* "(guó)" */
	GLOSS_CUT,	/* "?guó)": a lead byte ate the bracket; or U+FFFD, and
			 * the bracket is there or not */
	GLOSS_BREAK,	/* "?" or U+FFFD before a mark such as "。": a lead byte
			 * ate what was put before the mark */
	GLOSS_LOST	/* "?" or U+FFFD otherwise */
};

struct gloss {
	enum gloss_kind kind;
	size_t len;		/* bytes of all of it */
	unsigned reading;	/* of WHOLE and CUT */
	uint32_t mark;		/* of BREAK: full width, as GBK had it */
	bool ate;		/* "?": the byte behind the lost one is gone too */
};

/* What is at t.s[at]; only '(', '?' and U+FFFD start something. */
struct gloss qi_gloss_at(struct text t, size_t at);

static inline bool
qi_gloss_may_start(const uint8_t *s)
{
	return *s == '(' || *s == '?' || *s == 0xef;
}

#endif
