/* SPDX-License-Identifier: Apache-2.0 */
/* lost.h - what is left of text that cannot be repaired */
#ifndef LOST_H
#define LOST_H

#include "text.h"

/* A walk along the runs of t, which is UTF-8. */
struct lost {
	struct text t;
	const uint32_t *spot;	/* those to come: qi_text_look_spots() */
	size_t spots;
	size_t at;		/* from 0: where the last run ends ... */
	size_t judged;		/* ... and the last line with U+FFFD */
};

/*
 * The next run that is all that is left of text: what U+FFFD becomes when it
 * is misread, what a debugger fills memory with, or a line that is U+FFFD for
 * the most part, some of them side by side.  False when there are no more.
 * All of these have a LOST_PAIR, and with that a spot, so that good text is not
 * looked at.  Texts that quote such a run have it too: it is good for a note,
 * not for a change.
 */
bool qi_lost_next(struct lost *l, struct span *run);

#endif
