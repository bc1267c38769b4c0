/* SPDX-License-Identifier: Apache-2.0 */
/* passes.c - the pass list that the options ask for */
#include "config.h"

#include "passes.h"

#include <stdlib.h>
#include <string.h>

#define BLANK " \t\n"		/* as the library has it */
#define NO_MEMORY "out of memory"

static const char strip[] = "strip";
static const char convert[] = " convert=";

static char *
append(char *to, const char *s, size_t n)
{
	memcpy(to, s, n);
	return to + n;
}

const char *
passes_add_words(char **words, const char *list, const char *before)
{
	const char *s = list;
	size_t old = *words != NULL ? strlen(*words) : 0, n;
	size_t most = strlen(list) / 2 + 1;	/* words in it */
	char *p, *to;

	p = realloc(*words, old + strlen(list) + most * (strlen(before) + 1) +
	    2);
	if (p == NULL)
		return NO_MEMORY;
	*words = p;
	to = p + old;
	*to = '\0';
	for (;;) {
		n = strcspn(s, "," BLANK "=");
		if (n == 0 || (s[n] != ',' && s[n] != '\0')) {
			p[old] = '\0';
			return "not class names parted by commas";
		}
		if (to > p)
			to = append(to, ",", 1);
		to = append(to, before, strlen(before));
		to = append(to, s, n);
		*to = '\0';
		if (s[n] == '\0')
			return NULL;
		s += n + 1;
	}
}

/* Is the pass at s, up to a blank or "=", strip? */
static bool
is_strip(const char *s)
{
	return strcspn(s, BLANK "=") == strlen(strip) &&
	    strncmp(s, strip, strlen(strip)) == 0;
}

char *
passes_strip(char *list)
{
	char *s;

	for (s = list + strspn(list, BLANK); *s != '\0' && !is_strip(s);
	    s += strspn(s, BLANK))
		s += strcspn(s, BLANK);
	return s;
}

const char *
passes_check_mode(const char *mode)
{
	return *mode == '\0' || mode[strcspn(mode, BLANK "=")] != '\0' ?
	    "not a mode" : NULL;
}

const char *
passes_build(char **out, const char *list, const char *words,
    const char *mode)
{
	size_t extra = words != NULL ? strlen(words) + 1 : 0, n;
	size_t most = strlen(list) / sizeof(strip) + 1;	/* of strip passes */
	bool found = false;
	const char *s;
	char *to;

	*out = to = malloc(strlen(list) + most * extra + sizeof(convert) +
	    (mode != NULL ? strlen(mode) : 0));
	if (to == NULL)
		return NO_MEMORY;
	for (s = list; *s != '\0'; s += n) {
		n = strspn(s, BLANK);
		if (n > 0) {
			to = append(to, s, n);
			continue;
		}
		n = strcspn(s, BLANK);
		to = append(to, s, n);
		if (words == NULL || !is_strip(s))
			continue;
		found = true;
		to = append(to, n == strlen(strip) ? "=" : ",", 1);
		to = append(to, words, strlen(words));
	}
	if (words != NULL && !found)
		return "no strip pass in the pass list";
	if (mode != NULL) {
		to = append(to, convert, strlen(convert));
		to = append(to, mode, strlen(mode));
	}
	*to = '\0';
	return NULL;
}
