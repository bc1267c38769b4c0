/* SPDX-License-Identifier: Apache-2.0 */
/* unit.h - what every check_*.c shares; main() is in unit.c */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>

#include "edits.h"

Suite *unit_suite(void);
struct mem unit_mem(void);
struct text unit_text(const char *s);

#endif
