/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gen_letters.c - the letters of languages, for letters.c
 *
 * A glyph is a character that some set has, or one of ASCII's letters; a
 * letter is a small one.  Each language has its own few numbers for letters: 0
 * the end of a word, 1 a letter of its script that it does not have, 2 one of
 * another script; and a square table of what each costs after each.
 */
#include "gentab.h"

#define MAX_SETS 96
#define MAX_LANGS 80
#define MAX_LETTERS 1024
#define MAX_SIZE 128
#define MAX_USES 512

#define FOREIGN 128		/* 16 bits: a name, a word quoted */
#define OTHER_SCRIPT 160
#define MIXED 64		/* two scripts in one word */
#define MOST 112		/* what was never seen is not impossible */
#define WEIGHT(n) (0.95 * (n) / ((n) + 200.0))

/* Kinds as letters.c has them: enum kind. */
static const char *const kinds[] = { "", "lower", "upper", "letter", "mark",
    "apostrophe", "open", "quote", "close", "dash", "space", "sign", "rare",
    "box" };

static struct {
	char name[8];
	unsigned size;
	uint8_t of[MAX_LETTERS];	/* its number of a letter */
	unsigned script;
	double pair[MAX_SIZE][MAX_SIZE];
} lang[MAX_LANGS];
static size_t langs;

static uint16_t letter_of[NCP], glyph_of[NCP];
static uint8_t script_of[MAX_LETTERS];
static size_t letters = 1, glyphs = 1;

static unsigned
script(uint32_t cp)
{
	return cp < 0x370 || (cp >= 0x1e00 && cp < 0x1f00) ? 1 : cp < 0x400 ?
	    2 : cp < 0x590 ? 3 : cp < 0x600 ? 4 : cp < 0xe00 ? 5 : 6;
}

static unsigned
new_letter(uint32_t cp)
{
	if (letter_of[cp] == 0) {
		if (letters == MAX_LETTERS)
			die("too many letters");
		script_of[letters] = (uint8_t)script(cp);
		letter_of[cp] = (uint16_t)letters++;
	}
	return letter_of[cp];
}

static size_t
find_lang(const char *name)
{
	size_t i;

	for (i = 0; i < langs && strcmp(lang[i].name, name) != 0; i++)
		;
	return i;
}

static unsigned
number_of(size_t l, uint32_t cp)
{
	unsigned id;

	if (cp == '_')
		return 0;
	id = new_letter(cp);
	if (lang[l].of[id] == 0) {
		if (lang[l].size == MAX_SIZE)
			die("too many letters of %s", lang[l].name);
		lang[l].of[id] = (uint8_t)lang[l].size++;
		/* The marks of windows-1258 are Latin, as are Thai's Thai. */
		lang[l].script = script_of[id];
	}
	return lang[l].of[id];
}

static void
read_glyphs(const char *name)
{
	struct tsv *t = tsv_open(name);
	uint8_t *kind = array(MAX_LETTERS, 1);
	uint16_t *small = array(MAX_LETTERS, 2);
	uint32_t cp;
	size_t k;
	char *f[3];

	for (cp = 'a'; cp <= 'z'; cp++)
		new_letter(cp);
	while (tsv_row(t, f, 3)) {
		cp = hex(f[0]);
		for (k = 1; k < LEN(kinds) && strcmp(kinds[k], f[1]) != 0; k++)
			;
		if (k == LEN(kinds) || glyphs == MAX_LETTERS || glyph_of[cp])
			die("bad row");
		kind[glyphs] = (uint8_t)k;
		if (strcmp(f[2], "-") != 0)
			small[glyphs] = (uint16_t)new_letter(hex(f[2]));
		glyph_of[cp] = (uint16_t)glyphs++;
	}
	tsv_close(t);
	print_array("glyph_kind", kind, glyphs, 1);
	print_array("glyph_letter", small, glyphs, 2);
	free(kind), free(small);
}

static size_t
read_sets(const char *name, char (*set)[32])
{
	uint16_t *glyph = array(MAX_SETS * 128, 2);
	struct tsv *t = tsv_open(name);
	size_t n = 0;
	uint32_t cp;
	char *f[3];

	while (tsv_row(t, f, 3)) {
		if (n == 0 || strcmp(f[0], set[n - 1]) != 0) {
			if (n == MAX_SETS || strlen(f[0]) >= sizeof(set[0]))
				die("too many sets");
			strcpy(set[n++], f[0]);
		}
		cp = hex(f[2]);
		if (glyph_of[cp] == 0)
			die("not in glyphs.tsv: %s", f[2]);
		glyph[(n - 1) * 128 + (hex(f[1]) & 0x7f)] = glyph_of[cp];
	}
	tsv_close(t);
	print_array("set_glyph", glyph, n * 128, 2);
	free(glyph);
	return n;
}

static void
read_pairs(const char *name)
{
	struct tsv *t = tsv_open(name);
	uint32_t a, b;
	const char *s;
	unsigned x, y;
	size_t l;
	char *f[3];

	while (tsv_row(t, f, 3)) {
		l = find_lang(f[0]);
		if (l == langs) {
			if (langs == MAX_LANGS ||
			    strlen(f[0]) >= sizeof(lang[0].name))
				die("too many languages");
			strcpy(lang[langs].name, f[0]);
			lang[langs++].size = 3;
		}
		s = f[1];
		a = utf8_char(&s);
		b = one_char(s);
		x = number_of(l, a);
		y = number_of(l, b);
		if (lang[l].pair[x][y] > 0)
			die("a pair twice");
		lang[l].pair[x][y] = (double)number(f[2], 1000000);
	}
	tsv_close(t);
}

static uint8_t
cost(double p)
{
	uint8_t c = cost_of(p);

	return c > MOST ? MOST : c;
}

static void
print_langs(void)
{
	uint8_t *table = array(MAX_LANGS * MAX_SIZE * MAX_SIZE, 1);
	uint8_t *single = array(MAX_LANGS * MAX_SIZE, 1);
	uint8_t *of = array(langs * letters, 1);
	uint32_t *at = array(langs, 4);
	uint32_t *single_at = array(langs, 4);
	uint8_t *scripts = array(langs, 1);
	uint8_t *size = array(langs, 1);
	double first[MAX_SIZE], second[MAX_SIZE], total, w;
	size_t l, n = 0, singles = 0, i, x, y, dim;

	for (l = 0; l < langs; l++) {
		dim = lang[l].size;
		memset(first, 0, sizeof(first));
		memset(second, 0, sizeof(second));
		total = 0;
		for (x = 0; x < dim; x++)
			for (y = 0; y < dim; y++) {
				first[x] += lang[l].pair[x][y];
				second[y] += lang[l].pair[x][y];
				total += lang[l].pair[x][y];
			}
		at[l] = (uint32_t)n;
		single_at[l] = (uint32_t)singles;
		scripts[l] = (uint8_t)lang[l].script;
		size[l] = (uint8_t)dim;
		for (y = 0; y < dim; y++)
			single[singles++] = y == 1 ? FOREIGN : y == 2 ?
			    OTHER_SCRIPT : cost((second[y] + 3) /
			    (total + 1000));
		for (x = 0; x < dim; x++)
			for (y = 0; y < dim; y++, n++) {
				if (y == 1 || y == 2) {
					table[n] = (uint8_t)(y == 1 ? FOREIGN :
					    OTHER_SCRIPT + (x == 0 || x == 2 ?
					    0 : MIXED));
					continue;
				}
				w = WEIGHT(first[x]);
				table[n] = x == 2 && y != 0 ? (uint8_t)(
				    cost((second[y] + 3) / (total + 1000)) +
				    MIXED) : cost(w * lang[l].pair[x][y] /
				    (first[x] > 0 ? first[x] : 1) + (1 - w) *
				    (second[y] + 3) / (total + 1000));
			}
		for (i = 1; i < letters; i++)
			of[l * letters + i] = lang[l].of[i] != 0 ?
			    lang[l].of[i] : script_of[i] == lang[l].script ?
			    1 : 2;
	}
	printf("\n#define LANGS %zu\n#define LETTERS %zu\n", langs, letters);
	printf("\nstatic const char lang_name[LANGS][8] = {\n");
	for (l = 0; l < langs; l++)
		printf("\t\"%s\",\n", lang[l].name);
	printf("};\n");
	print_array("lang_script", scripts, langs, 1);
	print_array("lang_size", size, langs, 1);
	print_array("lang_letter", of, langs * letters, 1);
	print_array("lang_pair_at", at, langs, 4);
	print_array("lang_single_at", single_at, langs, 4);
	print_array("pair_cost", table, n, 1);
	print_array("single_cost", single, singles, 1);
	free(table), free(single), free(of), free(at), free(single_at);
	free(scripts), free(size);
}

static void
print_uses(const char *name, char (*set)[32], size_t sets)
{
	struct { uint8_t set, lang, bits; } use[MAX_USES];
	uint16_t *first = array(sets + 1, 2);
	struct tsv *t = tsv_open(name);
	size_t n = 0, i, k, bits;
	char *f[3], *s, *end;

	while (tsv_row(t, f, 3)) {
		for (i = 0; i < sets && strcmp(set[i], f[0]) != 0; i++)
			;
		if (i == sets)
			die("no such charset: %s", f[0]);
		bits = number(f[1], 30);
		for (s = f[2]; s != NULL; s = end) {
			end = strchr(s, ' ');
			if (end != NULL)
				*end++ = '\0';
			k = find_lang(s);
			if (k == langs || n == MAX_USES)
				die("no such language: %s", s);
			use[n].set = (uint8_t)i;
			use[n].lang = (uint8_t)k;
			use[n++].bits = (uint8_t)bits;
		}
	}
	tsv_close(t);
	printf("\nstatic const struct { uint8_t lang, bits; } use[%zu] = {\n",
	    n);
	for (i = k = 0; i < sets; i++) {
		size_t j;

		for (j = 0; j < n; j++)
			if (use[j].set == i) {
				printf("\t{ %u, %u },\n", use[j].lang,
				    use[j].bits);
				k++;
			}
		first[i + 1] = (uint16_t)k;
	}
	printf("};\n");
	print_array("use_first", first, sets + 1, 2);
	free(first);
}

void
gen_letters(char **file)
{
	char (*set)[32] = array(MAX_SETS, sizeof(*set));
	size_t sets;

	read_glyphs(file[0]);
	sets = read_sets(file[1], set);
	read_pairs(file[2]);
	print_langs();
	print_uses(file[3], set, sets);
	free(set);
}
