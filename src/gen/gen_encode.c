/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_encode.c - code points to two-byte charsets
 *
 * One staged table for planes 0 and 2 of Unicode, in all charsets from Big5
 * on; src/lib/encode.c says what an entry is.  Of several pairs for the same
 * character the first is taken but where the WHATWG Encoding Standard says
 * otherwise.
 */
#include "sets.h"

static struct sets *sets;

/* The place of cp of a charset in the table. */
static uint16_t *
place(uint16_t *table, enum pairs set, uint32_t cp)
{
	return table + ((set - PAIRS_BIG5) * 2u + (cp > 0xffff)) * 0x10000 +
	    (cp & 0xffff);
}

/* What Big5 has beside HKSCS, and its last pair for these. */
static bool
is_better_big5(unsigned lead, uint16_t was, uint32_t cp)
{
	return was < 0xa100 ? lead >= 0xa1 : cp == 0x2550 || cp == 0x255e ||
	    cp == 0x2561 || cp == 0x256a || cp == 0x5341 || cp == 0x5345;
}

static void
add_pairs(uint16_t *table, enum pairs set)
{
	unsigned lead, trail;
	uint16_t *to;
	uint32_t cp;

	for (lead = 0x81; lead <= 0xfe; lead++)
		for (trail = 0x40; trail <= 0xfe; trail++) {
			cp = sets->pair[set][PAIRS_INDEX(lead, trail)];
			/* What NEC took from IBM is written as IBM's. */
			if (cp == 0 || (set == PAIRS_SHIFT_JIS &&
			    lead >= 0xed && lead <= 0xef))
				continue;
			to = place(table, set, cp);
			if (*to == 0 || (set == PAIRS_BIG5 &&
			    is_better_big5(lead, *to, cp)))
				*to = (uint16_t)(lead << 8 | trail);
		}
}

static void
add_jis0212(uint16_t *table)
{
	uint16_t *to;
	unsigned i;

	for (i = 0; i < CELLS; i++) {
		to = place(table, PAIRS_EUC_JP, sets->jis0212[i]);
		if (sets->jis0212[i] != 0 && *to == 0)
			*to = (uint16_t)((0x21 + i / 94) << 8 |
			    (0xa1 + i % 94));
	}
}

/* A character of a plane of CNS 11643, 1 to 15, or 0. */
static uint32_t
cns(unsigned plane, unsigned row, unsigned col)
{
	unsigned i = qi_pairs_plane(plane);

	return plane == 1 ? sets->pair[PAIRS_EUC_TW][PAIRS_INDEX(0xa1 + row,
	    0xa1 + col)] : i == PAIRS_PLANES ? 0 : sets->cns[i][row * 94 + col];
}

static void
add_euc_tw(uint16_t *table)
{
	uint16_t rows[0xffff / 94], *to;
	unsigned plane, row, col;
	size_t n = 0;
	bool any;

	for (plane = 1; plane <= 15; plane++)
		for (row = 0; row < 94; row++) {
			for (any = false, col = 0; col < 94; col++)
				any = any || cns(plane, row, col) != 0;
			if (!any)
				continue;
			if (n == LEN(rows))
				die("more rows than fit in two bytes");
			rows[n] = (uint16_t)(plane << 8 | (0xa1 + row));
			for (col = 0; col < 94; col++) {
				to = place(table, PAIRS_EUC_TW,
				    cns(plane, row, col));
				if (cns(plane, row, col) != 0 && *to == 0)
					*to = (uint16_t)(n * 94 + col + 1);
			}
			n++;
		}
	print_array("euc_tw_row", rows, n, 2);
}

void
gen_encode(char **file)
{
	size_t n = (PAIRS - PAIRS_BIG5) * 2 * 0x10000;
	uint16_t *table = array(n, sizeof(*table));

	sets = sets_read(file);
	add_pairs(table, PAIRS_BIG5);
	add_pairs(table, PAIRS_EUC_KR);
	add_pairs(table, PAIRS_SHIFT_JIS);
	add_pairs(table, PAIRS_EUC_JP);
	add_jis0212(table);
	add_euc_tw(table);
	print_stages("encode", table, n, 32, 2);
	free(table), free(sets);
}
