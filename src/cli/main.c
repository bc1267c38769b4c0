/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - qing: cut what comes in into records, clean each, write it out; or
 * say what charset it is */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect.h"
#include "explain.h"
#include "files.h"
#include "learn.h"
#include "log.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "qing.h"
#include "records.h"
#include "report.h"
#include "rules.h"
#include "site.h"

static struct program {
	struct options opt;
	struct report report;
	struct output out, log;
	struct rules rules;
	bool flush;		/* after each record */
	bool streams;		/* windows can end anywhere */
	struct detect detect;	/* with --detect */
	void *known;		/* with --df */
	qing_df *df;		/* with --learn */
	char *site;		/* of the file that is read */
	qing *q;
} prog;

static void
open_cleaner(struct program *p)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	const char *list = p->opt.passes;
	struct qing_error err;

	if (p->opt.df != NULL)
		cfg.df = p->known = learn_load(p->opt.df, &cfg.df_len);
	cfg.max_record = p->opt.max_record;
	cfg.max_edits = p->opt.log != NULL ? LOG_EDITS : 0;
	cfg.rules = p->rules.p;
	cfg.rules_len = p->rules.n;
	switch (qing_new(&p->q, list, &cfg, &err)) {
	case QING_OK:
		return;
	case QING_BADSPEC:
		message_usage(list, "%s: '%.*s' at byte %zu", err.msg,
		    (int)strcspn(list + err.at, " ,=\t\n"), list + err.at,
		    err.at);
	case QING_BADDF:
		message_die(p->opt.df, "%s", err.msg);
	case QING_MISUSE:
		message_usage("--max-record", "too large: %zu",
		    p->opt.max_record);
	case QING_BADRULES:
		rules_die(&p->rules, &err);
	case QING_NOMEM:
	case QING_TOOBIG:
		break;
	}
	message_die(NULL, "out of memory");
}

static void
open_learn(struct program *p)
{
	if (!p->opt.learn)
		return;
	if (output_is_terminal(&p->out))
		message_usage("--learn", "what is learnt is no text: give -o");
	switch (qing_df_new(&p->df, p->opt.df_size, NULL)) {
	case QING_OK:
		return;
	case QING_MISUSE:
		message_usage("--df-size", "too small: %zu", p->opt.df_size);
	default:
		message_die(NULL, "out of memory");
	}
}

/* What is known of the charset: by the user, or else by a server. */
static void
declare(const struct program *p)
{
	const char *type = p->opt.content_type, *name = p->opt.charset;

	if (type != NULL && qing_declare(p->q, type) != QING_OK &&
	    !p->opt.quiet)
		message_say("--content-type", "no known charset: %s", type);
	if (name != NULL && qing_declare(p->q, name) != QING_OK)
		message_usage("--charset", "no known charset: %s", name);
}

static void
check_input(const struct program *p, const char *file)
{
	files_check(file, &p->out);
	if (p->opt.log != NULL)
		files_check(file, &p->log);
}

/* Nothing is written before it is known that no file is written over. */
static void
open_outputs(struct program *p)
{
	bool log = p->opt.log != NULL;
	size_t i;

	output_open(&p->out, p->opt.output);
	if (log)
		output_open(&p->log, p->opt.log);
	if (log && files_same(&p->log, &p->out))
		message_usage("--log", "text and log in one file");
	for (i = 0; i < p->opt.files; i++)
		check_input(p, p->opt.file[i]);
	if (p->opt.df != NULL)
		check_input(p, p->opt.df);
	if (p->opt.rules != NULL)
		check_input(p, p->opt.rules);
	if (!p->opt.learn)
		output_truncate(&p->out);
	if (log)
		output_truncate(&p->log);
	p->flush = p->opt.line_buffered || output_is_terminal(&p->out);
}

/* NULL: it is too long, or would be. */
static const struct qing_result *
clean(struct program *p, const char *file, const struct record *rec)
{
	const struct qing_result *res = NULL;

	if (!rec->raw && qing_clean(p->q, rec->p, rec->n, &res) == QING_NOMEM)
		message_die(files_name(file), "out of memory");
	return res;
}

static void
put_record(struct program *p, const char *file, const struct record *rec,
    const struct qing_result *res)
{
	bool rejected;

	rejected = p->opt.reject && res != NULL && res->spam > 0 && rec->whole;
	if (p->opt.learn)
		learn_page(p->df, file, p->site, rec, res);
	else if (rejected)
		;
	else if (res == NULL || res->text == rec->p)
		output_put(&p->out, rec->p, rec->n + rec->end);
	else {
		output_put(&p->out, res->text, res->len);
		output_put(&p->out, rec->p + rec->n, rec->end);
	}
	if (p->opt.log != NULL && res != NULL)
		log_edits(&p->log, p->opt.files > 1 ? file : NULL, rec, p->q,
		    res, rejected);
	if (p->flush) {
		output_flush(&p->out);
		output_flush(&p->log);
	}
	report_record(&p->report, files_name(file), rec, p->q, res, rejected);
}

/* A window that is no text is cleaned line by line, so that it does not matter
 * to a line where windows end. */
static void
clean_lines(struct program *p, const char *file, const struct record *rec)
{
	const unsigned char *end = rec->p + rec->n, *next;
	struct record line = *rec;

	for (; line.p < end; line.p = next, line.first = false) {
		next = memchr(line.p, '\n', (size_t)(end - line.p));
		next = next != NULL ? next + 1 : end;
		line.n = (size_t)(next - line.p);
		line.end = next == end ? rec->end : 0;
		put_record(p, file, &line, clean(p, file, &line));
		line.at += line.n;
	}
}

static void
clean_record(struct program *p, const char *file, const struct record *rec)
{
	const struct qing_result *res = clean(p, file, rec);

	if (p->streams && res != NULL && res->fate == QING_REFUSED)
		clean_lines(p, file, rec);
	else
		put_record(p, file, rec, res);
}

static void
explain_record(struct program *p, const char *file, const struct record *rec)
{
	explain_piece(&p->out, p->q, p->opt.files > 1 ? file : NULL,
	    p->opt.rules, rec);
	if (p->flush)
		output_flush(&p->out);
}

static void
open_detect(struct program *p)
{
	p->detect = (struct detect){ .q = p->q, .out = &p->out,
	    .report = &p->report, .json = p->opt.json,
	    .numbered = p->opt.end != RECORD_ALL, .flush = p->flush,
	    .max_record = p->opt.max_record };
}

/* Which site the file is from. */
static void
set_site(struct program *p, const char *file)
{
	const char *site = p->opt.site;
	size_t n;

	if (!p->opt.learn && p->opt.df == NULL)
		return;
	if (site != NULL)
		n = strlen(site);
	else
		site = site_of(file, &n);
	free(p->site);
	p->site = malloc(n + 1);
	if (p->site == NULL)
		message_die(files_name(file), "out of memory");
	memcpy(p->site, site, n);
	p->site[n] = '\0';
	qing_site(p->q, p->site);
}

/* So much at once is quickest where windows make no difference. */
#define LOCAL_WINDOW ((size_t)128 << 10)

static size_t
cut(void *q, const void *s, size_t n)
{
	return qing_cut(q, s, n);
}

/* False when the file could not be read, or not to its end. */
static bool
do_file(struct program *p, const char *file)
{
	int fd = files_open(file), got = -1;
	struct records in;
	struct record rec;

	if (fd >= 0 && p->opt.learn && learn_add(p->df, file, fd)) {
		files_close(fd);
		return true;
	}
	set_site(p, file);
	records_open(&in, fd, p->opt.end, p->opt.max_record);
	p->streams = p->opt.end == RECORD_ALL && qing_cut(p->q, "\n", 1) > 0;
	if (p->streams)
		records_cut(&in, LOCAL_WINDOW, cut, p->q);
	in.eager = p->streams && p->flush;
	if (p->opt.detect)
		detect_open(&p->detect, file);
	while (fd >= 0 && (got = records_next(&in, &rec)) > 0)
		if (p->opt.detect)
			detect_piece(&p->detect, &rec);
		else if (p->opt.explain)
			explain_record(p, file, &rec);
		else
			clean_record(p, file, &rec);
	if (p->opt.detect)
		detect_close(&p->detect, got == 0);
	if (got < 0)
		message_say(files_name(file), "%s", strerror(errno));
	records_close(&in);
	if (fd >= 0)
		files_close(fd);
	return got == 0;
}

int
main(int argc, char *argv[])
{
	struct program *p = &prog;
	int status = STATUS_DONE;
	size_t i;

	signal(SIGPIPE, SIG_DFL);	/* Python ignores it, and we inherit */
	files_reserve();
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);	/* a message is one write */
	options_read(&p->opt, argc, argv);
	if (p->opt.rules != NULL)
		rules_read(&p->rules, p->opt.rules);
	if (p->opt.check_rules)
		rules_check(&p->rules);
	open_cleaner(p);
	declare(p);
	open_outputs(p);
	report_open(&p->report, p->opt.quiet,
	    p->opt.verbose && !p->opt.explain);
	open_detect(p);
	open_learn(p);
	for (i = 0; i < p->opt.files; i++)
		if (!do_file(p, p->opt.file[i]))
			status = STATUS_TROUBLE;
	if (p->opt.learn && status == STATUS_DONE)
		learn_write(p->df, &p->out, p->opt.quiet);
	else if (p->opt.learn)
		message_say("--learn", "nothing was written");
	output_close(&p->out);
	if (p->opt.log != NULL)
		output_close(&p->log);
	report_close(&p->report, p->opt.fail);
	if (status == STATUS_DONE && p->opt.fail &&
	    !report_all_well(&p->report))
		status = STATUS_BAD_TEXT;
	detect_free(&p->detect);
	qing_free(p->q);
	rules_free(&p->rules);
	qing_df_free(p->df);
	free(p->known);
	free(p->site);
	free(p->opt.passes);
	return status;
}
