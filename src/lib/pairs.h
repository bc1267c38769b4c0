/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pairs.h - the charsets whose characters are two bytes, as tables
 *
 * Lead bytes are 0x81..0xFE, trail bytes 0x40..0xFE; there are entries for
 * leads of 0x80 and 0xFF, too, so that any byte can be looked up.  One is 0 where
 * there is no character; else its lowest three bytes are the character in
 * UTF-8, the first one lowest, with 0 behind two, and the highest is what it
 * costs by itself (model.h).  So one load reads a character, and says how well
 * it fits.  What does not fit in three bytes has a mark in the lowest.
 * Sources of the tables: data/charset/.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include <stdbool.h>
#include <stdint.h>

enum pairs {
	PAIRS_GB18030, PAIRS_BIG5, PAIRS_EUC_KR, PAIRS_SHIFT_JIS, PAIRS_EUC_JP,
	PAIRS_EUC_TW,
	PAIRS
};

#define PAIRS_SIZE (128 * 192)
#define PAIRS_INDEX(lead, trail) (((lead) - 0x80u) * 192 + (trail) - 0x40u)
#define PAIRS_PLANES 7		/* of CNS 11643 behind the first: 2 to 7, 15 */

/* Marks in the lowest byte, and what the next two bytes are then. */
#define PAIRS_PLANE2 1		/* a code point of plane 2 */
#define PAIRS_TWO 2		/* two code points: the number of the two */

/* Which of those a plane is, from 0; PAIRS_PLANES when it is none. */
static inline unsigned
qi_pairs_plane(unsigned plane)
{
	return plane == 15 ? 6 : plane >= 2 && plane <= 7 ? plane - 2 :
	    PAIRS_PLANES;
}

/* The table of one charset. */
const uint32_t *qi_pairs(enum pairs set);

static inline bool
qi_pairs_is_lead(unsigned b)
{
	return b >= 0x81 && b <= 0xfe;
}

static inline unsigned
qi_pairs_cost(uint32_t entry)
{
	return entry >> 24;
}

/* Is it a character whose UTF-8 is in the entry?  That begins with a byte
 * above 0x7F; no mark does. */
static inline bool
qi_pairs_is_plain(uint32_t entry)
{
	return (entry & 0x80) != 0;
}

static inline unsigned
qi_pairs_len(uint32_t entry)
{
	return 2 + (entry >> 5 & 1);
}

/* The code point of an entry that is not 0; a second one to cp[1], or 0. */
void qi_pairs_char(uint32_t entry, uint32_t cp[2]);

/* The code points of the larger sets, by row and column from 0xA1 to 0xFE each;
 * 0 when there is none. */
uint32_t qi_pairs_cns(unsigned plane, unsigned row, unsigned col);
uint32_t qi_pairs_jis0212(unsigned row, unsigned col);

#endif
