/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_convert.c - the modes of convert, by the dictionaries they are made of
 *
 * What a converter has to look at are islands: stretches of text in which
 * every two neighbours are joined, which is to say that they can stand side
 * by side in a phrase.  No phrase leaves its island, so each can be converted
 * by itself.  And only those that have a spark need to be: wherever a phrase
 * does something that its characters would not do alone, one of them is a
 * trigger, and it and one of its neighbours are a spark.  Everything else is
 * one table of characters.
 *
 * Triggers are chosen to be rare: of a phrase the character that is the least
 * frequent in running text, if it has no trigger yet.
 */
#include "gen_joints.h"
#include "gen_phrases.h"

#define MAX_DICTS 40
#define MAX_STEP 4		/* dictionaries of phrases in a step */
#define NHAN 0x33480u		/* no character of a dictionary is above */
#define ROW 256			/* of a field of modes.tsv */

struct map {			/* a dictionary of characters */
	char name[96];
	uint32_t *to;		/* by code point */
};

struct step {
	int phrases[MAX_STEP], n;
	int chars;		/* -1: none */
};

static struct dict dict[MAX_DICTS];
static int ndicts;
static struct map map[MAX_DICTS];
static int nmaps;
static char **files;
static double share[NCP];	/* of each character in running text */
static int rare;		/* the map of what few fonts have */

static const char *
file_of(const char *name, size_t n)
{
	const char *base;
	size_t i;

	for (i = 0; files[i] != NULL; i++) {
		base = strrchr(files[i], '/');
		base = base != NULL ? base + 1 : files[i];
		if (strncmp(base, name, n) == 0 &&
		    strcmp(base + n, ".tsv") == 0)
			return files[i];
	}
	die("no such dictionary: %.*s", (int)n, name);
}

static bool
is(const char *s, size_t n, const char *name)
{
	return strlen(name) == n && memcmp(s, name, n) == 0;
}

static int
find_map(const char *s, size_t n)
{
	const char *file;
	int i;

	for (i = 0; i < nmaps; i++)
		if (is(s, n, map[i].name))
			return i;
	if (nmaps == MAX_DICTS || n >= sizeof(map[i].name))
		die("too many dictionaries");
	file = file_of(s, n);
	memcpy(map[i].name, s, n);
	map[i].to = array(NCP, sizeof(*map[i].to));
	nmaps++;
	chars_read(map[i].to, file);
	return i;
}

/* The phrases of one dictionary, or of several parted by "+". */
static int
find_dict(const char *s, size_t n)
{
	struct dict more = { .n = 0 };
	size_t at, k;
	int i;

	for (i = 0; i < ndicts; i++)
		if (is(s, n, dict[i].name))
			return i;
	if (ndicts == MAX_DICTS || n >= sizeof(dict[i].name))
		die("too many dictionaries");
	memcpy(dict[i].name, s, n);
	ndicts++;
	for (at = 0; at < n; at += k + 1) {
		k = strcspn(s + at, "+,");
		more = (struct dict){ .n = 0 };
		dict_read(at == 0 ? &dict[i] : &more, file_of(s + at, k));
		if (at > 0)
			dict_add(&dict[i], &more);
		free(more.phrase);
	}
	return i;
}

static struct step
read_step(const char *s)
{
	struct step st = { .chars = -1 };
	size_t n;

	for (; *s != '\0' && strcmp(s, "-") != 0; s += n + (s[n] != '\0')) {
		n = strcspn(s, ",");
		if (st.chars >= 0)
			die("characters come last");
		if (n > 6 && memcmp(s + n - 6, "_chars", 6) == 0)
			st.chars = find_map(s, n);
		else if (st.n == MAX_STEP)
			die("too many dictionaries");
		else
			st.phrases[st.n++] = find_dict(s, n);
	}
	return st;
}

static uint32_t
become(int m, uint32_t cp)
{
	return m >= 0 && map[m].to[cp] != 0 ? map[m].to[cp] : cp;
}

/* Characters that a step treats as phrases. */
static bool *
single_of(const struct step *st)
{
	bool *single = array(NCP, sizeof(*single));
	const struct dict *d;
	size_t i;
	int k;

	for (k = 0; k < st->n; k++) {
		d = &dict[st->phrases[k]];
		for (i = 0; i < d->n; i++)
			if (d->phrase[i].len == 1)
				single[d->phrase[i].key[0]] = true;
	}
	return single;
}

/* Does p do what its characters do alone, with rare forms and without? */
static bool
plain(const struct step *st, const bool *single, const struct phrase *p)
{
	size_t i;

	if (p->len != p->value_len)
		return false;
	for (i = 0; i < p->len; i++)
		if (p->value[i] != become(st->chars, p->key[i]) ||
		    map[rare].to[p->key[i]] != 0 || single[p->key[i]])
			return false;
	return true;
}

static void
join_phrases(struct pairs *s, const struct dict *d)
{
	size_t i, k;

	for (i = 0; i < d->n; i++)
		for (k = 1; k < d->phrase[i].len; k++)
			add_pair(s, d->phrase[i].key[k - 1],
			    d->phrase[i].key[k]);
}

/*
 * What characters can become at their right end in a step, and at their left
 * one: each alone, and where it stands in a phrase.
 */
static void
ends_of(const struct step *st, struct pairs *right, struct pairs *left)
{
	const struct phrase *p;
	const uint32_t *piece;
	uint32_t cp;
	size_t i, k, n;
	int d;

	for (cp = 0; cp < NHAN; cp++) {
		add_pair(right, become(st->chars, cp), cp);
		add_pair(left, become(st->chars, cp), cp);
	}
	for (d = 0; d < st->n; d++)
		for (i = 0; i < dict[st->phrases[d]].n; i++) {
			p = &dict[st->phrases[d]].phrase[i];
			for (k = 0, cp = 0; k < p->len; k++) {
				n = phrase_piece(p, k, &piece);
				if (n > 0)
					cp = piece[n - 1];
				add_pair(right, cp, p->key[k]);
			}
			for (k = p->len, cp = 0; k-- > 0; ) {
				n = phrase_piece(p, k, &piece);
				if (n > 0)
					cp = piece[0];
				add_pair(left, cp, p->key[k]);
			}
		}
	sort_pairs(right, NULL);
	sort_pairs(left, NULL);
}

/* The phrases of the second step, by the characters of the first. */
static void
join_second(struct pairs *s, const struct dict *d, const struct pairs *right,
    const struct pairs *left)
{
	size_t k, n;

	for (n = 0; n < d->n; n++)
		for (k = 1; k < d->phrase[n].len; k++)
			join_pairs(s, right, d->phrase[n].key[k - 1],
			    left, d->phrase[n].key[k]);
}

/* A trigger is looked for where three bytes of UTF-8 are one character. */
static bool
can_trigger(uint32_t cp)
{
	return cp >= 0x2e80 && cp < 0x10000;
}

struct sparks {
	bool *trigger;		/* by code point */
	struct pairs pairs;
};

/* Would a make a better trigger than b? */
static bool
is_better(const struct sparks *s, uint32_t a, uint32_t b)
{
	return s->trigger[a] != s->trigger[b] ? s->trigger[a] :
	    share[a] < share[b];
}

/* One of the characters of each phrase that does more than they do. */
static void
spark_first(struct sparks *s, const struct step *st, const struct dict *d)
{
	bool *single = single_of(st);
	const struct phrase *p;
	size_t i, k, best;

	for (i = 0; i < d->n; i++) {
		p = &d->phrase[i];
		if (p->len == 1) {	/* the table has what it is alone */
			s->trigger[p->key[0]] |= p->value_len > 1;
			continue;
		}
		if (plain(st, single, p))
			continue;
		for (k = 0, best = p->len; k < p->len; k++) {
			if (!can_trigger(p->key[k]))
				continue;
			if (best == p->len || is_better(s, p->key[k],
			    p->key[best]))
				best = k;
		}
		if (best == p->len)
			die("no ideograph in a phrase");
		s->trigger[p->key[best]] = true;
		k = best == 0 || (best + 1 < p->len &&
		    share[p->key[best + 1]] < share[p->key[best - 1]]) ?
		    best : best - 1;
		add_pair(&s->pairs, p->key[k], p->key[k + 1]);
	}
	free(single);
}

/*
 * The same of the second step: what can become one of its characters, alone.
 * What only phrases of the first can make has sparks of its own.
 */
static void
spark_second(struct sparks *s, const struct pairs *alone,
    const struct step *st, const struct dict *d)
{
	bool *single = single_of(st);
	const struct phrase *p;
	double sum, least;
	size_t i, j, k, best;
	uint32_t cp;

	for (i = 0; i < d->n; i++) {
		p = &d->phrase[i];
		if (p->len == 1 && p->value_len > 1)
			die("a character that becomes several");
		if (p->len == 1 || plain(st, single, p))
			continue;
		for (k = 0, least = 1, best = p->len; k < p->len; k++) {
			sum = 0;
			for (j = find_pairs(alone, p->key[k]);
			    pairs_go_on(alone, j, p->key[k]); j++) {
				cp = (uint32_t)alone->pair[j];
				sum += !can_trigger(cp) ? 1 :
				    s->trigger[cp] ? 0 : share[cp];
			}
			if (sum < least) {
				least = sum;
				best = k;
			}
		}
		if (best == p->len)
			die("no ideograph in a phrase");
		for (j = find_pairs(alone, p->key[best]);
		    pairs_go_on(alone, j, p->key[best]); j++)
			s->trigger[(uint32_t)alone->pair[j]] = true;
		k = best == 0 ? 0 : best - 1;
		join_pairs(&s->pairs, alone, p->key[k], alone, p->key[k + 1]);
	}
	free(single);
}

static void
print_map(const struct map *m)
{
	uint32_t *from = array(NHAN, sizeof(*from)), cp;
	uint32_t *to = array(NHAN, sizeof(*to));
	char buf[sizeof(m->name) + 8];
	size_t n = 0;

	for (cp = 0; cp < NCP; cp++) {
		if (m->to[cp] == 0)
			continue;
		if (cp < 0x800 || cp >= NHAN || m->to[cp] < 0x800)
			die("not ideographs: U+%04" PRIX32, cp);
		from[n] = cp;
		to[n++] = m->to[cp];
	}
	snprintf(buf, sizeof(buf), "%s_from", m->name);
	print_array(buf, from, n, 4);
	snprintf(buf, sizeof(buf), "%s_to", m->name);
	print_array(buf, to, n, 4);
	free(from);
	free(to);
}

struct mode {
	char name[ROW];
	int reads, segments;
	struct step step[2];
	size_t big;		/* the joints of which dictionary are apart; or
				 * MAX_DICTS */
	size_t triggers, singles;
};

/* What each character becomes in a step alone, and that character. */
static struct pairs
alone_in(const struct step *st)
{
	struct pairs alone = { 0 };
	const struct phrase *p, *end;
	uint32_t cp;
	int k;

	for (cp = 0; cp < NHAN; cp++)
		add_pair(&alone, become(st->chars, cp), cp);
	for (k = 0; k < st->n; k++) {
		p = dict[st->phrases[k]].phrase;
		for (end = p + dict[st->phrases[k]].n; p < end; p++)
			if (p->len == 1 && p->value_len == 1)
				add_pair(&alone, p->value[0], p->key[0]);
	}
	sort_pairs(&alone, NULL);
	return alone;
}

/* Phrases of one character, which are not in a table of characters. */
static size_t
print_singles(const struct mode *m)
{
	uint16_t *list = array(0x10000, sizeof(*list));
	bool *single[2] = { single_of(&m->step[0]), single_of(&m->step[1]) };
	char buf[ROW + 16];
	uint32_t cp;
	size_t n = 0;

	for (cp = 0; cp < NCP; cp++)
		if (single[0][cp] || single[1][become(m->step[0].chars, cp)]) {
			if (!can_trigger(cp))
				die("not in the BMP: U+%04" PRIX32, cp);
			list[n++] = (uint16_t)cp;
		}
	snprintf(buf, sizeof(buf), "%s_singles", m->name);
	print_array(buf, list, n + 1, 2);
	free(list);
	free(single[0]);
	free(single[1]);
	return n;
}

static void
print_sparks(const char *name, struct sparks *s, size_t *n)
{
	uint16_t *list = array(0x10000, sizeof(*list));
	char buf[ROW + 16];
	uint32_t cp;

	for (cp = 0, *n = 0; cp < 0x10000; cp++)
		if (s->trigger[cp])
			list[(*n)++] = (uint16_t)cp;
	snprintf(buf, sizeof(buf), "%s_triggers", name);
	print_array(buf, list, *n + 1, 2);
	sort_pairs(&s->pairs, NULL);
	snprintf(buf, sizeof(buf), "%s_sparks", name);
	print_joints(buf, &s->pairs);
	free(list);
	free(s->trigger);
	free(s->pairs.pair);
}

static void
print_mode(struct mode *m, struct pairs *of_dict)
{
	struct pairs own = { 0 }, right = { 0 }, left = { 0 };
	struct pairs alone = alone_in(&m->step[0]);
	struct sparks sparks = { 0 };
	int i, used[MAX_STEP + 1], k = 0;

	sparks.trigger = array(NCP, sizeof(*sparks.trigger));
	m->big = MAX_DICTS;
	if (m->segments >= 0)
		used[k++] = m->segments;
	for (i = 0; i < m->step[0].n; i++)
		used[k++] = m->step[0].phrases[i];
	for (i = 0; i < k; i++)
		if (dict[used[i]].n >= DICT_BIG)
			m->big = (size_t)used[i];
		else
			join_phrases(&own, &dict[used[i]]);
	for (i = 0; i < m->step[0].n; i++)
		spark_first(&sparks, &m->step[0], &dict[m->step[0].phrases[i]]);
	if (m->step[1].n > 0)
		ends_of(&m->step[0], &right, &left);
	for (i = 0; i < m->step[1].n; i++) {
		spark_second(&sparks, &alone, &m->step[1],
		    &dict[m->step[1].phrases[i]]);
		join_second(&own, &dict[m->step[1].phrases[i]], &right, &left);
	}
	sort_pairs(&own, m->big < MAX_DICTS ? &of_dict[m->big] : NULL);
	print_joints(m->name, &own);
	print_sparks(m->name, &sparks, &m->triggers);
	m->singles = print_singles(m);
	free(own.pair);
	free(right.pair);
	free(left.pair);
	free(alone.pair);
}

static struct mode
read_mode(char row[5][ROW])
{
	struct mode m = { .reads = -1, .segments = -1 };

	strcpy(m.name, row[0]);
	if (strcmp(row[1], "-") != 0)
		m.reads = find_map(row[1], strlen(row[1]));
	if (strcmp(row[2], "-") != 0)
		m.segments = find_dict(row[2], strlen(row[2]));
	m.step[0] = read_step(row[3]);
	m.step[1] = read_step(row[4]);
	return m;
}

static void
print_step(const struct step *st)
{
	int i;

	printf("{ { ");
	for (i = 0; i < st->n; i++)
		printf("%zu, ", dict[st->phrases[i]].root);
	printf("0 }, %d }", st->chars);
}

static void
print_tables(const struct mode *m, size_t n)
{
	size_t i, k;

	printf("\nenum { MAP_RARE = %d, MAP_COMPAT = %d, MAP_SIMPLIFY = %d };\n"
	    "\nstatic const struct char_map maps[] = {\n", rare,
	    find_map("compat", 6), find_map("t2s_chars", 9));
	for (i = 0; i < (size_t)nmaps; i++)
		printf("\t{ %s_from, %s_to, LEN(%s_from) },\n", map[i].name,
		    map[i].name, map[i].name);
	printf("};\n\nstatic const struct chain chains[] = {\n");
	for (i = 0; i < n; i++) {
		printf("\t{ { RULE_CONVERT_");
		for (k = 0; m[i].name[k] != '\0'; k++)
			putchar(m[i].name[k] - (m[i].name[k] >= 'a' ? 32 : 0));
		printf(", %s_triggers, %zu, %s_singles, %zu,\n"
		    "\t    { %s_sparks_joints, %s_sparks_joints_bits },\n"
		    "\t    { { %s_joints, %s_joints_bits }, ", m[i].name,
		    m[i].triggers, m[i].name, m[i].singles, m[i].name,
		    m[i].name, m[i].name, m[i].name);
		if (m[i].big < MAX_DICTS)
			printf("{ dict%zu_joints, dict%zu_joints_bits }",
			    m[i].big, m[i].big);
		else
			printf("{ NULL, 0 }");
		printf(" } },\n\t    %d, %zu, { ", m[i].reads,
		    m[i].segments >= 0 ? dict[m[i].segments].root : 0);
		print_step(&m[i].step[0]);
		printf(", ");
		print_step(&m[i].step[1]);
		printf(" } },\n");
	}
	printf("};\n");
}

/* The files are those of the model, the modes, and the dictionaries. */
void
gen_convert(char **file)
{
	struct mode *mode = array(MAX_DICTS, sizeof(*mode));
	struct pairs of_dict[MAX_DICTS] = { { 0 } };
	uint8_t *cost = array(0x10000, 1);
	struct tsv *t;
	char (*row)[5][ROW] = array(MAX_DICTS, sizeof(*row)), *f[5], buf[32];
	size_t n = 0, i;
	uint32_t cp;

	model_costs(cost, file);
	for (cp = 0; cp < 0x10000; cp++)
		for (share[cp] = 1; cost[cp] > 0; cost[cp]--)
			share[cp] /= 1.0905;	/* the eighth root of 2 */
	files = file + 4;
	rare = find_map("t2s_rare", 8);
	find_map("compat", 6);
	t = tsv_open(file[3]);		/* one file at a time can be read */
	for (; tsv_row(t, f, 5); n++)
		for (i = 0; i < 5; i++) {
			if (n == MAX_DICTS || strlen(f[i]) >= sizeof(*row[n]))
				die("too many, or too long");
			strcpy(row[n][i], f[i]);
		}
	tsv_close(t);
	for (i = 0; i < n; i++)
		mode[i] = read_mode(row[i]);
	for (i = 0; i < (size_t)ndicts; i++)
		if (dict[i].n >= DICT_BIG) {
			join_phrases(&of_dict[i], &dict[i]);
			sort_pairs(&of_dict[i], NULL);
			snprintf(buf, sizeof(buf), "dict%zu", i);
			print_joints(buf, &of_dict[i]);
		}
	print_phrases(dict, (size_t)ndicts);
	for (i = 0; i < (size_t)nmaps; i++)
		print_map(&map[i]);
	for (i = 0; i < n; i++)
		print_mode(&mode[i], of_dict);
	print_tables(mode, n);
}
