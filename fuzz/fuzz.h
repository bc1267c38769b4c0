/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz.h - what an engine, or main.c in its place, calls */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Unlike assert(), never compiled out; and engines know abort(). */
#define MUST(x) do { if (!(x)) { \
	fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x); \
	abort(); } } while (0)

/* For struct mem. */
static inline void *
fuzz_realloc(void *ctx, void *p, size_t from, size_t to)
{
	(void)ctx, (void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	return realloc(p, to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
