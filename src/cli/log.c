/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - every change, and what is left, as a line of JSON */
#include "config.h"

#include "log.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "json.h"

/* The start of a line: what place in the input it is about. */
static void
put_place(struct output *o, const char *file, uint64_t record, uint64_t at,
    size_t len)
{
	char s[128];

	output_puts(o, "{");
	if (file != NULL) {
		json_member(o, "file", file, strlen(file));
		output_puts(o, ",");
	}
	snprintf(s, sizeof(s), "\"record\":%" PRIu64 ",\"at\":%" PRIu64
	    ",\"len\":%zu,", record, at, len);
	output_puts(o, s);
}

void
log_edits(struct output *o, const char *file, const struct record *rec,
    qing *q, const struct qing_result *res, bool rejected)
{
	const struct qing_edit *e;
	const struct qing_note *note;
	size_t i, unlogged;
	char s[64];

	for (i = 0; (e = qing_edit_at(q, i)) != NULL; i++) {
		put_place(o, file, rec->number, rec->at + e->at, e->len);
		json_member(o, "rule", e->rule, strlen(e->rule));
		snprintf(s, sizeof(s), ",\"score\":%u,", e->score);
		output_puts(o, s);
		if (e->charset != NULL) {
			json_member(o, "charset", e->charset,
			    strlen(e->charset));
			output_puts(o, ",");
		}
		if (e->misread != NULL) {
			json_member(o, "misread", e->misread,
			    strlen(e->misread));
			snprintf(s, sizeof(s), ",\"bits\":%u,", e->bits);
			output_puts(o, s);
		}
		json_member(o, "before", rec->p + e->at, e->len);
		output_puts(o, ",");
		json_member(o, "after", e->to, e->to_len);
		output_puts(o, "}\n");
	}
	for (i = 0; (note = qing_note_at(q, i)) != NULL; i++) {
		put_place(o, file, rec->number, rec->at + note->at, note->len);
		json_member(o, "rule", note->rule, strlen(note->rule));
		output_puts(o, ",");
		if (note->score > 0) {
			snprintf(s, sizeof(s), "\"score\":%u,", note->score);
			output_puts(o, s);
		}
		if (rejected && note->len == rec->n && note->score > 0) {
			output_puts(o, "\"rejected\":true}\n");
			continue;
		}
		json_member(o, "left", note->left, note->left_len);
		output_puts(o, "}\n");
	}
	unlogged = res->edits - res->logged + res->notes - i;
	if (unlogged > 0) {
		put_place(o, file, rec->number, rec->at, rec->n);
		snprintf(s, sizeof(s), "\"unlogged\":%zu}\n", unlogged);
		output_puts(o, s);
	}
}
