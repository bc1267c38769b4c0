/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern_rows.c - make patterns of rows such as those of boilerplate.tsv
 *
 * A row is read into its parts, from which all that is to be known about its
 * patterns follows: how many there are, how long the longest is.  Only what
 * is within the limits is written out.
 */
#include "config.h"

#include "pattern_rows.h"

#include <string.h>

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define CHARS 0x10000u
#define FIELDS 5

static const char *const class_name[] = {	/* in the order of boilerplate.h */
	"-", "icp", "copyright", "source", "editor", "share", "pager",
	"related", "nav", "comment", "ad", "spam", "other", "byline", "date",
	"meta", "body", "dup"
};
#define ROW_CLASSES (PATTERN_CLASSES - 1)	/* a row cannot say dup */
_Static_assert(LEN(class_name) == PATTERN_CLASSES, "a name for each class");
static const char *const force_name[] = {	/* the same */
	"-", "hint", "weak", "hard", "head", "fact"
};
#define FORCES 5		/* a row cannot say fact */
static const char *const place_name[] = {	/* in the order of patterns.h */
	"word", "open", "end", "in"
};

struct written {		/* a pattern, while they are sorted */
	const uint16_t *c;
	uint32_t line;
	uint16_t max;
	uint8_t n, class, force, place;
};

const char *
qi_pattern_class(unsigned c)
{
	return class_name[c];
}

const char *
qi_pattern_force(unsigned f)
{
	return force_name[f];
}

/* Which of the names of [from, n) s[0, len) is; n when none. */
static size_t
find(const char *s, size_t len, const char *const *name, size_t from, size_t n)
{
	for (; from < n; from++)
		if (strlen(name[from]) == len &&
		    memcmp(name[from], s, len) == 0)
			break;
	return from;
}

/* A number from 1 to UINT16_MAX; 0 when it is none. */
static uint16_t
number(const char *s, size_t n)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return 0;
		v = v * 10 + (uint32_t)(s[i] - '0');
		if (v > UINT16_MAX)
			return 0;
	}
	return (uint16_t)v;
}

/* Put the character at r->where, which is not one with a meaning, on to the
 * alternative that is being read.  NULL, or what is wrong. */
static const char *
put_char(struct rows *r, size_t end, struct row *row, size_t alts)
{
	uint32_t c, folded;
	size_t n = r->fold(r->s + r->where, end - r->where, &c, &folded);

	if (n == 0)
		return "not UTF-8";
	if (r->strict && folded != c)
		return "not as a folded line has it";
	if (folded == PATTERN_GONE)
		folded = 0;
	else if (folded >= '0' && folded <= '9')
		return "digits are written as #";
	else if (folded >= CHARS)
		return "a character that no pattern can have";
	if (folded != 0)
		row->c[row->end[alts]++] = (uint16_t)folded;
	r->where += n;
	return NULL;
}

/* Read the pattern, from r->where to end, into the parts of *row. */
static const char *
read_pattern(struct rows *r, size_t end, struct row *row)
{
	size_t alts = 1;	/* begun; the last one ends at end[alts] */
	bool inside = false;	/* of {} */
	const char *wrong;
	char b;

	row->parts = 1;
	row->from[0] = 0;
	row->end[0] = row->end[1] = 0;
	while (r->where < end) {
		b = r->s[r->where];
		if (b == '#' || b == '~')
			row->c[row->end[alts]++] = b == '#' ? PATTERN_DIGITS :
			    PATTERN_GAP;
		else if (b == '{' || (inside && (b == '|' || b == '}'))) {
			if (b == '{' && inside)
				return "{ inside of {}";
			if (b == '{' && row->parts + 2 > ROW_PARTS)
				return "too many {}";
			if (b != '|') {
				inside = b == '{';
				row->from[row->parts++] = (uint16_t)alts;
			}
			alts++;
			row->end[alts] = row->end[alts - 1];
		} else {
			if (b == '\\' && ++r->where == end)
				return "\\ with nothing behind it";
			wrong = put_char(r, end, row, alts);
			if (wrong != NULL)
				return wrong;
			continue;
		}
		r->where++;
	}
	row->from[row->parts] = (uint16_t)alts;
	return inside ? "{ without }" : NULL;
}

/* Do all patterns begin (or end) with a character, and not with a gap? */
static bool
is_bounded(const struct row *row, bool at_end)
{
	size_t i, p, a, lo, hi;
	bool empty;

	for (i = 0; i < row->parts; i++) {
		p = at_end ? row->parts - 1 - i : i;
		empty = false;
		for (a = row->from[p]; a < row->from[p + 1]; a++) {
			lo = row->end[a];
			hi = row->end[a + 1];
			if (lo == hi)
				empty = true;
			else if (row->c[at_end ? hi - 1 : lo] == PATTERN_GAP)
				return false;
		}
		if (!empty)
			return true;
	}
	return false;		/* one has no characters at all */
}

/* How many patterns there are, and how long.  NULL, or what is wrong. */
static const char *
count(struct row *row)
{
	size_t p, a, n, alts, longest, sum = 0;

	row->patterns = 1;
	for (p = 0; p < row->parts; p++) {
		longest = 0;
		for (a = row->from[p]; a < row->from[p + 1]; a++) {
			n = (size_t)row->end[a + 1] - row->end[a];
			longest = n > longest ? n : longest;
		}
		alts = (size_t)row->from[p + 1] - row->from[p];
		if (row->patterns > ROWS_PATTERNS / alts)
			return "too many patterns in one row";
		row->patterns *= (uint32_t)alts;
		sum += longest;
	}
	if (sum > PATTERN_CHARS)
		return "the pattern is too long";
	/* Each alternative of a part is in as many patterns as the others. */
	row->chars = 0;
	for (p = 0; p < row->parts; p++) {
		alts = (size_t)row->from[p + 1] - row->from[p];
		n = (size_t)row->end[row->from[p + 1]] -
		    row->end[row->from[p]];
		row->chars += (uint32_t)(row->patterns / alts * n);
	}
	return NULL;
}

/* Read the row s[at, end). */
static const char *
read_row(struct rows *r, size_t at, size_t end, struct row *row)
{
	size_t field[FIELDS + 1], i, n;	/* where they begin */
	const char *s = r->s, *tab, *wrong;

	r->where = field[0] = at;
	if (end - at > ROW_BYTES)
		return "the line is too long";
	for (i = 1; i <= FIELDS; i++) {
		tab = memchr(s + field[i - 1], '\t', end - field[i - 1]);
		if ((tab == NULL) != (i == FIELDS))
			return "not five columns with tabs between them";
		field[i] = (tab != NULL ? (size_t)(tab - s) : end) + 1;
	}
	n = find(s + at, field[1] - at - 1, class_name, 1, ROW_CLASSES);
	row->class = (uint8_t)n;
	if (n == ROW_CLASSES)
		return "no such class";
	r->where = field[1];
	n = find(s + field[1], field[2] - field[1] - 1, force_name, 1, FORCES);
	row->force = (uint8_t)n;
	if (n == FORCES)
		return "no such force";
	r->where = field[2];
	n = find(s + field[2], field[3] - field[2] - 1, place_name, 0,
	    LEN(place_name));
	row->place = (uint8_t)n;
	if (n == LEN(place_name))
		return "no such place";
	r->where = field[3];
	row->max = number(s + field[3], field[4] - field[3] - 1);
	if (row->max == 0)
		return "not a length from 1 to 65535";
	r->where = field[4];
	wrong = read_pattern(r, end, row);
	if (wrong != NULL)
		return wrong;
	r->where = field[4];
	if (!is_bounded(row, false) || !is_bounded(row, true))
		return "a pattern begins and ends with what it finds";
	return count(row);
}

bool
qi_rows_next(struct rows *r, struct row *row)
{
	size_t at, end;
	const char *nl;

	r->wrong = NULL;
	if (r->n > ROWS_BYTES && r->at < r->n) {
		r->wrong = "too many bytes";
		r->where = ROWS_BYTES;
		r->at = r->n;
		return true;
	}
	if (r->at == 0 && !r->strict && r->n >= 3 &&
	    memcmp(r->s, "\xef\xbb\xbf", 3) == 0)
		r->at = 3;		/* a byte order mark */
	while (r->at < r->n) {
		at = r->at;
		nl = memchr(r->s + at, '\n', r->n - at);
		end = nl != NULL ? (size_t)(nl - r->s) : r->n;
		r->at = nl != NULL ? end + 1 : end;
		r->line++;
		if (end > at && r->s[end - 1] == '\r' && !r->strict)
			end--;
		if (end == at || r->s[at] == '#')
			continue;
		r->wrong = read_row(r, at, end, row);
		return true;
	}
	return false;
}

/* How many patterns and characters all rows have; false: r->wrong. */
static bool
measure(struct rows *r, struct row *row, size_t *n, size_t *chars)
{
	*n = *chars = 0;
	while (qi_rows_next(r, row)) {
		if (r->wrong == NULL && *n + row->patterns > ROWS_PATTERNS)
			r->wrong = ROWS_TOO_MANY;
		if (r->wrong != NULL)
			return false;
		*n += row->patterns;
		*chars += row->chars;
	}
	return true;
}

/* Write the patterns of a row out, to w, their text to c. */
static void
write_out(const struct row *row, uint32_t line, struct written *w, uint16_t *c)
{
	uint16_t alt[ROW_PARTS];	/* which one of each part */
	size_t i, p, n;

	memcpy(alt, row->from, row->parts * sizeof(*alt));
	for (i = 0; i < row->patterns; i++) {
		*w = (struct written){ c, line, row->max, 0, row->class,
		    row->force, row->place };
		for (p = 0; p < row->parts; p++) {
			n = (size_t)row->end[alt[p] + 1] - row->end[alt[p]];
			memcpy(c, row->c + row->end[alt[p]], n * sizeof(*c));
			c += n;
		}
		w->n = (uint8_t)(c - w->c);
		w++;
		/* As one counts: the last part is the fastest. */
		for (p = row->parts; p-- > 0; alt[p] = row->from[p])
			if (++alt[p] < row->from[p + 1])
				break;
	}
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

/* Blocks of first[], at most: the first one is that of all who have none. */
static size_t
blocks(size_t n)
{
	return 1 + (n < CHARS / PATTERN_STAGE ? n : CHARS / PATTERN_STAGE);
}

static size_t
size_of(size_t n, size_t chars)
{
	return sizeof(struct patterns) +
	    (n + 1 + n + n + 1 +		/* at, line, second ... */
	    2 * PATTERN_STARTS) * sizeof(uint32_t) +
	    (chars + n + n + 2 + CHARS / PATTERN_STAGE +
	    blocks(n) * PATTERN_STAGE) * sizeof(uint16_t) +
	    3 * n;				/* class, force, place */
}

static size_t
work_of(size_t n, size_t chars)
{
	return n * sizeof(struct written) + chars * sizeof(uint16_t);
}

/* Make the tables of w[0, n), sorted, in the block p, which is zeroed. */
static void
fill(struct patterns *p, const struct written *w, size_t n, size_t chars)
{
	uint32_t *at = (uint32_t *)(void *)(p + 1), *line = at + n + 1;
	uint32_t *second = line + n, *starts = second + n + 1, bit;
	uint16_t *text = (uint16_t *)(void *)(starts + 2 * PATTERN_STARTS);
	uint16_t *max = text + chars;
	uint16_t *from = max + n, *index = from + n + 2;
	uint16_t *first = index + CHARS / PATTERN_STAGE;
	uint8_t *class = (uint8_t *)(first + blocks(n) * PATTERN_STAGE);
	size_t i, c, used = 1, firsts = 0, k = 0;

	for (i = 0; i < n; i++) {
		c = w[i].c[0];
		if (i == 0 || w[i - 1].c[0] != c) {
			if (index[c / PATTERN_STAGE] == 0)
				index[c / PATTERN_STAGE] = (uint16_t)used++;
			from[++firsts] = (uint16_t)i;
			first[index[c / PATTERN_STAGE] * PATTERN_STAGE +
			    c % PATTERN_STAGE] = (uint16_t)firsts;
		}
		second[firsts] |= w[i].n < 2 || w[i].c[1] == PATTERN_GAP ?
		    UINT32_MAX : (uint32_t)1 << (w[i].c[1] & 31);
		bit = (uint32_t)1 << (c & 31);
		starts[c / 32] |= bit;
		if (w[i].max > PATTERN_LONG)
			starts[PATTERN_STARTS + c / 32] |= bit;
		at[i] = (uint32_t)k;
		memcpy(text + k, w[i].c, w[i].n * sizeof(*text));
		k += w[i].n;
		line[i] = w[i].line;
		max[i] = w[i].max;
		class[i] = w[i].class;
		class[n + i] = w[i].force;
		class[2 * n + i] = w[i].place;
	}
	at[n] = (uint32_t)k;
	from[firsts + 1] = (uint16_t)n;
	*p = (struct patterns){ at, line, second, starts, text, max, from, index,
	    first, class, class + n, class + 2 * n, n, p->bytes };
}

struct patterns *
qi_patterns_new(struct rows *r, struct mem *m)
{
	struct rows again = *r;
	struct patterns *p = NULL;
	struct written *w;
	size_t n, k = 0, chars, bytes, all;
	uint16_t *c;
	struct row row;

	if (!measure(r, &row, &n, &chars))
		return NULL;
	w = m->realloc(m->ctx, NULL, 0, work_of(n, chars) + 1);
	if (w == NULL)
		return NULL;
	c = (uint16_t *)(void *)(w + n);
	while (qi_rows_next(&again, &row)) {
		write_out(&row, again.line, w + k, c);
		k += row.patterns;
		c += row.chars;
	}
	sort(w, n);
	k = unite(w, n);
	bytes = size_of(k, chars);
	p = m->realloc(m->ctx, NULL, 0, bytes);
	if (p != NULL) {
		memset(p, 0, bytes);
		p->bytes = bytes;
		fill(p, w, k, chars);
	}
	all = work_of(n, chars) + 1;
	m->realloc(m->ctx, w, all, 0);
	return p;
}

size_t
qi_patterns_firsts(const struct patterns *p)
{
	size_t i, used = 1;

	for (i = 0; i < CHARS / PATTERN_STAGE; i++)
		used += p->index[i] != 0;
	return used * PATTERN_STAGE;
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
	size_t n, chars;
	struct row row;

	return measure(&r, &row, &n, &chars) ? size_of(n, chars) +
	    work_of(n, chars) + 1 : 0;
}
