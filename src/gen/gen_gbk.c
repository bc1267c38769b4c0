/* SPDX-License-Identifier: Apache-2.0 */
/* gen_gbk.c - GBK both ways */
#include "gentab.h"

#define PAIRS (126 * 190)

static size_t
pointer(uint32_t pair)
{
	uint32_t lead = pair >> 8, trail = pair & 0xff;

	if (lead < 0x81 || lead > 0xfe || trail < 0x40 || trail > 0xfe || trail == 0x7f)
		die("not a lead and a trail byte");
	return (lead - 0x81) * 190 + trail - (trail < 0x7f ? 0x40 : 0x41);
}

void
gen_gbk(char **file)
{
	uint16_t *decode = array(PAIRS, sizeof(*decode));
	uint16_t *encode = array(0x10000, sizeof(*encode));
	uint32_t pair, cp, last;
	struct tsv *t;
	char *f[2];
	int i;

	/* The standard's table first; then other code points for its pairs. */
	for (i = 0; i < 2; i++) {
		t = tsv_open(file[i]);
		for (last = 0; tsv_row(t, f, 2); last = pair) {
			pair = hex(f[0]);
			cp = hex(f[1]);
			if (pair <= last)
				die("not sorted, or twice: %s", f[0]);
			if (cp < 0x80 || cp > 0xffff)
				die("out of range: %s", f[1]);
			if (i == 0)
				decode[pointer(pair)] = (uint16_t)cp;
			else if (decode[pointer(pair)] == cp)
				die("in the standard's table already");
			if (encode[cp] == 0)
				encode[cp] = (uint16_t)pair;
		}
		tsv_close(t);
		for (cp = 0; i == 0 && cp < PAIRS; cp++)
			if (decode[cp] == 0)
				die("%s: a pair is missing", file[i]);
	}
	print_array("gbk_decode", decode, PAIRS, 2);
	print_stages("gbk_encode", encode, 0x10000, 64, 2);
	free(decode);
	free(encode);
}
