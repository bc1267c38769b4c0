/* SPDX-License-Identifier: Apache-2.0 */
/* entity.h - character references of HTML: data/entities.tsv */
#ifndef ENTITY_H
#define ENTITY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Read one character reference (&aring; &#229; &#xe5;) at s, n > 0: its length,
 * or 0 when there is none; its semicolon is a part of it.  cp[1] is the second
 * code point that a few names have, else 0.  Numbers from 128 to 159 are bytes
 * of windows-1252, as HTML has it; those that are no character of a text are no
 * reference, and halves of a surrogate pair are one only side by side.
 */
size_t qi_entity_read(const uint8_t *s, size_t n, uint32_t cp[2]);

/* The same of what stands behind its "&"; n can be 0. */
size_t qi_entity_body(const uint8_t *s, size_t n, uint32_t cp[2]);

#endif
