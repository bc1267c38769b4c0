/* SPDX-License-Identifier: Apache-2.0 */
/* buf.h - a growable array of bytes that remembers its first failure */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct mem {			/* where memory comes from; one per cleaner */
	void *(*realloc)(void *ctx, void *p, size_t from, size_t to);
	void *ctx;
};

/* mem.realloc where none is given: realloc(3) itself. */
void *qi_mem_plain(void *ctx, void *p, size_t from, size_t to);

struct buf {
	struct mem *mem;
	uint8_t *p;
	size_t n, cap;
	size_t max;		/* n never passes this */
	bool failed;		/* sticky: later puts do nothing */
	bool too_big;		/* failed because of max, not of memory */
};

void qi_buf_init(struct buf *b, struct mem *m, size_t max);
void qi_buf_reset(struct buf *b);		/* empty it, keep the memory */
void qi_buf_free(struct buf *b);
bool qi_buf_reserve(struct buf *b, size_t more);	/* room for more bytes */

/* Append.  Does nothing once the buffer has failed. */
static inline void
qi_buf_put(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if ((b->failed || n > b->cap - b->n) && !qi_buf_reserve(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

#endif
