/* SPDX-License-Identifier: Apache-2.0 */
/* passes.h - the pass list that the options ask for */
#ifndef PASSES_H
#define PASSES_H

#include <stdbool.h>

/*
 * Append the comma-separated list, "nav,icp", to the words for strip at *words
 * (NULL at first), with before, "no-" or "", in front of each.  Returns NULL,
 * or what is wrong, a constant; *words is malloc'ed.
 */
const char *passes_add_words(char **words, const char *list,
    const char *before);

/* Where the first strip pass of the list is, or its end. */
char *passes_strip(char *list);

/* NULL, or what is wrong with the mode of a pass convert: "t2s,rare". */
const char *passes_check_mode(const char *mode);

/*
 * The list with words (or NULL) added to each strip pass in it, and the pass
 * convert to its end with mode, unless that is NULL.  *out is malloc'ed.  Returns NULL, or
 * what is wrong.
 */
const char *passes_build(char **out, const char *list, const char *words,
    const char *mode);

#endif
