/* SPDX-License-Identifier: Apache-2.0 */
/* gen_single.c - charsets of one byte a character, both ways */
#include "gentab.h"

#define MAX_SETS 96

static uint16_t cp[MAX_SETS][128];	/* by byte; 0: nothing is there */

static int
by_cp(const void *x, const void *y)
{
	const uint16_t *of = cp[0], *a = x, *b = y;

	return of[*a] != of[*b] ? of[*a] - of[*b] : *a - *b;
}

void
gen_single(char **file)
{
	uint16_t *order = array(MAX_SETS * 128, sizeof(*order)), *o;
	uint16_t *sorted = array(MAX_SETS * 128, sizeof(*sorted));
	uint8_t *byte = array(MAX_SETS * 128, 1);
	char (*name)[32] = array(MAX_SETS, sizeof(*name));
	struct tsv *t = tsv_open(file[0]);
	uint32_t b, c, last = 0;
	size_t n = 0, i, k;
	char *f[3];

	while (tsv_row(t, f, 3)) {
		b = hex(f[1]);
		c = hex(f[2]);
		if (n == 0 || strcmp(f[0], name[n - 1]) != 0) {
			if (n == MAX_SETS || strlen(f[0]) >= sizeof(name[0]) ||
			    (n > 0 && strcmp(f[0], name[n - 1]) < 0))
				die("too many, or not sorted: %s", f[0]);
			strcpy(name[n++], f[0]);
			last = 0;
		}
		if (b < 0x80 || b > 0xff || b <= last)
			die("not sorted, or not in the upper half: %s", f[1]);
		if (c < 0xa0 || c > 0xffff)
			die("out of range: %s", f[2]);
		cp[n - 1][b - 0x80] = (uint16_t)c;
		last = b;
	}
	/* Code points in their order with their bytes, for the way back. */
	for (i = 0; i < n; i++) {
		o = order + i * 128;
		for (k = 0; k < 128; k++)
			o[k] = (uint16_t)(i * 128 + k);
		qsort(o, 128, sizeof(*o), by_cp);
		for (k = 0; k < 128; k++) {
			if (k > 0 && cp[0][o[k]] != 0 &&
			    cp[0][o[k]] == cp[0][o[k - 1]])
				die("%s: one character twice", name[i]);
			sorted[i * 128 + k] = cp[0][o[k]];
			byte[i * 128 + k] = (uint8_t)(0x80 + o[k] % 128);
		}
	}
	tsv_close(t);
	printf("\nstatic const char single_name[%zu][32] = {\n", n);
	for (i = 0; i < n; i++)
		printf("\t\"%s\",\n", name[i]);
	printf("};\n");
	print_array("single_cp", cp, n * 128, 2);
	print_array("single_sorted", sorted, n * 128, 2);
	print_array("single_byte", byte, n * 128, 1);
	free(order), free(sorted), free(byte), free(name);
}

/* The sets as rows of the table of all charsets, and what they are called in
 * programs: SET_WINDOWS_1252. */
void
gen_charset(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	char last[32] = "", *f[3], name[40];
	unsigned n = 0;
	size_t i;

	while (tsv_row(t, f, 3)) {
		if (strcmp(f[0], last) == 0)
			continue;
		if (strlen(f[0]) >= sizeof(last))
			die("too long: %s", f[0]);
		strcpy(last, f[0]);
		for (i = 0; last[i] != '\0'; i++)
			name[i] = (char)(last[i] >= 'a' && last[i] <= 'z' ?
			    last[i] - 'a' + 'A' : last[i] == '-' ? '_' : last[i]);
		name[i] = '\0';
		printf("#define SET_%s %u\n", name, n++);
	}
	tsv_close(t);
	t = tsv_open(file[0]);
	last[0] = '\0';
	printf("\n#define SINGLE_CHARSETS \\\n");
	while (tsv_row(t, f, 3)) {
		if (strcmp(f[0], last) == 0)
			continue;
		if (strlen(f[0]) >= sizeof(last))
			die("too long: %s", f[0]);
		strcpy(last, f[0]);
		printf("\t{ \"%s\", FORM_SINGLE }, \\\n", last);
	}
	printf("\n");
	tsv_close(t);
}
