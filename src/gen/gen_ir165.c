/* SPDX-License-Identifier: Apache-2.0 */
/* gen_ir165.c - what ISO-IR-165 has more than GB 2312 */
#include "gentab.h"

void
gen_ir165(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	uint32_t pair, cp, last = 0;
	size_t n = 0;
	char *f[2];

	printf("\nstatic const struct {\n\tuint16_t pair, cp;\n"
	    "} ir165[] = {");
	for (; tsv_row(t, f, 2); last = pair, n++) {
		pair = hex(f[0]);
		cp = hex(f[1]);
		if (pair <= last || pair > 0x7e7e)
			die("not sorted, or no pair: %s", f[0]);
		if (cp == 0 || cp > 0xffff)
			die("out of range: %s", f[1]);
		printf("%s{ 0x%04" PRIx32 ", 0x%04" PRIx32 " },",
		    n % 4 == 0 ? "\n\t" : " ", pair, cp);
	}
	printf("\n};\n");
	tsv_close(t);
}
