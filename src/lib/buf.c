/* SPDX-License-Identifier: Apache-2.0 */
/* buf.c - a growable array of bytes that remembers its first failure */
#include "config.h"

#include "buf.h"

#include <stdlib.h>

void *
qi_mem_plain(void *ctx, void *p, size_t from, size_t to)
{
	(void)ctx, (void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	return realloc(p, to);
}

void
qi_buf_init(struct buf *b, struct mem *m, size_t max)
{
	*b = (struct buf){ .mem = m, .max = max };
}

void
qi_buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = b->too_big = false;
}

void
qi_buf_free(struct buf *b)
{
	if (b->p != NULL)
		b->mem->realloc(b->mem->ctx, b->p, b->cap, 0);
	b->p = NULL;
	b->n = b->cap = 0;
}

bool
qi_buf_reserve(struct buf *b, size_t more)
{
	size_t cap;
	void *p;

	if (b->failed)
		return false;
	if (more > b->max - b->n) {
		b->failed = b->too_big = true;
		return false;
	}
	if (more <= b->cap - b->n)
		return true;
	cap = b->cap < 256 ? 256 : b->cap;
	while (cap - b->n < more)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	p = b->mem->realloc(b->mem->ctx, b->p, b->cap, cap);
	if (p == NULL) {
		b->failed = true;
		return false;
	}
	b->p = p;
	b->cap = cap;
	return true;
}
