/* SPDX-License-Identifier: Apache-2.0 */
/* gentab.h - what the table makers share; runs on the build machine */
#ifndef GENTAB_H
#define GENTAB_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEN(a) (sizeof(a) / sizeof((a)[0]))
#define NCP 0x110000u

/* Stop the build: file:line: message.  file and line are the reader's. */
_Noreturn void die(const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 1, 2)))
#endif
    ;

struct tsv {			/* one file of data/ being read */
	FILE *f;
	const char *name;
	unsigned long line;
	char buf[4096];
};

struct tsv *tsv_open(const char *name);	/* one at a time */
void tsv_close(struct tsv *t);

/* The next row that is no comment and not empty, split at tabs into exactly
 * want fields.  False at the end of the file. */
bool tsv_row(struct tsv *t, char **field, size_t want);

uint32_t hex(const char *s);		/* a number below NCP in hexadecimal */
unsigned long number(const char *s, unsigned long max);	/* in decimal */
uint32_t utf8_char(const char **s);	/* one code point; s moves on */
uint32_t one_char(const char *s);	/* s is one code point and no more */
uint8_t cost_of(double p);		/* of a probability: -8 log2 p */
void model_costs(uint8_t *cost, char **file);	/* of 0x10000 characters */
/* The kinds of src/lib/script_kind.h, of as many; the files are t2s_chars.tsv
 * and script.tsv, which has what the former does not say. */
void script_kinds(uint8_t *kind, char **file);
void *array(size_t n, size_t size);	/* zeroed; never NULL */

/* static const TYPE NAME[n] = { ... }; bytes is 1, 2 or 4. */
void print_array(const char *name, const void *data, size_t n, size_t bytes);

/* NAME_index[n / block] and NAME_block[][block]: equal blocks are kept once. */
void print_stages(const char *name, const void *data, size_t n, size_t block,
    size_t bytes);

/* A table each: read the files named, print C to standard output. */
#define FOLD_GONE 0x8000	/* in fold_read(): the character is taken out */

/* What folding adds to each code point of the BMP, modulo 2^16; malloc'ed. */
uint16_t *fold_read(const char *file, const char *simplified);

void gen_boilerplate(char **file);
void gen_chars(char **file);
void gen_charset(char **file);
void gen_class(char **file);
void gen_convert(char **file);
void gen_encode(char **file);
void gen_entity(char **file);
void gen_fold(char **file);
void gen_gb18030(char **file);
void gen_gbk(char **file);
void gen_hans(char **file);
void gen_ir165(char **file);
void gen_kind(char **file);
void gen_label(char **file);
void gen_language(char **file);
void gen_letters(char **file);
void gen_model(char **file);
void gen_pairs(char **file);
void gen_reading(char **file);
void gen_rule(char **file);
void gen_script(char **file);
void gen_sieve(char **file);
void gen_single(char **file);
void gen_spam(char **file);
void gen_width(char **file);

#endif
