/* SPDX-License-Identifier: Apache-2.0 */
/* records.c - cut a stream of bytes into records, in bounded memory */
#include "config.h"

#include "records.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef READ_SIZE		/* tests are built with 1, 2, 3, 5 too */
#define READ_SIZE ((size_t)256 << 10)
#endif

void
records_open(struct records *r, int fd, int end, size_t max)
{
	*r = (struct records){ .fd = fd, .end = end, .max = max,
	    .least = max, .window = max };
}

void
records_cut(struct records *r, size_t least,
    size_t (*cut)(void *ctx, const void *s, size_t n), void *ctx)
{
	r->least = r->window = least < r->max ? least : r->max;
	r->cut = cut;
	r->ctx = ctx;
}

void
records_close(struct records *r)
{
	free(r->buf);
	r->buf = NULL;
}

/* Read some more, or see the end.  This is called with max bytes at hand or
 * less, so the buffer need not grow beyond max + READ_SIZE. */
static bool
more(struct records *r)
{
	unsigned char *p;
	ssize_t n;
	size_t cap;

	if (r->used > 0) {
		memmove(r->buf, r->buf + r->used, r->have - r->used);
		r->have -= r->used;
		r->used = 0;
	}
	if (r->cap - r->have < READ_SIZE) {
		cap = r->max + READ_SIZE;
		if (cap > r->cap * 2)
			cap = r->cap * 2;
		if (cap < r->have + READ_SIZE)
			cap = r->have + READ_SIZE;
		p = realloc(r->buf, cap);
		if (p == NULL)
			return false;
		r->buf = p;
		r->cap = cap;
	}
	do
		n = read(r->fd, r->buf + r->have, READ_SIZE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return false;
	r->eof = n == 0;
	r->have += (size_t)n;
	return true;
}

/* The byte order marks of UTF-16 and UTF-32.  That of UTF-32LE starts as
 * that of UTF-16LE does. */
static const struct {
	size_t n;
	unsigned char s[4];
} marks[] = {
	{ 2, { 0xff, 0xfe } },
	{ 2, { 0xfe, 0xff } },
	{ 4, { 0, 0, 0xfe, 0xff } },
};

/* Look at the start of the stream, no further than it takes to see that no
 * mark is there: who types waits for an answer after the first line. */
static bool
begin(struct records *r)
{
	bool starved = true;
	size_t i, n;

	while (starved && !r->wide && !r->eof) {
		if (!more(r))
			return false;
		starved = false;
		for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			n = r->have < marks[i].n ? r->have : marks[i].n;
			if (memcmp(r->buf, marks[i].s, n) != 0)
				continue;
			starved = n < marks[i].n;
			r->wide = !starved;
			break;
		}
	}
	if (r->wide)
		r->end = RECORD_ALL;
	r->begun = true;
	return true;
}

/* Where in s[from, n) the terminator is; n when it is not there. */
static size_t
find_end(const struct records *r, const unsigned char *s, size_t from,
    size_t n)
{
	const unsigned char *p = NULL;

	if (r->end != RECORD_ALL && from < n)
		p = memchr(s + from, r->end, n - from);
	return p != NULL ? (size_t)(p - s) : n;
}

/* Bytes of whole lines that can be cut off s[0, n); 0 if there are none. */
static size_t
lines(const struct records *r, const unsigned char *s, size_t n)
{
	while (n > 0 && s[n - 1] != '\n')
		n--;
	return n > 0 && r->cut(r->ctx, s, n) == n ? n : 0;
}

/* Bytes up to the last place where a window can be cut: a line end if cut()
 * does not say; 0 if none. */
static size_t
window(const struct records *r, const unsigned char *s)
{
	size_t n = r->wide ? 0 : r->window;
	size_t cut = n > 0 && r->cut != NULL ? r->cut(r->ctx, s, n) : 0;

	if (cut > 0 || r->window < r->max)
		return cut;
	while (n > 0 && s[n - 1] != '\n')
		n--;
	return n;
}

static int
give(struct records *r, struct record *rec, size_t n, size_t end)
{
	r->number += !r->inside;
	*rec = (struct record){ r->buf + r->used, n, end, r->at, r->number,
	    !r->inside, r->raw, !r->inside && (end == 1 ||
	    (r->eof && n == r->have - r->used)) };
	r->inside = end == 0;
	r->used += n + end;
	r->at += n + end;
	return 1;
}

/* What there is of a line that is too long. */
static int
give_raw(struct records *r, struct record *rec)
{
	const unsigned char *s = r->buf + r->used, *line;
	size_t n = r->have - r->used, end = find_end(r, s, 0, n);
	int got;

	line = r->wide ? NULL : memchr(s, '\n', end);
	if (line != NULL)
		got = give(r, rec, (size_t)(line - s) + 1, 0);
	else
		got = give(r, rec, end, end < n);
	r->raw = line == NULL && end == n;
	return got;
}

int
records_next(struct records *r, struct record *rec)
{
	const unsigned char *s;
	size_t n, end, seen = 0;

	if (!r->begun && !begin(r))
		return -1;
	for (;;) {
		s = r->buf + r->used;
		n = r->have - r->used;
		if (r->raw && n > 0)
			return give_raw(r, rec);
		end = find_end(r, s, seen, n);
		if (end < n && end <= r->window)
			return give(r, rec, end, 1);
		if (n > r->window) {
			end = window(r, s);
			if (end > 0) {
				r->window = r->least;
				return give(r, rec, end, 0);
			}
			r->raw = r->window == r->max;
			r->window = r->window < r->max / 2 ?
			    r->window * 2 : r->max;
			continue;
		}
		if (r->eof)
			return n > 0 ? give(r, rec, n, 0) : 0;
		end = r->eager && !r->wide ? lines(r, s, n) : 0;
		if (end > 0)
			return give(r, rec, end, 0);
		seen = n;
		if (!more(r))
			return -1;
	}
}
