/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kind.h - how surprising a character is beside another, in any language
 *
 * What kind it is, and what kind stands before it: letters follow letters of
 * their script, a mark that closes follows a word, an accent by itself is odd
 * anywhere.  Costs are in bits.  Source: data/kinds.tsv.
 */
#ifndef KIND_H
#define KIND_H

#include <stdbool.h>
#include <stdint.h>

enum {
	KIND_SPACE, KIND_PUNCT, KIND_DIGIT, KIND_LOWER, KIND_UPPER, KIND_OPEN,
	KIND_CLOSE, KIND_APOS, KIND_DASH, KIND_SIGN, KIND_CURR, KIND_MATH,
	KIND_ODD, KIND_BOX, KIND_CTRL, KIND_WIDE, KIND_MARK, KIND_NBSP,
	KIND_NONE,
	KIND_CAPS,		/* UPPER behind UPPER */
	KINDS,
	/* Letters that are not Latin are LOWER and UPPER of their script. */
	KIND_GLO = KINDS, KIND_GUP, KIND_CLO, KIND_CUP, KIND_OTHER
};

struct kind {
	uint8_t kind;		/* below KINDS */
	uint8_t bits;		/* how seldom it is among its kind */
	uint16_t script;	/* of a letter, else 0 */
};

#define QI_KIND_START ((struct kind){ KIND_SPACE, 0, 0 })	/* of a line */

/* What cp is, whatever it stands behind. */
struct kind qi_kind(uint32_t cp);

/* What k is behind a. */
static inline struct kind
qi_kind_behind(struct kind a, struct kind k)
{
	if (k.kind == KIND_UPPER && k.script == a.script &&
	    (a.kind == KIND_UPPER || a.kind == KIND_CAPS))
		k.kind = KIND_CAPS;
	return k;
}

/* The cost of b, which is what it is behind a, in bits. */
extern const uint8_t qi_kind_beside[KINDS][KINDS];
unsigned qi_kind_other(struct kind a, struct kind b);	/* of two scripts */

static inline unsigned
qi_kind_cost(struct kind a, struct kind b)
{
	return qi_kind_beside[a.kind][b.kind] + b.bits +
	    (b.script != 0 && b.script != a.script ? qi_kind_other(a, b) : 0);
}

static inline bool
qi_kind_is_letter(struct kind k)
{
	return k.script != 0;
}

#endif
