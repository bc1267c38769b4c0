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

/* Do ours say the same as all patterns of the row, of lines as long? */
static bool
is_ours(const struct row *row)
{
	const struct patterns *ours = qi_boilerplate_patterns();
	const struct pattern_row *o;
	uint16_t alt[ROW_PARTS], c[PATTERN_CHARS];
	uint32_t i;
	size_t n;

	qi_row_first(row, alt);
	for (i = 0; i < row->patterns; i++) {
		n = qi_row_pattern(row, alt, c);
		o = qi_patterns_find(ours, c, n, row->place);
		if (o == NULL || o->class != row->class ||
		    o->force != row->force || o->max < row->max)
			return false;
	}
	return true;
}

/* Of good rows, those that are likely not meant so. */
static enum qing_ret
warn(struct rows r, struct row *row, struct mem *m, qing_rules_say *say,
    void *ctx)
{
	struct rows again = r;
	struct patterns *p = qi_patterns_new(&r, m);
	const char *msg;
	size_t i;

	if (p == NULL)
		return QING_NOMEM;
	for (i = 0; qi_rows_next(&again, row); i++) {
		msg = p->row[i].patterns < row->patterns ?
		    "a pattern of this row is there already" :
		    is_ours(row) ? "a built-in row says the same" :
		    row->place == PLACE_IN && shortest(row) < SHORT ?
		    "so short a pattern stands in much text" : NULL;
		if (msg != NULL)
			say(ctx, &(struct qing_error){ msg, again.where },
			    true);
	}
	qi_patterns_free(p, m);
	return QING_OK;
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
	return ret == QING_OK && n > 0 ? warn(first, &row, m, say, ctx) :
	    ret;
}
