/* SPDX-License-Identifier: Apache-2.0 */
/* text.h - one look at a text: is it UTF-8, and what kinds of character? */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "buf.h"

#define TEXT_MAX UINT32_MAX	/* so that an edit's offsets fit 32 bits */

struct text {			/* borrowed; valid UTF-8 once decoded */
	const uint8_t *s;
	size_t n;
};

struct span {
	size_t at, len;
};

/*
 * Classes of characters, a bit each.  The lower ones belong to single
 * characters: data/classes.tsv says which.  The upper ones say that
 * characters of certain classes stand side by side, or in one text.  Rules
 * name in data/rules.tsv the classes without which they cannot act.  That a
 * TRAIL or NEXT is one bit above its LEAD makes finding the pairs cheap.
 */
enum {
	CLASS_CTRL	= 1 << 0,	/* C0, C1, DEL but those that part lines, pages */
	CLASS_CR	= 1 << 1,	/* carriage return */
	CLASS_INVISIBLE	= 1 << 2,	/* zero width, direction marks */
	CLASS_BOM	= 1 << 3,	/* U+FEFF */
	CLASS_NBSP	= 1 << 4,	/* U+00A0 */
	CLASS_TONE	= 1 << 5,	/* a vowel with a pinyin tone mark */
	CLASS_HAN	= 1 << 6,	/* ideographs */
	CLASS_MISREAD_LEAD = 1 << 7,	/* the bytes 0xC2..0xF4, where they were
					 * read as a charset of one byte */
	CLASS_MISREAD_TRAIL = 1 << 8,	/* 0x80..0xBF, the same */
	CLASS_RARE	= 1 << 9,	/* hardly found in good text */
	CLASS_RARE_NEXT	= 1 << 10,	/* the same characters */
	CLASS_STANDIN	= 1 << 11,	/* radicals, hangul: can stand for ideographs */
	CLASS_LOST	= 1 << 12,	/* a run of lost.c begins with it ... */
	CLASS_LOST_NEXT	= 1 << 13,	/* ... and this; or they come second */
	CLASS_FOREIGN	= 1 << 14,	/* kana, hangul, ideographs of Japan only */
	CLASS_CHAR	= (1 << 15) - 1,	/* all of the above */

	CLASS_MISREAD	= 1 << 15,	/* MISREAD_LEAD, then MISREAD_TRAIL */
	CLASS_RARE_PAIR	= 1 << 16,	/* two of RARE */
	CLASS_LOST_PAIR	= 1 << 17,	/* LOST, then LOST_NEXT; always one of
					 * the two above, too */
	CLASS_GLOSS	= 1 << 18,	/* HAN and TONE somewhere */
	CLASS_ASCII	= 1 << 19	/* all of it, and there is some */
};

/*
 * The classes of all of t; the length of the longest prefix of t that is
 * UTF-8 goes to *valid.  This is the only step every record pays for.
 */
unsigned qi_text_look(struct text t, size_t *valid);

/*
 * The same, and spots gets, as uint32_t, where a MISREAD or RARE_PAIR has its
 * second character; of those that are closer together than TEXT_SPOT bytes only
 * the first.  When memory fails, which spots remembers, there are fewer.
 */
#define TEXT_SPOT 32
unsigned qi_text_look_spots(struct text t, size_t *valid, struct buf *spots);

/* Where the first character of one of these classes is from at on, or t.n.
 * The classes are of CLASS_CHAR, and t is UTF-8. */
size_t qi_text_find(struct text t, size_t at, unsigned classes);

/* The classes of one code point: bits of CLASS_CHAR. */
unsigned qi_text_class(uint32_t cp);

/* Decode the character at s (of valid UTF-8) and give its length. */
static inline size_t
qi_text_char(const uint8_t *s, uint32_t *cp)
{
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	if (s[0] < 0xe0) {
		*cp = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
		return 2;
	}
	if (s[0] < 0xf0) {
		*cp = (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
		return 3;
	}
	*cp = (s[0] & 0x07u) << 18 | (s[1] & 0x3fu) << 12 |
	    (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
	return 4;
}

/* Four bytes as a number, the first lowest. */
static inline uint32_t
qi_text_load(const uint8_t *s)
{
	return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 |
	    (uint32_t)s[3] << 24;
}

/* Where the character that ends before at (> 0) starts. */
static inline size_t
qi_text_back(const uint8_t *s, size_t at)
{
	do
		at--;
	while (at > 0 && (s[at] & 0xc0) == 0x80);
	return at;
}

/* A letter of ASCII? */
static inline bool
qi_text_is_letter(uint8_t b)
{
	return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

/* How many bytes of ASCII s begins with. */
static inline size_t
qi_text_ascii(const uint8_t *s, size_t n)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	size_t at = 0;
	uint64_t w;

	for (; n - at >= sizeof(w); at += sizeof(w)) {
		memcpy(&w, s + at, sizeof(w));
		if ((w & high) != 0)
			break;
	}
	while (at < n && s[at] < 0x80)
		at++;
	return at;
}

/* Where texts were put together, parts can be in different charsets: lines, or
 * fields between tabs.  The end of the part at at (< t.n). */
size_t qi_text_part(struct text t, size_t at);

/* Length of the UTF-8 character at s, 0 when none starts there; n > 0. */
size_t qi_text_valid(const uint8_t *s, size_t n);

/* Decode the character at at and give its length; 0: there is none. */
static inline size_t
qi_text_at(struct text t, size_t at, uint32_t *cp)
{
	return at < t.n && qi_text_valid(t.s + at, t.n - at) > 0 ?
	    qi_text_char(t.s + at, cp) : 0;
}

/*
 * Is this data rather than text?  Text that was damaged has one kind of control
 * character in it, or NULs; programs, tables and archives have NULs among
 * others of all kinds.
 */
bool qi_text_is_data(struct text t);

/* A character above U+FFFF at s that is written as two surrogates of three bytes
 * each (CESU-8): 6, its length, or 0; n > 0. */
size_t qi_text_surrogates(const uint8_t *s, size_t n, uint32_t *cp);

size_t qi_text_put(uint8_t *s, uint32_t cp);	/* s has room for 4 */

#endif
