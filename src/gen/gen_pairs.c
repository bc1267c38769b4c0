/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_pairs.c - two-byte charsets to code points
 *
 * One table a charset, by lead and trail byte.  An entry has the character in
 * UTF-8, ready to be written, and what it costs: reading text and finding out
 * whether it is text in that charset are one step.  See src/lib/pairs.h.
 */
#include "gentab.h"

#include "../lib/cost.h"
#include "../lib/pairs.h"

#define CELLS (94 * 94)

static uint8_t cost[0x10000];		/* of a character by itself */

static uint32_t
entry(uint32_t cp)
{
	uint32_t c = cp <= 0xffff ? cost[cp] : COST_UNKNOWN, e;

	if (cp < 0x80 || (cp > 0xffff && cp >> 16 != 2))
		die("out of range: %04" PRIX32, cp);
	if (cp > 0xffff)
		e = PAIRS_PLANE2 | (cp & 0xffff) << 8;
	else if (cp < 0x800)
		e = 0xc0 | cp >> 6 | (0x80 | (cp & 0x3f)) << 8;
	else
		e = 0xe0 | cp >> 12 | (0x80 | (cp >> 6 & 0x3f)) << 8 |
		    (0x80 | (cp & 0x3f)) << 16;
	return c << 24 | e;
}

/* The cell of plane or set where that is one of 94 rows of 94. */
static uint32_t
cell(uint32_t pair)
{
	uint32_t lead = pair >> 8 & 0xff, trail = pair & 0xff;

	if (lead < 0xa1 || lead > 0xfe || trail < 0xa1 || trail > 0xfe)
		die("not in a set of 94 by 94: %" PRIX32, pair);
	return (lead - 0xa1) * 94 + trail - 0xa1;
}

static void
add(uint32_t *table, uint32_t pair, uint32_t cp)
{
	uint32_t lead = pair >> 8, trail = pair & 0xff;

	if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail == 0x7f ||
	    trail == 0xff)
		die("not a lead and a trail byte: %" PRIX32, pair);
	if (table[PAIRS_INDEX(lead, trail)] != 0)
		die("twice: %" PRIX32, pair);
	table[PAIRS_INDEX(lead, trail)] = entry(cp);
}

/* Add the rows of a file whose first field is two bytes. */
static void
read_pairs(uint32_t *table, const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t pair, last = 0;
	char *f[2];

	for (; tsv_row(t, f, 2); last = pair) {
		pair = hex(f[0]);
		if (pair <= last)
			die("not sorted: %s", f[0]);
		add(table, pair, hex(f[1]));
	}
	tsv_close(t);
}

/*
 * What GB18030 leaves in the user area though Unicode has it: six characters
 * that every other decoder gives as these.
 */
static void
gb18030_late(uint32_t *table)
{
	static const uint32_t late[][2] = {
		{ 0xfe51, 0x20087 }, { 0xfe52, 0x20089 }, { 0xfe53, 0x200cc },
		{ 0xfe6c, 0x215d7 }, { 0xfe76, 0x2298f }, { 0xfe91, 0x241fe },
	};
	size_t i;

	for (i = 0; i < LEN(late); i++)
		table[PAIRS_INDEX(late[i][0] >> 8, late[i][0] & 0xff)] =
		    entry(late[i][1]);
}

/* The same rows in the bytes of EUC-JP, as far as it has them. */
static void
euc_jp(uint32_t *euc, const uint32_t *sjis)
{
	unsigned lead, trail, row, col;

	for (lead = 0x81; lead <= 0xef; lead++)
		for (trail = 0x40; trail <= 0xfc; trail++) {
			if (sjis[PAIRS_INDEX(lead, trail)] == 0)
				continue;
			row = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 2;
			col = trail - (trail < 0x7f ? 0x40 : 0x41);
			if (col >= 94) {
				row++;
				col -= 94;
			}
			if (row < 94)
				euc[PAIRS_INDEX(0xa1 + row, 0xa1 + col)] =
				    sjis[PAIRS_INDEX(lead, trail)];
		}
	/* Half width katakana have a shift byte for a lead. */
	for (trail = 0xa1; trail <= 0xdf; trail++)
		add(euc, 0x8e00 | trail, 0xff61 + trail - 0xa1);
}

/* The user area of Shift_JIS. */
static void
sjis_private(uint32_t *table)
{
	unsigned lead, trail;
	uint32_t cp = 0xe000;

	for (lead = 0xf0; lead <= 0xf9; lead++)
		for (trail = 0x40; trail <= 0xfc; trail++)
			if (trail != 0x7f)
				add(table, lead << 8 | trail, cp++);
}

/* Plane 1 is in the table of pairs, the others are tables of their own; the
 * bits tell what is in plane 2 of Unicode. */
static void
euc_tw(uint32_t *table, uint16_t *low, uint8_t *high, const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t cp, i, plane;
	unsigned long bytes;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		cp = hex(f[1]);
		bytes = strtoul(f[0], NULL, 16);
		if (bytes <= 0xffff) {
			add(table, (uint32_t)bytes, cp);
			continue;
		}
		plane = qi_pairs_plane((bytes >> 16 & 0xff) - 0xa0u);
		if (bytes >> 24 != 0x8e || plane == PAIRS_PLANES)
			die("not a plane of CNS 11643: %s", f[0]);
		i = plane * CELLS + cell((uint32_t)bytes & 0xffff);
		if (low[i] != 0 || (cp > 0xffff && cp >> 16 != 2))
			die("twice, or out of range: %s", f[0]);
		low[i] = (uint16_t)cp;
		if (cp > 0xffff)
			high[i / 8] |= (uint8_t)(1u << i % 8);
	}
	tsv_close(t);
}

static void
jis0212(uint16_t *set, const char *name)
{
	struct tsv *t = tsv_open(name);
	char *f[2];

	while (tsv_row(t, f, 2))
		set[cell(hex(f[0]))] = (uint16_t)hex(f[1]);
	tsv_close(t);
}

void
gen_pairs(char **file)
{
	uint32_t *table = array(PAIRS * PAIRS_SIZE, sizeof(*table));
	uint16_t *cns = array(PAIRS_PLANES * CELLS, sizeof(*cns));
	uint8_t *high = array(PAIRS_PLANES * CELLS / 8 + 1, 1);
	uint16_t *jis = array(CELLS, sizeof(*jis));
	size_t i;

	model_costs(cost, file + 6);
	read_pairs(table + PAIRS_GB18030 * PAIRS_SIZE, file[0]);
	gb18030_late(table + PAIRS_GB18030 * PAIRS_SIZE);
	read_pairs(table + PAIRS_BIG5 * PAIRS_SIZE, file[1]);
	/* E with circumflex and one more mark: two code points each. */
	for (i = 0; i < 4; i++)
		table[PAIRS_BIG5 * PAIRS_SIZE + PAIRS_INDEX(0x88,
		    "\x62\x64\xa3\xa5"[i] & 0xff)] =
		    (uint32_t)COST_UNKNOWN << 24 | PAIRS_TWO | (uint32_t)i << 8;
	read_pairs(table + PAIRS_EUC_KR * PAIRS_SIZE, file[2]);
	read_pairs(table + PAIRS_SHIFT_JIS * PAIRS_SIZE, file[3]);
	euc_jp(table + PAIRS_EUC_JP * PAIRS_SIZE,
	    table + PAIRS_SHIFT_JIS * PAIRS_SIZE);
	sjis_private(table + PAIRS_SHIFT_JIS * PAIRS_SIZE);
	euc_tw(table + PAIRS_EUC_TW * PAIRS_SIZE, cns, high, file[4]);
	jis0212(jis, file[5]);
	print_array("pairs", table, PAIRS * PAIRS_SIZE, 4);
	print_array("cns_low", cns, PAIRS_PLANES * CELLS, 2);
	print_array("cns_plane2", high, PAIRS_PLANES * CELLS / 8 + 1, 1);
	print_array("jis0212", jis, CELLS, 2);
	free(table), free(cns), free(high), free(jis);
}
