/* SPDX-License-Identifier: Apache-2.0 */
/* files.h - the files that the command line names; "-" is standard input */
#ifndef FILES_H
#define FILES_H

#include "output.h"

/*
 * To be called first.  A standard descriptor that is closed would be given to
 * the next file that is opened, which could then be written over: put
 * something there that fails.
 */
void files_reserve(void);

const char *files_name(const char *file);	/* for messages */
int files_open(const char *file);	/* to read it; -1: see errno */
void files_close(int fd);

/* Both go to one file, neither a device nor a pipe. */
bool files_same(const struct output *a, const struct output *b);

/* The end of the program if file is what o writes over. */
void files_check(const char *file, const struct output *o);

#endif
