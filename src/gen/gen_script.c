/* SPDX-License-Identifier: Apache-2.0 */
/* gen_script.c - in which kinds of text each character of the BMP stands */
#include "gentab.h"

#include "../lib/script_kind.h"

/* Of which of t, s and j there is one in a row. */
enum { T = 1, S = 2, J = 4 };

/* The kana no (U+306E) is in names that are Chinese; the marks of iteration
 * are in the faces that are made of characters. */
#define KANA (SCRIPT_KANA | SCRIPT_JAPANESE)

static const uint16_t range[][3] = {
	{ 0x1100, 0x11ff, SCRIPT_HANGUL },
	{ 0x3005, 0x3005, SCRIPT_HAN }, { 0x3007, 0x3007, SCRIPT_HAN },
	{ 0x3041, 0x306d, KANA }, { 0x306e, 0x306e, SCRIPT_KANA },
	{ 0x306f, 0x3096, KANA }, { 0x309f, 0x309f, KANA },
	{ 0x30a1, 0x30fa, KANA }, { 0x30fc, 0x30fc, KANA },
	{ 0x30ff, 0x30ff, KANA }, { 0x3131, 0x318e, SCRIPT_HANGUL },
	{ 0x31f0, 0x31ff, KANA },
	{ 0x3400, 0x4dbf, SCRIPT_HAN }, { 0x4e00, 0x9fff, SCRIPT_HAN },
	{ 0xa960, 0xa97c, SCRIPT_HANGUL }, { 0xac00, 0xd7a3, SCRIPT_HANGUL },
	{ 0xd7b0, 0xd7fb, SCRIPT_HANGUL }, { 0xf900, 0xfaff, SCRIPT_HAN },
	{ 0xff66, 0xff9d, KANA }, { 0xffa1, 0xffdc, SCRIPT_HANGUL }
};

static unsigned
letters(const char *s)
{
	unsigned where = 0;

	for (; *s != '\0'; s++)
		where |= *s == 't' ? T : *s == 's' ? S : *s == 'j' ? J :
		    (die("not t, s or j: %s", s), 0u);
	return where;
}

static uint8_t
kind(unsigned where)
{
	unsigned k = SCRIPT_HAN;

	if ((where & (T | S)) == T)
		k |= SCRIPT_TRADITIONAL;
	if ((where & (T | S)) == S)
		k |= SCRIPT_SIMPLIFIED;
	if (where == J)
		k |= SCRIPT_JAPANESE;
	if (!(where & J))
		k |= SCRIPT_CHINESE;
	return (uint8_t)k;
}

/* What t2s_chars.tsv says by itself: into where. */
static void
read_simplified(const char *file, uint8_t *where)
{
	struct tsv *t = tsv_open(file);
	uint32_t *from = array(0x10000, sizeof(*from)), a, b;
	size_t n = 0;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		a = one_char(f[0]);
		b = one_char(f[1]);
		if (a < 0x10000)
			from[n++] = a;
		if (b < 0x10000)
			where[b] = S;
	}
	while (n > 0)
		where[from[--n]] = T;
	tsv_close(t);
	free(from);
}

void
script_kinds(uint8_t *table, char **file)
{
	uint8_t *where = array(0x10000, 1);
	struct tsv *t;
	uint32_t cp;
	char *f[5];
	size_t i;

	memset(where, T | S | J, 0x10000);
	read_simplified(file[0], where);
	t = tsv_open(file[1]);
	while (tsv_row(t, f, 5)) {
		cp = one_char(f[0]);
		if (cp > 0xffff)
			die("not of the BMP");
		where[cp] = (uint8_t)letters(f[1]);
	}
	tsv_close(t);
	for (i = 0; i < LEN(range); i++)
		for (cp = range[i][0]; cp <= range[i][1]; cp++)
			table[cp] = range[i][2] == SCRIPT_HAN ?
			    kind(where[cp]) : (uint8_t)range[i][2];
	free(where);
}

void
gen_script(char **file)
{
	uint8_t *table = array(0x10000, 1);

	script_kinds(table, file);
	print_stages("script", table, 0x10000, 64, 1);
	free(table);
}
