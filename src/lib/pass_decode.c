/* SPDX-License-Identifier: Apache-2.0 */
/* pass_decode.c - make UTF-8 of a record in any charset */
#include "config.h"

#include <string.h>

#include "detect.h"
#include "pass.h"

#define FFFD "\xef\xbf\xbd"	/* the replacement character in UTF-8 */

static const struct {
	uint8_t s[4];
	size_t n;
	int cs;
} marks[] = {			/* UTF-32LE's begins with UTF-16LE's */
	{ { 0xef, 0xbb, 0xbf }, 3, CS_UTF8 },
	{ { 0xff, 0xfe, 0, 0 }, 4, CS_UTF32LE },
	{ { 0, 0, 0xfe, 0xff }, 4, CS_UTF32BE },
	{ { 0xff, 0xfe }, 2, CS_UTF16LE },
	{ { 0xfe, 0xff }, 2, CS_UTF16BE },
	{ { 0x84, 0x31, 0x95, 0x33 }, 4, CS_GB18030 },
};

struct state {
	struct text t;
	const struct pass_env *env;
	struct edits *out;
	struct buf *run;	/* what was read and is not yet an edit */
	size_t from;		/* where that starts in t */
	unsigned score;
};

/*
 * The byte order mark at the start, or all of them when there are more, lest
 * the next be at the start the next time; the charset it tells, or NULL.
 */
static const struct charset *
byte_order_mark(struct text t, size_t *n)
{
	size_t i;

	*n = 0;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		while (t.n - *n >= marks[i].n &&
		    memcmp(t.s + *n, marks[i].s, marks[i].n) == 0)
			*n += marks[i].n;
		if (*n > 0)
			return &qi_charsets[marks[i].cs];
	}
	return NULL;
}

/* What was read since from was in another charset, up to at. */
static void
flush(struct state *st, size_t at)
{
	const struct buf *b = st->run;

	if (b->n > 0 && !b->failed && (b->n != at - st->from ||
	    memcmp(b->p, st->t.s + st->from, b->n) != 0))
		qi_edits_add(st->out, st->from, at - st->from, b->p, b->n,
		    RULE_DECODE_CHARSET, st->score);
	st->run->n = 0;
}

/*
 * Read [at, end) in cs.  An edit is a run of characters outside ASCII, in the
 * wide charsets a line; unreadable bytes are an edit each.
 */
static void
convert(struct state *st, const struct charset *cs, size_t at, size_t end,
    const uint8_t *skips)
{
	size_t start = at;
	bool wide = qi_charset_is_wide(cs);
	struct decoder *d = st->env->decoder;
	const uint8_t *s = st->t.s;
	uint32_t cp[2];
	uint8_t utf8[8];
	size_t len, n;

	for (st->from = at; at < end; at += len) {
		if (!wide && s[at] < 0x80) {
			flush(st, at);
			len = 1;
			st->from = at + 1;
			continue;
		}
		if (skips != NULL && (skips[at - start] & DETECT_SKIP)) {
			cp[0] = CHARSET_BAD;
			len = 1;
		} else
			len = qi_charset_next(d, cs, s + at, end - at, cp);
		if (cp[0] == CHARSET_BAD) {
			flush(st, at);
			qi_edits_add(st->out, at, len, FFFD, sizeof(FFFD) - 1,
			    RULE_DECODE_UNREADABLE, 1000);
			st->from = at + len;
			continue;
		}
		if (cs->form == FORM_UTF8) {
			st->from = at + len;
			continue;
		}
		n = qi_text_put(utf8, cp[0]);
		if (cp[1] != 0)
			n += qi_text_put(utf8 + n, cp[1]);
		qi_buf_put(st->run, utf8, n);
		if (wide && cp[0] == '\n') {
			flush(st, at + len);
			st->from = at + len;
		}
	}
	flush(st, end);
}

/*
 * The charset of a part of a text in cs: another when it reads badly in cs,
 * and much better in that.  When it reads badly in all of them, *skips is
 * which of its bytes are to blame, or NULL.
 */
static const struct charset *
charset_of_part(struct state *st, const struct charset *cs, size_t at,
    size_t end, const uint8_t **skips)
{
	static const int other[] = { CS_UTF8, CS_GB18030, CS_BIG5 };
	struct text part = { st->t.s + at, end - at };
	struct reading r = { 0 }, least, as = { 0 };
	const struct charset *best = cs;
	struct buf *plan = &st->env->scratch[2];
	uint64_t single;
	size_t i;

	*skips = NULL;
	qi_detect_read(st->env->decoder, cs, part, false, &as);
	if (as.high == 0 || (as.bad == 0 &&
	    qi_detect_is_good(&as, DETECT_SURE_SINGLE)))
		return cs;
	single = as.cost;
	as = (struct reading){ 0 };
	qi_detect_read(st->env->decoder, cs, part, true, &as);
	least = as;
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
		r = (struct reading){ 0 };
		qi_detect_read(st->env->decoder, &qi_charsets[other[i]], part,
		    true, &r);
		/* 24 bits: more than chance gives to one part in millions. */
		if (r.cost < least.cost && r.cost + 192 < as.cost &&
		    r.bad == 0 && r.chars > 1 &&
		    qi_detect_is_good(&r, DETECT_LIKELY)) {
			least = r;
			best = &qi_charsets[other[i]];
		}
	}
	if (best == cs && cs->form != FORM_UTF8 && (as.bad > 0 ||
	    !qi_detect_is_good(&as, DETECT_LIKELY)) &&
	    qi_detect_skips(st->env->decoder, cs, part, single, plan))
		*skips = plan->p;
	return best;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct state st = { t, env, out, &env->scratch[0], 0, 1000 };
	struct decoder *d = env->decoder;
	const struct charset *cs, *part;
	const uint8_t *skips;
	size_t at, end;

	d->charset = "UTF-8";
	cs = byte_order_mark(t, &at);
	if (cs == &qi_charsets[CS_UTF8] && d->valid < t.n) {
		/* Some programs put one before text in any charset. */
		cs = byte_order_mark((struct text){ t.s + at, t.n - at }, &end);
		at += end;
	}
	if (cs == NULL && d->valid < t.n)
		cs = qi_detect(d, (struct text){ t.s + at, t.n - at },
		    &env->scratch[1], &st.score);
	if (cs == NULL)
		return;
	if (d->valid < t.n && (!env->on[RULE_DECODE_CHARSET] ||
	    !env->on[RULE_DECODE_UNREADABLE]))
		return;
	d->charset = cs->name;
	if (at > 0 && env->on[RULE_DECODE_BOM])
		qi_edits_add(out, 0, at, NULL, 0, RULE_DECODE_BOM, 1000);
	else
		at = 0;
	if (d->valid == t.n)
		return;
	if (qi_charset_is_wide(cs)) {
		convert(&st, cs, at, t.n, NULL);
		return;
	}
	for (; at < t.n; at = end) {
		end = qi_detect_part(t, at);
		part = cs;
		skips = NULL;
		if (cs->form == FORM_UTF8 || cs->form == FORM_GB18030 ||
		    cs->form == FORM_BIG5)
			part = charset_of_part(&st, cs, at, end, &skips);
		convert(&st, part, at, end, skips);
	}
}

const struct pass qi_pass_decode = { .name = "decode", .run = run, .bytes = true };
