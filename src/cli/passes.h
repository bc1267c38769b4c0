/* SPDX-License-Identifier: Apache-2.0 */
/* passes.h - the pass list that the options ask for */
#ifndef PASSES_H
#define PASSES_H

#include <stdbool.h>

/*
 * Append classes, "nav,icp", to the comma-separated words for strip at *words
 * (NULL at first), with "no-" before each when they are to be kept.  Returns
 * NULL, or what is wrong, a constant; *words is malloc'ed.
 */
const char *passes_add_classes(char **words, const char *classes, bool keep);

/*
 * The list with words (or NULL) added to each strip pass in it, and
 * convert=hans to its end if simplify.  *out is malloc'ed.  Returns NULL, or
 * what is wrong.
 */
const char *passes_build(char **out, const char *list, const char *words,
    bool simplify);

#endif
