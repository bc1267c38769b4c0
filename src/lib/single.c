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
	const uint16_t *of = single_cp + set * 128;
	const uint8_t *by_cp = single_byte + set * 128;
	unsigned lo = 0, hi = 127, mid;

	if (cp < 0x80)
		return cp;
	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (of[by_cp[mid] - 0x80] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return of[by_cp[lo] - 0x80] == cp ? by_cp[lo] : 0;
}
