/* SPDX-License-Identifier: Apache-2.0 */
/*
 * misread.h - the charsets that text is wrongly read in
 *
 * They are what decoders really do, not what the standards say: what windows
 * leaves free are controls, user areas are private use, and the byte 0x80 is
 * the euro sign of GBK.  Here is the way back from a character to the bytes.
 */
#ifndef MISREAD_H
#define MISREAD_H

#include <stddef.h>
#include <stdint.h>

#include "charset.h"

enum misread_as {
	AS_NONE,
	/* One byte a character. */
	AS_1252,	/* and Latin-1: what 1252 has not is C1 */
	AS_1250, AS_1251, AS_1253, AS_1254, AS_437, AS_850, AS_MAC,
	/* Two, most of them. */
	AS_GBK,		/* code page 936, and GB18030 */
	AS_BIG5,	/* code page 950, and HKSCS */
	AS_SHIFT_JIS,	/* code page 932 */
	AS_EUC_KR,	/* code page 949 */
	AS_MIXED,	/* UTF-8 where it is that, else Latin-1 */
	AS_ALL
};

#define AS_IS_SINGLE(as) ((as) <= AS_MAC)

/* Its name, for people. */
const char *qi_misread_name(enum misread_as as);

/* Its number in single.h, when it is of one byte. */
unsigned qi_misread_set(enum misread_as as);

/* The bytes that were read as cp, 0 when there are none; ASCII is itself.
 * AS_MIXED is the bytes of Latin-1 or else of UTF-8. */
size_t qi_misread_bytes(enum misread_as as, uint32_t cp, uint8_t out[4]);

/* Others that were, too, or 0: a few characters have two in Big5 and in code
 * page 932. */
size_t qi_misread_other(enum misread_as as, uint32_t cp, uint8_t out[4]);

/* How a text was misread, for the log: bytes in charset is were read as as,
 * what came of it again, and so on; 0 for no more.  is counts from 1 in
 * qi_charsets. */
#define MISREADINGS 3
struct misread {
	uint8_t is[MISREADINGS], as[MISREADINGS];
	uint16_t bits;		/* by how many the other text is likelier */
};

/* "GB18030 as windows-1252, UTF-8 as windows-1252" */
#define MISREAD_TEXT 128
void qi_misread_text(const struct misread *m, char out[MISREAD_TEXT]);

#endif
