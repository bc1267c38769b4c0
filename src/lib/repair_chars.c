/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repair_chars.c - characters and words that stand for others
 *
 * Radicals and hangul come in runs, nearly always of one.  A run is judged by
 * what stands beside it: a radical that makes a word with its neighbour is
 * damage, one by itself, in a list or a description is meant.  The strong
 * cases of a text speak for its weak ones.
 */
#include "config.h"

#include <string.h>

#include "bisect.h"
#include "convert.h"
#include "gbk.h"
#include "model.h"
#include "repair.h"
#include "rule.h"

struct word {			/* a row of onetomany.tsv, in chars_text */
	uint16_t at;		/* wrong, right, before, behind */
	uint8_t len;		/* characters of wrong and of right */
	uint8_t before, behind;	/* how many there are of these */
};

#include "tab_chars.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What a neighbour must add, in eighths of a bit: how much likelier the one
 * is beside the other than anywhere. */
#define LINKED 16
#define ALONE 40	/* with no ordinary ideograph beside the run */

#define IN_USE 144	/* hangul that Korean text has costs less: 18 bits */
#define HANGUL_RUN 3	/* more of them in a row are Korean */

enum verdict { MEANT, WEAK, STRONG };

struct run {			/* of radicals, or of hangul */
	size_t at, end, n;	/* bytes, characters */
	uint32_t before, behind;	/* 0 at the ends of the text */
};

static uint32_t
char_before(struct text t, size_t at)
{
	uint32_t cp = 0;

	if (at > 0)
		qi_text_char(t.s + qi_text_back(t.s, at), &cp);
	return cp;
}

static uint32_t
char_at(struct text t, size_t at)
{
	uint32_t cp = 0;

	if (at < t.n)
		qi_text_char(t.s + at, &cp);
	return cp;
}

/* The ideograph that a radical looks like, if it is one in use, or 0. */
static uint32_t
of_radical(uint32_t cp)
{
	uint32_t to = cp < CHARS_RADICAL_FIRST || cp > CHARS_RADICAL_LAST ? 0 :
	    chars_radical[cp - CHARS_RADICAL_FIRST];

	return to != 0 && qi_model_id(to) != 0 ? to : 0;
}

static uint32_t
of_hangul(uint32_t cp)
{
	return qi_bisect(chars_hangul_from, chars_hangul_to,
	    LEN(chars_hangul_from), cp, 0);
}

static uint32_t
of_compat(uint32_t cp)
{
	uint32_t to = qi_convert_compat(cp);

	return to != cp ? to : 0;
}

static bool
is_hangul(uint32_t cp)
{
	return cp >= 0xac00 && cp < 0xd7a4;
}

static bool
is_radical(uint32_t cp)
{
	return cp >= CHARS_RADICAL_FIRST && cp <= CHARS_RADICAL_LAST;
}

static bool
is_han(uint32_t cp)
{
	return (qi_text_class(cp) & CLASS_HAN) != 0;
}

/* Marks that Chinese text has beside its characters, and where it ends. */
static bool
is_mark(uint32_t cp)
{
	return (cp >= 0x2010 && cp < 0x2040) || (cp >= 0x3000 && cp < 0x3020) ||
	    (cp >= 0xff00 && cp < 0xff60) || (cp < 0x40 &&
	    !(cp >= '0' && cp <= '9'));
}

static bool
is_opening(uint32_t cp)
{
	switch (cp) {
	case '"': case '\'': case '(': case '[': case '<': case 0xab:
	case 0x2018: case 0x201c: case 0x3008: case 0x300a: case 0x300c:
	case 0x300e: case 0x3010: case 0x3014: case 0xff08: case 0xff3b:
		return true;
	}
	return false;
}

static bool
is_closing(uint32_t cp)
{
	switch (cp) {
	case '"': case '\'': case ')': case ']': case '>': case 0xbb:
	case 0x2019: case 0x201d: case 0x3009: case 0x300b: case 0x300d:
	case 0x300f: case 0x3011: case 0x3015: case 0xff09: case 0xff3d:
		return true;
	}
	return false;
}

/* The run whose first character is at at. */
static struct run
run_at(struct text t, size_t at, bool (*is)(uint32_t cp))
{
	struct run r = { at, at, 0, char_before(t, at), 0 };
	uint32_t cp;
	size_t len;

	for (; r.end < t.n; r.end += len, r.n++) {
		len = qi_text_char(t.s + r.end, &cp);
		if (!is(cp)) {
			r.behind = cp;
			break;
		}
	}
	return r;
}

/* How much likelier b is behind a than anywhere. */
static int
link_of(uint32_t a, uint32_t b)
{
	return a == 0 || b == 0 ? 0 :
	    (int)qi_model_char(b) - (int)qi_model_pair(a, b);
}

/*
 * The links in a run and with the ideographs beside it: the best of a run of
 * one, else the sum over it.
 */
static int
links(struct text t, const struct run *r, uint32_t (*of)(uint32_t cp))
{
	uint32_t last = is_han(r->before) ? r->before : 0, cp, to;
	int left = 0, sum = 0;
	size_t at;

	for (at = r->at; at < r->end; last = to) {
		at += qi_text_char(t.s + at, &cp);
		to = of(cp);
		left = link_of(last, to);
		sum += left > 0 ? left : 0;
	}
	left = is_han(r->behind) ? link_of(last, r->behind) : 0;
	if (r->n == 1)
		return left > sum ? left : sum;
	return sum + (left > 0 ? left : 0);
}

/* All of them in use, and no list of radicals in their order. */
static bool
is_word_of_radicals(struct text t, const struct run *r)
{
	uint32_t cp, last = 0;
	bool list = r->n > 1;
	size_t at;

	for (at = r->at; at < r->end; last = cp) {
		at += qi_text_char(t.s + at, &cp);
		if (of_radical(cp) == 0)
			return false;
		list = list && (last == 0 || cp == last + 1);
	}
	return !list;
}

/* Is s in the text's [at, end)? */
static bool
has(struct text t, size_t at, size_t end, const char *s)
{
	size_t n = strlen(s);
	const uint8_t *p;

	while (end - at >= n) {
		p = memchr(t.s + at, s[0], end - at - n + 1);
		if (p == NULL)
			return false;
		if (memcmp(p, s, n) == 0)
			return true;
		at = (size_t)(p - t.s) + 1;
	}
	return false;
}

struct line_seen {		/* the line that was looked at last */
	size_t end;
	bool of_radicals;	/* it speaks of them */
};

/* The radicals, and the parts, of characters. */
static void
see_line(struct text t, size_t at, struct line_seen *seen)
{
	static const char *const word[] = {
		"\xe9\x83\xa8\xe9\xa6\x96",	/* bushou, and with a radical */
		"\xe9\x83\xa8\xe2\xbe\xb8",
		"\xe5\x81\x8f\xe6\x97\x81",	/* pianpang */
		"\xe5\xad\x97\xe6\xa0\xb9",	/* zigen */
		"adical"
	};
	size_t from = at, i;
	const uint8_t *p;

	if (at < seen->end)
		return;
	while (from > seen->end && t.s[from - 1] != '\n')
		from--;
	p = memchr(t.s + at, '\n', t.n - at);
	seen->end = p != NULL ? (size_t)(p - t.s) : t.n;
	seen->of_radicals = false;
	for (i = 0; i < LEN(word); i++)
		if (has(t, from, seen->end, word[i]))
			seen->of_radicals = true;
}

/* "The radical of water", by itself. */
static bool
is_name(struct text t, const struct run *r)
{
	uint32_t cp;

	return !is_han(r->before) && (r->behind == 0x90e8 ||
	    r->behind == 0x65c1 || r->behind == 0x5b57) && !is_han(char_at(t,
	    r->end + qi_text_char(t.s + r->end, &cp)));
}

static enum verdict
judge_radicals(struct text t, const struct run *r, struct line_seen *seen)
{
	bool beside = is_han(r->before) || is_han(r->behind);
	int sum;

	see_line(t, r->at, seen);
	if (seen->of_radicals || !is_word_of_radicals(t, r) ||
	    r->before == '{' || (r->before >= 0x2ff0 && r->before < 0x3000) ||
	    (is_opening(r->before) && is_closing(r->behind)))
		return MEANT;
	if (is_name(t, r))
		return MEANT;
	sum = links(t, r, of_radical);
	if (sum >= (beside ? LINKED : ALONE))
		return STRONG;
	return beside ? WEAK : MEANT;
}

static enum verdict
judge_hangul(struct text t, const struct run *r)
{
	bool rare = false;
	uint32_t cp;
	size_t at;

	if (r->n > HANGUL_RUN || !(is_han(r->before) || is_han(r->behind)) ||
	    (is_opening(r->before) && is_closing(r->behind)) ||
	    !(is_han(r->before) || is_mark(r->before)) ||
	    !(is_han(r->behind) || is_mark(r->behind)))
		return MEANT;
	for (at = r->at; at < r->end; ) {
		at += qi_text_char(t.s + at, &cp);
		if (of_hangul(cp) == 0)
			return MEANT;
		rare = rare || qi_model_asian(0, cp) >= IN_USE;
	}
	return rare ? STRONG : WEAK;
}

struct count {
	size_t of[STRONG + 1];
};

/* What the runs of a text are, all together. */
static void
count_runs(struct text t, struct count *radicals, struct count *hangul)
{
	struct line_seen seen = { 0, false };
	struct run r;
	size_t at = 0;

	*radicals = *hangul = (struct count){ { 0 } };
	while ((at = qi_text_find(t, at, CLASS_STANDIN)) < t.n) {
		if (is_radical(char_at(t, at))) {
			r = run_at(t, at, is_radical);
			radicals->of[judge_radicals(t, &r, &seen)]++;
		} else {
			r = run_at(t, at, is_hangul);
			hangul->of[judge_hangul(t, &r)]++;
		}
		at = r.end;
	}
}

/*
 * The radical of doors stands for two forms.  Simplified text has one of
 * them, and nothing around that GB2312 has not.
 */
static uint32_t
form(struct text t, size_t at, uint32_t to)
{
	enum { AROUND = 24 };
	size_t from = at, n;
	uint32_t cp;

	if (to != 0x6236)
		return to;
	for (n = 0; n < AROUND && from > 0; n++)
		from = qi_text_back(t.s, from);
	for (n = 0; n < 2 * AROUND && from < t.n; n++) {
		from += qi_text_char(t.s + from, &cp);
		if (is_han(cp) && !qi_gbk_is_gb2312_han(qi_gbk_encode(cp)))
			return to;
	}
	return 0x6237;
}

static void
replace(struct text t, const struct run *r, uint32_t (*of)(uint32_t cp),
    unsigned rule, unsigned score, struct edits *out)
{
	size_t at, len;
	uint32_t cp;
	uint8_t s[4];

	for (at = r->at; at < r->end; at += len) {
		len = qi_text_char(t.s + at, &cp);
		cp = form(t, at, of(cp));
		qi_edits_add(out, at, len, s, qi_text_put(s, cp), rule, score);
	}
}

/* Is cp one of these? */
static bool
is_one(const uint16_t *s, size_t n, uint32_t cp)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i] == cp)
			return true;
	return false;
}

/* The characters of a word against those at at: below, equal or above 0; where
 * it ends. */
static int
compare(struct text t, size_t at, const struct word *w, size_t *end)
{
	uint32_t cp;
	size_t i;

	for (i = 0; i < w->len; i++) {
		if (at == t.n)
			return 1;
		at += qi_text_char(t.s + at, &cp);
		if (chars_text[w->at + i] != cp)
			return chars_text[w->at + i] < cp ? -1 : 1;
	}
	*end = at;
	return 0;
}

/*
 * The longest wrong word at at that is wrong there, or NULL.  Words that begin
 * with others stand behind them.
 */
static const struct word *
find_word(struct text t, size_t at, size_t *end)
{
	const struct word *found = NULL, *w;
	size_t lo = 0, hi = LEN(chars_words), mid, stop;
	uint32_t first = char_at(t, at);
	const uint16_t *beside;

	if (first > 0xffff || !(chars_first[first >> 3] >> (first & 7) & 1))
		return NULL;
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (chars_text[chars_words[mid].at] < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (w = chars_words + lo; w < chars_words + LEN(chars_words) &&
	    chars_text[w->at] == first; w++) {
		if (compare(t, at, w, &stop) != 0)
			continue;
		beside = chars_text + w->at + w->len * 2;
		if (!is_one(beside, w->before, char_before(t, at)) &&
		    !is_one(beside + w->before, w->behind, char_at(t, stop))) {
			found = w;
			*end = stop;
		}
	}
	return found;
}

/* The wrong characters of the word; where it ends, or at. */
static size_t
repair_word(struct text t, size_t at, struct edits *out)
{
	const struct word *w;
	size_t end = at, len, i;
	uint32_t cp;
	uint8_t s[4];

	w = find_word(t, at, &end);
	for (i = 0; w != NULL && i < w->len; i++, at += len) {
		len = qi_text_char(t.s + at, &cp);
		if (chars_text[w->at + w->len + i] != cp)
			qi_edits_add(out, at, len, s, qi_text_put(s,
			    chars_text[w->at + w->len + i]),
			    RULE_REPAIR_ONETOMANY, 900);
	}
	return end;
}

bool
qi_repair_chars(struct text t, const struct pass_env *env, struct edits *out)
{
	bool compat = env->on[RULE_REPAIR_COMPAT],
	    words = env->on[RULE_REPAIR_ONETOMANY], radical, hangul;
	unsigned classes = CLASS_STANDIN | (compat || words ? CLASS_HAN : 0);
	size_t had = out->count, at, end;
	struct line_seen seen = { 0, false };
	struct count radicals, syllables;
	enum verdict v, least;
	struct run r;
	uint32_t cp;
	uint8_t s[4];

	if (!(env->seen & CLASS_STANDIN) && classes == CLASS_STANDIN)
		return false;
	count_runs(t, &radicals, &syllables);
	radical = env->on[RULE_REPAIR_RADICAL];
	least = radicals.of[STRONG] >= (radicals.of[MEANT] > 0 ? 2 : 1) &&
	    radicals.of[STRONG] >= radicals.of[MEANT] &&
	    2 * radicals.of[STRONG] >= radicals.of[WEAK] ? WEAK : STRONG;
	/* One that is no accident, another, and no Korean but a word or two. */
	hangul = env->on[RULE_REPAIR_HANGUL] && syllables.of[STRONG] > 0 &&
	    syllables.of[STRONG] + syllables.of[WEAK] >
	    (syllables.of[MEANT] > 0 ? 8 * syllables.of[MEANT] : 1);
	if (!radical && !hangul && classes == CLASS_STANDIN)
		return false;
	for (at = 0; (at = qi_text_find(t, at, classes)) < t.n; at = end) {
		end = at + qi_text_char(t.s + at, &cp);
		if (is_radical(cp)) {
			r = run_at(t, at, is_radical);
			end = r.end;
			v = judge_radicals(t, &r, &seen);
			if (radical && v >= least && v > MEANT)
				replace(t, &r, of_radical, RULE_REPAIR_RADICAL,
				    v == STRONG ? 950 : 800, out);
		} else if (is_hangul(cp)) {
			r = run_at(t, at, is_hangul);
			end = r.end;
			if (hangul && judge_hangul(t, &r) > MEANT)
				replace(t, &r, of_hangul, RULE_REPAIR_HANGUL,
				    900, out);
		} else if (compat && of_compat(cp) != 0)
			qi_edits_add(out, at, end - at, s,
			    qi_text_put(s, of_compat(cp)), RULE_REPAIR_COMPAT,
			    1000);
		else if (words) {
			r.end = repair_word(t, at, out);
			end = r.end > at ? r.end : end;
		}
	}
	return out->count > had;
}
