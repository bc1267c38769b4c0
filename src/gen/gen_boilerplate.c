/* SPDX-License-Identifier: Apache-2.0 */
/* gen_boilerplate.c - patterns for strip */
#include "gentab.h"

#include "../lib/pattern_rows.h"

static uint16_t *fold;

/* For qi_patterns_new(): s ends in a NUL. */
static size_t
fold_char(const char *s, size_t n, uint32_t *c, uint32_t *folded)
{
	const char *end = s;

	*c = utf8_char(&end);
	*folded = *c > 0xffff ? *c : fold[*c] == FOLD_GONE ? PATTERN_GONE :
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
	fold = fold_read(file[1], file[2]);
	print_patterns(file[0]);
	free(fold);
}
