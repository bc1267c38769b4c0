/* SPDX-License-Identifier: Apache-2.0 */
/*
 * df.h - on how many pages of a site does a line stand?
 *
 * What was counted is one flat image of bytes, the same in memory, in a file
 * and on every machine; df.c says what is in it.  To look something up needs
 * no more than the image.
 */
#ifndef DF_H
#define DF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct df_site {		/* a site in an image */
	const uint8_t *image;	/* checked; NULL: nothing is known */
	uint64_t hash;
	unsigned pages;		/* of the site; DF_MOST: or more */
};

#define DF_MOST 255		/* what a counter holds */
#define DF_LEAST 3		/* on fewer pages it may be chance, or a copy */
#define DF_PART 8		/* ... and it is on one page of so many */

/* Is this an image, all of it and undamaged?  NULL, or what is wrong. */
const char *qi_df_wrong(const void *image, size_t len);

/* image may be NULL. */
void qi_df_site(struct df_site *d, const uint8_t *image, const char *site);

/* On how many pages of the site the line s[0, n) was seen: DF_MOST may stand
 * for more, and lines that are blank are not counted. */
unsigned qi_df_pages(const struct df_site *d, const uint8_t *s, size_t n);

/* Was it seen on so many that it is of the site, rather than of a text? */
static inline bool
qi_df_common(const struct df_site *d, unsigned pages)
{
	return pages >= DF_LEAST && pages * DF_PART >= d->pages;
}

#endif
