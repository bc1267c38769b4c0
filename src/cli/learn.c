/* SPDX-License-Identifier: Apache-2.0 */
/* learn.c - --learn, --df: evidence from many pages, and its files */
#include "config.h"

#include "learn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "message.h"

#define FIRST ((size_t)64 << 10)
#define TOO_MUCH 1000		/* of a million lines, seen by chance only */

static const char magic[] = QING_DF_MAGIC;

/* What is left to read of a file. */
static void *
load(const char *file, int fd, size_t *len)
{
	size_t cap = FIRST;
	unsigned char *p = malloc(cap), *more;
	ssize_t got = 1;
	int error;

	for (*len = 0; p != NULL && got != 0; ) {
		if (*len == cap) {
			more = cap <= SIZE_MAX / 2 ? realloc(p, 2 * cap) : NULL;
			if (more == NULL)
				free(p);
			p = more;
			cap *= 2;
			continue;
		}
		got = read(fd, p + *len, cap - *len);
		if (got > 0)
			*len += (size_t)got;
		else if (got < 0 && errno != EINTR) {
			error = errno;
			free(p);
			message_die(files_name(file), "%s", strerror(error));
		}
	}
	if (p == NULL)
		message_die(files_name(file), "out of memory");
	return p;
}

void *
learn_load(const char *file, size_t *len)
{
	int fd = files_open(file);
	void *p;

	if (fd < 0)
		message_die(files_name(file), "%s", strerror(errno));
	p = load(file, fd, len);
	files_close(fd);
	return p;
}

/* A pipe is not looked into: what is read there is gone. */
static bool
is_image(int fd)
{
	char start[sizeof(magic) - 1];
	off_t at = lseek(fd, 0, SEEK_CUR);

	return at >= 0 && pread(fd, start, sizeof(start), at) ==
	    (ssize_t)sizeof(start) && memcmp(start, magic, sizeof(start)) == 0;
}

bool
learn_add(qing_df *df, const char *file, int fd)
{
	struct qing_error err;
	enum qing_ret ret;
	size_t len;
	void *p;

	if (!is_image(fd))
		return false;
	p = load(file, fd, &len);
	ret = qing_df_add(df, p, len, &err);
	free(p);
	if (ret != QING_OK)
		message_die(files_name(file), "%s", err.msg);
	return true;
}

void
learn_page(qing_df *df, const char *file, const char *site,
    const struct record *rec, const struct qing_result *res)
{
	if (rec->at == 0 && rec->n >= sizeof(magic) - 1 &&
	    memcmp(rec->p, magic, sizeof(magic) - 1) == 0)
		message_die(files_name(file), "what was learnt must be in a "
		    "file to be added");
	if (res != NULL &&
	    qing_df_learn(df, site, res->text, res->len) != QING_OK)
		message_die(files_name(file), "out of memory");
}

void
learn_write(qing_df *df, struct output *out, bool quiet)
{
	unsigned noise = qing_df_noise(df);
	const void *image;
	size_t len;

	if (noise > TOO_MUCH && !quiet)
		message_say("--learn", "more lines than --df-size is good for: "
		    "%u of 1000 will seem to be known", noise / 1000);
	image = qing_df_image(df, &len);
	output_truncate(out);
	output_put(out, image, len);
}
