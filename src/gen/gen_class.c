/* SPDX-License-Identifier: Apache-2.0 */
/* gen_class.c - the classes of the characters of the BMP */
#include "gentab.h"

#include "../lib/cost.h"
#include "../lib/script_kind.h"

static const char *const name[] = {	/* in the order of text.h */
	"CTRL", "CR", "INVISIBLE", "BOM", "NBSP", "TONE", "HAN",
	"MISREAD_LEAD", "MISREAD_TRAIL", "RARE", "RARE_NEXT", "STANDIN",
	"LOST", "LOST_NEXT", "FOREIGN"
};

static void
add(uint16_t *class, const char *what, uint32_t cp)
{
	size_t c;

	for (c = 0; c < LEN(name) && strcmp(what, name[c]) != 0; c++)
		;
	if (c == LEN(name))
		die("bad class: %s", what);
	class[cp] |= (uint16_t)(1u << c);
}

/*
 * What bytes look like that were read as a charset of one byte: lead bytes and
 * trail bytes of UTF-8.  Quotation marks, dots and signs that stand before
 * accented letters in good text are no lead bytes.
 */
static void
misread_classes(const char *file, uint16_t *class)
{
	static const char *const sets[] = {
		"windows-1250", "windows-1251", "windows-1252", "windows-1253",
		"windows-1254", "IBM437", "IBM850", "macintosh"
	};
	static const uint16_t not[] = {
		0xa0, 0xab, 0xb0, 0xb7, 0xbb, 0x2018, 0x2019, 0x201c, 0x201d,
		0x2026, 0x2039, 0x203a
	};
	struct tsv *t = tsv_open(file);
	uint32_t byte, cp;
	char *f[3];
	size_t i;

	for (cp = 0x80; cp < 0xa0; cp++)
		add(class, "MISREAD_TRAIL", cp);
	add(class, "MISREAD_TRAIL", 0xfffd);	/* one that was lost */
	while (tsv_row(t, f, 3)) {
		for (i = 0; i < LEN(sets) && strcmp(f[0], sets[i]) != 0; i++)
			;
		if (i == LEN(sets))
			continue;
		byte = hex(f[1]);
		cp = hex(f[2]);
		/* Small letters of Ukrainian, Serbian and so on stand behind
		 * others all the time; a line that was misread has more. */
		if (byte < 0xc0 && (cp < 0x450 || cp > 0x491))
			add(class, "MISREAD_TRAIL", cp);
		for (i = 0; i < LEN(not) && cp != not[i]; i++)
			;
		if (i == LEN(not) && byte >= 0xc2 && byte <= 0xf4)
			add(class, "MISREAD_LEAD", cp);
	}
	tsv_close(t);
}

/* Ideographs, kana, hangul and all that stands for them, when they are so
 * rare; two side by side are one pair in 300 of good text. */
static void
rare_classes(char **file, uint16_t *class)
{
	uint8_t *cost = array(0x10000, 1);
	uint32_t cp;

	model_costs(cost, file);
	for (cp = 0x2e80; cp < 0xfffe; cp++)
		if (cost[cp] >= COST_RARE || (cp >= 0xff61 && cp < 0xffa0)) {
			add(class, "RARE", cp);
			add(class, "RARE_NEXT", cp);
		}
	free(cost);
}

/* What is in no Chinese text. */
static void
foreign_class(char **file, uint16_t *class)
{
	uint8_t *kind = array(0x10000, 1);
	uint32_t cp;

	script_kinds(kind, file);
	for (cp = 0; cp < 0x10000; cp++)
		if (kind[cp] & (SCRIPT_JAPANESE | SCRIPT_KANA | SCRIPT_HANGUL))
			add(class, "FOREIGN", cp);
	free(kind);
}

/* The files are the classes, the charsets of one byte, the model's, of which
 * the second is t2s_chars.tsv, and script.tsv. */
void
gen_class(char **file)
{
	uint16_t *class = array(0x10000, sizeof(*class));
	struct tsv *t = tsv_open(file[0]);
	uint32_t a, z;
	char *f[3];

	while (tsv_row(t, f, 3)) {
		a = hex(f[0]);
		z = hex(f[1]);
		if (z < a || z > 0xffff)
			die("bad range");
		for (; a <= z; a++)
			add(class, f[2], a);
	}
	tsv_close(t);
	misread_classes(file[1], class);
	rare_classes(file + 2, class);
	foreign_class((char *[]){ file[3], file[5] }, class);
	print_stages("class", class, 0x10000, 64, 2);
	free(class);
}
