/* SPDX-License-Identifier: Apache-2.0 */
/*
 * single.h - charsets of one byte a character: ASCII and 128 more
 *
 * A set is its number, in the order of data/charset/single.tsv, which is that
 * of the names.
 */
#ifndef SINGLE_H
#define SINGLE_H

#include <stdint.h>

#define SINGLE_SETS 55

/* The name, IANA's where that has one. */
const char *qi_single_name(unsigned set);

/* The set of that name, letter for letter, or SINGLE_SETS. */
unsigned qi_single_find(const char *name);

/* The code point of a byte of 0x80 and up; 0 if it has none, or a control. */
uint32_t qi_single_decode(unsigned set, uint8_t byte);

/* The byte of a code point, or 0 when the set has no such; ASCII is itself. */
unsigned qi_single_encode(unsigned set, uint32_t cp);

#endif
