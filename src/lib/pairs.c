/* SPDX-License-Identifier: Apache-2.0 */
/* pairs.c - the charsets whose characters are two bytes, as tables */
#include "config.h"

#include "pairs.h"

#include <stddef.h>

#include "tab_pairs.h"

const uint32_t *
qi_pairs(enum pairs set)
{
	return pairs + set * PAIRS_SIZE;
}

void
qi_pairs_char(uint32_t e, uint32_t cp[2])
{
	unsigned two = e >> 8 & 3;

	cp[1] = 0;
	if ((e & 0xff) == PAIRS_TWO) {	/* the same letter, small or capital */
		cp[0] = two < 2 ? 0xca : 0xea;
		cp[1] = two % 2 == 0 ? 0x304 : 0x30c;
	} else if ((e & 0xff) == PAIRS_PLANE2)
		cp[0] = 0x20000 | (e >> 8 & 0xffff);
	else if (e & 0x20)
		cp[0] = (e & 0x0f) << 12 | (e >> 8 & 0x3f) << 6 |
		    (e >> 16 & 0x3f);
	else
		cp[0] = (e & 0x1f) << 6 | (e >> 8 & 0x3f);
}

static inline bool
is_cell(unsigned row, unsigned col)
{
	return row >= 0xa1 && row <= 0xfe && col >= 0xa1 && col <= 0xfe;
}

uint32_t
qi_pairs_cns(unsigned plane, unsigned row, unsigned col)
{
	uint32_t cp[2], e;
	size_t i;

	if (!is_cell(row, col))
		return 0;
	if (plane == 1) {
		e = qi_pairs(PAIRS_EUC_TW)[PAIRS_INDEX(row, col)];
		if (e == 0)
			return 0;
		qi_pairs_char(e, cp);
		return cp[0];
	}
	plane = qi_pairs_plane(plane);
	if (plane == PAIRS_PLANES)
		return 0;
	i = (plane * 94 + row - 0xa1u) * 94 + col - 0xa1u;
	return ((unsigned)cns_plane2[i / 8] >> i % 8 & 1 ? 0x20000u : 0) |
	    cns_low[i];
}

uint32_t
qi_pairs_jis0212(unsigned row, unsigned col)
{
	return is_cell(row, col) ? jis0212[(row - 0xa1) * 94 + col - 0xa1] : 0;
}
