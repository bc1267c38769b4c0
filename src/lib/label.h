/* SPDX-License-Identifier: Apache-2.0 */
/* label.h - the charset that a label means: data/charset/labels.tsv */
#ifndef LABEL_H
#define LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The name of the charset, as qi_charset_find() takes it, or NULL.  Case does
 * not count, nor white space around the label; all else has to be as in the
 * table.
 */
const char *qi_label_find(const uint8_t *s, size_t n);

/* ASCII white space as the standards of the web have it: without VT. */
static inline bool
qi_label_is_space(uint8_t b)
{
	return b == ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r';
}

static inline uint8_t
qi_label_lower(uint8_t b)
{
	return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
}

#endif
