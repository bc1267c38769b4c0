/* SPDX-License-Identifier: Apache-2.0 */
/* gen_gb18030.c - the ranges of the four-byte part of GB18030 */
#include "gentab.h"

void
gen_gb18030(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	unsigned long offset, last = 0;
	uint32_t cp, last_cp = 0;
	size_t n = 0;
	char *f[2];

	printf("\nstatic const struct {\n\tuint32_t offset, cp;\n"
	    "} gb18030_range[] = {");
	for (; tsv_row(t, f, 2); last = offset, last_cp = cp, n++) {
		offset = number(f[0], 189000);
		cp = hex(f[1]);
		if ((n == 0 ? offset != 0 : offset <= last) || cp <= last_cp)
			die("not sorted");
		printf("%s{ %lu, 0x%04" PRIx32 " },", n % 4 == 0 ? "\n\t" : " ",
		    offset, cp);
	}
	printf("\n};\n");
	tsv_close(t);
}
