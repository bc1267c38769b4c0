/* SPDX-License-Identifier: Apache-2.0 */
/* pattern_check.c - say what is wrong with a user's rows, and what is odd */
#include "config.h"

#include "pattern_check.h"

#include "boilerplate.h"
#include "pattern_rows.h"

#define SHORT 3		/* so few characters anywhere are in much text */

/* The characters of the shortest pattern of a row. */
static size_t
shortest(const struct row *row)
{
	size_t p, a, i, n, least, sum = 0;

	for (p = 0; p < row->parts; p++) {
		least = SIZE_MAX;
		for (a = row->from[p]; a < row->from[p + 1]; a++) {
			n = 0;
			for (i = row->end[a]; i < row->end[a + 1]; i++)
				n += row->c[i] != PATTERN_GAP;
			least = n < least ? n : least;
		}
		sum += least;
	}
	return sum;
}

/* Does ours say the same as pattern i of the user's, of lines as long? */
static bool
is_ours(const struct patterns *ours, const struct patterns *p, size_t i)
{
	size_t k = qi_patterns_find(ours, p->text + p->at[i],
	    p->at[i + 1] - p->at[i], p->place[i]);

	return k < ours->n && ours->class[k] == p->class[i] &&
	    ours->force[k] == p->force[i] && ours->max[k] >= p->max[i];
}

struct tally {			/* of a row */
	uint32_t line;
	uint32_t kept, ours;	/* patterns that are its, and ours too */
};

/* Tally patterns by their rows, t[0, n) in the order of lines. */
static void
tally(struct tally *t, size_t n, const struct patterns *p)
{
	const struct patterns *ours = qi_boilerplate_patterns();
	size_t i, lo, hi, mid;

	for (i = 0; i < p->n; i++) {
		for (lo = 0, hi = n; hi - lo > 1; ) {
			mid = lo + (hi - lo) / 2;
			if (t[mid].line <= p->line[i])
				lo = mid;
			else
				hi = mid;
		}
		t[lo].kept++;
		t[lo].ours += is_ours(ours, p, i);
	}
}

/* Of good rows, those that are likely not meant so. */
static enum qing_ret
warn(struct rows r, struct row *row, size_t n, struct mem *m,
    qing_rules_say *say, void *ctx)
{
	struct rows again = r, last = r;
	struct patterns *p = qi_patterns_new(&r, m);
	struct tally *t = NULL;
	size_t i, at;
	const char *msg;

	if (p != NULL)
		t = m->realloc(m->ctx, NULL, 0, n * sizeof(*t));
	for (i = 0; t != NULL && qi_rows_next(&again, row); i++)
		t[i] = (struct tally){ again.line, 0, 0 };
	if (t != NULL)
		tally(t, n, p);
	for (i = 0; t != NULL && qi_rows_next(&last, row); i++) {
		at = last.where;
		msg = t[i].kept < row->patterns ?
		    "a pattern of this row is there already" :
		    t[i].ours == row->patterns ?
		    "a built-in row says the same" :
		    row->place == PLACE_IN && shortest(row) < SHORT ?
		    "so short a pattern stands in much text" : NULL;
		if (msg != NULL)
			say(ctx, &(struct qing_error){ msg, at }, true);
	}
	if (t != NULL)
		m->realloc(m->ctx, t, n * sizeof(*t), 0);
	qi_patterns_free(p, m);
	return t != NULL ? QING_OK : QING_NOMEM;
}

enum qing_ret
qi_patterns_check(struct rows r, struct mem *m, qing_rules_say *say, void *ctx)
{
	enum qing_ret ret = QING_OK;
	struct rows first = r;
	size_t n = 0, patterns = 0;
	struct row row;

	for (; qi_rows_next(&r, &row); n++) {
		if (r.wrong == NULL) {
			patterns += row.patterns;
			if (patterns <= ROWS_PATTERNS)
				continue;
			r.wrong = ROWS_TOO_MANY;
		}
		ret = QING_BADRULES;
		say(ctx, &(struct qing_error){ r.wrong, r.where }, false);
		if (patterns > ROWS_PATTERNS)
			break;
	}
	return ret == QING_OK && n > 0 ? warn(first, &row, n, m, say, ctx) :
	    ret;
}
