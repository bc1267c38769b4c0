/* SPDX-License-Identifier: Apache-2.0 */
/* folded.c - a line as patterns see it, and what its form says */
#include "config.h"

#include "folded.h"

#include <string.h>

#include "pattern_rows.h"
#include "tab_fold.h"
#include "text.h"

#define FOLD_GONE 0x8000	/* as in gen_fold.c */

size_t
qi_fold(const uint8_t *s, size_t n, uint16_t *f)
{
	size_t at, k = 0;
	uint16_t d;
	uint32_t c;

	for (at = 0; at < n && k <= LINE_LONG; ) {
		at += qi_text_char(s + at, &c);
		if (c > 0xffff) {
			f[k++] = 0xffff;
			continue;
		}
		d = fold_block[fold_index[c >> 6]][c & 63];
		if (d != FOLD_GONE)
			f[k++] = (uint16_t)(c + d);
	}
	return k;
}

size_t
qi_fold_char(const char *str, size_t n, uint32_t *c,
    uint32_t *folded)
{
	const uint8_t *s = (const uint8_t *)str;
	size_t len = qi_text_valid(s, n);
	uint16_t d;

	if (len == 0)
		return 0;
	qi_text_char(s, c);
	*folded = *c;
	if (*c <= 0xffff) {
		d = fold_block[fold_index[*c >> 6]][*c & 63];
		*folded = d == FOLD_GONE ? PATTERN_GONE : (uint16_t)(*c + d);
	}
	return len;
}

static bool
is_digit(uint16_t c)
{
	return qi_pattern_digit(c);
}

bool
qi_fold_letter(uint16_t c)
{
	if (c < 0x80)
		return is_digit(c) || (c >= 'a' && c <= 'z');
	return c >= 0xc0 && (c < 0x2000 || c >= 0x2e80) &&
	    (c < 0x3000 || c >= 0x3040 || c == 0x3005 || c == 0x3007) &&
	    (c < 0xfe10 || c >= 0xfe70) && c < 0xff00;
}

/* The ideographic full stop, and what folding made of the others. */
static bool
is_stop(uint16_t c)
{
	return c == ',' || c == 0x3002 || c == '!' || c == '?' || c == ';';
}

/* Ideographs that number chapters and items. */
static bool
is_numeral(uint16_t c)
{
	switch (c) {
	case 0x4e00: case 0x4e8c: case 0x4e09: case 0x56db: case 0x4e94:
	case 0x516d: case 0x4e03: case 0x516b: case 0x4e5d: case 0x5341:
	case 0x767e: case 0x96f6: case 0x3007:
		return true;
	default:
		return false;
	}
}

/* Items of lists and laws, chapters: "1." "(2)" in digits or ideographs. */
static bool
is_item(const uint16_t *c, size_t n)
{
	size_t i = 0, a;
	bool open, digits;

	if (n > 2 && c[0] >= 'a' && c[0] <= 'h' && (c[1] == '.' ||
	    c[1] == 0x3001 || c[1] == ')'))
		return c[2] >= 0x3000;	/* what to choose from */
	/* U+7B2C makes ordinals: the n-th article. */
	open = n > 0 && (c[0] == '(' || c[0] == 0x7b2c);
	if (open)
		i++;
	a = i;
	digits = i < n && is_digit(c[i]);
	while (i < n && i < a + 7 &&
	    (digits ? is_digit(c[i]) : is_numeral(c[i])))
		i++;
	if (i == a || i == n)
		return false;
	if (c[0] == 0x7b2c)		/* article, chapter, section ... */
		return c[i] == 0x6761 || c[i] == 0x7ae0 || c[i] == 0x8282 ||
		    c[i] == 0x56de || c[i] == 0x6b3e || c[i] == 0x9879;
	if (open)
		return c[i] == ')';
	return c[i] == 0x3001 || (digits && i <= 2 && (c[i] == '.' ||
	    c[i] == ')') && (i + 1 == n || !is_digit(c[i + 1])));
}

bool
qi_folded_is_list(const struct folded *f)
{
	size_t at, words = 0, figures = 0, piece = 0, chars = 0, used;
	bool figure = false;
	uint32_t c;

	if (f->n < 10 || f->stops > 0)
		return false;
	for (at = 0; at <= f->len; at += used) {
		used = 1;
		c = ' ';
		if (at < f->len)
			used = qi_text_char(f->s + at, &c);
		if (c > ' ' && c != 0xa0 && c != 0x3000 && c != '|') {
			figure = figure || (c >= '0' && c <= '9');
			if (++piece > 10 || c == 0xff1a || c == ':')
				return false;
			continue;
		}
		if (piece == 0)
			continue;
		words++;
		chars += piece;
		figures += figure;
		piece = 0;
		figure = false;
	}
	return words >= 5 && chars <= words * 6 && figures <= words / 5;
}

void
qi_folded_read(const uint8_t *s, size_t n, struct folded *f)
{
	uint16_t last;
	size_t i;

	f->n = qi_fold(s, n, f->c);
	f->core = f->tail = f->stops = 0;
	f->ends = f->term = f->open = f->quote = f->item = f->section = false;
	f->speaker = f->code = false;
	f->s = s;
	f->len = n;
	if (f->n == 0)
		return;
	for (i = 0; i < f->n; i++)
		f->stops += is_stop(f->c[i]) &&
		    (i == 0 || !is_stop(f->c[i - 1]));
	for (i = 0; i < f->n && !qi_fold_letter(f->c[i]); i++)
		;
	f->core = i;
	for (i = f->n; i > f->core && !qi_fold_letter(f->c[i - 1]); i--)
		;
	f->tail = i;
	last = f->c[f->n - 1];
	f->ends = last == 0x3002 || last == '?' || last == '!' ||
	    last == 0x201d || last == 0x300d;
	f->term = f->ends || last == ';' || last == 0x2026 ||
	    (last == '.' && f->n >= 30);	/* a sentence in Latin script */
	f->open = last == ',' || last == 0x3001;
	f->quote = f->c[0] == 0x201c || f->c[0] == 0x300c || f->c[0] == '"' ||
	    f->c[0] == 0x2018 || f->c[0] == 0x300e;
	f->item = is_item(f->c, f->n);
	f->section = f->item && (f->c[0] == 0x7b2c || is_numeral(f->c[0]));
	for (i = 0; i < f->n && i <= 5; i++)
		if (f->c[i] == ':' || f->c[i] == ',' || f->c[i] == 0x3002) {
			f->speaker = i > 0 && f->c[i] == ':';
			break;
		}
	for (i = 0; i < f->n && ((f->c[i] >= 'a' && f->c[i] <= 'z') ||
	    is_digit(f->c[i]) || f->c[i] == '_' || f->c[i] == '.' ||
	    f->c[i] == '-'); i++)
		;
	f->code = i > 0 && i < f->n && f->c[i] == '=';
}

size_t
qi_folded_pieces(const struct folded *f)
{
	bool inside = false, letter;
	size_t at, n = 0;
	uint32_t c;

	for (at = 0; at < f->len; ) {
		at += qi_text_char(f->s + at, &c);
		letter = c > 0xffff || qi_fold_letter((uint16_t)
		    (c >= 'A' && c <= 'Z' ? c + 0x20 : c));
		n += letter && !inside;
		inside = letter;
	}
	return n;
}

bool
qi_folded_is_path(const struct folded *f)
{
	size_t i, steps = 0;

	for (i = 1; i < f->n; i++)
		steps += (f->c[i] == '>' || f->c[i] == 0xbb ||
		    f->c[i] == 0x203a || f->c[i] == 0x2192) &&
		    f->c[i - 1] != f->c[i];
	return steps > 0 && f->n <= 80;
}

bool
qi_folded_has_date(const struct folded *f, bool *year_first)
{
	const uint16_t *c = f->c;
	bool found = false;
	size_t i, n = f->n;

	*year_first = false;
	for (i = 0; i + 4 < n; i++) {
		if (!is_digit(c[i]) || (i > 0 && (is_digit(c[i - 1]) ||
		    c[i - 1] == '/')))		/* part of an address */
			continue;
		if (i + 5 < n && ((c[i] == '1' && c[i + 1] == '9') ||
		    (c[i] == '2' && c[i + 1] == '0')) && is_digit(c[i + 2]) &&
		    is_digit(c[i + 3]) && is_digit(c[i + 5]) &&
		    (c[i + 4] == '-' || c[i + 4] == '/' || c[i + 4] == '.' ||
		    c[i + 4] == 0x5e74)) {
			*year_first = *year_first || i <= f->core;
			found = true;
		}
		if (is_digit(c[i + 1]) && c[i + 2] == ':' &&
		    is_digit(c[i + 3]) && is_digit(c[i + 4]))
			found = true;
	}
	return found;
}

int
qi_folded_shape(const struct folded *f)
{
	uint16_t last = f->c[f->n - 1];
	size_t i, punct;
	int w;

	punct = last == '?' || last == '!' ? 3 : f->term ? 2 : f->stops > 0;
	for (i = 0; f->n > shape_longest[i]; i++)
		;
	w = shape_weight[i][punct];
	w = w < -SHAPE_MOST ? -SHAPE_MOST : w > 200 ? 200 : w;
	if (f->n >= 45 && f->stops >= 2)
		w = (w < -300 ? w : -300) -
		    (f->n > 300 ? 500 : (int)f->n * 5 / 3);
	return w;
}

bool
qi_folded_is_code(const struct folded *f)
{
	unsigned marks = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (f->c[i] >= 0x2e80)
			return false;
		marks += f->c[i] == '(' || f->c[i] == ')' || f->c[i] == '=' ||
		    f->c[i] == '{' || f->c[i] == '}' || f->c[i] == ';' ||
		    f->c[i] == '#' || f->c[i] == '<';
	}
	return marks >= 2 || (marks == 1 && f->c[f->n - 1] == ';');
}

bool
qi_folded_is_url(const struct folded *f)
{
	static const uint16_t http[] = { 'h', 't', 't', 'p' };
	static const uint16_t www[] = { 'w', 'w', 'w', '.' };
	size_t i;

	if (f->n < 10 || (memcmp(f->c, http, sizeof(http)) != 0 &&
	    memcmp(f->c, www, sizeof(www)) != 0))
		return false;
	for (i = 0; i < f->n; i++)
		if (f->c[i] >= 0x80)
			return false;
	return true;
}
