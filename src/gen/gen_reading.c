/* SPDX-License-Identifier: Apache-2.0 */
/* gen_reading.c - the readings of each pair of GBK bytes */
#include "gentab.h"

#define PAIRS (126 * 190)
#define MAX_NAMES 4096
#define MAX_READINGS 65535

static char *name[MAX_NAMES];
static size_t names;

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The list of all readings, in order: first collected, then looked up. */
static size_t
number_of(const char *s)
{
	char **found = bsearch(&s, name, names, sizeof(*name), by_name);

	if (found == NULL)
		die("%s: not collected", s);
	return (size_t)(found - name);
}

static void
collect(const char *s)
{
	size_t i;

	for (i = 0; i < names; i++)
		if (strcmp(name[i], s) == 0)
			return;
	if (names == MAX_NAMES || strlen(s) > 11)
		die("too many readings, or too long");
	name[names] = array(strlen(s) + 1, 1);
	strcpy(name[names++], s);
}

void
gen_reading(char **file)
{
	uint32_t *pair_of = array(0x10000, sizeof(*pair_of)), cp, last = 0;
	char **rows = array(PAIRS, sizeof(*rows)), *s, *f[4];
	uint16_t *at = array(PAIRS + 1, sizeof(*at));
	uint16_t *of = array(MAX_READINGS, sizeof(*of));
	uint8_t *flags = array(PAIRS, 1);
	size_t n = 0, i;
	struct tsv *t = tsv_open(file[0]);

	for (i = 0; tsv_row(t, f, 2); i++)
		pair_of[hex(f[1]) & 0xffff] = (uint32_t)i + 1;
	tsv_close(t);
	if (i != PAIRS)
		die("%s: %zu pairs", file[0], i);
	t = tsv_open(file[1]);
	while (tsv_row(t, f, 4)) {
		cp = one_char(f[0]);
		if (cp <= last)
			die("not sorted, or twice: %s", f[0]);
		last = cp;
		if (cp > 0xffff || pair_of[cp] == 0)
			die("not in GBK: %s", f[0]);
		flags[pair_of[cp] - 1] = (uint8_t)(number(f[2], 1) |
		    number(f[3], 1) << 1);
		s = array(strlen(f[1]) + 1, 1);
		rows[pair_of[cp] - 1] = strcpy(s, f[1]);
		for (s = strtok(f[1], " "); s != NULL; s = strtok(NULL, " "))
			collect(s);
	}
	tsv_close(t);
	qsort(name, names, sizeof(*name), by_name);
	for (i = 0; i < PAIRS; i++) {
		at[i] = (uint16_t)n;
		if (rows[i] == NULL)
			continue;
		for (s = strtok(rows[i], " "); s != NULL; s = strtok(NULL, " ")) {
			if (n == MAX_READINGS)
				die("too many readings in all");
			of[n++] = (uint16_t)(number_of(s) + 1);
		}
	}
	at[PAIRS] = (uint16_t)n;
	printf("\n#define READINGS %zu\n\nstatic const char "
	    "reading_name[READINGS][12] = {\n", names);
	for (i = 0; i < names; i++)
		printf("\t\"%s\",\n", name[i]);
	printf("};\n");
	print_array("reading_at", at, PAIRS + 1, 2);
	print_array("reading_of", of, n, 2);
	print_array("reading_flags", flags, PAIRS, 1);
	free(pair_of), free(rows), free(at), free(of), free(flags);
}
