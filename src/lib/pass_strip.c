/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_strip.c - strip site boilerplate from a page, line by line
 *
 * Only the lines up to the first that are certainly text and from the last of
 * these on are read.  Each gets a verdict from its own bytes (boilerplate.c);
 * page.c puts them together; here they are read and deleted.
 */
#include "config.h"

#include <string.h>

#include "page.h"
#include "pass.h"

static const uint16_t rule_of[BP_CLASSES] = {
	[BP_ICP] = RULE_STRIP_ICP, [BP_COPYRIGHT] = RULE_STRIP_COPYRIGHT,
	[BP_SOURCE] = RULE_STRIP_SOURCE, [BP_EDITOR] = RULE_STRIP_EDITOR,
	[BP_SHARE] = RULE_STRIP_SHARE, [BP_PAGER] = RULE_STRIP_PAGER,
	[BP_RELATED] = RULE_STRIP_RELATED, [BP_NAV] = RULE_STRIP_NAV,
	[BP_COMMENT] = RULE_STRIP_COMMENT, [BP_AD] = RULE_STRIP_AD,
	[BP_SPAM] = RULE_STRIP_SPAM, [BP_OTHER] = RULE_STRIP_OTHER,
	[BP_BYLINE] = RULE_STRIP_BYLINE, [BP_DATE] = RULE_STRIP_DATE,
	[BP_META] = RULE_STRIP_META
};

static unsigned
score_of(const struct line *l)
{
	return !qi_page_hard(l) ? l->force == FORCE_FACT ? 800 : 700 :
	    l->flags & LINE_SURE ? 950 : 900;
}

/*
 * Delete the lines that have a class.  Blank lines between two of them go
 * too, and all behind the last line that stays; of the blank lines on both
 * sides of a gap those above stay.
 */
static void
delete(const struct page *p, struct edits *out)
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
			    rule_of[class[i]], score_of(&p->l[i]));
			at = end;
		}
	}
}

/* Judge the line [at, end); keep it in lines unless it is blank.  True when
 * the text is certain now. */
static bool
read_line(struct text t, size_t at, size_t end, struct buf *lines,
    struct reader *r)
{
	struct line l;

	l.at = (uint32_t)at;
	l.end = (uint32_t)end;
	qi_boilerplate_judge(t.s + at, end - at, &l);
	if (l.n == 0)
		return false;
	qi_buf_put(lines, &l, sizeof(l));
	return qi_page_firm(r, &l);
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct buf *head = &env->scratch[0], *tail = &env->scratch[1];
	struct buf *classes = &env->scratch[2];
	struct reader down = READER_INIT, up = READER_INIT;
	size_t at, end, from, n;
	struct page p = { .t = t };
	const uint8_t *nl;
	bool firm = false, on[BP_CLASSES] = { false };
	unsigned c;

	for (at = 0; at < t.n && !firm; at = end) {
		nl = memchr(t.s + at, '\n', t.n - at);
		end = nl != NULL ? (size_t)(nl - t.s) + 1 : t.n;
		firm = read_line(t, at, end, head, &down);
	}
	from = at;
	for (end = t.n, firm = false; end > from && !firm; end = at) {
		for (at = end - 1; at > from && t.s[at - 1] != '\n'; at--)
			;
		firm = read_line(t, at, end, tail, &up);
	}
	for (n = tail->n; n >= sizeof(struct line); n -= sizeof(struct line))
		qi_buf_put(head, tail->p + n - sizeof(struct line),
		    sizeof(struct line));
	p.n = head->n / sizeof(struct line);
	if (p.n == 0 || !qi_buf_reserve(classes, 3 * p.n) || head->failed ||
	    tail->failed)
		return;
	p.l = (struct line *)(void *)head->p;
	p.state = classes->p;
	p.drop = p.state + p.n;
	p.gone = p.drop + p.n;
	memset(p.state, 0, 3 * p.n);
	for (c = BP_ICP; c <= BP_META; c++)
		on[c] = env->on[rule_of[c]];
	if (qi_page_settle(&p, on))
		delete(&p, out);
}

const struct pass qi_pass_strip = { .name = "strip", .run = run };
