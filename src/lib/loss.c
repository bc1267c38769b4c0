/* SPDX-License-Identifier: Apache-2.0 */
/* loss.c - what decoders lose */
#include "config.h"

#include "loss.h"

/* Bits of bytes from 0x80 to 0xBF. */
#define BIT(b) (UINT64_C(1) << ((b) & 63))
#define BITS(a, b) ((UINT64_C(2) << ((b) & 63)) - BIT(a))

uint64_t
qi_loss_set(unsigned e)
{
	/* What pairs have no character was counted in the tables of charset/,
	 * and in Windows the user areas of GBK are characters. */
	static const uint64_t set[] = {
		[LOSS_ANY - LOSS_ANY] = UINT64_MAX,
		[LOSS_C1 - LOSS_ANY] = BITS(0x80, 0x9f),
		[LOSS_FREE - LOSS_ANY] = BIT(0x81) | BIT(0x8d) | BIT(0x8f) |
		    BIT(0x90) | BIT(0x9d),
		[LOSS_SOFT - LOSS_ANY] = BIT(0x81) | BIT(0x8d) | BIT(0x8f) |
		    BIT(0x90) | BIT(0x9d) | BIT(0xad),
		[LOSS_LOW - LOSS_ANY] = BITS(0x80, 0xa0),
		[LOSS_HIGH - LOSS_ANY] = UINT64_MAX - BITS(0x80, 0xa0),
		[LOSS_GBK - LOSS_ANY] = BIT(0x80) | BIT(0xa2) | BIT(0xa6) |
		    BIT(0xa8) | BITS(0xaa, 0xaf),
		[LOSS_BIG5 - LOSS_ANY] = BITS(0x80, 0x88) | BIT(0xa0) |
		    BIT(0xa3),
		[LOSS_SHIFT_JIS - LOSS_ANY] = BIT(0x81) | BITS(0x83, 0x87),
		[LOSS_EUC_KR - LOSS_ANY] = BIT(0x80) | BIT(0xa2) | BIT(0xa6) |
		    BITS(0xad, 0xaf),
		[LOSS_USER - LOSS_ANY] = BITS(0xaa, 0xaf),
		[LOSS_USER_LOW - LOSS_ANY] = BITS(0xa1, 0xa7),
		[LOSS_LEAD - LOSS_ANY] = 0,
		[LOSS_DIGIT - LOSS_ANY] = 0,
	};

	return e >= LOSS_ANY ? set[e - LOSS_ANY] :
	    e >= 0x80 && e < 0xc0 ? BIT(e) : 0;
}

bool
qi_loss_is_mark(enum misread_as as, uint32_t cp)
{
	return cp == 0xfffd || cp == '?' ||
	    (cp == 0x30fb && as == AS_SHIFT_JIS);
}

struct list {
	struct loss *p;
	size_t n;
};

static void
add(struct list *l, unsigned cost, unsigned n, unsigned a, unsigned b)
{
	if (l->n < LOSSES)
		l->p[l->n++] = (struct loss){ { (uint16_t)a, (uint16_t)b, 0 },
		    (uint8_t)n, (uint8_t)cost };
}

/*
 * ASCII that can be the second byte of a pair by no charset, by how often that
 * was so in files that were found damaged.  No digit is made up, but the first
 * of a year.
 */
static void
add_eaten(struct list *l, unsigned cost, unsigned first,
    const struct loss_place *p)
{
	static const struct {
		char c;
		uint8_t cost;
	} eaten[] = {
		{ '\n', 64 }, { ' ', 12 }, { '.', 24 }, { ',', 36 }, { '(', 36 },
		{ ')', 32 }, { '"', 40 }, { '\'', 40 }, { ':', 40 }, { '/', 40 },
		{ '-', 40 }, { '<', 40 }, { '!', 48 }, { '?', 40 }, { ';', 48 },
		{ '*', 48 }, { '=', 48 }, { '%', 48 }, { '&', 48 }, { '+', 48 },
		{ '#', 48 }
	};
	uint32_t behind = p->behind;
	size_t i;

	for (i = 0; i < sizeof(eaten) / sizeof(eaten[0]); i++)
		add(l, cost + eaten[i].cost + (behind == ' ' &&
		    (eaten[i].c == ' ' || eaten[i].c == '\n') ? 64 : 0) +
		    (p->digits > 0 ? 32 : 0), 2, first, (uint8_t)eaten[i].c);
	if (p->digits == 3 && (behind == '8' || behind == '9'))
		add(l, cost + 8, 2, first, '1');
	else if (p->digits == 3 && behind == '0')
		add(l, cost + 8, 2, first, '2');
	else
		add(l, cost + (p->digits > 0 ? 12 : 32), 2, first, LOSS_DIGIT);
}

/* Pairs that are no character. */
static void
add_pairs(struct list *l, enum misread_as as, unsigned cost)
{
	switch (as) {
	case AS_GBK:
		add(l, cost + 12, 2, LOSS_GBK, LOSS_LEAD);
		break;
	case AS_BIG5:
		add(l, cost, 2, LOSS_LEAD, LOSS_LOW);
		add(l, cost, 2, LOSS_ANY, LOSS_LOW);
		add(l, cost + 16, 2, LOSS_BIG5, LOSS_LEAD);
		break;
	case AS_EUC_KR:
		add(l, cost, 2, LOSS_LEAD, LOSS_LOW);
		add(l, cost + 12, 2, LOSS_EUC_KR, LOSS_LEAD);
		add(l, cost + 12, 2, LOSS_EUC_KR, LOSS_HIGH);
		break;
	default:
		add(l, cost, 2, 0xef, 0xbc);
		add(l, cost + 4, 2, 0xef, 0xbd);
		add(l, cost + 8, 2, 0xeb, LOSS_ANY);
		add(l, cost + 8, 2, 0xec, LOSS_ANY);
		add(l, cost + 8, 2, LOSS_SHIFT_JIS, LOSS_LEAD);
		add(l, cost + 16, 2, 0xea, LOSS_HIGH);
		add(l, cost + 16, 2, LOSS_SHIFT_JIS, LOSS_ANY);
		break;
	}
}

size_t
qi_loss_read(enum misread_as as, uint32_t cp, const struct loss_place *p,
    struct loss out[LOSSES])
{
	struct list l = { out, 0 };
	uint32_t behind = p->behind;
	bool last = p->last, end = behind == 0 || behind == '\n' || behind == '\r' ||
	    (last && behind >= 0x80);

	if (cp == '?')
		add(&l, 40, 1, cp, 0);
	if (AS_IS_SINGLE(as) || as == AS_MIXED) {
		add(&l, 12, 1, as == AS_1252 && cp == '?' ? LOSS_FREE :
		    LOSS_C1, 0);
		return l.n;
	}
	/* Windows takes along what is second; others put U+FFFD, and read it
	 * again, or do so where it is ASCII. */
	if (cp == 0xfffd) {
		add(&l, 12, 1, LOSS_ANY, 0);
		add_pairs(&l, as, 24);
		return l.n;
	}
	if (as == AS_SHIFT_JIS) {	/* what is no lead byte is a character */
		add_pairs(&l, as, 16);
		add_eaten(&l, 8, LOSS_C1, p);
		add(&l, end ? 8 : last ? 64 : 112, 1, LOSS_C1, 0);
		return l.n;
	}
	add(&l, end || p->alone ? 8 : last ? 64 : behind < 0x80 ? 112 : 160,
	    1, LOSS_ANY, 0);
	add_pairs(&l, as, 16);
	add_eaten(&l, p->alone ? 80 : 8, LOSS_ANY, p);
	return l.n;
}

size_t
qi_loss_read_pairs(enum misread_as as, uint32_t cp,
    const struct loss_place *p, struct loss out[LOSSES])
{
	struct list l = { out, 0 };

	if (cp == '?')
		add(&l, 40, 1, cp, 0);
	if (AS_IS_SINGLE(as) || as == AS_MIXED)
		return l.n;
	add(&l, 12, 1, LOSS_BOTH, 0);
	add(&l, 20, 2, LOSS_SECOND, LOSS_FIRST);
	add(&l, p->last ? 12 : 32, 1, LOSS_SECOND, 0);
	if (cp == 0xfffd)
		add(&l, 32, 1, LOSS_FIRST, 0);
	else
		add_eaten(&l, 8, LOSS_SECOND, p);
	return l.n;
}

bool
qi_loss_is_pair(enum misread_as as, unsigned first, unsigned second)
{
	/* User areas of Windows are characters. */
	switch (as) {
	case AS_GBK:
		if (first == 0x80 || (first >= 0xaa && first <= 0xaf &&
		    second > 0xa0) || (first >= 0xf8 && second > 0xa0) ||
		    (first >= 0xa1 && first <= 0xa7 && second < 0xa1))
			return false;
		break;
	case AS_BIG5:
		if (second >= 0x80 && second <= 0xa0)
			return true;
		if (first < 0xa1 || first >= 0xfa || first == 0xc7 ||
		    first == 0xc8)
			return false;
		break;
	case AS_EUC_KR:
		if (first == 0xc9 || first == 0xfe)
			return second < 0xa1;
		break;
	case AS_SHIFT_JIS:
		if ((first >= 0xf0 && first <= 0xf9) || first > 0xfc ||
		    (first > 0x9f && first < 0xe0))
			return false;
		break;
	default:
		return false;
	}
	return qi_charset_pairs(&qi_charsets[as == AS_GBK ? CS_GB18030 :
	    as == AS_BIG5 ? CS_BIG5 : as == AS_EUC_KR ? CS_EUC_KR :
	    CS_SHIFT_JIS])[PAIRS_INDEX(first, second)] == 0;
}
