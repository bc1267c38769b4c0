/* SPDX-License-Identifier: Apache-2.0 */
/* edits.c - what one pass changes */
#include "config.h"

#include "edits.h"

#include <assert.h>

void
qi_edits_begin(struct edits *e, struct text in, struct buf *out, bool log)
{
	assert(in.n <= TEXT_MAX && out->max <= TEXT_MAX);
	e->in = in;
	e->done = 0;
	e->out = out;
	e->keep = log;
	e->again = e->refused = false;
	e->charset = 0;
	e->how = (struct misread){ { 0 }, { 0 }, 0 };
	e->count = 0;
	qi_buf_reset(out);
	qi_buf_reset(&e->log);
}

static void
keep(struct edits *e, size_t at, size_t len, size_t to_len, unsigned rule,
    unsigned score)
{
	struct edit d = { (uint32_t)at, (uint32_t)len, (uint32_t)e->out->n,
	    (uint32_t)to_len, (uint16_t)score, (uint8_t)rule, e->charset,
	    e->how };

	if (e->keep && !e->log.failed)
		qi_buf_put(&e->log, &d, sizeof(d));
}

void
qi_edits_add_any(struct edits *e, size_t at, size_t len, const void *to,
    size_t to_len, unsigned rule, unsigned score)
{
	assert(len + to_len > 0);
	assert(e->done <= at && at + len <= e->in.n);
	e->count++;
	e->by_rule[rule]++;
	qi_buf_put(e->out, e->in.s + e->done, at - e->done);
	e->done = at + len;
	keep(e, at, len, to_len, rule, score);
	qi_buf_put(e->out, to, to_len);
}

void
qi_edits_close(struct edits *e, size_t len, size_t to_len, unsigned rule,
    unsigned score)
{
	assert(len + to_len > 0);
	assert(e->done + len <= e->in.n && to_len <= e->out->cap - e->out->n);
	e->count++;
	e->by_rule[rule]++;
	keep(e, e->done, len, to_len, rule, score);
	e->done += len;
	e->out->n += to_len;
}

void
qi_edits_note(struct edits *e, size_t at, size_t len)
{
	struct notes *n = e->notes;
	struct span s = { at, len };

	assert(len > 0 && at + len <= e->in.n);
	if (at < n->end)
		return;
	n->count++;
	n->end = at + len;
	if (e->keep && !n->log.failed)
		qi_buf_put(&n->log, &s, sizeof(s));
}

void
qi_edits_note_all(struct edits *e, unsigned rule, unsigned score)
{
	assert(score > 0 && score <= 1000 && e->in.n > 0);
	e->notes->all = score;
	e->notes->rule = (uint8_t)rule;
}

void
qi_notes_reset(struct notes *n)
{
	n->all = 0;
	qi_buf_reset(&n->log);
	n->count = n->end = 0;
}

struct edits_mark
qi_edits_mark(const struct edits *e, unsigned rule, unsigned rest)
{
	return (struct edits_mark){ e->done, e->out->n, e->log.n, e->count,
	    e->by_rule[rule], rule, rest };
}

void
qi_edits_back(struct edits *e, const struct edits_mark *m)
{
	size_t all = e->count - m->count, one = e->by_rule[m->rule] - m->by_rule;

	e->by_rule[m->rule] = m->by_rule;
	e->by_rule[m->rest] -= all - one;
	e->count = m->count;
	e->done = m->done;
	e->out->n = m->out;
	e->log.n = m->log;
}

struct text
qi_edits_end(struct edits *e)
{
	if (e->count == 0)
		return e->in;
	qi_buf_put(e->out, e->in.s + e->done, e->in.n - e->done);
	if (e->out->n == 0)		/* there may be no memory behind it */
		return (struct text){ (const uint8_t *)"", 0 };
	return (struct text){ e->out->p, e->out->n };
}

/* How many edits of the log land at or before an offset of the next text. */
static size_t
landed(const struct edits *e, size_t after)
{
	size_t lo = 0, hi = qi_edits_logged(e), mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (qi_edits_get(e, mid)->to <= after)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct span
qi_edits_origin(const struct edits *e, struct span after)
{
	size_t end = after.at + after.len, i, a = after.at, z = end;
	const struct edit *d;

	i = landed(e, after.at);	/* edits [0, i) start at or before it */
	if (i > 0) {
		d = qi_edits_get(e, i - 1);
		a = after.at < (size_t)d->to + d->to_len ? d->at :
		    d->at + d->len + (after.at - d->to - d->to_len);
	}
	i = landed(e, end);		/* an edit right at end is not touched */
	while (i > 0 && qi_edits_get(e, i - 1)->to == end && end > after.at)
		i--;
	if (i > 0) {
		d = qi_edits_get(e, i - 1);
		z = end <= (size_t)d->to + d->to_len ? (size_t)d->at + d->len :
		    d->at + d->len + (end - d->to - d->to_len);
	}
	return (struct span){ a, z > a ? z - a : 0 };
}
