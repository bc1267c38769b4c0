/* SPDX-License-Identifier: Apache-2.0 */
/* suspect.c - text that looks misread, and what may have been done to it */
#include "config.h"

#include "suspect.h"

#include <string.h>

#include "language.h"

/* The least gain that is worth to be read. */
#define PROBE_SINGLE 96
#define PROBE_PAIRS 192
#define PROBE_AMID 320	/* where good text follows, but not for UTF-8 */

#define AROUND 18	/* characters around one that is odd; */
#define BEFORE 2	/* so many before it */

/* The charset of two bytes that is the same as what it was read as. */
static unsigned
same_as(enum misread_as as)
{
	static const uint8_t same[AS_ALL] = { [AS_GBK] = CS_GB18030,
	    [AS_BIG5] = CS_BIG5, [AS_SHIFT_JIS] = CS_SHIFT_JIS,
	    [AS_EUC_KR] = CS_EUC_KR };

	return same[as];
}

bool
qi_suspect_is_shifted(const struct candidate *x)
{
	return same_as(x->as) != 0 && x->is == &qi_charsets[same_as(x->as)];
}

/*
 * The bytes that the region was read from, if it was read as that.  A byte of 0
 * stands for a character that has none, or a mark that bytes were lost.  Each
 * has the cost of the character that it is the last of, else 0.
 */
struct bytes {
	uint8_t *b;
	uint8_t *kept;
	size_t n;
	size_t high;		/* of them */
};

static void
unread(const struct region *g, enum misread_as as, struct bytes *x)
{
	size_t i, len;
	uint8_t *b = x->b;
	uint32_t cp;

	x->high = 0;
	for (i = 0; i < g->n; i++) {
		cp = g->cp[i];
		len = qi_misread_bytes(as, cp, b);
		if (len == 0) {
			b[0] = 0;
			len = 1;
		}
		memset(x->kept + (b - x->b), 0, len);
		b += len;
		x->kept[b - x->b - 1] = (uint8_t)(cp < 0x80 || b[-1] == 0 ? 0 :
		    g->kept[i] < 200 ? g->kept[i] : 200);
		x->high += cp >= 0x80 ? len : 0;
	}
	x->n = (size_t)(b - x->b);
}

#define FITS 40		/* three bytes in a row that are UTF-8 are no chance */
#define UNFIT 90	/* what is none, where some was lost */

/* What it gains where it gains most to read UTF-8, character by character. */
static int64_t
probe_utf8(const struct bytes *x)
{
	int64_t gain = 0, best = 0;
	size_t i, n, k;
	uint32_t cp;

	for (i = 0; i < x->n; i += n) {
		n = 1;
		if (x->b[i] < 0x80) {
			gain -= x->b[i] == 0 && gain > UNFIT ? UNFIT : 0;
			continue;
		}
		if (x->b[i] >= 0xe2 && (k = qi_text_valid(x->b + i,
		    x->n - i)) > 2) {
			n = k;
			qi_text_char(x->b + i, &cp);
			gain += FITS - (int64_t)qi_language_char(cp);
		} else
			gain -= UNFIT;
		for (k = 0; k < n; k++)
			gain += x->kept[i + k];
		if (gain < 0)
			gain = 0;
		if (gain > best)
			best = gain;
	}
	return best;
}

/* What it gains where it gains most to read pairs from byte i on, character by
 * character. */
static int64_t
probe_from(const struct bytes *x, const struct charset *is, size_t i)
{
	const uint32_t *pairs = qi_charset_pairs(is);
	int64_t gain = 0, best = 0;
	uint32_t entry;

	for (; i < x->n; i++) {
		gain += x->kept[i];
		if (x->b[i] < 0x80) {
			if (x->b[i] == 0)
				gain = gain > 64 ? gain - 64 : 0;
			continue;
		}
		if (is->form == FORM_SHIFT_JIS && x->b[i] > 0xa0 &&
		    x->b[i] < 0xe0)
			gain -= 100;
		else if (i + 1 < x->n && x->b[i + 1] >= 0x40 &&
		    (entry = pairs[PAIRS_INDEX(x->b[i], x->b[i + 1])]) != 0) {
			gain += x->kept[++i];
			gain -= qi_pairs_cost(entry);
		} else
			gain -= 160;
		if (gain < 0)
			gain = 0;
		if (gain > best)
			best = gain;
	}
	return best;
}

/* The same, where nobody knows whether the first byte begins one. */
static int64_t
probe_pairs(const struct bytes *x, const struct charset *is)
{
	int64_t even = probe_from(x, is, 0), odd = probe_from(x, is, 1);

	return even > odd ? even : odd;
}

/* Put a pair among the best, in their order; it may be there. */
static void
note(struct candidate *c, enum misread_as as, const struct charset *is,
    int64_t gain, bool amid)
{
	int64_t least = AS_IS_SINGLE(as) || as == AS_MIXED ? PROBE_SINGLE :
	    amid && is->form != FORM_UTF8 ? PROBE_AMID : PROBE_PAIRS;
	size_t i;

	for (i = 0; i < CANDIDATES - 1 && (c[i].as != as || c[i].is != is); i++)
		;
	if (gain < least || gain <= c[i].gain)
		return;
	for (; i > 0 && c[i - 1].gain < gain; i--)
		c[i] = c[i - 1];
	c[i] = (struct candidate){ as, is, gain };
}

/* Could text that has this have been read as that? */
static bool
may_be(uint32_t cp, enum misread_as as)
{
	return AS_IS_SINGLE(as) || as == AS_MIXED ? cp < 0x2600 || cp > 0xf000 :
	    cp >= 0x370;
}

/* Add the pairs of charsets that the text around a character that is odd can
 * have gone through. */
static void
find_candidates(const struct region *g, uint32_t odd, bool amid,
    struct candidate *c)
{
	static const uint8_t is[] = { CS_GB18030, CS_BIG5, CS_SHIFT_JIS,
	    CS_EUC_JP, CS_EUC_KR };
	uint8_t room[8 * AROUND];
	struct bytes x = { room, room + 4 * AROUND, 0, 0 };
	unsigned as, k;

	for (as = AS_1252; as < AS_ALL; as++) {
		if (!may_be(odd, (enum misread_as)as))
			continue;
		unread(g, (enum misread_as)as, &x);
		if (as != AS_MIXED)
			note(c, (enum misread_as)as, &qi_charsets[CS_UTF8],
			    probe_utf8(&x), amid);
		for (k = 0; k < sizeof(is); k++)
			note(c, (enum misread_as)as, &qi_charsets[is[k]],
			    is[k] == same_as((enum misread_as)as) ?
			    probe_from(&x, &qi_charsets[is[k]], 1) :
			    probe_pairs(&x, &qi_charsets[is[k]]), amid);
	}
}

unsigned
qi_suspect_cost(uint32_t prev, uint32_t cp, struct kind *last)
{
	struct kind was = *last;
	unsigned cost, bits;

	*last = qi_kind_behind(was, qi_kind(cp));
	if (cp < 0x80 || cp >= 0x2e80)
		return qi_language_pair(prev, cp);
	/* A line that is drawn, an alphabet. */
	if (cp == prev || cp == prev + 1)
		return 8;
	bits = 8 * qi_kind_cost(was, *last);
	if (qi_kind_is_letter(*last))
		return bits;
	cost = qi_language_pair(prev, cp);
	return bits > cost ? bits : cost;
}

#define LOOK 7		/* so many characters are looked at, */
#define ODD 216		/* and so much more by all of them is worth a look, */
#define ODD_EACH 32	/* or by each, where there are not so many */
#define DULL 48		/* so much less, and they are good text */
#define HALF_KANA 32	/* more than usual, by guess */

/*
 * Is the text odd from its character at at on?  Rare characters stand in good
 * text by ones and twos, and are often words.
 */
static bool
is_odd(struct text t, size_t at, uint32_t prev)
{
	int sum = 0;
	unsigned i;
	uint32_t cp;

	for (i = 0; i < LOOK && at < t.n && t.s[at] >= 0x80; i++) {
		at += qi_text_char(t.s + at, &cp);
		sum += cp > 0xff60 && cp < 0xffa0 ? HALF_KANA :
		    (int)qi_language_pair(prev, cp) - USUAL;
		if (sum >= ODD)
			return true;
		if (sum < -DULL)
			return false;
		prev = cp;
	}
	return i > 1 && sum >= ODD_EACH * (int)i;
}

bool
qi_suspect_look(struct text t, size_t spot, struct candidate c[CANDIDATES])
{
	uint32_t cp[AROUND], odd, prev = 0;
	uint16_t kept[AROUND];
	struct kind last = QI_KIND_START;
	size_t at = qi_text_back(t.s, spot), i, n;
	struct region g = { cp, NULL, kept, 0, true };

	for (i = 0; i < BEFORE && at > 0 && t.s[at - 1] != '\n'; i++)
		at = qi_text_back(t.s, at);
	for (n = 0; n < AROUND && at < t.n && t.s[at] != '\n'; n++) {
		at += qi_text_char(t.s + at, &cp[n]);
		kept[n] = (uint16_t)qi_suspect_cost(prev, cp[n], &last);
		prev = cp[n];
	}
	g.n = n;
	qi_text_char(t.s + qi_text_back(t.s, spot), &odd);
	find_candidates(&g, odd, n == AROUND && kept[n - 1] + kept[n - 2] <
	    2 * USUAL && cp[n - 1] >= 0x2e80, c);
	return c[0].is != NULL;
}

bool
qi_suspect_is_odd(struct text t, size_t spot)
{
	size_t at = qi_text_back(t.s, spot);
	uint32_t cp, prev = 0;

	qi_text_char(t.s + at, &cp);
	if (at > 0)
		qi_text_char(t.s + qi_text_back(t.s, at), &prev);
	return cp < 0x2e80 || is_odd(t, at, prev);
}
