/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_hans.c - convert=hans: simplified Chinese, and what t2s leaves
 *
 * What becomes of a character depends on its neighbours only if it is a
 * pivot: one that some phrase converts differently from what the character
 * becomes alone.  So a converter looks at phrases where a pivot stands, and
 * nowhere else.  Every phrase is filed under the first pivot in it: at an
 * earlier pivot it would have been found already.
 *
 * Phrases are those of t2s and the rows of hans.tsv, and what all those
 * become, so that cleaning twice is cleaning once.  Where a phrase is written
 * in characters that stay when they are alone, any that become them will do.
 */
#include "gen_joints.h"
#include "gen_phrases.h"

#define MAX_PHRASES 8192
#define MAX_CHARS PHRASE_CHARS
#define MAX_PIVOTS 1024

enum { T2S, HANS, MODES };

struct row {
	uint32_t key[MAX_CHARS], value[MAX_CHARS];
	size_t len;
	bool hans;		/* from hans.tsv */
	bool folds;		/* also compared with what characters become */
	bool same;		/* value is key */
	size_t pivot, off;	/* under which it is filed, and where that is */
	size_t rank;		/* of those of this pivot that fit, the first */
};

static uint32_t *simple;	/* what t2s makes of a character alone */
static uint32_t alone[MAX_PIVOTS];
static uint32_t pivot[MAX_PIVOTS];
static size_t npivots;
static bool pronoun[MAX_PIVOTS];
static uint32_t above[16];	/* the BMP, in phrases */
static size_t nabove;
static struct row phrase[MODES][MAX_PHRASES];
static size_t nphrases[MODES];

static size_t
find_pivot(uint32_t cp)
{
	size_t i;

	for (i = 0; i < npivots; i++)
		if (pivot[i] == cp)
			break;
	return i;
}

static void
add_pivot(uint32_t cp)
{
	if (find_pivot(cp) < npivots)
		return;
	if (npivots == MAX_PIVOTS)
		die("too many pivots");
	alone[npivots] = simple[cp];
	pivot[npivots++] = cp;
}

static struct row *
find_phrase(int mode, const struct row *p)
{
	size_t i;

	for (i = 0; i < nphrases[mode]; i++)
		if (phrase_compare(phrase[mode][i].key, phrase[mode][i].len,
		    p->key, p->len) == 0)
			return &phrase[mode][i];
	return NULL;
}

static void
add_phrase(int mode, const struct row *p)
{
	size_t i;

	if (nphrases[mode] == MAX_PHRASES)
		die("too many phrases");
	phrase[mode][nphrases[mode]++] = *p;
	for (i = 0; i < p->len; i++)
		if (simple[p->key[i]] != p->value[i])
			add_pivot(p->key[i]);
}

/* The next row of n fields, the first two of which are a phrase; p is the
 * one before it. */
static bool
next_phrase(struct tsv *t, char **f, size_t n, struct row *p)
{
	struct row last = *p;

	if (!tsv_row(t, f, n))
		return false;
	*p = (struct row){ .len = 0 };
	p->len = phrase_chars(f[0], p->key);
	if (p->len == 0 || phrase_chars(f[1], p->value) != p->len)
		die("as many characters are wanted");
	if (phrase_compare(last.key, last.len, p->key, p->len) >= 0)
		die("out of order, or twice");
	p->same = phrase_compare(p->key, p->len, p->value, p->len) == 0;
	return true;
}

static void
read_t2s(const char *name)
{
	struct row p = { .len = 0 };
	struct tsv *t = tsv_open(name);
	char *f[2];

	while (next_phrase(t, f, 2, &p)) {
		if (p.len < 2)
			die("not a phrase");
		add_phrase(T2S, &p);
	}
	tsv_close(t);
}

static void
read_hans(const char *name)
{
	struct row p = { .len = 0 };
	struct tsv *t = tsv_open(name);
	char *f[4];
	size_t i;

	while (next_phrase(t, f, 4, &p)) {
		for (i = 0; i < p.len; i++)
			if (simple[p.key[i]] == p.value[i] &&
			    simple[p.key[i]] != p.key[i] &&
			    find_pivot(p.key[i]) == npivots &&
			    find_phrase(T2S, &p) == NULL)
				die("write it simplified: %s", f[0]);
		if (strstr(f[2], f[0]) == NULL)
			die("not in its example: %s", f[0]);
		p.hans = p.folds = true;
		if (p.len > 1) {
			add_phrase(HANS, &p);
			continue;
		}
		add_pivot(p.key[0]);
		i = find_pivot(p.key[0]);
		alone[i] = p.value[0];
		pronoun[i] = strncmp(f[3], "pronoun", 7) == 0;
	}
	tsv_close(t);
}

/* What a phrase of a mode becomes is to stay as it is in hans. */
static void
keep_results(int mode, size_t rows)
{
	struct row p;
	size_t i, j;

	for (i = 0; i < rows; i++) {
		p = phrase[mode][i];
		if (mode == T2S && find_phrase(HANS, &p) != NULL)
			continue;
		memcpy(p.key, p.value, sizeof(p.key));
		p.same = true;
		for (j = 0; j < p.len; j++)
			if (find_pivot(p.key[j]) < npivots)
				break;
		if (j < p.len && find_phrase(T2S, &p) == NULL &&
		    find_phrase(HANS, &p) == NULL)
			add_phrase(HANS, &p);
	}
}

/* The phrases of t2s that hans.tsv does not have are those of hans too. */
static void
inherit(void)
{
	struct row p;
	size_t i, j;

	for (i = 0; i < nphrases[T2S]; i++) {
		p = phrase[T2S][i];
		if (find_phrase(HANS, &p) != NULL)
			continue;
		for (j = 0; j < p.len; j++)
			if (simple[p.key[j]] != p.key[j])
				break;
		p.folds = j == p.len;
		add_phrase(HANS, &p);
	}
}

/* May q start inside p? */
static bool
overlap(const struct row *p, const struct row *q)
{
	size_t i, n;

	for (i = 1; i < p->len; i++) {
		n = p->len - i < q->len ? p->len - i : q->len;
		if (phrase_compare(p->key + i, n, q->key, n) == 0)
			return true;
	}
	return false;
}

/*
 * Where the pivot is that a phrase is filed under: the first in it.  A row of
 * hans.tsv may see what became of the characters before, so that there it is
 * the first that the row treats in its own way, if there is one.
 */
static void
set_pivot(struct row *p)
{
	size_t i;

	for (i = 0; p->hans && i < p->len; i++)
		if (p->value[i] != simple[p->key[i]])
			break;
	if (!p->hans || i == p->len)
		for (i = 0; i < p->len; i++)
			if (find_pivot(p->key[i]) < npivots)
				break;
	p->off = i;
	p->pivot = i < p->len ? find_pivot(p->key[i]) : npivots;
}

/*
 * File the phrases of a mode.  One without a pivot says nothing that its
 * characters do not say alone; it can go, since it hides none that does.
 */
static void
file_phrases(int mode)
{
	struct row *p = phrase[mode];
	size_t i, j, kept = 0;

	for (i = 0; i < nphrases[mode]; i++)
		set_pivot(&p[i]);
	for (i = 0; i < nphrases[mode]; i++)
		for (j = 0; j < nphrases[mode]; j++)
			if (p[i].off == p[i].len && (p[i].hans ||
			    (p[j].off < p[j].len && overlap(&p[i], &p[j]))))
				die("a phrase that is needed has no pivot: "
				    "U+%04" PRIX32 "...", p[i].key[0]);
	for (i = 0; i < nphrases[mode]; i++)
		if (p[i].off < p[i].len)
			p[kept++] = p[i];
	nphrases[mode] = kept;
}

/*
 * Which of the phrases of a pivot that fit is the one: what hans.tsv keeps,
 * so that it is a veto; then the leftmost, the longest, and hans.tsv's.
 */
static int
by_rank(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;
	bool ka = a->hans && a->same, kb = b->hans && b->same;

	if (a->pivot != b->pivot)
		return a->pivot < b->pivot ? -1 : 1;
	if (ka != kb)
		return ka ? -1 : 1;
	if (a->off != b->off)
		return a->off > b->off ? -1 : 1;
	if (a->len != b->len)
		return a->len > b->len ? -1 : 1;
	if (a->hans != b->hans)
		return a->hans ? -1 : 1;
	return phrase_compare(a->key, a->len, b->key, b->len);
}

/* The character by which a phrase is found: the one before its pivot, or the
 * one after it if it starts with the pivot. */
static uint32_t
clue(const struct row *p)
{
	return p->key[p->off > 0 ? p->off - 1 : 1];
}

static int
by_clue(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;

	if (a->pivot != b->pivot)
		return a->pivot < b->pivot ? -1 : 1;
	if ((a->off > 0) != (b->off > 0))
		return a->off > 0 ? -1 : 1;
	if (clue(a) != clue(b))
		return clue(a) < clue(b) ? -1 : 1;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void
sort_phrases(int mode)
{
	struct row *p = phrase[mode];
	size_t i;

	qsort(p, nphrases[mode], sizeof(*p), by_rank);
	for (i = 0; i < nphrases[mode]; i++)
		p[i].rank = i;
	qsort(p, nphrases[mode], sizeof(*p), by_clue);
}

/* Characters of phrases: of the BMP; or, from the first surrogate on, by
 * their number among the others that there are. */
static void
print_chars(const char *name, const struct row *p, size_t n, size_t from)
{
	size_t i, j, k;

	printf("\nstatic const uint16_t %s[] = {", name);
	for (i = 0; i < n; i++) {
		const uint32_t *cp = (const void *)((const char *)&p[i] + from);

		for (j = 0; j < p[i].len; j++) {
			for (k = 0; k < nabove && above[k] != cp[j]; k++)
				;
			if (cp[j] > UINT16_MAX && k == nabove) {
				if (nabove == LEN(above))
					die("too many above the BMP");
				above[nabove++] = cp[j];
			}
			printf("%s%" PRIu32 ",", j == 0 ? "\n\t" : " ",
			    cp[j] > UINT16_MAX ? 0xd800 + (uint32_t)k : cp[j]);
		}
	}
	printf("\n};\n");
}

static void
print_hans(const struct row *p, size_t n)
{
	size_t at = 0, i, k, first, before;

	print_chars("hans_keys", p, n, offsetof(struct row, key));
	print_chars("hans_values", p, n, offsetof(struct row, value));
	print_array("hans_above", above, nabove + 1, 4);
	printf("\nstatic const struct phrase hans_phrases[] = {\n");
	for (i = 0; i < n; at += p[i++].len) {
		if (at > UINT16_MAX)
			die("too many characters in phrases");
		printf("\t{ %zu, %zu, %zu, %zu, %d, %d },\n", at, p[i].rank,
		    p[i].off, p[i].len, p[i].hans, p[i].folds);
	}
	printf("};\n\nstatic const struct pivot hans_pivots[] = {\n");
	for (k = 0, i = 0; k < npivots; k++) {
		first = i;
		for (before = 0; i < n && p[i].pivot == k; i++)
			before += p[i].off > 0;
		if (pivot[k] > UINT16_MAX || alone[k] > UINT16_MAX)
			die("not in the BMP: U+%04" PRIX32, pivot[k]);
		printf("\t{ %" PRIu32 ", %" PRIu32 ", %zu, %zu, %zu, %d },\n",
		    pivot[k], alone[k], first, before,
		    i - first - before, pronoun[k]);
	}
	printf("};\n");
}

static uint32_t
alone_in_hans(uint32_t cp)
{
	size_t k = find_pivot(cp);

	return k < npivots ? alone[k] : simple[cp];
}

/*
 * What a character of a phrase can be read as: as it is, as what it becomes
 * alone, or as what a phrase before made of it.  A pair is that, and the
 * character as it is read alone.
 */
static struct pairs
readings(const struct row *p, size_t n)
{
	struct pairs s = { 0 };
	uint32_t as;
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < p[i].len; k++) {
			as = alone_in_hans(p[i].key[k]);
			add_pair(&s, p[i].key[k], as);
			add_pair(&s, p[i].key[k], p[i].key[k]);
			add_pair(&s, p[i].value[k], as);
		}
	sort_pairs(&s, NULL);
	return s;
}

static void
print_islands(const struct row *p, size_t n)
{
	struct pairs joined = { 0 }, sparks = { 0 }, as = readings(p, n);
	uint16_t *trigger = array(0x10000, sizeof(*trigger));
	uint32_t cp, alone_cp;
	size_t i, k, t = 0;

	for (i = 0; i < n; i++) {
		for (k = 1; k < p[i].len; k++)
			join_pairs(&joined, &as, p[i].key[k - 1], &as,
			    p[i].key[k]);
		k = p[i].off > 0 ? p[i].off : 1;
		join_pairs(&sparks, &as, p[i].key[k - 1], &as, p[i].key[k]);
	}
	sort_pairs(&joined, NULL);
	sort_pairs(&sparks, NULL);
	print_joints("hans", &joined);
	print_joints("hans_sparks", &sparks);
	/* Pivots, and what becomes one, so that the first time is enough. */
	for (cp = 0; cp < 0x10000; cp++) {
		alone_cp = alone_in_hans(cp);
		for (i = 0; i < n; i++)
			if (pivot[p[i].pivot] == cp || (p[i].folds &&
			    pivot[p[i].pivot] == alone_cp)) {
				trigger[t++] = (uint16_t)cp;
				break;
			}
	}
	print_array("hans_triggers", trigger, t, 2);
	free(joined.pair);
	free(sparks.pair);
	free(as.pair);
	free(trigger);
}

void
gen_hans(char **file)
{
	uint32_t cp;

	simple = array(NCP, sizeof(*simple));
	for (cp = 0; cp < NCP; cp++)
		simple[cp] = cp;
	chars_read(simple, file[0]);
	read_t2s(file[1]);
	read_hans(file[2]);
	keep_results(HANS, nphrases[HANS]);
	keep_results(T2S, nphrases[T2S]);
	inherit();
	file_phrases(HANS);
	sort_phrases(HANS);
	print_hans(phrase[HANS], nphrases[HANS]);
	print_islands(phrase[HANS], nphrases[HANS]);
	free(simple);
}
