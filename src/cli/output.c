/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - write bytes to a file that must not fail */
#include "config.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message.h"

static _Noreturn void
fail(const struct output *o)
{
	if (errno == EPIPE)
		exit(STATUS_PIPE);	/* SIGPIPE is blocked */
	message_die(o->name, "%s", strerror(errno));
}

void
output_open(struct output *o, const char *name)
{
	int mode;

	o->n = 0;
	o->name = name;
	if (strcmp(name, "-") == 0) {
		o->name = "standard output";
		o->fd = STDOUT_FILENO;
		mode = fcntl(o->fd, F_GETFL);
		if (mode >= 0 && (mode & O_ACCMODE) == O_RDONLY) {
			errno = EBADF;	/* say so before all the work */
			fail(o);
		}
		return;
	}
	o->fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (o->fd < 0)
		fail(o);
}

void
output_truncate(struct output *o)
{
	struct stat st;

	if (fstat(o->fd, &st) != 0)
		fail(o);
	if (o->fd != STDOUT_FILENO && S_ISREG(st.st_mode) &&
	    ftruncate(o->fd, 0) != 0)
		fail(o);
}

bool
output_is_terminal(const struct output *o)
{
	return isatty(o->fd) == 1;
}

static void
write_all(struct output *o, const unsigned char *p, size_t n)
{
	ssize_t did;

	for (; n > 0; p += did, n -= (size_t)did) {
		do
			did = write(o->fd, p, n);
		while (did < 0 && errno == EINTR);
		if (did < 0)
			fail(o);
	}
}

void
output_flush(struct output *o)
{
	write_all(o, o->buf, o->n);
	o->n = 0;
}

void
output_put(struct output *o, const void *p, size_t n)
{
	bool large = n >= sizeof(o->buf) / 2;

	if (large || n > sizeof(o->buf) - o->n)
		output_flush(o);
	if (large)
		write_all(o, p, n);
	else if (n > 0) {
		memcpy(o->buf + o->n, p, n);
		o->n += n;
	}
}

void
output_puts(struct output *o, const char *s)
{
	output_put(o, s, strlen(s));
}

void
output_close(struct output *o)
{
	output_flush(o);
	if (close(o->fd) != 0)
		fail(o);
}
