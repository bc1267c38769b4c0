/* SPDX-License-Identifier: Apache-2.0 */
/* explain.h - say why a line went, or stayed */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "page.h"
#include "qing.h"

/* Say it of each line of the page; rules are the user's, or NULL. */
void qi_explain(const struct page *p, const struct patterns *rules,
    qing_line_say *say, void *ctx);

#endif
