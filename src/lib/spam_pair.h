/* SPDX-License-Identifier: Apache-2.0 */
/* spam_pair.h - a set of pairs of characters, as bits by a hash */
#ifndef SPAM_PAIR_H
#define SPAM_PAIR_H

#include <stdint.h>

#define SPAM_PAIRS (1u << 18)	/* some 250 for each pair in it */

static inline uint32_t
spam_pair(uint16_t a, uint16_t b)
{
	return (((uint32_t)a << 16 | b) * UINT32_C(0x9e3779b1)) >> 14;
}

#endif
