/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edits.h - what one pass changes
 *
 * A pass reads a text and adds edits: in rising order, never overlapping, in
 * bytes of the text it was given.  The next text is built as they come: what
 * was left alone is copied up to the edit, then the replacement.  No edit, no
 * copy.  When a log is wanted the edits are kept too, and any span of the
 * next text can be mapped to the text before it; pass by pass, to the input.
 * What a pass only names, and leaves as it is, is a note.
 */
#ifndef EDITS_H
#define EDITS_H

#include "buf.h"
#include "misread.h"
#include "text.h"

struct edit {
	uint32_t at, len;	/* what was replaced, in the text before */
	uint32_t to, to_len;	/* by what, in the text after */
	uint16_t score;
	uint8_t rule, charset;
	struct misread how;	/* repair's, or all 0 */
};

struct notes {			/* of the text as it now is, in its order */
	struct buf log;		/* of struct span; the first few when cut */
	size_t count;		/* of all */
	size_t end;		/* of the last one */
	unsigned all;		/* score of a note about all of the text; 0: none */
	uint8_t rule;		/* of that */
};

struct edits {
	struct text in;
	size_t done;		/* bytes of in that are dealt with */
	struct buf *out;	/* the next text, so far */
	struct buf log;		/* of struct edit; the first few when cut */
	bool keep;		/* fill the log */
	bool again;		/* the pass has more to do in what it makes */
	bool refused;		/* it was no text: there are no edits */
	uint8_t charset;	/* for the edits to come: decode's, from 1, or 0 */
	struct misread how;	/* the same of repair */
	size_t count;		/* of all edits, also those not in the log */
	size_t *by_rule;	/* the same for each rule, added up */
	struct notes *notes;	/* void when there is an edit */
};

void qi_edits_begin(struct edits *e, struct text in, struct buf *out, bool log);

/* As qi_edits_add() for any edit, long or logged. */
void qi_edits_add_any(struct edits *e, size_t at, size_t len, const void *to,
    size_t to_len, unsigned rule, unsigned score);

/*
 * Replace in[at, at+len) with the UTF-8 to[0, to_len).  Check for failure
 * once, at the end: buf remembers it.  Passes that change many characters of
 * a text live on the short way: a step of fixed length copies what lies
 * between two edits, and more, which the next step writes over.
 */
static inline void
qi_edits_add(struct edits *e, size_t at, size_t len, const void *to,
    size_t to_len, unsigned rule, unsigned score)
{
	enum { STEP = 32 };
	size_t between = at - e->done;
	struct buf *out = e->out;
	uint8_t *p;

	if (e->keep || between > STEP || e->in.n - e->done < STEP ||
	    out->failed || out->cap - out->n < STEP + to_len) {
		qi_edits_add_any(e, at, len, to, to_len, rule, score);
		return;
	}
	p = out->p + out->n;
	out->n += between + to_len;
	e->count++;
	e->by_rule[rule]++;
	memcpy(p, e->in.s + e->done, STEP);
	e->done = at + len;
	if (to_len > 0)
		memcpy(p + between, to, to_len);
}

/*
 * The same for a pass that makes the replacement where it will stand.  First
 * what comes before at is copied and room made for max bytes: NULL when there
 * is none.  Then the edit is added; len + to_len > 0.
 */
static inline uint8_t *
qi_edits_open(struct edits *e, size_t at, size_t max)
{
	enum { STEP = 32 };
	size_t between = at - e->done;
	struct buf *out = e->out;

	if (out->failed || (between + max > out->cap - out->n &&
	    !qi_buf_reserve(out, between + max)))
		return NULL;
	if (between <= STEP && e->in.n - e->done >= STEP &&
	    out->cap - out->n >= STEP)
		memcpy(out->p + out->n, e->in.s + e->done, STEP);
	else if (between > 0)
		memcpy(out->p + out->n, e->in.s + e->done, between);
	out->n += between;
	e->done = at;
	return out->p + out->n;
}

void qi_edits_close(struct edits *e, size_t len, size_t to_len, unsigned rule,
    unsigned score);

/* Note in[at, at+len).  What was noted before, by the same pass when it is
 * listed twice, is not noted again. */
void qi_edits_note(struct edits *e, size_t at, size_t len);
/* Note the whole text. */
void qi_edits_note_all(struct edits *e, unsigned rule, unsigned score);
void qi_notes_reset(struct notes *n);

/* To take back all edits since a mark was set, which are of two rules. */
struct edits_mark {
	size_t done, out, log, count, by_rule;
	unsigned rule, rest;
};

struct edits_mark qi_edits_mark(const struct edits *e, unsigned rule,
    unsigned rest);
void qi_edits_back(struct edits *e, const struct edits_mark *m);

/* The next text: in itself when there was no edit. */
struct text qi_edits_end(struct edits *e);

static inline size_t
qi_edits_logged(const struct edits *e)
{
	return e->log.n / sizeof(struct edit);
}

static inline size_t
qi_notes_logged(const struct notes *n)
{
	return n->log.n / sizeof(struct span);
}

static inline struct span
qi_notes_get(const struct notes *n, size_t i)
{
	return ((const struct span *)(const void *)n->log.p)[i];
}

static inline const struct edit *
qi_edits_get(const struct edits *e, size_t i)
{
	return (const struct edit *)(const void *)e->log.p + i;
}

/*
 * Map a span of the next text to the text before.  A span that touches a
 * replacement maps to all of what was replaced: nothing is known about the
 * inside of a replacement.
 */
struct span qi_edits_origin(const struct edits *e, struct span after);

#endif
