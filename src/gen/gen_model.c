/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_model.c - costs of characters and pairs, in eighths of a bit
 *
 * A pair's probability is its own relative frequency mixed with that of its
 * second character; the more often the first was seen, the more its pairs
 * weigh (Witten and Bell's idea, with a constant for the number of types).
 */
#include "gentab.h"

#include "../lib/cost.h"

#define MAX_IDS 16384
#define MAX_PAIRS 400000
#define WEIGHT(n) (0.9 * (n) / ((n) + 50.0))

struct pair {
	uint16_t a, b;
	uint32_t n;
};

/* -8 log2 p, rounded, without a mathematical library: the same everywhere. */
uint8_t
cost_of(double p)
{
	unsigned c = 0, bit;

	if (p <= 0 || p > 1)
		die("not a probability");
	for (; p < 0.5; p *= 2)
		c += 8;
	for (bit = 4; bit > 0; bit /= 2) {	/* p is in 0.5 .. 1 */
		p *= p;
		if (p < 0.5) {
			p *= 2;
			c += bit;
		}
	}
	return (uint8_t)(c > 255 ? 255 : c);
}

static int
by_pair(const void *x, const void *y)
{
	const struct pair *p = x, *q = y;

	return p->a != q->a ? p->a - q->a : p->b - q->b;
}

/* The counts of single characters. */
struct singles {
	uint16_t id[0x10000];	/* 0 for what has no count; by falling count */
	uint32_t count[MAX_IDS];
	size_t ids;
	double total;
};

static void
add_single(struct singles *m, uint32_t cp, uint32_t n)
{
	if (cp > 0xffff || m->ids == MAX_IDS || m->id[cp] != 0 || n == 0 ||
	    (m->ids > 1 && n > m->count[m->ids - 1]))
		die("singles come first, by count, once");
	m->id[cp] = (uint16_t)m->ids;
	m->count[m->ids++] = n;
	m->total += n;
}

static uint8_t
single_cost(const struct singles *m, size_t id)
{
	return cost_of((m->count[id] + 0.3) / (m->total + 3000));
}

/* Each traditional character is its simplified one. */
static void
add_traditional(struct singles *m, const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t a, b;
	const char *s;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		s = f[1];
		b = utf8_char(&s);
		if (a <= 0xffff && b <= 0xffff && m->id[a] == 0)
			m->id[a] = m->id[b];
	}
	tsv_close(t);
}

static bool
is_script(uint32_t cp)		/* kana or hangul */
{
	return (cp >= 0x3040 && cp < 0x3100) || (cp >= 0xac00 && cp < 0xd7a4);
}

/* What a character costs by itself in text that may be Chinese, Japanese or
 * Korean; the full width marks are in the model for the ASCII ones too. */
static void
set_costs(uint8_t *cost, const struct singles *m, const char *scripts)
{
	struct tsv *t;
	uint32_t cp;
	char *f[2];

	for (cp = 0; cp < 0x10000; cp++)
		cost[cp] = is_script(cp) ? COST_SCRIPT :
		    cp >= 0xff61 && cp < 0xffa0 ? COST_HALF_KANA :
		    m->id[cp] != 0 ? single_cost(m, m->id[cp]) :
		    cp > 0xff00 && cp < 0xff5f ? COST_FULL_WIDTH :
		    cp < 0x80 ? COST_ASCII :
		    cp >= 0xe000 && cp < 0xf900 ? COST_PRIVATE :
		    cp < 0x2e80 ? COST_SYMBOL : COST_UNKNOWN;
	t = tsv_open(scripts);
	while (tsv_row(t, f, 2)) {
		cp = one_char(f[0]);
		if (!is_script(cp))
			die("neither kana nor hangul");
		cost[cp] = cost_of(number(f[1], 1000000) / 1e6);
	}
	tsv_close(t);
}

/* The files are the model, traditional characters, and scripts. */
void
model_costs(uint8_t *cost, char **file)
{
	struct singles *m = array(1, sizeof(*m));
	struct tsv *t = tsv_open(file[0]);
	const char *s;
	char *f[2];
	uint32_t a;

	m->ids = 1;
	while (tsv_row(t, f, 2)) {
		s = f[0];
		a = utf8_char(&s);
		if (*s != '\0')
			break;
		add_single(m, a, (uint32_t)number(f[1], UINT32_MAX - 1));
	}
	tsv_close(t);
	add_traditional(m, file[1]);
	set_costs(cost, m, file[2]);
	free(m);
}

void
gen_model(char **file)
{
	struct singles *m = array(1, sizeof(*m));
	struct pair *pair = array(MAX_PAIRS, sizeof(*pair));
	uint8_t *single = array(MAX_IDS, 1), *backoff = array(MAX_IDS, 1);
	uint32_t *first = array(MAX_IDS + 1, sizeof(*first));
	uint16_t *second = array(MAX_PAIRS, sizeof(*second));
	uint8_t *pair_cost = array(MAX_PAIRS, 1), *cost = array(0x10000, 1);
	struct tsv *t = tsv_open(file[0]);
	size_t pairs = 0, i;
	uint32_t a, b, n;
	const char *s;
	char *f[2];

	m->ids = 1;
	while (tsv_row(t, f, 2)) {
		s = f[0];
		a = utf8_char(&s);
		n = (uint32_t)number(f[1], UINT32_MAX - 1);
		if (*s == '\0' && pairs == 0) {
			add_single(m, a, n);
			continue;
		}
		b = one_char(s);
		if (a > 0xffff || b > 0xffff || m->id[a] == 0 ||
		    m->id[b] == 0 || n == 0 || pairs == MAX_PAIRS)
			die("a pair of unknown characters, or too many");
		pair[pairs++] = (struct pair){ m->id[a], m->id[b], n };
	}
	tsv_close(t);
	for (i = 1; i < m->ids; i++) {
		single[i] = single_cost(m, i);
		backoff[i] = cost_of(1 - WEIGHT((double)m->count[i]));
	}
	qsort(pair, pairs, sizeof(*pair), by_pair);
	for (i = 0; i < pairs; i++) {
		double seen = m->count[pair[i].a], w = WEIGHT(seen);

		if (i > 0 && by_pair(&pair[i], &pair[i - 1]) == 0)
			die("a pair twice");
		second[i] = pair[i].b;
		pair_cost[i] = cost_of(w * (pair[i].n < seen ? pair[i].n / seen : 1) +
		    (1 - w) * (m->count[pair[i].b] / m->total));
		first[pair[i].a + 1u]++;
	}
	for (i = 1; i <= m->ids; i++)
		first[i] += first[i - 1];
	add_traditional(m, file[1]);
	set_costs(cost, m, file[2]);
	print_stages("model_id", m->id, 0x10000, 64, 2);
	print_stages("model_asian", cost, 0x10000, 64, 1);
	print_array("model_cost", single, m->ids, 1);
	print_array("model_backoff", backoff, m->ids, 1);
	print_array("model_first", first, m->ids + 1, 4);
	print_array("model_second", second, pairs, 2);
	print_array("model_pair_cost", pair_cost, pairs, 1);
	free(m), free(pair), free(single), free(backoff), free(cost);
	free(first), free(second), free(pair_cost);
}
