/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output.h - write bytes to a file that must not fail
 *
 * Small pieces are gathered, large ones go out from where they are.  A
 * failure ends the program: with a message, or quietly when it is that
 * nobody reads on.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output {
	int fd;
	const char *name;	/* for messages */
	size_t n;
	unsigned char buf[(size_t)64 << 10];
};

/* "-" is standard output.  Another file is made when it is not there, but
 * not emptied: see output_truncate(). */
void output_open(struct output *o, const char *name);
void output_truncate(struct output *o);
bool output_is_terminal(const struct output *o);
void output_put(struct output *o, const void *p, size_t n);
void output_puts(struct output *o, const char *s);
void output_flush(struct output *o);
void output_close(struct output *o);

#endif
