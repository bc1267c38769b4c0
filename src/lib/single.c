/* SPDX-License-Identifier: Apache-2.0 */
/* single.c - charsets of one byte a character: ASCII and 128 more */
#include "config.h"

#include "single.h"

#include <string.h>

#include "tab_single.h"

_Static_assert(sizeof(single_name) / sizeof(single_name[0]) == SINGLE_SETS,
    "SINGLE_SETS is not what data/charset/single.tsv has");

const char *
qi_single_name(unsigned set)
{
	return single_name[set];
}

unsigned
qi_single_find(const char *name)
{
	unsigned set;

	for (set = 0; set < SINGLE_SETS; set++)
		if (strcmp(single_name[set], name) == 0)
			break;
	return set;
}

uint32_t
qi_single_decode(unsigned set, uint8_t byte)
{
	return byte < 0x80 ? byte : single_cp[set * 128 + byte - 0x80u];
}

unsigned
qi_single_encode(unsigned set, uint32_t cp)
{
	const uint16_t *sorted = single_sorted + set * 128;
	unsigned at = 0, step;

	if (cp < 0x80)
		return cp;
	/* Without branches, which nobody could foresee. */
	for (step = 64; step > 0; step /= 2)
		at += (sorted[at + step - 1] < cp) * step;
	return sorted[at] == cp ? single_byte[set * 128 + at] : 0;
}
