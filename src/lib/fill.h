/* SPDX-License-Identifier: Apache-2.0 */
/* fill.h - holes in a reading, filled with what may have stood there */
#ifndef FILL_H
#define FILL_H

#include "buf.h"
#include "suspect.h"

struct fill {
	const struct region *g;
	const struct candidate *x;
	const struct buf *read;	/* what qi_reread() found */
	struct buf *scratch, *nodes;
	struct buf *found;	/* the result: the same without holes, if so */
};

/* False when memory failed. */
bool qi_fill(struct fill *f);

#endif
