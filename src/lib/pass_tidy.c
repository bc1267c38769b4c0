/* SPDX-License-Identifier: Apache-2.0 */
/* pass_tidy.c - take out what nobody sees and nobody meant */
#include "config.h"

#include <string.h>

#include "pass.h"

/*
 * A control sequence for a terminal (ECMA-48 5.4) as programs colour their
 * output with: ESC [ parameters, then one final byte.  Its length, or 0.
 */
static size_t
escape_len(struct text t, size_t at)
{
	size_t i = at + 2;

	if (t.n - at < 3 || t.s[at] != 0x1b || t.s[at + 1] != '[')
		return 0;
	while (i < t.n && t.s[i] >= 0x30 && t.s[i] <= 0x3f)
		i++;
	return i < t.n && t.s[i] >= 0x40 && t.s[i] <= 0x7e ? i + 1 - at : 0;
}

/* Ideographs, kana, bopomofo, hangul; their punctuation; full width forms. */
static bool
is_cjk(uint32_t cp)
{
	return (cp >= 0x2e80 && cp <= 0x9fff) || (cp >= 0xac00 && cp <= 0xd7a3) ||
	    (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0xfe30 && cp <= 0xfe4f) ||
	    (cp >= 0xff00 && cp <= 0xffef) || (cp >= 0x20000 && cp < 0x40000);
}

struct tidy {
	struct text t;
	const bool *on;
	struct span line;	/* the last one looked at, and whether it ... */
	bool latin;		/* ... is_latin_line() */
	bool data;		/* not text: its controls are its own */
};

/*
 * Does the line around at have letters of Latin-1?  Then C1 controls in it may
 * be bytes of mojibake that repair could not undo, or the quotes of text in
 * windows-1252 that was read as Latin-1.  They stay, as evidence.
 */
static bool
is_latin_line(struct tidy *w, size_t at)
{
	const uint8_t *s = w->t.s, *end;
	size_t start = at, valid;

	if (at >= w->line.at && at < w->line.at + w->line.len)
		return w->latin;
	while (start > 0 && s[start - 1] != '\n')
		start--;
	end = memchr(s + at, '\n', w->t.n - at);
	w->line.at = start;
	w->line.len = (end != NULL ? (size_t)(end - s) + 1 : w->t.n) - start;
	w->latin = (qi_text_look((struct text){ s + start, w->line.len },
	    &valid) & CLASS_MISREAD_LEAD) != 0;
	return w->latin;
}

enum kind { KEEP, GONE, HIDDEN, NBSP, CR };

/* What the character at a place is; how long; for GONE and CR, by which rule. */
static enum kind
kind_at(struct tidy *w, size_t at, uint32_t *cp, size_t *len, unsigned *rule)
{
	struct text t = w->t;
	const bool *on = w->on;
	unsigned class;
	size_t n;

	*len = qi_text_char(t.s + at, cp);
	class = qi_text_class(*cp);
	if ((class & CLASS_BOM) && on[RULE_TIDY_BOM]) {
		*rule = RULE_TIDY_BOM;
		return GONE;
	}
	if ((class & CLASS_CTRL) && on[RULE_TIDY_CONTROL] && !w->data &&
	    (*cp < 0x80 || !is_latin_line(w, at))) {
		*rule = RULE_TIDY_CONTROL;
		n = escape_len(t, at);
		*len = n > 0 ? n : *len;
		return GONE;
	}
	if ((class & CLASS_INVISIBLE) && on[RULE_TIDY_ZERO_WIDTH])
		return HIDDEN;
	if ((class & CLASS_NBSP) && on[RULE_TIDY_NBSP])
		return NBSP;
	return class & CLASS_CR ? CR : KEEP;
}

/*
 * From at on, the first character that is neither taken out for what it is
 * nor, with hidden, invisible: is it CJK?  With blank, spaces are passed too.
 */
static bool
cjk_follows(struct tidy *w, size_t at, bool hidden, bool blank, size_t *end)
{
	enum kind k;
	unsigned rule;
	uint32_t cp;
	size_t len;

	for (; at < w->t.n; at += len) {
		k = kind_at(w, at, &cp, &len, &rule);
		if (k == GONE || (hidden && k == HIDDEN) ||
		    (blank && (k == NBSP || cp == ' ')))
			continue;
		*end = at;
		return is_cjk(cp);
	}
	*end = at;
	return false;
}

/* From at on, past more CRs and what is taken out anyway: is there an LF? */
static bool
lf_follows(struct tidy *w, size_t at, size_t *end)
{
	enum kind k;
	unsigned rule;
	uint32_t cp = 0;
	size_t len;

	for (; at < w->t.n; at += len) {
		k = kind_at(w, at, &cp, &len, &rule);
		if (k != GONE && k != CR)
			break;
	}
	*end = at;
	return at < w->t.n && cp == '\n';
}

/* What was passed over in [at, end): is its last character CJK, and its last
 * but for spaces?  Of nothing but spaces the latter is what it was. */
static void
look_back(struct text t, size_t at, size_t end, bool *cjk, bool *cjk_blank)
{
	size_t last = end;
	uint32_t cp = 0;

	while (last > at && t.s[last - 1] == ' ')
		last--;
	if (last > at) {
		qi_text_char(t.s + qi_text_back(t.s, last), &cp);
		*cjk_blank = is_cjk(cp);
	}
	*cjk = last == end && *cjk_blank;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct tidy w = { .t = t, .on = env->on, .data = qi_text_is_data(t) };
	const bool *on = env->on;
	bool cjk = false;	/* what is kept last before at is CJK */
	bool cjk_blank = false;	/* the same, looking past spaces */
	/* Up to these ends the answer of cjk_follows() or lf_follows() is known
	 * already, so that a run is looked through once: time stays linear. */
	size_t hidden_end = 0, blank_end = 0, cr_end = 0, at, len, next;
	bool hidden_cjk = false, blank_cjk = false, cr_lf = false;
	unsigned rule = 0, wanted = CLASS_CTRL | CLASS_INVISIBLE | CLASS_BOM |
	    CLASS_NBSP | (on[RULE_TIDY_CRLF] ? CLASS_CR : 0);
	uint32_t cp;

	for (at = 0; at < t.n; at += len) {
		next = qi_text_find(t, at, wanted);
		if (next > at)
			look_back(t, at, next, &cjk, &cjk_blank);
		at = next;
		if (at == t.n)
			break;
		switch (kind_at(&w, at, &cp, &len, &rule)) {
		case GONE:
			qi_edits_add(out, at, len, NULL, 0, rule, 1000);
			continue;
		case HIDDEN:
			if (at >= hidden_end)
				hidden_cjk = cjk_follows(&w, at, true, false,
				    &hidden_end);
			if (cjk && hidden_cjk) {
				qi_edits_add(out, at, len, NULL, 0,
				    RULE_TIDY_ZERO_WIDTH, 900);
				continue;
			}
			break;
		case NBSP:
			if (at >= blank_end)
				blank_cjk = cjk_follows(&w, at, false, true,
				    &blank_end);
			if (cjk_blank || blank_cjk)
				qi_edits_add(out, at, len, " ", 1, RULE_TIDY_NBSP, 900);
			cjk = false;
			continue;
		case CR:
			if (on[RULE_TIDY_CRLF] && at >= cr_end)
				cr_lf = lf_follows(&w, at, &cr_end);
			if (on[RULE_TIDY_CRLF] && cr_lf) {
				qi_edits_add(out, at, len, NULL, 0,
				    RULE_TIDY_CRLF, 1000);
				continue;
			}
			break;
		case KEEP:
			break;
		}
		cjk = is_cjk(cp);
		cjk_blank = cjk || (cjk_blank && cp == ' ');
	}
}

const struct pass qi_pass_tidy = { .name = "tidy", .run = run };
