/* SPDX-License-Identifier: Apache-2.0 */
/* gen_boilerplate.c - patterns, folding and line shapes for strip */
#include "gentab.h"

#include "../lib/pattern_rows.h"

#define GONE 0x8000		/* in fold: the character is taken out */
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
			fold[c] = GONE;
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
		if (fold[a] == GONE)
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
		    fold[b] == 0 && ((b - a) & 0xffff) != GONE)
			more[a] = (uint16_t)(b - a);
	}
	for (a = 0; a < 0x10000; a++)
		if (more[(a + more[a]) & 0xffff] == 0 && more[a] != 0)
			fold[a] = more[a];
	tsv_close(t);
	free(more);
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

/* For qi_patterns_new(): s ends in a NUL. */
static size_t
fold_char(const char *s, size_t n, uint32_t *c, uint32_t *folded)
{
	const char *end = s;

	*c = utf8_char(&end);
	*folded = *c > 0xffff ? *c : fold[*c] == GONE ? PATTERN_GONE :
	    (*c + fold[*c]) & 0xffff;
	return (size_t)(end - s) <= n ? (size_t)(end - s) : 0;
}

static void *
plain_realloc(void *ctx, void *p, size_t from, size_t to)
{
	(void)ctx, (void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	return realloc(p, to);
}

static void
print_patterns(const char *file)
{
	struct mem mem = { plain_realloc, NULL };
	struct tsv *t = tsv_open(file);
	char *s = array(ROWS_BYTES + 1, 1);
	struct rows r = { .s = s, .n = fread(s, 1, ROWS_BYTES, t->f),
	    .fold = fold_char, .strict = true };
	struct patterns *p;
	size_t i;

	p = qi_patterns_new(&r, &mem);
	t->line = r.line;
	if (p == NULL)
		die("%s", r.wrong != NULL ? r.wrong : "out of memory");
	printf("\nstatic const struct pattern_row pattern_row[%zu] = {\n",
	    p->rows);
	for (i = 0; i < p->rows; i++)
		printf("\t{ 0, %" PRIu32 ", %u, %u, %u, %u },\n",
		    p->row[i].patterns, p->row[i].max, p->row[i].class,
		    p->row[i].force, p->row[i].place);
	printf("};\n");
	print_array("pattern_starts", p->starts, 2 * PATTERN_STARTS, 4);
	print_array("pattern_rank", p->rank, PATTERN_STARTS, 2);
	print_array("pattern_key", p->key, p->edges, 2);
	print_array("pattern_low", p->low, p->edges, 2);
	print_array("pattern_high", p->high, p->edges, 1);
	printf("\nstatic const struct patterns builtin = {\n"
	    "\tpattern_row, pattern_starts, pattern_rank, pattern_key,\n"
	    "\tpattern_low, pattern_high, %zu, %zu, %zu, %zu, 0\n};\n",
	    p->first, p->n, p->rows, p->edges);
	qi_patterns_free(p, &mem);
	free(s);
	tsv_close(t);
}

void
gen_boilerplate(char **file)
{
	fold = array(0x10000, sizeof(*fold));
	read_fold(file[1]);
	read_simplified(file[3]);
	print_stages("fold", fold, 0x10000, 64, 2);
	print_patterns(file[0]);
	print_shapes(file[2]);
	free(fold);
}
