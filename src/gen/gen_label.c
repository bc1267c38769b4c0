/* SPDX-License-Identifier: Apache-2.0 */
/* gen_label.c - what charsets are called */
#include "gentab.h"

void
gen_label(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	char *f[2], last[sizeof(t->buf)] = "";
	size_t longest = 0;
	const char *s;

	printf("\nstatic const struct {\n\tconst char *label, *name;\n"
	    "} label_table[] = {\n");
	while (tsv_row(t, f, 2)) {
		if (strcmp(f[0], last) <= 0)
			die("not sorted, or twice: %s", f[0]);
		strcpy(last, f[0]);
		if (strpbrk(f[0], " \"\\") != NULL || f[1][0] == '\0' ||
		    strpbrk(f[1], " \"\\") != NULL)
			die("bad name");
		for (s = f[0]; *s != '\0'; s++)
			if (*s < '!' || *s > '~' || (*s >= 'A' && *s <= 'Z'))
				die("not lower case ASCII: %s", f[0]);
		if ((size_t)(s - f[0]) > longest)
			longest = (size_t)(s - f[0]);
		printf("\t{ \"%s\", \"%s\" },\n", f[0], f[1]);
	}
	printf("};\n\n#define LABEL_MAX %zu\n", longest);
	tsv_close(t);
}
