/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_convert.c - traditional to simplified Chinese
 *
 * What becomes of a character depends on its neighbours only if it is a
 * pivot: one that some phrase converts differently from what the character
 * becomes alone.  So a converter looks at phrases where a pivot stands, and
 * nowhere else.  Every phrase is filed under the first pivot in it: at an
 * earlier pivot it would have been found already.
 *
 * There are two lists of phrases, one for each mode.  In hans it is that of
 * t2s and the rows of hans.tsv, and what all those become, so that cleaning
 * twice is cleaning once.  Where a phrase is written in characters that stay
 * when they are alone, any that become them will do.
 */
#include "gentab.h"

#define MAX_PHRASES 8192
#define MAX_CHARS 16		/* of a phrase */
#define MAX_PIVOTS 1024

enum { T2S, HANS, MODES };

/* The table of the BMP: see pass_convert.c. */
enum { PIVOT = 1, IDC = 2 };

struct phrase {
	uint32_t key[MAX_CHARS], value[MAX_CHARS];
	size_t len;
	bool hans;		/* from hans.tsv */
	bool folds;		/* also compared with what characters become */
	bool same;		/* value is key */
	size_t pivot, off;	/* under which it is filed, and where that is */
	size_t rank;		/* of those of this pivot that fit, the first */
};

static uint32_t *compat;	/* by code point; 0: no such */
static uint32_t *simple;	/* what t2s makes of a character alone */
static uint32_t alone[MAX_PIVOTS][MODES];
static uint32_t pivot[MAX_PIVOTS];
static size_t npivots;
static struct phrase phrase[MODES][MAX_PHRASES];
static size_t nphrases[MODES];

static size_t
chars(const char *s, uint32_t *cp)
{
	size_t n = 0;

	while (*s != '\0') {
		if (n == MAX_CHARS)
			die("too long");
		cp[n++] = utf8_char(&s);
	}
	return n;
}

static int
compare(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t i;

	for (i = 0; i < n && i < m; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return (n > m) - (n < m);
}

/* Rows of a character and what it becomes, into an array by code point. */
static void
read_chars(const char *name, uint32_t *map)
{
	struct tsv *t = tsv_open(name);
	uint32_t from, last = 0;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		from = one_char(f[0]);
		if (from <= last)
			die("out of order, or twice");
		map[from] = one_char(f[1]);
		if (map[from] == from)
			die("nothing changes");
		last = from;
	}
	tsv_close(t);
}

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
	alone[npivots][T2S] = alone[npivots][HANS] = simple[cp];
	pivot[npivots++] = cp;
}

static struct phrase *
find_phrase(int mode, const struct phrase *p)
{
	size_t i;

	for (i = 0; i < nphrases[mode]; i++)
		if (compare(phrase[mode][i].key, phrase[mode][i].len, p->key,
		    p->len) == 0)
			return &phrase[mode][i];
	return NULL;
}

static void
add_phrase(int mode, const struct phrase *p)
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
next_phrase(struct tsv *t, char **f, size_t n, struct phrase *p)
{
	struct phrase last = *p;

	if (!tsv_row(t, f, n))
		return false;
	*p = (struct phrase){ .len = 0 };
	p->len = chars(f[0], p->key);
	if (p->len == 0 || chars(f[1], p->value) != p->len)
		die("as many characters are wanted");
	if (compare(last.key, last.len, p->key, p->len) >= 0)
		die("out of order, or twice");
	p->same = compare(p->key, p->len, p->value, p->len) == 0;
	return true;
}

static void
read_t2s(const char *name)
{
	struct phrase p = { .len = 0 };
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
	struct phrase p = { .len = 0 };
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
		alone[find_pivot(p.key[0])][HANS] = p.value[0];
	}
	tsv_close(t);
}

/* What a phrase of a mode becomes is to stay as it is in hans. */
static void
keep_results(int mode, size_t rows)
{
	struct phrase p;
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
	struct phrase p;
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
overlap(const struct phrase *p, const struct phrase *q)
{
	size_t i, n;

	for (i = 1; i < p->len; i++) {
		n = p->len - i < q->len ? p->len - i : q->len;
		if (compare(p->key + i, n, q->key, n) == 0)
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
set_pivot(struct phrase *p)
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
	struct phrase *p = phrase[mode];
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
	const struct phrase *a = va, *b = vb;
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
	return compare(a->key, a->len, b->key, b->len);
}

/* The character by which a phrase is found: the one before its pivot, or the
 * one after it if it starts with the pivot. */
static uint32_t
clue(const struct phrase *p)
{
	return p->key[p->off > 0 ? p->off - 1 : 1];
}

static int
by_clue(const void *va, const void *vb)
{
	const struct phrase *a = va, *b = vb;

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
	struct phrase *p = phrase[mode];
	size_t i;

	qsort(p, nphrases[mode], sizeof(*p), by_rank);
	for (i = 0; i < nphrases[mode]; i++)
		p[i].rank = i;
	qsort(p, nphrases[mode], sizeof(*p), by_clue);
}

static void
put_utf8(uint8_t *s, uint32_t cp)
{
	if (cp < 0x800)
		die("becomes less than ideographs: U+%04" PRIX32, cp);
	if (cp >= 0x10000) {
		*s++ = (uint8_t)(0xf0 | cp >> 18);
		*s++ = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
	} else
		*s++ = (uint8_t)(0xe0 | cp >> 12);
	*s++ = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
	*s++ = (uint8_t)(0x80 | (cp & 0x3f));
}

/* The table of the BMP. */
static void
print_bmp(void)
{
	uint8_t (*entry)[4] = array(0x10000, sizeof(*entry));
	uint32_t cp, v;
	size_t p;

	for (cp = 0; cp < 0x10000; cp++) {
		v = compat[cp] != 0 ? compat[cp] : cp;
		p = find_pivot(v);
		if (p < npivots) {
			entry[cp][0] = (uint8_t)p;
			entry[cp][1] = (uint8_t)(p >> 8);
			entry[cp][3] = PIVOT;
		} else if (cp >= 0x2ff0 && cp <= 0x2fff)
			entry[cp][3] = IDC;
		else if (simple[v] != cp)
			put_utf8(entry[cp], simple[v]);
	}
	print_stages("convert", entry, 0x10000 * 4, 64 * 4, 1);
	free(entry);
}

/* Two arrays, of what changes and of what it becomes, for a bisection. */
static void
print_pairs(const char *name, const uint32_t *map, uint32_t first)
{
	uint32_t *pair = array(NCP, sizeof(*pair)), cp;
	char buf[64];
	size_t n;

	for (cp = first, n = 0; cp < NCP; cp++)
		if (map[cp] != 0 && map[cp] != cp)
			pair[n++] = cp;
	snprintf(buf, sizeof(buf), "%s_from", name);
	print_array(buf, pair, n, 4);
	for (cp = first, n = 0; cp < NCP; cp++)
		if (map[cp] != 0 && map[cp] != cp)
			pair[n++] = map[cp];
	snprintf(buf, sizeof(buf), "%s_to", name);
	print_array(buf, pair, n, 4);
	free(pair);
}

/* Outside the BMP: the character, its compatibility undone, is simplified. */
static void
print_rest(void)
{
	uint32_t *map = array(NCP, sizeof(*map)), cp, v;

	for (cp = 0x10000; cp < NCP; cp++) {
		v = compat[cp] != 0 ? compat[cp] : cp;
		map[cp] = find_pivot(v) < npivots ? v : simple[v];
	}
	print_pairs("convert_rest", map, 0x10000);
	print_pairs("convert_compat", compat, 0);
	free(map);
}

static void
print_chars(const char *mode, const char *what, const struct phrase *p,
    size_t n, size_t from)
{
	size_t i, j;

	printf("\nstatic const uint32_t convert_%s_%s[] = {", mode, what);
	for (i = 0; i < n; i++) {
		const uint32_t *cp = (const void *)((const char *)&p[i] + from);

		for (j = 0; j < p[i].len; j++)
			printf("%s%#" PRIx32 ",", j == 0 ? "\n\t" : " ", cp[j]);
	}
	printf("\n};\n");
}

static void
print_mode(int mode)
{
	static const char *const name[MODES] = { "t2s", "hans" };
	const struct phrase *p = phrase[mode];
	size_t n = nphrases[mode], at = 0, i, k, first, before, back, ahead;

	print_chars(name[mode], "keys", p, n, offsetof(struct phrase, key));
	print_chars(name[mode], "values", p, n, offsetof(struct phrase, value));
	printf("\nstatic const struct phrase convert_%s_phrases[] = {\n",
	    name[mode]);
	for (i = 0; i < n; at += p[i++].len) {
		if (at > UINT16_MAX)
			die("too many characters in phrases");
		printf("\t{ %zu, %zu, %zu, %zu, %d, %d },\n", at, p[i].rank,
		    p[i].off, p[i].len, p[i].hans, p[i].folds);
	}
	printf("};\n\nstatic const struct pivot convert_%s_pivots[] = {\n",
	    name[mode]);
	for (k = 0, i = 0; k < npivots; k++) {
		first = i;
		for (before = back = ahead = 0; i < n && p[i].pivot == k; i++) {
			before += p[i].off > 0;
			back = p[i].off > back ? p[i].off : back;
			ahead = p[i].len - p[i].off > ahead ?
			    p[i].len - p[i].off : ahead;
		}
		printf("\t{ %#" PRIx32 ", %zu, %zu, %zu, %zu, %zu },\n",
		    alone[k][mode], first, before, i - first - before,
		    back, ahead);
	}
	printf("};\n");
}

void
gen_convert(char **file)
{
	uint32_t cp;
	int mode;

	compat = array(NCP, sizeof(*compat));
	simple = array(NCP, sizeof(*simple));
	for (cp = 0; cp < NCP; cp++)
		simple[cp] = cp;
	read_chars(file[0], compat);
	read_chars(file[1], simple);
	read_t2s(file[2]);
	read_hans(file[3]);
	keep_results(HANS, nphrases[HANS]);
	keep_results(T2S, nphrases[T2S]);
	inherit();
	for (mode = 0; mode < MODES; mode++) {
		file_phrases(mode);
		sort_phrases(mode);
	}
	printf("\n#define CONVERT_CHARS %d\n", MAX_CHARS);
	print_bmp();
	print_rest();
	for (mode = 0; mode < MODES; mode++)
		print_mode(mode);
	free(compat);
	free(simple);
}
