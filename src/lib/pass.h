/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass.h - the one interface between the cleaner and a pass
 *
 * A pass is a pure function from a text to edits: no memory of earlier
 * records, no allocation of its own, no output.  It is called when the text
 * has a class that one of its rules is waiting for (data/rules.tsv), or is
 * not UTF-8 and the pass is one that makes it so; and it adds edits only by
 * rules that are on.
 */
#ifndef PASS_H
#define PASS_H

#include "charset.h"
#include "df.h"
#include "edits.h"
#include "patterns.h"
#include "rule.h"

#define PASS_SCRATCH 12

struct page;

struct pass_env {		/* what a pass may use besides the text */
	const bool *on;		/* by rule number */
	struct buf *scratch;	/* PASS_SCRATCH of them, empty; when one fails,
				 * add no more edits and return */
	struct decoder *decoder;	/* decode's own */
	const uint32_t *spot;	/* where the text looks odd: qi_text_look() */
	size_t spots;
	unsigned seen;		/* classes: qi_text_look() */
	const struct patterns *rules;	/* a user's, or NULL: strip's own */
	struct page *page;	/* NULL, or gets what strip made of all lines,
				 * good as long as the scratch */
	const struct df_site *site;	/* what other pages have */
	const void *own;		/* what open() of the pass made */
};

struct pass {
	const char *name;	/* as in a pass list and in rule ids */
	void (*run)(struct text in, const struct pass_env *env, struct edits *out);
	bool bytes;		/* takes any bytes, and makes UTF-8 of them or
				 * nothing; the others take UTF-8 only */
	bool again;		/* can have more to do in what it made */
	/* For a pass that needs more than tables: what it makes once, for the
	 * rules that are on, which stay where they are; NULL: no memory. */
	void *(*open)(const bool *on, struct mem *mem);
	void (*close)(void *own, struct mem *mem);
	size_t memory;		/* that open() may take, at most */
	/* Is it all the same to the pass whether it gets a text or, one after
	 * the other, its parts?  Then it can be alone without a look: it takes
	 * any bytes, and sets refused when they are not UTF-8.  And where can t
	 * be cut: the last place that it finds, or 0. */
	bool (*local)(const void *own);
	size_t (*cut)(struct text t, const void *own);
};

/* In pass_NAME.c, each. */
extern const struct pass qi_pass_convert, qi_pass_decode, qi_pass_repair,
    qi_pass_strip, qi_pass_tidy, qi_pass_ungloss, qi_pass_width;

#endif
