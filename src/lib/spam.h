/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spam.h - injected keywords: gambling, pornography, forbidden trades
 *
 * All of it counts words of data/spam.tsv in folded lines (boilerplate.h).
 * One word proves nothing, since there are texts about spam: what counts is
 * how many different ones there are, and that there is little else.
 */
#ifndef SPAM_H
#define SPAM_H

#include "text.h"

enum {				/* group: in the order of gen_spam.c */
	SPAM_GAMBLE, SPAM_PORN, SPAM_TRADE, SPAM_WEB, SPAM_ABOUT, SPAM_PROSE
};

#define SPAM_SEEN 512		/* bytes for a bit for each word */

struct spam {			/* counted in one or more lines; 0 at first */
	size_t letters;		/* no marks, no digits */
	size_t cover;		/* of these, in words of spam and its filler */
	size_t prose;		/* characters of sentences, between the words */
	unsigned evidence;	/* of the words, each one once */
	unsigned words;		/* different ones, no filler */
	unsigned top;		/* strength of the strongest */
	bool about;		/* a word of texts that speak of spam */
	bool list;		/* an ideographic comma: it enumerates */
	uint8_t seen[SPAM_SEEN];
};

/* Is there a word in the folded line f[0, n) without which none is spam? */
bool qi_spam_any(const uint16_t *f, size_t n);

/* Count the folded line f[0, n), too. */
void qi_spam_count(struct spam *sp, const uint16_t *f, size_t n);

/* The same for a line of any length as it is in the text. */
void qi_spam_count_text(struct spam *sp, const uint8_t *s, size_t n);

/* Is a line of which this was counted spam?  ends: as a sentence does.  A
 * score of 800..1000, or 0. */
unsigned qi_spam_line(const struct spam *sp, bool ends);

/* Is a page nothing but spam?  sp was counted in its lines of spam, other is
 * the number of letters in lines that are text as far as one knows.  A score
 * of 800..1000, or 0. */
unsigned qi_spam_page(const struct spam *sp, size_t other);

/* Can there be a run for qi_spam_runs() in a line of which this was counted? */
bool qi_spam_may_run(const struct spam *sp);

/*
 * Runs of words of spam in a line of text, to be taken out of it: with bars or
 * blanks between the words and where a run meets the text, which is left as
 * sentences.  Gives up to max of them, in order.
 */
size_t qi_spam_runs(const uint8_t *s, size_t n, struct span *run, size_t max);

#endif
