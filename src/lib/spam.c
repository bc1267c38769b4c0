/* SPDX-License-Identifier: Apache-2.0 */
/* spam.c - injected keywords: gambling, pornography, forbidden trades */
#include "config.h"

#include "spam.h"

#include <assert.h>

#include "boilerplate.h"
#include "spam_pair.h"
#include "tab_spam.h"

static_assert(SPAM_WORDS <= SPAM_SEEN * 8, "struct spam has a bit for each");

/* What a word is worth by its strength.  A line needs ENOUGH, and MUCH when it
 * could be text: the more there is, the less must it be all of the line. */
static const uint8_t worth[] = { 0, 1, 3, 5 };
#define STRONG 2		/* there must be one of these */
#define ENOUGH 5
#define SOME 8
#define MUCH 11
#define HEAP 25

#define PAGE_EVIDENCE 16	/* of a page, at least ... */
#define PAGE_LETTERS 24		/* ... and so many letters ... */
#define PAGE_SHARE 85		/* ... which are so much of it, in per cent */
#define PAGE_OTHER 200		/* and other letters, at most */

#define RUN_WORDS 4		/* different ones, in a run */
#define RUN_EVIDENCE 12
#define RUN_PARTS 3		/* with marks or blanks between them */
#define RUN_GAP 2		/* letters between two words at most ... */
#define RUN_COVER 85		/* ... and letters in words, in per cent */

static bool
is_latin(uint16_t c)
{
	return c >= 'a' && c <= 'z';
}

/* Would a word that ends at a and goes on at b be cut in two? */
static bool
is_joined(uint16_t a, uint16_t b)
{
	return (is_latin(a) && is_latin(b)) ||
	    (qi_pattern_digit(a) && qi_pattern_digit(b));
}

/* The first word of [lo, hi) whose character k is not below c. */
static size_t
bound(size_t lo, size_t hi, size_t k, unsigned c)
{
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (spam_text[spam_at[mid] + k] < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The longest word at f[at]: its length, or 0.  They are sorted, so those that
 * agree so far are a range, which each character makes smaller. */
static size_t
match(const uint16_t *f, size_t n, size_t at, size_t *word)
{
	unsigned i = spam_first_block[spam_first_index[f[at] >> 6]][f[at] & 63];
	size_t lo, hi, k, best = 0;

	if (i == 0 || (at > 0 && is_joined(f[at - 1], f[at])))
		return 0;
	lo = spam_from[i];
	hi = spam_from[i + 1];
	for (k = 1; lo < hi; k++) {
		if (spam_at[lo + 1] - spam_at[lo] == k) {
			if (at + k == n ||
			    !is_joined(f[at + k - 1], f[at + k])) {
				best = k;
				*word = lo;
			}
			lo++;
		}
		if (at + k == n)
			break;
		lo = bound(lo, hi, k, f[at + k]);
		hi = bound(lo, hi, k, f[at + k] + 1u);
	}
	return best;
}

bool
qi_spam_any(const uint16_t *f, size_t n)
{
	size_t i, word = 0;
	uint32_t h;

	for (i = 0; i + 1 < n; i++) {
		h = spam_pair(f[i], f[i + 1]);
		if ((spam_pairs[h / 8] & 1u << h % 8) &&
		    match(f, n, i, &word) > 0 && spam_strength[word] >= STRONG)
			return true;
	}
	return false;
}

static bool
is_evidence(size_t word)
{
	return spam_group[word] < SPAM_WEB;
}

/* Letters in a word: digits are none, they stand between anything. */
static size_t
letters(const uint16_t *f, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		k += !qi_pattern_digit(f[i]) && qi_fold_letter(f[i]);
	return k;
}

static void
add_word(struct spam *sp, size_t word)
{
	uint8_t bit = (uint8_t)(1u << (word & 7));
	unsigned strength = spam_strength[word];

	if (sp->seen[word >> 3] & bit)
		return;
	sp->seen[word >> 3] |= bit;
	sp->words++;
	sp->evidence += worth[strength];
	sp->top = strength > sp->top ? strength : sp->top;
}

void
qi_spam_count(struct spam *sp, const uint16_t *f, size_t n)
{
	size_t i, k, word = 0, len;

	for (i = 0; i < n; i += k) {
		k = match(f, n, i, &word);
		if (k == 0) {
			k = 1;
			sp->list = sp->list || f[i] == 0x3001;
			sp->letters += letters(f + i, 1);
			continue;
		}
		len = letters(f + i, k);
		sp->letters += len;
		switch (spam_group[word]) {
		case SPAM_ABOUT:
			sp->about = true;
			break;
		case SPAM_PROSE:
			sp->prose++;
			break;
		default:
			sp->cover += len;
			if (is_evidence(word))
				add_word(sp, word);
		}
	}
}

/* Fold the next part of s[*at, n); a byte is a character at most.  What is cut
 * in two is one word. */
static size_t
fold_part(const uint8_t *s, size_t n, size_t *at, uint16_t *f)
{
	size_t from = *at, end = n - from > LINE_LONG ? from + LINE_LONG : n;

	while (end < n && (s[end] & 0xc0) == 0x80)
		end--;
	*at = end;
	return qi_fold(s + from, end - from, f);
}

void
qi_spam_count_text(struct spam *sp, const uint8_t *s, size_t n)
{
	uint16_t f[LINE_LONG + 1];
	size_t at = 0;

	while (at < n)
		qi_spam_count(sp, f, fold_part(s, n, &at, f));
}

static bool
any_in_text(const uint8_t *s, size_t n)
{
	uint16_t f[LINE_LONG + 1];
	size_t at = 0;
	bool any = false;

	while (at < n && !any)
		any = qi_spam_any(f, fold_part(s, n, &at, f));
	return any;
}

static unsigned
percent(size_t part, size_t all)
{
	return (unsigned)(all == 0 ? 0 : part * 100 / all);
}

unsigned
qi_spam_line(const struct spam *sp, bool ends)
{
	unsigned cover = percent(sp->cover, sp->letters), need, score;

	if (sp->about || sp->top < STRONG || sp->evidence < ENOUGH)
		return 0;
	/* Sentences and enumerations are of texts, words without a name too. */
	if (ends || sp->list || sp->top < 3) {
		if (sp->evidence < (sp->list ? HEAP : MUCH))
			return 0;
		need = !ends && !sp->list ? 65 : sp->evidence < HEAP ? 85 : 70;
	} else
		need = sp->evidence < SOME ? 90 : sp->evidence < MUCH ? 60 :
		    sp->evidence < HEAP ? 50 : 40;
	need += 2 * percent(sp->prose, sp->letters);
	if (cover < need)
		return 0;
	score = 800 + 5 * (sp->evidence < 20 ? sp->evidence : 20) +
	    (cover - need);
	return score < 980 ? score : 980;
}

unsigned
qi_spam_page(const struct spam *sp, size_t other)
{
	unsigned share = percent(sp->letters, sp->letters + other), score;

	if (sp->evidence < PAGE_EVIDENCE || sp->letters < PAGE_LETTERS ||
	    share < PAGE_SHARE || other > PAGE_OTHER)
		return 0;
	score = 800 + (share - PAGE_SHARE) * 10 +
	    (sp->evidence < 50 ? sp->evidence : 50) / 2;
	return score < 990 ? score : 990;
}

bool
qi_spam_may_run(const struct spam *sp)
{
	return sp->words >= RUN_WORDS && sp->evidence >= RUN_EVIDENCE;
}

/* What keywords are parted by: a mark, but none of sentences. */
static bool
is_bar(uint32_t c)
{
	switch (c) {
	case '|': case '_': case '/': case '-': case '+': case '*': case '#':
	case '~': case 0xb7: case 0x2022: case 0x2014: case 0x2013:
	case 0x2502: case 0x25a0: case 0x25c6: case 0x25cf: case 0x2605:
	case 0x2606: case 0xff5c: case 0xff3f: case 0xff0f: case 0xff0d:
		return true;
	default:
		return false;
	}
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x3000;
}

static bool
is_end(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b ||
	    c == '!' || c == '?' || c == ';' || c == '\n' || c == '\r';
}

struct piece {			/* of a line, folded, and where it was */
	uint16_t c[LINE_LONG + 2];
	uint32_t at[LINE_LONG + 2], end[LINE_LONG + 2];
	size_t n;
};

static size_t
fold_piece(struct piece *p, const uint8_t *s, size_t at, size_t n)
{
	uint32_t ignored;
	size_t len;

	for (p->n = 0; at < n && p->n < LINE_LONG; at += len) {
		len = qi_text_char(s + at, &ignored);
		if (qi_fold(s + at, len, p->c + p->n) == 0)
			continue;
		p->at[p->n] = (uint32_t)at;
		p->end[p->n++] = (uint32_t)(at + len);
	}
	return at;
}

/* The run that begins with the word at p->c[i]: counts it, and gives its end
 * in p, behind the last word. */
static size_t
extend(const struct piece *p, size_t i, struct spam *sp, unsigned *parts)
{
	size_t start = i, end = i, k, word = 0, gap = 0;
	bool parted = false;

	*parts = 1;
	while (i < p->n) {
		if (i > start && p->at[i] > p->end[i - 1])
			parted = true;		/* a blank */
		k = match(p->c, p->n, i, &word);
		if (k > 0 && spam_group[word] <= SPAM_WEB) {
			*parts += parted;
			sp->letters += gap + letters(p->c + i, k);
			sp->cover += letters(p->c + i, k);
			if (is_evidence(word))
				add_word(sp, word);
			gap = 0;
			parted = false;
			end = i += k;
			continue;
		}
		if (is_bar(p->c[i]))
			parted = true;
		else if (!qi_pattern_digit(p->c[i]) && (k > 0 ||
		    !qi_fold_letter(p->c[i]) || ++gap > RUN_GAP))
			break;
		i++;
	}
	return end;
}

/* Behind bars and blanks from at on. */
static size_t
skip(const uint8_t *s, size_t n, size_t at)
{
	uint32_t c;
	size_t len;

	for (; at < n; at += len) {
		len = qi_text_char(s + at, &c);
		if (!is_bar(c) && !is_blank(c))
			break;
	}
	return at;
}

/* Does the run stand by itself in s[0, n)?  Then it takes the marks behind it
 * along, and at the end of the line those before it. */
static bool
settle(const uint8_t *s, size_t n, struct span *run)
{
	size_t at = run->at, end, to = skip(s, n, run->at + run->len), k;
	bool clean = true, bar = false;
	uint32_t c = '\n', next = '\n';

	for (end = at; end > 0; end = k) {
		k = qi_text_back(s, end);
		qi_text_char(s + k, &c);
		if (!is_bar(c) && !is_blank(c))
			break;
		bar = true;
	}
	if (end > 0)
		clean = is_end(c);
	if (to < n)
		qi_text_char(s + to, &next);
	if (!clean && !bar)
		return false;
	if (is_end(next)) {		/* the end of the line, or a stop */
		if (next != '\n' && next != '\r') {
			if (!clean)
				return false;
			to += qi_text_char(s + to, &next);
		} else if (end == 0)
			return false;	/* there is nothing else */
		else
			at = end;
	} else if (to == run->at + run->len)
		return false;
	*run = (struct span){ at, to - at };
	return true;
}

size_t
qi_spam_runs(const uint8_t *s, size_t n, struct span *run, size_t max)
{
	size_t at, next, i, k, end, from = 0, runs = 0, word = 0;
	struct piece p;
	struct spam sp;
	struct span r;
	unsigned parts;

	if (!any_in_text(s, n))
		return 0;
	for (at = 0; at < n && runs < max; at = next) {
		next = fold_piece(&p, s, at, n);
		for (i = 0; i < p.n && runs < max; i += k) {
			k = match(p.c, p.n, i, &word);
			if (k == 0 || !is_evidence(word)) {
				k = k == 0 ? 1 : k;
				continue;
			}
			memset(&sp, 0, sizeof(sp));
			end = extend(&p, i, &sp, &parts);
			k = end - i;
			if (end == p.n && next < n && p.at[i] > at) {
				next = p.at[i];	/* it may go on */
				break;
			}
			r = (struct span){ p.at[i], p.end[end - 1] - p.at[i] };
			if (!qi_spam_may_run(&sp) || parts < RUN_PARTS ||
			    sp.top < STRONG || r.at < from ||
			    percent(sp.cover, sp.letters) < RUN_COVER ||
			    !settle(s, n, &r) || r.at < from)
				continue;
			run[runs++] = r;
			from = r.at + r.len;
		}
	}
	return runs;
}
