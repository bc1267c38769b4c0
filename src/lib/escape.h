/* SPDX-License-Identifier: Apache-2.0 */
/*
 * escape.h - charsets that look like ASCII and shift with escape sequences
 *
 * HZ (RFC 1843), ISO 2022 as mail uses it (RFC 1468, 1554, 1557, 1922) and
 * UTF-7 (RFC 2152).  What is no valid sequence stands for itself, so that
 * text which is not in the charset, as a part of a record may be, stays as
 * it is.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "charset.h"
#include "text.h"

enum escape_form {
	ESCAPE_NOT,		/* in none of these */
	ESCAPE_HZ,
	/* One decoder reads these three, whatever sets are designated. */
	ESCAPE_ISO_2022_CN,
	ESCAPE_ISO_2022_JP,
	ESCAPE_ISO_2022_KR,
	ESCAPE_UTF_7,
	ESCAPE_FORMS
};

/* The form of a charset of FORM_SHIFT, and back. */
static inline enum escape_form
qi_escape_form(const struct charset *cs)
{
	return (enum escape_form)(ESCAPE_HZ + (cs - &qi_charsets[CS_HZ]));
}

static inline const struct charset *
qi_escape_charset(enum escape_form form)
{
	return &qi_charsets[CS_HZ + (form - ESCAPE_HZ)];
}

/* How a text is being read. */
struct escape {
	enum escape_form form;	/* ISO 2022: that of the last set */
	bool shifted;		/* HZ: after "~{"; ISO 2022: after SO */
	uint8_t set[4];		/* ISO 2022: what G0 to G3 are */
	bool single;		/* and a character of G2 or G3 was last */
	size_t base64;		/* UTF-7: so many of such digits to come, */
	size_t literal;		/* or so many that are none */
	uint32_t bits;		/* of those read, not yet in a character */
	unsigned nbits;
};

#define ESC 0x1b
#define SO 0x0e
#define SI 0x0f

#define ESCAPE_NONE (CHARSET_BAD - 1)	/* instead of a code point */

/* Start to read a text in that form, which is not ESCAPE_NOT. */
void qi_escape_begin(struct escape *st, enum escape_form form);

/* So many bytes at s stand for themselves; call qi_escape_next() then. */
size_t qi_escape_plain(struct escape *st, const uint8_t *s, size_t n);

/*
 * Read at s, n > 0.  Gives how many bytes were read, 1 at least; *cp is a
 * code point, CHARSET_BAD, or ESCAPE_NONE for what only shifts.  A newline is
 * read by itself, but for the "~" and newline by which HZ continues a line.
 * Makes another charset of d open.
 */
size_t qi_escape_next(struct escape *st, struct decoder *d, const uint8_t *s,
    size_t n, uint32_t *cp);

/* Is it worth a look?  Quick. */
bool qi_escape_might(struct text t);

/*
 * In which form is t, a record or a line?  ESCAPE_NOT unless nothing in t is
 * outside ASCII, and it reads so well that chance is ruled out; there is a
 * character outside ASCII then in what it stands for.  The bits by which it
 * is likelier than ASCII go to *bits.
 */
enum escape_form qi_escape_detect(struct decoder *d, struct text t,
    unsigned *bits);

#endif
