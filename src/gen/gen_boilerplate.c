/* SPDX-License-Identifier: Apache-2.0 */
/* gen_boilerplate.c - patterns, folding and line shapes for strip */
#include "gentab.h"

#define MAX_PATTERNS 32768
#define MAX_CHARS 60		/* of one pattern */
#define GAP 1			/* ~; sorts before all else */
#define DIGITS 2		/* # */
#define GONE 0x8000		/* in fold: the character is taken out */
#define PUNCT 4			/* columns of lineshape.tsv */
#define MAX_SHAPES 32

static const char *const class[] = {	/* these three in the order of */
	"-", "icp", "copyright", "source", "editor", "share", "pager",
	"related", "nav", "comment", "ad", "spam", "other", "byline", "date",
	"meta", "body"			/* boilerplate.h */
};
static const char *const force[] = { "-", "hint", "weak", "hard", "head" };
static const char *const place[] = { "word", "open", "end", "in" };

struct pattern {
	uint16_t c[MAX_CHARS];
	size_t n, row;
	uint8_t class, force, place;
	uint16_t max;
};

static struct pattern *pattern;
static size_t patterns, rows;
static uint16_t *fold;		/* what to add to a code point, modulo 2^16 */

static uint8_t
find(const char *s, const char *const *name, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(s, name[i]) == 0)
			return (uint8_t)i;
	die("no such word: %s", s);
}

static void
put(struct pattern *p, uint32_t c)
{
	if (p->n == MAX_CHARS || c > 0xffff)
		die("pattern too long, or not of the BMP");
	p->c[p->n++] = (uint16_t)c;
}

/* Put s[0, end) or fewer characters, up to one of stop, on p. */
static const char *
literal(struct pattern *p, const char *s, const char *stop)
{
	uint32_t c;

	while (*s != '\0' && strchr(stop, *s) == NULL) {
		if (*s == '#' || *s == '~') {
			put(p, *s == '#' ? DIGITS : GAP);
			s++;
			continue;
		}
		if (*s == '\\')
			s++;
		c = utf8_char(&s);
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    c <= ' ')
			die("digits are #; no capitals, no blanks");
		if (c <= 0xffff && fold[c] != 0)
			die("not as a folded line would have it");
		put(p, c);
	}
	return s;
}

/* Write out the alternatives of s, as a suffix of p. */
static void
expand(const struct pattern *p, const char *s)
{
	struct pattern q = *p;
	const char *end, *alt;

	s = literal(&q, s, "{");
	if (*s == '\0') {
		if (q.n == 0 || q.c[0] == GAP || q.c[q.n - 1] == GAP)
			die("a pattern begins and ends with what it finds");
		if (patterns == MAX_PATTERNS)
			die("too many patterns");
		pattern[patterns++] = q;
		return;
	}
	end = strchr(s, '}');
	if (end == NULL)
		die("{ without }");
	for (alt = s; *alt != '}'; ) {
		struct pattern r = q;

		alt = literal(&r, alt + 1, "|}");
		if (*alt == '\0')
			die("{ without }");
		expand(&r, alt[0] == '}' ? alt + 1 : end + 1);
	}
}

static int
by_text(const void *a, const void *b)
{
	const struct pattern *p = a, *q = b;
	size_t i;

	for (i = 0; i < p->n && i < q->n; i++)
		if (p->c[i] != q->c[i])
			return p->c[i] < q->c[i] ? -1 : 1;
	if (p->n != q->n)
		return p->n < q->n ? -1 : 1;
	if (p->place != q->place)
		return p->place < q->place ? -1 : 1;
	return p->row < q->row ? -1 : p->row > q->row;
}

static void
read_patterns(const char *file)
{
	struct tsv *t = tsv_open(file);
	char *f[5];

	while (tsv_row(t, f, 5)) {
		struct pattern p = { .row = rows++ };

		p.class = find(f[0], class, LEN(class));
		p.force = find(f[1], force, LEN(force));
		p.place = find(f[2], place, LEN(place));
		p.max = (uint16_t)number(f[3], UINT16_MAX);
		expand(&p, f[4]);
	}
	tsv_close(t);
}

/* What folding does to each character of the BMP. */
static void
read_fold(const char *file)
{
	/* Blanks, and what is not seen: White_Space and the format controls
	 * that data/classes.tsv calls INVISIBLE or BOM. */
	static const uint16_t gone[][2] = {
		{ 0, 0x20 }, { 0x7f, 0xa0 }, { 0xad, 0xad }, { 0x1680, 0x1680 },
		{ 0x2000, 0x200f }, { 0x2028, 0x202f }, { 0x205f, 0x206f },
		{ 0x3000, 0x3000 }, { 0xe000, 0xf8ff }, { 0xfeff, 0xfeff }
	};
	struct tsv *t = tsv_open(file);
	uint32_t c, a, b;
	char *f[2];
	size_t i;

	for (i = 0; i < LEN(gone); i++)
		for (c = gone[i][0]; c <= gone[i][1]; c++)
			fold[c] = GONE;
	for (c = 'A'; c <= 'Z'; c++)
		fold[c] = 0x20;
	for (c = 0xff01; c <= 0xff5e; c++) {	/* full width ASCII */
		fold[c] = (uint16_t)(0x21u - 0xff01u);
		if (c >= 0xff21 && c <= 0xff3a)
			fold[c] = (uint16_t)(fold[c] + 0x20);
	}
	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		b = one_char(f[1]);
		if (a > 0xffff || b > 0xffff || fold[a] != 0)
			die("not of the BMP, or folded already");
		fold[a] = (uint16_t)(b - a);
		if (fold[a] == GONE)
			die("these two are too far apart");
	}
	tsv_close(t);
}

static void
print_shapes(const char *file)
{
	static uint16_t longest[MAX_SHAPES];
	static int weight[MAX_SHAPES][PUNCT];
	struct tsv *t = tsv_open(file);
	char *f[1 + PUNCT], *end;
	size_t n = 0, i, k;

	for (; tsv_row(t, f, 1 + PUNCT); n++) {
		if (n == MAX_SHAPES)
			die("too many lengths");
		longest[n] = (uint16_t)number(f[0], UINT16_MAX);
		if (n > 0 && longest[n] <= longest[n - 1])
			die("lengths must rise");
		for (k = 0; k < PUNCT; k++) {
			weight[n][k] = (int)strtol(f[1 + k], &end, 10);
			if (*end != '\0' || weight[n][k] > 500 ||
			    weight[n][k] < -500)
				die("not a weight");
		}
	}
	if (n == 0 || longest[n - 1] != UINT16_MAX)
		die("the last row must take all lengths");
	tsv_close(t);
	print_array("shape_longest", longest, n, 2);
	printf("\nstatic const int16_t shape_weight[%zu][%d] = {\n", n, PUNCT);
	for (i = 0; i < n; i++)
		printf("\t{ %d, %d, %d, %d },\n", weight[i][0], weight[i][1],
		    weight[i][2], weight[i][3]);
	printf("};\n");
}

static void
print_patterns(void)
{
	uint16_t *text = array(patterns * MAX_CHARS, sizeof(*text));
	uint16_t *first = array(0x10000, sizeof(*first));
	uint16_t *from = array(patterns + 2, sizeof(*from));
	uint16_t *max = array(patterns, sizeof(*max));
	uint32_t *at = array(patterns + 1, sizeof(*at));
	uint8_t *kind = array(patterns * 3, 1);
	size_t i, n = 0, firsts = 0;

	for (i = 0; i < patterns; i++) {
		const struct pattern *p = &pattern[i];

		if (first[p->c[0]] == 0) {
			first[p->c[0]] = (uint16_t)++firsts;
			from[firsts] = (uint16_t)i;
		}
		at[i] = (uint32_t)n;
		memcpy(text + n, p->c, p->n * sizeof(*text));
		n += p->n;
		kind[i] = p->class;
		kind[patterns + i] = p->force;
		kind[2 * patterns + i] = p->place;
		max[i] = p->max;
	}
	at[patterns] = (uint32_t)n;
	from[firsts + 1] = (uint16_t)patterns;
	print_array("pattern_text", text, n, 2);
	print_array("pattern_at", at, patterns + 1, 4);
	print_array("pattern_class", kind, patterns, 1);
	print_array("pattern_force", kind + patterns, patterns, 1);
	print_array("pattern_place", kind + 2 * patterns, patterns, 1);
	print_array("pattern_max", max, patterns, 2);
	print_array("pattern_from", from, firsts + 2, 2);
	print_stages("first", first, 0x10000, 64, 2);
	free(text), free(first), free(from), free(max), free(at), free(kind);
}

void
gen_boilerplate(char **file)
{
	size_t i, n = 0;

	fold = array(0x10000, sizeof(*fold));
	pattern = array(MAX_PATTERNS, sizeof(*pattern));
	read_fold(file[1]);
	read_patterns(file[0]);
	qsort(pattern, patterns, sizeof(*pattern), by_text);
	for (i = 0; i < patterns; i++)
		if (n == 0 || pattern[n - 1].n != pattern[i].n ||
		    pattern[n - 1].place != pattern[i].place ||
		    memcmp(pattern[n - 1].c, pattern[i].c,
		    pattern[i].n * sizeof(pattern[i].c[0])) != 0)
			pattern[n++] = pattern[i];
	patterns = n;
	print_stages("fold", fold, 0x10000, 64, 2);
	print_patterns();
	print_shapes(file[2]);
	free(fold);
	free(pattern);
}
