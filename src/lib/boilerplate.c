/* SPDX-License-Identifier: Apache-2.0 */
/* boilerplate.c - what one line looks like: text, or site boilerplate? */
#include "config.h"

#include "boilerplate.h"

#include <string.h>

#include "pattern_rows.h"
#include "spam.h"
#include "tab_boilerplate.h"

_Static_assert(BP_CLASSES == PATTERN_CLASSES, "a name for each class");

#define RAW_LONG (4 * LINE_LONG)	/* bytes; longer has more characters */
#define PEEK 480		/* ... but for the first bytes: sentences? */
#define HEAP_PEEK 40		/* so soon a heap of keywords has one */

struct found {			/* what the patterns say of it */
	const struct folded *f;
	struct word {
		uint16_t n;
		uint8_t class, force;
		bool user;
	} word[LINE_LONG + 1];		/* longest word at each place */
	struct {
		uint16_t cover, first, end, hits;
		bool lead;	/* a hard one stands in front ... */
		bool label;	/* ... and ends in a mark, as "label:" */
		uint8_t force, hint;
	} class[BP_CLASSES];
	uint8_t user;		/* the class that a user's row says it is */
	uint16_t *far;		/* how far those reach that begin up to each
				 * place; NULL: none were looked for */
};

const struct patterns *
qi_boilerplate_patterns(void)
{
	return &builtin;
}


/* Does a pattern count where it stands? */
static bool
counts(const struct folded *f, const struct pattern_match *m)
{
	unsigned place = m->row->place;

	return f->n <= m->row->max &&
	    (place != PLACE_OPEN || m->at <= f->core) &&
	    (place != PLACE_END || (m->end >= f->tail && !f->term));
}

/* Does a user's row of that class and force decide, whatever else is said? */
static bool
decides(unsigned class, unsigned force)
{
	return class == BP_BODY || force == FORCE_HARD;
}

/* A pattern_hit, for struct found. */
static void
hit(void *ctx, const struct patterns *p, const struct pattern_match *m)
{
	struct found *w = ctx;
	const struct folded *f = w->f;
	bool user = p != &builtin;
	unsigned class = m->row->class, place = m->row->place;
	uint8_t force = m->row->force;
	size_t at = m->at, end = m->end;

	if (!counts(f, m))
		return;
	if (!user && w->far != NULL && w->far[at] >= end)
		return;
	if (place == PLACE_WORD) {	/* of equal ones the user's first */
		if (end - at > w->word[at].n)
			w->word[at] = (struct word){ (uint16_t)(end - at),
			    (uint8_t)class, force, user };
		return;
	}
	if (user && end > w->far[at])
		w->far[at] = (uint16_t)end;
	if (user && decides(class, force) && (w->user == BP_NONE ||
	    class == BP_BODY))
		w->user = (uint8_t)class;
	if (force == FORCE_HINT) {
		if (place != PLACE_IN)
			w->class[class].hint = FORCE_HINT;
	} else {
		if (force > w->class[class].force)
			w->class[class].force = force;
		if (at <= f->core)
			w->class[class].lead = true;
		if ((at <= f->core || class == BP_ICP) &&
		    !qi_fold_letter(m->text[m->n - 1]))
			w->class[class].label = true;
	}
	if (w->class[class].hits == 0)
		w->class[class].first = (uint16_t)at;
	/* What covers the same place counts once. */
	if (at >= w->class[class].end) {
		w->class[class].hits++;
		w->class[class].cover += (uint16_t)(end - at);
		w->class[class].end = (uint16_t)end;
	} else if (end > w->class[class].end) {
		w->class[class].cover += (uint16_t)(end - w->class[class].end);
		w->class[class].end = (uint16_t)end;
	}
}

/* A row of the user says that it is this. */
static void
user_decides(struct line *l, unsigned class)
{
	l->class = (uint8_t)class;
	l->force = class < BP_BYLINE ? FORCE_HARD : class < BP_BODY ?
	    FORCE_FACT : FORCE_NONE;
	l->flags = LINE_USER | (l->flags & LINE_STOP) |
	    (class < BP_BYLINE ? LINE_SURE : class < BP_BODY ? LINE_LABEL : 0);
}

/* A line made of nothing but words of menus and buttons. */
static bool
all_words(const struct folded *f, const struct found *w, struct line *l)
{
	size_t i = f->core, words = 0;
	bool head = false, hard = false;
	unsigned class = BP_NONE, user = BP_NONE, c;

	if (f->open || f->term)
		return false;
	while (i < f->n) {
		if (w->word[i].n > 0) {
			c = w->word[i].class;
			if (words == 0) {
				head = w->word[i].force == FORCE_HEAD;
				class = c;
			}
			if (w->word[i].force == FORCE_HARD && !hard) {
				hard = true;
				class = c;
			}
			if (w->word[i].user && decides(c, w->word[i].force) &&
			    (user == BP_NONE || c == BP_BODY))
				user = c;
			words++;
			i += w->word[i].n;
		} else if (!qi_fold_letter(f->c[i]) ||
		    (qi_pattern_digit(f->c[i]) && words > 0 && f->n <= 20))
			i++;
		else
			return false;
	}
	if (words == 0)
		return false;
	if (user != BP_NONE) {
		user_decides(l, user);
		return true;
	}
	l->class = (uint8_t)class;
	l->force = head ? FORCE_HEAD : hard ? FORCE_HARD : FORCE_WEAK;
	/* A menu in one line; not a name made of such words. */
	if (l->force == FORCE_WEAK && words >= 4 &&
	    qi_folded_pieces(f) >= words) {
		l->class = BP_NAV;
		l->force = FORCE_HARD;
	}
	return true;
}

/*
 * Short pieces between bars, or a path of sections; no sentence.  Tables have
 * bars too, so one word of menus must be among the pieces.
 */
static bool
is_menu(const struct folded *f, const struct found *w)
{
	size_t i, piece = 0, bars = 0, steps = 0, longest = 0;
	uint16_t c;

	for (i = 0; i < f->n; i++) {
		c = f->c[i];
		if (c == ',' || c == 0x3002 || c == ';' || c == '=' || c == '<')
			return false;
		piece++;
		if (c == '|' || c == 0xb7 || c == 0x2502 || c == 0x2223) {
			bars++;
			longest = piece > longest ? piece : longest;
			piece = 0;
		} else if (c == '>' || c == 0xbb || c == 0x203a) {
			steps += piece > 1;
			longest = piece > longest ? piece : longest;
			piece = 0;
		}
	}
	return (bars >= 4 && longest <= 9 && w->class[BP_NAV].hits > 0) ||
	    (steps >= 2 && f->n <= 80 && longest <= 20 && f->c[0] != '>');
}

/* What the patterns of one class make of the line; FORCE_NONE: nothing. */
static unsigned
class_force(const struct folded *f, const struct found *w, unsigned c)
{
	unsigned force = w->class[c].force, hits = w->class[c].hits;
	bool covers = w->class[c].cover * 5u >= f->n * 2;
	bool lead = w->class[c].lead;

	if (hits == 0 || f->open)
		return FORCE_NONE;
	if (c == BP_SPAM)
		return force;
	if (c == BP_NAV && force == FORCE_NONE)
		force = hits >= 2 && f->n <= hits * 30 ? FORCE_HARD :
		    FORCE_NONE;
	if (force == FORCE_NONE)
		force = w->class[c].hint != 0 || hits >= 2 ? FORCE_HINT :
		    FORCE_NONE;
	if (f->item && c != BP_COPYRIGHT && (f->n >= 20 ||
	    (c != BP_RELATED && c != BP_PAGER && c != BP_COMMENT)))
		return FORCE_NONE;
	if (c == BP_ICP)
		return f->ends && (f->stops >= 2 || !lead) ? FORCE_NONE : force;
	if (c == BP_COPYRIGHT) {
		if (force == FORCE_HARD && !lead && (f->item || f->speaker) &&
		    hits < 2)
			return FORCE_HINT;
		if (force != FORCE_HARD || lead || covers)
			return force;
		if (f->n < 24 && !f->ends)
			return force;
		/* Not where it is put behind a paragraph. */
		if (hits >= 2 && (!f->ends || hits >= 3 || f->n > 60) &&
		    (f->n < 60 || (w->class[c].first * 3u <= f->n &&
		    w->class[c].cover * 8u >= f->n)))
			return FORCE_HARD;
		return FORCE_HINT;
	}
	if (c == BP_PAGER && force == FORCE_HARD && lead && f->n <= 60)
		return force;
	if (f->ends && f->n > 14 && (f->stops >= 2 || !lead || f->speaker))
		return FORCE_NONE;
	return f->ends && f->n > 30 && force != FORCE_NONE ? FORCE_HINT : force;
}

/*
 * Is it evidence with no neighbours to support it?  A headline may begin with
 * any of these words; a label is followed by a mark or a number, a notice has
 * several of them, and else they must be most of the line.
 */
static bool
is_sure(const struct folded *f, const struct found *w, unsigned c)
{
	return w->class[c].label || w->class[c].cover * 3u >= f->n * 2 ||
	    (w->class[c].lead && w->class[c].hits >= 2);
}

static void
verdict(const struct folded *f, const struct found *w, struct line *l)
{
	unsigned c, force;

	if (f->quote || f->section || f->code)
		return;
	if (all_words(f, w, l)) {
		l->flags |= LINE_SURE;
		return;
	}
	for (c = BP_ICP; c <= BP_OTHER; c++) {
		force = class_force(f, w, c);
		if (force <= l->force)
			continue;
		l->class = (uint8_t)c;
		l->force = (uint8_t)force;
		l->flags &= (uint16_t)~LINE_SURE;
		l->flags |= is_sure(f, w, c) ? LINE_SURE : 0;
	}
	if (l->force < FORCE_HARD && is_menu(f, w)) {
		l->class = BP_NAV;	/* not sure: it may be a how-to's */
		l->force = FORCE_HARD;
	}
	if (l->force == FORCE_NONE && qi_folded_is_list(f)) {
		l->class = BP_NAV;
		l->force = FORCE_HINT;
	}
	if (l->class == BP_NAV && l->force == FORCE_HARD &&
	    qi_folded_is_path(f))
		l->flags |= LINE_PATH;
}

/* Keywords on keywords: spam whatever else is there.  True when there may be
 * runs of them in text: qi_spam_may_run(). */
static bool
keywords(const struct folded *f, struct line *l, bool *stray)
{
	struct spam sp = { 0 };

	qi_spam_count(&sp, f->c, f->n);
	if (qi_spam_line(&sp, f->term) > 0) {
		l->class = BP_SPAM;
		l->force = FORCE_HARD;
		l->flags &= (uint16_t)~LINE_SURE;
		*stray = sp.words > 1;
		l->flags |= *stray ? LINE_SURE : 0;
	}
	return qi_spam_may_run(&sp);
}

/* A line too long for boilerplate can still be a heap of keywords, which then
 * begins as one. */
static bool
is_heap(const uint8_t *s, size_t n, const struct folded *f)
{
	struct spam sp = { 0 };

	if (!qi_spam_any(f->c, f->n < HEAP_PEEK ? f->n : HEAP_PEEK))
		return false;
	qi_spam_count(&sp, f->c, f->n);
	if (qi_spam_line(&sp, false) == 0)
		return false;
	memset(&sp, 0, sizeof(sp));
	qi_spam_count_text(&sp, s, n);
	return qi_spam_line(&sp, false) > 0;
}

/* A line without a letter, or of digits only: no evidence, but junk beside. */
static void
marks(const struct folded *f, struct line *l)
{
	size_t i;
	bool digits = false;

	if (l->force != FORCE_NONE || f->n > 40)
		return;
	/* A price says more. */
	if (f->c[0] == '$' || f->c[0] == 0xa5 || f->c[0] == 0xffe5)
		return;
	for (i = 0; i < f->n; i++) {
		if (qi_fold_letter(f->c[i]) && !qi_pattern_digit(f->c[i]))
			return;
		digits = digits || qi_pattern_digit(f->c[i]);
	}
	if (digits && f->n > 12)
		return;
	l->class = digits ? BP_PAGER : BP_OTHER;
	l->force = digits && f->n > 3 ? FORCE_HINT : FORCE_WEAK;
}

/* What is about the text, and stays: who wrote it, when, taken from where. */
static void
facts(const struct folded *f, const struct found *w, struct line *l)
{
	bool byline = w->class[BP_BYLINE].force != FORCE_NONE;
	bool label = w->class[BP_DATE].force != FORCE_NONE, first = false;
	bool date = f->n <= 90 && qi_folded_has_date(f, &first);

	if ((l->class == BP_SOURCE || l->class == BP_EDITOR) &&
	    (date || byline || w->class[BP_BYLINE].hits > 0)) {
		l->class = BP_META;
		l->force = FORCE_FACT;
		l->flags |= label || byline ? LINE_LABEL : 0;
	} else if (l->force != FORCE_NONE && f->n < 80 && (label ||
	    (date && first)) && (l->class == BP_OTHER || l->class == BP_NAV ||
	    l->class == BP_COMMENT || l->class == BP_COPYRIGHT)) {
		l->class = BP_META;
		l->force = FORCE_FACT;
		l->flags |= label ? LINE_LABEL : 0;
	} else if (l->force == FORCE_NONE && date && !f->ends &&
	    (label || first || f->n <= 40)) {
		l->class = f->n <= 30 ? BP_DATE : BP_META;
		l->force = FORCE_FACT;
		l->flags |= label ? LINE_LABEL : 0;
	} else if (l->force == FORCE_NONE && byline) {
		l->class = BP_BYLINE;
		l->force = FORCE_FACT;
		l->flags |= LINE_LABEL;
	}
}

/* Those of the user first: where one is found, none of ours counts inside. */
static void
find(const struct folded *f, const struct patterns *user, uint16_t *far,
    struct found *w)
{
	size_t i;

	w->f = f;
	w->user = BP_NONE;
	w->far = NULL;
	memset(w->word, 0, f->n * sizeof(w->word[0]));
	memset(w->class, 0, sizeof(w->class));
	if (user != NULL) {
		w->far = far;
		memset(far, 0, f->n * sizeof(*far));
		qi_patterns_match(user, f->c, f->n, hit, w);
		for (i = 1; i < f->n; i++)
			if (far[i] < far[i - 1])
				far[i] = far[i - 1];
	}
	qi_patterns_match(&builtin, f->c, f->n, hit, w);
}

bool
qi_boilerplate_judge(const uint8_t *s, size_t n, const struct patterns *user,
    struct line *l)
{
	bool may_run = false, stray = false;
	uint16_t far[LINE_LONG + 1];
	struct folded f;
	struct found w;
	int o;

	l->class = BP_NONE;
	l->force = FORCE_NONE;
	l->flags = 0;
	qi_folded_read(s, n > RAW_LONG ? PEEK : n, &f);
	if (n > RAW_LONG || f.n > LINE_LONG) {
		l->n = LINE_LONG + 1;
		l->weight = -SHAPE_MOST;
		if (f.n > 0 && is_heap(s, n, &f)) {
			l->class = BP_SPAM;
			l->force = FORCE_HARD;
			l->flags = LINE_SURE;
			l->weight = 0;
			return false;
		}
		/* Sentences, not a heap of words or of blanks. */
		if (f.n > 0 && f.stops * 60 >= f.n) {
			l->weight = -SHAPE_MOST - 500;
			l->flags = LINE_ANCHOR | LINE_GREAT | LINE_PROSE;
		}
		return false;
	}
	l->n = (uint16_t)f.n;
	l->weight = 0;
	if (f.n == 0)
		return false;
	find(&f, user, far, &w);
	o = qi_folded_shape(&f);
	l->flags = f.term ? LINE_STOP : 0;
	verdict(&f, &w, l);
	if (qi_spam_any(f.c, f.n))
		may_run = keywords(&f, l, &stray);
	if ((l->flags & LINE_USER) && (w.user == BP_NONE ||
	    l->class == BP_BODY))
		w.user = l->class;	/* its words do */
	if (l->force < FORCE_HARD && qi_folded_is_url(&f)) {
		l->class = BP_SOURCE;
		l->force = FORCE_HARD;
		l->flags |= LINE_SURE;
	}
	facts(&f, &w, l);
	marks(&f, l);
	if (w.user != BP_NONE)
		user_decides(l, w.user);
	switch (l->force) {
	case FORCE_HINT:
		o = f.n < 60 ? 160 : (o > -100 ? o : -100) + 160;
		break;
	case FORCE_WEAK:
		o = 160;
		break;
	case FORCE_HARD:
		o = stray && l->class == BP_SPAM ? 0 : 180;
		break;
	case FORCE_HEAD:
		o = 500;
		break;
	case FORCE_FACT:
		o = l->class == BP_BYLINE ? -80 : f.n <= 60 ? -60 : o;
		break;
	default:
		if (w.class[BP_BODY].hits > 0 || l->class == BP_BODY) {
			o = (o < 0 ? o : 0) - 200;
			l->flags |= LINE_BODY;
		} else if (f.code || qi_folded_is_code(&f)) {
			o = (o < 0 ? o : 0) - 100;
			l->flags |= LINE_BODY;
		} else if (f.item || (f.speaker && f.term)) {
			o -= 80;
			l->flags |= f.section ? LINE_BODY | LINE_SECTION :
			    LINE_BODY;
		}
	}
	l->weight = (int16_t)o;
	if (l->force == FORCE_NONE && f.stops >= 2 &&
	    (f.n > 40 || (f.ends && f.n >= 16))) {
		l->flags |= LINE_PROSE;
		if (f.n >= 80 && f.stops >= 3 && f.ends)
			l->flags |= f.n < 240 ? LINE_ANCHOR :
			    LINE_ANCHOR | LINE_GREAT;
	}
	return may_run;
}

struct trace {			/* the best pattern so far */
	const struct folded *f;
	const struct line *l;
	struct pattern_said *said;
	size_t value;
};

/* A pattern_hit, for struct trace. */
static void
trace(void *ctx, const struct patterns *p, const struct pattern_match *m)
{
	struct trace *t = ctx;
	unsigned class = t->l->class, said = m->row->class;
	size_t value;

	if (!counts(t->f, m))
		return;
	if (class == BP_NONE && (t->l->flags & LINE_BODY))
		class = BP_BODY;
	if (t->l->flags & LINE_USER ? p == &builtin || said != class :
	    class == BP_NONE)
		return;
	/* What makes a line meta is a source, an author, a date. */
	value = said == class ? 2 : class >= BP_BYLINE &&
	    (said >= BP_BYLINE || said == BP_SOURCE || said == BP_EDITOR);
	if (value == 0)
		return;
	value = (value * 8 + m->row->force) * (LINE_LONG + 1) +
	    (m->end - m->at);
	if (value > t->value) {
		t->value = value;
		t->said->row = m->row;
		t->said->n = m->n;
		memcpy(t->said->text, m->text, m->n * sizeof(*m->text));
	}
}

void
qi_boilerplate_trace(const uint8_t *s, size_t n, const struct patterns *user,
    const struct line *l, struct pattern_said *said)
{
	struct folded f;
	struct trace t = { .f = &f, .l = l, .said = said };

	said->row = NULL;
	if (l->n == 0 || l->n > LINE_LONG)
		return;
	qi_folded_read(s, n, &f);
	if (user != NULL)
		qi_patterns_match(user, f.c, f.n, trace, &t);
	qi_patterns_match(&builtin, f.c, f.n, trace, &t);
}
