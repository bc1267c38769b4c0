/* SPDX-License-Identifier: Apache-2.0 */
/* repair_letters.c - undo that UTF-8 was read as a charset of one byte */
#include "config.h"

#include "repair.h"

#include "gbk.h"
#include "model.h"
#include "rule.h"

/*
 * Put s[0, n), which is UTF-8, in the place of the characters at at.  A byte
 * order mark was no part of the text and stays away.
 */
static void
replace(struct line *l, size_t at, const uint8_t *s, size_t n,
    const struct line_why *why)
{
	size_t i, len;
	uint32_t cp;

	for (i = 0; i < n; i += len) {
		len = qi_text_char(s + i, &cp);
		if (cp != 0xfeff)
			qi_line_replace(l, at, s + i, len, why);
	}
}

/* Behind n characters. */
static size_t
skip(const struct line *l, size_t at, size_t n)
{
	uint32_t cp;

	for (; n > 0; n--)
		at += qi_text_char(l->s + at, &cp);
	return at;
}

/* The byte above 0x7F that became cp in either, or 0. */
static uint8_t
to_1252(uint32_t cp)
{
	static const uint16_t high[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178
	};
	size_t i;

	if (cp >= 0x80 && cp < 0x100)
		return (uint8_t)cp;
	if (cp < 0x152 || cp > 0x2122)
		return 0;
	for (i = 0; i < 32; i++)
		if (high[i] == cp)
			return (uint8_t)(0x80 + i);
	return 0;
}

/*
 * What a byte 0x80..0xBF is in windows-1252: a mark that stands behind words
 * in good text, a letter, or neither.
 */
enum mark { ODD, CLOSING, OPENING, SIGN, LETTER };

static enum mark
mark(uint8_t b)
{
	switch (b) {
	case 0x85: case 0x92: case 0x94: case 0x95: case 0x96: case 0x97:
	case 0x99: case 0x9b: case 0xa0: case 0xae: case 0xbb:
		return CLOSING;
	case 0x8b: case 0x91: case 0x93: case 0xa1: case 0xab: case 0xbf:
		return OPENING;
	case 0x80: case 0xa3: case 0xa4: case 0xa5: case 0xa8: case 0xa9:
	case 0xaa: case 0xb0: case 0xb2: case 0xb3: case 0xb4: case 0xb7:
	case 0xb9: case 0xba:
		return SIGN;
	case 0x8a: case 0x8c: case 0x8e: case 0x9a: case 0x9c: case 0x9e:
	case 0x9f:
		return LETTER;
	}
	return ODD;
}

/* Superscripts and ordinal marks. */
static bool
is_note(uint8_t b)
{
	return b == 0xaa || b == 0xb0 || b == 0xba || b == 0xb2 || b == 0xb3 ||
	    b == 0xb9;
}

static bool
is_lower(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(uint32_t c)
{
	return c >= 'A' && c <= 'Z';
}

/*
 * Could this stand in a text that somebody wrote?  Not private use, but for
 * the user areas of GBK, which is what this may have been before; nor
 * noncharacters, nor the scripts of U+0800 that nobody uses.  A byte order
 * mark is dropped later.
 */
static bool
is_plausible(uint32_t cp)
{
	if (cp >= 0xe000 && cp < 0xf900)
		return qi_gbk_encode(cp) != 0;
	return (cp & 0xfffe) != 0xfffe && (cp < 0xfdd0 || cp > 0xfdef) &&
	    (cp < 0x800 || cp > 0x8ff) && cp < 0x40000;
}

static bool
is_asian(uint32_t cp)
{
	return (cp >= 0x2e80 && cp < 0xa000) || (cp >= 0xac00 && cp < 0xd7a4) ||
	    (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0xfe30 && cp < 0xfe50) ||
	    (cp >= 0xff00 && cp < 0xfff0) || (cp >= 0x20000 && cp < 0x40000);
}

/*
 * How much speaks for one character of UTF-8 read as windows-1252, in bits,
 * between the characters before and after.  c1: it has controls of Latin-1.
 * What can be meant counts nothing: an accented capital before a quotation
 * mark, a sign or an ellipsis.
 */
static int
evidence(const uint8_t *s, size_t len, unsigned c1, uint32_t before,
    uint32_t after)
{
	enum mark m = mark(s[1]), last = mark(s[len - 1]);
	int bits = (int)c1 * 30;
	uint32_t cp;

	qi_text_char(s, &cp);
	if (len == 4)
		return bits + 40;
	if (len == 3) {
		if (s[0] == 0xe2 && s[1] == 0x80)	/* the marks of text */
			return bits + 30;
		bits += 8 + (m == ODD ? 12 : 0) + (last == ODD ? 12 : 0);
		bits += (m == LETTER ? 4 : 0) + (last == LETTER ? 4 : 0);
		if (!is_asian(cp) || qi_model_asian(0, cp) >= 144)
			return bits;
		/* A name on an accented letter, an ellipsis, a quotation
		 * mark; a word, two footnotes: good text.  Else it is not. */
		bits += (before >= '0' && before <= '9') || is_asian(before) ||
		    is_asian(after) ? 6 : 0;
		return bits + 10 + ((m == CLOSING && last == CLOSING) ||
		    (is_note(s[1]) && is_note(s[len - 1])) ? 0 : 6);
	}
	if (s[0] == 0xd7)			/* the multiplication sign */
		return bits;
	bits += s[0] <= 0xc3 ? 10 : 0;		/* most often it is these two */
	bits += is_lower(before) && s[0] != 0xdf ? 14 : 0;
	if (s[0] == 0xc2 && !is_upper(before) && before < 0x80)
		bits += 10;
	switch (m) {
	case ODD:
		return bits + 12 + (is_lower(after) ? 8 : 0);
	case SIGN:
		/* Currencies stand for letters in words that show off. */
		if (s[1] == 0xa3 || s[1] == 0xa4 || s[1] == 0xa5 ||
		    s[1] == 0x80)
			return is_lower(before) && is_lower(after) ? 0 :
			    bits - 10;
		return bits + (s[0] == 0xc3 ? 8 : 0) +
		    (is_lower(after) ? 8 : 0);
	case LETTER:
		return bits + 4 + (is_upper(before) && is_upper(after) &&
		    s[1] >= 0x9a ? 10 : 0);
	case CLOSING:
		return bits + (s[1] != 0x92 && s[1] != 0xa0 &&
		    (is_lower(after) || is_upper(after)) ? 10 : 0);
	case OPENING:
		break;
	}
	return bits;
}

#define ENOUGH_1252 20		/* bits: one in a million */

/*
 * Is s[0, n), a run's bytes, UTF-8 in [*start, *stop) and beside that only
 * marks that were right as they were?
 */
static bool
is_utf8_run(const uint8_t *s, size_t n, size_t *start, size_t *stop)
{
	size_t at = 0, len;

	while (at < n && s[at] < 0xc0 && mark(s[at]) != ODD)
		at++;
	*start = at;
	for (; at < n; at += len) {
		len = qi_text_valid(s + at, n - at);
		if (len == 0)
			break;
	}
	*stop = at;
	while (at < n && s[at] < 0xc0 && mark(s[at]) != ODD)
		at++;
	return at == n && *stop > *start;
}

/* Letters and signs that windows-1252 has not: what stands right beside them
 * was not read as that. */
static bool
is_other(uint32_t cp)
{
	return (cp >= 0x100 && cp < 0x2e80) || cp == 0xfffd ||
	    (cp >= 0xe000 && cp < 0xf900);
}

/*
 * What speaks for the run at at, between the characters before and after it,
 * having been UTF-8, in bits; 0 for none.  Its bytes are in bytes.
 */
static unsigned
judge_1252(const struct line *l, const struct buf *bytes, bool foreign,
    size_t at, uint32_t before, uint32_t after, size_t *start, size_t *stop)
{
	const uint8_t *s = bytes->p;
	size_t n = bytes->n, k, i, len, seqs = 0, longer = 0, odd = 0,
	    half = 0;
	unsigned c1;
	int bits = 0;
	uint32_t cp;

	if (n < 2 || is_other(before) || is_other(after) ||
	    !is_utf8_run(s, n, start, stop))
		return 0;
	at = skip(l, at, *start);
	for (k = *start; k < *stop; k += len) {
		len = qi_text_char(s + k, &cp);
		if (!is_plausible(cp) && cp != 0xfffd)
			return 0;
		half += cp >= 0x80 && cp < 0xa0;
		for (i = 0, c1 = 0; i < len; i++) {
			at += qi_text_char(l->s + at, &cp);
			c1 += cp < 0xa0;
		}
		odd += c1 > 0 || mark(s[k + len - 1]) == ODD;
		bits += evidence(s + k, len, c1, k > 0 ? s[k - 1] : before,
		    k + len < n ? s[k + len] : after);
		longer += len > 2;
		seqs++;
		if (bits > 1000)
			bits = 1000;
	}
	if (foreign && longer < 2)
		return 0;
	/* Two side by side are no accident, unless all of it is marks. */
	if (seqs > 1 && (odd > 0 || seqs > 2))
		bits += longer > 1 ? 38 : 18;
	/* Controls are what bytes look like half way, when read twice. */
	if (half > 0 && (seqs < 3 || bits < 60))
		return 0;
	return bits > 0 ? (unsigned)bits : 0;
}

/*
 * Four characters in a row that are no UTF-8: when it was GBK, say, that was
 * misread in this line, a pair that looks like UTF-8 is one by accident.
 */
static bool
is_foreign(const struct line *l, struct buf *bytes)
{
	size_t at, len, start, stop;
	uint32_t cp;
	uint8_t b;

	bytes->n = 0;
	for (at = 0; at <= l->n; at += len) {
		cp = 0;
		len = at < l->n ? qi_text_char(l->s + at, &cp) : 1;
		b = to_1252(cp);
		if (b != 0)
			qi_buf_put(bytes, &b, 1);
		else {
			if (bytes->n > 3 && !is_utf8_run(bytes->p,
			    bytes->n, &start, &stop) && stop < start + 6)
				return true;
			bytes->n = 0;
		}
	}
	return false;
}

bool
qi_repair_letters(struct line *l, const struct pass_env *env,
    struct buf *bytes)
{
	size_t at, end, a, z, len, start, stop;
	uint32_t cp, before = 0, after;
	bool changed = false;
	struct line_why why = { RULE_REPAIR_UTF8, CS_UTF8 + 1, AS_1252, 0 };
	unsigned bits;
	uint8_t b;
	bool foreign;

	if (!env->on[RULE_REPAIR_UTF8])
		return false;
	foreign = is_foreign(l, bytes);
	qi_line_begin(l);
	for (at = 0; at < l->n; at = end) {
		bytes->n = 0;
		after = 0;
		for (end = at; end < l->n; end += len) {
			len = qi_text_char(l->s + end, &cp);
			b = to_1252(cp);
			if (b == 0) {
				after = cp;
				break;
			}
			qi_buf_put(bytes, &b, 1);
		}
		if (bytes->failed)
			return false;
		bits = judge_1252(l, bytes, foreign, at, before, after, &start,
		    &stop);
		if (bits >= ENOUGH_1252) {
			a = skip(l, at, start);
			z = skip(l, a, stop - start);
			qi_line_keep(l, at, a);
			why.bits = bits;
			replace(l, a, bytes->p + start, stop - start, &why);
			qi_line_keep(l, z, end);
			changed = true;
		} else
			qi_line_keep(l, at, end);
		for (; end < l->n; end += len) {	/* to the next run */
			len = qi_text_char(l->s + end, &cp);
			if (to_1252(cp) != 0)
				break;
			before = cp;
			qi_line_keep(l, end, end + len);
		}
	}
	qi_line_end(l);
	return changed;
}

