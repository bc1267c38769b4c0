/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gentab - turn data/ into C tables at build time
 *
 *	gentab TABLE FILE.tsv... >tab_TABLE.h
 *
 * Any flaw in the data stops the build with file:line.
 */
#include "gentab.h"

#include <stdarg.h>

static const struct {
	const char *name;
	int files;		/* -1: any number */
	void (*make)(char **file);
} table[] = {
	{ "boilerplate", 3, gen_boilerplate },
	{ "chars", 3, gen_chars },
	{ "charset", 1, gen_charset },
	{ "convert", -1, gen_convert },
	{ "class", 6, gen_class },
	{ "encode", 6, gen_encode },
	{ "entity", 1, gen_entity },
	{ "fold", 3, gen_fold },
	{ "gb18030", 1, gen_gb18030 },
	{ "gbk", 2, gen_gbk },
	{ "hans", 3, gen_hans },
	{ "ir165", 1, gen_ir165 },
	{ "kind", 1, gen_kind },
	{ "label", 1, gen_label },
	{ "language", 5, gen_language },
	{ "letters", 4, gen_letters },
	{ "model", 3, gen_model },
	{ "pairs", 9, gen_pairs },
	{ "reading", 2, gen_reading },
	{ "rule", 1, gen_rule },
	{ "script", 2, gen_script },
	{ "sieve", 1, gen_sieve },
	{ "single", 1, gen_single },
	{ "spam", 3, gen_spam },
	{ "width", 2, gen_width },
};

static struct tsv reader;

void
die(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "gentab: ");
	if (reader.name != NULL)
		fprintf(stderr, "%s:%lu: ", reader.name, reader.line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

struct tsv *
tsv_open(const char *name)
{
	reader = (struct tsv){ .name = name, .f = fopen(name, "rb") };
	if (reader.f == NULL)
		die("cannot open");
	return &reader;
}

void
tsv_close(struct tsv *t)
{
	if (ferror(t->f))
		die("cannot read");
	fclose(t->f);
	t->name = NULL;
}

bool
tsv_row(struct tsv *t, char **field, size_t want)
{
	char *s = t->buf;
	size_t n;

	do {
		t->line++;
		if (fgets(t->buf, sizeof(t->buf), t->f) == NULL)
			return false;
		n = strlen(t->buf);
		if (n == 0 || t->buf[n - 1] != '\n')
			die("line too long, or without an end");
		t->buf[n - 1] = '\0';
	} while (t->buf[0] == '#' || t->buf[0] == '\0');
	for (n = 0; n < want; n++) {
		field[n] = s;
		s = strchr(s, '\t');
		if ((s == NULL) != (n + 1 == want))
			die("wanted %zu fields", want);
		if (s != NULL)
			*s++ = '\0';
	}
	return true;
}

uint32_t
hex(const char *s)
{
	char *end;
	unsigned long v = strtoul(s, &end, 16);

	if (*end != '\0' || end == s || v >= NCP)
		die("not a code point: %s", s);
	return (uint32_t)v;
}

unsigned long
number(const char *s, unsigned long max)
{
	char *end;
	unsigned long v = strtoul(s, &end, 10);

	if (*end != '\0' || end == s || v > max)
		die("not a number up to %lu: %s", max, s);
	return v;
}

uint32_t
utf8_char(const char **str)
{
	const uint8_t *s = (const uint8_t *)*str;
	unsigned n = s[0] < 0x80 ? 0 : s[0] >= 0xf0 ? 3 : s[0] >= 0xe0 ? 2 : 1;
	uint32_t cp = n == 0 ? s[0] : s[0] & (0x3fu >> n);

	if (s[0] == '\0' || (s[0] >= 0x80 && s[0] < 0xc2) || s[0] > 0xf4)
		die("not a character: %s", *str);
	for (*str += 1; n > 0; n--, *str += 1) {
		if (((uint8_t)**str & 0xc0) != 0x80)
			die("not UTF-8");
		cp = cp << 6 | ((uint8_t)**str & 0x3fu);
	}
	return cp;
}

uint32_t
one_char(const char *s)
{
	const char *end = s;
	uint32_t cp = utf8_char(&end);

	if (*end != '\0')
		die("not one character: %s", s);
	return cp;
}

void *
array(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (p == NULL)
		die("out of memory");
	return p;
}

static uint32_t
element(const void *data, size_t i, size_t bytes)
{
	uint16_t two;
	uint32_t four;

	if (bytes == 1)
		return ((const uint8_t *)data)[i];
	if (bytes == 2) {
		memcpy(&two, (const char *)data + i * 2, 2);
		return two;
	}
	memcpy(&four, (const char *)data + i * 4, 4);
	return four;
}

static void
print_elements(const void *data, size_t n, size_t bytes)
{
	size_t i;

	for (i = 0; i < n; i++)
		printf("%s%" PRIu32 ",", i % 16 == 0 ? "\n\t" : "",
		    element(data, i, bytes));
}

void
print_array(const char *name, const void *data, size_t n, size_t bytes)
{
	printf("\nstatic const uint%zu_t %s[%zu] = {", bytes * 8, name, n);
	print_elements(data, n, bytes);
	printf("\n};\n");
}

void
print_stages(const char *name, const void *data, size_t n, size_t block,
    size_t bytes)
{
	size_t blocks = n / block, kept = 0, i, j, size = block * bytes;
	const char **at = array(blocks, sizeof(*at));
	uint16_t *index = array(blocks, sizeof(*index));
	char buf[64];

	for (i = 0; i < blocks; i++) {
		const char *b = (const char *)data + i * size;

		for (j = 0; j < kept; j++)
			if (memcmp(at[j], b, size) == 0)
				break;
		if (j == kept)
			at[kept++] = b;
		index[i] = (uint16_t)j;
	}
	snprintf(buf, sizeof(buf), "%s_index", name);
	print_array(buf, index, blocks, 2);
	printf("\nstatic const uint%zu_t %s_block[%zu][%zu] = {", bytes * 8,
	    name, kept, block);
	for (j = 0; j < kept; j++) {
		printf("\n\t{");
		print_elements(at[j], block, bytes);
		printf("\n\t},");
	}
	printf("\n};\n");
	free(at);
	free(index);
}

int
main(int argc, char *argv[])
{
	size_t i;

	for (i = 0; i < LEN(table); i++)
		if (argc >= 2 && strcmp(argv[1], table[i].name) == 0 &&
		    (argc == 2 + table[i].files || table[i].files < 0))
			break;
	if (i == LEN(table)) {
		fputs("usage: gentab TABLE FILE.tsv... >tab_TABLE.h\n", stderr);
		return 2;
	}
	printf("/* Made by gentab from data/.  Do not edit. */\n"
	    "#include <stdint.h>\n");
	table[i].make(argv + 2);
	if (ferror(stdout) || fflush(stdout) != 0) {
		perror("gentab: standard output");
		return 1;
	}
	return 0;
}
