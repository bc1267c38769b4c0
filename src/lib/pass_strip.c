/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_strip.c - strip site boilerplate from a page, line by line
 *
 * Only the lines up to the first that are certainly text and from the last of
 * these on are read; all lines, where it is known what other pages of the site
 * have, when there are rules of a user, or when it is to be explained what
 * becomes of each.  A line gets a verdict from its own bytes (boilerplate.c);
 * page.c puts them together; here they are read and deleted.
 */
#include "config.h"

#include <string.h>

#include "dup.h"
#include "page.h"
#include "pass.h"

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

/* Judge the line [at, end); keep it in lines unless it is blank.  True when
 * the text is certain now. */
static bool
read_line(struct text t, size_t at, size_t end, const struct pass_env *env,
    struct buf *lines, struct reader *r)
{
	struct line l;

	l.at = (uint32_t)at;
	l.end = (uint32_t)end;
	qi_boilerplate_judge(t.s + at, end - at, env->rules, &l);
	if (l.n == 0)
		return false;
	if (qi_df_common(env->site,
	    qi_df_pages(env->site, t.s + at, end - at)))
		l.flags |= LINE_COMMON;
	qi_buf_put(lines, &l, sizeof(l));
	return qi_page_firm(r, &l);
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
	n = qi_boilerplate_fold(t.s + l->at, l->end - l->at, first);
	for (at = from, seen = 0; at < t.n && seen < PAGE_TITLES; at = end) {
		end = line_end(t, at);
		seen++;
		/* Most lines are others from the first character on. */
		k = qi_boilerplate_fold(t.s + at, end - at < 12 ? end - at : 12,
		    f);
		if (k > 0 && f[0] != first[0])
			continue;
		k = qi_boilerplate_fold(t.s + at, end - at, f);
		if (qi_page_title(first, n, f, k))
			return end;
	}
	return from;
}

/* Put the lines of the page together, in order: the text is read from both
 * ends up to what is certain, and if these are a site's, or if asked, all. */
static bool
read_page(struct text t, bool all, const struct pass_env *env)
{
	struct buf *lines = &env->scratch[0], *tail = &env->scratch[1];
	struct reader down = READER_INIT, up = READER_INIT;
	struct evidence e = EVIDENCE_INIT;
	size_t at, end, from, n, title = 0;
	bool firm = false;

	for (at = 0; at < t.n && (!firm || at < title); at = end) {
		end = line_end(t, at);
		if (read_line(t, at, end, env, lines, &down) && !firm) {
			title = find_title(t, lines, end);
			firm = title == end;
		}
	}
	from = at;
	for (end = t.n, firm = false; end > from && !firm; end = at) {
		for (at = end - 1; at > from && t.s[at - 1] != '\n'; at--)
			;
		firm = read_line(t, at, end, env, tail, &up);
	}
	weigh(lines, &e);
	weigh(tail, &e);
	if (from < end && (all || qi_page_template(&e)))
		for (; from < end; from = at) {
			at = line_end(t, from);
			read_line(t, from, at, env, lines, &down);
		}
	for (n = tail->n; n >= sizeof(struct line); n -= sizeof(struct line))
		qi_buf_put(lines, tail->p + n - sizeof(struct line),
		    sizeof(struct line));
	return !lines->failed && !tail->failed;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct buf *lines = &env->scratch[0], *classes = &env->scratch[2];
	bool on[BP_CLASSES] = { false };
	struct page p = { .t = t };
	bool all, any;
	unsigned c;

	for (c = BP_ICP; c < BP_CLASSES; c++)
		on[c] = c != BP_BODY && env->on[rule_of[c]];
	all = on[BP_DUP] || env->rules != NULL || env->page != NULL ||
	    env->site->pages >= DF_LEAST;
	if (!read_page(t, all, env))
		return;
	p.n = lines->n / sizeof(struct line);
	if (p.n == 0 || !qi_buf_reserve(classes, 4 * p.n))
		return;
	p.l = (struct line *)(void *)lines->p;
	p.state = classes->p;
	p.drop = p.state + p.n;
	p.gone = p.drop + p.n;
	p.why = p.gone + p.n;
	memset(p.state, 0, 4 * p.n);
	p.level = env->on[RULE_STRIP_SAFE] ? PAGE_SAFE :
	    env->on[RULE_STRIP_HARD] ? PAGE_HARD : PAGE_NORMAL;
	any = qi_page_settle(&p, on);
	for (c = 0; on[BP_DUP] && c < DUP_ROUNDS &&
	    qi_dup_mark(&p, &env->scratch[3]); c++) {
		any = true;
		qi_page_settle(&p, on);
	}
	if (any)
		delete(&p, env->site, out);
	else
		memset(p.gone, BP_NONE, p.n);
	if (env->page != NULL)
		*env->page = p;
}

const struct pass qi_pass_strip = { .name = "strip", .run = run };
