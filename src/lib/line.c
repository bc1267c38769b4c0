/* SPDX-License-Identifier: Apache-2.0 */
/* line.c - a line while it is repaired, in rounds */
#include "config.h"

#include "line.h"

#include <assert.h>
#include <string.h>

bool
qi_line_load(struct line *l, struct text t, size_t at, size_t end,
    struct buf *text, struct buf *marks, struct buf *deeds)
{
	size_t n = end - at, i;

	qi_buf_reset(text);
	qi_buf_reset(marks);
	qi_buf_reset(deeds);
	qi_buf_put(text, t.s + at, n);
	if (!qi_buf_reserve(marks, n * sizeof(*l->mark)) || text->failed)
		return false;
	*l = (struct line){ text->p, (struct line_mark *)(void *)marks->p, n, 0,
	    deeds };
	for (i = 0; i < n; i++)
		l->mark[i] = (struct line_mark){ (uint32_t)(at + i), 0 };
	return true;
}

void
qi_line_keep(struct line *l, size_t at, size_t end)
{
	if (l->w != at) {
		memmove(l->s + l->w, l->s + at, end - at);
		memmove(l->mark + l->w, l->mark + at,
		    (end - at) * sizeof(*l->mark));
	}
	l->w += end - at;
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
	if (n > 0 && memcmp(deed(l, (uint32_t)n), &d, sizeof(d)) == 0)
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

	memcpy(l->s + l->w, s, n);
	for (i = 0; i < n; i++)
		l->mark[l->w++] = mark;
}

/* Is i, which is not the first, where another edit can begin? */
static bool
is_border(const struct line *l, size_t i)
{
	return l->mark[i].deed != l->mark[i - 1].deed &&
	    l->mark[i].from != l->mark[i - 1].from;
}

void
qi_line_report(const struct line *l, size_t at, size_t end, struct edits *out)
{
	size_t i, j, next;
	const struct line_deed *d;

	if (l->deeds->failed)
		return;
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
			qi_edits_add(out, at, next - at, l->s + i, j - i,
			    d->rule, d->how.bits < 50 ?
			    500 + d->how.bits * 10u : 1000);
		}
		for (at = next, i = j; i < l->n && l->mark[i].deed == 0 &&
		    l->mark[i].from == at; i++)
			at++;
	}
	out->how = (struct misread){ { 0 }, { 0 }, 0 };
}
