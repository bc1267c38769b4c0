/* SPDX-License-Identifier: Apache-2.0 */
/* reading.c - Mandarin readings of the ideographs of GBK */
#include "config.h"

#include "reading.h"

#include <string.h>

#include "gbk.h"
#include "tab_reading.h"

unsigned
qi_reading_find(const uint8_t *s, size_t n)
{
	/* As in the table: with NULs up to the size of all. */
	uint8_t name[sizeof(reading_name[0])] = { 0 };
	size_t lo = 0, hi = READINGS, mid, len;
	int c;

	for (len = 0; n > 0; len++) {
		if (len == READING_MAX)
			return READING_NONE;
		/* GBK has letters beside ASCII's for a and g: A8BB, A8C0. */
		if (n >= 2 && s[0] == 0xc9 && (s[1] == 0x91 || s[1] == 0xa1)) {
			name[len] = s[1] == 0x91 ? 'a' : 'g';
			s += 2, n -= 2;
		} else
			name[len] = *s++, n--;
	}
	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = memcmp(name, reading_name[mid], sizeof(name));
		if (c == 0)
			return (unsigned)mid + 1;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return READING_NONE;
}

/* The readings of a pair: reading_of[*at .. *end). */
static void
range(unsigned pair, unsigned *at, unsigned *end)
{
	unsigned i;

	*at = *end = 0;
	if (!qi_gbk_is_lead(pair >> 8) || !qi_gbk_is_trail(pair & 0xff))
		return;
	i = qi_gbk_index(pair >> 8, pair & 0xff);
	*at = reading_at[i];
	*end = reading_at[i + 1];
}

bool
qi_reading_has(unsigned pair, unsigned reading)
{
	unsigned at, end;

	for (range(pair, &at, &end); at < end; at++)
		if (reading_of[at] == reading)
			return true;
	return false;
}

unsigned
qi_reading_first(unsigned pair)
{
	unsigned at, end;

	range(pair, &at, &end);
	return at < end ? reading_of[at] : READING_NONE;
}

static unsigned
flags(unsigned pair)
{
	return qi_gbk_is_lead(pair >> 8) && qi_gbk_is_trail(pair & 0xff) ?
	    reading_flags[qi_gbk_index(pair >> 8, pair & 0xff)] : 0;
}

bool
qi_reading_is_usual(unsigned pair)
{
	return (flags(pair) & 1) != 0;
}

bool
qi_reading_is_traditional(unsigned pair)
{
	return (flags(pair) & 2) != 0;
}
