/* SPDX-License-Identifier: Apache-2.0 */
/* common.h - what other pages of the site have, too: is it of the site? */
#ifndef COMMON_H
#define COMMON_H

#include "page.h"

/* Mark lines that stand on many pages (LINE_COMMON) and are the site's rather
 * than part of each of its texts (LINE_SITE).  It looks at what is left only,
 * so that the page can be looked at again. */
void qi_common_mark(struct page *p);

#endif
