/* SPDX-License-Identifier: Apache-2.0 */
/* gen_big5.c - Big5 to code points */
#include "gentab.h"

#define PAIRS (126 * 157)

void
gen_big5(char **file)
{
	uint16_t *low = array(PAIRS, sizeof(*low));
	uint8_t *high = array(PAIRS / 8 + 1, sizeof(*high));
	struct tsv *t = tsv_open(file[0]);
	uint32_t pair, lead, trail, cp, i, last = 0;
	char *f[2];

	for (; tsv_row(t, f, 2); last = pair) {
		pair = hex(f[0]);
		cp = hex(f[1]);
		lead = pair >> 8;
		trail = pair & 0xff;
		if (pair <= last)
			die("not sorted, or twice: %s", f[0]);
		if (lead < 0x81 || lead > 0xfe || trail < 0x40 ||
		    (trail > 0x7e && trail < 0xa1) || trail > 0xfe)
			die("not a lead and a trail byte");
		if (cp < 0x80 || (cp > 0xffff && cp >> 16 != 2))
			die("out of range: %s", f[1]);
		i = (lead - 0x81) * 157 + trail - (trail < 0x7f ? 0x40 : 0x62);
		low[i] = (uint16_t)cp;
		if (cp > 0xffff)
			high[i / 8] |= (uint8_t)(1u << i % 8);
	}
	tsv_close(t);
	/* 0: not there.  The bits tell what is in plane 2. */
	print_array("big5_low", low, PAIRS, 2);
	print_array("big5_plane2", high, PAIRS / 8 + 1, 1);
	free(low);
	free(high);
}
