/* SPDX-License-Identifier: Apache-2.0 */
/* detect.c - in which charset is a text that is not UTF-8? */
#include "config.h"

#include "detect.h"

#include <string.h>
#include <uchardet/uchardet.h>

#include "model.h"

/* Costs in eighths of a bit, as model.h has them, for what it does not know. */
#define COST_TEXT 40		/* ASCII, the same in most charsets */
#define COST_CTRL 160		/* a control character: 20 bits */
#define COST_BAD 240

#define STEP_SKIP 0x80
#define STEP_LEN 0x0f

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

#define SAMPLE (32u << 10)	/* bytes outside ASCII that are read at most */
#define PIECE 512u		/* in pieces of so many */

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 ? cp != '\t' && cp != '\n' && cp != '\r' &&
	    cp != '\f' && cp != 0x1b : cp >= 0x7f && cp < 0xa0 && cp != 0x85;
}

static bool
is_ascii_letter(uint8_t b)
{
	return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

void
qi_detect_read(struct decoder *d, const struct charset *cs, struct text t,
    bool pairs, struct reading *r)
{
	bool wide = qi_charset_is_wide(cs);
	uint32_t cp[2], prev = 0;
	size_t at, len = 1, run = 0;	/* of characters side by side */
	bool beside = false;		/* a letter is right before the run */
	unsigned c;

	for (at = 0; at < t.n; at += len) {
		if (!wide && t.s[at] < 0x80) {
			r->cost += is_control(t.s[at]) ? COST_CTRL : COST_TEXT;
			r->lone += run == 1 && (beside ||
			    is_ascii_letter(t.s[at]) ||
			    is_ascii_letter(t.s[at - 1]));
			run = 0;
			prev = 0;
			len = 1;
			continue;
		}
		if (run++ == 0)
			beside = at > 0 && is_ascii_letter(t.s[at - 1]);
		len = qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if (cp[0] < 0x80) {
			r->controls += is_control(cp[0]);
			r->cost += COST_TEXT;
			prev = 0;
			continue;
		}
		r->high += len;
		r->chars++;
		if (cp[0] == CHARSET_BAD) {
			r->bad++;
			c = COST_BAD;
			prev = 0;
		} else {
			c = is_control(cp[0]) ? COST_BAD :
			    qi_model_asian(prev, cp[0]);
			r->kana += cp[0] >= 0x3041 && cp[0] < 0x30fb;
			prev = pairs ? cp[0] : 0;
		}
		r->cost += c;
		r->high_cost += c;
	}
	r->lone += run == 1 && (beside || is_ascii_letter(t.s[t.n - 1]));
}

bool
qi_detect_skips(struct decoder *d, const struct charset *cs, struct text t,
    uint64_t without, struct buf *plan)
{
	uint64_t least[8], c;	/* to get to a place; by its number modulo 8 */
	uint32_t cp[2];
	uint8_t *step;		/* the length of the last step to a place */
	size_t at, len, n;

	qi_buf_reset(plan);
	if (!qi_buf_reserve(plan, t.n + 1))
		return false;
	step = plan->p;
	memset(step, 0, t.n + 1);
	for (at = 0; at < LEN(least); at++)
		least[at] = UINT64_MAX;
	least[0] = 0;
	for (at = 0; at < t.n; at++) {
		uint64_t here = least[at % 8];

		least[at % 8] = UINT64_MAX;	/* for at + 8 */
		if (here == UINT64_MAX)
			continue;
		len = qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		c = cp[0] < 0x80 ? COST_TEXT : cp[0] == CHARSET_BAD ||
		    is_control(cp[0]) ? COST_BAD : qi_model_asian(0, cp[0]);
		if (here + c < least[(at + len) % 8]) {
			least[(at + len) % 8] = here + c;
			step[at + len] = (uint8_t)len;
		}
		if (t.s[at] >= 0x80 && here + COST_BAD < least[(at + 1) % 8]) {
			least[(at + 1) % 8] = here + COST_BAD;
			step[at + 1] = 1 | STEP_SKIP;
		}
	}
	if (least[t.n % 8] + 192 >= without)	/* 24 bits */
		return false;
	for (at = t.n; at > 0; at -= n) {
		n = step[at] & STEP_LEN;
		if (step[at] & STEP_SKIP)
			step[at - 1] |= DETECT_SKIP;
	}
	return true;
}

/*
 * What of the text to look at: all of it, or pieces from all over it when it
 * has much outside ASCII.  A piece begins where no character can be cut in
 * most charsets: behind a byte below 0x30, or at a multiple of four.
 */
static bool
sample(struct text t, struct buf *spans)
{
	size_t high = 0, at, seen, next, every;
	struct span sp = { 0, t.n };

	for (at = 0; at < t.n; at++)
		high += t.s[at] >> 7;
	if (high <= SAMPLE) {
		qi_buf_put(spans, &sp, sizeof(sp));
		return !spans->failed;
	}
	every = high / (SAMPLE / PIECE);	/* a piece in so many bytes */
	for (at = seen = next = 0; at < t.n; ) {
		if (seen < next) {
			seen += t.s[at++] >> 7;
			continue;
		}
		next += every;
		/* Not far: a text may have no such byte. */
		for (sp.at = at; sp.at < t.n && sp.at - at < PIECE; sp.at++)
			if (t.s[sp.at] < 0x30 && sp.at % 4 == 3)
				break;
		sp.at = sp.at < t.n && sp.at - at < PIECE ? sp.at + 1 :
		    at & ~(size_t)3;
		for (at = sp.at; at < t.n && (seen < next - every + PIECE ||
		    (at - sp.at) % 4 != 0); at++)
			seen += t.s[at] >> 7;
		sp.len = at - sp.at;
		qi_buf_put(spans, &sp, sizeof(sp));
	}
	return !spans->failed;
}

static struct reading
read_sample(struct decoder *d, const struct charset *cs, struct text t,
    const struct buf *spans)
{
	const struct span *sp = (const struct span *)(const void *)spans->p;
	struct reading r = { 0 };
	size_t i;

	for (i = 0; i < spans->n / sizeof(*sp); i++)
		qi_detect_read(d, cs,
		    (struct text){ t.s + sp[i].at, sp[i].len }, true, &r);
	return r;
}

bool
qi_detect_is_good(const struct reading *r, unsigned limit)
{
	return r->high > 0 && r->bad * 8 <= r->chars &&
	    r->lone * 2 <= r->chars &&
	    r->high_cost <= (uint64_t)limit * r->high;
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
is_utf16(struct text t, const struct reading *r, size_t zeros)
{
	return t.n % 2 == 0 && r->bad == 0 && r->controls == 0 &&
	    (zeros * 8 >= t.n ||
	    (r->chars >= 4 && qi_detect_is_good(r, DETECT_LIKELY)));
}

/* What uchardet says of the sample, or NULL.  Its memory is its own. */
static const struct charset *
ask_uchardet(struct decoder *d, struct text t, const struct buf *spans)
{
	const struct span *sp = (const struct span *)(const void *)spans->p;
	const char *name;
	size_t i;

	if (d->uchardet == NULL)
		d->uchardet = uchardet_new();
	if (d->uchardet == NULL)
		return NULL;
	uchardet_reset(d->uchardet);
	for (i = 0; i < spans->n / sizeof(*sp); i++)
		if (uchardet_handle_data(d->uchardet,
		    (const char *)t.s + sp[i].at, sp[i].len) != 0)
			return NULL;
	uchardet_data_end(d->uchardet);
	name = uchardet_get_charset(d->uchardet);
	return name != NULL ? qi_charset_find(name) : NULL;
}


/* The charsets that parts of one text may be in by turns. */
static const int by_part[] = { CS_UTF8, CS_GB18030, CS_BIG5 };

/*
 * Where parts of the text are in one charset and parts in another, each part
 * by itself still reads well in one: that which most of the text is in.
 */
static const struct charset *
mixed(struct decoder *d, struct text t, const struct buf *spans)
{
	const struct span *sp = (const struct span *)(const void *)spans->p;
	struct reading r, least, all = { 0 };
	size_t i, k, at, end, best, share[LEN(by_part)] = { 0 };
	struct text span;

	for (i = 0; i < spans->n / sizeof(*sp); i++) {
		span = (struct text){ t.s + sp[i].at, sp[i].len };
		for (at = 0; at < span.n; at = end) {
			end = qi_detect_part(span, at);
			least = (struct reading){ .cost = UINT64_MAX };
			for (k = 0, best = 0; k < LEN(by_part); k++) {
				r = (struct reading){ 0 };
				qi_detect_read(d, &qi_charsets[by_part[k]],
				    (struct text){ span.s + at, end - at },
				    true, &r);
				if (r.cost < least.cost) {
					least = r;
					best = k;
				}
			}
			share[best] += least.high;
			all.high_cost += least.high_cost;
			all.high += least.high;
			all.chars += least.chars;
			all.bad += least.bad;
			all.lone += least.lone;
		}
	}
	for (k = 1, best = 0; k < LEN(by_part); k++)
		if (share[k] > share[best])
			best = k;
	return qi_detect_is_good(&all, DETECT_LIKELY) ?
	    &qi_charsets[by_part[best]] : NULL;
}

/*
 * Western text has few bytes outside ASCII, and in windows-1252 each is a
 * letter beside letters, or one of the marks that are in use.  Where there
 * are few a detector guesses; this is the likeliest by far.
 */
static bool
is_western(struct text t, const struct buf *spans, unsigned percent,
    size_t *high)
{
	/* What of 0x80..0xBF stands in running text; what is a letter. */
	static const uint8_t marks[] = { 0x80, 0x85, 0x91, 0x92, 0x93, 0x94,
	    0x95, 0x96, 0x97, 0x99, 0xa0, 0xa1, 0xa3, 0xa7, 0xa9, 0xaa, 0xab,
	    0xac, 0xae, 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb7, 0xb8, 0xb9,
	    0xba, 0xbb, 0xbc, 0xbf };
	static const uint8_t letters[] = { 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e,
	    0x9f };
	const struct span *sp = (const struct span *)(const void *)spans->p;
	size_t i, at, fits = 0;

	*high = 0;
	for (i = 0; i < spans->n / sizeof(*sp); i++)
		for (at = sp[i].at; at < sp[i].at + sp[i].len; at++) {
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

const struct charset *
qi_detect(struct decoder *d, struct text t, struct buf *spans, unsigned *score)
{
	/* First those that come often and are read by tables of our own. */
	static const int asian[] = { CS_UTF8, CS_GB18030, CS_BIG5, CS_UTF16LE,
	    CS_UTF16BE, CS_EUC_TW, CS_EUC_KR, CS_SHIFT_JIS, CS_EUC_JP };
	const struct charset *cs, *best = NULL, *said;
	struct reading r, least = { 0 };
	size_t i, high, zeros = 0, controls = 0, c1 = 0;

	qi_buf_reset(spans);
	if (!sample(t, spans))
		return NULL;
	for (i = 0; i < t.n; i++) {
		zeros += t.s[i] == 0;
		c1 += t.s[i] >= 0x80 && t.s[i] < 0xa0 && t.s[i] != 0x85;
		controls += is_control(t.s[i]) && t.s[i] < 0x80;
	}
	*score = 990;
	for (i = CS_UTF32LE; zeros * 4 >= t.n && i <= CS_UTF32BE; i++)
		if (is_utf32(t, &qi_charsets[i], d))
			return &qi_charsets[i];
	for (i = 0; i < LEN(asian); i++) {
		cs = &qi_charsets[asian[i]];
		/* GBK and Big5 have kana too, where EUC-JP has them. */
		if (cs->form == FORM_EUC_TW && least.kana * 8 < least.chars &&
		    qi_detect_is_good(&least, DETECT_SURE))
			break;
		if (!qi_charset_open(d, cs))
			continue;
		r = read_sample(d, cs, t, spans);
		if (qi_charset_is_wide(cs) && !is_utf16(t, &r, zeros))
			continue;
		if (best == NULL || r.cost < least.cost) {
			best = cs;
			least = r;
		}
	}
	if (d->table.failed)
		return NULL;
	*score = qi_detect_is_good(&least, DETECT_SURE) ? 980 : 800;
	if (qi_charset_is_wide(best))
		return best;
	if ((controls > 1 && controls * CONTROL_SHARE > t.n) || qi_text_is_data(t))
		return NULL;
	if (qi_detect_is_good(&least, DETECT_LIKELY))
		return qi_charset_open(d, best) ? best : NULL;
	/* UTF-8 with bytes in it that are not: few among what is. */
	r = read_sample(d, &qi_charsets[CS_UTF8], t, spans);
	*score = 900;
	if (r.bad * 20 <= r.chars)
		return &qi_charsets[CS_UTF8];
	cs = mixed(d, t, spans);
	*score = 700;
	if (cs != NULL)
		return cs;
	said = ask_uchardet(d, t, spans);
	if (least.bad == 0 && (said == NULL || said == best) &&
	    qi_detect_is_good(&least, DETECT_MAYBE))
		return qi_charset_open(d, best) ? best : NULL;
	if (said != NULL && said->form != FORM_SINGLE)
		said = NULL;
	*score = 600;
	if (is_western(t, spans, said == NULL ? 75 : 90, &high) &&
	    (said == NULL || high < 8))
		said = &qi_charsets[CS_WINDOWS_1252];
	else if (said != NULL && c1 > 0)
		said = windows_for(said);
	return said != NULL && qi_charset_open(d, said) ? said : NULL;
}
