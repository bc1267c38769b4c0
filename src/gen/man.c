/* SPDX-License-Identifier: Apache-2.0 */
/*
 * man.c - put the tables of options and rules into the manual at build time
 *
 *	man <qing.1.in >qing.1
 *
 * Of the lines it reads, @SYNOPSIS@ and @OPTIONS@ become what their names
 * say, and "@RULES tidy@" the rules of that pass, in mdoc; the others are
 * copied.  Runs on the build machine.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "qing.h"
#include "tab_rule.h"

static const struct {
	char letter;
	const char *word, *arg, *help, *more;
} option[] = {
#define OPTION(name, letter, word, arg, help, man) \
	{ letter, word, arg, help, man },
#include "../cli/options.def"
};

static const struct {
	const char *name, *summary;
	int on, mode;
} rule[] = {
#define true 1
#define false 0
#define X(id, name, on, mode, classes, summary) { name, summary, on, mode },
	RULES
};

#define OPTIONS (sizeof(option) / sizeof(option[0]))

static void
put_arg(const char *before, const char *arg)
{
	if (arg == NULL)
		return;
	printf("%s Ar ", before);
	for (; *arg != '\0'; arg++)
		putchar(*arg == '|' ? '|' : tolower((unsigned char)*arg));
}

static void
synopsis(void)
{
	size_t i;

	printf(".Op Fl ");
	for (i = 0; i < OPTIONS; i++)
		if (option[i].letter != '\0' && option[i].arg == NULL)
			putchar(option[i].letter);
	putchar('\n');
	for (i = 0; i < OPTIONS; i++) {
		if (option[i].letter == '\0')
			printf(".Op Fl -%s", option[i].word);
		else if (option[i].arg != NULL)
			printf(".Op Fl %c", option[i].letter);
		else
			continue;
		put_arg(option[i].letter == '\0' ? " Ns = Ns" : "",
		    option[i].arg);
		putchar('\n');
	}
}

static void
options(void)
{
	const char *s;
	size_t i;

	printf(".Bl -tag -width Ds\n");
	for (i = 0; i < OPTIONS; i++) {
		printf(".It ");
		if (option[i].letter != '\0') {
			printf("Fl %c", option[i].letter);
			put_arg("", option[i].arg);
			printf(" , ");
		}
		printf("Fl -%s", option[i].word);
		put_arg(" Ns = Ns", option[i].arg);
		s = option[i].help;
		printf("\n%c%s.\n%s", toupper((unsigned char)s[0]), s + 1,
		    option[i].more);
	}
	printf(".El\n");
}

static void
rules(const char *pass)
{
	size_t i, n = strlen(pass);

	printf(".Bl -tag -width no-zero-width\n");
	for (i = 0; i < sizeof(rule) / sizeof(rule[0]); i++) {
		if (strncmp(rule[i].name, pass, n) != 0 || rule[i].name[n] != '.')
			continue;
		printf(".It Cm %s\n%s%s.\n", rule[i].name + n + 1,
		    rule[i].summary,
		    rule[i].on || rule[i].mode ? "" : " (off by default)");
	}
	printf(".El\n");
}

int
main(void)
{
	char line[4096], pass[32];

	while (fgets(line, sizeof(line), stdin) != NULL)
		if (strcmp(line, "@SYNOPSIS@\n") == 0)
			synopsis();
		else if (strcmp(line, "@OPTIONS@\n") == 0)
			options();
		else if (sscanf(line, "@RULES %31[a-z]@", pass) == 1)
			rules(pass);
		else
			fputs(line, stdout);
	if (ferror(stdin) || ferror(stdout) || fflush(stdout) != 0) {
		perror("man");
		return 1;
	}
	return 0;
}
