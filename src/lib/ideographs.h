/* SPDX-License-Identifier: Apache-2.0 */
/* ideographs.h - what kinds of ideograph a text is made of, and kana, hangul */
#ifndef IDEOGRAPHS_H
#define IDEOGRAPHS_H

#include "script_kind.h"
#include "text.h"

struct ideographs {
	size_t all;
	size_t traditional, simplified, chinese, japanese; /* script_kind.h */
	size_t modern;		/* chinese and not traditional: old Japanese
				 * and Korean texts have those that are */
	size_t switches;	/* between the first two, as they come */
	size_t kana, hangul;
	size_t marks;		/* kana behind kana, or behind an ideograph
				 * unless it is the no (U+306E) that shops in
				 * China put in their names */
};

/* The kind of one character. */
unsigned qi_ideograph_kind(uint32_t cp);

/* Count them, in UTF-8. */
struct ideographs qi_ideographs_count(struct text t);

#endif
