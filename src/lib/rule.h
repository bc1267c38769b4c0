/* SPDX-License-Identifier: Apache-2.0 */
/* rule.h - the rules of data/rules.tsv: every reason for an edit */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>

#include "qing.h"
#include "tab_rule.h"

enum {
#define X(id, name, on, mode, classes, summary) RULE_##id,
	RULES
#undef X
	NRULES
};

extern const struct qing_rule qi_rules[NRULES];

/* Modes are rules of which exactly one per pass is on, as convert=t2s. */
extern const bool qi_rule_mode[NRULES];

/* The classes without which the rule cannot act; 0: it always might. */
extern const unsigned qi_rule_classes[NRULES];

#endif
