/* SPDX-License-Identifier: Apache-2.0 */
/* gen_chars.c - characters and words that stand for others */
#include "gentab.h"

#define FIRST 0x2e80u		/* of the radicals */
#define LAST 0x2fdfu
#define MAX_TEXT 0x10000
#define MAX_WORD 8		/* characters */

/* What no text is written with, forms outside the BMP, is left out. */
static void
print_radicals(const char *file)
{
	uint16_t to[LAST - FIRST + 1] = { 0 };
	struct tsv *t = tsv_open(file);
	uint32_t from, cp;
	char *f[2];

	while (tsv_row(t, f, 2)) {
		from = hex(f[0]);
		cp = hex(f[1]);
		if (from < FIRST || from > LAST || to[from - FIRST] != 0)
			die("not a radical, or twice: %s", f[0]);
		if (cp < 0x10000)
			to[from - FIRST] = (uint16_t)cp;
	}
	tsv_close(t);
	print_array("chars_radical", to, LEN(to), 2);
}

/* Two arrays for a bisection; the third field is for people. */
static void
print_pairs(const char *file, const char *name)
{
	uint32_t *from = array(NCP, sizeof(*from)), *to;
	struct tsv *t = tsv_open(file);
	char *f[3], buf[64];
	size_t n = 0, i;

	to = array(NCP, sizeof(*to));
	while (tsv_row(t, f, 3)) {
		from[n] = one_char(f[0]);
		to[n] = one_char(f[1]);
		if (n > 0 && from[n] <= from[n - 1])
			die("not sorted: %s", f[0]);
		n++;
	}
	tsv_close(t);
	for (i = 0; i < 2; i++) {
		snprintf(buf, sizeof(buf), "chars_%s_%s", name,
		    i == 0 ? "from" : "to");
		print_array(buf, i == 0 ? from : to, n, 4);
	}
	free(from), free(to);
}

static uint16_t text[MAX_TEXT];
static size_t ntext;

/* Append the characters of s, "-" being none; gives how many. */
static size_t
put_text(const char *s)
{
	size_t n = 0;
	uint32_t cp;

	if (strcmp(s, "-") == 0)
		return 0;
	for (; *s != '\0'; n++) {
		cp = utf8_char(&s);
		if (cp > 0xffff || ntext == LEN(text))
			die("outside the BMP, or too much");
		text[ntext++] = (uint16_t)cp;
	}
	return n;
}

static void
print_words(const char *file)
{
	uint8_t *first = array(0x10000 / 8, 1);	/* characters, a bit each */
	struct tsv *t = tsv_open(file);
	char *f[5], last[64] = "";
	size_t at, n, before, behind;

	printf("\nstatic const struct word chars_words[] = {\n");
	while (tsv_row(t, f, 5)) {
		if (strcmp(f[0], last) <= 0 || strlen(f[0]) >= sizeof(last))
			die("not sorted, or too long: %s", f[0]);
		strcpy(last, f[0]);
		at = ntext;
		n = put_text(f[0]);
		if (n < 2 || n > MAX_WORD || put_text(f[1]) != n)
			die("not words of the same length: %s", f[0]);
		first[text[at] >> 3] |= (uint8_t)(1 << (text[at] & 7));
		before = put_text(f[2]);
		behind = put_text(f[3]);
		if (before > UINT8_MAX || behind > UINT8_MAX)
			die("too many characters beside it: %s", f[0]);
		printf("\t{ %zu, %zu, %zu, %zu },\n", at, n, before, behind);
	}
	tsv_close(t);
	printf("};\n");
	print_array("chars_text", text, ntext, 2);
	print_array("chars_first", first, 0x10000 / 8, 1);
	free(first);
}

/* The files are radicals, hangul, words. */
void
gen_chars(char **file)
{
	printf("\n#define CHARS_RADICAL_FIRST %#x\n", FIRST);
	printf("#define CHARS_RADICAL_LAST %#x\n", LAST);
	print_radicals(file[0]);
	print_pairs(file[1], "hangul");
	print_words(file[2]);
}
