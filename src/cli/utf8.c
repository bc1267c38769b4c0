/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.c - is what comes in pieces of any size UTF-8? */
#include "config.h"

#include "utf8.h"

#include <string.h>

/*
 * How much a character proves that bytes which mean nothing would not often
 * look like: 16 bits less the 11 of which U+0080..U+07FF are made, and so on.
 * What the characters say comes on top, but is not looked at here.
 */
#define BITS_2 5
#define BITS_3 8
#define BITS_4 12

static void
lead(struct utf8 *u, unsigned char c)
{
	u->lo = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	u->hi = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	if (c < 0xc2 || c > 0xf4)
		u->bad = true;
	else if (c < 0xe0) {
		u->want = 1;
		u->bits += BITS_2;
	} else if (c < 0xf0) {
		u->want = 2;
		u->bits += BITS_3;
	} else {
		u->want = 3;
		u->bits += BITS_4;
	}
}

/* How many bytes at s are ASCII, eight at a time. */
static size_t
ascii(const unsigned char *s, size_t n)
{
	uint64_t v;
	size_t i;

	for (i = 0; n - i >= sizeof(v); i += sizeof(v)) {
		memcpy(&v, s + i, sizeof(v));
		if ((v & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < n && s[i] < 0x80)
		i++;
	return i;
}

void
utf8_read(struct utf8 *u, const unsigned char *s, size_t n)
{
	size_t i = 0;

	while (!u->bad) {
		if (u->want == 0)
			i += ascii(s + i, n - i);
		if (i == n)
			return;
		if (u->want == 0)
			lead(u, s[i]);
		else if (s[i] < u->lo || s[i] > u->hi)
			u->bad = true;
		else {
			u->want--;
			u->lo = 0x80;
			u->hi = 0xbf;
		}
		i++;
	}
	u->bits = 0;
}
