/* SPDX-License-Identifier: Apache-2.0 */
/* kind.c - how surprising a character is beside another, in any language */
#include "config.h"

#include "kind.h"

#include "gbk.h"
#include "model.h"

#include "tab_kind.h"

/*
 * Bits by the kind before and the kind itself, by what is usual: own
 * estimates, put right where clean text or damaged text was judged wrong.
 */
const uint8_t qi_kind_beside[KINDS][KINDS] = {
/*	 SP PU DI LO UP OP CL AP DA SI CU MA OD BX CT WI MK NB NO CA */
/* SP */{ 2, 3, 2, 1, 1, 1, 7, 5, 1, 3, 2, 3, 6, 3, 9, 3,12, 6, 9, 1 },
/* PU */{ 1, 2, 2, 2, 2, 2, 2, 3, 3, 5, 3, 4, 6, 5, 9, 4, 9, 4, 9, 2 },
/* DI */{ 2, 2, 0, 5, 5, 8, 4, 3, 3, 3, 3, 4, 8, 6, 9, 4, 6, 4, 9, 5 },
/* LO */{ 2, 2, 5, 0, 8, 9, 2, 1, 4, 6, 9, 9, 9, 9, 9, 6, 6, 4, 9, 8 },
/* UP */{ 3, 3, 4, 1, 1, 9, 3, 2, 5, 6, 4, 7, 9, 9, 9, 6, 8, 5, 9, 1 },
/* OP */{ 4, 4, 3, 1, 1, 3, 8, 6, 3, 5, 3, 4, 6, 9, 9, 4,12, 3, 9, 1 },
/* CL */{ 1, 1, 5, 5, 5, 5, 3, 4, 3, 5, 6, 6, 7, 9, 9, 5,12, 3, 9, 5 },
/* AP */{ 1, 2, 4, 0, 1, 6, 3, 4, 5, 6, 7, 9, 7, 9, 9, 5,12, 3, 9, 1 },
/* DA */{ 1, 3, 3, 2, 2, 3, 4, 4, 3, 5, 5, 5, 7, 6, 9, 4,12, 3, 9, 2 },
/* SI */{ 1, 2, 3, 5, 5, 6, 4, 6, 5, 4, 5, 6, 7, 7, 9, 5,12, 4, 9, 5 },
/* CU */{ 3, 3, 1, 6, 6, 7, 6, 7, 5, 6, 5, 7, 7, 8, 9, 6,12, 4, 9, 6 },
/* MA */{ 1, 2, 2, 4, 4, 6, 5, 7, 5, 7, 7, 3, 8, 8, 9, 6,12, 4, 9, 4 },
/* OD */{ 3, 4, 6, 6, 6, 7, 6, 7, 6, 7, 7, 8, 4, 8, 9, 7,12, 5, 9, 6 },
/* BX */{ 2, 4, 5, 8, 8, 8, 8, 8, 7, 7, 8, 8, 8, 0, 9, 5,12, 5, 9, 8 },
/* CT */{ 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 9, 6, 9, 3, 6,12, 6, 9, 6 },
/* WI */{ 2, 2, 3, 4, 4, 2, 2, 4, 2, 5, 5, 6, 7, 5, 9, 0,10, 5, 9, 4 },
/* MK */{ 2, 2, 4, 3, 3, 6, 4, 4, 4, 6, 6, 9, 7, 9, 9, 6, 3, 5, 9, 3 },
/* NB */{ 3, 3, 2, 2, 2, 3, 3, 5, 2, 4, 3, 4, 6, 6, 9, 5,12, 3, 9, 2 },
/* NO */{ 4, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 9, 9, 6,12, 6, 2, 6 },
/* CA */{ 3, 3, 4, 7, 0, 9, 3, 2, 5, 6, 4, 7, 9, 9, 9, 6, 8, 5, 9, 0 }
};

#define OTHER_SCRIPT 10		/* two side by side are of two scripts */
#define GREEK_LETTER 4		/* unless one is Greek: formulas, units */
#define SCRIPT_START 4		/* of scripts beyond Europe */
#define RARE_WIDE 20		/* no ideograph costs more */
#define USER_GBK 12		/* of its user areas: misread once more */

enum { LATIN = 1, GREEK, CYRILLIC, OTHER };	/* scripts */

/* Beyond the BMP it is pictures, ideographs, letters of mathematics, tags of
 * flags, or what nobody writes. */
static struct kind
beyond(uint32_t cp)
{
	if (cp >= 0x1f000 && cp < 0x1fb00)
		return (struct kind){ KIND_WIDE, 7, 0 };
	if (cp >= 0x20000 && cp < 0x32000)
		return (struct kind){ KIND_WIDE, RARE_WIDE, 0 };
	if (cp >= 0x1d400 && cp < 0x1d800)
		return (struct kind){ KIND_SIGN, 9, 0 };
	if (cp >= 0xe0020 && cp < 0xe0080)
		return (struct kind){ KIND_WIDE, 8, 0 };
	return (struct kind){ KIND_NONE, cp < 0x20000 ? 18 : 30, 0 };
}

struct kind
qi_kind(uint32_t cp)
{
	unsigned e, kind, bits;
	struct kind k = { 0, 0, 0 };

	if (cp > 0xffff)
		return beyond(cp);
	e = kind_block[kind_index[cp >> 6]][cp & 63];
	kind = e & 0xff;
	bits = e >> 8;
	if (kind >= KINDS) {
		k.script = kind == KIND_OTHER ? (uint16_t)(OTHER + (cp >> 7)) :
		    kind >= KIND_CLO ? CYRILLIC : GREEK;
		kind = kind == KIND_GUP || kind == KIND_CUP ? KIND_UPPER :
		    KIND_LOWER;
	} else if (kind == KIND_LOWER || kind == KIND_UPPER)
		k.script = LATIN;
	else if (kind == KIND_WIDE && bits == 0) {
		bits = qi_model_asian(0, cp) / 8;
		if (bits > RARE_WIDE)
			bits = RARE_WIDE;
	} else if (kind == KIND_NONE && cp >= 0xe000 && cp < 0xf900 &&
	    qi_gbk_encode(cp) != 0) {
		kind = KIND_WIDE;
		bits = USER_GBK;
	}
	k.kind = (uint8_t)kind;
	k.bits = (uint8_t)bits;
	return k;
}

unsigned
qi_kind_other(struct kind a, struct kind b)
{
	if (a.script == 0)
		return b.script >= OTHER ? SCRIPT_START : 0;
	return a.script == GREEK || b.script == GREEK ? GREEK_LETTER :
	    OTHER_SCRIPT;
}
