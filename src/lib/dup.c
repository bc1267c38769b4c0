/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dup.c - the lines of a page that say again what one before them says
 *
 * Pages carry a paragraph twice as a summary, for readers without scripts or
 * by mistake.  Lines are looked up by a hash of what they say when folded, in
 * a table with room for twice as many, so that the time is linear as long as
 * the hash spreads them; a chain is followed for so long only, which bounds
 * it for lines that were made to collide.
 */
#include "config.h"

#include "dup.h"

#include <string.h>

#define LONG 20			/* characters, folded */
#define TITLE 4			/* the same for a headline */
#define TITLES 20		/* so many headlines of a page, at most */
#define CHAIN 16

/* FNV-1a over the folded characters: Fowler, Noll, Vo. */
static uint32_t
hash(const uint16_t *f, size_t n)
{
	uint32_t h = 2166136261u;

	for (; n > 0; n--, f++)
		h = (h ^ *f) * 16777619u;
	return h ^ h >> 15;
}

static size_t
fold(const struct page *p, size_t j, uint16_t *f)
{
	const struct line *l = &p->l[j];

	return qi_fold(p->t.s + l->at, l->end - l->at, f);
}

/* Two lines that are cut off when folded are compared as they are. */
static bool
is_same(const struct page *p, size_t i, const uint16_t *f, size_t n, size_t j)
{
	uint16_t g[LINE_LONG + 1];
	size_t len = p->l[i].end - p->l[i].at;

	if (n > LINE_LONG)
		return p->l[j].end - p->l[j].at == len &&
		    memcmp(p->t.s + p->l[i].at, p->t.s + p->l[j].at, len) == 0;
	return fold(p, i, g) == n && memcmp(f, g, n * sizeof(*f)) == 0;
}

static void
drop(struct page *p, size_t j)
{
	p->gone[j] = BP_DUP;
	p->why[j] = WHY_DUP;
	p->l[j].flags |= LINE_DROPPED;
}

/* The headlines, but for the last one above the text.  What is said too often
 * is none. */
static bool
mark_titles(struct page *p)
{
	size_t j, last = p->n, times = 0;
	bool any = false;

	for (j = 0; j < p->n; j++)
		times += p->gone[j] == BP_NONE && (p->l[j].flags & LINE_TITLE);
	if (times > TITLES)
		return false;
	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (p->gone[j] != BP_NONE)
			continue;
		if (l->flags & (LINE_PROSE | LINE_FIRM))
			break;
		if (!(l->flags & LINE_TITLE) || l->n < TITLE)
			continue;
		if (last < p->n) {
			drop(p, last);
			any = true;
		}
		last = j;
	}
	return any;
}

bool
qi_dup_mark(struct page *p, struct buf *table)
{
	uint16_t f[LINE_LONG + 1];
	size_t j, n, size = 64, at, chain;
	bool any = mark_titles(p);
	uint32_t *slot;

	while (size < 2 * p->n)
		size *= 2;
	if (!qi_buf_reserve(table, size * sizeof(*slot)))
		return false;
	slot = (uint32_t *)(void *)table->p;
	memset(slot, 0, size * sizeof(*slot));
	for (j = 0; j < p->n; j++) {
		if (p->gone[j] != BP_NONE || p->l[j].n < LONG)
			continue;
		n = fold(p, j, f);
		at = hash(f, n) & (size - 1);
		for (chain = 0; chain < CHAIN && slot[at] != 0; chain++) {
			if (is_same(p, slot[at] - 1, f, n, j)) {
				drop(p, j);
				any = true;
				break;
			}
			at = (at + 1) & (size - 1);
		}
		if (slot[at] == 0)
			slot[at] = (uint32_t)j + 1;
	}
	return any;
}
