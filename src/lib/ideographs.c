/* SPDX-License-Identifier: Apache-2.0 */
/* ideographs.c - what kinds of ideograph a text is made of, and kana, hangul */
#include "config.h"

#include "ideographs.h"

#include "tab_script.h"

#define TELL (SCRIPT_TRADITIONAL | SCRIPT_SIMPLIFIED)
#define KANA (SCRIPT_KANA | SCRIPT_JAPANESE)	/* all but no */

/* How many ideographs are of a kind; these are all that there are. */
static size_t
sum(const uint32_t *n, unsigned kind)
{
	static const uint8_t han[] = {
		SCRIPT_HAN,
		SCRIPT_HAN | SCRIPT_TRADITIONAL,
		SCRIPT_HAN | SCRIPT_TRADITIONAL | SCRIPT_CHINESE,
		SCRIPT_HAN | SCRIPT_SIMPLIFIED,
		SCRIPT_HAN | SCRIPT_SIMPLIFIED | SCRIPT_CHINESE,
		SCRIPT_HAN | SCRIPT_CHINESE,
		SCRIPT_HAN | SCRIPT_JAPANESE
	};
	size_t all = 0, i;

	for (i = 0; i < sizeof(han); i++)
		if (han[i] & kind)
			all += n[han[i]];
	return all;
}

/* The kind of a character of the BMP that takes three bytes. */
static inline unsigned
kind_of_three(const uint8_t *s)
{
	return script_block[script_index[(s[0] & 0xf) << 6 |
	    (s[1] & 0x3f)]][s[2] & 0x3f];
}

unsigned
qi_ideograph_kind(uint32_t cp)
{
	if (cp >= 0x10000)
		return cp >= 0x20000 && cp < 0x40000 ? SCRIPT_HAN : 0;
	return script_block[script_index[cp >> 6]][cp & 0x3f];
}

struct ideographs
qi_ideographs_count(struct text t)
{
	uint32_t n[SCRIPT_KINDS] = { 0 };
	size_t at = 0, switches = 0, marks = 0;
	unsigned kind, last = 0, tell, told = 0;
	uint32_t cp;

	while (at < t.n) {
		if (t.s[at] < 0x80) {
			at += qi_text_ascii(t.s + at, t.n - at);
			last = 0;
			continue;
		}
		if ((t.s[at] & 0xf0) == 0xe0) {
			kind = kind_of_three(t.s + at);
			at += 3;
		} else {
			at += qi_text_char(t.s + at, &cp);
			kind = cp >= 0x20000 && cp < 0x40000 ? SCRIPT_HAN : 0;
		}
		n[kind]++;
		/* Chance decides these, so there is no branch. */
		tell = kind & TELL;
		switches += (tell | told) == TELL;
		told = tell != 0 ? tell : told;
		marks += (last & kind & SCRIPT_KANA) != 0 ||
		    ((last & SCRIPT_HAN) != 0 && kind == KANA);
		last = kind;
	}
	return (struct ideographs){
	    .all = sum(n, SCRIPT_HAN),
	    .traditional = sum(n, SCRIPT_TRADITIONAL),
	    .simplified = sum(n, SCRIPT_SIMPLIFIED),
	    .switches = switches,
	    .chinese = sum(n, SCRIPT_CHINESE),
	    .modern = n[SCRIPT_HAN | SCRIPT_CHINESE] +
	    n[SCRIPT_HAN | SCRIPT_SIMPLIFIED | SCRIPT_CHINESE],
	    .japanese = sum(n, SCRIPT_JAPANESE),
	    .kana = n[SCRIPT_KANA] + n[KANA],
	    .hangul = n[SCRIPT_HANGUL],
	    .marks = marks };
}
