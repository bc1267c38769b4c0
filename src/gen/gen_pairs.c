/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_pairs.c - two-byte charsets to code points
 *
 * One table a charset, by lead and trail byte.  An entry has the character in
 * UTF-8, ready to be written, and what it costs: reading text and finding out
 * whether it is text in that charset are one step.  See src/lib/pairs.h.
 */
#include "sets.h"

#include "../lib/cost.h"

static uint8_t cost[0x10000];		/* of a character by itself */

static uint32_t
entry(uint32_t cp)
{
	uint32_t c = cp <= 0xffff ? cost[cp] : COST_UNKNOWN, e;

	if (cp == 0)
		return 0;
	if (cp > 0xffff)
		e = PAIRS_PLANE2 | (cp & 0xffff) << 8;
	else if (cp < 0x800)
		e = 0xc0 | cp >> 6 | (0x80 | (cp & 0x3f)) << 8;
	else
		e = 0xe0 | cp >> 12 | (0x80 | (cp >> 6 & 0x3f)) << 8 |
		    (0x80 | (cp & 0x3f)) << 16;
	return c << 24 | e;
}

void
gen_pairs(char **file)
{
	struct sets *s = sets_read(file);
	uint32_t *table = array(PAIRS * PAIRS_SIZE, sizeof(*table));
	uint16_t *cns = array(PAIRS_PLANES * CELLS, sizeof(*cns));
	uint8_t *high = array(PAIRS_PLANES * CELLS / 8 + 1, 1);
	uint16_t *jis = array(CELLS, sizeof(*jis));
	size_t i;

	model_costs(cost, file + 6);
	for (i = 0; i < PAIRS * PAIRS_SIZE; i++)
		table[i] = entry(s->pair[i / PAIRS_SIZE][i % PAIRS_SIZE]);
	/* E with circumflex and one more mark: two code points each. */
	for (i = 0; i < 4; i++)
		table[PAIRS_BIG5 * PAIRS_SIZE + PAIRS_INDEX(0x88,
		    "\x62\x64\xa3\xa5"[i] & 0xff)] =
		    (uint32_t)COST_UNKNOWN << 24 | PAIRS_TWO | (uint32_t)i << 8;
	/* The bits tell what is in plane 2 of Unicode. */
	for (i = 0; i < PAIRS_PLANES * CELLS; i++) {
		cns[i] = (uint16_t)s->cns[i / CELLS][i % CELLS];
		if (s->cns[i / CELLS][i % CELLS] > 0xffff)
			high[i / 8] |= (uint8_t)(1u << i % 8);
	}
	for (i = 0; i < CELLS; i++)
		jis[i] = (uint16_t)s->jis0212[i];
	print_array("pairs", table, PAIRS * PAIRS_SIZE, 4);
	print_array("cns_low", cns, PAIRS_PLANES * CELLS, 2);
	print_array("cns_plane2", high, PAIRS_PLANES * CELLS / 8 + 1, 1);
	print_array("jis0212", jis, CELLS, 2);
	free(s), free(table), free(cns), free(high), free(jis);
}
