/* SPDX-License-Identifier: Apache-2.0 */
/* repair_wide.c - undo misreadings that have Chinese, Japanese or Korean on
 * either side, and bytes that these lost */
#include "config.h"

#include "repair.h"

#include <string.h>

#include "kind.h"
#include "language.h"
#include "lattice.h"
#include "loss.h"
#include "reread.h"
#include "rule.h"

/*
 * Every pair of charsets that the text could have gone through is tried in a
 * cheap way first; the best few are read (reread.h), the holes of the best are
 * filled (lattice.h), and it is what happened where it is better than the text
 * as it stands by so much that chance is out of the question.
 */
#define CANDIDATES 8
/* The least that is worth to be read, in eighths of a bit. */
#define PROBE_SINGLE 96
#define PROBE_PAIRS 224
#define WINDOW ((size_t)1 << 15)	/* bytes that are looked at, at once */
#define AROUND 18	/* characters around one that is odd; */
#define BEFORE 2	/* so many before it */
#define LOOKS 3		/* places of a part that are looked at */

enum { PLACES, SPOTS, NODES, FOUND, BEST, FILLED, SCRATCH };	/* buffers */

struct region {			/* a part of a line */
	const uint32_t *cp, *at;	/* characters, where they begin */
	const uint16_t *kept;	/* what they cost as they are */
	size_t n;
};

struct candidate {
	enum misread_as as;
	const struct charset *is;
	int64_t gain;
};

static bool
is_cjk(uint32_t cp)
{
	return (cp >= 0x2e80 && cp < 0xa000) || (cp >= 0xac00 && cp < 0xd7a4) ||
	    (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0xff00 && cp < 0xfff0) ||
	    cp >= 0x20000;
}

static bool
is_kana(uint32_t cp)
{
	return cp >= 0x3040 && cp < 0x3100;
}

static bool
is_hangul(uint32_t cp)
{
	return cp >= 0xac00 && cp < 0xd7a4;
}

/* Marks of Chinese text. */
static bool
is_mark(uint32_t cp)
{
	return (cp >= 0x2010 && cp < 0x2028) || (cp >= 0x3000 && cp < 0x3020) ||
	    (cp >= 0xff00 && cp < 0xff60);
}

static bool
is_han(uint32_t cp)
{
	return (qi_text_class(cp) & CLASS_HAN) != 0 || cp == 0x3005;
}

static bool
is_ascii_letter(uint32_t cp)
{
	return cp < 0x80 && qi_text_is_letter((uint8_t)cp);
}

static bool
is_utf8(const struct charset *is)
{
	return is->form == FORM_UTF8;
}

/* The charset of two bytes that is the same as what it was read as. */
static unsigned
same_as(enum misread_as as)
{
	static const uint8_t same[AS_ALL] = { [AS_GBK] = CS_GB18030,
	    [AS_BIG5] = CS_BIG5, [AS_SHIFT_JIS] = CS_SHIFT_JIS,
	    [AS_EUC_KR] = CS_EUC_KR };

	return same[as];
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
    int64_t gain)
{
	size_t i;

	for (i = 0; i < CANDIDATES - 1 && (c[i].as != as || c[i].is != is); i++)
		;
	if (gain < (AS_IS_SINGLE(as) || as == AS_MIXED ? PROBE_SINGLE :
	    PROBE_PAIRS) || gain <= c[i].gain)
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
find_candidates(const struct region *g, uint32_t odd, struct candidate *c)
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
			    probe_utf8(&x));
		for (k = 0; k < sizeof(is); k++)
			note(c, (enum misread_as)as, &qi_charsets[is[k]],
			    is[k] == same_as((enum misread_as)as) ?
			    probe_from(&x, &qi_charsets[is[k]], 1) :
			    probe_pairs(&x, &qi_charsets[is[k]]));
	}
}

/* What cp costs behind prev as it is.  Letters of Europe are judged by what
 * stands in words, in any language. */
static unsigned
cost_of(uint32_t prev, uint32_t cp, struct kind *last)
{
	unsigned cost = qi_language_pair(prev, cp), bits;
	struct kind was = *last;

	*last = qi_kind_behind(was, qi_kind(cp));
	if (cp < 0x80 || cp >= 0x2e80)
		return cost;
	/* A line that is drawn, an alphabet. */
	if (cp == prev || cp == prev + 1)
		return 8;
	bits = 8 * qi_kind_cost(was, *last);
	return bits > cost || qi_kind_is_letter(*last) ? bits : cost;
}

#define USUAL 88	/* what a character costs in text that is not odd */
#define LOOK 7		/* so many characters are looked at, */
#define ODD 176		/* and so much more by all of them is worth a look, */
#define ODD_EACH 32	/* or by each, where there are not so many */
#define DULL 48		/* so much less, and they are good text */
#define HALF_KANA 32	/* more than usual, by guess */
#define STEADY 160	/* no more is lost on the way where all was misread */
#define LEFT 96		/* so much more is left, and it is not all */

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

/*
 * Look at a place where the text is odd, by the look: the pairs of charsets
 * that it can have gone through are added to c.  True when there are any.
 */
static bool
look_at(struct text t, size_t spot, struct candidate c[CANDIDATES])
{
	uint32_t cp[AROUND], odd, prev = 0;
	uint16_t kept[AROUND];
	struct kind last = QI_KIND_START;
	size_t at = qi_text_back(t.s, spot), i, n;
	struct region g = { cp, NULL, kept, 0 };

	for (i = 0; i < BEFORE && at > 0 && t.s[at - 1] != '\n'; i++)
		at = qi_text_back(t.s, at);
	for (n = 0; n < AROUND && at < t.n && t.s[at] != '\n'; n++) {
		at += qi_text_char(t.s + at, &cp[n]);
		kept[n] = (uint16_t)cost_of(prev, cp[n], &last);
		prev = cp[n];
	}
	g.n = n;
	qi_text_char(t.s + qi_text_back(t.s, spot), &odd);
	find_candidates(&g, odd, c);
	return c[0].is != NULL;
}

/* Is it odd at a spot of the look?  Letters of Europe are, where they could
 * have been bytes of UTF-8; ideographs must be more so. */
static bool
is_odd_at(struct text t, size_t spot)
{
	size_t at = qi_text_back(t.s, spot);
	uint32_t cp, prev = 0;

	qi_text_char(t.s + at, &cp);
	if (at > 0)
		qi_text_char(t.s + qi_text_back(t.s, at), &prev);
	return cp < 0x2e80 || is_odd(t, at, prev);
}

bool
qi_repair_wide_odd(struct text t, size_t spot, const struct repair_last *last)
{
	struct candidate c[CANDIDATES] = { { AS_NONE, NULL, 0 } };
	uint32_t cp;

	qi_text_char(t.s + qi_text_back(t.s, spot), &cp);
	return is_odd_at(t, spot) && (cp < 0x2e80 || last->is != 0 ||
	    look_at(t, spot, c));
}

/* What a stretch of the text was made into. */
struct segment {
	size_t first, last;	/* of found, [first, last) */
	size_t from, end;	/* characters of the region */
	int64_t gain, cost;	/* eighths of a bit; cost without holes */
	bool amid;		/* ideographs and so on stand beside it */
	size_t read;		/* not holes; of them, not ASCII: */
	size_t chars, cjk, han, kana, hangul, marks, guesses, holes,
	    odd, kinds, glued, ascii;
};

static const struct reread_char *
chars_of(const struct buf *found, size_t *n)
{
	*n = found->n / sizeof(struct reread_char);
	return (const struct reread_char *)(const void *)found->p;
}

/* Of how many characters it is, about; ASCII is none. */
static size_t
kinds_of(const struct reread_char *c, size_t n)
{
	uint64_t seen = 0;
	size_t i, kinds = 0;

	for (i = 0; i < n; i++)
		if (c[i].cp >= 0x80)
			seen |= UINT64_C(1) << (c[i].cp * 2654435761u >> 26);
	for (; seen != 0; seen &= seen - 1)
		kinds++;
	return kinds;
}

/* The next segment from found[*at] on. */
static bool
next_segment(const struct buf *found, const struct region *g,
    const struct candidate *x, size_t *at, struct segment *s)
{
	bool kana = is_utf8(x->is) || x->is->form == FORM_SHIFT_JIS ||
	    x->is->form == FORM_EUC_JP || x->is->form == FORM_UTF16LE;
	size_t n, i, j;
	const struct reread_char *c = chars_of(found, &n);
	int64_t before = REREAD_ENTER;
	uint32_t cp;

	if (*at == n)
		return false;
	*s = (struct segment){ .first = *at, .from = c[*at].from };
	for (i = *at; i < n && (i == *at || !c[i].enter); i++) {
		cp = c[i].cp;
		if (c[i].kind == REREAD_HOLE)
			s->holes++;
		else {
			s->cost += (int64_t)c[i].cost - before;
			s->read++;
		}
		before = c[i].cost;
		if (cp < 0x80 || cp == 0xfffd)
			continue;
		s->guesses += c[i].kind == REREAD_GUESS;
		s->chars++;
		s->glued += is_ascii_letter(i > *at ? c[i - 1].cp :
		    s->from > 0 ? g->cp[s->from - 1] : 0) ||
		    is_ascii_letter(i + 1 < n && !c[i + 1].enter ?
		    c[i + 1].cp : c[i].end < g->n ? g->cp[c[i].end] : 0);
		s->ascii += g->cp[c[i].end - 1] < 0x80;
		s->cjk += is_cjk(cp);
		s->han += is_han(cp);
		s->kana += is_kana(cp);
		s->hangul += is_hangul(cp);
		s->marks += is_mark(cp);
		s->odd += qi_language_id(cp) == 0;
	}
	s->last = i;
	s->end = c[i - 1].end;
	s->kinds = kinds_of(c + s->first, s->last - s->first);
	s->amid = (s->from > 0 && is_cjk(g->cp[s->from - 1])) ||
	    (s->end < g->n && is_cjk(g->cp[s->end]));
	s->gain = -before - REREAD_LEAVE;
	if (!kana)		/* Chinese and Korean charsets have it, too */
		s->gain -= 16 * (int64_t)s->kana;
	for (j = s->from; j < s->end; j++)
		s->gain += g->kept[j];
	*at = i;
	return true;
}

#define FEW 8		/* letters: what is so short must be good text */

/*
 * Is a segment text that people write, and so much likelier than what stands
 * there that chance is out of the question?
 */
static bool
is_text(const struct candidate *x, const struct segment *s)
{
	size_t letters = s->han + s->kana + s->hangul;
	size_t lost = s->guesses + s->holes;
	bool single = AS_IS_SINGLE(x->as) || x->as == AS_MIXED;
	int64_t least;

	if (letters == 0 || (s->hangul > 0 && s->han + s->kana > s->hangul))
		return false;
	/* Characters that cost so much side by side are no text. */
	if (!is_utf8(x->is) && letters < FEW ? s->cost >
	    (int64_t)s->read * 92 + 48 : (!is_utf8(x->is) || lost > 0) &&
	    s->cost > (int64_t)s->read * (s->odd == 0 ? 108 : 88) + 120)
		return false;
	if (is_utf8(x->is)) {
		least = s->cjk < 2 ? 240 : s->cjk < 3 ? 160 : s->cjk < 4 ? 120 :
		    s->cjk < 8 ? 80 : 64;
		if (s->odd > 0 && (s->cjk < 3 || s->gain < 240))
			return false;
		least += 16 * (int64_t)lost;
		if (lost > 0 && letters < 2)
			return false;
	} else {
		if (letters < 2 || (letters + s->marks) * 4 < s->chars * 3)
			return false;
		if (x->is->form == FORM_EUC_KR ? s->hangul * 2 < letters :
		    s->hangul > 0 && x->is->form != FORM_UTF16LE)
			return false;
		if (s->chars > 4 && s->kinds < 7 && s->kinds * 2 <= s->chars)
			return false;	/* lines and tables that are drawn */
		/* Letters of Europe in words. */
		if (letters < 24 && s->glued * 2 >= letters + (letters >= 4))
			return false;
		if (letters < FEW && lost > 0)
			return false;
		/* Hangul in use has no second byte of ASCII. */
		if (s->hangul > 0 && s->ascii * 2 > letters)
			return false;
		least = single ? (letters < 3 ? 208 : 144) : s->amid ? 400 : 256;
		if (!single && letters < (s->amid ? 6 : 3))
			return false;
	}
	return s->gain >= least;
}

/* The same, and there is enough of it that was not lost: two of five, and what
 * is not even a guess is less than a third. */
static bool
is_sure(const struct candidate *x, const struct segment *s)
{
	size_t all = s->chars + s->holes;

	return is_text(x, s) && 5 * (s->chars - s->guesses) >= 2 * all &&
	    3 * s->holes <= all + 2;
}

static unsigned
rule_of(const struct candidate *x, const struct segment *s)
{
	if (s->guesses + s->holes > 0)
		return RULE_REPAIR_LOSSY;
	return is_utf8(x->is) ? RULE_REPAIR_UTF8 :
	    AS_IS_SINGLE(x->as) || x->as == AS_MIXED ? RULE_REPAIR_LEGACY :
	    RULE_REPAIR_WIDE;
}

/* How seldom text is read in a charset, in eighths of a bit. */
static unsigned
seldom(enum misread_as as)
{
	static const uint8_t cost[AS_ALL] = { [AS_1250] = 32, [AS_1251] = 24,
	    [AS_1253] = 40, [AS_1254] = 32, [AS_437] = 32, [AS_850] = 40,
	    [AS_MAC] = 32, [AS_MIXED] = 48 };

	return cost[as];
}

/* What the reading in found gains by all segments that are sure. */
static int64_t
total(const struct buf *found, const struct region *g,
    const struct candidate *x)
{
	struct segment s;
	int64_t sum = 0;
	size_t i = 0;

	while (next_segment(found, g, x, &i, &s))
		if (is_text(x, &s))
			sum += s.gain;
	return sum > 0 ? sum - seldom(x->as) : 0;
}

/*
 * Does what was read get better all the way?  Text that was all misread does;
 * where some is good as it stands, it loses there.
 */
static bool
is_steady(const struct region *g, const struct buf *found)
{
	size_t n, i, k = 0;
	const struct reread_char *c = chars_of(found, &n);
	int64_t kept = 0, gain, most = 0;

	for (i = 0; i < n; i++) {
		for (; k < c[i].end; k++)
			kept += g->kept[k];
		gain = kept - (int64_t)c[i].cost;
		if (gain < most - STEADY)
			return false;
		if (gain > most)
			most = gain;
	}
	return true;
}

/* Was it read in the right charset, but out of step? */
static bool
is_shifted(const struct candidate *x)
{
	return same_as(x->as) != 0 && x->is == &qi_charsets[same_as(x->as)];
}

/* Read the region as x; the result goes to b[FOUND].  False when it is not all
 * of that, or memory failed. */
static bool
read_as(const struct region *g, const struct candidate *x, bool whole,
    struct buf *b)
{
	struct reread r = { g->cp, g->kept, g->n, x->as, x->is,
	    is_shifted(x), &b[NODES], &b[FOUND] };

	return whole ? qi_reread_whole(&r) && is_steady(g, &b[FOUND]) :
	    qi_reread(&r);
}

/* Is there a boundary between two characters before c[i]? */
static bool
is_boundary(const struct reread_char *c, size_t i)
{
	return c[i].enter || c[i - 1].end <= c[i].from;
}

/* Nothing that only windows-1252 has? */
static bool
is_latin(const struct region *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if ((g->cp[i] >= 0x2018 && g->cp[i] < 0x2023) ||
		    g->cp[i] == 0x20ac || g->cp[i] == 0x2026)
			return false;
	return true;
}

/* What a text is like, by the ideographs that only one has. */
struct forms {
	size_t s, t, kana, n;
};

static void
count_forms(struct forms *f, uint32_t cp)
{
	unsigned forms = qi_language_forms(cp);

	f->n++;
	f->kana += is_kana(cp);
	f->s += (forms & LANGUAGE_SIMPLIFIED) &&
	    !(forms & LANGUAGE_TRADITIONAL);
	f->t += (forms & LANGUAGE_TRADITIONAL) &&
	    !(forms & LANGUAGE_SIMPLIFIED);
}

/* What text it is, by what was read and what stands beside it. */
static unsigned
form_of(const struct region *g, const struct reread_char *c, size_t n)
{
	struct forms f = { 0, 0, 0, 0 };
	size_t i, at = 0;

	for (i = 0; i < n; i++) {
		for (; c[i].enter && at < c[i].from; at++)
			count_forms(&f, g->cp[at]);
		count_forms(&f, c[i].cp);
		at = c[i].end;
	}
	for (; at < g->n; at++)
		count_forms(&f, g->cp[at]);
	return f.kana > f.n / 8 ? LANGUAGE_JAPANESE : f.s > 2 * f.t ?
	    LANGUAGE_SIMPLIFIED : f.t > 2 * f.s ? LANGUAGE_TRADITIONAL : 0;
}

#define BESIDE 3	/* so many characters around a hole are read again */

/*
 * The part [*a, *b) of c[0, n) around holes from i on: it begins and ends where
 * characters do.
 */
static bool
find_holes(const struct reread_char *c, size_t n, size_t i, size_t *a,
    size_t *b)
{
	size_t floor = i, last, left;

	while (i < n && c[i].kind != REREAD_HOLE)
		i++;
	if (i == n)
		return false;
	for (*a = i, left = BESIDE; *a > floor && !c[*a].enter; --*a)
		if (left > 0)
			left--;
		else if (is_boundary(c, *a))
			break;
	for (last = i, *b = i + 1; *b < n && !c[*b].enter; ++*b) {
		if (c[*b].kind == REREAD_HOLE)
			last = *b;
		else if (*b - last > BESIDE && is_boundary(c, *b))
			break;
	}
	return true;
}

/* Put what may stand in the holes of b[BEST] there: b[FILLED]. */
static bool
fill(const struct region *g, const struct candidate *x, struct buf *b)
{
	struct lattice l = { .as = x->as, .is = x->is, .scratch = &b[SCRATCH],
	    .nodes = &b[NODES], .found = &b[FILLED] };
	size_t n, i = 0, from, to, k;
	const struct reread_char *c = chars_of(&b[BEST], &n);
	struct reread_char one;
	uint32_t shift = 0, was, start;
	bool enter;

	l.latin = is_latin(g);
	l.form = form_of(g, c, n);
	qi_buf_reset(&b[FILLED]);
	while (i < n) {
		if (!find_holes(c, n, i, &from, &to))
			from = to = n;
		for (; i < from; i++) {
			one = c[i];
			if (one.enter)
				shift = 0;
			one.cost += shift;
			qi_buf_put(&b[FILLED], &one, sizeof(one));
		}
		if (from == n)
			break;
		enter = c[from].enter;
		if (enter)
			shift = 0;
		start = c[from].from;
		if (enter && start > 0 && c[from].kind == REREAD_HOLE &&
		    qi_loss_is_mark(x->as, g->cp[start - 1]) &&
		    (from == 0 || c[from - 1].end < start))
			start--;
		l.at = start;
		l.cp = g->cp + start;
		l.n = c[to - 1].end - start;
		/* A mark behind the last may stand for what follows it. */
		if ((to == n || c[to].enter) && start + l.n < g->n &&
		    (g->cp[start + l.n] == '?' || g->cp[start + l.n] == 0xfffd) &&
		    (to == n || c[to].from > start + l.n))
			l.n++;
		l.last = to == n || c[to].enter;
		l.before = from > 0 && !enter ? c[from - 1].cp :
		    start > 0 ? g->cp[start - 1] : 0;
		l.behind = start + l.n < g->n ? to < n && !c[to].enter ?
		    c[to].cp : g->cp[start + l.n] : 0;
		was = enter ? REREAD_ENTER : c[from - 1].cost;
		l.cost = was + shift;
		k = b[FILLED].n / sizeof(one);
		if (l.n > LATTICE_MOST || is_shifted(x) || !qi_lattice(&l)) {
			if (b[FILLED].failed || b[NODES].failed ||
			    b[SCRATCH].failed)
				return false;
			for (; i < to; i++) {
				one = c[i];
				one.cost += shift;
				qi_buf_put(&b[FILLED], &one, sizeof(one));
			}
			continue;
		}
		if (b[FILLED].n / sizeof(one) > k)
			((struct reread_char *)(void *)b[FILLED].p)[k].enter =
			    enter;
		if (to < n && !c[to].enter)
			shift = l.end - c[to].cost;
		i = to;
	}
	return !b[FILLED].failed;
}

static bool
is_same(const struct region *g, const struct reread_char *c)
{
	return c->end - c->from == 1 && c->cp == g->cp[c->from];
}

/* Leave out ASCII at the ends, which stays as it is. */
static void
trim(const struct region *g, const struct reread_char *c, struct segment *s)
{
	while (s->first + 1 < s->last && is_same(g, &c[s->first]) &&
	    c[s->first].end <= c[s->first + 1].from)
		s->first++;
	while (s->first + 1 < s->last && is_same(g, &c[s->last - 1]) &&
	    c[s->last - 2].end <= c[s->last - 1].from)
		s->last--;
	s->from = c[s->first].from;
	s->end = c[s->last - 1].end;
}

/* Put in place what was found.  Gives the bits that speak for it. */
static uint64_t
apply(struct line *l, const struct pass_env *env, const struct region *g,
    const struct candidate *x, const struct buf *found, size_t *at)
{
	size_t n, i = 0, k, len, from;
	const struct reread_char *c = chars_of(found, &n);
	struct line_why why = { 0, (unsigned)(x->is - qi_charsets) + 1, x->as,
	    0 };
	struct segment s;
	uint64_t bits = 0;
	unsigned rule;
	uint8_t utf8[4];
	uint32_t cp;

	while (next_segment(found, g, x, &i, &s)) {
		rule = rule_of(x, &s);
		if (!is_sure(x, &s) || !env->on[rule])
			continue;
		trim(g, c, &s);
		why.bits = s.gain < 8 * 60000 ? (unsigned)(s.gain / 8) : 60000;
		if (*at == 0)
			qi_line_begin(l);
		qi_line_keep(l, *at, g->at[s.from]);
		for (k = s.first; k < s.last; k++) {
			cp = c[k].cp;
			why.rule = rule;
			if (c[k].kind == REREAD_GUESS) {
				if (env->on[RULE_REPAIR_GUESS])
					why.rule = RULE_REPAIR_GUESS;
				else
					cp = 0xfffd;
			}
			from = c[k].from < s.end ? c[k].from : s.end - 1;
			if (cp != 0xfeff) {
				len = qi_text_put(utf8, cp);
				qi_line_replace(l, g->at[from], utf8, len,
				    &why);
			}
		}
		*at = g->at[s.end];
		bits += why.bits;
	}
	return bits;
}

/* Fill in the region that is s[from, end) of a line. */
static bool
load(struct region *g, const struct line *l, size_t from, size_t end,
    struct buf *b)
{
	size_t n = 0, most = end - from, at;
	uint32_t *cp, *place, prev = 0;
	struct kind last = QI_KIND_START;
	uint16_t *kept;

	qi_buf_reset(b);
	if (!qi_buf_reserve(b, (2 * most + 1) * sizeof(*cp) +
	    most * sizeof(*kept)))
		return false;
	cp = (uint32_t *)(void *)b->p;
	place = cp + most;
	kept = (uint16_t *)(void *)(place + most + 1);
	for (at = from; at < end; n++) {
		place[n] = (uint32_t)at;
		at += qi_text_char(l->s + at, &cp[n]);
		kept[n] = (uint16_t)cost_of(prev, cp[n], &last);
		prev = cp[n];
	}
	place[n] = (uint32_t)at;
	*g = (struct region){ cp, place, kept, n };
	return true;
}

/* Is what a reading leaves as it is odd?  Letters of Europe are, beside what
 * was read as them. */
static bool
leaves_odd(const struct region *g, const struct candidate *x,
    const struct buf *found)
{
	bool single = AS_IS_SINGLE(x->as) || x->as == AS_MIXED;
	size_t n, i = 0, k, at = 0, end;
	const struct reread_char *c = chars_of(found, &n);
	int sum = 0;

	for (i = 0; i <= n; i++) {
		end = i < n ? c[i].from : g->n;
		for (k = at; k < end; k++)
			if (single && g->cp[k] >= 0x80 && g->cp[k] < 0x2000 &&
			    g->kept[k] > 64)
				return true;
			else if (g->cp[k] >= 0x80)
				sum += (int)g->kept[k] - USUAL;
			else
				sum = 0;
		if (sum >= LEFT)
			return true;
		if (i < n && c[i].end > at)
			at = c[i].end;
	}
	return false;
}

static bool
has_holes(const struct buf *found)
{
	size_t n, i;
	const struct reread_char *c = chars_of(found, &n);

	for (i = 0; i < n; i++)
		if (c[i].kind == REREAD_HOLE)
			return true;
	return false;
}

#define NEAR ((size_t)192)	/* bytes from one odd place to the next */
#define MARGIN ((size_t)96)	/* bytes around them that belong to it */
#define EDGE 4			/* characters: what reaches so far goes on */

/* Odd places that belong together. */
struct part {
	size_t first, last;	/* where they are */
	size_t spot[LOOKS], looks;	/* the first of them */
};

/*
 * The best reading of the region, by one of c, goes to b[BEST], and how to *x;
 * gives what it gains, 0 for none.
 */
static int64_t
choose_of(const struct region *g, struct candidate *x,
    const struct candidate *c, bool whole, struct buf *b)
{
	int64_t most = 0, gain;
	struct buf swap;
	size_t i;

	for (i = 0; i < CANDIDATES && c[i].is != NULL; i++) {
		if (!read_as(g, &c[i], whole, b))
			continue;
		gain = total(&b[FOUND], g, &c[i]);
		if (gain <= most)
			continue;
		most = gain;
		*x = c[i];
		swap = b[BEST];
		b[BEST] = b[FOUND];
		b[FOUND] = swap;
		if (!whole && !has_holes(&b[BEST]) &&
		    !leaves_odd(g, x, &b[BEST]))
			break;
	}
	return most;
}

/*
 * The same, and by what it was last time, which *x is, where that explains
 * everything; else by what it looks like.
 */
static int64_t
choose(const struct region *g, struct text t, const struct part *p,
    struct candidate *x, struct buf *b)
{
	struct candidate c[CANDIDATES] = { { AS_NONE, NULL, 0 } }, was = *x;
	int64_t gain;
	size_t i;

	if (was.is != NULL) {
		c[0] = was;
		gain = choose_of(g, x, c, true, b);
		if (gain > 0 && !leaves_odd(g, x, &b[BEST]))
			return gain;
		c[0].is = NULL;
	}
	c[0] = (struct candidate){ AS_NONE, NULL, 0 };
	for (i = 0; i < p->looks; i++)
		look_at(t, p->spot[i], c);
	if (c[0].is == NULL)
		return 0;
	gain = choose_of(g, x, c, true, b);
	return gain > 0 ? gain : choose_of(g, x, c, false, b);
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

/* The next part, from spot *i on. */
static bool
next_part(struct text t, const uint32_t *spot, size_t spots, size_t *i,
    struct part *p)
{
	while (*i < spots && !is_odd_at(t, spot[*i]))
		++*i;
	if (*i == spots)
		return false;
	*p = (struct part){ spot[*i], spot[*i], { 0 }, 0 };
	for (; *i < spots && spot[*i] - p->last <= NEAR &&
	    spot[*i] - p->first < WINDOW; ++*i) {
		if (!is_odd_at(t, spot[*i]))
			continue;
		p->last = spot[*i];
		if (p->looks < LOOKS)
			p->spot[p->looks++] = spot[*i];
	}
	return true;
}

/* Where a character begins, n bytes before at or after it, or about that. */
static size_t
back_by(struct text t, size_t at, size_t n, size_t floor)
{
	at = at - floor > n ? at - n : floor;
	while (at > floor && (t.s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static size_t
on_by(struct text t, size_t at, size_t n)
{
	at = t.n - at > n ? at + n : t.n;
	while (at < t.n && (t.s[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* Does what was found reach an end of the region? */
static bool
is_at_edge(const struct region *g, const struct buf *found, bool first,
    bool last)
{
	size_t n;
	const struct reread_char *c = chars_of(found, &n);

	return n > 0 && ((first && c[0].from < EDGE) ||
	    (last && c[n - 1].end + EDGE > g->n));
}

/* Undo what was done to a part of a line, from *at on, which it is done with
 * then.  Gives the bits that speak for it. */
static uint64_t
undo(struct line *l, const struct pass_env *env, const struct part *p,
    struct candidate *x, struct buf *b, size_t *at)
{
	struct text t = { l->s, l->n };
	size_t margin, from, end;
	struct region g;
	int64_t gain;

	for (margin = MARGIN; ; margin *= 8) {
		from = back_by(t, p->first, margin, *at);
		end = on_by(t, p->last, margin);
		if (!load(&g, l, from, end, &b[PLACES]))
			return 0;
		gain = choose(&g, t, p, x, b);
		if (gain == 0)
			return 0;
		if (margin > WINDOW || !is_at_edge(&g, &b[BEST], from > *at,
		    end < l->n))
			break;
	}
	return fill(&g, x, b) ? apply(l, env, &g, x, &b[FILLED], at) : 0;
}

/* Controls that text has not, but bytes of UTF-16 are. */
static bool
has_controls(struct text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.s[i] < 0x20 && t.s[i] != '\t' && t.s[i] != '\n' &&
		    t.s[i] != '\r' && t.s[i] != '\f')
			return true;
	return false;
}

/* Undo that a line of UTF-16 was read as something else, from *at on. */
static uint64_t
undo_utf16(struct line *l, const struct pass_env *env, struct candidate *x,
    struct buf *b, size_t *at)
{
	const struct charset *is = &qi_charsets[CS_UTF16LE];
	const struct candidate c[CANDIDATES] = { { AS_1252, is, 0 },
	    { AS_GBK, is, 0 } };
	size_t end = l->n < WINDOW ? l->n : 0;
	struct region g;

	if (end > 0 && l->s[end - 1] == '\n')
		end--;
	if (end == 0 || !load(&g, l, 0, end, &b[PLACES]) ||
	    choose_of(&g, x, c, false, b) == 0)
		return 0;
	return fill(&g, x, b) ? apply(l, env, &g, x, &b[FILLED], at) : 0;
}

uint64_t
qi_repair_wide(struct line *l, const struct pass_env *env,
    struct repair_last *last, bool *all, struct buf *b)
{
	struct candidate x = { (enum misread_as)last->as, last->is == 0 ?
	    NULL : &qi_charsets[last->is - 1], 0 }, y;
	struct text t = { l->s, l->n };
	size_t valid, at = 0, i = 0, spots;
	const uint32_t *spot;
	uint64_t bits = 0, more;
	struct part p;

	*all = true;
	if (has_gloss(l))
		return 0;
	if (has_controls(t) && (bits = undo_utf16(l, env, &x, b, &at)) > 0) {
		qi_line_keep(l, at, l->n);
		return bits;
	}
	qi_text_look_spots(t, &valid, &b[SPOTS]);
	spot = (const uint32_t *)(const void *)b[SPOTS].p;
	spots = b[SPOTS].n / sizeof(*spot);
	while (next_part(t, spot, spots, &i, &p)) {
		y = x;
		more = undo(l, env, &p, &y, b, &at);
		*all = *all && more > 0 && (y.as == x.as && y.is == x.is) &&
		    !has_holes(&b[BEST]);
		if (more == 0)
			continue;
		bits += more;
		x = y;
		while (i < spots && spot[i] < at)
			i++;
	}
	if (bits == 0)
		return 0;
	last->as = x.as;
	last->is = (uint8_t)(x.is - qi_charsets) + 1;
	qi_line_keep(l, at, l->n);
	return bits;
}
