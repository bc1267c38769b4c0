/* SPDX-License-Identifier: Apache-2.0 */
/* options.h - the command line */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct options {
	char *passes;		/* the list, with all that was added */
	int end;		/* of a record; see records.h */
	size_t max_record;
	const char *output, *log;	/* log is NULL if there is none */
	const char *charset, *content_type;	/* what is known; or NULL */
	const char *rules;	/* a file, or NULL */
	bool check_rules;	/* say what is wrong with it */
	bool explain;		/* say what becomes of each line */
	bool detect, json;	/* say what charset it is, and how */
	bool learn;		/* what stands on many pages, and clean nothing */
	size_t df_size;		/* bytes of memory for that */
	const char *df;		/* what was learnt; or NULL */
	const char *site;	/* of all files; or NULL */
	bool reject;		/* leave out what is spam */
	bool fail;		/* bad text makes the exit status 3 */
	bool line_buffered, quiet, verbose;
	char **file;
	size_t files;		/* at least 1 */
};

/* Read the command line; a mistake, --help and the like end the program. */
void options_read(struct options *o, int argc, char **argv);

#endif
