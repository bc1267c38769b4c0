/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reading.h - Mandarin readings of the ideographs of GBK
 *
 * A reading is a syllable with its tone, as pinyin writes it: "zhuǎn".  Each
 * has a number.  Source: Unihan, data/readings.tsv.
 */
#ifndef READING_H
#define READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define READING_NONE 0
#define READING_MAX 11		/* no reading has more bytes */

/* The number of the reading written s[0, n), or READING_NONE. */
unsigned qi_reading_find(const uint8_t *s, size_t n);

/* May the character with this pair of GBK bytes be read so? */
bool qi_reading_has(unsigned pair, unsigned reading);

/* Its most usual reading, or READING_NONE. */
unsigned qi_reading_first(unsigned pair);

/* Is that one nine of ten uses, so that nobody needs to be told it? */
bool qi_reading_is_usual(unsigned pair);

/* Is the character a traditional form of another? */
bool qi_reading_is_traditional(unsigned pair);

#endif
