/* SPDX-License-Identifier: Apache-2.0 */
/* gen_class.c - the classes of the characters of the BMP */
#include "gentab.h"

static const char *const name[] = {	/* in the order of text.h */
	"CTRL", "CR", "INVISIBLE", "BOM", "NBSP", "TONE", "HAN",
	"1252_LEAD", "1252_TRAIL", "GBK_LEAD", "GBK_NEXT"
};

/*
 * UTF-8 read as GBK.  The first two bytes of a three-byte character make a
 * GBK_LEAD; its last with the next one's first make a GBK_NEXT.  Such
 * characters stand side by side in other text too, but not often: in one of
 * a hundred sentences of traditional Chinese, in one of 600 of simplified.
 */
static void
gbk_classes(const char *file, uint16_t *class)
{
	struct tsv *t = tsv_open(file);
	uint32_t pair, lead, trail;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		pair = hex(f[0]);
		lead = pair >> 8;
		trail = pair & 0xff;
		if (lead >= 0xe2 && lead <= 0xef && trail >= 0x80 && trail < 0xc0)
			class[hex(f[1])] |= 1 << 9;
		if (lead >= 0x81 && lead < 0xc0 && trail >= 0xe2 && trail <= 0xef)
			class[hex(f[1])] |= 1 << 10;
	}
	tsv_close(t);
}

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
	gbk_classes(file[1], class);
	print_stages("class", class, 0x10000, 64, 2);
	free(class);
}
