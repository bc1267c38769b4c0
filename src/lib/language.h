/* SPDX-License-Identifier: Apache-2.0 */
/*
 * language.h - how surprising text is that may be Chinese, Japanese or Korean
 *
 * Costs are in eighths of a bit: 8 means half as likely.  Simplified and
 * traditional characters are their own here, so that it costs to mix them.
 * Letters of other scripts are cheap in words of their own.  Any code point
 * may be asked for.  Source of the counts: data/model/language-*.tsv.
 */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <stdint.h>

/* A small number for a character that was counted; 0 for all others.  The more
 * frequent a character, the smaller its number. */
unsigned qi_language_id(uint32_t cp);

/* The cost of a character by itself. */
unsigned qi_language_char(uint32_t cp);

/* The cost of b right after a, a == 0 being nothing that matters. */
unsigned qi_language_pair(uint32_t a, uint32_t b);

/* In what text an ideograph is used, as it was counted; 0 for others. */
enum {
	LANGUAGE_SIMPLIFIED = 1, LANGUAGE_TRADITIONAL = 2, LANGUAGE_JAPANESE = 4
};
unsigned qi_language_forms(uint32_t cp);

#endif
