/* SPDX-License-Identifier: Apache-2.0 */
/* learn.h - --learn, --df: evidence from many pages, and its files */
#ifndef LEARN_H
#define LEARN_H

#include <stdbool.h>
#include <stddef.h>

#include "output.h"
#include "qing.h"
#include "records.h"

/* A file of evidence, whole.  The end of the program when it cannot be read;
 * what is in it is not looked at.  malloc'ed. */
void *learn_load(const char *file, size_t *len);

/* Add the file that is open here if it is evidence that was learnt, and not a
 * page; true if so.  A file that is damaged is the end of the program. */
bool learn_add(qing_df *df, const char *file, int fd);

/* Learn what became of a record, unless it was too long: a page of the site. */
void learn_page(qing_df *df, const char *file, const char *site,
    const struct record *rec, const struct qing_result *res);

/* Write all of it, with a warning when it was too much. */
void learn_write(qing_df *df, struct output *out, bool quiet);

#endif
