/* SPDX-License-Identifier: Apache-2.0 */
/*
 * foreign.h - what in a text is Japanese or Korean, though it has ideographs
 *
 *	struct foreign f;
 *	struct span sp;
 *
 *	qi_foreign_begin(&f, t, env->seen);
 *	while (qi_foreign_next(&f, &sp))
 *		leave it alone
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "text.h"

struct foreign {
	struct text t;
	size_t at;		/* what comes before was dealt with */
	size_t line;		/* end of the line that is gone through in
				 * parts, if it is more than at */
	bool mostly;		/* the text is not Chinese for the most part */
	bool old;		/* and has traditional forms of its own */
};

/* seen: the classes of the text.  Without CLASS_FOREIGN nothing is done. */
void qi_foreign_begin(struct foreign *f, struct text t, unsigned seen);

/* The next span, in the order of the text; they do not overlap.  False when
 * there are no more. */
bool qi_foreign_next(struct foreign *f, struct span *sp);

#endif
