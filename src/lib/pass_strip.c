/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_strip.c - strip site boilerplate from a page, line by line
 *
 * Only the lines up to the first that are certainly text and from the last of
 * these on are read; all lines, where it is known what other pages of the site
 * have, when there are rules of a user, or when it is to be explained what
 * becomes of each.  A line gets a verdict from its own bytes (boilerplate.c);
 * page.c puts them together; here they are read and deleted.
 *
 * A page that has been read from end to end and is spam but for its boilerplate
 * (spam.c) is left as it is, and that is noted.  From a line of text runs of
 * spam are cut out: it is judged as it will be without them, and once lines
 * were cut the pass is to come again for what is left.
 */
#include "config.h"

#include <string.h>

#include "dup.h"
#include "page.h"
#include "pass.h"
#include "spam.h"

#define DUP_ROUNDS 8		/* as page.c has them */

static const uint16_t rule_of[BP_CLASSES] = {
	[BP_ICP] = RULE_STRIP_ICP, [BP_COPYRIGHT] = RULE_STRIP_COPYRIGHT,
	[BP_SOURCE] = RULE_STRIP_SOURCE, [BP_EDITOR] = RULE_STRIP_EDITOR,
	[BP_SHARE] = RULE_STRIP_SHARE, [BP_PAGER] = RULE_STRIP_PAGER,
	[BP_RELATED] = RULE_STRIP_RELATED, [BP_NAV] = RULE_STRIP_NAV,
	[BP_COMMENT] = RULE_STRIP_COMMENT, [BP_AD] = RULE_STRIP_AD,
	[BP_SPAM] = RULE_STRIP_SPAM, [BP_OTHER] = RULE_STRIP_OTHER,
	[BP_BYLINE] = RULE_STRIP_BYLINE, [BP_DATE] = RULE_STRIP_DATE,
	[BP_META] = RULE_STRIP_META, [BP_DUP] = RULE_STRIP_DUP
};

/* On how many of the pages of the site it stands makes 600 to 950. */
static unsigned
score_of(struct text t, const struct line *l, unsigned class,
    const struct df_site *site)
{
	unsigned pages;

	if (class == BP_DUP || (l->flags & LINE_USER))
		return 1000;
	if ((l->flags & LINE_COMMON) && l->force < FORCE_HARD) {
		pages = qi_df_pages(site, t.s + l->at, l->end - l->at);
		pages = pages < site->pages ? pages : site->pages;
		return 600 + 350 * pages / site->pages;
	}
	return !qi_page_hard(l) ? l->force == FORCE_FACT ? 800 : 700 :
	    l->flags & LINE_SURE ? 950 : 900;
}

static void
weigh(const struct buf *lines, struct evidence *e)
{
	qi_page_weigh((const struct line *)(const void *)lines->p,
	    lines->n / sizeof(struct line), e);
}

/*
 * Delete the lines that have a class.  Blank lines between two of them go
 * too, and all behind the last line that stays; of the blank lines on both
 * sides of a gap those above stay.
 */
static void
delete(const struct page *p, const struct df_site *site, struct edits *out)
{
	const uint8_t *class = p->gone;
	size_t i, z, at, end, kept_end = 0, k;
	bool blank;

	for (i = 0; i < p->n; i = z) {
		z = i + 1;
		if (class[i] == BP_NONE) {
			kept_end = p->l[i].end;
			continue;
		}
		while (z < p->n && class[z] != BP_NONE)
			z++;
		at = p->l[i].at;
		blank = at > kept_end || i == 0;
		if (z == p->n)
			at = kept_end;
		for (; i < z; i = k) {
			for (k = i + 1; k < z && class[k] == class[i]; k++)
				;
			end = k < z ? p->l[k].at : z == p->n ? p->t.n :
			    blank ? p->l[z].at : p->l[z - 1].end;
			qi_edits_add(out, at, end - at, NULL, 0,
			    rule_of[class[i]],
			    score_of(p->t, &p->l[i], class[i], site));
			at = end;
		}
	}
}

#define RUNS 16			/* cut out of one line, at most */

/* The runs of spam in a line: 0 when without them there would be others.
 * rest is what is left of the line then. */
static size_t
find_runs(const uint8_t *s, size_t n, struct span *run, struct buf *rest)
{
	size_t runs, i, at = 0, len = 0;
	struct span again;

	runs = qi_spam_runs(s, n, run, RUNS);
	qi_buf_reset(rest);
	if (runs == 0)
		return 0;
	for (i = 0; i < runs; at = run[i].at + run[i].len, i++)
		qi_buf_put(rest, s + at, run[i].at - at);
	qi_buf_put(rest, s + at, n - at);
	if (rest->failed)
		return 0;
	len = rest->n;
	return qi_spam_runs(rest->p, len, &again, 1) == 0 ? runs : 0;
}

/* May the line that was read have such runs?  One that is too long to be read
 * only if there are bars in it. */
static bool
may_run(const uint8_t *s, const struct line *l, bool run)
{
	size_t n = l->end - l->at;

	if (l->class == BP_SPAM)
		return false;
	return l->n <= LINE_LONG ? run :
	    memchr(s + l->at, '|', n) != NULL ||
	    memchr(s + l->at, '_', n) != NULL;
}

/* Cut the runs out, unless the lines are only to be looked at as they are
 * without. */
static void
cut(struct page *p, bool look, struct buf *rest, struct edits *out)
{
	struct span run[RUNS];
	size_t i, k, runs;

	for (i = 0; i < p->n; i++) {
		struct line *l = &p->l[i];

		if (!(l->flags & LINE_CUT))
			continue;
		l->flags &= (uint16_t)~LINE_CUT;
		runs = look ? 0 : find_runs(p->t.s + l->at, l->end - l->at,
		    run, rest);
		for (k = 0; k < runs; k++)
			qi_edits_add(out, l->at + run[k].at, run[k].len, NULL,
			    0, RULE_STRIP_SPAM, 900);
	}
	out->again = out->again || !look;
}

/* How sure it is that the page is nothing but spam, or 0. */
static unsigned
spam_score(const struct page *p)
{
	struct spam sp = { 0 };
	size_t i, other = 0;

	for (i = 0; i < p->n; i++) {
		const struct line *l = &p->l[i];

		if (l->class == BP_SPAM && l->force == FORCE_HARD)
			qi_spam_count_text(&sp, p->t.s + l->at, l->end - l->at);
		else if (l->flags & LINE_PROSE)
			return 0;
		else if (l->force == FORCE_NONE || l->force == FORCE_HINT ||
		    l->force == FORCE_FACT)
			other += l->n;
	}
	return qi_spam_page(&sp, other);
}

/* Would nothing be left, for there is spam? */
static bool
would_be_empty(const struct page *p)
{
	bool spam = false;
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (p->gone[i] == BP_NONE)
			return false;
		spam = spam || p->gone[i] == BP_SPAM;
	}
	return spam;
}

struct read {			/* of a page */
	struct text t;
	const struct pass_env *env;
	struct buf *lines, *tail;
	struct buf *rest;	/* of a line without its runs */
	bool whole;		/* there was no line that is certainly text */
	bool cut, spam;		/* there is a line with runs, or of spam */
};

/* Judge the line [at, end); keep it in lines unless it is blank.  True when
 * the text is certain now. */
static bool
read_line(struct read *rd, size_t at, size_t end, struct buf *lines,
    struct reader *r)
{
	const struct pass_env *env = rd->env;
	const uint8_t *s = rd->t.s;
	struct span run[RUNS];
	struct line l;
	bool runs;

	l.at = (uint32_t)at;
	l.end = (uint32_t)end;
	runs = qi_boilerplate_judge(s + at, end - at, env->rules, &l);
	if (l.n == 0)
		return false;
	if (env->on[RULE_STRIP_SPAM] && may_run(s, &l, runs) &&
	    find_runs(s + at, end - at, run, rd->rest) > 0) {
		qi_boilerplate_judge(rd->rest->p, rd->rest->n, env->rules, &l);
		l.flags |= LINE_CUT;
		rd->cut = true;
	}
	if (qi_df_common(env->site, qi_df_pages(env->site, s + at, end - at)))
		l.flags |= LINE_COMMON;
	rd->spam = rd->spam || l.class == BP_SPAM;
	qi_buf_put(lines, &l, sizeof(l));
	return qi_ends_firm(r, &l);
}

/* Where the line that starts at at ends, with its line end. */
static size_t
line_end(struct text t, size_t at)
{
	const uint8_t *nl = memchr(t.s + at, '\n', t.n - at);

	return nl != NULL ? (size_t)(nl - t.s) + 1 : t.n;
}

/* Where a line ends that says again what the first one of lines says, in the
 * next ones from on: the text may begin there.  from: there is none. */
static size_t
find_title(struct text t, const struct buf *lines, size_t from)
{
	const struct line *l = (const struct line *)(const void *)lines->p;
	uint16_t first[LINE_LONG + 1], f[LINE_LONG + 1];
	size_t at, end, n, k, seen;

	if (lines->n == 0 || qi_page_hard(l) || l->n > LINE_LONG)
		return from;
	n = qi_fold(t.s + l->at, l->end - l->at, first);
	seen = lines->n / sizeof(*l);
	for (at = from; at < t.n && seen < PAGE_TITLES; at = end) {
		end = line_end(t, at);
		/* Most lines are others from the first character on. */
		k = qi_fold(t.s + at, end - at < 12 ? end - at : 12, f);
		if (k > 0 && f[0] != first[0]) {
			seen++;
			continue;
		}
		k = qi_fold(t.s + at, end - at, f);
		seen += k > 0;
		if (qi_ends_title(first, n, f, k))
			return end;
	}
	return from;
}

/* Put the lines of the page together, in order: the text is read from both
 * ends up to what is certain, and if these are a site's, or if asked, all. */
static bool
read_page(struct read *rd, bool all)
{
	struct buf *lines = rd->lines, *tail = rd->tail;
	struct reader down = READER_INIT, up = READER_INIT;
	struct evidence e = EVIDENCE_INIT;
	size_t at, end, from, n, title = 0;
	struct text t = rd->t;
	bool firm = false;

	for (at = 0; at < t.n && !firm; at = end) {
		end = line_end(t, at);
		firm = read_line(rd, at, end, lines, &down) && end > title;
		if (!firm || !rd->whole)
			continue;
		rd->whole = false;
		title = find_title(t, lines, end);
		firm = title == end;
	}
	from = at;
	for (end = t.n, firm = false; end > from && !firm; end = at) {
		for (at = end - 1; at > from && t.s[at - 1] != '\n'; at--)
			;
		firm = read_line(rd, at, end, tail, &up);
	}
	weigh(lines, &e);
	weigh(tail, &e);
	if (from < end && (all || qi_page_template(&e)))
		for (; from < end; from = at) {
			at = line_end(t, from);
			read_line(rd, from, at, lines, &down);
		}
	for (n = tail->n; n >= sizeof(struct line); n -= sizeof(struct line))
		qi_buf_put(lines, tail->p + n - sizeof(struct line),
		    sizeof(struct line));
	return !lines->failed && !tail->failed;
}

static void
settle(struct page *p, const struct pass_env *env, bool spam,
    const bool on[BP_CLASSES], struct edits *out)
{
	bool any = qi_page_settle(p, on);
	unsigned round;

	for (round = 0; on[BP_DUP] && round < DUP_ROUNDS &&
	    qi_dup_mark(p, &env->scratch[4]); round++) {
		any = true;
		qi_page_settle(p, on);
	}
	if (any && spam && would_be_empty(p)) {
		memset(p->why, WHY_SPAM_PAGE, p->n);
		any = false;
	}
	if (any)
		delete(p, env->site, out);
	else
		memset(p->gone, BP_NONE, p->n);
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct buf *scratch = env->scratch;
	struct read rd = { .t = t, .env = env, .lines = &scratch[0],
	    .tail = &scratch[1], .rest = &scratch[3], .whole = true };
	bool on[BP_CLASSES] = { false }, explain = env->page != NULL, all;
	struct page p = { .t = t };
	unsigned c, score = 0;

	for (c = BP_ICP; c < BP_CLASSES; c++)
		on[c] = c != BP_BODY && env->on[rule_of[c]];
	all = on[BP_DUP] || env->rules != NULL || explain ||
	    env->site->pages >= DF_LEAST;
	if (!read_page(&rd, all))
		return;
	p.n = rd.lines->n / sizeof(struct line);
	if (p.n == 0 || !qi_buf_reserve(&scratch[2], 4 * p.n))
		return;
	p.l = (struct line *)(void *)rd.lines->p;
	if (rd.whole && rd.spam && env->on[RULE_STRIP_SPAM_PAGE])
		score = spam_score(&p);
	if (score > 0)
		qi_edits_note_all(out, RULE_STRIP_SPAM_PAGE, score);
	if (rd.cut)
		cut(&p, score > 0 || explain, rd.rest, out);
	if (!explain && (score > 0 || rd.cut))
		return;
	p.state = scratch[2].p;
	p.drop = p.state + p.n;
	p.gone = p.drop + p.n;
	p.why = p.gone + p.n;
	memset(p.state, 0, 4 * p.n);
	p.level = env->on[RULE_STRIP_SAFE] ? PAGE_SAFE :
	    env->on[RULE_STRIP_HARD] ? PAGE_HARD : PAGE_NORMAL;
	if (score > 0)
		memset(p.why, WHY_SPAM_PAGE, p.n);
	else
		settle(&p, env, rd.spam, on, out);
	if (explain)
		*env->page = p;
}

const struct pass qi_pass_strip = { .name = "strip", .run = run };
