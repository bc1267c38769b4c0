/* SPDX-License-Identifier: Apache-2.0 */
/* gen_spam.c - the words of spam, sorted, and where those of a character are */
#include "gentab.h"
#include "../lib/spam_pair.h"

#define MAX_WORDS 8192
#define MAX_CHARS 15		/* of one word: SPAM_LONGEST in spam.h */
#define STRONG 2		/* without one of these there is no spam */
#define STRONGEST 3

static const char *const group[] = {	/* in the order of spam.h */
	"gamble", "porn", "trade", "web", "about", "prose"
};
#define EVIDENCE 3		/* groups that can have a strength */

struct word {
	uint16_t c[MAX_CHARS];
	size_t n;
	uint8_t group, strength;
};

static struct word *word;
static size_t words;

static int
by_text(const void *a, const void *b)
{
	const struct word *p = a, *q = b;
	size_t i;

	for (i = 0; i < p->n && i < q->n; i++)
		if (p->c[i] != q->c[i])
			return p->c[i] < q->c[i] ? -1 : 1;
	return p->n < q->n ? -1 : p->n > q->n;
}

static void
read_words(const uint16_t *fold, const char *file)
{
	struct tsv *t = tsv_open(file);
	char *f[3];

	while (tsv_row(t, f, 3)) {
		struct word *w = &word[words++];
		const char *s = f[0];
		uint32_t c;

		if (words > MAX_WORDS)
			die("too many words");
		while (*s != '\0') {
			c = utf8_char(&s);
			if (c > 0xffff || fold[c] != 0)
				die("not as a folded line would have it");
			if (w->n == MAX_CHARS)
				die("too long a word");
			w->c[w->n++] = (uint16_t)c;
		}
		if (w->n == 0)
			die("no word");
		while (w->group < LEN(group) &&
		    strcmp(group[w->group], f[1]) != 0)
			w->group++;
		if (w->group == LEN(group))
			die("no such group: %s", f[1]);
		w->strength = (uint8_t)number(f[2], STRONGEST);
		if ((w->strength > 0) != (w->group < EVIDENCE))
			die("this group has no such strength");
		if (w->strength > 0 && w->n < 2)
			die("one character is no evidence");
	}
	tsv_close(t);
}

void
gen_spam(char **file)
{
	uint16_t *fold = fold_read(file[1], file[2]);
	uint8_t *pair = array(SPAM_PAIRS / 8, 1), *kind;
	uint16_t *text, *first, *from;
	uint32_t *at, h;
	size_t i, n = 0, firsts = 0;

	word = array(MAX_WORDS + 1, sizeof(*word));
	read_words(fold, file[0]);
	qsort(word, words, sizeof(*word), by_text);
	text = array(words * MAX_CHARS, sizeof(*text));
	first = array(0x10000, sizeof(*first));
	from = array(words + 2, sizeof(*from));
	at = array(words + 1, sizeof(*at));
	kind = array(2 * words, 1);
	for (i = 0; i < words; i++) {
		const struct word *w = &word[i];

		if (i > 0 && by_text(w, w - 1) == 0)
			die("a word is there twice");
		if (first[w->c[0]] == 0) {
			first[w->c[0]] = (uint16_t)++firsts;
			from[firsts] = (uint16_t)i;
		}
		at[i] = (uint32_t)n;
		memcpy(text + n, w->c, w->n * sizeof(*text));
		n += w->n;
		kind[i] = w->group;
		kind[words + i] = w->strength;
		if (w->strength >= STRONG) {
			h = spam_pair(w->c[0], w->c[1]);
			pair[h / 8] |= (uint8_t)(1u << h % 8);
		}
	}
	at[words] = (uint32_t)n;
	from[firsts + 1] = (uint16_t)words;
	printf("#define SPAM_WORDS %zu\n\n", words);
	print_array("spam_text", text, n, 2);
	print_array("spam_at", at, words + 1, 4);
	print_array("spam_group", kind, words, 1);
	print_array("spam_strength", kind + words, words, 1);
	print_array("spam_from", from, firsts + 2, 2);
	print_stages("spam_first", first, 0x10000, 64, 2);
	print_array("spam_pairs", pair, SPAM_PAIRS / 8, 1);
	free(fold), free(pair), free(kind), free(text), free(first), free(from);
	free(at), free(word);
}
