/* SPDX-License-Identifier: Apache-2.0 */
/* model.c - how surprising a character is in running Chinese text */
#include "config.h"

#include "model.h"

#include <stdbool.h>

#include "cost.h"
#include "tab_model.h"

unsigned
qi_model_id(uint32_t cp)
{
	switch (cp) {
	case '!': case '(': case ')': case ',': case ':': case ';': case '?':
		cp += 0xfee0;
		break;
	}
	return cp < 0x10000 ? model_id_block[model_id_index[cp >> 6]][cp & 63] : 0;
}

unsigned
qi_model_char(uint32_t cp)
{
	unsigned id = qi_model_id(cp);

	if (id != 0)
		return model_cost[id];
	if (cp < 0x80)
		return COST_ASCII;
	if (cp > 0xff00 && cp < 0xff5f)
		return COST_FULL_WIDTH;
	if (cp >= 0xe000 && cp < 0xf900)
		return COST_PRIVATE;
	return cp < 0x2e80 ? COST_SYMBOL : COST_UNKNOWN;
}

/* Lines end in full stops, in headings, and hardly ever in a comma. */
static unsigned
line_end_cost(uint32_t before)
{
	switch (before) {
	case 0x3002: case 0xff01: case 0xff1f: case 0x201d: case 0x300d:
	case 0xff1a:
		return COST_ASCII - 48;
	case 0x3001: case 0xff0c:
		return COST_ASCII + 24;
	default:
		return COST_ASCII;
	}
}

unsigned
qi_model_pair(uint32_t a, uint32_t b)
{
	unsigned ia = qi_model_id(a), ib = qi_model_id(b), lo, hi, mid;

	if (b == '\n')
		return line_end_cost(a);
	if (ib == 0 || ia == 0)
		return qi_model_char(b);
	lo = model_first[ia];
	hi = model_first[ia + 1];
	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (model_second[mid] == ib)
			return model_pair_cost[mid];
		if (model_second[mid] < ib)
			lo = mid + 1;
		else
			hi = mid;
	}
	return model_cost[ib] + model_backoff[ia];
}

unsigned
qi_model_asian(uint32_t a, uint32_t b)
{
	bool script = (b >= 0x3040 && b < 0x3100) ||
	    (b >= 0xac00 && b < 0xd7a4) || (b >= 0xff61 && b < 0xffa0);

	if (a != 0 && !script)
		return qi_model_pair(a, b);
	return b > 0xffff ? COST_UNKNOWN :
	    model_asian_block[model_asian_index[b >> 6]][b & 63];
}
