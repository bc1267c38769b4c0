/* SPDX-License-Identifier: Apache-2.0 */
/* repair.h - the kinds of repair, each a round over a line */
#ifndef REPAIR_H
#define REPAIR_H

#include "line.h"
#include "pass.h"

/*
 * Undo, once, that UTF-8 was read as a charset of one byte.  Gives the bits
 * that speak for it, 0 for nothing to undo; else the line's next round is
 * written, but not begun.  *all: there is nothing left to explain.
 */
uint64_t qi_repair_letters(struct line *l, const struct pass_env *env,
    bool *all, struct buf *scratch);

struct repair_last {		/* how it was misread where that was so last */
	uint8_t as, is;		/* of qi_charsets, from 1 on; 0: not yet */
	bool letters;		/* or that was all that letters explain */
};

/* The same for Chinese, Japanese and Korean text, in any charset that was read
 * as any other.  It takes REPAIR_WIDE_BUFS. */
#define REPAIR_WIDE_BUFS 7
uint64_t qi_repair_wide(struct line *l, const struct pass_env *env,
    struct repair_last *last, bool *all, struct buf *scratch);

/* Is a spot of env, in the whole text, worth that its line is looked at? */
bool qi_repair_wide_odd(struct text t, size_t spot,
    const struct repair_last *last);

/* Undo that one charset of one byte was read as another, where that makes words
 * of one script of a whole line.  True when that was so. */
bool qi_repair_single(struct line *l, const struct pass_env *env,
    struct buf *scratch);

/* Make marks of the controls of Latin-1, when nothing else is left to
 * repair. */
bool qi_repair_controls(struct line *l, const struct pass_env *env);

/*
 * Add edits for characters that stand for others; true when there were any.
 * They are of a text whose other repairs are done.
 */
bool qi_repair_chars(struct text t, const struct pass_env *env,
    struct edits *out);

/* Name what cannot be repaired, or drop it, when all the rest is done. */
void qi_repair_lost(struct text t, const struct pass_env *env,
    struct edits *out);

#endif
