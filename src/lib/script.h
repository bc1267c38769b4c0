/* SPDX-License-Identifier: Apache-2.0 */
/* script.h - is Chinese traditional or simplified? */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "qing.h"
#include "text.h"

/* Add what is in a text of these classes. */
void qi_script_add(struct qing_script *s, struct text t, unsigned seen);

#endif
