/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_language.c - characters and pairs of Chinese, Japanese and Korean text
 *
 * Each character has a number: first come the ranges of characters that were
 * not counted, then the counted characters, most frequent first.  A number has
 * a class, a cost, and a row of the pairs that it begins, sorted by the number
 * of the second one.
 */
#include "gentab.h"

#define MAX_NUMBERS 0xffff
#define MAX_PAIRS 400000
#define MAX_CLASSES 128

struct pair {
	uint16_t a, b;
	uint8_t cost;
};

struct language {
	uint16_t number[NCP];
	char class_name[MAX_CLASSES][32];
	size_t classes;
	uint8_t step[MAX_CLASSES][MAX_CLASSES];	/* 128 is none */
	uint8_t class[MAX_NUMBERS];
	uint8_t cost[MAX_NUMBERS];
	uint8_t rest[MAX_NUMBERS];
	uint32_t first[MAX_NUMBERS + 1];
	size_t numbers, ranges;
	struct pair pair[MAX_PAIRS];
	size_t pairs;
};

static uint8_t
class_of(struct language *m, const char *name, bool add)
{
	size_t i;

	for (i = 0; i < m->classes; i++)
		if (strcmp(m->class_name[i], name) == 0)
			return (uint8_t)i;
	if (!add || i == MAX_CLASSES || strlen(name) >= sizeof(m->class_name[0]))
		die("a class that is not known, or too many: %s", name);
	strcpy(m->class_name[m->classes++], name);
	return (uint8_t)i;
}

static void
add_number(struct language *m, const char *class, const char *cost,
    const char *rest)
{
	if (m->numbers == MAX_NUMBERS)
		die("too many characters");
	m->class[m->numbers] = class_of(m, class, true);
	m->cost[m->numbers] = (uint8_t)number(cost, 255);
	m->rest[m->numbers] = (uint8_t)number(rest, 255);
	m->numbers++;
}

static void
read_ranges(struct language *m, const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t cp, last;
	char *f[4];

	while (tsv_row(t, f, 4)) {
		cp = hex(f[0]);
		last = hex(f[1]);
		if (cp > last)
			die("a range from its end");
		for (; cp <= last; cp++)
			m->number[cp] = (uint16_t)m->numbers;
		add_number(m, f[2], f[3], "0");
	}
	m->ranges = m->numbers;
	tsv_close(t);
}

/* The next character of s; behind a backslash a mark, or n, a new line. */
static uint32_t
counted_char(const char **s)
{
	uint32_t cp = utf8_char(s);

	if (cp != '\\')
		return cp;
	cp = utf8_char(s);
	return cp == 'n' ? '\n' : cp;
}

static void
read_chars(struct language *m, const char *name)
{
	static const char group[][2] = { "az", "AZ", "09" };
	struct tsv *t = tsv_open(name);
	uint32_t cp, last;
	const char *s;
	char *f[4];
	size_t i;

	while (tsv_row(t, f, 4)) {
		s = f[0];
		cp = last = counted_char(&s);
		for (i = 0; i < LEN(group); i++)
			if (cp == (uint8_t)group[i][0])
				last = (uint8_t)group[i][1];
		for (; cp <= last; cp++) {
			if (m->number[cp] >= m->ranges)
				die("a character twice");
			m->number[cp] = (uint16_t)m->numbers;
		}
		add_number(m, f[1], f[2], f[3]);
	}
	tsv_close(t);
}

/* Of two rows for the same the later one is good. */
static void
read_steps(struct language *m, const char *name)
{
	struct tsv *t = tsv_open(name);
	size_t a, b;
	char *f[3], *end;
	long step;

	while (tsv_row(t, f, 3)) {
		step = strtol(f[2], &end, 10);
		if (*end != '\0' || end == f[2] || step < -128 || step > 127)
			die("not a step: %s", f[2]);
		b = class_of(m, f[1], false);
		for (a = 0; a < m->classes; a++)
			if (f[0][0] == '*' || class_of(m, f[0], false) == a)
				m->step[a][b] = (uint8_t)(step + 128);
	}
	tsv_close(t);
}

static int
by_pair(const void *x, const void *y)
{
	const struct pair *p = x, *q = y;

	return p->a != q->a ? p->a - q->a : p->b - q->b;
}

static void
read_pairs(struct language *m, const char *name)
{
	struct tsv *t = tsv_open(name);
	const char *s;
	char *f[3];
	struct pair p;
	size_t i;

	while (tsv_row(t, f, 3)) {
		s = f[0];
		p.a = m->number[counted_char(&s)];
		p.cost = (uint8_t)number(f[1], 255);
		for (s = f[2]; *s != '\0';) {
			p.b = m->number[counted_char(&s)];
			if (p.a < m->ranges || p.b < m->ranges ||
			    m->pairs == MAX_PAIRS)
				die("a pair of unknown ones, or too many");
			m->pair[m->pairs++] = p;
		}
	}
	tsv_close(t);
	qsort(m->pair, m->pairs, sizeof(p), by_pair);
	for (i = 0; i < m->pairs; i++) {
		if (i > 0 && by_pair(&m->pair[i], &m->pair[i - 1]) == 0)
			die("a pair twice");
		m->first[m->pair[i].a + 1u]++;
	}
	for (i = 1; i <= m->numbers; i++)
		m->first[i] += m->first[i - 1];
}

/* The files are ranges, characters, two of steps, and pairs. */
void
gen_language(char **file)
{
	struct language *m = array(1, sizeof(*m));
	uint16_t *second = array(MAX_PAIRS, sizeof(*second));
	uint8_t *cost = array(MAX_PAIRS, 1), *step, *form;
	const char *name;
	size_t i;

	read_ranges(m, file[0]);
	read_chars(m, file[1]);
	memset(m->step, 128, sizeof(m->step));
	read_steps(m, file[2]);
	read_steps(m, file[3]);
	read_pairs(m, file[4]);
	for (i = 0; i < m->pairs; i++) {
		second[i] = m->pair[i].b;
		cost[i] = m->pair[i].cost;
	}
	/* "han-stj": in simplified, in traditional, in Japanese text. */
	form = array(m->classes, 1);
	for (i = 0; i < m->classes; i++)
		if (strncmp(m->class_name[i], "han-", 4) == 0)
			for (name = m->class_name[i] + 4; *name != '\0'; name++)
				form[i] |= (uint8_t)(*name == 's' ? 1 :
				    *name == 't' ? 2 : *name == 'j' ? 4 : 0);
	step = array(m->classes, m->classes);
	for (i = 0; i < m->classes; i++)
		memcpy(step + i * m->classes, m->step[i], m->classes);
	printf("\nenum { LANGUAGE_RANGES = %zu, LANGUAGE_CLASSES = %zu };\n",
	    m->ranges, m->classes);
	print_stages("language_number", m->number, NCP, 128, 2);
	print_array("language_class", m->class, m->numbers, 1);
	print_array("language_form", form, m->classes, 1);
	print_array("language_cost", m->cost, m->numbers, 1);
	print_array("language_rest", m->rest, m->numbers, 1);
	print_array("language_step", step, m->classes * m->classes, 1);
	print_array("language_first", m->first, m->numbers + 1, 4);
	print_array("language_second", second, m->pairs, 2);
	print_array("language_pair_cost", cost, m->pairs, 1);
	free(m), free(second), free(cost), free(step), free(form);
}
