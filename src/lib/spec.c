/* SPDX-License-Identifier: Apache-2.0 */
/* spec.c - read a pass list: "decode tidy=crlf strip=no-source convert=t2s" */
#include "config.h"

#include "spec.h"

#include <string.h>

#define BLANK " \t\n"

/* In the order in which a list should have them. */
static const struct pass *const passes[] = {
	&qi_pass_decode, &qi_pass_repair, &qi_pass_ungloss, &qi_pass_tidy,
	&qi_pass_strip, &qi_pass_width, &qi_pass_convert
};

#define NPASSES (sizeof(passes) / sizeof(passes[0]))

static bool
is(const char *name, const char *s, size_t n)
{
	return strlen(name) == n && memcmp(name, s, n) == 0;
}

/* The part of a rule's name behind the dot when it is the pass's, or NULL. */
static const char *
rule_of(size_t rule, const struct pass *pass)
{
	const char *name = qi_rules[rule].name;
	size_t n = strlen(pass->name);

	return strncmp(name, pass->name, n) == 0 && name[n] == '.' ?
	    name + n + 1 : NULL;
}

/* One word behind "=": a rule to turn on, or off with "no-" before it; or
 * "none", which turns all off but how they work. */
static const char *
word(struct spec_step *st, const char *s, size_t n)
{
	bool on = n <= 3 || memcmp(s, "no-", 3) != 0;
	const char *name;
	size_t r, k;

	if (is("none", s, n)) {
		for (r = 0; r < NRULES; r++)
			st->on[r] = st->on[r] && qi_rule_mode[r];
		return NULL;
	}
	if (!on)
		s += 3, n -= 3;
	for (r = 0; r < NRULES; r++) {
		name = rule_of(r, st->pass);
		if (name == NULL || !is(name, s, n))
			continue;
		if (qi_rule_mode[r] && !on)
			return "this is a mode, which cannot be turned off";
		for (k = 0; qi_rule_mode[r] && k < NRULES; k++)
			if (qi_rule_mode[k])
				st->on[k] = false;
		st->on[r] = on;
		return NULL;
	}
	return "no such rule of this pass";
}

/* What of a text can make the rules that are on act. */
static const char *
finish(struct spec_step *st)
{
	bool modes = false, chosen = false;
	size_t r;

	for (r = 0; r < NRULES; r++) {
		if (rule_of(r, st->pass) == NULL)
			continue;
		modes = modes || qi_rule_mode[r];
		if (!st->on[r])
			continue;
		chosen = chosen || qi_rule_mode[r];
		st->gate |= qi_rule_classes[r];
		/* OpenCC's modes convert some of what they made. */
		st->once = st->once || (st->pass == &qi_pass_convert &&
		    qi_rule_mode[r] && r != RULE_CONVERT_HANS &&
		    r != RULE_CONVERT_HANT);
		st->always = st->always || qi_rule_classes[r] == 0;
	}
	if (st->on[RULE_WIDTH_CORNER] && st->on[RULE_WIDTH_CURLY])
		return "width=corner and width=curly undo each other";
	return modes && !chosen ? "this pass needs a mode, as in convert=t2s" : NULL;
}

enum qing_ret
qi_spec_read(struct spec *spec, const char *list, struct qing_error *err)
{
	const char *s = list, *msg;
	struct spec_step *st;
	size_t i, n;

	*spec = (struct spec){ 0 };
	for (;;) {
		s += strspn(s, BLANK);
		*err = (struct qing_error){ "", (size_t)(s - list) };
		if (*s == '\0')
			return QING_OK;
		n = strcspn(s, BLANK "=");
		for (i = 0; i < NPASSES; i++)
			if (is(passes[i]->name, s, n))
				break;
		err->msg = i == NPASSES ? "no such pass" :
		    spec->n == SPEC_STEPS ? "too many passes" : "";
		if (err->msg[0] != '\0')
			return QING_BADSPEC;
		st = &spec->step[spec->n++];
		st->pass = passes[i];
		for (i = 0; i < NRULES; i++)
			st->on[i] = qi_rules[i].on != 0 &&
			    rule_of(i, st->pass) != NULL;
		for (s += n; *s == '=' || *s == ','; s += n) {
			s++;
			n = strcspn(s, BLANK ",");
			err->at = (size_t)(s - list);
			err->msg = word(st, s, n);
			if (err->msg != NULL)
				return QING_BADSPEC;
		}
		msg = finish(st);
		if (msg != NULL) {
			err->msg = msg;
			return QING_BADSPEC;
		}
	}
}

size_t
qi_spec_memory(void)
{
	size_t most = 0, i;

	for (i = 0; i < NPASSES; i++)
		if (passes[i]->memory > most)
			most = passes[i]->memory;
	return most;
}
