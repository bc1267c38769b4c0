/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - without a fuzzing engine: run a target over the files named */
#include "config.h"

#include <stdio.h>

#include "fuzz.h"

static uint8_t buf[1 << 20];

int
main(int argc, char *argv[])
{
	uint8_t *exact;
	size_t n;
	FILE *f;
	int i;

	printf("1..%d\n", argc - 1);
	for (i = 1; i < argc; i++) {
		f = fopen(argv[i], "rb");
		if (f == NULL) {
			perror(argv[i]);
			return 99;
		}
		n = fread(buf, 1, sizeof(buf), f);
		fclose(f);
		/* Exactly as long as it is, for the address sanitizer. */
		exact = malloc(n > 0 ? n : 1);
		MUST(exact != NULL);
		for (size_t k = 0; k < n; k++)
			exact[k] = buf[k];
		LLVMFuzzerTestOneInput(exact, n);
		free(exact);
		printf("ok %d - %s\n", i, argv[i]);
		fflush(stdout);
	}
	return 0;
}
