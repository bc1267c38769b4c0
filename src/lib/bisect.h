/* SPDX-License-Identifier: Apache-2.0 */
/* bisect.h - what a code point is mapped to, by a sorted table */
#ifndef BISECT_H
#define BISECT_H

#include <stddef.h>
#include <stdint.h>

/* to[i] where from[i] is cp, none where there is no such: n entries, sorted by
 * from. */
static inline uint32_t
qi_bisect(const uint32_t *from, const uint32_t *to, size_t n, uint32_t cp,
    uint32_t none)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (from[mid] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && from[lo] == cp ? to[lo] : none;
}

#endif
