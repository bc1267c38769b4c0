/* SPDX-License-Identifier: Apache-2.0 */
/* gen_rule.c - the rules, as an X macro */
#include "gentab.h"

/* "tidy.zero-width" is TIDY_ZERO_WIDTH in C. */
static void
print_id(const char *s)
{
	for (; *s != '\0'; s++)
		putchar(*s == '.' || *s == '-' ? '_' :
		    *s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s);
}

/* "CTRL|CR" is (CLASS_CTRL | CLASS_CR); "-" is 0. */
static void
print_classes(char *s)
{
	char *c = strtok(s, "|");

	if (strcmp(s, "-") == 0) {
		putchar('0');
		return;
	}
	for (putchar('('); c != NULL; c = strtok(NULL, "|"))
		printf("%sCLASS_%s", c == s ? "" : " | ", c);
	putchar(')');
}

void
gen_rule(char **file)
{
	struct tsv *t = tsv_open(file[0]);
	char *f[4];
	bool mode, usual, on;

	printf("\n#define RULES \\\n");
	while (tsv_row(t, f, 4)) {
		usual = strcmp(f[1], "usual") == 0;
		mode = usual || strcmp(f[1], "mode") == 0;
		on = usual || strcmp(f[1], "on") == 0;
		if (!mode && !on && strcmp(f[1], "off") != 0)
			die("on, off, mode or usual: %s", f[1]);
		if (strchr(f[0], '.') == NULL || strpbrk(f[3], "\"\\") != NULL)
			die("bad rule");
		printf("\tX(");
		print_id(f[0]);
		printf(", \"%s\", %d, %s, ", f[0], on,
		    mode ? "true" : "false");
		print_classes(f[2]);
		printf(", \"%s\") \\\n", f[3]);
	}
	printf("\n");
	tsv_close(t);
}
