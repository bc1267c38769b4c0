/* SPDX-License-Identifier: Apache-2.0 */
/* site.c - which site a file is from */
#include "config.h"

#include "site.h"

#include <stdbool.h>
#include <string.h>

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "www.example.com", perhaps with a port behind it: two labels or more, of
 * which the last begins with a letter, so that version numbers are none. */
static bool
is_host(const char *s, size_t n)
{
	size_t i, label = 0, dots = 0;

	for (i = n; i > 0 && is_digit(s[i - 1]); i--)
		;
	if (i > 1 && i < n && (s[i - 1] == ':' || s[i - 1] == '+'))
		n = i - 1;
	for (i = 0; i < n; i++)
		if (s[i] == '.') {
			if (i == label)
				return false;
			label = i + 1;
			dots++;
		} else if (!is_letter(s[i]) && !is_digit(s[i]) && s[i] != '-')
			return false;
	return dots > 0 && n >= label + 2 && is_letter(s[label]);
}

static bool
is_name(const char *s, size_t n)
{
	return n > 0 && !(n == 1 && s[0] == '.') &&
	    !(n == 2 && s[0] == '.' && s[1] == '.');
}

const char *
site_of(const char *path, size_t *len)
{
	const char *s, *end, *in = "", *host = NULL;
	size_t in_len = 0, host_len = 0, n;

	for (s = path; (end = strchr(s, '/')) != NULL; s = end + 1) {
		n = (size_t)(end - s);
		if (n == 0)
			continue;
		in = s;
		in_len = is_name(s, n) ? n : 0;
		if (is_host(s, n)) {
			host = s;
			host_len = n;
		}
	}
	*len = host != NULL ? host_len : in_len;
	return host != NULL ? host : in;
}
