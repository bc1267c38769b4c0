/* SPDX-License-Identifier: Apache-2.0 */
/*
 * declare.h - what a text, or who sent it, says of its charset
 *
 * It is what they say and no more: it may be wrong, and a byte order mark
 * counts more.  Names are those of label.h; NULL is for nothing said, and for
 * a charset that we do not know.
 */
#ifndef DECLARE_H
#define DECLARE_H

#include "text.h"

#define DECLARE_HEAD 1024	/* of the text, as far as browsers look */

/*
 * What the head of the text says: by "@charset" of CSS, by <meta> of HTML, by
 * the declaration of XML.  That could be read as ASCII, so when it says UTF-16
 * or UTF-32 the answer is UTF-8, but for XML that is in UTF-16 by its bytes.
 */
const char *qi_declare_prescan(struct text t);

/* What a media type says, "text/html; charset=gbk", or a label by itself. */
const char *qi_declare_content_type(const char *s, size_t n);

#endif
