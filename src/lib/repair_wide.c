/* SPDX-License-Identifier: Apache-2.0 */
/* repair_wide.c - undo that text was read as a charset of two bytes */
#include "config.h"

#include "repair.h"

#include "gbk.h"
#include "model.h"
#include "rule.h"

#define IN_USE 144	/* a character of everyday text costs less: 18 bits */

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

/*
 * The bytes of a character of GBK, which the euro sign is in one, or 0.
 */
static size_t
to_gbk(uint32_t cp, uint8_t b[2])
{
	unsigned pair = cp < 0x80 ? 0 : qi_gbk_encode(cp);

	if (cp == 0x20ac) {
		b[0] = 0x80;
		return 1;
	}
	b[0] = (uint8_t)(pair >> 8);
	b[1] = (uint8_t)pair;
	return pair != 0 ? 2 : 0;
}

/* Could more bytes make UTF-8 of these few? */
static bool
is_start(const uint8_t *s, size_t n)
{
	size_t want = s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 :
	    s[0] < 0xf5 ? 4 : 0, i;

	for (i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return false;
	return n < want;
}

/* The cost of UTF-8 text. */
static uint64_t
cost(const uint8_t *s, size_t n)
{
	uint32_t cp, prev = 0;
	uint64_t sum = 0;
	size_t at;

	for (at = 0; at < n; prev = cp) {
		at += qi_text_char(s + at, &cp);
		if (cp != 0xfeff)
			sum += qi_model_asian(prev, cp);
	}
	return sum;
}

/*
 * Nobody writes Chinese and Korean side by side, and what is short must be
 * of characters that are in use, lest rare ones read as still rarer ones.
 */
static bool
is_likely_text(const uint8_t *s, size_t n, size_t chars)
{
	bool han = false, hangul = false;
	uint32_t cp;
	size_t at;

	for (at = 0; at < n; ) {
		at += qi_text_char(s + at, &cp);
		if (cp >= 0xac00 && cp < 0xd7a4)
			hangul = true;
		else if (qi_text_class(cp) & CLASS_HAN)
			han = true;
		if (chars < 8 && cp >= 0x2e80 && qi_model_asian(0, cp) >= IN_USE)
			return false;
	}
	return !(han && hangul);
}

/*
 * What the repair must be better by, in eighths of a bit: the fewer
 * characters it has, the easier it is that others look like it.
 */
static unsigned
enough_gbk(size_t chars)
{
	static const uint8_t least[] = { 240, 240, 200, 120 };

	return chars < sizeof(least) ? least[chars] : 64;
}

/*
 * From at on, the longest row of characters of GBK whose bytes are UTF-8, of
 * three bytes a character at its start and end; where it ends, or at.  What
 * speaks for it, in bits, goes to *bits.  The next row cannot begin inside a
 * character of this one, so that a line is looked through once.
 */
static size_t
judge_gbk(struct line *l, struct buf *bytes, size_t at, unsigned *bits)
{
	size_t pos, len, n, end = at, done = 0, chars = 0, asian = 0, width = 0,
	    kept = 0, good = 0, good_asian = 0;
	uint64_t was, is;
	uint32_t cp;
	uint8_t b[2];

	bytes->n = 0;
	*bits = 0;
	for (pos = at; pos < l->n; pos += len) {
		len = qi_text_char(l->s + pos, &cp);
		n = to_gbk(cp, b);
		if (n == 0 || (pos == at && (b[0] < 0xe2 || b[0] > 0xf4)))
			break;
		qi_buf_put(bytes, b, n);
		if (bytes->failed)
			return at;
		while (done < bytes->n) {
			const uint8_t *s = bytes->p + done;

			n = qi_text_valid(s, bytes->n - done);
			if (n == 0)
				break;
			qi_text_char(s, &cp);
			if (cp < 0x20 || cp == 0xfffd ||
			    (cp >= 0x7f && cp < 0xa0) || !is_plausible(cp))
				break;
			done += n;
			width = n > 1 ? n : width;
			chars += n > 1;
			asian += n > 2;
		}
		if (done == bytes->n && width > 2) {
			kept = done;
			end = pos + len;
			good = chars;
			good_asian = asian;
		}
		if (done < bytes->n && !is_start(bytes->p + done,
		    bytes->n - done))
			break;
	}
	if (end == at || good_asian * 3 < good * 2)
		return at;
	bytes->n = kept;
	if (!is_likely_text(bytes->p, kept, good))
		return at;
	was = cost(l->s + at, end - at);
	is = cost(bytes->p, kept);
	if (was < is + enough_gbk(good))
		return at;
	*bits = was - is < 8000 ? (unsigned)(was - is) / 8 : 1000;
	return end;
}

/*
 * Does the line have a pinyin gloss that was put in, as in "gu(zh)o" with
 * tone marks?  In the same go these broke characters, byte by byte, so that
 * it looks as if they had been misread: undoing that is for ungloss.
 */
static bool
has_gloss(const struct line *l)
{
	size_t at, i, len, letters;
	uint32_t cp;
	bool tone;

	for (at = 0; at < l->n; at++) {
		if (l->s[at] != '(')
			continue;
		tone = false;
		letters = 0;
		for (i = at + 1; i < l->n && letters < 8; i += len, letters++) {
			len = qi_text_char(l->s + i, &cp);
			if (qi_text_class(cp) & CLASS_TONE)
				tone = true;
			else if (!(cp >= 'a' && cp <= 'z'))
				break;
		}
		if (tone && i < l->n && l->s[i] == ')')
			return true;
	}
	return false;
}

bool
qi_repair_wide(struct line *l, const struct pass_env *env, struct buf *bytes)
{
	struct line_why why = { RULE_REPAIR_UTF8, CS_UTF8 + 1, AS_GBK, 0 };
	bool changed = false;
	size_t at, end;
	unsigned bits;
	uint32_t cp;

	if (!env->on[RULE_REPAIR_UTF8] || has_gloss(l))
		return false;
	qi_line_begin(l);
	for (at = 0; at < l->n; at = end) {
		end = at + qi_text_char(l->s + at, &cp);
		if (cp >= 0x80) {
			size_t stop = judge_gbk(l, bytes, at, &bits);

			if (bytes->failed)
				return false;
			if (stop > at) {
				end = stop;
				why.bits = bits;
				qi_line_replace(l, at, bytes->p, bytes->n,
				    &why);
				changed = true;
				continue;
			}
		}
		qi_line_keep(l, at, end);
	}
	qi_line_end(l);
	return changed;
}

