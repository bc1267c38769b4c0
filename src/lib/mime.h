/* SPDX-License-Identifier: Apache-2.0 */
/* mime.h - encoded words in the headers of mail: RFC 2047 */
#ifndef MIME_H
#define MIME_H

#include "charset.h"
#include "text.h"

/*
 * Read the words of one charset that follow each other at s, with blanks
 * between them: =?GB2312?B?1tA=?= =?GB2312?Q?=CE=C4?=.  They are read as one,
 * since programs cut characters in two.  Gives their length, 0 when there are
 * none; *out is what they say, in bytes, and empty when they can't be read.
 */
size_t qi_mime_read(const uint8_t *s, size_t n, struct decoder *d,
    struct buf *bytes, struct text *out);

#endif
