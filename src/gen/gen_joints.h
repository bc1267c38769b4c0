/* SPDX-License-Identifier: Apache-2.0 */
/* gen_joints.h - sets of two characters that stand side by side in phrases */
#ifndef GEN_JOINTS_H
#define GEN_JOINTS_H

#include "gentab.h"

struct pairs {
	uint64_t *pair;		/* first << 32 | second */
	size_t n, max;
};

void add_pair(struct pairs *s, uint32_t a, uint32_t b);
/* Each pair once, in order, and none that is in without, if that is given. */
void sort_pairs(struct pairs *s, const struct pairs *without);
/* Where in a sorted set those with this first character begin; and is there
 * one at i? */
size_t find_pairs(const struct pairs *s, uint32_t first);
bool pairs_go_on(const struct pairs *s, size_t i, uint32_t first);
/* When pairs are of what a character can become, and that character: add all
 * of those that can become x, at their right, and y, at their left. */
void join_pairs(struct pairs *s, const struct pairs *right, uint32_t x,
    const struct pairs *left, uint32_t y);
/* NAME_joints and NAME_joints_bits, for src/lib/convert.h. */
void print_joints(const char *name, const struct pairs *s);

#endif
