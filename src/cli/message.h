/* SPDX-License-Identifier: Apache-2.0 */
/* message.h - what the program says on standard error, and its exit status */
#ifndef MESSAGE_H
#define MESSAGE_H

enum {
	STATUS_DONE	= 0,	/* whether or not anything was changed */
	STATUS_TROUBLE	= 2,	/* usage, files, memory */
	STATUS_BAD_TEXT	= 3,	/* only when asked for: --on-error=fail */
	STATUS_PIPE	= 141	/* as a shell reports death by SIGPIPE */
};

#ifdef __GNUC__
#  define MESSAGE_FORMAT(args) __attribute__((format(printf, 2, args)))
#else
#  define MESSAGE_FORMAT(args)
#endif

/* "qing: about: what", in one line; about may be NULL. */
void message_say(const char *about, const char *fmt, ...) MESSAGE_FORMAT(3);

/* The same, and the end of the program: STATUS_TROUBLE. */
_Noreturn void message_die(const char *about, const char *fmt, ...)
    MESSAGE_FORMAT(3);

/* The same for a mistake on the command line. */
_Noreturn void message_usage(const char *about, const char *fmt, ...)
    MESSAGE_FORMAT(3);

#endif
