/* SPDX-License-Identifier: Apache-2.0 */
/* detect.h - in which charset is a text that is not UTF-8? */
#ifndef DETECT_H
#define DETECT_H

#include "charset.h"
#include "text.h"

/*
 * The charset of t, which is open then; how sure that is (0..1000); and how
 * many bytes of byte order marks there are at the start.  NULL when this is no
 * text we know.  What each detector bid is in d; d->valid is how far t is
 * UTF-8.  scratch is emptied and used; when it fails, or the decoder's table
 * does, the answer is NULL too.
 */
const struct charset *qi_detect(struct decoder *d, struct text t,
    struct buf *scratch, unsigned *score, size_t *mark);

#endif
