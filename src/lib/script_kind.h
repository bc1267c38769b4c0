/* SPDX-License-Identifier: Apache-2.0 */
/* script_kind.h - what a character says of the text it stands in: bits */
#ifndef SCRIPT_KIND_H
#define SCRIPT_KIND_H

enum {
	SCRIPT_HAN	= 1 << 0,
	SCRIPT_TRADITIONAL = 1 << 1,	/* not in simplified Chinese */
	SCRIPT_SIMPLIFIED = 1 << 2,	/* not in traditional */
	SCRIPT_JAPANESE	= 1 << 3,	/* not in Chinese */
	SCRIPT_CHINESE	= 1 << 4,	/* not in Japanese */
	SCRIPT_KANA	= 1 << 5,
	SCRIPT_HANGUL	= 1 << 6,
	SCRIPT_KINDS	= 1 << 7
};

#endif
