/* SPDX-License-Identifier: Apache-2.0 */
/* gen_fold.c - what folding makes of characters, and what lines' forms say */
#include "gentab.h"

#define PUNCT 4			/* columns of lineshape.tsv */
#define MAX_SHAPES 32

static uint16_t *fold;		/* what to add to a code point, modulo 2^16 */

/* What folding does to each character of the BMP. */
static void
read_fold(const char *file)
{
	/* Blanks, and what is not seen: White_Space and the format controls
	 * that data/classes.tsv calls INVISIBLE or BOM. */
	static const uint16_t gone[][2] = {
		{ 0, 0x20 }, { 0x7f, 0xa0 }, { 0xad, 0xad }, { 0x1680, 0x1680 },
		{ 0x2000, 0x200f }, { 0x2028, 0x202f }, { 0x205f, 0x206f },
		{ 0x3000, 0x3000 }, { 0xe000, 0xf8ff }, { 0xfeff, 0xfeff }
	};
	struct tsv *t = tsv_open(file);
	uint32_t c, a, b;
	char *f[2];
	size_t i;

	for (i = 0; i < LEN(gone); i++)
		for (c = gone[i][0]; c <= gone[i][1]; c++)
			fold[c] = FOLD_GONE;
	for (c = 'A'; c <= 'Z'; c++)
		fold[c] = 0x20;
	for (c = 0xff01; c <= 0xff5e; c++) {	/* full width ASCII */
		fold[c] = (uint16_t)(0x21u - 0xff01u);
		if (c >= 0xff21 && c <= 0xff3a)
			fold[c] = (uint16_t)(fold[c] + 0x20);
	}
	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		b = one_char(f[1]);
		if (a > 0xffff || b > 0xffff || fold[a] != 0)
			die("not of the BMP, or folded already");
		fold[a] = (uint16_t)(b - a);
		if (fold[a] == FOLD_GONE)
			die("these two are too far apart");
	}
	tsv_close(t);
}

/*
 * Users' patterns may have characters that ours do not: of all others, what
 * converting makes of them, where that is not folded itself.
 */
static void
read_simplified(const char *file)
{
	uint16_t *more = array(0x10000, sizeof(*more));
	struct tsv *t = tsv_open(file);
	uint32_t a, b;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		b = one_char(f[1]);
		if (a <= 0xffff && b <= 0xffff && fold[a] == 0 &&
		    fold[b] == 0 && ((b - a) & 0xffff) != FOLD_GONE)
			more[a] = (uint16_t)(b - a);
	}
	for (a = 0; a < 0x10000; a++)
		if (more[(a + more[a]) & 0xffff] == 0 && more[a] != 0)
			fold[a] = more[a];
	tsv_close(t);
	free(more);
}

uint16_t *
fold_read(const char *file, const char *simplified)
{
	fold = array(0x10000, sizeof(*fold));
	read_fold(file);
	read_simplified(simplified);
	return fold;
}

static void
print_shapes(const char *file)
{
	static uint16_t longest[MAX_SHAPES];
	static int weight[MAX_SHAPES][PUNCT];
	struct tsv *t = tsv_open(file);
	char *f[1 + PUNCT], *end;
	size_t n = 0, i, k;

	for (; tsv_row(t, f, 1 + PUNCT); n++) {
		if (n == MAX_SHAPES)
			die("too many lengths");
		longest[n] = (uint16_t)number(f[0], UINT16_MAX);
		if (n > 0 && longest[n] <= longest[n - 1])
			die("lengths must rise");
		for (k = 0; k < PUNCT; k++) {
			weight[n][k] = (int)strtol(f[1 + k], &end, 10);
			if (*end != '\0' || weight[n][k] > 500 ||
			    weight[n][k] < -500)
				die("not a weight");
		}
	}
	if (n == 0 || longest[n - 1] != UINT16_MAX)
		die("the last row must take all lengths");
	tsv_close(t);
	print_array("shape_longest", longest, n, 2);
	printf("\nstatic const int16_t shape_weight[%zu][%d] = {\n", n, PUNCT);
	for (i = 0; i < n; i++)
		printf("\t{ %d, %d, %d, %d },\n", weight[i][0], weight[i][1],
		    weight[i][2], weight[i][3]);
	printf("};\n");
}

void
gen_fold(char **file)
{
	fold_read(file[0], file[1]);
	print_stages("fold", fold, 0x10000, 64, 2);
	print_shapes(file[2]);
	free(fold);
}
