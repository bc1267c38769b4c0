/* SPDX-License-Identifier: Apache-2.0 */
/* detect.c - --detect: say in what charset records are, and in what script the
 * Chinese in them; and clean nothing */
#include "config.h"

#include "detect.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "json.h"
#include "message.h"

#define CERTAIN 1000		/* the highest score */
#define LONGEST_MARK 4		/* bytes of a byte order mark */

static void
begin(struct detect *d, uint64_t number)
{
	d->open = d->any = true;
	d->number = number;
	d->bids.n = d->found.n = 0;
	d->bytes = d->raw_bytes = 0;
	d->script = (struct qing_script){ 0 };
	d->raw = (struct utf8){ 0 };
	d->marked = false;
}

/* A piece was found to be in that charset, "" for none. */
static void
found(struct detect *d, const char *charset, unsigned score, size_t n)
{
	d->bytes += n;
	if (charset[0] != '\0')
		bids_add(&d->found, charset, "", (int64_t)score * (int64_t)n);
}

/* A piece is UTF-8 to the last byte.  The library does not say what speaks for
 * that, but when another piece is in another charset it counts: so we bid. */
static void
found_utf8(struct detect *d, const struct utf8 *u, unsigned score, size_t n,
    bool bid)
{
	if (u->bits == 0)
		return;		/* ASCII speaks for nothing */
	if (bid)
		bids_add(&d->bids, "UTF-8", "utf-8", u->bits);
	found(d, "UTF-8", score, n);
}

/* False when the library takes it to be too long. */
static bool
look(struct detect *d, const struct record *rec)
{
	int64_t before = bids_for(&d->bids, "UTF-8");
	struct utf8 u = { 0 };
	const char *charset;
	unsigned score;

	if (rec->n == 0)
		return true;	/* no bytes, no evidence */
	switch (qing_detect(d->q, rec->p, rec->n, &charset, &score)) {
	case QING_OK:
		break;
	case QING_NOMEM:
		message_die(files_name(d->file), "out of memory");
	default:
		return false;
	}
	bids_add_last(&d->bids, d->q);
	u.bad = strcmp(charset, "UTF-8") != 0;
	utf8_read(&u, rec->p, rec->n);
	if (!utf8_is(&u))
		found(d, charset, score, rec->n);
	else
		found_utf8(d, &u, score, rec->n,
		    bids_for(&d->bids, "UTF-8") == before);
	if (charset[0] != '\0' &&
	    qing_script(d->q, rec->p, rec->n, &d->script) == QING_NOMEM)
		message_die(files_name(d->file), "out of memory");
	return true;
}

/* A byte order mark decides alone, so its bytes are enough. */
static bool
look_for_mark(struct detect *d, const struct record *rec)
{
	size_t n = rec->n < d->max_record ? rec->n : d->max_record;
	const struct qing_bid *bid;
	const char *charset;
	unsigned score;

	if (n > LONGEST_MARK)
		n = LONGEST_MARK;
	if (qing_detect(d->q, rec->p, n, &charset, &score) != QING_OK)
		return false;
	bid = qing_bid_at(d->q, 0);
	if (bid == NULL || strcmp(bid->by, "bom") != 0)
		return false;
	bids_add_last(&d->bids, d->q);
	found(d, charset, score, n);
	return true;
}

static void
look_at_raw(struct detect *d, const struct record *rec)
{
	if (rec->first)
		d->marked = look_for_mark(d, rec);
	if (d->marked)
		return;
	d->raw_bytes += rec->n;
	utf8_read(&d->raw, rec->p, rec->n);
}

/* Of the charsets that were found in pieces, that for which most was bid in
 * all of them. */
static const struct bid *
winner(const struct detect *d)
{
	const struct bid *best = NULL, *b;
	int64_t most = 0, bits;
	size_t i;

	for (i = 0; i < d->found.n; i++) {
		b = &d->found.p[i];
		bits = bids_for(&d->bids, b->charset);
		if (best == NULL || bits > most ||
		    (bits == most && b->bits > best->bits)) {
			best = b;
			most = bits;
		}
	}
	return best;
}

/* Where the Chinese can be told to be in a script: which, and the shares of
 * both.  Rounded down: 1.00 means that there is nothing of the other. */
static void
put_script_text(struct detect *d)
{
	const char *name = qing_script_name(&d->script);
	uint64_t part[2] = { d->script.traditional, d->script.simplified };
	uint64_t all = part[0] + part[1];
	char share[32];
	size_t i;

	if (name[0] == '\0' || all == 0)
		return;
	output_puts(d->out, "\t");
	output_puts(d->out, name);
	for (i = 0; i < 2; i++) {
		part[i] = part[i] * 100 / all;
		snprintf(share, sizeof(share), "\t%" PRIu64 ".%02" PRIu64,
		    part[i] / 100, part[i] % 100);
		output_puts(d->out, share);
	}
}

static void
put_script_json(struct detect *d)
{
	const struct qing_script *s = &d->script;
	const char *name = qing_script_name(s);
	const struct {
		const char *name;
		size_t n;
	} count[] = {
		{ "han", s->han }, { "foreign", s->foreign },
		{ "traditional", s->traditional },
		{ "simplified", s->simplified }, { "switches", s->switches },
		{ "kana", s->kana }, { "hangul", s->hangul }
	};
	char member[64];
	size_t i;

	if (s->han + s->kana + s->hangul == 0)
		return;
	output_puts(d->out, ",\"script\":{");
	if (name[0] != '\0')
		json_member(d->out, "name", name, strlen(name));
	else
		output_puts(d->out, "\"name\":null");
	for (i = 0; i < sizeof(count) / sizeof(*count); i++) {
		snprintf(member, sizeof(member), ",\"%s\":%zu", count[i].name,
		    count[i].n);
		output_puts(d->out, member);
	}
	output_puts(d->out, "}");
}

static void
put_text(struct detect *d, const char *charset, const char *confidence)
{
	char number[32] = "";

	if (d->numbered)
		snprintf(number, sizeof(number), ":%" PRIu64, d->number);
	output_puts(d->out, d->file);
	output_puts(d->out, number);
	output_puts(d->out, "\t");
	output_puts(d->out, charset[0] != '\0' ? charset : "unknown");
	output_puts(d->out, "\t");
	output_puts(d->out, confidence);
	put_script_text(d);
	output_puts(d->out, "\n");
}

static void
put_json(struct detect *d, const char *charset, const char *confidence)
{
	const struct bid *b;
	char s[64];
	size_t i;

	output_puts(d->out, "{");
	json_member(d->out, "file", d->file, strlen(d->file));
	if (d->numbered) {
		snprintf(s, sizeof(s), ",\"record\":%" PRIu64, d->number);
		output_puts(d->out, s);
	}
	output_puts(d->out, ",");
	if (charset[0] != '\0')
		json_member(d->out, "charset", charset, strlen(charset));
	else
		output_puts(d->out, "\"charset\":null");
	output_puts(d->out, ",\"confidence\":");
	output_puts(d->out, confidence);
	output_puts(d->out, ",\"bids\":[");
	for (i = 0; i < d->bids.n; i++) {
		b = &d->bids.p[i];
		output_puts(d->out, i > 0 ? ",{" : "{");
		json_member(d->out, "charset", b->charset, strlen(b->charset));
		output_puts(d->out, ",");
		json_member(d->out, "by", b->by, strlen(b->by));
		snprintf(s, sizeof(s), ",\"bits\":%" PRId64 "}", b->bits);
		output_puts(d->out, s);
	}
	output_puts(d->out, "]");
	put_script_json(d);
	output_puts(d->out, "}\n");
}

static void
finish(struct detect *d)
{
	const struct bid *best;
	const char *charset = "";
	char confidence[16];
	unsigned score = 0;

	if (!d->open)
		return;
	d->open = false;
	if (utf8_is(&d->raw))
		found_utf8(d, &d->raw, CERTAIN, d->raw_bytes, true);
	best = winner(d);
	if (best != NULL) {
		charset = best->charset;
		score = (unsigned)((uint64_t)best->bits / d->bytes);
	} else if (d->bytes == 0 && utf8_is(&d->raw)) {
		charset = "US-ASCII";
		score = CERTAIN;
	}
	if (!utf8_is(&d->raw) && !d->warned && !d->report->quiet) {
		d->warned = true;
		message_say(files_name(d->file), "record %" PRIu64 ": a line "
		    "is longer than --max-record, and was not looked at",
		    d->number);
	}
	bids_sort(&d->bids);
	/* Rounded down: 1.00 is by definition. */
	snprintf(confidence, sizeof(confidence), "%u.%02u", score / 1000,
	    score % 1000 / 10);
	(d->json ? put_json : put_text)(d, charset, confidence);
	if (d->flush)
		output_flush(d->out);
	report_detected(d->report, files_name(d->file), d->number, charset,
	    &d->bids);
}

void
detect_open(struct detect *d, const char *file)
{
	d->file = file;
	d->any = d->open = false;
}

void
detect_piece(struct detect *d, const struct record *rec)
{
	if (rec->first) {
		finish(d);
		begin(d, rec->number);
	}
	if (rec->raw || !look(d, rec))
		look_at_raw(d, rec);
	if (rec->end > 0)
		finish(d);	/* do not wait for the next */
}

void
detect_close(struct detect *d, bool read)
{
	if (!read)
		return;
	finish(d);
	if (!d->any && !d->numbered) {	/* a file of no bytes is one, too */
		begin(d, 1);
		finish(d);
	}
}

void
detect_free(struct detect *d)
{
	free(d->bids.p);
	free(d->found.p);
}
