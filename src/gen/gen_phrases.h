/* SPDX-License-Identifier: Apache-2.0 */
/* gen_phrases.h - dictionaries of phrases, and the automaton made of them */
#ifndef GEN_PHRASES_H
#define GEN_PHRASES_H

#include "gentab.h"

#define PHRASE_CHARS 16		/* of a key, and of a value */
#define DICT_BIG 10000		/* phrases: such a dictionary is large */

struct phrase {
	uint32_t key[PHRASE_CHARS], value[PHRASE_CHARS];
	uint8_t len, value_len;
};

struct dict {
	char name[96];
	struct phrase *phrase;	/* sorted by key, each key once */
	size_t n;
	size_t root;		/* in the automaton */
};

/* The characters of UTF-8 text, PHRASE_CHARS at most: how many. */
size_t phrase_chars(const char *s, uint32_t *cp);
int phrase_compare(const uint32_t *a, size_t n, const uint32_t *b, size_t m);

/* Rows of a character and what becomes of it, by code point. */
void chars_read(uint32_t *map, const char *file);

/* Rows of a phrase and what becomes of it; and in our own, an example and a
 * source. */
void dict_read(struct dict *d, const char *file);
/* d and what e has besides. */
void dict_add(struct dict *d, const struct dict *e);

/* What of the value of a phrase stands where its key has character i. */
size_t phrase_piece(const struct phrase *p, size_t i, const uint32_t **piece);

/* Print the automaton of all dictionaries, and set their roots. */
void print_phrases(struct dict *d, size_t n);

#endif
