/* SPDX-License-Identifier: Apache-2.0 */
/* lost.h - what is left of text that cannot be repaired */
#ifndef LOST_H
#define LOST_H

#include "text.h"

/*
 * The next run, from at on, that is all that is left of text: what U+FFFD
 * becomes when it is misread, what a debugger fills memory with, or a line
 * that is U+FFFD for the most part.  Gives where it begins and its length;
 * t.n when there is none.  t is UTF-8.  Texts that quote such a run have it
 * too: it is good for a note, not for a change.
 */
size_t qi_lost_find(struct text t, size_t at, size_t *len);

#endif
