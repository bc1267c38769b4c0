/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - qing: cut what comes in into records, clean each, write it out */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "qing.h"
#include "records.h"
#include "report.h"

static struct program {
	struct options opt;
	struct report report;
	struct output out, log;
	bool flush;		/* after each record */
	qing *q;
} prog;

static bool
is_stdin(const char *file)
{
	return strcmp(file, "-") == 0;
}

static const char *
name_of(const char *file)
{
	return is_stdin(file) ? "standard input" : file;
}

/*
 * What a parent did to us is undone.  A standard descriptor that is closed
 * would be given to the next file opened, and that be written over: put
 * something there that fails.
 */
static void
settle_in(void)
{
	int fd;

	signal(SIGPIPE, SIG_DFL);	/* Python ignores it, and we inherit */
	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			exit(STATUS_TROUBLE);
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);	/* a message is one write */
}

static void
open_cleaner(struct program *p)
{
	struct qing_config cfg = QING_CONFIG_INIT;
	struct qing_error err;
	const char *list = p->opt.passes;

	cfg.max_record = p->opt.max_record;
	cfg.max_edits = p->opt.log != NULL ? LOG_EDITS : 0;
	switch (qing_new(&p->q, list, &cfg, &err)) {
	case QING_OK:
		return;
	case QING_BADSPEC:
		message_usage(list, "%s: '%.*s' at byte %zu", err.msg,
		    (int)strcspn(list + err.at, " ,=\t\n"), list + err.at,
		    err.at);
	case QING_MISUSE:
		message_usage("--max-record", "too large: %zu",
		    p->opt.max_record);
	case QING_NOMEM:
	case QING_TOOBIG:
		break;
	}
	message_die(NULL, "out of memory");
}

/* Is the file that o writes to the one that st describes? */
static bool
is_output(const struct output *o, const struct stat *st)
{
	struct stat to;

	return S_ISREG(st->st_mode) && fstat(o->fd, &to) == 0 &&
	    to.st_dev == st->st_dev && to.st_ino == st->st_ino;
}

/* Refuse to write over what is read, before anything is. */
static void
check_file(const char *file, const struct output *o)
{
	struct stat st;

	if ((is_stdin(file) ? fstat(STDIN_FILENO, &st) : stat(file, &st)) == 0 &&
	    is_output(o, &st))
		message_die(name_of(file), "is read and written at once");
}

static void
open_outputs(struct program *p)
{
	struct stat st;
	size_t i;

	output_open(&p->out, p->opt.output);
	p->flush = p->opt.line_buffered || output_is_terminal(&p->out);
	if (p->opt.log != NULL) {
		output_open(&p->log, p->opt.log);
		if (p->log.fd == p->out.fd || (fstat(p->log.fd, &st) == 0 &&
		    is_output(&p->out, &st)))
			message_usage("--log", "text and log in one file");
	}
	for (i = 0; i < p->opt.files; i++) {
		check_file(p->opt.file[i], &p->out);
		if (p->opt.log != NULL)
			check_file(p->opt.file[i], &p->log);
	}
	output_truncate(&p->out);
	if (p->opt.log != NULL)
		output_truncate(&p->log);
}

static void
clean_record(struct program *p, const char *file, const struct record *rec)
{
	const struct qing_result *res = NULL;

	if (!rec->raw && qing_clean(p->q, rec->p, rec->n, &res) == QING_NOMEM)
		message_die(name_of(file), "out of memory");
	if (res == NULL || res->text == rec->p)
		output_put(&p->out, rec->p, rec->n + rec->end);
	else {
		output_put(&p->out, res->text, res->len);
		output_put(&p->out, rec->p + rec->n, rec->end);
	}
	if (p->opt.log != NULL && res != NULL)
		log_edits(&p->log, p->opt.files > 1 ? file : NULL, rec, p->q,
		    res);
	if (p->flush) {
		output_flush(&p->out);
		output_flush(&p->log);
	}
	report_record(&p->report, name_of(file), rec, p->q, res);
}

/* False when the file could not be read, or not to its end. */
static bool
clean_file(struct program *p, const char *file)
{
	int fd = is_stdin(file) ? STDIN_FILENO :
	    open(file, O_RDONLY | O_CLOEXEC), got = -1;
	struct records in;
	struct record rec;

	if (fd >= 0) {
		records_open(&in, fd, p->opt.end, p->opt.max_record);
		while ((got = records_next(&in, &rec)) > 0)
			clean_record(p, file, &rec);
	}
	if (got < 0)
		message_say(name_of(file), "%s", strerror(errno));
	if (fd >= 0) {
		records_close(&in);
		if (fd != STDIN_FILENO)
			close(fd);
	}
	return got == 0;
}

int
main(int argc, char *argv[])
{
	struct program *p = &prog;
	int status = STATUS_DONE;
	size_t i;

	settle_in();
	options_read(&p->opt, argc, argv);
	open_cleaner(p);
	open_outputs(p);
	report_open(&p->report, p->opt.quiet, p->opt.verbose);
	for (i = 0; i < p->opt.files; i++)
		if (!clean_file(p, p->opt.file[i]))
			status = STATUS_TROUBLE;
	output_close(&p->out);
	if (p->opt.log != NULL)
		output_close(&p->log);
	report_close(&p->report, p->opt.fail);
	if (status == STATUS_DONE && p->opt.fail && !report_all_well(&p->report))
		status = STATUS_BAD_TEXT;
	qing_free(p->q);
	free(p->opt.passes);
	return status;
}
