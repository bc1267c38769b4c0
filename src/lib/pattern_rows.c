/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pattern_rows.c - read rows such as those of boilerplate.tsv
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

static size_t
count_gaps(const struct row *row, size_t alt)
{
	size_t i, n = 0;

	for (i = row->end[alt]; i < row->end[alt + 1]; i++)
		n += row->c[i] == PATTERN_GAP;
	return n;
}

/* How many patterns there are, and how long.  NULL, or what is wrong. */
static const char *
count(struct row *row)
{
	size_t p, a, n, alts, longest, most, sum = 0, gaps = 0;

	row->patterns = 1;
	for (p = 0; p < row->parts; p++) {
		longest = most = 0;
		for (a = row->from[p]; a < row->from[p + 1]; a++) {
			n = (size_t)row->end[a + 1] - row->end[a];
			longest = n > longest ? n : longest;
			n = count_gaps(row, a);
			most = n > most ? n : most;
		}
		alts = (size_t)row->from[p + 1] - row->from[p];
		if (row->patterns > ROW_PATTERNS / alts)
			return "too many patterns in one row";
		row->patterns *= (uint32_t)alts;
		sum += longest;
		gaps += most;
	}
	if (sum > PATTERN_CHARS)
		return "the pattern is too long";
	if (gaps > PATTERN_GAPS)
		return "too many ~ in a pattern";
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

void
qi_row_first(const struct row *row, uint16_t alt[ROW_PARTS])
{
	memcpy(alt, row->from, row->parts * sizeof(*alt));
}

size_t
qi_row_pattern(const struct row *row, uint16_t alt[ROW_PARTS], uint16_t *c)
{
	size_t p, n, k = 0;

	for (p = 0; p < row->parts; p++) {
		n = (size_t)row->end[alt[p] + 1] - row->end[alt[p]];
		memcpy(c + k, row->c + row->end[alt[p]], n * sizeof(*c));
		k += n;
	}
	/* As one counts: the last part is the fastest. */
	for (p = row->parts; p-- > 0; alt[p] = row->from[p])
		if (++alt[p] < row->from[p + 1])
			break;
	return k;
}
