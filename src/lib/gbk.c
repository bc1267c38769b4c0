/* SPDX-License-Identifier: Apache-2.0 */
/* gbk.c - GBK both ways: two bytes and a code point */
#include "config.h"

#include "gbk.h"

#include "tab_gbk.h"

uint32_t
qi_gbk_decode(unsigned lead, unsigned trail)
{
	return qi_gbk_is_lead(lead) && qi_gbk_is_trail(trail) ?
	    gbk_decode[qi_gbk_index(lead, trail)] : 0;
}

unsigned
qi_gbk_encode(uint32_t cp)
{
	return cp >= 0x80 && cp < 0x10000 ?
	    gbk_encode_block[gbk_encode_index[cp >> 6]][cp & 63] : 0;
}
