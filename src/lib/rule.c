/* SPDX-License-Identifier: Apache-2.0 */
/* rule.c - the rules of data/rules.tsv: every reason for an edit */
#include "config.h"

#include "rule.h"

#include "text.h"

const struct qing_rule qi_rules[NRULES] = {
#define X(id, name, on, mode, classes, summary) { name, summary, on },
	RULES
#undef X
};

const bool qi_rule_mode[NRULES] = {
#define X(id, name, on, mode, classes, summary) mode,
	RULES
#undef X
};

const unsigned qi_rule_classes[NRULES] = {
#define X(id, name, on, mode, classes, summary) classes,
	RULES
#undef X
};

const struct qing_rule *
qing_rule(size_t n)
{
	return n < NRULES ? &qi_rules[n] : NULL;
}
