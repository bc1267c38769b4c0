/* SPDX-License-Identifier: Apache-2.0 */
/* gen_sets.c - read the charsets whose characters are two bytes */
#include "sets.h"

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
set(uint32_t *to, uint32_t cp, const char *bytes)
{
	if (*to != 0)
		die("twice: %s", bytes);
	if (cp < 0x80 || (cp > 0xffff && cp >> 16 != 2))
		die("out of range: %04" PRIX32, cp);
	*to = cp;
}

static void
add(uint32_t *pairs, uint32_t pair, uint32_t cp, const char *bytes)
{
	uint32_t lead = pair >> 8, trail = pair & 0xff;

	if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail == 0x7f ||
	    trail == 0xff)
		die("not a lead and a trail byte: %s", bytes);
	set(pairs + PAIRS_INDEX(lead, trail), cp, bytes);
}

/* Add the rows of a file whose first field is two bytes. */
static void
read_pairs(uint32_t *pairs, const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t pair, last = 0;
	char *f[2];

	for (; tsv_row(t, f, 2); last = pair) {
		pair = hex(f[0]);
		if (pair <= last)
			die("not sorted: %s", f[0]);
		add(pairs, pair, hex(f[1]), f[0]);
	}
	tsv_close(t);
}

/*
 * What GB18030 leaves in the user area though Unicode has it: six characters
 * that every other decoder gives as these.
 */
static void
gb18030_late(uint32_t *pairs)
{
	static const uint32_t late[][2] = {
		{ 0xfe51, 0x20087 }, { 0xfe52, 0x20089 }, { 0xfe53, 0x200cc },
		{ 0xfe6c, 0x215d7 }, { 0xfe76, 0x2298f }, { 0xfe91, 0x241fe },
	};
	size_t i;

	for (i = 0; i < LEN(late); i++)
		pairs[PAIRS_INDEX(late[i][0] >> 8, late[i][0] & 0xff)] =
		    late[i][1];
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
		add(euc, 0x8e00 | trail, 0xff61 + trail - 0xa1, "katakana");
}

/* The user area of Shift_JIS. */
static void
sjis_private(uint32_t *pairs)
{
	unsigned lead, trail;
	uint32_t cp = 0xe000;

	for (lead = 0xf0; lead <= 0xf9; lead++)
		for (trail = 0x40; trail <= 0xfc; trail++)
			if (trail != 0x7f)
				add(pairs, lead << 8 | trail, cp++,
				    "user area");
}

/* Plane 1 has pairs, the others are sets of their own. */
static void
euc_tw(struct sets *s, const char *name)
{
	struct tsv *t = tsv_open(name);
	unsigned long bytes;
	uint32_t plane;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		bytes = strtoul(f[0], NULL, 16);
		if (bytes <= 0xffff) {
			add(s->pair[PAIRS_EUC_TW], (uint32_t)bytes, hex(f[1]),
			    f[0]);
			continue;
		}
		plane = qi_pairs_plane((bytes >> 16 & 0xff) - 0xa0u);
		if (bytes >> 24 != 0x8e || plane == PAIRS_PLANES)
			die("not a plane of CNS 11643: %s", f[0]);
		set(&s->cns[plane][cell((uint32_t)bytes & 0xffff)], hex(f[1]),
		    f[0]);
	}
	tsv_close(t);
}

static void
jis0212(uint32_t *to, const char *name)
{
	struct tsv *t = tsv_open(name);
	char *f[2];

	while (tsv_row(t, f, 2))
		set(&to[cell(hex(f[0]))], hex(f[1]), f[0]);
	tsv_close(t);
}

struct sets *
sets_read(char **file)
{
	struct sets *s = array(1, sizeof(*s));

	read_pairs(s->pair[PAIRS_GB18030], file[0]);
	gb18030_late(s->pair[PAIRS_GB18030]);
	read_pairs(s->pair[PAIRS_BIG5], file[1]);
	read_pairs(s->pair[PAIRS_EUC_KR], file[2]);
	read_pairs(s->pair[PAIRS_SHIFT_JIS], file[3]);
	euc_jp(s->pair[PAIRS_EUC_JP], s->pair[PAIRS_SHIFT_JIS]);
	sjis_private(s->pair[PAIRS_SHIFT_JIS]);
	euc_tw(s, file[4]);
	jis0212(s->jis0212, file[5]);
	return s;
}
