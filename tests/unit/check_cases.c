/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check_cases.c - the golden cases of tests/cases, and the laws on each
 *
 * A case is a block of lines, with an empty line after it:
 *
 *	the pass list; behind a tab, with escapes, rules of a user
 *	the input
 *	the output, or "=" when it must be the input, "-" when nothing
 *	rule count	and so on: the edits that must have been made; when no
 *			such line is there, they are not looked at
 *
 * \n \r \t \\ \xHH and \u{HEX} stand for bytes and characters that would be
 * hard to see or to write.  A line that starts with # is a comment.
 */
#include "config.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qing.h"
#include "text.h"
#include "unit.h"

#define MAX_CASES 4096
#define MAX_LINE 65536
#define MAX_RULES 16

struct bytes {
	uint8_t *p;
	size_t n;
};

static struct {
	char where[96];		/* file:line */
	char *spec;
	struct bytes rules_file, in, out;
	struct { char *name; size_t count; } rule[MAX_RULES];
	size_t rules;
} cases[MAX_CASES];
static size_t ncases;

static void *
need(void *p)
{
	if (p == NULL) {
		fputs("Bail out! out of memory\n", stdout);
		exit(99);
	}
	return p;
}

static struct bytes
unescape(const char *s, const char *where)
{
	struct bytes b = { need(malloc(strlen(s) + 1)), 0 };
	static const char from[] = "nrt\\", to[] = "\n\r\t\\";
	const char *e;
	char *end;

	for (; *s != '\0'; s++) {
		if (*s != '\\') {
			b.p[b.n++] = (uint8_t)*s;
			continue;
		}
		s++;
		e = *s == '\0' ? NULL : strchr(from, *s);
		if (e != NULL)
			b.p[b.n++] = (uint8_t)to[e - from];
		else if (s[0] == 'x' && s[1] != '\0' && s[2] != '\0') {
			char hex[3] = { s[1], s[2], '\0' };

			b.p[b.n++] = (uint8_t)strtoul(hex, NULL, 16);
			s += 2;
		} else if (s[0] == 'u' && s[1] == '{') {
			b.n += qi_text_put(b.p + b.n,
			    (uint32_t)strtoul(s + 2, &end, 16));
			s = end;	/* the } */
		} else {
			printf("Bail out! %s: bad escape\n", where);
			exit(99);
		}
	}
	return b;
}

static void
load(const char *name)
{
	static char line[MAX_LINE];
	size_t n = 0, part = 0;
	FILE *f = fopen(name, "r");

	if (f == NULL) {
		printf("Bail out! %s: cannot open\n", name);
		exit(99);
	}
	while (fgets(line, sizeof(line), f) != NULL) {
		char *tab;

		n++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		if (line[0] == '\0') {
			ncases += part >= 3;
			part = 0;
			continue;
		}
		if (ncases == MAX_CASES) {
			puts("Bail out! too many cases");
			exit(99);
		}
		switch (part++) {
		case 0:
			tab = strchr(line, '\t');
			if (tab != NULL) {
				*tab = '\0';
				cases[ncases].rules_file = unescape(tab + 1,
				    name);
			}
			cases[ncases].spec = need(strdup(line));
			break;
		case 1:
			snprintf(cases[ncases].where, sizeof(cases[0].where),
			    "%.80s:%zu", name, n);
			cases[ncases].in = unescape(line, cases[ncases].where);
			break;
		case 2:
			cases[ncases].out = strcmp(line, "=") == 0 ?
			    cases[ncases].in :
			    unescape(strcmp(line, "-") == 0 ? "" : line,
			    cases[ncases].where);
			break;
		default:
			tab = strchr(line, ' ');
			if (tab == NULL || cases[ncases].rules == MAX_RULES) {
				printf("Bail out! %s:%zu: not a rule and a count\n",
				    name, n);
				exit(99);
			}
			*tab = '\0';
			cases[ncases].rule[cases[ncases].rules].name =
			    need(strdup(line));
			cases[ncases].rule[cases[ncases].rules++].count =
			    strtoul(tab + 1, NULL, 10);
		}
	}
	ncases += part >= 3;
	fclose(f);
}

static long left;		/* allocations that still work; < 0: all do */

static void *
poor_realloc(void *ctx, void *p, size_t from, size_t to)
{
	(void)ctx, (void)from;
	if (to == 0) {
		free(p);
		return NULL;
	}
	if (left == 0)
		return NULL;
	left -= left > 0;
	return realloc(p, to);
}

static qing *
new(int i, size_t max_edits)
{
	const char *spec = cases[i].spec;
	struct qing_config cfg = QING_CONFIG_INIT;
	struct qing_error err;
	qing *q;

	cfg.max_edits = max_edits;
	cfg.realloc = poor_realloc;
	cfg.rules = (const char *)cases[i].rules_file.p;
	cfg.rules_len = cases[i].rules_file.n;
	ck_assert_msg(qing_new(&q, spec, &cfg, &err) == QING_OK,
	    "%s: %s at %zu", spec, err.msg, err.at);
	return q;
}

static void
must_be(struct bytes want, const struct qing_result *r, int i)
{
	if (r->len == want.n && (want.n == 0 || memcmp(r->text, want.p, want.n) == 0))
		return;
	ck_abort_msg("%s: wanted \"%.*s\", got \"%.*s\"", cases[i].where,
	    (int)want.n, (const char *)want.p, (int)r->len, (const char *)r->text);
}

/* Is this a mode of OpenCC, which can convert what it made? */
static bool
runs_once(const char *spec)
{
	const char *mode = strstr(spec, "convert=");

	return mode != NULL && strncmp(mode + 8, "hans", 4) != 0 &&
	    strncmp(mode + 8, "hant", 4) != 0;
}

/* Golden; harmless; total; idempotent; local. */
START_TEST(golden)
{
	struct bytes in = cases[_i].in, out = cases[_i].out, copy;
	const struct qing_result *r, *again;
	qing *q = new(_i, 0);
	size_t n, k, valid;

	left = -1;
	ck_assert_int_eq(qing_clean(q, in.p, in.n, &r), QING_OK);
	must_be(out, r, _i);
	ck_assert_msg((r->edits == 0) == (r->text == in.p), "%s: %zu edits, %s",
	    cases[_i].where, r->edits,
	    r->text == in.p ? "the caller's text" : "a copy");
	if (r->fate != QING_REFUSED) {
		qi_text_look((struct text){ r->text, r->len }, &valid);
		ck_assert_uint_eq(valid, r->len);
	}
	for (k = 0; k < cases[_i].rules; k++) {
		for (n = 0; qing_rule(n) != NULL; n++)
			if (strcmp(qing_rule(n)->name, cases[_i].rule[k].name) == 0)
				break;
		ck_assert_msg(qing_count(q, n) == cases[_i].rule[k].count,
		    "%s: %s: wanted %zu, got %zu", cases[_i].where,
		    cases[_i].rule[k].name, cases[_i].rule[k].count,
		    qing_count(q, n));
	}
	if (r->fate != QING_REFUSED && out.n > 0 &&
	    !runs_once(cases[_i].spec)) {
		copy = (struct bytes){ need(malloc(out.n)), out.n };
		memcpy(copy.p, r->text, out.n);
		ck_assert_int_eq(qing_clean(q, copy.p, copy.n, &again), QING_OK);
		ck_assert_msg(again->edits == 0, "%s: not idempotent: \"%.*s\"",
		    cases[_i].where, (int)again->len, (const char *)again->text);
		free(copy.p);
	}
	/* What was cleaned before leaves nothing behind. */
	ck_assert_int_eq(qing_clean(q, in.p, in.n, &r), QING_OK);
	must_be(out, r, _i);
	qing_free(q);
}
END_TEST

/* The edits of a record as one table: is this byte of the input in one? */
static uint8_t *
touched(qing *q, const struct qing_result *r, size_t n)
{
	uint8_t *in_edit = need(calloc(n + 1, 1));
	const struct qing_edit *e;
	size_t i;

	ck_assert_uint_eq(r->logged, r->edits);
	for (i = 0; (e = qing_edit_at(q, i)) != NULL; i++) {
		ck_assert(e->at <= n && e->len <= n - e->at);
		ck_assert(e->len + e->to_len > 0);
		memset(in_edit + e->at, 1, e->len);
	}
	ck_assert_uint_eq(i, r->logged);
	return in_edit;
}

/*
 * Explained: the runs of bytes that no edit touches stand in the output in
 * their order; and the edits of a single pass, replayed, give the output.
 */
START_TEST(explained)
{
	struct bytes in = cases[_i].in;
	const struct qing_result *r;
	const struct qing_edit *e;
	uint8_t *in_edit, *copy;
	size_t a, z, at = 0, done = 0, i;
	qing *q = new(_i, 100000);

	left = -1;
	ck_assert_int_eq(qing_clean(q, in.p, in.n, &r), QING_OK);
	in_edit = touched(q, r, in.n);
	for (a = 0; a < in.n; a = z) {
		for (z = a; z < in.n && in_edit[z] == in_edit[a]; z++)
			;
		if (in_edit[a])
			continue;
		for (; at + (z - a) <= r->len; at++)
			if (memcmp(r->text + at, in.p + a, z - a) == 0)
				break;
		ck_assert_msg(at + (z - a) <= r->len, "%s: changed, but in no edit: "
		    "\"%.*s\"", cases[_i].where, (int)(z - a),
		    (const char *)in.p + a);
		at += z - a;
	}
	free(in_edit);
	if (strchr(cases[_i].spec, ' ') == NULL && r->edits > 0) {
		copy = need(malloc(r->len + 1));
		for (at = 0, i = 0; (e = qing_edit_at(q, i)) != NULL; i++) {
			ck_assert_uint_ge(e->at, done);
			ck_assert_uint_le(at + (e->at - done) + e->to_len, r->len);
			memcpy(copy + at, in.p + done, e->at - done);
			at += e->at - done;
			if (e->to_len > 0)
				memcpy(copy + at, e->to, e->to_len);
			at += e->to_len;
			done = e->at + e->len;
		}
		ck_assert_uint_eq(at + (in.n - done), r->len);
		memcpy(copy + at, in.p + done, in.n - done);
		ck_assert(r->len == 0 || memcmp(copy, r->text, r->len) == 0);
		free(copy);
	}
	qing_free(q);
}
END_TEST

/* Whichever allocation fails: no crash, no leak, and it can be used again. */
START_TEST(poor)
{
	struct bytes in = cases[_i].in, out = cases[_i].out;
	const struct qing_result *r;
	enum qing_ret ret = QING_NOMEM;
	long n;
	qing *q;

	for (n = 0; ret == QING_NOMEM; n++) {
		left = -1;
		q = new(_i, 100);
		left = n;
		ret = qing_clean(q, in.p, in.n, &r);
		ck_assert(ret == QING_OK || ret == QING_NOMEM);
		left = -1;
		ck_assert_int_eq(qing_clean(q, in.p, in.n, &r), QING_OK);
		must_be(out, r, _i);
		qing_free(q);
	}
}
END_TEST

Suite *
unit_suite(void)
{
	const char *list = getenv("CASES"), *dir = getenv("srcdir");
	Suite *s = suite_create("cases");
	TCase *c = tcase_create("cases");
	char *names = need(strdup(list != NULL ? list : "")), *name, path[4096];

	for (name = strtok(names, " "); name != NULL; name = strtok(NULL, " ")) {
		snprintf(path, sizeof(path), "%s/%s", dir != NULL ? dir : ".", name);
		load(path);
	}
	free(names);
	if (ncases == 0) {
		puts("Bail out! no cases: say which in CASES");
		exit(99);
	}
	left = -1;
	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, golden, 0, (int)ncases);
	tcase_add_loop_test(c, explained, 0, (int)ncases);
	tcase_add_loop_test(c, poor, 0, (int)ncases);
	suite_add_tcase(s, c);
	return s;
}
