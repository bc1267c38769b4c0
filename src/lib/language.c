/* SPDX-License-Identifier: Apache-2.0 */
/* language.c - how surprising text is that may be Chinese, Japanese or Korean */
#include "config.h"

#include "language.h"

#include "tab_language.h"

/* ASCII stands in text of all languages, and not much was counted. */
#define ASCII_MOST 88

/* Classes of characters make a character likelier or not by so much. */
#define STEP_NONE 128

static unsigned
number_of(uint32_t cp)
{
	return cp > 0x10ffff ? 0 :
	    language_number_block[language_number_index[cp >> 7]][cp & 127];
}

unsigned
qi_language_id(uint32_t cp)
{
	unsigned n = number_of(cp);

	return n < LANGUAGE_RANGES ? 0 : n - LANGUAGE_RANGES + 1;
}

unsigned
qi_language_char(uint32_t cp)
{
	return language_cost[number_of(cp)];
}

unsigned
qi_language_forms(uint32_t cp)
{
	return language_form[language_class[number_of(cp)]];
}

/* What a number costs behind another with which it is no pair. */
static unsigned
step_cost(unsigned a, unsigned b)
{
	unsigned class = language_class[a] * (unsigned)LANGUAGE_CLASSES;
	unsigned cost = language_cost[b] + (unsigned)language_rest[a] +
	    language_step[class + language_class[b]];

	return cost > STEP_NONE ? cost - STEP_NONE : 1;
}

unsigned
qi_language_pair(uint32_t a, uint32_t b)
{
	unsigned na = number_of(a), nb = number_of(b), cost;
	const uint16_t *row = language_second + language_first[na];
	unsigned n = language_first[na + 1] - language_first[na], half;

	if (a == 0)
		return language_cost[nb];
	while (n > 1) {		/* without a branch in it */
		half = n / 2;
		row += row[half] <= nb ? half : 0;
		n -= half;
	}
	if (n == 1 && *row == nb)
		return language_pair_cost[row - language_second];
	cost = step_cost(na, nb);
	return b < 0x80 && cost > ASCII_MOST ? ASCII_MOST : cost;
}
