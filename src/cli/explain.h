/* SPDX-License-Identifier: Apache-2.0 */
/* explain.h - --explain-line: say what becomes of each line, and why */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "output.h"
#include "qing.h"
#include "records.h"

/* Say it of a piece of file; file is NULL when there is only one.  rules is
 * the name of the file of rules, or NULL. */
void explain_piece(struct output *o, qing *q, const char *file,
    const char *rules, const struct record *rec);

#endif
