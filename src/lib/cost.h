/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cost.h - what characters cost that the counts do not have
 *
 * In eighths of a bit, as in model.h.  The generator needs them too: the
 * tables of two-byte charsets have the cost of each character beside it.
 */
#ifndef COST_H
#define COST_H

#define COST_ASCII 88		/* letters, digits, space: 11 bits */
#define COST_FULL_WIDTH 104	/* letters and digits of full width */
#define COST_HALF_KANA 112
#define COST_SYMBOL 120
#define COST_SCRIPT 144		/* kana and hangul that the counts do not have */
#define COST_RARE 120		/* 15 bits: see CLASS_RARE in text.h */
#define COST_UNKNOWN 176	/* all else: 22 bits */
#define COST_PRIVATE 200

#endif
