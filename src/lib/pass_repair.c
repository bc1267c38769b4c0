/* SPDX-License-Identifier: Apache-2.0 */
/* pass_repair.c - undo that UTF-8 was read as another charset (mojibake) */
#include "config.h"

#include <string.h>

#include "gbk.h"
#include "model.h"
#include "pass.h"

/*
 * A line is worked on in rounds, for text can have been read wrongly more
 * than once: characters go back to the bytes they were made of, and where
 * these are UTF-8 that makes more sense they take the place of the
 * characters.  That is always shorter, so it is done in place.  Each byte
 * remembers where in the record it comes from, and what was done in all
 * rounds becomes edits at the end.  A line that the rounds do not finish is
 * left alone, for the next time would change it again.
 */
#define ROUNDS 3
#define IN_USE 144	/* a character of everyday text costs less: 18 bits */

#define CHANGED (UINT32_C(1) << 31)	/* with where a byte comes from: */
#define BY_GBK (UINT32_C(1) << 30)	/* records are below 1 << 29 */
#define ORIGIN (BY_GBK - 1)

struct line {
	uint8_t *s;		/* the text */
	uint32_t *from;		/* for each of its bytes */
	size_t n;
	size_t w;		/* what of the next round stands in [0, w) */
	struct buf *bytes;	/* what a run was made of */
	bool foreign;		/* it has runs of another charset than UTF-8 */
	unsigned margin;	/* the least of what was done, in bits */
};

static void
keep(struct line *l, size_t at, size_t end)
{
	if (l->w != at) {
		memmove(l->s + l->w, l->s + at, end - at);
		memmove(l->from + l->w, l->from + at,
		    (end - at) * sizeof(*l->from));
	}
	l->w += end - at;
}

/*
 * Put s[0, n), which is UTF-8, in the place of the characters at at.  A byte
 * order mark was no part of the text and stays away.
 */
static void
replace(struct line *l, size_t at, const uint8_t *s, size_t n, uint32_t by)
{
	uint32_t origin = l->from[at] | CHANGED | by, cp;
	size_t i, len;

	for (i = 0; i < n; i += len) {
		len = qi_text_char(s + i, &cp);
		if (cp == 0xfeff)
			continue;
		memcpy(l->s + l->w, s + i, len);
		for (size_t k = 0; k < len; k++)
			l->from[l->w++] = origin;
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
 * having been UTF-8, in bits; 0 for none.  Its bytes are in l->bytes.
 */
static unsigned
judge_1252(const struct line *l, size_t at, uint32_t before, uint32_t after,
    size_t *start, size_t *stop)
{
	const uint8_t *s = l->bytes->p;
	size_t n = l->bytes->n, k, i, len, seqs = 0, longer = 0, odd = 0,
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
	if (l->foreign && longer < 2)
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
is_foreign(const struct line *l)
{
	size_t at, len, start, stop;
	uint32_t cp;
	uint8_t b;

	l->bytes->n = 0;
	for (at = 0; at <= l->n; at += len) {
		cp = 0;
		len = at < l->n ? qi_text_char(l->s + at, &cp) : 1;
		b = to_1252(cp);
		if (b != 0)
			qi_buf_put(l->bytes, &b, 1);
		else {
			if (l->bytes->n > 3 && !is_utf8_run(l->bytes->p,
			    l->bytes->n, &start, &stop) && stop < start + 6)
				return true;
			l->bytes->n = 0;
		}
	}
	return false;
}

static bool
round_1252(struct line *l)
{
	size_t at, end, a, z, len, start, stop;
	uint32_t cp, before = 0, after;
	bool changed = false;
	unsigned bits;
	uint8_t b;

	l->foreign = is_foreign(l);
	l->w = 0;
	for (at = 0; at < l->n; at = end) {
		l->bytes->n = 0;
		after = 0;
		for (end = at; end < l->n; end += len) {
			len = qi_text_char(l->s + end, &cp);
			b = to_1252(cp);
			if (b == 0) {
				after = cp;
				break;
			}
			qi_buf_put(l->bytes, &b, 1);
		}
		if (l->bytes->failed)
			return false;
		bits = judge_1252(l, at, before, after, &start, &stop);
		if (bits >= ENOUGH_1252) {
			a = skip(l, at, start);
			z = skip(l, a, stop - start);
			keep(l, at, a);
			replace(l, a, l->bytes->p + start, stop - start, 0);
			keep(l, z, end);
			l->margin = bits < l->margin ? bits : l->margin;
			changed = true;
		} else
			keep(l, at, end);
		for (; end < l->n; end += len) {	/* to the next run */
			len = qi_text_char(l->s + end, &cp);
			if (to_1252(cp) != 0)
				break;
			before = cp;
			keep(l, end, end + len);
		}
	}
	l->n = l->w;
	return changed;
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
judge_gbk(struct line *l, size_t at, unsigned *bits)
{
	size_t pos, len, n, end = at, done = 0, chars = 0, asian = 0, width = 0,
	    kept = 0, good = 0, good_asian = 0;
	uint64_t was, is;
	uint32_t cp;
	uint8_t b[2];

	l->bytes->n = 0;
	*bits = 0;
	for (pos = at; pos < l->n; pos += len) {
		len = qi_text_char(l->s + pos, &cp);
		n = to_gbk(cp, b);
		if (n == 0 || (pos == at && (b[0] < 0xe2 || b[0] > 0xf4)))
			break;
		qi_buf_put(l->bytes, b, n);
		if (l->bytes->failed)
			return at;
		while (done < l->bytes->n) {
			const uint8_t *s = l->bytes->p + done;

			n = qi_text_valid(s, l->bytes->n - done);
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
		if (done == l->bytes->n && width > 2) {
			kept = done;
			end = pos + len;
			good = chars;
			good_asian = asian;
		}
		if (done < l->bytes->n && !is_start(l->bytes->p + done,
		    l->bytes->n - done))
			break;
	}
	if (end == at || good_asian * 3 < good * 2)
		return at;
	l->bytes->n = kept;
	if (!is_likely_text(l->bytes->p, kept, good))
		return at;
	was = cost(l->s + at, end - at);
	is = cost(l->bytes->p, kept);
	if (was < is + enough_gbk(good))
		return at;
	*bits = was - is < 8000 ? (unsigned)(was - is) / 8 : 1000;
	return end;
}

static bool
round_gbk(struct line *l)
{
	bool changed = false;
	size_t at, end;
	unsigned bits;
	uint32_t cp;

	l->w = 0;
	for (at = 0; at < l->n; at = end) {
		end = at + qi_text_char(l->s + at, &cp);
		if (cp >= 0x80) {
			size_t stop = judge_gbk(l, at, &bits);

			if (l->bytes->failed)
				return false;
			if (stop > at) {
				end = stop;
				replace(l, at, l->bytes->p, l->bytes->n,
				    BY_GBK);
				l->margin = bits < l->margin ? bits : l->margin;
				changed = true;
				continue;
			}
		}
		keep(l, at, end);
	}
	l->n = l->w;
	return changed;
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
			else if (!is_lower(cp))
				break;
		}
		if (tone && i < l->n && l->s[i] == ')')
			return true;
	}
	return false;
}

/* The line's edits.  It stood in [at, end) of the record. */
static void
report(const struct line *l, size_t at, size_t end, struct edits *out)
{
	unsigned score = l->margin < 50 ? 500 + l->margin * 10 : 1000;
	size_t i, j, next;

	for (i = 0; i < l->n || at < end; ) {
		for (j = i; j < l->n && (l->from[j] & CHANGED); j++)
			;
		next = j < l->n ? l->from[j] & ORIGIN : end;
		if (next > at)
			qi_edits_add(out, at, next - at, l->s + i, j - i,
			    j > i && (l->from[i] & BY_GBK) ? RULE_REPAIR_GBK :
			    RULE_REPAIR_LATIN1, score);
		for (at = next, i = j; i < l->n && l->from[i] == at; i++)
			at++;
	}
}

/* Load the line that stands in [at, end) of t. */
static bool
load(struct line *l, struct text t, size_t at, size_t end, struct buf *scratch)
{
	size_t n = end - at, i;

	qi_buf_reset(&scratch[0]);
	qi_buf_reset(&scratch[1]);
	qi_buf_put(&scratch[0], t.s + at, n);
	if (!qi_buf_reserve(&scratch[1], n * sizeof(*l->from)) ||
	    scratch[0].failed)
		return false;
	*l = (struct line){ scratch[0].p, (uint32_t *)(void *)scratch[1].p, n,
	    0, &scratch[2], false, 1000 };
	for (i = 0; i < n; i++)
		l->from[i] = (uint32_t)(at + i);
	return true;
}

/* User areas of GBK are what text can look like half way; at the end it has
 * none. */
static bool
is_finished(const struct line *l)
{
	uint32_t cp;
	size_t at, len;

	for (at = 0; at < l->n; at += len) {
		len = qi_text_char(l->s + at, &cp);
		if ((l->from[at] & CHANGED) && cp >= 0xe000 && cp < 0xf900)
			return false;
	}
	return true;
}

/*
 * Does a pair that looks like misread UTF-8 give a character that is in use,
 * or one that looks like misread UTF-8 itself?  Of the pairs in good text few
 * do, and a run that is to be repaired has one.
 */
static bool
may_be_gbk(struct text t, size_t at, size_t end)
{
	uint32_t cp, next;
	uint8_t b[2][2], utf8[4];
	size_t len;

	for (; at < end; at += len) {
		len = qi_text_char(t.s + at, &cp);
		if (!(qi_text_class(cp) & CLASS_GBK_LEAD) || at + len == end)
			continue;
		qi_text_char(t.s + at + len, &next);
		if (to_gbk(cp, b[0]) != 2 || to_gbk(next, b[1]) == 0)
			continue;
		utf8[0] = b[0][0];
		utf8[1] = b[0][1];
		utf8[2] = b[1][0];
		if (qi_text_valid(utf8, 3) != 3)
			continue;
		qi_text_char(utf8, &cp);
		if (qi_model_asian(0, cp) < IN_USE || (qi_text_class(cp) &
		    (CLASS_GBK_LEAD | CLASS_GBK_NEXT)))
			return true;
	}
	return false;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	bool latin1 = env->on[RULE_REPAIR_LATIN1];
	bool gbk = env->on[RULE_REPAIR_GBK];
	unsigned gate = (latin1 ? CLASS_1252_PAIR : 0) |
	    (gbk ? CLASS_GBK_PAIR : 0), seen, r;
	size_t at, end, valid;
	bool more, any;
	const uint8_t *p;
	struct line l;

	for (at = 0; at < t.n; at = end) {
		p = memchr(t.s + at, '\n', t.n - at);
		end = p != NULL ? (size_t)(p - t.s) + 1 : t.n;
		seen = qi_text_look((struct text){ t.s + at, end - at },
		    &valid);
		if ((seen & gate) == 0 || (!(seen & CLASS_1252_PAIR) &&
		    !may_be_gbk(t, at, end)))
			continue;
		if (!load(&l, t, at, end, env->scratch))
			return;
		any = false;
		more = true;
		for (r = 0; more && r <= ROUNDS; r++) {
			more = latin1 && (r > 0 || (seen & CLASS_1252_PAIR)) &&
			    round_1252(&l);
			more = (gbk && !has_gloss(&l) && round_gbk(&l)) || more;
			any = any || more;
			if (l.bytes->failed)
				return;
		}
		if (any && !more && is_finished(&l))
			report(&l, at, end, out);
	}
}

const struct pass qi_pass_repair = { .name = "repair", .run = run };
