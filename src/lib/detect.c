/* SPDX-License-Identifier: Apache-2.0 */
/* detect.c - in which charset is a text that is not UTF-8? */
#include "config.h"

#include "detect.h"

#include <limits.h>
#include <string.h>

#include "declare.h"
#include "escape.h"
#include "fit.h"
#include "letters.h"
#include "sample.h"
#include "single.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/*
 * A first look at a little of the text, by single characters, is enough for
 * most Chinese pages; else all is looked at by pairs.  In bytes outside ASCII.
 */
#define QUICK 768
#define QUICK_PIECE 32		/* few, as all charsets read the first */
#define QUICK_LEAST 32		/* not for less than that */
#define FAR 480			/* 60 bits behind the best charset, */
#define FAR_SHARE 4		/* and a quarter of what that costs */
#define BOM_BITS 64
#define PLACES 32
#define PLACE ((size_t)2 << 10)
#define WIDE_MOST 58		/* as Chinese; signs, which are everywhere in
				 * Unicode, cost 60 a byte */
#define LEAST_WIDE 16		/* bytes of ASCII in UTF-16 or -32: a few
				 * letters with NULs between can be a list */
#define SINGLES 16		/* of the best of them one can be declared */
#define SINGLES_SHOWN 3		/* when none is */
#define SAMPLE (4u << 10)
#define PIECE 128u
/* So many bytes outside ASCII cost at most when they are letters.  Of 371
 * texts all cost less by 100 and more, random bytes 80 to 110 each. */
#define LETTERS_MOST(n) (72 * (n) + 400)
#define SHORT 4096			/* such a text is looked at whole */

/* GB2312 has kana where EUC-JP has them, seldom in Chinese: 10 bits. */
#define KANA 80

/* The charsets that have a model of their own, but the wide ones; EUC-JP is
 * last. */
static const int narrow[] = { CS_UTF8, CS_GB18030, CS_BIG5, CS_EUC_TW,
    CS_EUC_KR, CS_SHIFT_JIS, CS_EUC_JP };

static struct fit
read_sample(struct decoder *d, const struct charset *cs,
    const struct sample *s, bool pairs)
{
	struct fit f = { 0 };
	size_t i;

	for (i = 0; i < qi_sample_spans(s); i++)
		qi_fit_read(d, cs, qi_sample_span(s, i), pairs, &f);
	return f;
}

/* A detector offers so many bits for a charset.  The highest come first. */
static void
bid(struct decoder *d, const struct charset *cs, const char *by, int64_t bits)
{
	struct qing_bid b = { cs->name, by, (int)(bits < INT_MAX / 2 ? bits :
	    INT_MAX / 2) };
	size_t i;

	for (i = d->bids; i > 0 && d->bid[i - 1].bits < b.bits; i--)
		;
	if (i == BIDS)
		return;
	if (d->bids == BIDS)
		d->bids--;
	memmove(&d->bid[i + 1], &d->bid[i], (d->bids++ - i) * sizeof(b));
	d->bid[i] = b;
}

#define ONES UINT64_C(0x0101010101010101)

/* What the sample costs when its bytes mean nothing. */
static uint64_t
noise(const struct sample *s)
{
	size_t i, at, high = 0, n = 0;
	struct text t;
	uint64_t w;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		n += t.n;
		for (at = 0; t.n - at >= 8; at += 8) {
			memcpy(&w, t.s + at, sizeof(w));
			high += (w >> 7 & ONES) * ONES >> 56;
		}
		for (; at < t.n; at++)
			high += t.s[at] >> 7;
	}
	return high * FIT_NOISE + (n - high) * FIT_ASCII;
}

/* GBK and Big5 have kana too, where EUC-JP has them. */
static bool
is_japanese(const struct fit *f)
{
	return f->kana * 8 >= f->chars;
}

/* What was said of the charset is worth something. */
static void
bid_said(struct decoder *d)
{
	if (d->declared != NULL)
		bid(d, d->declared, "declared", DECLARED_BY_CALLER);
	if (d->in_text != NULL)
		bid(d, d->in_text, "declared", DECLARED_IN_TEXT);
}

/*
 * The charset that the sample costs least in, and how much less than in the
 * next one.  By single characters it is a race: who falls far behind is out,
 * and does not bid.  By pairs all are read to the end, as the start of a text
 * may be in another language.
 */
static const struct charset *
cheapest(struct decoder *d, const struct sample *s, bool pairs,
    struct fit *least, int64_t *margin)
{
	int64_t none = (int64_t)noise(s), cost[LEN(narrow)], lowest = 0;
	struct fit f[LEN(narrow)];
	bool out[LEN(narrow)] = { false };
	size_t i, k, best = 0;

	for (k = 0; k < LEN(narrow); k++) {
		f[k] = (struct fit){ 0 };
		cost[k] = -qi_declared(d, &qi_charsets[narrow[k]]);
	}
	for (i = 0; i < qi_sample_spans(s); i++) {
		lowest = INT64_MAX;
		for (k = 0; k < LEN(narrow); k++) {
			if (out[k])
				continue;
			cost[k] -= (int64_t)f[k].cost;
			qi_fit_read(d, &qi_charsets[narrow[k]],
			    qi_sample_span(s, i), pairs, &f[k]);
			cost[k] += (int64_t)f[k].cost;
			if (cost[k] < lowest) {
				lowest = cost[k];
				best = k;
			}
		}
		for (k = 0; k < LEN(narrow); k++)
			out[k] = out[k] || (!pairs && cost[k] - lowest >= FAR &&
			    cost[k] - lowest >= lowest / FAR_SHARE);
	}
	k = LEN(narrow) - 1;
	if (!out[k] && is_japanese(&f[k])) {
		cost[k] -= KANA;
		best = cost[k] < lowest ? k : best;
		lowest = cost[best];
	}
	d->bids = 0;
	bid_said(d);
	*margin = INT64_MAX;
	for (k = 0; k < LEN(narrow); k++) {
		if (out[k])
			continue;
		if (f[k].high > 0)
			bid(d, &qi_charsets[narrow[k]], "model",
			    (none - (int64_t)f[k].cost) / 8);
		if (k != best && cost[k] - lowest < *margin)
			*margin = cost[k] - lowest;
	}
	*least = f[best];
	return &qi_charsets[narrow[best]];
}

/* Is there no byte below a tab in [at, end)?  Text has none, if it was not
 * damaged. */
static bool
is_plain(const uint8_t *s, size_t at, size_t end)
{
	uint64_t w, low = 0;

	for (; end - at >= 8; at += 8) {
		memcpy(&w, s + at, sizeof(w));
		low |= (w - ONES * '\t') & ~w;
	}
	for (; at < end; at++)
		if (s[at] < '\t')
			return false;
	return (low & ONES * 0x80) == 0;
}

/* The same of a text, of which a large one is looked at in places: data has
 * such bytes everywhere. */
static bool
looks_plain(struct text t)
{
	size_t i, every = t.n / PLACES;

	if (t.n <= PLACES * PLACE)
		return is_plain(t.s, 0, t.n);
	for (i = 0; i < PLACES; i++)
		if (!is_plain(t.s, every * i, every * i + PLACE))
			return false;
	return true;
}

/*
 * UTF-8 with bytes in it that are not: one in so many characters, or in few of
 * the parts.  A part in another charset that is UTF-8 by chance is rare.
 */
#define NEARLY 20
#define MOSTLY 4		/* when it is nothing else */
#define PARTS_LEAST 2
#define PARTS_SHARE 2	/* so many parts that are for one that is not */

static bool
is_nearly_utf8(struct decoder *d, const struct sample *s, size_t share)
{
	size_t i, at, end, good = 0, bad = 0, chars = 0, unreadable = 0;
	struct text t, part;
	struct fit f;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		for (at = 0; at < t.n; at = end) {
			end = qi_text_part(t, at);
			part = (struct text){ t.s + at, end - at };
			f = (struct fit){ 0 };
			qi_fit_read(d, &qi_charsets[CS_UTF8], part, false, &f);
			chars += f.chars;
			unreadable += f.bad;
			bad += f.bad > 0;
			good += f.high > 0 && f.bad == 0;
		}
	}
	return unreadable * share <= chars ||
	    (good >= PARTS_LEAST && good >= bad * PARTS_SHARE);
}

static const struct charset *
quick(struct decoder *d, struct sample *s)
{
	const struct charset *best;
	int64_t margin;
	struct fit f;

	if (!looks_plain(s->t))
		return NULL;
	qi_sample_runs(s, QUICK, QUICK_PIECE);
	best = cheapest(d, s, false, &f, &margin);
	return margin == INT64_MAX && f.high >= QUICK_LEAST &&
	    f.bad * 50 <= f.chars && qi_fit_is_good(&f, FIT_SURE_SINGLE) &&
	    (best->form >= FORM_SHIFT_JIS || !is_japanese(&f)) &&
	    (f.lone * 8 < f.chars || !is_nearly_utf8(d, s, NEARLY)) ? best :
	    NULL;
}

/* Is every unit of four bytes a code point that text has? */
static bool
is_utf32(struct text t, const struct charset *cs, struct decoder *d)
{
	uint32_t cp[2];
	size_t at;

	if (t.n % 4 != 0)
		return false;
	for (at = 0; at < t.n; at += 4) {
		qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if (cp[0] == CHARSET_BAD || qi_fit_is_control(cp[0]))
			return false;
	}
	return true;
}

/*
 * Without a byte order mark, text has zeros in UTF-16 for its ASCII, and no
 * control characters, which read zeros the wrong way round, or hardly any; or
 * it is Chinese.  Where the sample was cut, half a surrogate pair may stand.
 */
static bool
is_utf16(const struct fit *f, size_t n, size_t zeros, size_t spans)
{
	return f->bad <= 2 * (spans - 1) && f->controls * 200 <= f->chars &&
	    (zeros * 8 >= n ||
	    (f->chars >= 4 && qi_fit_is_good(f, WIDE_MOST)));
}

/* UTF-16 or UTF-32, when that is cheaper than best.  The sample is one of all
 * bytes then. */
static const struct charset *
wide(struct decoder *d, struct sample *s, const struct charset *best,
    size_t zeros)
{
	struct text t = s->t;
	int64_t none, cost, lowest;
	struct fit f;
	size_t i;

	for (i = CS_UTF32LE; zeros * 4 >= t.n && i <= CS_UTF32BE; i++)
		if (is_utf32(t, &qi_charsets[i], d)) {
			bid(d, &qi_charsets[i], "model", (int64_t)t.n);
			return &qi_charsets[i];
		}
	if (t.n % 2 != 0)
		return NULL;
	qi_sample_all(s, SAMPLE, PIECE);
	none = (int64_t)noise(s);
	f = read_sample(d, best, s, true);
	lowest = (int64_t)f.cost - qi_declared(d, best);
	for (best = NULL, i = CS_UTF16LE; i <= CS_UTF16BE; i++) {
		f = read_sample(d, &qi_charsets[i], s, true);
		if (!is_utf16(&f, t.n, zeros, qi_sample_spans(s)))
			continue;
		bid(d, &qi_charsets[i], "model", (none - (int64_t)f.cost) / 8);
		cost = (int64_t)f.cost - qi_declared(d, &qi_charsets[i]);
		if (cost < lowest) {
			best = &qi_charsets[i];
			lowest = cost;
		}
	}
	return best;
}

/* The charsets that parts of one text may be in by turns. */
static const int by_part[] = { CS_UTF8, CS_GB18030, CS_BIG5 };

/* Add a part to all, read in the one that it costs least in, and how much it
 * is to the share of that. */
static void
add_part(struct decoder *d, struct text part, struct fit *all, size_t *share)
{
	struct fit f, least = { .cost = UINT64_MAX };
	size_t k, best = 0;

	for (k = 0; k < LEN(by_part); k++) {
		f = (struct fit){ 0 };
		qi_fit_read(d, &qi_charsets[by_part[k]], part, true, &f);
		if (f.cost < least.cost) {
			least = f;
			best = k;
		}
	}
	share[best] += least.high;
	all->cost += least.cost;
	all->high_cost += least.high_cost;
	all->high += least.high;
	all->chars += least.chars;
	all->bad += least.bad;
	all->lone += least.lone;
}

/*
 * Where parts of the text are in one charset and parts in another, each part
 * by itself still reads well in one: that which most of the text is in.
 */
static const struct charset *
mixed(struct decoder *d, const struct sample *s, struct fit *all)
{
	size_t i, k, at, end, best, share[LEN(by_part)] = { 0 };
	struct text t;

	*all = (struct fit){ 0 };
	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		for (at = 0; at < t.n; at = end) {
			end = qi_text_part(t, at);
			add_part(d, (struct text){ t.s + at, end - at }, all,
			    share);
		}
	}
	for (k = 1, best = 0; k < LEN(by_part); k++)
		if (share[k] > share[best])
			best = k;
	return qi_fit_is_good(all, FIT_LIKELY) ?
	    &qi_charsets[by_part[best]] : NULL;
}

/* Does the sample say the same in two charsets of one byte a character? */
static bool
reads_same(const struct sample *s, const struct charset *a,
    const struct charset *b)
{
	unsigned one = (unsigned)(a - &qi_charsets[CS_SINGLE]);
	unsigned other = (unsigned)(b - &qi_charsets[CS_SINGLE]);
	bool seen[256] = { false };
	struct text t;
	size_t i, at;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		for (at = 0; at < t.n; at++)
			seen[t.s[at]] = true;
	}
	for (i = 0x80; i < 256; i++)
		if (seen[i] && qi_single_decode(one, (uint8_t)i) !=
		    qi_single_decode(other, (uint8_t)i))
			return false;
	return true;
}

/* The charset that was declared, if it is one of these: of's, where the text is
 * the same in both. */
static const struct charset *
as_declared(const struct decoder *d, const struct sample *s,
    const struct charset *of)
{
	const struct charset *by[2] = { d->declared, d->in_text };
	size_t i;

	for (i = 0; i < LEN(by); i++)
		if (by[i] != NULL && by[i]->form == FORM_SINGLE &&
		    reads_same(s, by[i], of))
			return by[i];
	return of;
}

/*
 * The best charset of one byte a character, what the sample costs in it, and
 * how sure that is among these.
 */
static const struct charset *
best_single(struct decoder *d, const struct sample *s, struct letters *best,
    int64_t *margin)
{
	int64_t none = (int64_t)noise(s), behind = 0, lowest = INT64_MAX;
	const struct charset *cs = NULL, *of;
	struct letters l[SINGLES];
	bool declared = (d->declared != NULL &&
	    d->declared->form == FORM_SINGLE) || (d->in_text != NULL &&
	    d->in_text->form == FORM_SINGLE);
	size_t n, i;

	n = qi_letters(s->t, (const struct span *)(const void *)s->spans->p,
	    qi_sample_spans(s), l, declared ? SINGLES : SINGLES_SHOWN);
	for (i = 0; i < n; behind += l[i++].margin) {
		of = as_declared(d, s, &qi_charsets[CS_SINGLE + l[i].set]);
		bid(d, of, "letters", (none - (int64_t)l[i].cost) / 8);
		if (behind - qi_declared(d, of) < lowest) {
			*margin = lowest - behind + qi_declared(d, of);
			lowest = behind - qi_declared(d, of);
			*best = l[i];
			cs = of;
		} else if (behind - qi_declared(d, of) - lowest < *margin)
			*margin = behind - qi_declared(d, of) - lowest;
	}
	return cs;
}

/*
 * What the sample costs in a charset of more bytes a character, when it is
 * compared with one of one byte.  There, characters that stand alone among
 * ASCII letters are more likely than here; where all of several fit, chance is
 * ruled out.  Of 3228 texts in such charsets one is lost that way, of 3903 in
 * those of one byte three.
 */
static int64_t
cost_of_many(const struct decoder *d, const struct charset *cs,
    const struct fit *f)
{
	return (int64_t)f->cost + 64 * (int64_t)f->lone - qi_declared(d, cs) -
	    (f->chars >= 4 && f->lone == 0 && f->bad == 0 ? 128 : 0);
}

/* In a language that we do not know letters cost as much as noise, but noise
 * is outside ASCII as often as in it. */
static bool
is_mostly_ascii(struct text t)
{
	size_t i, at, high = 0, n = 0, every = t.n / PLACES;
	size_t place = t.n <= PLACES * PLACE ? every + 1 : PLACE;

	for (i = 0; i < PLACES; i++)
		for (at = every * i; at < t.n && at < every * i + place; at++) {
			high += t.s[at] >> 7;
			n++;
		}
	return high * 4 <= n;
}

/* How sure it is when it is so much better than the next. */
static unsigned
confidence(int64_t eighths)
{
	int64_t bits = eighths > 0 ? eighths / 16 : 0;

	return 999 - (bits < 10 ? 499u >> bits : 0);
}

/* Letters tell more with the words around them, if there are not too many. */
static void
take_sample(struct sample *s)
{
	if (s->t.n <= SHORT)
		qi_sample_all(s, SHORT, PIECE);
	else
		qi_sample_runs(s, SAMPLE, PIECE);
}

/*
 * Data that is no text holds control characters all over: of random bytes 27
 * in 256 are ones that no text has, of compressed files as many, of programs
 * and pictures more.  Text that was damaged has one in thousands.  One in
 * fifty lies far from both, and one in a short record is let through.
 */
#define CONTROL_SHARE 50

static bool
is_data(struct text t, size_t *zeros)
{
	size_t i, controls = 0;

	*zeros = 0;
	if (is_plain(t.s, 0, t.n))
		return false;
	for (i = 0; i < t.n; i++) {
		*zeros += t.s[i] == 0;
		controls += qi_fit_is_control(t.s[i]) && t.s[i] < 0x80;
	}
	return (controls > 1 && controls * CONTROL_SHARE > t.n) ||
	    qi_text_is_data(t);
}

/* Chinese where bytes are missing or too many, and much is out of step. */
#define DAMAGED_MARGIN 192	/* 24 bits */

static const struct charset *
damaged(struct decoder *d, const struct sample *s, struct fit *f)
{
	static const int charsets[] = { CS_GB18030, CS_BIG5 };
	const struct charset *best = NULL;
	struct fit g;
	size_t i, k;

	for (k = 0; k < LEN(charsets); k++) {
		g = (struct fit){ 0 };
		for (i = 0; i < qi_sample_spans(s); i++)
			qi_fit_read_damaged(d, &qi_charsets[charsets[k]],
			    qi_sample_span(s, i), &g);
		if (qi_fit_is_good(&g, FIT_SURE) &&
		    (best == NULL || g.cost < f->cost)) {
			best = &qi_charsets[charsets[k]];
			*f = g;
		}
	}
	if (best != NULL)
		bid(d, best, "model", ((int64_t)noise(s) -
		    (int64_t)f->cost) / 8);
	return best;
}

/* Johab, the other charset of Korean, has to read well to be thought of. */
static const struct charset *
johab(struct decoder *d, const struct sample *s, struct fit *f)
{
	const struct charset *cs = &qi_charsets[CS_JOHAB];

	if (!qi_charset_open(d, cs))
		return NULL;
	*f = read_sample(d, cs, s, true);
	if (!qi_fit_is_good(f, FIT_SURE))
		return NULL;
	bid(d, cs, "model", ((int64_t)noise(s) - (int64_t)f->cost) / 8);
	return cs;
}

/* The charset of a text that is not valid UTF-8, whatever it takes. */
static const struct charset *
thorough(struct decoder *d, struct sample *s, unsigned *score)
{
	const struct charset *best, *cs, *single;
	int64_t margin, among = 0, gain = -1;
	struct letters l = { 0 };
	struct fit f, g;
	size_t zeros;
	bool data = is_data(s->t, &zeros);

	take_sample(s);
	best = cheapest(d, s, true, &f, &margin);
	*score = confidence(margin);
	cs = wide(d, s, best, zeros);
	if (cs != NULL)
		return cs;
	if (data)
		return NULL;
	if (f.lone == 0 && qi_fit_is_good(&f, FIT_SURE))
		return best;
	take_sample(s);		/* wide() had another */
	if (is_nearly_utf8(d, s, NEARLY)) {
		*score = 900;
		return &qi_charsets[CS_UTF8];
	}
	cs = damaged(d, s, &g);
	if (cs != NULL && g.cost + DAMAGED_MARGIN > f.cost)
		cs = NULL;
	if (cs == NULL && !qi_fit_is_good(&f, FIT_LIKELY)) {
		cs = mixed(d, s, &g);
		if (cs == NULL)
			cs = johab(d, s, &g);
	}
	if (cs != NULL) {
		best = cs;
		f = g;
	}
	single = best_single(d, s, &l, &among);
	if (single != NULL)
		gain = cost_of_many(d, best, &f) - (int64_t)l.cost +
		    qi_declared(d, single);
	/* What was declared does not help a charset that can read nothing of
	 * it; rare characters are good enough when it was. */
	if (single != NULL && gain < 0 && f.bad == f.chars)
		gain = 0;
	if (gain >= 0 && (l.high_cost <= LETTERS_MOST(l.high) ||
	    is_mostly_ascii(s->t))) {
		*score = confidence(among < gain ? among : gain);
		return single;
	}
	if (gain < 0 && margin > -gain)
		margin = -gain;
	*score = confidence(margin);
	f.lone = 0;		/* that has been counted */
	if (f.bad == 0)
		f.high_cost -= (uint64_t)qi_declared(d, best) < f.high_cost ?
		    (uint64_t)qi_declared(d, best) : f.high_cost;
	if (qi_fit_is_good(&f, f.bad == 0 ? FIT_MAYBE : FIT_LIKELY))
		return best;
	*score = confidence(0);
	return is_nearly_utf8(d, s, MOSTLY) ? &qi_charsets[CS_UTF8] : NULL;
}

/* The charset of a text that is UTF-8 as it stands. */
static const struct charset *
looks_like_ascii(struct decoder *d, struct text t, struct buf *spans,
    unsigned *score)
{
	const struct charset *cs = &qi_charsets[CS_UTF8], *in;
	struct sample s = { t, spans };
	enum escape_form form;
	size_t zeros = 0, i;
	unsigned bits;

	if (qi_text_ascii(t.s, t.n) < t.n)
		return cs;
	if (memchr(t.s, 0, t.n) != NULL) {
		for (i = 0; i < t.n; i++)
			zeros += t.s[i] == 0;
		in = zeros * 4 >= t.n && t.n >= LEAST_WIDE ?
		    wide(d, &s, cs, zeros) : NULL;
		return in != NULL ? in : cs;
	}
	form = qi_escape_might(t) ? qi_escape_detect(d, t, &bits) : ESCAPE_NOT;
	if (form == ESCAPE_NOT)
		return cs;
	cs = qi_escape_charset(form);
	bid(d, cs, "escape", bits);
	*score = bits < 40 ? 900 : 980;
	return cs;
}

static const struct {
	uint8_t s[4];
	size_t n;
	int cs;
} marks[] = {			/* UTF-32LE's begins with UTF-16LE's */
	{ { 0xef, 0xbb, 0xbf }, 3, CS_UTF8 },
	{ { 0xff, 0xfe, 0, 0 }, 4, CS_UTF32LE },
	{ { 0, 0, 0xfe, 0xff }, 4, CS_UTF32BE },
	{ { 0xff, 0xfe }, 2, CS_UTF16LE },
	{ { 0xfe, 0xff }, 2, CS_UTF16BE },
	{ { 0x84, 0x31, 0x95, 0x33 }, 4, CS_GB18030 },
};

/*
 * The byte order mark at the start, or all of them when there are more, lest
 * the next be at the start the next time; the charset it tells, or NULL.
 */
static const struct charset *
byte_order_mark(struct text t, size_t *n)
{
	size_t i;

	*n = 0;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		while (t.n - *n >= marks[i].n &&
		    memcmp(t.s + *n, marks[i].s, marks[i].n) == 0)
			*n += marks[i].n;
		if (*n > 0)
			return &qi_charsets[marks[i].cs];
	}
	return NULL;
}

static const struct charset *
declared_in(struct text t)
{
	const char *name = qi_declare_prescan(t);

	return name != NULL ? qi_charset_find(name) : NULL;
}

/* UTF-8 but for pairs of surrogates?  That is no chance. */
static bool
has_surrogates(struct text t, size_t at)
{
	size_t len = 0, valid;
	uint32_t cp;

	for (; at < t.n; at += len + valid) {
		len = qi_text_surrogates(t.s + at, t.n - at, &cp);
		if (len == 0)
			return false;
		qi_text_look((struct text){ t.s + at + len, t.n - at - len },
		    &valid);
	}
	return true;
}

const struct charset *
qi_detect(struct decoder *d, struct text t, struct buf *spans, unsigned *score,
    size_t *mark)
{
	const struct charset *cs = byte_order_mark(t, mark);
	struct sample s;
	size_t more;

	d->bids = 0;
	d->in_text = declared_in(t);
	if (cs == &qi_charsets[CS_UTF8] && d->valid < t.n) {
		/* Some programs put one before text in any charset. */
		cs = byte_order_mark((struct text){ t.s + *mark, t.n - *mark },
		    &more);
		*mark += more;
	}
	*score = 1000;
	if (cs != NULL) {
		bid(d, cs, "bom", BOM_BITS);
		return cs;
	}
	if (d->valid == t.n)
		return looks_like_ascii(d, t, spans, score);
	if (has_surrogates(t, d->valid))
		return &qi_charsets[CS_UTF8];
	s = (struct sample){ { t.s + *mark, t.n - *mark }, spans };
	*score = 990;
	cs = quick(d, &s);
	if (cs == NULL)
		cs = thorough(d, &s, score);
	return spans->failed || d->table.failed ? NULL : cs;
}
