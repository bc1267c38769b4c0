/* SPDX-License-Identifier: Apache-2.0 */
/*
 * encode.h - write a character in any charset that has tables here
 *
 * The way back from qi_charset_next(), to find the bytes that text was made of
 * when it was read in the wrong charset.  Where several bytes mean the same
 * character it is those that encoders write, by the WHATWG Encoding Standard.
 * Two of its rules are not followed: JIS X 0212 is written in EUC-JP, and what
 * would not be read back as the same character (a yen sign as a backslash) is
 * not written.
 */
#ifndef ENCODE_H
#define ENCODE_H

#include <stddef.h>
#include <stdint.h>

#include "charset.h"

/*
 * Write cp; gives how many bytes that takes, 0 when cs has no such character.
 * None at all has JOHAB, which only iconv can read, and what looks like ASCII
 * (FORM_SHIFT).
 */
size_t qi_charset_put(const struct charset *cs, uint32_t cp, uint8_t out[4]);

#endif
