/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qing.h - find out what scraped text says, and clean it
 *
 * One call cleans one record.  A record is a string of bytes in any charset,
 * held whole in memory: a file, a line, a JSON string, the body of a WET
 * record.  The library does no I/O, keeps no global state, does not look at
 * the locale and never exits.  Every offset and length is in bytes.
 *
 *	qing *q;
 *	struct qing_error err;
 *	const struct qing_result *r;
 *
 *	if (qing_new(&q, QING_DEFAULT, NULL, &err) != QING_OK)
 *		errx(2, "%s at byte %zu", err.msg, err.at);
 *	if (qing_clean(q, buf, len, &r) == QING_OK)
 *		fwrite(r->text, 1, r->len, stdout);
 *	qing_free(q);
 *
 * What it promises of every record, whatever the bytes:
 *	harmless	text that needs nothing comes back as the caller's pointer
 *	idempotent	cleaning twice is cleaning once (convert=t2s aside: it
 *			is OpenCC's, and OpenCC converts some of its own output)
 *	explained	a byte of the input outside all edits is in the output
 *	local		the result depends on the record and on what the cleaner
 *			was given only: never on other records
 *	total		the output is UTF-8, or the fate is QING_REFUSED
 *	bounded		memory within qing_memory_max(), time linear
 */
#ifndef QING_H
#define QING_H

#include <stddef.h>

#define QING_VERSION 0x000100	/* 0xMMmmpp; the header's.  See qing_version() */

/* The pass list of a cleaner that does what is safe on any text. */
#define QING_DEFAULT "decode repair ungloss tidy strip"

#ifndef QING_API
#  if defined(__GNUC__)
#    define QING_API __attribute__((visibility("default")))
#  else
#    define QING_API
#  endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* A configured cleaner.  Use one per thread; two may run at the same time. */
typedef struct qing qing;

/*
 * What a call returns.  Bad text is never an error: it is a fate (below).
 * After any of these the cleaner can be used again.
 */
enum qing_ret {
	QING_OK = 0,
	QING_NOMEM,	/* an allocation failed; nothing was produced */
	QING_TOOBIG,	/* the record or its output passes max_record */
	QING_BADSPEC,	/* the pass list is wrong; see struct qing_error */
	QING_MISUSE,	/* NULL or nonsense from the caller: a bug there */
	QING_BADRULES,	/* the user's rules are wrong; see struct qing_error */
	QING_BADDF	/* what should be the image of a qing_df is not, or is
			 * damaged; see struct qing_error */
};

/* What became of a record, from best to worst. */
enum qing_fate {
	QING_SAME,	/* nothing to do; result.text is the caller's own pointer */
	QING_CLEANED,	/* changed, and every change is explained by an edit */
	QING_LOSSY,	/* as above, but some bytes could not be read: U+FFFD */
	QING_REFUSED	/* not text we know; result.text is the input, untouched */
};

/* One change.  Edits come pass by pass, as these changed the text, and then in
 * the order of the text. */
struct qing_edit {
	size_t at, len;		/* the bytes of the *input record* replaced */
	const unsigned char *to;	/* what replaced them, in UTF-8 */
	size_t to_len;		/* 0: they were deleted */
	const char *rule;	/* why: a stable id such as "tidy.zero-width" */
	unsigned score;		/* how sure, 0..1000; 1000 is by definition */
	const char *charset;	/* what the bytes were read as, an IANA name;
				 * NULL unless decode made the edit */
	const char *misread;	/* how the text had been damaged, first to
				 * last: "GBK as windows-1252, UTF-8 as
				 * windows-1252" is bytes of the one charset
				 * read as the other, twice; NULL unless
				 * repair undid that.  Good as the edit is. */
	unsigned bits;		/* of evidence for that: by how many the text
				 * is now likelier than it was; else 0 */
};

/*
 * The result of one qing_clean().  The cleaner owns it: it and all it points
 * to live until the next call on the same cleaner.  Members may be added at
 * the end in a later version, so never copy or embed it by value.
 */
struct qing_result {
	const unsigned char *text;	/* no final NUL; may be NULL when len == 0 */
	size_t len;
	enum qing_fate fate;
	const char *charset;	/* of the input, an IANA name; "" if unknown */
	size_t edits;		/* how many there were */
	size_t logged;		/* how many qing_edit_at() has: see max_edits */
	size_t notes;		/* how many places were named, and left */
	unsigned spam;		/* how sure it is, 0..1000, that the record is
				 * nothing but spam, and left as it was for
				 * that; 0: it is not, or strip did not look.
				 * There is a note of "strip.spam-page", too. */
};

/* Why qing_new() or qing_df_add() failed. */
struct qing_error {
	const char *msg;	/* constant, English, lower case, no newline */
	size_t at;		/* where in the pass list, or with QING_BADRULES
				 * in the rules, counted from 0 */
};

/*
 * Limits and memory.  Start from QING_CONFIG_INIT; zero means the default.
 * realloc serves all that the cleaner itself holds; iconv(3), which is asked
 * for a rare charset, uses malloc(3).
 */
struct qing_config {
	size_t size;		/* sizeof(struct qing_config), for the future */
	size_t max_record;	/* bytes of input per record; default 16 MiB */
	size_t max_edits;	/* edits logged per pass of a record, and notes;
				 * default none */
	/* As realloc(3), freeing when to == 0; NULL for realloc(3) itself. */
	void *(*realloc)(void *ctx, void *p, size_t from, size_t to);
	void *ctx;
	/* Rules of the user for strip, as rows of text: see qing-passes(7).
	 * They are compiled by qing_new(), and not kept; NULL for none. */
	const char *rules;
	size_t rules_len;	/* bytes of these; no final NUL is needed */
	/* Evidence from many pages, for strip: the image of a qing_df (below),
	 * which is only read and must stay put until the cleaner is freed; NULL
	 * for none.  See qing_site(). */
	const void *df;
	size_t df_len;
};
#define QING_CONFIG_INIT \
	{ sizeof(struct qing_config), 0, 0, NULL, NULL, NULL, 0, NULL, 0 }

/*
 * Make a cleaner that runs the passes named in spec, in that order, and again
 * while one of them changes something that another then can act on.  A pass
 * may be followed by "=" and a list of its rules, named without the pass and
 * a "no-" before those to turn off:
 *
 *	"decode repair ungloss tidy=crlf strip=no-source,byline convert=t2s"
 *
 * See qing-passes(7), and qing_rule() for all rules.  cfg and err may be
 * NULL.  On failure *q is NULL.
 * Returns QING_OK, QING_NOMEM, QING_BADSPEC, QING_BADRULES, QING_BADDF or
 * QING_MISUSE.
 */
QING_API enum qing_ret qing_new(qing **q, const char *spec,
    const struct qing_config *cfg, struct qing_error *err);

/* Free a cleaner and its last result.  NULL is fine. */
QING_API void qing_free(qing *q);

/*
 * Clean one record.  in is only read, and must stay put while *r is in use:
 * the result points into it when nothing changed.  On failure *r is NULL.
 * Without "decode" in the pass list a record that is not UTF-8 is refused.
 * Returns QING_OK, QING_NOMEM, QING_TOOBIG or QING_MISUSE.
 */
QING_API enum qing_ret qing_clean(qing *q, const void *in, size_t len,
    const struct qing_result **r);

/*
 * Edit i of the last result, or NULL when i >= logged.  Good until the next
 * call on q.  An edit of a later pass that lies inside what an earlier one
 * replaced is given with all the bytes of the input that were replaced.
 */
QING_API const struct qing_edit *qing_edit_at(qing *q, size_t i);

/* A place that is named, and stays as it is: what is left of text that cannot
 * be repaired, or a whole record that is nothing but spam.  This is no edit,
 * and changes no fate. */
struct qing_note {
	size_t at, len;		/* the bytes of the input record */
	const unsigned char *left;	/* what stands there in result.text */
	size_t left_len;
	const char *rule;	/* "repair.lost" or "strip.spam-page" */
	unsigned score;		/* how sure, 0..1000; 0 when it has none */
};

/*
 * Note i of the last result, in the order of the text, one that is about the
 * whole record before all others; NULL when there are no
 * more, or no more were kept: see max_edits.  Good until the next call on q.
 */
QING_API const struct qing_note *qing_note_at(qing *q, size_t i);

/* What speaks for a charset: each of several detectors bids for those that it
 * knows.  The highest bid wins as a rule, but not all is counted in bits. */
struct qing_bid {
	const char *charset;	/* an IANA name */
	const char *by;		/* the detector: "bom", "declared", "escape",
				 * "model", "letters" */
	int bits;		/* of evidence: log 2 of how many times likelier
				 * the bytes are in this charset than bytes
				 * that mean nothing */
};

/*
 * Find the charset of a record, without cleaning it and whatever the pass
 * list: *charset is an IANA name, or "" when it is not text we know; *score
 * says how sure that is, 0..1000.  score may be NULL.  The last result is
 * gone after this.
 * Returns QING_OK, QING_NOMEM, QING_TOOBIG or QING_MISUSE.
 */
QING_API enum qing_ret qing_detect(qing *q, const void *in, size_t len,
    const char **charset, unsigned *score);

/*
 * Bid i of the last qing_detect() or qing_clean(), the highest first; NULL
 * when there are no more.  There are none for text that was UTF-8 from the
 * start and has no escape sequences.  Good until the next call on q; the
 * names in it are constant.
 */
QING_API const struct qing_bid *qing_bid_at(const qing *q, size_t i);

/*
 * What a server, a catalogue or the user says of the charset of the records to
 * come: a label ("gb2312") or a media type ("text/html; charset=big5"), which
 * is not kept; NULL or "" for nothing.  It is taken as evidence, not as truth:
 * a record that says otherwise by itself is read as what it is.
 * Returns QING_OK, QING_MISUSE, or QING_BADSPEC when no such charset is known;
 * then nothing is declared.
 */
QING_API enum qing_ret qing_declare(qing *q, const char *declared);

/*
 * Where a text that does not fit one record can be cut so that its parts,
 * cleaned one after the other, become what it would become as a whole: the
 * last such place of in[0, len), in bytes from its start.  0 when there is
 * none, and always when the passes have to see whole texts; all lists but
 * that of one pass convert, in a mode of OpenCC, have such passes, or could.
 * in[0, len) may end inside a character; more can follow it.
 */
QING_API size_t qing_cut(const qing *q, const void *in, size_t len);

/*
 * Which site the records to come are from, by the name under which its pages
 * were learnt; it is not kept.  Before the first call it is "", and so with
 * NULL.  Only a cleaner with a df has use for it.
 * Returns QING_OK or QING_MISUSE.
 */
QING_API enum qing_ret qing_site(qing *q, const char *site);

/*
 * Evidence from many pages: on how many pages of its site each line stands,
 * counted in a sketch of fixed size, where a count can be too high by chance
 * but never too low, up to 255, which stands for all that is more.  A line
 * that stands on three pages of a site and on one in eight of all its pages is
 * of the site rather than of a text.  Lines are compared as strip compares
 * them: the width and case of letters, traditional or simplified, and blanks
 * do not count.
 *
 * Learn what strip will see: the text as the passes before it leave it.  A
 * qing_df is used by one thread at a time.
 */
typedef struct qing_df qing_df;

/*
 * Make one whose counters take the largest power of two of at most that many
 * bytes, at least 1024.  Lines that stand once each fill it when there are
 * more than one for every four bytes: see qing_df_noise().  Of the config only
 * realloc and ctx are used; it may be NULL.  On failure *df is NULL.
 * Returns QING_OK, QING_NOMEM or QING_MISUSE.
 */
QING_API enum qing_ret qing_df_new(qing_df **df, size_t bytes,
    const struct qing_config *cfg);

/* NULL is fine. */
QING_API void qing_df_free(qing_df *df);

/*
 * Count the lines of a page of a site.  Text that is not UTF-8, or has no line
 * that is not blank, is no page.  A line that stands on it twice counts once,
 * and of one longer than 420 characters these count.
 * Returns QING_OK, QING_NOMEM (nothing was counted) or QING_MISUSE.
 */
QING_API enum qing_ret qing_df_learn(qing_df *df, const char *site,
    const void *text, size_t len);

/*
 * Add what another one of the same size has learnt, whose image this is: the
 * same as learning those pages here.  err may be NULL.
 * Returns QING_OK, QING_BADDF or QING_MISUSE.
 */
QING_API enum qing_ret qing_df_add(qing_df *df, const void *image, size_t len,
    struct qing_error *err);

/* All that was learnt, *len bytes, the same on every machine: for a file, or
 * for qing_config.  It begins with QING_DF_MAGIC, which no text does.  Good
 * until df is used again. */
#define QING_DF_MAGIC "\377qing-df"	/* 8 bytes */
QING_API const void *qing_df_image(qing_df *df, size_t *len);

/* How many of a million lines that were never seen would seem to stand on
 * three pages: some 40 when the memory is full, and 1000 are too many. */
QING_API unsigned qing_df_noise(const qing_df *df);

/* What a record is made of, in characters. */
struct qing_script {
	size_t han;		/* ideographs */
	size_t foreign;		/* some of these: in Japanese or Korean lines,
				 * sentences and quotations; of the others: */
	size_t traditional;	/* not in simplified text, or hardly ever */
	size_t simplified;	/* not in traditional text, the same */
	size_t switches;	/* from one of those two to the other, and
				 * back, in the order of the text */
	size_t kana, hangul;
};

/*
 * Count these in a record of any charset, without cleaning it and whatever
 * the pass list: the members of *s are added to, so that the parts of a long
 * record can be counted one after another; begin with zeros.  Nothing is
 * added when it is not text we know.  The last result is gone after this.
 * Returns QING_OK, QING_NOMEM, QING_TOOBIG or QING_MISUSE.
 */
QING_API enum qing_ret qing_script(qing *q, const void *in, size_t len,
    struct qing_script *s);

/*
 * What that means: "traditional" or "simplified" Chinese; "mixed" for both;
 * "" when most is not Chinese, or nothing tells.  It is mixed when there
 * are two or more of each kind and each is more than a quarter of both, or
 * more than a twentieth and not all in one place, as a quotation is: there are
 * as many switches.  Constant; s may be NULL.
 */
QING_API const char *qing_script_name(const struct qing_script *s);

/* Charset n that decode can read, counted from 0: an IANA name, constant; or
 * NULL when there are no more. */
QING_API const char *qing_charset(size_t n);

/* How many edits and notes of the last result were made by rule n of
 * qing_rule(); all of them count, logged or not. */
QING_API size_t qing_count(const qing *q, size_t n);

/* Something that is said of a row of rules; err is good during the call.  A
 * warning is no mistake. */
typedef void qing_rules_say(void *ctx, const struct qing_error *err,
    int warning);

/*
 * Look through all of cfg->rules, as qing_new() does up to the first mistake,
 * and say of each row that is wrong what is wrong with it; when none is, which
 * ones are likely not meant so.  Memory comes from cfg and is given back.
 * Returns QING_OK, QING_BADRULES, QING_NOMEM, or QING_MISUSE.
 */
QING_API enum qing_ret qing_rules_check(const struct qing_config *cfg,
    qing_rules_say *say, void *ctx);

/* What strip makes of a line, and why. */
struct qing_line {
	size_t number;		/* of the line in the record as the passes
				 * before strip left it, from 1 */
	const unsigned char *text;	/* without its line end */
	size_t len;
	int dropped;		/* 1 dropped, 0 kept */
	const char *class;	/* "nav": the rule's name without "strip.", or
				 * "body" for text; "-" if there is none */
	const char *force;	/* of the evidence in the line itself: "hint",
				 * "weak", "hard", "head", "fact" or "-" */
	int weight;		/* what it says by itself: 100 times the log of
				 * the odds that it is boilerplate */
	const char *why;	/* what decided, in English */
	const char *pattern;	/* the pattern that says most for its class, as
				 * in a row of rules; or NULL */
	size_t row;		/* the line of the user's rules that it is in;
				 * 0 for a built-in one */
};

typedef void qing_line_say(void *ctx, const struct qing_line *line);

/*
 * Say of each line of a record, but blank ones, what strip makes of it.  The
 * passes in front of it are run first, as by qing_clean(), and nothing comes
 * after its first run.  Nothing is said if there is no strip in the list, or
 * it does not look at the record.  All that line points to is good during the
 * call.  The last result is gone after this.
 * Returns QING_OK, QING_NOMEM, QING_TOOBIG or QING_MISUSE.
 */
QING_API enum qing_ret qing_explain(qing *q, const void *in, size_t len,
    qing_line_say *say, void *ctx);

/* An upper bound on the bytes a cleaner with this config will ever hold; those
 * for its rules are counted in, so it reads them. */
QING_API size_t qing_memory_max(const struct qing_config *cfg);

/* A rule: why an edit or a note was made.  All of it is constant. */
struct qing_rule {
	const char *name;	/* "strip.nav": the pass, a dot, the rule */
	const char *summary;	/* one line, in English */
	int on;			/* 1 on by default, 0 off */
};

/* Rule n, counted from 0, or NULL when there are no more. */
QING_API const struct qing_rule *qing_rule(size_t n);

/* The version of the library that is running, as QING_VERSION. */
QING_API unsigned qing_version(void);

#ifdef __cplusplus
}
#endif
#endif
