/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert.h - from one kind of Chinese characters to another
 *
 * convert.c goes through a text by a table of characters, which conversion.c
 * makes, and finds the islands that need more: see src/gen/gen_convert.c.  What
 * becomes of an island is up to the mode: chain.c or hans.c.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edits.h"

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

#define SCRATCH_OPEN ((size_t)4096)	/* while a mode is made ready */
#define CONVERSION_MEMORY (sizeof(struct conversion) + SCRATCHES * SCRATCH_OPEN)

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

/* Of an entry of bmp. */
#define KIND(entry) ((entry) >> 24)
#define BYTES 0xffffffu

static inline uint32_t
qi_load_three(const uint8_t *s)
{
	return s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16;
}

/*
 * Make the mode of rules that are on ready; keeps: see above.  NULL: no memory;
 * CONVERSION_MEMORY is the most it takes.
 */
struct conversion *qi_conversion_new(const bool *on, struct mem *mem,
    bool keeps);
void qi_conversion_free(struct conversion *c, struct mem *mem);

/* What becomes of a character alone: cells in scratch, how many. */
size_t qi_convert_alone(const struct conversion *c, uint32_t cp,
    struct buf *scratch, const struct cell **cell);

/* A text being converted, from its start to t.n; that, and c, can be others
 * later on: what was converted is done. */
struct converting {
	struct text t;
	const struct conversion *c;
	struct edits *e;
	struct buf *scratch;
	size_t done;		/* no island reaches before this */
	bool making;		/* the next text; as long as nothing changes
				 * there is none */
	bool bad;		/* this is no UTF-8 */
	size_t logged;		/* before this in the text, and before that */
	uint32_t logged_to;	/* in the next, the log has all edits */
};

/* Convert from at on: where it ends, t.n or what is no text. */
size_t qi_convert(struct converting *w, size_t at);
/* Leave alone what comes next, up to end. */
void qi_convert_pass_over(struct converting *w, size_t at, size_t end);
/* Log what was done up to there, before c is another. */
void qi_convert_log(struct converting *w, size_t end);
/* The last place where t can be cut for c, or 0. */
size_t qi_convert_cut(const struct conversion *c, struct text t);

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
