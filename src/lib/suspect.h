/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suspect.h - text that looks misread, and what may have been done to it
 *
 * The look (text.h) finds spots where two rare characters stand side by side.
 * Whether that is odd is judged by what the characters around cost in the model
 * of language.h; which charsets can explain it, by going back to the bytes of a
 * few of them and reading these otherwise, character by character.  Costs and
 * gains are in eighths of a bit.
 */
#ifndef SUSPECT_H
#define SUSPECT_H

#include "charset.h"
#include "kind.h"
#include "misread.h"
#include "text.h"

struct region {			/* a part of a line */
	const uint32_t *cp, *at;	/* characters, where they begin */
	const uint16_t *kept;	/* what they cost as they are */
	size_t n;
	bool korean;		/* the record may have hangul */
};

struct candidate {		/* text in is was read as as */
	enum misread_as as;
	const struct charset *is;	/* NULL for none */
	int64_t gain;
};

#define CANDIDATES 8

/* Was it read in the right charset, but out of step? */
bool qi_suspect_is_shifted(const struct candidate *x);

/* What cp costs behind prev as it is.  Letters of Europe are judged by what
 * stands in words, in any language; *last is what prev is. */
unsigned qi_suspect_cost(uint32_t prev, uint32_t cp, struct kind *last);

#define USUAL 88	/* what a character costs in text that is not odd */

/* Is it odd at a spot of the look?  Letters of Europe are, where they could
 * have been bytes of UTF-8; ideographs must be more so. */
bool qi_suspect_is_odd(struct text t, size_t spot);

/* Look at a spot: the pairs of charsets that the text can have gone through are
 * added to c, the best first.  True when there are any. */
bool qi_suspect_look(struct text t, size_t spot,
    struct candidate c[CANDIDATES]);

static inline bool
qi_suspect_is_utf8(const struct candidate *x)
{
	return x->is->form == FORM_UTF8;
}

/* Was it read as a charset of one byte? */
static inline bool
qi_suspect_is_single(const struct candidate *x)
{
	return AS_IS_SINGLE(x->as) || x->as == AS_MIXED;
}

#endif
