/* SPDX-License-Identifier: Apache-2.0 */
/* options.c - the command line */
#include "config.h"

#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "passes.h"
#include "qing.h"
#include "records.h"

enum {
#define OPTION(name, letter, word, arg, help, man) OPT_##name,
#include "options.def"
#undef OPTION
	OPTIONS
};

static const struct {
	int letter;
	const char *word, *arg, *help;
} table[OPTIONS] = {
#define OPTION(name, letter, word, arg, help, man) { letter, word, arg, help },
#include "options.def"
#undef OPTION
};

#define MAX_RECORD ((size_t)16 << 20)
#define DF_SIZE ((size_t)16 << 20)
#define LONG 256		/* what getopt_long() gives for row 0 */

/* --help and the like: what was printed got where it should. */
static _Noreturn void
done(void)
{
	if (ferror(stdout) || fclose(stdout) != 0)
		message_die("standard output", "%s", strerror(errno));
	exit(STATUS_DONE);
}

static _Noreturn void
help(void)
{
	char left[80];
	size_t i;

	puts("Usage: qing [OPTION]... [FILE]...\n"
	    "Find out what scraped text says, and clean it: to UTF-8, Chinese "
	    "first.\n"
	    "Read standard input when no FILE is given, or FILE is -.\n");
	for (i = 0; i < OPTIONS; i++) {
		snprintf(left, sizeof(left), "%c%c%c --%s%s%s",
		    table[i].letter != 0 ? '-' : ' ',
		    table[i].letter != 0 ? table[i].letter : ' ',
		    table[i].letter != 0 ? ',' : ' ', table[i].word,
		    table[i].arg != NULL ? "=" : "",
		    table[i].arg != NULL ? table[i].arg : "");
		printf("  %-25s  %s\n", left, table[i].help);
	}
	puts("\nThe passes are, if -p does not say otherwise:\n"
	    "  " QING_DEFAULT "\n"
	    "Exit status: 0 done, 2 trouble, 3 bad text with --on-error=fail.");
	done();
}

static _Noreturn void
list_rules(void)
{
	const struct qing_rule *r;
	size_t n;

	for (n = 0; (r = qing_rule(n)) != NULL; n++)
		printf("%s\t%s\t%s\n", r->name, r->on ? "on" : "off",
		    r->summary);
	done();
}

static _Noreturn void
list_encodings(void)
{
	const char *name;
	size_t n;

	for (n = 0; (name = qing_charset(n)) != NULL; n++)
		puts(name);
	done();
}

static _Noreturn void
version(void)
{
	unsigned v = qing_version();

	printf("qing %s (libqing %u.%u.%u)\n", PACKAGE_VERSION, v >> 16,
	    v >> 8 & 0xff, v & 0xff);
	done();
}

/* "16M": a number of bytes, not 0.  What the library makes of it is its own. */
static size_t
size(const char *option, const char *s)
{
	static const char unit[] = "KMG";
	const char *u;
	uintmax_t v;
	char *end;
	int bits = 0;

	errno = 0;
	v = strtoumax(s, &end, 10);
	u = *end != '\0' ? strchr(unit, toupper((unsigned char)*end)) : NULL;
	if (u != NULL) {
		bits = 10 * (int)(u - unit + 1);
		end++;
	}
	if (!isdigit((unsigned char)s[0]) || *end != '\0' || v == 0)
		message_usage(option, "not a number of bytes: %s", s);
	if (errno == ERANGE || v > SIZE_MAX >> bits)
		message_usage(option, "too large: %s", s);
	return (size_t)v << bits;
}

static bool
keep_or_fail(const char *s)
{
	if (strcmp(s, "keep") != 0 && strcmp(s, "fail") != 0)
		message_usage("--on-error", "neither keep nor fail: %s", s);
	return s[0] == 'f';
}

/* Is s[0, n) one of safe, normal, hard? */
static bool
is_level(const char *s, size_t n)
{
	return (n == 4 && (memcmp(s, "safe", n) == 0 ||
	    memcmp(s, "hard", n) == 0)) ||
	    (n == 6 && memcmp(s, "normal", n) == 0);
}

/* Is s[0, n) the name of a class of lines? */
static bool
is_class(const char *s, size_t n)
{
	const struct qing_rule *r;
	size_t i;

	for (i = 0; (r = qing_rule(i)) != NULL; i++)
		if (strncmp(r->name, "strip.", 6) == 0 &&
		    strlen(r->name + 6) == n &&
		    memcmp(r->name + 6, s, n) == 0)
			return !is_level(s, n);
	return false;
}

/* NULL, or what is wrong with a list of classes. */
static const char *
classes(const char *s)
{
	size_t n;

	for (;; s += n + 1) {
		n = strcspn(s, ",");
		if (!is_class(s, n))
			return "not class names parted by commas";
		if (s[n] == '\0')
			return NULL;
	}
}

static _Noreturn void
wrong_words(const char *word, const char *wrong, const char *argument)
{
	char option[32];

	snprintf(option, sizeof(option), "--%s", word);
	message_usage(option, "%s: %s", wrong, argument);
}

/* What would be ignored is a mistake.  cleans is an option that is about
 * cleaning, or NULL, and strips one about strip or what follows it. */
static void
check(const struct options *o, const char *cleans, const char *strips)
{
	if (o->detect && cleans != NULL)
		message_usage("--detect", "cleans nothing, so not with --%s",
		    cleans);
	if (o->json && !o->detect)
		message_usage("--json", "only with --detect");
	if (o->check_rules && o->rules == NULL)
		message_usage("--check-rules", "only with --rules");
	if (o->explain && o->log != NULL)
		message_usage("--explain-line", "makes no log");
	if (o->learn && o->detect)
		message_usage("--learn", "not with --detect");
	if (o->learn && strips != NULL)
		message_usage("--learn", "cleans nothing, so not with --%s",
		    strips);
	if (o->df_size != DF_SIZE && !o->learn)
		message_usage("--df-size", "only with --learn");
	if (o->site != NULL && !o->learn && o->df == NULL)
		message_usage("--site", "only with --learn or --df");
}

/* optopt is the letter of an option; 0 or a row's number for a long one. */
static _Noreturn void
misused(const char *word, bool starved)
{
	char letter[] = { '-', (char)optopt, '\0' };

	message_usage(optopt > 0 && optopt < LONG ? letter : word, "%s",
	    starved ? "needs an argument" :
	    "not an option, or one without argument");
}

/* getopt_long()'s next, as a row of the table; -1 at the end. */
static int
next(int argc, char **argv)
{
	static struct option words[OPTIONS + 1];
	static char letters[2 * OPTIONS + 2];
	char *p = letters;
	int c, i;

	*p++ = ':';		/* tell a missing argument from nonsense */
	for (i = 0; i < OPTIONS; i++) {
		words[i] = (struct option){ table[i].word,
		    table[i].arg != NULL ? required_argument : no_argument,
		    NULL, LONG + i };
		if (table[i].letter == 0)
			continue;
		*p++ = (char)table[i].letter;
		if (table[i].arg != NULL)
			*p++ = ':';
	}
	*p = '\0';
	opterr = 0;
	c = getopt_long(argc, argv, letters, words, NULL);
	if (c == '?' || c == ':')
		misused(argv[optind - 1], c == ':');
	for (i = 0; c >= 0 && c < LONG && table[i].letter != c; i++)
		;
	return c < 0 ? -1 : c >= LONG ? c - LONG : i;
}

void
options_read(struct options *o, int argc, char **argv)
{
	static char dash[] = "-", *standard_input[] = { dash, NULL };
	const char *list = QING_DEFAULT, *cleans = NULL, *wrong = NULL;
	const char *strips = NULL, *worded = "passes";
	const char *mode = NULL;
	char *words = NULL;
	int c;

	*o = (struct options){ .end = RECORD_ALL, .max_record = MAX_RECORD,
	    .output = "-", .df_size = DF_SIZE };
	while ((c = next(argc, argv)) >= 0) {
		switch (c) {
		case OPT_PASSES:
			list = optarg;
			cleans = table[c].word;
			break;
		case OPT_LINES:
			o->end = '\n';
			break;
		case OPT_NULL_DATA:
			o->end = '\0';
			break;
		case OPT_SIMPLIFY:
			mode = "hans";
			cleans = strips = table[c].word;
			break;
		case OPT_CONVERT:
			wrong = passes_check_mode(optarg);
			mode = optarg;
			cleans = strips = table[c].word;
			break;
		case OPT_KEEP:
		case OPT_DROP:
			wrong = classes(optarg);
			if (wrong == NULL)
				wrong = passes_add_words(&words, optarg,
				    c == OPT_KEEP ? "no-" : "");
			cleans = strips = worded = table[c].word;
			break;
		case OPT_ONLY_CLASSES:
			wrong = classes(optarg);
			if (wrong == NULL)
				wrong = passes_add_words(&words, "none", "");
			if (wrong == NULL)
				wrong = passes_add_words(&words, optarg, "");
			cleans = strips = worded = table[c].word;
			break;
		case OPT_STRIP_LEVEL:
			wrong = is_level(optarg, strlen(optarg)) ?
			    passes_add_words(&words, optarg, "") :
			    "not safe, normal or hard";
			cleans = strips = worded = table[c].word;
			break;
		case OPT_RULES:
			if (o->rules != NULL)
				message_usage("--rules", "one file only");
			o->rules = optarg;
			cleans = strips = table[c].word;
			break;
		case OPT_CHECK_RULES:
			o->check_rules = true;
			break;
		case OPT_EXPLAIN_LINE:
			o->explain = true;
			cleans = strips = table[c].word;
			break;
		case OPT_REJECT_SPAM:
			o->reject = true;
			wrong = passes_add_words(&words, "spam-page", "");
			cleans = strips = worded = table[c].word;
			break;
		case OPT_CHARSET:
			o->charset = optarg;
			break;
		case OPT_CONTENT_TYPE:
			o->content_type = optarg;
			break;
		case OPT_DETECT:
			o->detect = true;
			break;
		case OPT_JSON:
			o->json = true;
			break;
		case OPT_LEARN:
			o->learn = true;
			break;
		case OPT_DF:
			o->df = optarg;
			cleans = strips = table[c].word;
			break;
		case OPT_DF_SIZE:
			o->df_size = size("--df-size", optarg);
			break;
		case OPT_SITE:
			o->site = optarg;
			break;
		case OPT_OUTPUT:
			o->output = optarg;
			break;
		case OPT_LOG:
			o->log = optarg;
			cleans = strips = table[c].word;
			break;
		case OPT_ON_ERROR:
			o->fail = keep_or_fail(optarg);
			break;
		case OPT_MAX_RECORD:
			o->max_record = size("--max-record", optarg);
			break;
		case OPT_LINE_BUFFERED:
			o->line_buffered = true;
			break;
		case OPT_QUIET:
			o->quiet = true;
			break;
		case OPT_VERBOSE:
			o->verbose = true;
			break;
		case OPT_LIST_RULES:
			list_rules();
		case OPT_LIST_ENCODINGS:
			list_encodings();
		case OPT_HELP:
			help();
		case OPT_VERSION:
			version();
		}
		if (wrong != NULL)
			wrong_words(table[c].word, wrong,
			    optarg != NULL ? optarg : "");
	}
	check(o, cleans, strips);
	if (o->check_rules && optind < argc)
		message_usage("--check-rules", "reads no other file: %s",
		    argv[optind]);
	wrong = passes_build(&o->passes, list, words, mode);
	if (wrong != NULL)
		wrong_words(worded, wrong, list);
	free(words);
	if ((o->df != NULL || o->rules != NULL || o->explain) &&
	    *passes_strip(o->passes) == '\0')
		wrong_words(o->df != NULL ? "df" : o->rules != NULL ? "rules" :
		    "explain-line", "no strip pass in the pass list", list);
	if (o->learn)		/* what strip will see */
		*passes_strip(o->passes) = '\0';
	o->file = optind < argc ? argv + optind : standard_input;
	o->files = optind < argc ? (size_t)(argc - optind) : 1;
}
