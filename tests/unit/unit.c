/* SPDX-License-Identifier: Apache-2.0 */
/* unit.c - what every check_*.c shares, and its main() */
#include "config.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

static void *
plain(void *ctx, void *p, size_t from, size_t to)
{
	(void)ctx, (void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	return realloc(p, to);
}

struct mem
unit_mem(void)
{
	return (struct mem){ plain, NULL };
}

struct text
unit_text(const char *s)
{
	return (struct text){ (const uint8_t *)s, strlen(s) };
}

/* TAP to stdout, for build-aux/tap-driver.sh. */
int
main(void)
{
	SRunner *sr = srunner_create(unit_suite());

	srunner_set_tap(sr, "/dev/stdout");
	srunner_run_all(sr, CK_SILENT);
	srunner_free(sr);
	return 0;
}
