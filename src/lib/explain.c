/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c - say why a line went, or stayed */
#include "config.h"

#include "explain.h"

#include <string.h>

#include "pattern_rows.h"

#define PATTERN_BYTES (PATTERN_CHARS * 3 + 1)

static const char *const reason[REASONS] = {
	[WHY_NONE] = "too little speaks for dropping it",
	[WHY_USER] = "a rule of the user",
	[WHY_ALONE] = "evidence by itself",
	[WHY_HEAD] = "in a block before the text",
	[WHY_TAIL] = "in a block behind the text",
	[WHY_HEADING] = "below a heading of links",
	[WHY_ABOVE] = "above the headline",
	[WHY_SITE] = "on many pages of the site",
	[WHY_FOOT] = "below the licence of a site",
	[WHY_BUTTONS] = "in a row of buttons below a post",
	[WHY_DUP] = "says again what a line above says",
	[WHY_END] = "at an end of a page without a text",
	[WHY_LIST] = "on a page of lists",
	[WHY_FACT] = "about the text",
	[WHY_PROSE] = "sentences",
	[WHY_FIRM] = "certainly text",
	[WHY_INSIDE] = "between lines that are certainly text",
	[WHY_TITLE] = "the headline",
	[WHY_SPAM_PAGE] = "on a page that is nothing but spam",
	[WHY_OFF] = "its class is not to be taken out"
};

/* Why a line stays. */
static enum reason
why_kept(const struct page *p, size_t j)
{
	const struct line *l = &p->l[j];

	return p->why[j] != WHY_NONE ? p->why[j] :
	    l->flags & LINE_FIRM ? WHY_FIRM :
	    l->flags & LINE_INSIDE ? WHY_INSIDE :
	    l->flags & LINE_TITLE ? WHY_TITLE :
	    l->force == FORCE_FACT ? WHY_FACT :
	    l->flags & LINE_PROSE ? WHY_PROSE : WHY_NONE;
}

/* A pattern as a row has it. */
static void
write_pattern(const struct pattern_said *p, char out[PATTERN_BYTES])
{
	const uint16_t *c = p->text, *end = c + p->n;
	char *to = out;

	for (; c < end; c++) {
		if (*c == PATTERN_GAP || *c == PATTERN_DIGITS) {
			*to++ = *c == PATTERN_GAP ? '~' : '#';
			continue;
		}
		if (*c == '#' || *c == '~' || *c == '{' || *c == '\\')
			*to++ = '\\';
		to += qi_text_put((uint8_t *)to, *c);
	}
	*to = '\0';
}

/* The number of lines that begin in t[from, to). */
static size_t
count_lines(struct text t, size_t from, size_t to)
{
	const uint8_t *s = t.s + from, *nl;
	size_t n = 0;

	for (; (nl = memchr(s, '\n', (size_t)(t.s + to - s))) != NULL; s = nl + 1)
		n++;
	return n;
}

static void
explain(const struct page *p, size_t j, size_t number,
    const struct patterns *rules, qing_line_say *say, void *ctx)
{
	const struct line *l = &p->l[j];
	const uint8_t *s = p->t.s + l->at;
	bool dropped = p->gone[j] != BP_NONE;
	char pattern[PATTERN_BYTES];
	struct qing_line line;
	struct pattern_said by;
	size_t n = l->end - l->at;

	qi_boilerplate_trace(s, n, rules, l, &by);
	if (by.row != NULL)
		write_pattern(&by, pattern);
	while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r'))
		n--;
	line = (struct qing_line){ number, s, n, dropped,
	    qi_pattern_class(dropped ? p->gone[j] : l->class),
	    qi_pattern_force(l->force), l->weight,
	    reason[dropped ? p->why[j] : why_kept(p, j)],
	    by.row != NULL ? pattern : NULL,
	    by.row != NULL ? by.row->line : 0 };
	say(ctx, &line);
}

void
qi_explain(const struct page *p, const struct patterns *rules,
    qing_line_say *say, void *ctx)
{
	size_t j, number = 1, at = 0;

	for (j = 0; j < p->n; j++) {
		number += count_lines(p->t, at, p->l[j].at);
		at = p->l[j].at;
		explain(p, j, number, rules, say, ctx);
	}
}
