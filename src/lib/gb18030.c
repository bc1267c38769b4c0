/* SPDX-License-Identifier: Apache-2.0 */
/* gb18030.c - the four-byte part of GB18030, both ways */
#include "config.h"

#include "gb18030.h"

#include <stddef.h>

#include "tab_gb18030.h"

#define RANGES (sizeof(gb18030_range) / sizeof(gb18030_range[0]))

/* Swapped for U+1E3F in 2005, which now has two bytes. */
#define SWAPPED 7457
#define SWAPPED_CP 0xe7c7

/* Where the numbers of the BMP end, and those of the other planes are. */
#define BMP_END 39420
#define OTHERS 189000
#define OTHERS_END 1237576

uint32_t
qi_gb18030_decode(const uint8_t s[4])
{
	uint32_t number = ((s[0] - 0x81u) * 10 + s[1] - 0x30u) * 1260 +
	    (s[2] - 0x81u) * 10 + s[3] - 0x30u;
	size_t lo = 0, hi = RANGES, mid;

	if (number == SWAPPED)
		return SWAPPED_CP;
	if ((number >= BMP_END && number < OTHERS) || number >= OTHERS_END)
		return GB18030_NONE;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (gb18030_range[mid].offset <= number)
			lo = mid;
		else
			hi = mid;
	}
	return gb18030_range[lo].cp + (number - gb18030_range[lo].offset);
}

uint32_t
qi_gb18030_number(uint32_t cp)
{
	size_t lo = 0, hi = RANGES, mid;
	uint32_t number, end;

	if (cp == SWAPPED_CP)
		return SWAPPED;
	if (cp < gb18030_range[0].cp)
		return GB18030_NONE;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (gb18030_range[mid].cp <= cp)
			lo = mid;
		else
			hi = mid;
	}
	number = gb18030_range[lo].offset + (cp - gb18030_range[lo].cp);
	end = lo + 1 == RANGES ? OTHERS_END : lo + 2 == RANGES ? BMP_END :
	    gb18030_range[lo + 1].offset;
	return number < end && number != SWAPPED ? number : GB18030_NONE;
}
