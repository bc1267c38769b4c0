/* SPDX-License-Identifier: Apache-2.0 */
/* message.c - what the program says on standard error */
#include "config.h"

#include "message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *about, const char *fmt, va_list ap)
    MESSAGE_FORMAT(0);

static void
say(const char *about, const char *fmt, va_list ap)
{
	fputs("qing: ", stderr);
	if (about != NULL)
		fprintf(stderr, "%s: ", about);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void
message_say(const char *about, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(about, fmt, ap);
	va_end(ap);
}

void
message_die(const char *about, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(about, fmt, ap);
	va_end(ap);
	exit(STATUS_TROUBLE);
}

void
message_usage(const char *about, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(about, fmt, ap);
	va_end(ap);
	fputs("Try 'qing --help'.\n", stderr);
	exit(STATUS_TROUBLE);
}
