/* SPDX-License-Identifier: Apache-2.0 */
/* repair.h - the kinds of repair, each a round over a line */
#ifndef REPAIR_H
#define REPAIR_H

#include "line.h"
#include "pass.h"

/*
 * Undo, once, that UTF-8 was read as a charset of one byte; bytes is scratch.
 * True when something was changed.
 */
bool qi_repair_letters(struct line *l, const struct pass_env *env,
    struct buf *bytes);

/* The same for charsets of two bytes. */
bool qi_repair_wide(struct line *l, const struct pass_env *env,
    struct buf *bytes);

#endif
