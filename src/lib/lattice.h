/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lattice.h - what stood where bytes were lost: the likeliest reading
 *
 * What qi_reread() leaves holes in is searched again with every byte that a
 * decoder can have lost there, for the cheapest text by the model of
 * language.h (Viterbi's algorithm, kept to the best few at each step).
 */
#ifndef LATTICE_H
#define LATTICE_H

#include "reread.h"

/* Of so many at once. */
#define LATTICE_MOST 1024
#define LATTICE_GONE 256

struct lattice {
	const uint32_t *cp;	/* the characters, */
	size_t n;		/* and how many, */
	size_t more;		/* and so many more stand there */
	uint32_t before, behind;	/* what stands beside them, or 0 */
	uint32_t at, cost;	/* what to add to places and costs */
	enum misread_as as;
	const struct charset *is;
	bool latin;		/* windows-1252 was Latin-1 */
	bool last;		/* what was misread ends here */
	bool alone;		/* marks took no ASCII along */
	unsigned form;		/* of language.h: what text it is, or 0 */
	struct buf *scratch, *nodes;
	struct buf *found;	/* the result is put behind what is there */
	uint32_t end;		/* and what it costs, with what is behind */
	/* Of a charset of two bytes: what the other one has not. */
	bool gone_found;	/* by the first that asks for it */
	uint32_t gone[LATTICE_GONE];
	size_t gones;
};

/* False when memory failed. */
bool qi_lattice(struct lattice *l);

#endif
