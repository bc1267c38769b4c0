/* SPDX-License-Identifier: Apache-2.0 */
/* files.c - the files that the command line names */
#include "config.h"

#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

void
files_reserve(void)
{
	int fd, mode;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		mode = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", mode) != fd)
			exit(STATUS_TROUBLE);
	}
}

static bool
is_stdin(const char *file)
{
	return strcmp(file, "-") == 0;
}

const char *
files_name(const char *file)
{
	return is_stdin(file) ? "standard input" : file;
}

int
files_open(const char *file)
{
	return is_stdin(file) ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
}

void
files_close(int fd)
{
	if (fd != STDIN_FILENO)
		close(fd);
}

static bool
is_file(const struct output *o, const struct stat *st)
{
	struct stat to;

	return S_ISREG(st->st_mode) && fstat(o->fd, &to) == 0 &&
	    to.st_dev == st->st_dev && to.st_ino == st->st_ino;
}

bool
files_same(const struct output *a, const struct output *b)
{
	struct stat st;

	return a->fd == b->fd || (fstat(a->fd, &st) == 0 && is_file(b, &st));
}

void
files_check(const char *file, const struct output *o)
{
	struct stat st;
	int got = is_stdin(file) ? fstat(STDIN_FILENO, &st) : stat(file, &st);

	if (got == 0 && is_file(o, &st))
		message_die(files_name(file), "is read and written at once");
}
