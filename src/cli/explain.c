/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c - --explain-line: say what becomes of each line, and why */
#include "config.h"

#include "explain.h"

#include <inttypes.h>
#include <stdio.h>

#include "files.h"
#include "message.h"

struct context {
	struct output *o;
	const char *file, *rules;
	uint64_t record;
};

static void
put_line(void *ctx, const struct qing_line *l)
{
	const struct context *c = ctx;
	char s[160];

	if (c->file != NULL) {
		output_puts(c->o, c->file);
		output_puts(c->o, ":");
	}
	snprintf(s, sizeof(s), "%" PRIu64 "\t%zu\t%s\t%s\t%s\t%d\t%s\t",
	    c->record, l->number, l->dropped ? "dropped" : "kept", l->class,
	    l->force, l->weight, l->why);
	output_puts(c->o, s);
	if (l->row != 0) {
		snprintf(s, sizeof(s), ":%zu: ", l->row);
		output_puts(c->o, c->rules);
		output_puts(c->o, s);
	}
	output_puts(c->o, l->pattern != NULL ? l->pattern : "-");
	output_puts(c->o, "\t");
	output_put(c->o, l->text, l->len);
	output_puts(c->o, "\n");
}

void
explain_piece(struct output *o, qing *q, const char *file, const char *rules,
    const struct record *rec)
{
	struct context c = { o, file, rules, rec->number };

	if (!rec->raw && qing_explain(q, rec->p, rec->n, put_line, &c) ==
	    QING_NOMEM)
		message_die(file != NULL ? files_name(file) : NULL,
		    "out of memory");
}
