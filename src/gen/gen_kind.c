/* SPDX-License-Identifier: Apache-2.0 */
/* gen_kind.c - kinds of characters, and how seldom each is */
#include "gentab.h"

static const char *const name[] = {	/* in the order of kind.h */
	"SPACE", "PUNCT", "DIGIT", "LOWER", "UPPER", "OPEN", "CLOSE", "APOS",
	"DASH", "SIGN", "CURR", "MATH", "ODD", "BOX", "CTRL", "WIDE", "MARK",
	"NBSP", "NONE", "CAPS", "GLO", "GUP", "CLO", "CUP", "OTHER"
};

void
gen_kind(char **file)
{
	uint16_t *kind = array(0x10000, sizeof(*kind));
	struct tsv *t = tsv_open(file[0]);
	uint32_t a, z, next = 0;
	char *f[4];
	size_t k;

	while (tsv_row(t, f, 4)) {
		a = hex(f[0]);
		z = hex(f[1]);
		if (a != next || z < a || z > 0xffff)
			die("not the next range");
		for (k = 0; k < LEN(name) && strcmp(f[2], name[k]) != 0; k++)
			;
		if (k == LEN(name))
			die("bad kind: %s", f[2]);
		for (; a <= z; a++)
			kind[a] = (uint16_t)(k | number(f[3], 255) << 8);
		next = z + 1;
	}
	if (next != 0x10000)
		die("not all of the BMP");
	tsv_close(t);
	print_stages("kind", kind, 0x10000, 64, 2);
	free(kind);
}
