/* SPDX-License-Identifier: Apache-2.0 */
/* log.h - every change as a line of JSON */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>

#include "output.h"
#include "qing.h"
#include "records.h"

/* Edits logged per pass and record: 20 MiB of memory at most for each pass. */
#define LOG_EDITS ((size_t)1 << 20)

/* The edits of q's last result, which was that of rec.  file is the name of
 * the input, NULL when there is but one; rejected: rec is not written. */
void log_edits(struct output *o, const char *file, const struct record *rec,
    qing *q, const struct qing_result *res, bool rejected);

#endif
