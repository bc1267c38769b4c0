/* SPDX-License-Identifier: Apache-2.0 */
/* escape.c - charsets that look like ASCII and shift with escape sequences */
#include "config.h"

#include "escape.h"

#include <string.h>

#include "tab_ir165.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

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

/*
 * HZ: a character of GB 2312, without regard to which of them are in use.
 * None begins with "}": one that ends in "~" before that has lost a byte.
 */
static bool
is_hz(const uint8_t *s, size_t n)
{
	return n >= 2 && is_two_byte(s[0], s[1]) && s[0] <= 0x77 &&
	    !(n >= 3 && s[1] == '~' && s[2] == '}');
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
		st->form = ESCAPE_ISO_2022_JP;
		return 3;
	}
	if (n < 4 || s[2] < '(' || s[2] > '+')
		return 0;
	set = two_byte_set(s[3]);
	if (set == SET_ASCII)
		return 0;
	st->set[s[2] - '('] = (uint8_t)set;
	st->form = s[2] == '(' ? ESCAPE_ISO_2022_JP : set == SET_KS ?
	    ESCAPE_ISO_2022_KR : ESCAPE_ISO_2022_CN;
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
