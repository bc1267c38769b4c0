/* SPDX-License-Identifier: Apache-2.0 */
/* dup.h - the lines of a page that say again what one before them says */
#ifndef DUP_H
#define DUP_H

#include "page.h"

/*
 * Take them out of p, which holds all lines of the text, with class dup.
 * Long lines only, since short ones are also refrains, cells of tables and
 * answers; but the headline is a duplicate wherever it stands above the one
 * that is next to the text.  table is empty.  True when there are any.
 */
bool qi_dup_mark(struct page *p, struct buf *table);

#endif
