/* SPDX-License-Identifier: Apache-2.0 */
/* rules.h - the file that --rules names */
#ifndef RULES_H
#define RULES_H

#include <stddef.h>

#include "qing.h"

struct rules {
	const char *name;
	char *p;
	size_t n;
};

/* Read it all; the end of the program when that cannot be. */
void rules_read(struct rules *r, const char *name);
void rules_free(struct rules *r);

/* The end of the program for the mistake that qing_new() found. */
_Noreturn void rules_die(const struct rules *r, const struct qing_error *err);

/* --check-rules: say what is wrong with it, and end the program. */
_Noreturn void rules_check(const struct rules *r);

#endif
