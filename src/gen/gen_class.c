/* SPDX-License-Identifier: Apache-2.0 */
/* gen_class.c - the classes of the characters of the BMP */
#include "gentab.h"

static const char *const name[] = {	/* in the order of text.h */
	"CTRL", "CR", "INVISIBLE", "BOM", "NBSP", "TONE", "HAN",
	"1252_LEAD", "1252_TRAIL", "GBK_LEAD", "GBK_NEXT"
};

void
gen_class(char **file)
{
	uint16_t *class = array(0x10000, sizeof(*class));
	struct tsv *t = tsv_open(file[0]);
	uint32_t a, z;
	char *f[3];
	size_t c;

	while (tsv_row(t, f, 3)) {
		a = hex(f[0]);
		z = hex(f[1]);
		for (c = 0; c < LEN(name); c++)
			if (strcmp(f[2], name[c]) == 0)
				break;
		if (c == LEN(name) || z < a || z > 0xffff)
			die("bad class or range");
		for (; a <= z; a++)
			class[a] |= (uint16_t)(1u << c);
	}
	tsv_close(t);
	print_stages("class", class, 0x10000, 64, 2);
	free(class);
}
