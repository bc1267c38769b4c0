/* SPDX-License-Identifier: Apache-2.0 */
/* escape.c - charsets that look like ASCII and shift with escape sequences */
#include "config.h"

#include "escape.h"

#include <string.h>

#include "model.h"
#include "tab_ir165.h"

#define ESC 0x1b
#define SO 0x0e
#define SI 0x0f

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

const char *const qi_escape_name[ESCAPE_FORMS] = {
	[ESCAPE_NOT] = "",
	[ESCAPE_HZ] = "HZ-GB-2312",
	[ESCAPE_ISO_2022_CN] = "ISO-2022-CN",
	[ESCAPE_ISO_2022_JP] = "ISO-2022-JP",
	[ESCAPE_ISO_2022_KR] = "ISO-2022-KR",
	[ESCAPE_UTF_7] = "UTF-7",
};

/* What G0 to G3 can be. */
enum set {
	SET_ASCII,		/* in G1 to G3: nothing */
	SET_ROMAN,		/* ASCII but for two characters */
	SET_KATAKANA,
	/* From here on a character has two bytes. */
	SET_GB, SET_IR_165, SET_KS, SET_JIS, SET_JIS_2,
	SET_CNS			/* plane 1; the other six follow */
};

static bool
is_two_byte(unsigned a, unsigned b)
{
	return a >= 0x21 && a <= 0x7e && b >= 0x21 && b <= 0x7e;
}

/* What ISO-IR-165 has for two bytes where GB 2312 has not the same, or 0. */
static uint32_t
read_ir_165(const uint8_t *s)
{
	unsigned pair = (unsigned)s[0] << 8 | s[1];
	size_t lo = 0, hi = LEN(ir165), mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (ir165[mid].pair <= pair)
			lo = mid;
		else
			hi = mid;
	}
	return ir165[lo].pair == pair ? ir165[lo].cp : 0;
}

/* Two bytes of a set: as the charset has them that uses it with top bits. */
static uint32_t
read_pair(struct decoder *d, unsigned set, const uint8_t *s)
{
	const struct charset *cs = &qi_charsets[set <= SET_IR_165 ? CS_GB18030 :
	    set == SET_KS ? CS_EUC_KR : set >= SET_CNS ? CS_EUC_TW : CS_EUC_JP];
	uint32_t cp[2];
	uint8_t b[4];
	size_t n = 0;

	cp[0] = set == SET_IR_165 ? read_ir_165(s) : 0;
	if (cp[0] != 0)
		return cp[0];
	if (set == SET_JIS_2)
		b[n++] = 0x8f;
	if (set > SET_CNS) {
		b[n++] = 0x8e;
		b[n++] = (uint8_t)(0xa1 + set - SET_CNS);
	}
	b[n++] = s[0] | 0x80;
	b[n++] = s[1] | 0x80;
	if (!qi_charset_open(d, cs))
		return CHARSET_BAD;
	qi_charset_next(d, cs, b, n, cp);
	return cp[0];
}

/* HZ: a character of GB 2312, without regard to which of them are in use. */
static bool
is_hz(const uint8_t *s, size_t n)
{
	return n >= 2 && is_two_byte(s[0], s[1]) && s[0] <= 0x77;
}

static size_t
hz(struct escape *st, struct decoder *d, const uint8_t *s, size_t n,
    uint32_t *cp)
{
	*cp = s[0];
	if (s[0] == '~' && n >= 2) {
		*cp = ESCAPE_NONE;
		/* "~{" twice, or "~}" without need, is what some write. */
		if (s[1] == '{' && (st->shifted || (n >= 4 && s[2] == '~' &&
		    s[3] == '}') || is_hz(s + 2, n - 2))) {
			st->shifted = true;
			return 2;
		}
		if (s[1] == '}' && st->shifted) {
			st->shifted = false;
			return 2;
		}
		if (s[1] == '\n' && !st->shifted)
			return 2;
		if (s[1] == '~' && !st->shifted) {
			*cp = '~';
			return 2;
		}
		*cp = '~';
	}
	if (s[0] == '\n')
		st->shifted = false;
	if (!st->shifted || s[0] <= ' ')
		return 1;
	*cp = CHARSET_BAD;
	if (!is_hz(s, n))
		return 1;
	*cp = read_pair(d, SET_GB, s);
	return 2;
}

/* The set of two-byte characters that an escape sequence with that last byte
 * designates, or SET_ASCII. */
static unsigned
two_byte_set(unsigned final)
{
	switch (final) {
	case 'A':
		return SET_GB;
	case 'E':
		return SET_IR_165;
	case '@':		/* of 1978 */
	case 'B':
	case 'O':		/* JIS X 0213: JIS X 0208 and more */
	case 'Q':
		return SET_JIS;
	case 'C':
		return SET_KS;
	case 'D':
		return SET_JIS_2;
	default:
		return final >= 'G' && final <= 'M' ? SET_CNS + final - 'G' :
		    SET_ASCII;
	}
}

/* The length of a sequence that designates a set, which it then does; or 0. */
static size_t
designate(struct escape *st, const uint8_t *s, size_t n)
{
	unsigned set;

	if (n < 3 || s[0] != ESC)
		return 0;
	if (s[1] == '(' && (s[2] == 'B' || s[2] == 'J' || s[2] == 'I')) {
		st->set[0] = s[2] == 'B' ? SET_ASCII : s[2] == 'J' ?
		    SET_ROMAN : SET_KATAKANA;
		return 3;
	}
	if (s[1] != '$')
		return 0;
	if (s[2] >= '@' && s[2] <= 'B') {
		st->set[0] = (uint8_t)two_byte_set(s[2]);
		return 3;
	}
	if (n < 4 || s[2] < '(' || s[2] > '+')
		return 0;
	set = two_byte_set(s[3]);
	if (set == SET_ASCII)
		return 0;
	st->set[s[2] - '('] = (uint8_t)set;
	return 4;
}

/*
 * A line ends in ASCII.  That designations are to be repeated in each line is
 * left to those who write: it costs nothing to remember them.
 */
static size_t
iso_2022(struct escape *st, struct decoder *d, const uint8_t *s, size_t n,
    uint32_t *cp)
{
	unsigned set = st->set[st->shifted ? 1 : 0];
	size_t len;

	*cp = ESCAPE_NONE;
	len = designate(st, s, n);
	if (len > 0) {
		/* The GNU C library forgets SO behind a single shift. */
		if (st->single && n > 4 && s[2] == ')' && s[4] > ' ')
			st->shifted = true;
		return len;
	}
	st->single = false;
	if ((s[0] == SO || s[0] == SI) && st->set[1] != SET_ASCII) {
		st->shifted = s[0] == SO;
		return 1;
	}
	if (n >= 4 && s[0] == ESC && (s[1] == 'N' || s[1] == 'O') &&
	    st->set[s[1] - 'N' + 2] != SET_ASCII && is_two_byte(s[2], s[3])) {
		*cp = read_pair(d, st->set[s[1] - 'N' + 2], s + 2);
		st->single = true;
		return 4;
	}
	*cp = s[0];
	if (s[0] == '\n') {
		st->shifted = false;
		st->set[0] = SET_ASCII;
	}
	if (s[0] <= ' ' || s[0] >= 0x7f || set == SET_ASCII)
		return 1;
	if (set == SET_ROMAN) {
		*cp = s[0] == '\\' ? 0xa5 : s[0] == '~' ? 0x203e : s[0];
		return 1;
	}
	if (set == SET_KATAKANA) {
		*cp = s[0] < 0x60 ? 0xff40u + s[0] : CHARSET_BAD;
		return 1;
	}
	if (n < 2 || !is_two_byte(s[0], s[1])) {
		*cp = CHARSET_BAD;
		return 1;
	}
	*cp = read_pair(d, set, s);
	return 2;
}

/* The value of a digit of base64, or 64. */
static unsigned
digit(uint8_t b)
{
	return b >= 'A' && b <= 'Z' ? b - 'A' + 0u :
	    b >= 'a' && b <= 'z' ? b - 'a' + 26u :
	    b >= '0' && b <= '9' ? b - '0' + 52u :
	    b == '+' ? 62 : b == '/' ? 63 : 64;
}

/*
 * The number of digits at s, which goes to *len; are they UTF-16, with less
 * than a digit left over, and that zero?  Where the text ends the last may
 * be cut off, when there are enough before it.
 */
#define CUT 8			/* digits: three characters */

static bool
is_utf16(const uint8_t *s, size_t n, size_t *len)
{
	uint32_t bits = 0, unit, high = 0;
	unsigned nbits = 0, v;
	bool good = true, any = false;
	size_t i;

	for (i = 0; i < n && (v = digit(s[i])) < 64; i++) {
		bits = bits << 6 | v;
		nbits += 6;
		if (nbits < 16)
			continue;
		nbits -= 16;
		unit = bits >> nbits & 0xffff;
		bits &= (1u << nbits) - 1;
		good = good && (high != 0) == ((unit & 0xfc00) == 0xdc00);
		high = (unit & 0xfc00) == 0xd800;
		any = any || high == 0;
	}
	*len = i;
	return good && any && ((nbits < 6 && bits == 0 && high == 0) ||
	    (i == n && i > CUT));
}

static size_t
utf_7(struct escape *st, const uint8_t *s, size_t n, uint32_t *cp)
{
	uint32_t high = 0, unit;
	size_t len = 0;

	*cp = s[0];
	if (st->base64 == 0) {
		if (st->literal > 0) {
			st->literal--;
			return 1;
		}
		if (s[0] != '+')
			return 1;
		if (n >= 2 && s[1] == '-')
			return 2;
		if (is_utf16(s + 1, n - 1, &len)) {
			st->base64 = len;
			st->bits = 0;
			st->nbits = 0;
			*cp = ESCAPE_NONE;
		} else
			st->literal = len;
		return 1;
	}
	*cp = CHARSET_BAD;
	while (len < n && st->base64 > 0) {
		st->bits = st->bits << 6 | digit(s[len++]);
		st->base64--;
		st->nbits += 6;
		if (st->nbits < 16)
			continue;
		st->nbits -= 16;
		unit = st->bits >> st->nbits & 0xffff;
		st->bits &= (1u << st->nbits) - 1;
		if ((unit & 0xfc00) == 0xd800) {
			high = unit & 0x3ff;
			continue;
		}
		*cp = (unit & 0xfc00) == 0xdc00 ?
		    0x10000 + (high << 10 | (unit & 0x3ff)) : unit;
		break;
	}
	if (st->base64 == 0 && len < n && s[len] == '-')
		len++;
	return len;
}

void
qi_escape_begin(struct escape *st, enum escape_form form)
{
	*st = (struct escape){ .form = form };
}

size_t
qi_escape_plain(struct escape *st, const uint8_t *s, size_t n)
{
	const uint8_t *p;
	size_t i;

	switch (st->form) {
	case ESCAPE_HZ:
		if (st->shifted)
			return 0;
		p = memchr(s, '~', n);
		break;
	case ESCAPE_UTF_7:
		if (st->base64 > 0)
			return 0;
		i = st->literal < n ? st->literal : n;
		st->literal -= i;
		p = memchr(s + i, '+', n - i);
		break;
	default:
		if (st->set[st->shifted ? 1 : 0] != SET_ASCII)
			return 0;
		for (i = 0; i < n && s[i] != ESC && s[i] != SO && s[i] != SI;
		    i++)
			;
		return i;
	}
	return p != NULL ? (size_t)(p - s) : n;
}

size_t
qi_escape_next(struct escape *st, struct decoder *d, const uint8_t *s,
    size_t n, uint32_t *cp)
{
	if (s[0] >= 0x80) {
		*cp = CHARSET_BAD;
		return 1;
	}
	return st->form == ESCAPE_HZ ? hz(st, d, s, n, cp) :
	    st->form == ESCAPE_UTF_7 ? utf_7(st, s, n, cp) :
	    iso_2022(st, d, s, n, cp);
}

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
#define LIKELY 132		/* a character at most, as detect.h has it for */
#define MAYBE 156		/* its two bytes; the same when ESC speaks too */
#define MISSES 3		/* that much is let through, and ... */
#define MISS_SHARE 16		/* ... one for so many that are right */

struct evidence {
	int64_t gain;		/* over reading it as ASCII */
	uint64_t cost;		/* of the characters below */
	size_t chars;		/* outside ASCII, bad ones too */
	size_t bad, shifts, misses;
	size_t cn, kr;		/* chars by set; the others are ja */
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

/* Does at at what looks like a sequence begin, and is none? */
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
	e->han = e->han || (cp >= 0x2e80 && cp != CHARSET_BAD);
	for (i = 0; i < e->n && e->some[i] != cp; i++)
		;
	if (i == e->n && i < LEN(e->some))
		e->some[e->n++] = cp;
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
		} else if (!iso || len > 1 || cp >= 0xff00) {
			weigh_char(e, prev, cp, ascii);
			prev = cp == CHARSET_BAD ? 0 : cp;
			if (len == 4 || (st.shifted && st.set[1] != SET_KS))
				e->cn++;
			else if (st.shifted)
				e->kr++;
		}
		if (e->bad + e->misses > MISSES +
		    (e->shifts + e->chars) / MISS_SHARE ||
		    (e->gain < HOPELESS && !iso))
			return false;
	}
	return e->gain >= ENOUGH &&
	    e->n >= (iso ? 1u : e->han ? 2u : 3u) &&
	    e->cost <= e->chars * (iso ? MAYBE : LIKELY);
}

static bool
is_ascii(struct text t)
{
	uint8_t all = 0;
	size_t i;

	for (i = 0; i < t.n; i++)
		all |= t.s[i];
	return all < 0x80;
}

static bool
has_hz(struct text t)
{
	const uint8_t *p = t.s, *end = t.s + t.n;

	for (; (p = memchr(p, '~', (size_t)(end - p))) != NULL; p++)
		if (end - p >= 2 && p[1] == '{')
			return true;
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
	if (!qi_escape_might(t) || !is_ascii(t))
		return ESCAPE_NOT;
	if (memchr(t.s, ESC, t.n) != NULL) {
		if (!weigh(d, t, ESCAPE_ISO_2022_JP, &e))
			return ESCAPE_NOT;
		form = e.cn * 2 > e.chars ? ESCAPE_ISO_2022_CN :
		    e.kr * 2 > e.chars ? ESCAPE_ISO_2022_KR :
		    ESCAPE_ISO_2022_JP;
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
	if (form != ESCAPE_NOT)
		*bits = e.gain / 8 < UINT32_MAX ?
		    (unsigned)(e.gain / 8) : UINT32_MAX;
	return form;
}
