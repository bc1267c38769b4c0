/* SPDX-License-Identifier: Apache-2.0 */
/* gen_script.c - costs of kana and hangul, in eighths of a bit */
#include "gentab.h"

#define RARE 144		/* 18 bits, of what the counts do not have */

void
gen_script(char **file)
{
	uint8_t *kana = array(0xc0, 1), *hangul = array(0xd7a4 - 0xac00, 1);
	struct tsv *t = tsv_open(file[0]);
	uint32_t cp;
	char *f[2];

	memset(kana, RARE, 0xc0);
	memset(hangul, RARE, 0xd7a4 - 0xac00);
	while (tsv_row(t, f, 2)) {
		cp = one_char(f[0]);
		if (cp >= 0x3040 && cp < 0x3100)
			kana[cp - 0x3040] =
			    cost_of(number(f[1], 1000000) / 1e6);
		else if (cp >= 0xac00 && cp < 0xd7a4)
			hangul[cp - 0xac00] =
			    cost_of(number(f[1], 1000000) / 1e6);
		else
			die("neither kana nor hangul");
	}
	tsv_close(t);
	print_array("kana_cost", kana, 0xc0, 1);
	print_array("hangul_cost", hangul, 0xd7a4 - 0xac00, 1);
	free(kana);
	free(hangul);
}
