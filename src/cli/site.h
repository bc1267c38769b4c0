/* SPDX-License-Identifier: Apache-2.0 */
/* site.h - which site a file is from */
#ifndef SITE_H
#define SITE_H

#include <stddef.h>

/*
 * The directory of its path that looks like the name of a host, as programs
 * that fetch sites make it, the last one if there are more; else the
 * directory that the file is in.  "" for standard input, and when no directory
 * is named.  This is a part of path, *len bytes.
 */
const char *site_of(const char *path, size_t *len);

#endif
