/* SPDX-License-Identifier: Apache-2.0 */
/* escape_detect.c - is what looks like ASCII in a charset of escape.h? */
#include "config.h"

#include "escape.h"

#include <string.h>

#include "model.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/*
 * Costs in eighths of a bit, as model.h has them.  As ASCII a shifted text is
 * printable characters in any order; that some are of the kind of the one
 * before is what tells words, names and numbers from such.
 */
#define COST_ALIKE 36		/* 26 letters */
#define COST_OTHER 56		/* a little more than one in 94 */
#define COST_CONTROL 120
#define COST_SHIFT 24		/* in a text of that form, to shift here */
#define COST_BAD 240
#define COST_MISS 160		/* what begins like a sequence and is none */
#define COST_SCRIPT 48		/* of the same 128 as the one before */
#define COST_LATIN 72		/* one of 400, some of them often */
#define COST_KATAKANA 48	/* one of 63, where these are designated */

#define ENOUGH 192		/* gained in all: 24 bits */
#define HOPELESS (-4096)	/* no text gains that much later */
#define LIKELY 132		/* at most a character: fit.h's, twice */
#define MAYBE 156		/* the same, when ESC speaks for it too */
#define MISSES 3		/* that much is let through, and ... */
#define MISS_SHARE 16		/* ... one for so many that are right */

struct evidence {
	int64_t gain;		/* over reading it as ASCII */
	uint64_t cost;		/* of the characters below */
	size_t chars;		/* outside ASCII, bad ones too */
	size_t bad, shifts, misses;
	size_t of[ESCAPE_FORMS];	/* chars by form */
	uint32_t some[3];	/* different ones */
	unsigned n;
	bool han;		/* or kana, hangul: not letters only */
};

static unsigned
kind(uint8_t b)
{
	return b >= 'a' && b <= 'z' ? 1 : b >= 'A' && b <= 'Z' ? 2 :
	    b >= '0' && b <= '9' ? 3 : 0;
}

/* Of n bytes at at. */
static unsigned
cost_as_ascii(struct text t, size_t at, size_t n)
{
	unsigned sum = 0, k, last = at > 0 ? kind(t.s[at - 1]) : 0;
	size_t i;

	for (i = at; i < at + n; i++, last = k) {
		k = kind(t.s[i]);
		sum += t.s[i] < 0x20 ? COST_CONTROL :
		    k != 0 && k == last ? COST_ALIKE : COST_OTHER;
	}
	return sum;
}

static bool
is_iso_2022(enum escape_form form)
{
	return form >= ESCAPE_ISO_2022_CN && form <= ESCAPE_ISO_2022_KR;
}

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 ? cp != '\t' && cp != '\n' && cp != '\r' :
	    cp >= 0x7f && cp < 0xa0;
}

/* A byte that stands for itself: where it begins a sequence, as a rule? */
static bool
is_miss(enum escape_form form, struct text t, size_t at)
{
	return form == ESCAPE_UTF_7 ? t.s[at] == '+' :
	    form == ESCAPE_HZ ? t.n - at >= 2 && t.s[at] == '~' &&
	    t.s[at + 1] == '{' : t.s[at] == SO || t.s[at] == SI;
}

/* A character outside ASCII, or CHARSET_BAD. */
static void
weigh_char(struct evidence *e, uint32_t prev, uint32_t cp, unsigned ascii)
{
	unsigned c, i;

	if (cp == CHARSET_BAD || is_control(cp)) {
		c = COST_BAD;
		e->bad++;
	} else if (cp >= 0xff61 && cp < 0xffa0)
		c = COST_KATAKANA;
	else if (cp < 0x2e80 && prev >= 0x80 && prev >> 7 == cp >> 7)
		c = COST_SCRIPT;
	else if (cp >= 0xc0 && cp < 0x250)
		c = COST_LATIN;
	else
		c = qi_model_asian(prev, cp);
	e->chars++;
	e->cost += c;
	e->gain += (int64_t)ascii - c;
	if (c == COST_BAD)
		return;
	e->han = e->han || cp >= 0x2e80;
	for (i = 0; i < e->n && e->some[i] != cp; i++)
		;
	if (i == e->n && i < LEN(e->some))
		e->some[e->n++] = cp;
}

/* What was declared speaks for the form; any of ISO 2022 for all of these. */
static int64_t
declared(const struct decoder *d, enum escape_form form)
{
	int64_t sum = 0;
	unsigned f;

	for (f = ESCAPE_HZ; f < ESCAPE_FORMS; f++)
		if (f == form || (is_iso_2022(f) && is_iso_2022(form)))
			sum += qi_declared(d, qi_escape_charset(f));
	return sum;
}

/* Read t in that form.  False as soon as it cannot be that. */
static bool
weigh(struct decoder *d, struct text t, enum escape_form form,
    struct evidence *e)
{
	bool iso = is_iso_2022(form);
	struct escape st;
	uint32_t cp, prev = 0;
	unsigned ascii;
	size_t at, len, n;
	int64_t said;

	qi_escape_begin(&st, form);
	for (at = 0; at < t.n; at += len) {
		n = qi_escape_plain(&st, t.s + at, t.n - at);
		if (n > 0) {
			prev = 0;
			len = n;
			continue;
		}
		len = qi_escape_next(&st, d, t.s + at, t.n - at, &cp);
		n = len;
		if (form == ESCAPE_UTF_7 && t.s[at + n - 1] == '-')
			n--;
		ascii = cost_as_ascii(t, at, n);
		if (cp == ESCAPE_NONE) {
			/* Other notations bracket words all over too. */
			if (e->shifts++ < 2 || iso)
				e->gain += (int64_t)ascii - COST_SHIFT;
			continue;
		}
		if (cp < 0x80) {
			prev = 0;
			if (cp == ESC && iso)
				return false;
			if (len > 1 ? is_control(cp) : is_miss(form, t, at)) {
				e->misses++;
				e->gain -= COST_MISS;
			}
		} else if (cp == 0xfeff) {
			prev = 0;
		} else if (!iso || len > 1 || cp >= 0xff00) {
			weigh_char(e, prev, cp, ascii);
			prev = cp == CHARSET_BAD ? 0 : cp;
			e->of[st.form]++;
		}
		if (e->bad + e->misses > MISSES +
		    (e->shifts + e->chars) / MISS_SHARE ||
		    (e->gain < HOPELESS && !iso))
			return false;
	}
	said = declared(d, form);
	return e->gain + said >= ENOUGH && e->chars > 0 &&
	    e->n >= (iso || said > 0 ? 1u : e->han ? 2u : 3u) &&
	    e->cost <= e->chars * (iso || said > 0 ? MAYBE : LIKELY);
}

static bool
has_hz(struct text t)
{
	const uint8_t *p = t.s, *end = t.s + t.n;

	while ((p = memchr(p, '~', (size_t)(end - p))) != NULL) {
		while (p < end && *p == '~')
			p++;
		if (p < end && *p == '{')
			return true;
	}
	return false;
}

bool
qi_escape_might(struct text t)
{
	return memchr(t.s, '+', t.n) != NULL ||
	    memchr(t.s, ESC, t.n) != NULL || has_hz(t);
}

enum escape_form
qi_escape_detect(struct decoder *d, struct text t, unsigned *bits)
{
	struct evidence hz = { 0 }, e = { 0 };
	enum escape_form form = ESCAPE_NOT;

	*bits = 0;
	if (memchr(t.s, ESC, t.n) != NULL) {
		if (weigh(d, t, ESCAPE_ISO_2022_JP, &e)) {
			form = ESCAPE_ISO_2022_JP;
			if (e.of[ESCAPE_ISO_2022_CN] > e.of[form])
				form = ESCAPE_ISO_2022_CN;
			if (e.of[ESCAPE_ISO_2022_KR] > e.of[form])
				form = ESCAPE_ISO_2022_KR;
		}
	} else {
		if (memchr(t.s, '+', t.n) != NULL &&
		    weigh(d, t, ESCAPE_UTF_7, &e))
			form = ESCAPE_UTF_7;
		if (has_hz(t) && weigh(d, t, ESCAPE_HZ, &hz) &&
		    (form == ESCAPE_NOT || hz.gain > e.gain)) {
			form = ESCAPE_HZ;
			e = hz;
		}
	}
	/* Most that is none was given up long before its end. */
	if (form == ESCAPE_NOT || qi_text_ascii(t.s, t.n) < t.n)
		return ESCAPE_NOT;
	*bits = e.gain < 0 ? 0 : e.gain / 8 < UINT32_MAX ?
	    (unsigned)(e.gain / 8) : UINT32_MAX;
	return form;
}
