/* SPDX-License-Identifier: Apache-2.0 */
/* sets.h - the charsets of src/lib/pairs.h, by bytes, as code points */
#ifndef SETS_H
#define SETS_H

#include "gentab.h"

#include "../lib/pairs.h"

#define CELLS (94 * 94)

struct sets {			/* 0 where there is no character */
	uint32_t pair[PAIRS][PAIRS_SIZE];	/* by PAIRS_INDEX */
	uint32_t cns[PAIRS_PLANES][CELLS];	/* by row and column */
	uint32_t jis0212[CELLS];
};

/* Read the six files that the rule of tab_pairs.h in Makefile.am has first.
 * Never NULL; to be freed. */
struct sets *sets_read(char **file);

#endif
