/* SPDX-License-Identifier: Apache-2.0 */
/* pattern_check.h - say what is wrong with a user's rows, and what is odd */
#ifndef PATTERN_CHECK_H
#define PATTERN_CHECK_H

#include "pattern_rows.h"
#include "qing.h"

/* See qing_rules_check().  r is as for qi_rows_next() at first. */
enum qing_ret qi_patterns_check(struct rows r, struct mem *m,
    qing_rules_say *say, void *ctx);

#endif
