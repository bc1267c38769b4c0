/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_phrases.c - dictionaries of phrases, and the automaton made of them
 *
 * A phrase is written as a sequence of labels, each a character of its key
 * and the piece of its value that stands in that place; so keys and values
 * are in one graph, and phrases that end alike share their ends.  Two edges
 * of a state can have the same character with another piece each.  Large
 * dictionaries are one graph and small ones another, a page each, with a root
 * for each of them; states that have the same edges are one state.
 */
#include "gen_phrases.h"

#include <limits.h>

#define MAX_EDGES 0x20000u
#define MAX_LABELS 0x3fffu	/* 14 bits, and all of them are HEAD */
#define SLOTS 0x100000u	/* 20 bits */
#define MAX_STRING 0x4000u

/* An edge of 32 bits, and a state of more than MANY: see src/lib/chain.c. */
#define MANY 8
#define HEAD 0x3fffu
#define FINAL 0x4000u
#define LAST 0x8000u
#define TARGET 16

struct label {
	uint32_t key, piece[PHRASE_CHARS];
	uint8_t n;
};

struct word {
	uint16_t label[PHRASE_CHARS];
	uint8_t n;
};

/* Edges, those of a state in a row: the lower half of each is what will be
 * printed, the upper the state in all to which it leads. */
struct graph {
	uint64_t *edge;
	size_t n;
	uint32_t *slot;		/* where edges are, by their hash */
};

static struct label *label;
static size_t nlabels;
static struct graph all;	/* states, each once */
static struct graph laid;	/* the same as they are printed */

size_t
phrase_chars(const char *s, uint32_t *cp)
{
	size_t n = 0;

	while (*s != '\0') {
		if (n == PHRASE_CHARS)
			die("too long");
		cp[n++] = utf8_char(&s);
	}
	return n;
}

int
phrase_compare(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t i;

	for (i = 0; i < n && i < m; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return (n > m) - (n < m);
}

void
chars_read(uint32_t *map, const char *file)
{
	struct tsv *t = tsv_open(file);
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

static int
by_key(const void *va, const void *vb)
{
	const struct phrase *a = va, *b = vb;

	return phrase_compare(a->key, a->len, b->key, b->len);
}

static struct phrase *
add(struct dict *d)
{
	struct phrase *p;

	if ((d->n & (d->n - 1)) == 0) {
		p = array(d->n > 0 ? 2 * d->n : 1, sizeof(*p));
		if (d->n > 0)
			memcpy(p, d->phrase, d->n * sizeof(*p));
		free(d->phrase);
		d->phrase = p;
	}
	return &d->phrase[d->n++];
}

void
dict_read(struct dict *d, const char *file)
{
	bool own = strstr(file, "/hant_") != NULL;
	struct tsv *t = tsv_open(file);
	struct phrase *p;
	char *f[4];

	while (tsv_row(t, f, own ? 4 : 2)) {
		if (own && strstr(f[2], f[0]) == NULL)
			die("not in its example: %s", f[0]);
		p = add(d);
		p->len = (uint8_t)phrase_chars(f[0], p->key);
		p->value_len = (uint8_t)phrase_chars(f[1], p->value);
		if (p->len == 0 || p->value_len == 0)
			die("empty");
		if (d->n > 1 && by_key(p - 1, p) >= 0)
			die("out of order, or twice");
	}
	tsv_close(t);
}

void
dict_add(struct dict *d, const struct dict *e)
{
	size_t i, n = d->n;

	for (i = 0; i < e->n; i++)
		if (n == 0 || bsearch(&e->phrase[i], d->phrase, n,
		    sizeof(*d->phrase), by_key) == NULL)
			*add(d) = e->phrase[i];
	qsort(d->phrase, d->n, sizeof(*d->phrase), by_key);
}

size_t
phrase_piece(const struct phrase *p, size_t i, const uint32_t **piece)
{
	*piece = &p->value[i];
	if (i >= p->value_len)
		return 0;
	return i + 1 < p->len ? 1 : p->value_len - i;
}

static int
by_label(const void *va, const void *vb)
{
	const struct label *a = va, *b = vb;

	return a->key != b->key ? (a->key < b->key ? -1 : 1) :
	    phrase_compare(a->piece, a->n, b->piece, b->n);
}

static struct label
label_of(const struct phrase *p, size_t i)
{
	struct label l = { .key = p->key[i] };
	const uint32_t *piece;

	l.n = (uint8_t)phrase_piece(p, i, &piece);
	memcpy(l.piece, piece, l.n * sizeof(*piece));
	return l;
}

/* All labels, each once, in order. */
static void
make_labels(const struct dict *d, size_t n)
{
	size_t i, j, k, all = 0;

	for (k = 0; k < n; k++)
		for (i = 0; i < d[k].n; i++)
			all += d[k].phrase[i].len;
	label = array(all, sizeof(*label));
	for (all = 0, k = 0; k < n; k++)
		for (i = 0; i < d[k].n; i++)
			for (j = 0; j < d[k].phrase[i].len; j++)
				label[all++] = label_of(&d[k].phrase[i], j);
	qsort(label, all, sizeof(*label), by_label);
	for (i = 0; i < all; i++)
		if (nlabels == 0 ||
		    by_label(&label[nlabels - 1], &label[i]) != 0)
			label[nlabels++] = label[i];
	if (nlabels > MAX_LABELS)
		die("too many labels");
}

static int
by_word(const void *va, const void *vb)
{
	const struct word *a = va, *b = vb;
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (a->label[i] != b->label[i])
			return a->label[i] < b->label[i] ? -1 : 1;
	return a->n - b->n;
}

/* Where n edges are that stand like that at the end of a state, or 0; then
 * *free is where to note them. */
static size_t
find(const struct graph *g, const uint64_t *e, size_t n, size_t *free)
{
	uint64_t h = 0;
	size_t i, at;

	for (i = 0; i < n; i++)
		h = (h ^ e[i]) * UINT64_C(0x9e3779b97f4a7c15);
	for (i = h >> 44; (at = g->slot[i]) != 0; i = (i + 1) % SLOTS)
		if (at + n <= g->n &&
		    memcmp(&g->edge[at], e, n * sizeof(*e)) == 0)
			return at;
	*free = i;
	return 0;
}

static void
append(struct graph *g, const uint64_t *e, size_t n)
{
	if (g->n + n > MAX_EDGES)
		die("too many edges");
	memcpy(&g->edge[g->n], e, n * sizeof(*e));
	g->n += n;
}

/* The state that has these edges: where it begins in all. */
static size_t
state(const uint64_t *e, size_t n)
{
	size_t where, at = find(&all, e, n, &where);

	if (at != 0)
		return at;
	all.slot[where] = (uint32_t)all.n;
	append(&all, e, n);
	return all.n - n;
}

/* Lay a state out: where it begins.  A small one can be the end of another. */
static size_t
lay(const uint64_t *e, size_t n)
{
	uint64_t head = HEAD | (uint64_t)n << TARGET;
	size_t where, i, at = n > MANY ? 0 : find(&laid, e, n, &where);

	if (at != 0)
		return at;
	at = laid.n;
	if (n > MANY)
		append(&laid, &head, 1);
	append(&laid, e, n);
	for (i = n > MANY ? n - MANY : 0; i < n; i++)
		if (find(&laid, e + i, n - i, &where) == 0)
			laid.slot[where] = (uint32_t)(laid.n - n + i);
	return at;
}

/* The edges for words that have the same labels before the one at depth. */
static size_t
edges_of(const struct word *w, size_t n, size_t depth, uint64_t *e)
{
	uint64_t *below = array(n, sizeof(*below));
	size_t i, j, k = 0, m, target;

	for (i = 0; i < n; i = j) {
		for (j = i + 1; j < n; j++)
			if (w[j].label[depth] != w[i].label[depth])
				break;
		m = w[i].n == depth + 1;	/* it ends here */
		target = 0;
		if (j > i + m) {
			target = edges_of(w + i + m, j - i - m, depth + 1,
			    below);
			target = state(below, target);
		}
		e[k++] = w[i].label[depth] | (m ? FINAL : 0) |
		    (j == n ? LAST : 0) | (uint64_t)target << 32;
	}
	free(below);
	return k;
}

/* Edges of the root of a dictionary: how many. */
static size_t
make_graph(const struct dict *d, uint64_t *e)
{
	struct word *w = array(d->n, sizeof(*w));
	struct label l;
	size_t i, j, n;

	for (i = 0; i < d->n; i++) {
		w[i].n = d->phrase[i].len;
		for (j = 0; j < w[i].n; j++) {
			l = label_of(&d->phrase[i], j);
			w[i].label[j] = (uint16_t)((struct label *)bsearch(&l,
			    label, nlabels, sizeof(l), by_label) - label);
		}
	}
	qsort(w, d->n, sizeof(*w), by_word);
	n = edges_of(w, d->n, 0, e);
	free(w);
	return n;
}

/* The characters that have labels, and the first label of each. */
static void
print_alphabet(void)
{
	uint32_t *cp = array(nlabels, sizeof(*cp));
	uint16_t *bmp = array(nlabels, sizeof(*bmp)), *first;
	size_t i, n = 0, small = 0;

	first = array(nlabels + 1, sizeof(*first));
	for (i = 0; i < nlabels; i++)
		if (i == 0 || label[i].key != label[i - 1].key) {
			first[n] = (uint16_t)i;
			cp[n++] = label[i].key;
		}
	first[n] = (uint16_t)nlabels;
	for (small = 0; small < n && cp[small] < 0x10000; small++)
		bmp[small] = (uint16_t)cp[small];
	print_array("phrase_bmp", bmp, small, 2);
	print_array("phrase_rest", cp + small, n - small, 4);
	print_array("phrase_label", first, n + 1, 2);
	free(cp);
	free(bmp);
	free(first);
}

/* What stands in the place of a character: a character of the BMP; or, from
 * the first surrogate on, the number of a string. */
static void
print_pieces(void)
{
	uint16_t *piece = array(nlabels, sizeof(*piece));
	uint16_t *at = array(MAX_LABELS + 1, sizeof(*at));
	uint32_t *string = array(MAX_STRING, sizeof(*string));
	size_t i, n = 0, end = 0;

	for (i = 0; i < nlabels; i++) {
		if (label[i].n == 1 && label[i].piece[0] < 0x10000) {
			piece[i] = (uint16_t)label[i].piece[0];
			continue;
		}
		if (n == 0x800 || end + label[i].n > MAX_STRING)
			die("too many strings");
		piece[i] = (uint16_t)(0xd800 + n);
		at[n++] = (uint16_t)end;
		memcpy(string + end, label[i].piece,
		    label[i].n * sizeof(*string));
		end += label[i].n;
	}
	at[n] = (uint16_t)end;
	print_array("phrase_piece", piece, nlabels, 2);
	print_array("phrase_string_at", at, n + 1, 2);
	print_array("phrase_string", string, end + 1, 4);
	free(piece);
	free(at);
	free(string);
}

static struct graph
new_graph(void)
{
	struct graph g = { .n = 1 };	/* 0: no state */

	g.edge = array(MAX_EDGES, sizeof(*g.edge));
	g.slot = array(SLOTS, sizeof(*g.slot));
	return g;
}

static size_t
size(size_t at)
{
	size_t n = 1;

	while ((all.edge[at + n - 1] & LAST) == 0)
		n++;
	return n;
}

static int
by_size(const void *va, const void *vb)
{
	size_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return size(a) != size(b) ? (size(a) > size(b) ? -1 : 1) :
	    (a > b) - (a < b);
}

/* Lay out all states up to that one, the large ones first: where each is. */
static uint32_t *
lay_all(size_t end)
{
	uint32_t *state = array(end, sizeof(*state));
	uint32_t *place = array(end, sizeof(*place));
	size_t i, n = 0;

	for (i = 1; i < end; i += size(i))
		state[n++] = (uint32_t)i;
	qsort(state, n, sizeof(*state), by_size);
	for (i = 0; i < n; i++)
		place[state[i]] = (uint32_t)lay(&all.edge[state[i]],
		    size(state[i]));
	free(state);
	return place;
}

/* What was laid out, from base on: states are counted from there. */
static void
copy_graph(const uint32_t *place, uint32_t *edge)
{
	size_t i, to;

	for (i = 1; i < laid.n; i++) {
		to = place[laid.edge[i] >> 32];	/* heads have none */
		if (to > UINT16_MAX)
			die("a state at %zu: too far", to);
		edge[i] = (uint32_t)laid.edge[i] | (uint32_t)to << TARGET;
	}
}

/* Make the graph of those dictionaries that are big, or not, and append it. */
static size_t
make_page(struct dict *d, size_t n, bool big, uint32_t *edge, size_t base)
{
	uint64_t **root = array(n, sizeof(*root));
	size_t *len = array(n, sizeof(*len)), i;
	uint32_t *place;

	all = new_graph();
	laid = new_graph();
	for (i = 0; i < n; i++) {
		if ((d[i].n >= DICT_BIG) != big)
			continue;
		root[i] = array(d[i].n, sizeof(**root));
		len[i] = make_graph(&d[i], root[i]);
	}
	place = lay_all(all.n);
	for (i = 0; i < n; i++) {	/* last: no edge leads to them */
		if (len[i] > 0)
			d[i].root = base + lay(root[i], len[i]);
		free(root[i]);
	}
	copy_graph(place, edge + base);
	base += laid.n;
	free(root);
	free(len);
	free(place);
	free(all.edge);
	free(all.slot);
	free(laid.edge);
	free(laid.slot);
	return base;
}

void
print_phrases(struct dict *d, size_t n)
{
	uint32_t *edge = array(2 * MAX_EDGES, sizeof(*edge));
	size_t i, page, end;

	for (i = 0; i < n; i++)
		if (d[i].n == 0)
			die("no phrases: %s", d[i].name);
	make_labels(d, n);
	page = make_page(d, n, true, edge, 0);
	end = make_page(d, n, false, edge, page);
	print_array("phrase_edge", edge, end, 4);
	printf("\nenum { PHRASE_PAGE = %zu };\n", page);
	print_alphabet();
	print_pieces();
	free(edge);
	free(label);
}
