/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_model.c - costs of characters and pairs, in eighths of a bit
 *
 * A pair's probability is its own relative frequency mixed with that of its
 * second character; the more often the first was seen, the more its pairs
 * weigh (Witten and Bell's idea, with a constant for the number of types).
 */
#include "gentab.h"

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

void
gen_model(char **file)
{
	uint16_t *id = array(0x10000, sizeof(*id));
	uint32_t *count = array(MAX_IDS, sizeof(*count));
	struct pair *pair = array(MAX_PAIRS, sizeof(*pair));
	uint8_t *single = array(MAX_IDS, 1), *backoff = array(MAX_IDS, 1);
	uint32_t *first = array(MAX_IDS + 1, sizeof(*first));
	uint16_t *second = array(MAX_PAIRS, sizeof(*second));
	uint8_t *pair_cost = array(MAX_PAIRS, 1);
	struct tsv *t = tsv_open(file[0]);
	size_t ids = 1, pairs = 0, i;
	uint32_t a, b, last = UINT32_MAX, n;
	double total = 0;
	const char *s;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		s = f[0];
		a = utf8_char(&s);
		n = (uint32_t)number(f[1], UINT32_MAX - 1);
		if (a > 0xffff || n == 0)
			die("bad row");
		if (*s == '\0') {
			if (pairs > 0 || ids == MAX_IDS || id[a] != 0 || n > last)
				die("singles come first, by count, once");
			id[a] = (uint16_t)ids;
			count[ids++] = last = n;
			total += n;
			continue;
		}
		b = one_char(s);
		if (b > 0xffff || id[a] == 0 || id[b] == 0 || pairs == MAX_PAIRS)
			die("a pair of unknown characters, or too many");
		pair[pairs++] = (struct pair){ id[a], id[b], n };
	}
	tsv_close(t);
	for (i = 1; i < ids; i++) {
		single[i] = cost_of((count[i] + 0.3) / (total + 3000));
		backoff[i] = cost_of(1 - WEIGHT((double)count[i]));
	}
	qsort(pair, pairs, sizeof(*pair), by_pair);
	for (i = 0; i < pairs; i++) {
		double seen = count[pair[i].a], w = WEIGHT(seen);

		if (i > 0 && by_pair(&pair[i], &pair[i - 1]) == 0)
			die("a pair twice");
		second[i] = pair[i].b;
		pair_cost[i] = cost_of(w * (pair[i].n < seen ? pair[i].n / seen : 1) +
		    (1 - w) * (count[pair[i].b] / total));
		first[pair[i].a + 1u]++;
	}
	for (i = 1; i <= ids; i++)
		first[i] += first[i - 1];

	/* Each traditional character is its simplified one. */
	t = tsv_open(file[1]);
	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		s = f[1];
		b = utf8_char(&s);
		if (a <= 0xffff && b <= 0xffff && id[a] == 0)
			id[a] = id[b];
	}
	tsv_close(t);
	print_stages("model_id", id, 0x10000, 64, 2);
	print_array("model_cost", single, ids, 1);
	print_array("model_backoff", backoff, ids, 1);
	print_array("model_first", first, ids + 1, 4);
	print_array("model_second", second, pairs, 2);
	print_array("model_pair_cost", pair_cost, pairs, 1);
	free(id), free(count), free(pair), free(single), free(backoff);
	free(first), free(second), free(pair_cost);
}
