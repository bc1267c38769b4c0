/* SPDX-License-Identifier: Apache-2.0 */
/* gen_sieve.c - which byte of UTF-8 a character can be, in each charset */
#include "gentab.h"

#define SETS 10
#define MAX_CHARS 1024

static const char *const set_name[SETS] = {	/* as in repair_letters.c */
	"windows-1252", "windows-1250", "windows-1251", "windows-1253",
	"windows-1254", "IBM437", "IBM850", "macintosh", "ISO-8859-2",
	"windows-1257"
};

static uint16_t id_of[0x10000];
static uint8_t byte_of[MAX_CHARS][SETS];
static size_t chars = 1;		/* 0 is all that is in none */

static void
add(uint32_t cp, size_t set, uint32_t byte)
{
	if (cp > 0xffff)
		die("out of range");
	if (id_of[cp] == 0) {
		if (chars == MAX_CHARS)
			die("too many characters");
		id_of[cp] = (uint16_t)chars++;
	}
	byte_of[id_of[cp]][set] = (uint8_t)byte;
}

static void
read_sets(const char *file)
{
	bool has[SETS][256] = { { false } };
	struct tsv *t = tsv_open(file);
	uint32_t byte;
	char *f[3];
	size_t i;

	while (tsv_row(t, f, 3)) {
		for (i = 0; i < SETS && strcmp(f[0], set_name[i]) != 0; i++)
			;
		if (i == SETS)
			continue;
		byte = hex(f[1]);
		if (byte < 0x80 || byte > 0xff)
			die("no byte of the upper half");
		has[i][byte] = true;
		add(hex(f[2]), i, byte);
	}
	tsv_close(t);
	/* What a charset leaves free is a control; windows-1252 is Latin-1,
	 * too, which has all of them. */
	for (i = 0; i < SETS; i++)
		for (byte = 0x80; byte < 0xa0; byte++)
			if (i == 0 || !has[i][byte])
				add(byte, i, byte);
}

static uint64_t
sets_with(const uint8_t *byte, unsigned first, unsigned last)
{
	uint64_t mask = 0;
	unsigned i;

	for (i = 0; i < SETS; i++)
		if (byte[i] >= first && byte[i] <= last)
			mask |= UINT64_C(1) << i;
	return mask;
}

void
gen_sieve(char **file)
{
	uint64_t mask;
	uint32_t cp;
	size_t i;

	read_sets(file[0]);
	/* What can stand for a byte that was lost: a mark that it was, or a
	 * space that was made of a no-break space.  0x01 is no byte of it. */
	for (i = 0; i < SETS; i++) {
		add(0xfffd, i, 1);
		add('?', i, 1);
		add(' ', i, 1);
	}
	for (cp = 0; cp < 0x80; cp++)
		if (id_of[cp] != 0 && cp != '?' && cp != ' ')
			die("ASCII");
	print_stages("sieve", id_of, 0x10000, 64, 2);
	print_array("sieve_byte", byte_of, chars * SETS, 1);
	printf("\nstatic const uint64_t sieve_mask[%zu] = {\n", chars);
	for (i = 0; i < chars; i++) {
		mask = sets_with(byte_of[i], 0xc2, 0xdf) |
		    sets_with(byte_of[i], 0xe0, 0xef) << 16 |
		    sets_with(byte_of[i], 0xf0, 0xf4) << 32 |
		    (sets_with(byte_of[i], 0x80, 0xbf) |
		    sets_with(byte_of[i], 1, 1)) << 48;
		printf("\tUINT64_C(0x%016" PRIx64 "),\n", mask);
	}
	printf("};\n");
}
