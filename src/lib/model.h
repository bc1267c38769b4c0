/* SPDX-License-Identifier: Apache-2.0 */
/*
 * model.h - how surprising a character is in running Chinese text
 *
 * Costs are in eighths of a bit: 8 means half as likely.  Traditional
 * characters cost what their simplified ones do, ASCII punctuation what the
 * full width forms do.  Source of the counts: data/model/model.tsv.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdint.h>

/* A small number for a character and all its forms; 0 for unknown ones.
 * The more frequent a character, the smaller its number. */
unsigned qi_model_id(uint32_t cp);

/* The cost of a character by itself. */
unsigned qi_model_char(uint32_t cp);

/* The cost of b right after a. */
unsigned qi_model_pair(uint32_t a, uint32_t b);

/* The same, a == 0 being nothing that matters, for text that may be Japanese
 * or Korean as well.  Source: data/model/scripts.tsv. */
unsigned qi_model_asian(uint32_t a, uint32_t b);

#endif
