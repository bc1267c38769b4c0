/* SPDX-License-Identifier: Apache-2.0 */
/* line.c - a line while it is repaired, in rounds */
#include "config.h"

#include "line.h"

#include <string.h>

#include "rule.h"

static void
look_at(struct line *l)
{
	l->s = l->now[0].p;
	l->n = l->now[0].n;
	l->mark = (const struct line_mark *)(const void *)l->now[1].p;
}

bool
qi_line_load(struct line *l, struct text t, size_t at, size_t end,
    struct buf *bufs)
{
	size_t n = end - at, i;
	struct line_mark *mark;

	for (i = 0; i < LINE_BUFS; i++)
		qi_buf_reset(&bufs[i]);
	l->now = bufs;
	l->next = bufs + 2;
	l->deeds = bufs + 4;
	qi_buf_put(&l->now[0], t.s + at, n);
	if (!qi_buf_reserve(&l->now[1], n * sizeof(*mark)) ||
	    l->now[0].failed)
		return false;
	mark = (struct line_mark *)(void *)l->now[1].p;
	for (i = 0; i < n; i++)
		mark[i] = (struct line_mark){ (uint32_t)(at + i), 0 };
	l->now[1].n = n * sizeof(*mark);
	look_at(l);
	return true;
}

void
qi_line_begin(struct line *l)
{
	qi_buf_reset(&l->next[0]);
	qi_buf_reset(&l->next[1]);
}

void
qi_line_keep(struct line *l, size_t at, size_t end)
{
	qi_buf_put(&l->next[0], l->s + at, end - at);
	qi_buf_put(&l->next[1], l->mark + at, (end - at) * sizeof(*l->mark));
}

bool
qi_line_end(struct line *l)
{
	struct buf *b = l->now;

	if (l->next[0].failed || l->next[1].failed || l->deeds->failed)
		return false;
	l->now = l->next;
	l->next = b;
	look_at(l);
	return true;
}

static const struct line_deed *
deed(const struct line *l, uint32_t n)
{
	return (const struct line_deed *)(const void *)l->deeds->p + n - 1;
}

/* The number of a deed that adds a link to what was done before. */
static uint32_t
add_deed(struct line *l, uint32_t before, const struct line_why *why)
{
	struct line_deed d = { { { 0 }, { 0 }, 0 }, 0 };
	size_t n = l->deeds->n / sizeof(d), i;
	const struct line_deed *last;

	if (before != 0)
		d = *deed(l, before);
	for (i = 0; why->as != AS_NONE && i < MISREADINGS; i++)
		if (d.how.as[i] == AS_NONE) {
			d.how.as[i] = (uint8_t)why->as;
			d.how.is[i] = (uint8_t)why->is;
			break;
		}
	if (d.rule == 0 || why->bits < d.how.bits)
		d.how.bits = (uint16_t)(why->bits < UINT16_MAX ? why->bits :
		    UINT16_MAX);
	d.rule = (uint8_t)why->rule;
	last = n > 0 ? deed(l, (uint32_t)n) : NULL;
	if (last != NULL && last->rule == d.rule &&
	    memcmp(&last->how, &d.how, sizeof(d.how)) == 0)
		return (uint32_t)n;
	qi_buf_put(l->deeds, &d, sizeof(d));
	return (uint32_t)n + !l->deeds->failed;
}

void
qi_line_replace(struct line *l, size_t at, const uint8_t *s, size_t n,
    const struct line_why *why)
{
	struct line_mark mark = { l->mark[at].from,
	    add_deed(l, l->mark[at].deed, why) };
	size_t i;

	qi_buf_put(&l->next[0], s, n);
	for (i = 0; i < n; i++)
		qi_buf_put(&l->next[1], &mark, sizeof(mark));
}

bool
qi_line_has(const struct line *l, unsigned rule)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->mark[i].deed != 0 && deed(l, l->mark[i].deed)->rule ==
		    rule)
			return true;
	return false;
}

/* Is i, which is not the first, where another edit can begin? */
static bool
is_border(const struct line *l, size_t i)
{
	return l->mark[i].deed != l->mark[i - 1].deed &&
	    l->mark[i].from != l->mark[i - 1].from;
}

/* Bits tell how sure it is what happened, not what a lost byte was. */
static unsigned
score_of(const struct line_deed *d)
{
	return d->rule == RULE_REPAIR_GUESS ? 500 : d->how.bits < 49 ?
	    500 + d->how.bits * 10u : 990;
}

void
qi_line_report(const struct line *l, size_t at, size_t end, struct edits *out)
{
	size_t i, j, next;
	const struct line_deed *d;

	for (i = 0; i < l->n || at < end; ) {
		j = i;
		if (i < l->n && l->mark[i].deed != 0)
			for (j++; j < l->n && l->mark[j].deed != 0 &&
			    !is_border(l, j); j++)
				;
		next = j < l->n ? l->mark[j].from : end;
		if (next > at) {
			/* What was taken out without a trace is of the deed
			 * beside it. */
			d = j > i ? deed(l, l->mark[i].deed) : deed(l, 1);
			out->how = d->how;
			if (d->how.as[0] == AS_NONE)
				out->how.bits = 0;
			qi_edits_add(out, at, next - at, l->s + i, j - i,
			    d->rule, score_of(d));
		}
		for (at = next, i = j; i < l->n && l->mark[i].deed == 0 &&
		    l->mark[i].from == at; i++)
			at++;
	}
	out->how = (struct misread){ { 0 }, { 0 }, 0 };
}
