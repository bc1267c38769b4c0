/* SPDX-License-Identifier: Apache-2.0 */
/* gen_width.c - full-width marks by ASCII ones, and beside what; names */
#include "gentab.h"

static const char *const name[] = {	/* in the order of width.h */
	"edge", "han", "latin", "digit", "sign", "other"
};

/* "han|edge": a bit each. */
static unsigned
classes(char *s)
{
	unsigned set = 0;
	char *c;
	size_t k;

	if (strcmp(s, "-") == 0)
		return 0;
	for (c = strtok(s, "|"); c != NULL; c = strtok(NULL, "|")) {
		for (k = 0; k < LEN(name) && strcmp(c, name[k]) != 0; k++)
			;
		if (k == LEN(name))
			die("bad class: %s", c);
		set |= 1u << k;
	}
	return set;
}

static void
print_names(const char *file)
{
	uint8_t *in = array(0x10000, 1);
	struct tsv *t = tsv_open(file);
	const char *s;
	char *f[1];
	uint32_t cp;

	while (tsv_row(t, f, 1))
		for (s = f[0]; *s != '\0'; ) {
			cp = utf8_char(&s);
			if (cp > 0xffff || in[cp])
				die("outside the BMP, or twice: %s", f[0]);
			in[cp] = 1;
		}
	tsv_close(t);
	print_stages("width_name", in, 0x10000, 64, 1);
	free(in);
}

void
gen_width(char **file)
{
	uint16_t wide[128] = { 0 };
	uint8_t near[128 * LEN(name)] = { 0 }, far[128 * LEN(name)] = { 0 };
	struct tsv *t = tsv_open(file[0]);
	unsigned left, mark;
	uint32_t cp;
	char *f[5];
	size_t k;

	while (tsv_row(t, f, 5)) {
		mark = one_char(f[0]);
		cp = one_char(f[1]);
		if (mark >= 128 || cp < 0x800 || cp > 0xffff ||
		    (wide[mark] != 0 && wide[mark] != cp))
			die("bad mark: %s", f[1]);
		wide[mark] = (uint16_t)cp;
		left = classes(f[2]);
		for (k = 0; k < LEN(name); k++) {
			if (!(left >> k & 1))
				continue;
			if (near[mark * LEN(name) + k] != 0)
				die("twice: %s %s", f[0], name[k]);
			near[mark * LEN(name) + k] = (uint8_t)classes(f[3]);
			far[mark * LEN(name) + k] = (uint8_t)classes(f[4]);
		}
	}
	tsv_close(t);
	print_array("width_wide", wide, LEN(wide), 2);
	print_array("width_near", near, LEN(near), 1);
	print_array("width_far", far, LEN(far), 1);
	print_names(file[1]);
}
