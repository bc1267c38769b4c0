/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - one look at a text: is it UTF-8, and what kinds of character? */
#include "config.h"

#include "text.h"

#include <string.h>

#include "tab_class.h"

unsigned
qi_text_class(uint32_t cp)
{
	return cp < 0x10000 ? class_block[class_index[cp >> 6]][cp & 63] :
	    cp >= 0x20000 && cp < 0x40000 ? CLASS_HAN : 0;
}

size_t
qi_text_valid(const uint8_t *s, size_t n)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	if (s[0] < 0xe0)
		return n >= 2 && (s[1] & 0xc0) == 0x80 ? 2 : 0;
	if (s[0] < 0xf0) {
		if (n < 3 || (s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80)
			return 0;
		if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f))
			return 0;	/* too long a form; a surrogate */
		return 3;
	}
	if (n < 4 || (s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80 ||
	    (s[3] & 0xc0) != 0x80)
		return 0;
	if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;		/* too long a form; above U+10FFFF */
	return 4;
}

size_t
qi_text_surrogates(const uint8_t *s, size_t n, uint32_t *cp)
{
	if (s[0] != 0xed || n < 6 || (s[1] & 0xf0) != 0xa0 ||
	    (s[2] & 0xc0) != 0x80 || s[3] != 0xed || (s[4] & 0xf0) != 0xb0 ||
	    (s[5] & 0xc0) != 0x80)
		return 0;
	*cp = 0x10000 + ((s[1] & 0x0fu) << 16 | (s[2] & 0x3fu) << 10 |
	    (s[4] & 0x0fu) << 6 | (s[5] & 0x3fu));
	return 6;
}

size_t
qi_text_part(struct text t, size_t at)
{
	const uint8_t *p = memchr(t.s + at, '\n', t.n - at);
	size_t end = p != NULL ? (size_t)(p + 1 - t.s) : t.n;

	p = memchr(t.s + at, '\t', end - at);
	return p != NULL ? (size_t)(p + 1 - t.s) : end;
}

/*
 * Eight bytes at once are dull when they are printable ASCII: no byte has its
 * top bit, none is below 0x20, none is DEL.  (A borrow in the subtraction can
 * only make a dull word look interesting, never the other way round.)
 */
#define ONES UINT64_C(0x0101010101010101)

static inline bool
dull(const uint8_t *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	return ((w | (w - ONES * 0x20) | (w + ONES)) & ONES * 0x80) == 0;
}

/* By the top five bits of a code point: too long a form, and surrogates. */
#define NOT_THREE (UINT32_C(1) << 0 | UINT32_C(1) << (0xd800 >> 11))

#define PAIR (CLASS_MISREAD_TRAIL | CLASS_RARE_NEXT)

/* Pairs are seldom: so that is cheaper than to add up all that there are.  A
 * LOST_PAIR is one of these too. */
#define PAIRED \
	if ((prev << 1 & class & PAIR) != 0) { \
		pairs |= prev << 1 & class; \
		if (spots != NULL && s >= next) { \
			spot = (uint32_t)(s - t.s); \
			qi_buf_put(spots, &spot, sizeof(spot)); \
			next = s + TEXT_SPOT; \
		} \
	}



static inline unsigned
look(struct text t, size_t *valid, struct buf *spots)
{
	const uint8_t *s = t.s, *end = s + t.n;
	unsigned seen = 0, prev = 0, pairs = 0, class;
	uint32_t cp, x, high;
	bool ascii = s < end;
	const uint8_t *from, *next = s;
	uint32_t spot;
	size_t len;

	while (s < end) {
		from = s;
		/* Three bytes first: what Chinese text is made of. */
		while (end - s >= 4) {
			x = qi_text_load(s);
			high = (x & 0xf) << 6 | (x >> 8 & 0x3f);
			if ((x & 0xc0c0f0) != 0x8080e0 ||
			    (NOT_THREE >> (high >> 5) & 1) != 0)
				break;
			class = class_block[class_index[high]][x >> 16 & 0x3f];
			seen |= class;
			PAIRED;
			prev = class;
			s += 3;
		}
		if (s > from)
			ascii = false;
		if (s == end)
			break;
		if (s[0] < 0x80) {
			if (end - s >= 8 && dull(s)) {
				prev = 0;
				s += 8;
				continue;
			}
			class = class_block[class_index[s[0] >> 6]][s[0] & 0x3f];
			len = 1;
		} else {
			ascii = false;
			len = qi_text_valid(s, (size_t)(end - s));
			if (len == 0)
				break;
			qi_text_char(s, &cp);
			class = qi_text_class(cp);
		}
		seen |= class;
		PAIRED;
		prev = class;
		s += len;
	}
	*valid = (size_t)(s - t.s);
	if (pairs & CLASS_MISREAD_TRAIL)
		seen |= CLASS_MISREAD;
	if (pairs & CLASS_RARE_NEXT)
		seen |= CLASS_RARE_PAIR;
	if (pairs & CLASS_LOST_NEXT)
		seen |= CLASS_LOST_PAIR;
	if ((seen & CLASS_HAN) && (seen & CLASS_TONE))
		seen |= CLASS_GLOSS;
	if (ascii)
		seen |= CLASS_ASCII;
	return seen;
}

unsigned
qi_text_look(struct text t, size_t *valid)
{
	return look(t, valid, NULL);
}

unsigned
qi_text_look_spots(struct text t, size_t *valid, struct buf *spots)
{
	qi_buf_reset(spots);
	return look(t, valid, spots);
}

size_t
qi_text_find(struct text t, size_t at, unsigned classes)
{
	uint32_t cp, x;

	while (at < t.n) {
		while (t.n - at >= 4) {
			x = qi_text_load(t.s + at);
			if ((x & 0xf0) != 0xe0)
				break;
			if (class_block[class_index[(x & 0xf) << 6 |
			    (x >> 8 & 0x3f)]][x >> 16 & 0x3f] & classes)
				return at;
			at += 3;
		}
		if (t.n - at >= 8 && dull(t.s + at)) {
			at += 8;
			continue;
		}
		if (at == t.n)
			break;
		x = (uint32_t)qi_text_char(t.s + at, &cp);
		if (qi_text_class(cp) & classes)
			break;
		at += x;
	}
	return at;
}

#define KINDS 3		/* of control characters beside NUL, in data */

bool
qi_text_is_data(struct text t)
{
	/* What text has: tab, LF, VT, FF, CR, and ESC in terminal output. */
	const uint32_t plain = 1 << '\t' | 1 << '\n' | 1 << '\v' | 1 << '\f' |
	    1 << '\r' | 1 << 0x1b;
	uint32_t seen = 0;
	unsigned kinds = 0;
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.s[i] < 0x20)
			seen |= UINT32_C(1) << t.s[i];
	if (!(seen & 1))
		return false;
	for (seen &= ~plain & ~UINT32_C(1); seen != 0; seen &= seen - 1)
		kinds++;
	return kinds >= KINDS;
}

size_t
qi_text_put(uint8_t *s, uint32_t cp)
{
	if (cp < 0x80) {
		s[0] = (uint8_t)cp;
		return 1;
	}
	if (cp < 0x800) {
		s[0] = (uint8_t)(0xc0 | cp >> 6);
		s[1] = (uint8_t)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		s[0] = (uint8_t)(0xe0 | cp >> 12);
		s[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
		s[2] = (uint8_t)(0x80 | (cp & 0x3f));
		return 3;
	}
	s[0] = (uint8_t)(0xf0 | cp >> 18);
	s[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
	s[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
	s[3] = (uint8_t)(0x80 | (cp & 0x3f));
	return 4;
}
