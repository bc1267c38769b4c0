/* SPDX-License-Identifier: Apache-2.0 */
/* detect.c - in which charset is a text that is not UTF-8? */
#include "config.h"

#include "detect.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "escape.h"
#include "fit.h"
#include "label.h"
#include "sample.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/*
 * A first look at a little of the text, by single characters, is enough for
 * most Chinese pages; else all is looked at by pairs.  In bytes outside ASCII.
 */
#define QUICK 768
#define QUICK_PIECE 96
#define QUICK_LEAST 32		/* not for less than that */
#define QUICK_MARGIN 480	/* 60 bits better than the next charset */
#define BOM_BITS 64
#define LEAST_WIDE 16		/* bytes of ASCII in UTF-16 or -32: a few
				 * letters with NULs between can be a list */
#define SAMPLE (12u << 10)
#define PIECE 384u

/* The charsets that have a model of their own, but the wide ones. */
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

/* A detector offers so many bits for a charset.  The highest come first; who
 * bids for the same again adds to what was bid. */
static void
bid(struct decoder *d, const struct charset *cs, const char *by, int bits)
{
	struct qing_bid b = { cs->name, by, bits };
	size_t i;

	for (i = 0; i < d->bids; i++)
		if (d->bid[i].charset == cs->name) {
			b.bits += d->bid[i].bits;
			b.by = d->bid[i].by;
			memmove(&d->bid[i], &d->bid[i + 1],
			    (--d->bids - i) * sizeof(b));
			break;
		}
	for (i = d->bids; i > 0 && d->bid[i - 1].bits < b.bits; i--)
		;
	if (i == BIDS)
		return;
	if (d->bids == BIDS)
		d->bids--;
	memmove(&d->bid[i + 1], &d->bid[i], (d->bids++ - i) * sizeof(b));
	d->bid[i] = b;
}

/* What the sample costs when its bytes mean nothing. */
static uint64_t
noise(const struct sample *s)
{
	size_t i, at, high = 0, n = 0;
	struct text t;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		n += t.n;
		for (at = 0; at < t.n; at++)
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

/* The charset that the sample costs least in, and what it costs in that and
 * in the next one. */
static const struct charset *
cheapest(struct decoder *d, const struct sample *s, bool pairs, struct fit *least,
    struct fit *next)
{
	const struct charset *cs, *best = NULL;
	int64_t none = (int64_t)noise(s);
	struct fit f;
	size_t i;

	d->bids = 0;
	*least = *next = (struct fit){ .cost = UINT64_MAX };
	for (i = 0; i < LEN(narrow); i++) {
		cs = &qi_charsets[narrow[i]];
		f = read_sample(d, cs, s, pairs);
		if (f.high > 0)
			bid(d, cs, "model",
			    (int)((none - (int64_t)f.cost) / 8));
		if (f.cost < least->cost) {
			*next = *least;
			*least = f;
			best = cs;
		} else if (f.cost < next->cost)
			*next = f;
	}
	return best;
}

#define ONES UINT64_C(0x0101010101010101)

/* No byte below a tab: text that was not damaged. */
static bool
is_plain(struct text t)
{
	uint64_t w, low = 0;
	size_t at;

	for (at = 0; t.n - at >= 8; at += 8) {
		memcpy(&w, t.s + at, sizeof(w));
		low |= (w - ONES * '\t') & ~w;
	}
	for (; at < t.n; at++)
		if (t.s[at] < '\t')
			return false;
	return (low & ONES * 0x80) == 0;
}

static const struct charset *
quick(struct decoder *d, struct sample *s)
{
	const struct charset *best;
	struct fit f, next;

	if (!is_plain(s->t))
		return NULL;
	qi_sample_runs(s, QUICK, QUICK_PIECE);
	best = cheapest(d, s, false, &f, &next);
	return f.high >= QUICK_LEAST && f.bad * 50 <= f.chars && qi_fit_is_good(&f, FIT_SURE) &&
	    next.cost >= f.cost + QUICK_MARGIN && next.cost / 5 >= f.cost / 4 &&
	    (best->form >= FORM_SHIFT_JIS || !is_japanese(&f)) ? best : NULL;
}

/* Is every unit of four bytes a code point? */
static bool
is_utf32(struct text t, const struct charset *cs, struct decoder *d)
{
	uint32_t cp[2];
	size_t at;

	if (t.n % 4 != 0)
		return false;
	for (at = 0; at < t.n; at += 4) {
		qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if (cp[0] == CHARSET_BAD)
			return false;
	}
	return true;
}

/*
 * Without a byte order mark, text has zeros in UTF-16 for its ASCII, and no
 * control characters, which read zeros the wrong way round; or it is Chinese.
 */
static bool
is_utf16(const struct fit *f, size_t n, size_t zeros)
{
	return f->bad == 0 && f->controls == 0 && (zeros * 8 >= n ||
	    (f->chars >= 4 && qi_fit_is_good(f, FIT_LIKELY)));
}

/* UTF-16 or UTF-32, when that is cheaper than best.  The sample is one of all
 * bytes then. */
static const struct charset *
wide(struct decoder *d, struct sample *s, const struct charset *best,
    size_t zeros)
{
	struct text t = s->t;
	struct fit f, least;
	size_t i;
	int all;

	for (i = CS_UTF32LE; zeros * 4 >= t.n && i <= CS_UTF32BE; i++)
		if (is_utf32(t, &qi_charsets[i], d)) {
			bid(d, &qi_charsets[i], "utf-32", (int)(t.n < 1 << 20 ?
			    t.n : 1 << 20));
			return &qi_charsets[i];
		}
	if (t.n % 2 != 0)
		return NULL;
	qi_sample_all(s, SAMPLE, PIECE);
	least = read_sample(d, best, s, true);
	all = (int)(noise(s) / 8);
	for (best = NULL, i = CS_UTF16LE; i <= CS_UTF16BE; i++) {
		f = read_sample(d, &qi_charsets[i], s, true);
		if (!is_utf16(&f, t.n, zeros))
			continue;
		bid(d, &qi_charsets[i], "model", all - (int)(f.cost / 8));
		if (f.cost < least.cost) {
			best = &qi_charsets[i];
			least = f;
		}
	}
	return best;
}

/* What uchardet says of the sample, or NULL.  Its memory is its own. */
static const struct charset *
ask_uchardet(struct decoder *d, const struct sample *s)
{
	struct text t;
	const char *name;
	size_t i;

	if (d->uchardet == NULL)
		d->uchardet = uchardet_new();
	if (d->uchardet == NULL)
		return NULL;
	uchardet_reset(d->uchardet);
	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		if (uchardet_handle_data(d->uchardet, (const char *)t.s, t.n) != 0)
			return NULL;
	}
	uchardet_data_end(d->uchardet);
	name = uchardet_get_charset(d->uchardet);
	name = name != NULL ? qi_label_find((const uint8_t *)name,
	    strlen(name)) : NULL;
	return name != NULL ? qi_charset_find(name) : NULL;
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
mixed(struct decoder *d, const struct sample *s)
{
	size_t i, k, at, end, best, share[LEN(by_part)] = { 0 };
	struct fit all = { 0 };
	struct text t;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		for (at = 0; at < t.n; at = end) {
			end = qi_text_part(t, at);
			add_part(d, (struct text){ t.s + at, end - at }, &all,
			    share);
		}
	}
	for (k = 1, best = 0; k < LEN(by_part); k++)
		if (share[k] > share[best])
			best = k;
	return qi_fit_is_good(&all, FIT_LIKELY) ?
	    &qi_charsets[by_part[best]] : NULL;
}

static bool
has_c1(const struct sample *s)
{
	struct text t;
	size_t i, at;

	for (i = 0; i < qi_sample_spans(s); i++) {
		t = qi_sample_span(s, i);
		for (at = 0; at < t.n; at++)
			if (t.s[at] >= 0x80 && t.s[at] < 0xa0 && t.s[at] != 0x85)
				return true;
	}
	return false;
}

static bool
is_ascii_letter(uint8_t b)
{
	return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

/*
 * Western text has few bytes outside ASCII, and in windows-1252 each is a
 * letter beside letters, or one of the marks that are in use.  Where there
 * are few a detector guesses; this is the likeliest by far.
 */
static bool
is_western(const struct sample *s, unsigned percent, size_t *high)
{
	/* What of 0x80..0xBF stands in running text; what is a letter. */
	static const uint8_t marks[] = { 0x80, 0x85, 0x91, 0x92, 0x93, 0x94,
	    0x95, 0x96, 0x97, 0x99, 0xa0, 0xa1, 0xa3, 0xa7, 0xa9, 0xaa, 0xab,
	    0xac, 0xae, 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb7, 0xb8, 0xb9,
	    0xba, 0xbb, 0xbc, 0xbf };
	static const uint8_t letters[] = { 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e,
	    0x9f };
	size_t i, at, fits = 0;

	*high = 0;
	for (i = 0; i < qi_sample_spans(s); i++) {
		struct text t = qi_sample_span(s, i);

		for (at = 0; at < t.n; at++) {
			uint8_t b = t.s[at], a = at > 0 ? t.s[at - 1] : ' ',
			    z = at + 1 < t.n ? t.s[at + 1] : ' ';

			if (b < 0x80)
				continue;
			++*high;
			if (memchr(marks, b, sizeof(marks)) != NULL) {
				fits++;
				continue;
			}
			if (b < 0xc0 ? memchr(letters, b, sizeof(letters)) ==
			    NULL : b == 0xd7 || b == 0xf7)
				continue;
			/* No capital follows a small letter. */
			if (b >= 0xc0 && b < 0xdf && a >= 'a' && a <= 'z')
				continue;
			fits += is_ascii_letter(a) || is_ascii_letter(z) ||
			    (a >= 0xe0 && b >= 0xe0 && is_ascii_letter(
			    at > 1 ? t.s[at - 2] : ' '));
		}
	}
	return fits * 100 >= *high * percent;
}

/* The code page with the letters of that part of ISO 8859, and quotation marks
 * and dashes where that has controls. */
static const struct charset *
windows_for(const struct charset *iso)
{
	static const char *const pair[][2] = {
		{ "ISO-8859-2", "windows-1250" },
		{ "ISO-8859-7", "windows-1253" },
		{ "ISO-8859-8", "windows-1255" },
		{ "ISO-8859-13", "windows-1257" },
		{ "ISO-8859-15", "windows-1252" },
		{ "ISO-8859-16", "windows-1250" }
	};
	size_t i;

	for (i = 0; i < LEN(pair); i++)
		if (strcmp(iso->name, pair[i][0]) == 0)
			return qi_charset_find(pair[i][1]);
	return iso;
}

/*
 * Data that is no text holds control characters all over: of random bytes 27
 * in 256 are ones that no text has, of compressed files as many, of programs
 * and pictures more.  Text that was damaged has one in thousands.  One in
 * fifty lies far from both, and one in a short record is let through.
 */
#define CONTROL_SHARE 50

/* The charset of a text that is not valid UTF-8, whatever it takes. */
static const struct charset *
thorough(struct decoder *d, struct sample *s, unsigned *score)
{
	const struct charset *best, *said, *cs;
	size_t i, high, zeros = 0, controls = 0;
	bool plain = is_plain(s->t);
	struct text t = s->t;
	struct fit f, next, utf8;

	for (i = 0; i < t.n && !plain; i++) {
		zeros += t.s[i] == 0;
		controls += qi_fit_is_control(t.s[i]) && t.s[i] < 0x80;
	}
	qi_sample_runs(s, SAMPLE, PIECE);
	best = cheapest(d, s, true, &f, &next);
	*score = qi_fit_is_good(&f, FIT_SURE) ? 980 : 800;
	cs = wide(d, s, best, zeros);
	if (cs != NULL)
		return cs;
	if (!plain && ((controls > 1 && controls * CONTROL_SHARE > t.n) ||
	    qi_text_is_data(t)))
		return NULL;
	if (qi_fit_is_good(&f, FIT_LIKELY))
		return best;
	/* UTF-8 with bytes in it that are not: few among what is. */
	qi_sample_runs(s, SAMPLE, PIECE);
	utf8 = read_sample(d, &qi_charsets[CS_UTF8], s, true);
	*score = 900;
	if (utf8.bad * 20 <= utf8.chars)
		return &qi_charsets[CS_UTF8];
	cs = mixed(d, s);
	*score = 700;
	if (cs != NULL)
		return cs;
	said = ask_uchardet(d, s);
	if (f.bad == 0 && (said == NULL || said == best) &&
	    qi_fit_is_good(&f, FIT_MAYBE))
		return best;
	if (said != NULL && said->form != FORM_SINGLE)
		said = NULL;
	*score = 600;
	if (is_western(s, said == NULL ? 75 : 90, &high) &&
	    (said == NULL || high < 8))
		said = &qi_charsets[CS_SINGLE];
	else if (said != NULL && has_c1(s))
		said = windows_for(said);
	return said != NULL && qi_charset_open(d, said) ? said : NULL;
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
	bid(d, cs, "escape", (int)(bits < 1 << 20 ? bits : 1 << 20));
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

const struct charset *
qi_detect(struct decoder *d, struct text t, struct buf *spans, unsigned *score,
    size_t *mark)
{
	const struct charset *cs = byte_order_mark(t, mark);
	struct sample s;
	size_t more;

	d->bids = 0;
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
	s = (struct sample){ { t.s + *mark, t.n - *mark }, spans };
	*score = 990;
	cs = quick(d, &s);
	if (cs == NULL)
		cs = thorough(d, &s, score);
	return spans->failed || d->table.failed ? NULL : cs;
}
