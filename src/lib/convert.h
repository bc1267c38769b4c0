/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert.h - modes of conversion, between pass_convert.c and what each does
 *
 * pass_convert.c goes through the text by a table of characters and finds the
 * islands that need more: see src/gen/gen_convert.c.  What becomes of an
 * island depends on the mode.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

/*
 * Which two characters are joined: a Bloom filter of one hash, so that it can
 * say of any two that they are.  An island is larger then, and no more.
 */
struct joints {
	const uint64_t *word;	/* NULL: none are */
	unsigned bits;		/* 1 << bits of them */
};

static inline bool
qi_joined(const struct joints *j, uint32_t a, uint32_t b)
{
	uint32_t h = (a * 0x9e3779b1u ^ b * 0x85ebca6bu) * 0xc2b2ae35u;

	h >>= 32 - j->bits;
	return j->word[h >> 6] >> (h & 63) & 1;
}

struct mode {
	uint8_t rule;
	const uint16_t *trigger;	/* characters of the BMP, sorted */
	size_t ntriggers;
	const uint16_t *single;	/* characters that are phrases, the same */
	size_t nsingles;
	struct joints sparks;	/* that a trigger has with a neighbour */
	struct joints joints[2];	/* of its own; of a large dictionary */
};

struct island_char {
	uint32_t cp;		/* as in the text, but for compatibility */
	uint32_t as;		/* as what it is read */
};

/* One character of what an island becomes, and of which of its characters. */
struct cell {
	uint32_t cp;
	uint32_t from, to;
	uint16_t rule;
};

struct conversion;

/* Scratch of a pass, in use while an island is converted. */
enum { SCRATCH_ISLAND, SCRATCH_CELLS, SCRATCH_FIRST, SCRATCH_LATER, SCRATCHES };

/*
 * Append to scratch[SCRATCH_CELLS] what becomes of the n characters of an
 * island, all of it; when the scratch fails it does not matter what.
 */
typedef void convert_island(const struct conversion *c,
    const struct island_char *in, size_t n, struct buf *scratch);

#define CHAR_ABOVE 0xd800u
#define CHAIN_NUMBERS 8192
#define CHAIN_ROOTS 9		/* of segments; of each step, 4 at most */

/* Kinds, bits: it can be part of a spark; look at it closely. */
enum { CHAR_TRIGGER = 1, CHAR_OTHER = 2 };

/* A mode made ready to run, for one cleaner.  Arrays are by code point, and
 * 0 stands for the character itself, CHAR_ABOVE for one above the BMP. */
struct conversion {
	const struct mode *mode;
	const struct chain *chain;	/* NULL: hans */
	convert_island *island;
	const bool *on;			/* by rule number */
	unsigned plain;			/* rule of what bmp does */
	int reads;			/* by which map text is read, or -1 */
	bool keeps;			/* what is not simplified only */
	/* The three bytes of UTF-8 that it becomes alone, the first lowest,
	 * and in the fourth its kind. */
	uint32_t bmp[0x10000];
	uint16_t as[0x10000];		/* as what it is read */
	uint16_t number[0x10000];	/* among those in phrases; 0: in none */
	uint16_t map[2][0x10000];	/* of a chain's steps */
	/* By number: which edge of the root of a chain's dictionary is the
	 * first of that character, from 1; 0: none. */
	uint16_t first[CHAIN_ROOTS][CHAIN_NUMBERS];
};

/* Modes that chain dictionaries; and hans.  Tables are as, number and map. */
const struct chain *qi_chain_find(const bool *on);
const struct mode *qi_chain_mode(const struct chain *chain);
void qi_chain_tables(struct conversion *c);
convert_island qi_chain_island;

extern const struct mode qi_hans_mode;
void qi_hans_tables(struct conversion *c);
convert_island qi_hans_island;

/* By the tables of chain.c: what stands for a compatibility ideograph; the
 * simplified form of t2s, with what few fonts have if rare; what a map has,
 * -1: none.  Else cp. */
uint32_t qi_convert_compat(uint32_t cp);
uint32_t qi_convert_simplify(uint32_t cp, bool rare);
uint32_t qi_convert_map(int map, uint32_t cp);
/* Let text be read as it is simplified. */
void qi_convert_read_simple(struct conversion *c);

/* As what a character is read. */
static inline uint32_t
qi_convert_as(const struct conversion *c, uint32_t cp)
{
	unsigned as;

	if (cp >= 0x10000)
		cp = qi_convert_compat(cp);
	as = cp < 0x10000 ? c->as[cp] : CHAR_ABOVE;
	return as == 0 ? cp : as != CHAR_ABOVE ? as :
	    qi_convert_map(c->reads, qi_convert_compat(cp));
}

static inline void
qi_cell_put(struct buf *out, uint32_t cp, size_t from, size_t to,
    unsigned rule)
{
	struct cell c = { cp, (uint32_t)from, (uint32_t)to, (uint16_t)rule };

	qi_buf_put(out, &c, sizeof(c));
}

#endif
