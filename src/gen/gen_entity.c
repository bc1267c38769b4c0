/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_entity.c - the named character references of HTML
 *
 * All names in one row of bytes, where each starts, and its code point.  Few
 * have a second one: which of these it is stands in the top byte.
 */
#include "gentab.h"

#define ENTITIES 4096
#define MARKS 255

static uint8_t names[UINT16_MAX];
static uint16_t at[ENTITIES + 1];
static uint32_t cps[ENTITIES], marks[MARKS];
static size_t nmarks = 1;	/* 0 is none */

static uint32_t
mark_of(uint32_t cp)
{
	size_t i;

	for (i = 1; i < nmarks && marks[i] != cp; i++)
		;
	if (i == MARKS)
		die("too many second code points");
	if (i == nmarks)
		marks[nmarks++] = cp;
	return (uint32_t)i;
}

void
gen_entity(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	char *f[2], *second, last[sizeof(t->buf)] = "";
	size_t n = 0, len, longest = 0;

	while (tsv_row(t, f, 2)) {
		if (strcmp(f[0], last) <= 0)
			die("not sorted, or twice: %s", f[0]);
		strcpy(last, f[0]);
		len = strlen(f[0]);
		if (len != strspn(f[0], "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz"))
			die("not letters and digits: %s", f[0]);
		if (n == ENTITIES || len > sizeof(names) - at[n])
			die("too many");
		if (len > longest)
			longest = len;
		memcpy(names + at[n], f[0], len);
		at[n + 1] = (uint16_t)(at[n] + len);
		second = strchr(f[1], ' ');
		if (second != NULL)
			*second++ = '\0';
		cps[n++] = hex(f[1]) |
		    (second != NULL ? mark_of(hex(second)) << 24 : 0);
	}
	tsv_close(t);
	print_array("entity_name", names, at[n], 1);
	print_array("entity_at", at, n + 1, 2);
	print_array("entity_cp", cps, n, 4);
	print_array("entity_mark", marks, nmarks, 4);
	printf("\n#define ENTITY_MAX %zu\n", longest);
}
