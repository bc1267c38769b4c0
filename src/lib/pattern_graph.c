/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern_graph.c - make the graph of patterns.h of rows
 *
 * The patterns of all rows are written out and sorted.  Then each is put into
 * the graph in turn, as Daciuk, Mihov, Watson and Watson do it (Incremental
 * construction of minimal acyclic finite-state automata, 2000): only the
 * states of the last one may still get edges.  One that gets no more is
 * looked up among those that are complete, by its edges, and is added only
 * when it is new.
 */
#include "config.h"

#include "pattern_rows.h"

#include <string.h>

#define SLOTS 0x10000u		/* of the register, at most: a power of two */
#define PROBES 16u		/* where a state may be in it */

/* Edges are numbered by 23 bits. */
_Static_assert((uint64_t)ROWS_PATTERNS * (PATTERN_CHARS + 1) < 1 << 23,
    "room for all edges");

struct written {		/* a pattern, written out */
	const uint16_t *c;
	uint32_t line, row;
	uint8_t n, place;
};

struct edge {
	uint32_t to;
	uint16_t key;
};

struct count {			/* of all rows */
	size_t rows, patterns, chars;
};

struct graph {
	struct pattern_row *row;
	size_t rows;
	/* What is complete. */
	uint16_t *key, *low;
	uint8_t *high;
	size_t n;
	/*
	 * The edges, so far, of the states of the last pattern: those behind d
	 * of its characters are open[from[d]] and on, the end is in open[top].
	 * Each leads to a pattern that the others do not.
	 */
	struct edge *open;
	size_t top, from[PATTERN_CHARS + 1];
	/* State + 1, found by the hash of its edges; 0: none.  It forgets one
	 * rather than to look at more places: the graph is larger then. */
	uint32_t *slot;
	size_t slots;
};

/* How much there is of what; false: r->wrong. */
static bool
measure(struct rows *r, struct row *row, struct count *n)
{
	*n = (struct count){ 0 };
	while (qi_rows_next(r, row)) {
		if (r->wrong == NULL &&
		    n->patterns + row->patterns > ROWS_PATTERNS)
			r->wrong = ROWS_TOO_MANY;
		if (r->wrong != NULL)
			return false;
		n->rows++;
		n->patterns += row->patterns;
		n->chars += row->chars;
	}
	return true;
}

/* < 0, 0 or > 0, as a comes before b: by text, then by place. */
static int
compare(const struct written *a, const struct written *b)
{
	size_t i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (a->c[i] != b->c[i])
			return a->c[i] < b->c[i] ? -1 : 1;
	return a->n != b->n ? a->n - b->n : a->place - b->place;
}

static bool
before(const struct written *a, const struct written *b)
{
	int d = compare(a, b);

	return d < 0 || (d == 0 && a->line < b->line);
}

/* Let w[i] sink to its place in the heap w[0, n), the last one on top. */
static void
sink(struct written *w, size_t i, size_t n)
{
	struct written x = w[i];
	size_t k;

	while ((k = 2 * i + 1) < n) {
		if (k + 1 < n && before(&w[k], &w[k + 1]))
			k++;
		if (!before(&x, &w[k]))
			break;
		w[i] = w[k];
		i = k;
	}
	w[i] = x;
}

/* A sort of our own, since qsort(3) may take memory. */
static void
sort(struct written *w, size_t n)
{
	struct written x;
	size_t i;

	for (i = n / 2; i-- > 0; )
		sink(w, i, n);
	for (i = n; i-- > 1; ) {
		x = w[0];
		w[0] = w[i];
		w[i] = x;
		sink(w, 0, i);
	}
}

/* When two rows give the same pattern for a place, the first counts. */
static size_t
unite(struct written *w, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		if (k == 0 || compare(&w[k - 1], &w[i]) != 0)
			w[k++] = w[i];
	return k;
}

/* The number of a row for what is said of its patterns.  Of our own no line
 * is ever told, and rows that say the same are one. */
static uint32_t
put_row(struct graph *g, const struct row *row, uint32_t line, bool own)
{
	struct pattern_row *to = g->row;
	size_t i = own ? 0 : g->rows;

	while (i < g->rows && (to[i].max != row->max ||
	    to[i].class != row->class || to[i].force != row->force ||
	    to[i].place != row->place))
		i++;
	if (i == g->rows)
		to[g->rows++] = (struct pattern_row){ own ? 0 : line, 0,
		    row->max, row->class, row->force, row->place };
	return (uint32_t)i;
}

/* Write the patterns of all rows to w, their text to c; r finds no faults. */
static void
write_out(struct rows r, struct row *row, struct graph *g, struct written *w,
    uint16_t *c)
{
	uint16_t alt[ROW_PARTS];
	uint32_t number, i;
	size_t n;

	while (qi_rows_next(&r, row)) {
		number = put_row(g, row, r.line, r.strict);
		qi_row_first(row, alt);
		for (i = 0; i < row->patterns; i++) {
			n = qi_row_pattern(row, alt, c);
			*w++ = (struct written){ c, r.line, number, (uint8_t)n,
			    row->place };
			c += n;
		}
	}
}

static bool
is_state(const struct graph *g, size_t e, const struct edge *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++, e++)
		if (g->key[e] != s[i].key || g->low[e] != (s[i].to & 0xffff) ||
		    g->high[e] != (s[i].to >> 16 |
		    (i + 1 == n ? PATTERN_LAST : 0)))
			return false;
	return true;
}

/* The state with the edges s[0, n), n > 0, which gets no more. */
static uint32_t
complete(struct graph *g, const struct edge *s, size_t n)
{
	uint32_t h = 0, *slot = NULL;
	size_t i, first = g->n;

	for (i = 0; i < n; i++)
		h = ((h ^ s[i].key) * 0x9e3779b1u ^ s[i].to) * 0x85ebca6bu;
	h ^= h >> 15;
	for (i = 0; i < PROBES; i++) {
		slot = &g->slot[(h + i) & (g->slots - 1)];
		if (*slot == 0)
			break;
		if (is_state(g, *slot - 1, s, n))
			return *slot - 1;
	}
	*slot = (uint32_t)first + 1;
	for (i = 0; i < n; i++) {
		g->key[g->n] = s[i].key;
		g->low[g->n] = (uint16_t)(s[i].to & 0xffff);
		g->high[g->n++] = (uint8_t)(s[i].to >> 16);
	}
	g->high[g->n - 1] |= PATTERN_LAST;
	return (uint32_t)first;
}

/* Complete the states of the pattern w that are behind more than k of its
 * characters. */
static void
shut(struct graph *g, const struct written *w, size_t k)
{
	size_t d, from;
	uint32_t to;

	for (d = w->n; d > k; d--) {
		from = g->from[d];
		to = complete(g, g->open + from, g->top - from);
		g->top = from;
		g->open[g->top++] = (struct edge){ to, w->c[d - 1] };
	}
}

/* Put all of w[0, n) in, which are sorted.  Returns the first state. */
static size_t
build(struct graph *g, const struct written *w, size_t n)
{
	size_t i, k = 0;

	g->top = g->from[0] = 0;
	for (i = 0; i < n; i++) {
		for (k = 0; i > 0 && k < w[i].n && k < w[i - 1].n &&
		    w[i].c[k] == w[i - 1].c[k]; k++)
			;
		if (i > 0)
			shut(g, &w[i - 1], k);
		while (k < w[i].n)
			g->from[++k] = g->top;
		g->open[g->top++] = (struct edge){ w[i].row,
		    (uint16_t)(PATTERN_END + w[i].place) };
		g->row[w[i].row].patterns++;
	}
	if (n == 0)
		return 0;
	shut(g, &w[n - 1], 0);
	return complete(g, g->open, g->top);
}

static size_t
most_edges(struct count n)
{
	return n.chars + n.patterns;
}

static size_t
slots_for(struct count n)
{
	size_t slots = PROBES;

	while (slots < SLOTS && slots < most_edges(n))
		slots *= 2;
	return slots;
}

static size_t
size_of(size_t rows, size_t edges)
{
	return sizeof(struct patterns) + rows * sizeof(struct pattern_row) +
	    2 * PATTERN_STARTS * sizeof(uint32_t) +
	    (PATTERN_STARTS + edges + edges) * sizeof(uint16_t) + edges;
}

static size_t
work_of(struct count n)
{
	return n.patterns * (sizeof(struct written) + sizeof(struct edge)) +
	    n.rows * sizeof(struct pattern_row) +
	    slots_for(n) * sizeof(uint32_t) +
	    (n.chars + 2 * most_edges(n)) * sizeof(uint16_t) + most_edges(n);
}

/* Put the graph, of w[0, n), into the block p, which is zeroed. */
static void
fill(struct patterns *p, const struct graph *g, const struct written *w,
    size_t n, size_t first)
{
	struct pattern_row *row = (struct pattern_row *)(void *)(p + 1);
	uint32_t *starts = (uint32_t *)(void *)(row + g->rows), bit;
	uint16_t *rank = (uint16_t *)(void *)(starts + 2 * PATTERN_STARTS);
	uint16_t *key = rank + PATTERN_STARTS, *low = key + g->n;
	uint8_t *high = (uint8_t *)(low + g->n);
	size_t i, c, k = 0;

	memcpy(row, g->row, g->rows * sizeof(*row));
	memcpy(key, g->key, g->n * sizeof(*key));
	memcpy(low, g->low, g->n * sizeof(*low));
	memcpy(high, g->high, g->n);
	for (i = 0; i < n; i++) {
		c = w[i].c[0];
		bit = (uint32_t)1 << (c & 31);
		starts[c / 32] |= bit;
		if (row[w[i].row].max > PATTERN_LONG)
			starts[PATTERN_STARTS + c / 32] |= bit;
	}
	for (i = 0; i < PATTERN_STARTS; i++) {
		rank[i] = (uint16_t)k;
		for (bit = starts[i]; bit != 0; bit &= bit - 1)
			k++;
	}
	*p = (struct patterns){ row, starts, rank, key, low, high, first, n,
	    g->rows, g->n, p->bytes };
}

struct patterns *
qi_patterns_new(struct rows *r, struct mem *m)
{
	const struct rows again = *r;
	struct patterns *p;
	struct written *w;
	struct graph g = { 0 };
	struct row row;
	struct count n;
	size_t bytes, k, first;
	uint16_t *c;

	if (!measure(r, &row, &n))
		return NULL;
	w = m->realloc(m->ctx, NULL, 0, work_of(n));
	if (w == NULL)
		return NULL;
	g.slots = slots_for(n);
	g.open = (struct edge *)(void *)(w + n.patterns);
	g.row = (struct pattern_row *)(void *)(g.open + n.patterns);
	g.slot = (uint32_t *)(void *)(g.row + n.rows);
	g.key = (uint16_t *)(void *)(g.slot + g.slots);
	g.low = g.key + most_edges(n);
	c = g.low + most_edges(n);
	g.high = (uint8_t *)(c + n.chars);
	memset(g.slot, 0, g.slots * sizeof(*g.slot));
	write_out(again, &row, &g, w, c);
	sort(w, n.patterns);
	k = unite(w, n.patterns);
	first = build(&g, w, k);
	bytes = size_of(g.rows, g.n);
	p = m->realloc(m->ctx, NULL, 0, bytes);
	if (p != NULL) {
		memset(p, 0, bytes);
		p->bytes = bytes;
		fill(p, &g, w, k, first);
	}
	m->realloc(m->ctx, w, work_of(n), 0);
	return p;
}

void
qi_patterns_free(struct patterns *p, struct mem *m)
{
	if (p != NULL)
		m->realloc(m->ctx, p, p->bytes, 0);
}

size_t
qi_patterns_memory(struct rows r)
{
	struct row row;
	struct count n;

	return measure(&r, &row, &n) ? work_of(n) +
	    size_of(n.rows, most_edges(n)) : 0;
}
