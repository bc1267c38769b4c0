/* SPDX-License-Identifier: Apache-2.0 */
/* check_passes.c - the pass list that the options ask for */
#include "config.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

#include "passes.h"
#include "unit.h"

static const struct {
	const char *list;
	const char *keep, *drop;	/* in this order; NULL: not given */
	const char *mode;
	const char *out;		/* NULL: refused */
} row[] = {
	{ "tidy", NULL, NULL, NULL,		"tidy" },
	{ "", NULL, NULL, NULL,		"" },
	{ " tidy\tstrip ", NULL, NULL, NULL,	" tidy\tstrip " },
	{ "tidy", NULL, NULL, "hans",		"tidy convert=hans" },
	{ "tidy", NULL, NULL, "t2s,rare",	"tidy convert=t2s,rare" },
	{ "", NULL, NULL, "hans",			" convert=hans" },
	{ "strip", "nav", NULL, NULL,		"strip=no-nav" },
	{ "strip", NULL, "nav", false,		"strip=nav" },
	{ "tidy strip tidy", "nav,icp", "byline", "hans",
	    "tidy strip=no-nav,no-icp,byline tidy convert=hans" },
	{ "strip=no-ad\ntidy", NULL, "a,b", false, "strip=no-ad,a,b\ntidy" },
	{ "strip strip=x", "a", NULL, NULL,	"strip=no-a strip=x,no-a" },
	{ "a,b", "c,d", "e", false,		NULL },	/* no strip there */
	{ "stripe tidy=strip", "nav", NULL, NULL, NULL },
	{ "", "nav", NULL, NULL,		NULL },
	{ "strip", "", NULL, NULL,		NULL },
	{ "strip", "a,", NULL, NULL,		NULL },
	{ "strip", ",a", NULL, NULL,		NULL },
	{ "strip", NULL, "a b", false,		NULL },
	{ "strip", NULL, "a=b", false,		NULL },
	{ "strip", "a", "b c", false,		NULL },
};

START_TEST(build)
{
	char *words = NULL, *out = NULL;
	const char *wrong = NULL;

	if (row[_i].keep != NULL)
		wrong = passes_add_words(&words, row[_i].keep, "no-");
	if (wrong == NULL && row[_i].drop != NULL)
		wrong = passes_add_words(&words, row[_i].drop, "");
	if (wrong == NULL)
		wrong = passes_build(&out, row[_i].list, words,
		    row[_i].mode);
	ck_assert_msg((wrong != NULL) == (row[_i].out == NULL), "row %d: %s",
	    _i, wrong != NULL ? wrong : "not refused");
	if (wrong == NULL)
		ck_assert_str_eq(out, row[_i].out);
	free(out);
	free(words);
}
END_TEST

Suite *
unit_suite(void)
{
	Suite *s = suite_create("passes");
	TCase *c = tcase_create("passes");

	tcase_add_loop_test(c, build, 0, sizeof(row) / sizeof(row[0]));
	suite_add_tcase(s, c);
	return s;
}
