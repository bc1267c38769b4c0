/* SPDX-License-Identifier: Apache-2.0 */
/* segment.c - what a stretch of text was made into, and whether to believe it */
#include "config.h"

#include "segment.h"

#include "language.h"

static bool
is_cjk(uint32_t cp)
{
	return (cp >= 0x2e80 && cp < 0xa000) || (cp >= 0xac00 && cp < 0xd7a4) ||
	    (cp >= 0xf900 && cp < 0xfb00) || (cp >= 0xff00 && cp < 0xfff0) ||
	    cp >= 0x20000;
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

bool
qi_segment_next(const struct buf *found, const struct region *g,
    const struct candidate *x, size_t *at, struct segment *s)
{
	bool kana = qi_suspect_is_utf8(x) || x->is->form == FORM_SHIFT_JIS ||
	    x->is->form == FORM_EUC_JP || x->is->form == FORM_UTF16LE;
	size_t n, i, j;
	const struct reread_char *c = qi_reread_chars(found, &n);
	int64_t before = REREAD_ENTER;
	uint32_t cp;

	if (*at == n)
		return false;
	*s = (struct segment){ .first = *at, .from = c[*at].from };
	for (i = *at; i < n && (i == *at || !c[i].enter); i++) {
		cp = c[i].cp;
		if (c[i].kind == REREAD_HOLE)
			s->holes++;
		else if (cp >= 0x80) {
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
		s->kana += qi_is_kana(cp);
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
 * Do its characters cost so much, side by side, that they are no text?  UTF-8
 * tells by itself what it is, but not where much of it was lost.
 */
static bool
is_dear(const struct candidate *x, const struct segment *s, size_t letters,
    size_t lost)
{
	int64_t n = (int64_t)s->read;

	if (qi_suspect_is_utf8(x))
		return 8 * lost > s->chars &&
		    s->cost > n * (s->odd == 0 ? 108 : 88) + 120;
	if (letters < FEW || (qi_suspect_is_single(x) && lost > 0))
		return s->cost > n * 108 + 64;
	return s->cost > n * (s->odd == 0 ? 108 : 88) + 120;
}

/*
 * Is a segment text that people write, and so much likelier than what stands
 * there that chance is out of the question?
 */
static bool
is_text(const struct candidate *x, const struct segment *s)
{
	size_t letters = s->han + s->kana + s->hangul;
	size_t lost = s->guesses + s->holes;
	bool single = qi_suspect_is_single(x);
	int64_t least;

	if (letters == 0 || (s->hangul > 0 && s->han + s->kana > s->hangul))
		return false;
	if (is_dear(x, s, letters, lost))
		return false;
	if (qi_suspect_is_utf8(x)) {
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
		if (s->hangul > 0 && s->ascii * 2 >= letters)
			return false;
		least = single ? (letters < 3 ? 176 : 112) : s->amid ? 280 : 160;
		if (!single && letters < (s->amid ? 6 : 3))
			return false;
	}
	return s->gain >= least;
}

bool
qi_segment_is_sure(const struct candidate *x, const struct segment *s)
{
	size_t all = s->chars + s->holes;

	return is_text(x, s) && 5 * (s->chars - s->guesses) >=
	    (qi_suspect_is_single(x) ? 1u : 2u) * all &&
	    3 * s->holes <= all + 2;
}

#define FOREIGN 64	/* Korean in a record that has none elsewhere */

/* How seldom text is read in a charset, in eighths of a bit. */
static unsigned
seldom(enum misread_as as)
{
	static const uint8_t cost[AS_ALL] = { [AS_1250] = 32, [AS_1251] = 24,
	    [AS_1253] = 40, [AS_1254] = 32, [AS_437] = 32, [AS_850] = 40,
	    [AS_MAC] = 32, [AS_MIXED] = 48 };

	return cost[as];
}

int64_t
qi_segment_total(const struct buf *found, const struct region *g,
    const struct candidate *x)
{
	struct segment s;
	int64_t sum = 0;
	size_t i = 0;

	while (qi_segment_next(found, g, x, &i, &s))
		if (is_text(x, &s))
			sum += s.gain;
	sum -= seldom(x->as) + (x->is->form == FORM_EUC_KR && !g->korean ?
	    FOREIGN : 0);
	return sum > 0 ? sum : 0;
}
