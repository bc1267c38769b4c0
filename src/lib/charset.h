/* SPDX-License-Identifier: Apache-2.0 */
/*
 * charset.h - read text in any charset, a character at a time
 *
 * Tables of our own, so that a charset is the same everywhere and a bad byte
 * never takes along what follows; iconv(3) only for what is seldom seen, asked
 * once for each character.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "pairs.h"
#include "qing.h"

#define CHARSET_BAD UINT32_MAX	/* instead of a code point: unreadable */

enum form {
	FORM_UTF8,
	FORM_UTF16LE, FORM_UTF16BE, FORM_UTF32LE, FORM_UTF32BE,
	/* Those with a table of pairs, in the order of enum pairs. */
	FORM_GB18030, FORM_BIG5, FORM_EUC_KR, FORM_SHIFT_JIS, FORM_EUC_JP,
	FORM_EUC_TW,
	FORM_SHIFT,		/* looks like ASCII: escape.h */
	FORM_SINGLE,		/* one byte a character */
	FORM_DOUBLE		/* 0x81..0xFE and any 0x31..0xFE */
};

struct charset {
	const char *name;	/* IANA's, if it has one */
	enum form form;
};

enum {
	CS_UTF8, CS_UTF16LE, CS_UTF16BE, CS_UTF32LE, CS_UTF32BE,
	CS_GB18030, CS_BIG5, CS_EUC_KR, CS_SHIFT_JIS, CS_EUC_JP, CS_EUC_TW,
	/* In the order of enum escape_form. */
	CS_HZ, CS_ISO_2022_CN, CS_ISO_2022_JP, CS_ISO_2022_KR, CS_UTF_7,
	CS_JOHAB,
	CS_SINGLE		/* from here on those of single.h, by set */
};
extern const struct charset qi_charsets[];

/* The charset of that name, which is as in the table, or NULL. */
const struct charset *qi_charset_find(const char *name);

/* Charset n, counted from 0, or NULL when there are no more. */
const struct charset *qi_charset_at(size_t n);

#define DECODER_TABLE (128 * 256 * sizeof(uint32_t))	/* by lead and trail */

#define BIDS 24

/* What is kept from record to record: one per cleaner, all zero at first but
 * for the buffer. */
struct decoder {
	const struct charset *open;	/* which iconv is open for, or NULL */
	iconv_t cd;
	struct buf table;	/* what it said so far, uint32_t by bytes */
	const char *charset;	/* of the record, for the result */
	size_t valid;		/* the record is UTF-8 up to here */
	bool again;		/* what was made of it may be read once more:
				 * UTF-16 of ASCII that is HZ, or what a byte
				 * order mark stood before */
	const struct charset *declared;	/* for the records to come, or NULL */
	const struct charset *in_text;	/* what the record says itself, or NULL */
	struct qing_bid bid[BIDS];	/* for the record, the highest first */
	size_t bids;
};

/*
 * What was declared that speaks for cs, in eighths of a bit.  One declaration
 * in 160 was wrong of pages that were looked at; what a caller says is a
 * little better.  So it decides what is close, and no more.
 */
#define DECLARED_BY_CALLER 24	/* bits */
#define DECLARED_IN_TEXT 20

static inline int64_t
qi_declared(const struct decoder *d, const struct charset *cs)
{
	return (d->declared == cs ? DECLARED_BY_CALLER * 8 : 0) +
	    (d->in_text == cs ? DECLARED_IN_TEXT * 8 : 0);
}

void qi_decoder_init(struct decoder *d, struct mem *mem);
void qi_decoder_free(struct decoder *d);

/*
 * Make ready to read cs.  False when this system's iconv does not know it, or
 * when memory failed, which the table remembers.
 */
bool qi_charset_open(struct decoder *d, const struct charset *cs);

/*
 * Read one character at s, n > 0, of the charset made ready last.  Gives its
 * length, 1 at least.  cp[0] is its code point or CHARSET_BAD; cp[1] is the
 * combining mark that a few characters of Big5 have, else 0.  Bytes that are
 * unreadable never take an ASCII byte behind them along.  Of UTF-8 it reads
 * pairs of surrogates too.
 */
size_t qi_charset_next(struct decoder *d, const struct charset *cs,
    const uint8_t *s, size_t n, uint32_t cp[2]);

/* The table of pairs that a charset is read by, or NULL. */
static inline const uint32_t *
qi_charset_pairs(const struct charset *cs)
{
	return cs->form >= FORM_GB18030 && cs->form <= FORM_EUC_TW ?
	    qi_pairs((enum pairs)(cs->form - FORM_GB18030)) : NULL;
}

/* Bytes below 0x80 that are not a trail byte mean ASCII. */
static inline bool
qi_charset_is_wide(const struct charset *cs)
{
	return cs->form >= FORM_UTF16LE && cs->form <= FORM_UTF32BE;
}

#endif
