/* SPDX-License-Identifier: Apache-2.0 */
/* pass_decode.c - make UTF-8 of a record in any charset */
#include "config.h"

#include <string.h>

#include "detect.h"
#include "escape.h"
#include "fit.h"
#include "letters.h"
#include "model.h"
#include "pass.h"
#include "single.h"

#define FEW_LETTERS 4
#define LETTER_MOST 62		/* a byte outside ASCII that is one costs half
				 * as much, Chinese read as letters 80 */

#define FFFD "\xef\xbf\xbd"	/* the replacement character in UTF-8 */

struct state {
	struct text t;
	const struct pass_env *env;
	struct edits *out;
	unsigned score;		/* of the charset of the record */
};

/* Is [at, to) beside a letter of ASCII, inside [start, end)? */
static bool
is_beside_letter(const uint8_t *s, size_t start, size_t end, size_t at,
    size_t to)
{
	return (at > start && qi_text_is_letter(s[at - 1])) ||
	    (to < end && qi_text_is_letter(s[to]));
}

#define MORE (FIT_ODD_THREE - FIT_ODD_TWO)

static inline unsigned
larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* Write the character of an entry, and a byte more. */
static inline uint8_t *
put_pair(uint8_t *p, uint32_t e)
{
	p[0] = (uint8_t)e;
	p[1] = (uint8_t)(e >> 8);
	p[2] = (uint8_t)(e >> 16);
	p[3] = (uint8_t)(e >> 24);
	return p + qi_pairs_len(e);
}

/*
 * Convert pairs whose UTF-8 is in the table, up to something else; gives the
 * bytes read.  Four are written each time, for which to has room.
 */
static size_t
convert_pairs(const uint32_t *table, const uint8_t *s, size_t n, uint8_t **to,
    struct fit *f)
{
	unsigned before = 0, two = 0, most = 0, c;	/* of costs */
	size_t at = 0, cost = 0;
	uint8_t *p = *to;
	uint32_t e, next;

	/* Two at once, as neither has to wait for the other. */
	for (; n - at >= 4 && s[at] >= 0x80 && s[at + 1] >= 0x40 &&
	    s[at + 2] >= 0x80 && s[at + 3] >= 0x40; at += 4) {
		e = table[PAIRS_INDEX(s[at], s[at + 1])];
		next = table[PAIRS_INDEX(s[at + 2], s[at + 3])];
		if (!qi_pairs_is_plain(e & next))
			break;
		p = put_pair(p, e);
		p = put_pair(p, next);
		c = qi_pairs_cost(e);
		most = larger(most, two + c);
		two = before + c;
		before = qi_pairs_cost(next);
		cost += c + before;
		most = larger(most, larger(two + MORE, two + before));
		two = c + before;
		most = larger(most, two + MORE);
	}
	for (; n - at >= 2 && s[at] >= 0x80 && s[at + 1] >= 0x40; at += 2) {
		e = table[PAIRS_INDEX(s[at], s[at + 1])];
		if (!qi_pairs_is_plain(e))
			break;
		p = put_pair(p, e);
		c = qi_pairs_cost(e);
		most = larger(most, two + c);
		two = before + c;
		before = c;
		cost += c;
		most = larger(most, two + MORE);
	}
	*to = p;
	f->high_cost += cost;
	f->chars += at / 2;
	f->odd = f->odd || most >= FIT_ODD_THREE;
	return at;
}

/*
 * Convert the run of characters outside ASCII at at: one edit, up to the next
 * ASCII, a byte to skip (see fit.h; skips is that of at) or what cannot be read.
 * In the wide charsets it goes to the end of the line.  Gives where it ends.
 */
static size_t
convert_run(struct state *st, const struct charset *cs, size_t at, size_t end,
    const uint8_t *skips, struct fit *f)
{
	const uint32_t *table = qi_charset_pairs(cs);
	bool wide = qi_charset_is_wide(cs);
	const uint8_t *s = st->t.s, *from = s + at, *p = from, *z = s + end;
	uint8_t *start, *to;
	uint32_t cp[2];
	size_t len;

	start = to = qi_edits_open(st->out, at, 3 * (end - at));
	if (start == NULL)
		return end;
	while (p < z && (*p >= 0x80 || wide)) {
		if (table != NULL && skips == NULL)
			p += convert_pairs(table, p, (size_t)(z - p), &to, f);
		if (p == z || (*p < 0x80 && !wide) ||
		    (skips != NULL && (skips[p - from] & FIT_SKIP)))
			break;
		len = qi_charset_next(st->env->decoder, cs, p, (size_t)(z - p),
		    cp);
		if (cp[0] == CHARSET_BAD)
			break;
		f->high_cost += qi_model_asian(0, cp[0]);
		f->chars++;
		to += qi_text_put(to, cp[0]);
		if (cp[1] != 0)
			to += qi_text_put(to, cp[1]);
		p += len;
		if (wide && cp[0] == '\n')
			break;
	}
	f->high += (size_t)(p - from);
	if (p > from)
		qi_edits_close(st->out, (size_t)(p - from),
		    (size_t)(to - start), RULE_DECODE_CHARSET, st->score);
	return (size_t)(p - s);
}

/* An edit of what b has for [from, at), when that is not the same. */
static void
put_run(struct state *st, struct buf *b, size_t from, size_t at)
{
	if (at > from && !b->failed && (b->n != at - from ||
	    memcmp(b->p, st->t.s + from, b->n) != 0))
		qi_edits_add(st->out, from, at - from, b->p, b->n,
		    RULE_DECODE_CHARSET, st->score);
	qi_buf_reset(b);
}

/* An edit for two surrogates at at: gives their length, or 0 for none. */
static size_t
join_surrogates(struct state *st, size_t at, size_t end)
{
	uint32_t cp;
	size_t len = qi_text_surrogates(st->t.s + at, end - at, &cp);
	uint8_t utf8[4];

	if (len > 0 && st->env->on[RULE_DECODE_SURROGATE])
		qi_edits_add(st->out, at, len, utf8, qi_text_put(utf8, cp),
		    RULE_DECODE_SURROGATE, 1000);
	else
		len = 0;
	return len;
}

/* Convert [at, end), which looks like ASCII. */
static void
convert_shifts(struct state *st, const struct charset *cs, size_t at, size_t end)
{
	struct buf *b = &st->env->scratch[0];
	const uint8_t *s = st->t.s;
	size_t from = at, len;
	struct escape e;
	uint8_t utf8[4];
	uint32_t cp;

	st->out->charset = (uint8_t)(cs - qi_charsets + 1);
	qi_escape_begin(&e, qi_escape_form(cs));
	for (; at < end; at += len) {
		len = qi_escape_plain(&e, s + at, end - at);
		if (len > 0) {
			put_run(st, b, from, at);
			from = at + len;
			continue;
		}
		len = qi_escape_next(&e, st->env->decoder, s + at, end - at,
		    &cp);
		if (cp == CHARSET_BAD) {
			put_run(st, b, from, at);
			from = at + len;
			qi_edits_add(st->out, at, len, FFFD, sizeof(FFFD) - 1,
			    RULE_DECODE_UNREADABLE, 1000);
		} else if (cp != ESCAPE_NONE &&
		    /* A byte order mark at the start is none of the text. */
		    (cp != 0xfeff || from > 0 || b->n > 0))
			qi_buf_put(b, utf8, qi_text_put(utf8, cp));
	}
	put_run(st, b, from, end);
}

/* May bytes be damaged in the run [at, to), which was converted? */
static bool
is_odd(const struct charset *cs, struct text t, size_t at, size_t to,
    const struct fit *f)
{
	const uint32_t *table = qi_charset_pairs(cs);
	const uint8_t *s = t.s;

	/* Our counts are of Chinese: what is odd in Japanese they do not know. */
	return (cs->form == FORM_GB18030 || cs->form == FORM_BIG5 ||
	    cs->form == FORM_EUC_TW) && (f->odd || (to < t.n &&
	    qi_text_is_letter(s[to]) && to - at >= 2 &&
	    qi_pairs_is_lead(s[to - 2]) && s[to - 1] >= 0x40 &&
	    qi_pairs_cost(table[PAIRS_INDEX(s[to - 2], s[to - 1])]) >=
	    FIT_ODD_ONE));
}

/* The end of the piece of a line at at: behind a byte that ends a character in
 * all charsets but the wide ones. */
static size_t
piece_end(struct text t, size_t at, size_t end)
{
	while (at < end && t.s[at] >= 0x30)
		at++;
	while (at < end && t.s[at] < 0x30)
		at++;
	return at;
}

/*
 * Convert [at, end), all of it in cs, passing over the bytes of skips if there
 * are any, and add to f how well it fits.  Without skips, what looks damaged is
 * looked at again, and converted so that it costs the least.
 */
static void
convert(struct state *st, const struct charset *cs, size_t at, size_t end,
    const uint8_t *skips, struct fit *f)
{
	struct buf *plan = &st->env->scratch[2];
	bool wide = qi_charset_is_wide(cs);
	const uint8_t *s = st->t.s;
	size_t start = at, to, len, looked = at;
	struct edits_mark mark;
	struct fit run;
	uint32_t cp[2];

	st->out->charset = (uint8_t)(cs - qi_charsets + 1);
	for (; at < end; at = to) {
		to = at;
		if (!wide && s[at] < 0x80) {
			to += qi_text_ascii(s + at, end - at);
			continue;
		}
		run = (struct fit){ 0 };
		if (cs->form != FORM_UTF8) {
			mark = qi_edits_mark(st->out, RULE_DECODE_CHARSET,
			    RULE_DECODE_UNREADABLE);
			to = convert_run(st, cs, at, end, skips == NULL ? NULL :
			    skips + (at - start), &run);
			run.lone = run.chars == 1 &&
			    is_beside_letter(s, start, end, at, to);
		} else {
			to += qi_text_valid(s + at, end - at);
			if (to == at)
				to += join_surrogates(st, at, end);
		}
		if (skips == NULL && to > looked &&
		    is_odd(cs, st->t, at, to, &run)) {
			looked = piece_end(st->t, to, end);	/* once */
			len = looked - at;
			if (qi_fit_skips(st->env->decoder, cs,
			    (struct text){ s + at, len }, plan)) {
				qi_edits_back(st->out, &mark);
				to = at + len;
				run = (struct fit){ 0 };
				convert(st, cs, at, to, plan->p, &run);
			}
		}
		if (to == at) {
			len = skips != NULL &&
			    (skips[at - start] & FIT_SKIP) ? 1 :
			    qi_charset_next(st->env->decoder, cs, s + at,
			    end - at, cp);
			qi_edits_add(st->out, at, len, FFFD, sizeof(FFFD) - 1,
			    RULE_DECODE_UNREADABLE, 1000);
			to = at + len;
			run.bad++;
		}
		f->high += run.high;
		f->high_cost += run.high_cost;
		f->chars += run.chars;
		f->bad += run.bad;
		f->lone += run.lone;
	}
}

#define OTHERS 3	/* charsets that parts of a text are in by turns: */
#define SWITCH 192	/* to another: 24 bits, more than chance gives to one
			 * part in millions */

static const int others[OTHERS] = { CS_UTF8, CS_GB18030, CS_BIG5 };

/* The first so many of them; Japanese can read well as Chinese. */
static size_t
others_of(const struct charset *cs)
{
	return cs->form == FORM_UTF8 || cs->form == FORM_GB18030 ||
	    cs->form == FORM_BIG5 ? OTHERS : 1;
}

/* A piece of a line, and the cheapest charset of the piece before for each of
 * its own. */
struct piece {
	uint32_t end;
	uint8_t before[1 + OTHERS];
};

/*
 * Cut [at, end) into pieces and find the cheapest charset of each, by the
 * cheapest path: a switch costs, and it begins in cs.  The charset of a piece
 * comes last in its before[].  False when all is in cs.
 */
static bool
find_pieces(struct state *st, const struct charset *cs, size_t at, size_t end,
    struct buf *pieces)
{
	uint64_t cost[1 + OTHERS] = { 0, SWITCH, SWITCH, SWITCH }, was[1 + OTHERS];
	struct piece pc, *p;
	struct fit f;
	size_t i, k, n, best, most = others_of(cs);
	bool any = false;

	qi_buf_reset(pieces);
	for (; at < end; at = pc.end) {
		pc.end = (uint32_t)piece_end(st->t, at, end);
		memcpy(was, cost, sizeof(was));
		for (best = 0, k = 1; k <= most; k++)
			if (was[k] < was[best])
				best = k;
		for (k = 0; k <= most; k++) {
			pc.before[k] = (uint8_t)(was[k] <= was[best] + SWITCH ?
			    k : best);
			cost[k] = was[pc.before[k]] +
			    (pc.before[k] == k ? 0 : SWITCH);
			f = (struct fit){ 0 };
			qi_fit_read(st->env->decoder, k == 0 ? cs :
			    &qi_charsets[others[k - 1]],
			    (struct text){ st->t.s + at, pc.end - at }, true, &f);
			cost[k] += f.cost;
		}
		qi_buf_put(pieces, &pc, sizeof(pc));
	}
	if (pieces->failed)
		return false;
	p = (struct piece *)(void *)pieces->p;
	n = pieces->n / sizeof(*p);
	for (best = 0, k = 1; k <= most; k++)
		if (cost[k] < cost[best])
			best = k;
	for (i = n; i-- > 0; best = k) {
		k = p[i].before[best];
		p[i].before[OTHERS] = (uint8_t)best;
		any = any || best > 0;
	}
	return any;
}

/* As convert(), and find out which bytes are to blame for what does not fit. */
static void
convert_damaged(struct state *st, const struct charset *cs, size_t at,
    size_t end)
{
	struct buf *plan = &st->env->scratch[2];
	struct fit f = { 0 };

	convert(st, cs, at, end, qi_charset_pairs(cs) != NULL &&
	    qi_fit_skips(st->env->decoder, cs, (struct text){ st->t.s + at,
	    end - at }, plan) ? plan->p : NULL, &f);
}

/*
 * Is [at, end) in another charset than that of the record?  More than one
 * character, as a single one can be anything, and good ones: the better when
 * all bytes can be read in cs as well, where it may be a list of rare ones.
 */
static bool
is_in(struct state *st, const struct charset *other, const struct charset *cs,
    size_t at, size_t end)
{
	struct text t = { st->t.s + at, end - at };
	struct fit f = { 0 }, own = { 0 };

	qi_fit_read(st->env->decoder, other, t, true, &f);
	qi_fit_read(st->env->decoder, cs, t, false, &own);
	return f.chars > 1 &&
	    qi_fit_is_good(&f, own.bad > 0 ? FIT_LIKELY : FIT_GOOD);
}

/* Chinese, or rather another language that its charset can read too? */
static const struct charset *
or_rather(struct state *st, const struct charset *cs, size_t at, size_t end)
{
	static const int rivals[] = { CS_EUC_KR, CS_EUC_JP, CS_SHIFT_JIS };
	struct text t = { st->t.s + at, end - at };
	struct fit f = { 0 }, g;
	size_t i;

	qi_fit_read(st->env->decoder, cs, t, true, &f);
	for (i = 0; i < sizeof(rivals) / sizeof(rivals[0]); i++) {
		g = (struct fit){ 0 };
		qi_fit_read(st->env->decoder, &qi_charsets[rivals[i]], t, true,
		    &g);
		if (g.cost + (f.kana * 8 >= f.chars ? 0 : SWITCH) < f.cost) {
			cs = &qi_charsets[rivals[i]];
			f = g;
		}
	}
	return cs;
}

static bool
is_letter(uint32_t cp)		/* as far as Latin ones go */
{
	return cp >= 0xc0 && cp < 0x250 && cp != 0xd7 && cp != 0xf7;
}

/*
 * A part of a UTF-8 text in which nothing but ASCII is UTF-8 can be in a charset
 * of one byte a character; a few letters only beside letters of ASCII, as one
 * byte can be damage.
 */
static const struct charset *
find_single(struct state *st, size_t at, size_t end)
{
	const uint8_t *s = st->t.s;
	struct span sp = { at, end - at };
	struct letters l;
	size_t i, to;
	bool few;

	for (i = at; i < end; i++)
		if (s[i] >= 0x80 && qi_text_valid(s + i, end - i) > 0)
			return NULL;
	if (qi_letters(st->t, &sp, 1, &l, 1) == 0 || l.margin < LETTERS_SURE)
		return NULL;
	few = l.high < FEW_LETTERS;
	for (i = at; i < end && few; i = to) {
		to = i + qi_text_ascii(s + i, end - i);
		for (i = to; to < end && s[to] >= 0x80; to++)
			if (!is_letter(qi_single_decode(l.set, s[to])))
				return NULL;
		if (i < to && !is_beside_letter(s, at, end, i, to))
			return NULL;
	}
	return l.high_cost <= LETTER_MOST * (l.high + few) ?
	    &qi_charsets[CS_SINGLE + l.set] : NULL;
}

/* What is in the charset of the record, or in letters if that is UTF-8. */
static void
convert_own(struct state *st, const struct charset *cs, size_t at, size_t end)
{
	const struct charset *single = cs->form == FORM_UTF8 ?
	    find_single(st, at, end) : NULL;

	convert_damaged(st, single != NULL ? single : cs, at, end);
}

/*
 * A part that reads badly in the charset of the record: pieces of it may be in
 * others.
 */
static void
convert_pieces(struct state *st, const struct charset *cs, size_t at, size_t end)
{
	struct buf *pieces = &st->env->scratch[3];
	const struct charset *other;
	const struct piece *p;
	size_t i, n, to;
	unsigned in;

	if (!find_pieces(st, cs, at, end, pieces)) {
		convert_own(st, cs, at, end);
		return;
	}
	p = (const struct piece *)(const void *)pieces->p;
	n = pieces->n / sizeof(*p);
	for (i = 0; i < n; at = to) {
		in = p[i].before[OTHERS];
		do
			to = p[i++].end;
		while (i < n && p[i].before[OTHERS] == in);
		other = in > 0 ? &qi_charsets[others[in - 1]] : NULL;
		if (other != NULL && other->form != FORM_UTF8)
			other = or_rather(st, other, at, to);
		if (other != NULL && is_in(st, other, cs, at, to))
			convert_damaged(st, other, at, to);
		else
			convert_own(st, cs, at, to);
	}
}

/* What is valid is UTF-8; other parts are looked at. */
static void
convert_utf8(struct state *st, const struct charset *cs, size_t at)
{
	const uint8_t *s = st->t.s;
	size_t n = st->t.n, valid, len, start;

	while (at < n) {
		qi_text_look((struct text){ s + at, n - at }, &valid);
		if (valid == n - at)
			break;
		len = join_surrogates(st, at + valid, n);
		if (len > 0) {
			at += valid + len;
			continue;
		}
		for (start = at + valid; start > at && s[start - 1] != '\n' &&
		    s[start - 1] != '\t'; start--)
			;
		at = qi_text_part(st->t, start);
		convert_pieces(st, cs, start, at);
	}
}

/* A line of ASCII among others that are not: it can be HZ. */
static void
convert_if_shifts(struct state *st, size_t at, size_t end)
{
	struct text part = { st->t.s + at, end - at };
	enum escape_form form = ESCAPE_NOT;
	unsigned bits;

	if (memchr(part.s, '~', part.n) != NULL)
		form = qi_escape_detect(st->env->decoder, part, &bits);
	if (form == ESCAPE_HZ)
		convert_shifts(st, qi_escape_charset(form), at, end);
}

/* Part by part, quickly, and again where that does not read well. */
static void
convert_parts(struct state *st, const struct charset *cs, size_t at)
{
	struct edits_mark mark;
	struct fit f;
	size_t end;

	for (; at < st->t.n; at = end) {
		end = qi_text_part(st->t, at);
		mark = qi_edits_mark(st->out, RULE_DECODE_CHARSET,
		    RULE_DECODE_UNREADABLE);
		f = (struct fit){ 0 };
		convert(st, cs, at, end, NULL, &f);
		if (f.high == 0 && f.bad == 0)
			convert_if_shifts(st, at, end);
		else if (f.bad > 0 || !qi_fit_is_good(&f, FIT_SURE_SINGLE)) {
			qi_edits_back(st->out, &mark);
			convert_pieces(st, cs, at, end);
		}
	}
}

/* UTF-8, and more than one character that is not ASCII? */
static bool
is_utf8(struct text t, size_t at, size_t end)
{
	size_t chars = 0, len;

	for (; at < end; at += len) {
		len = qi_text_valid(t.s + at, end - at);
		if (len == 0)
			return false;
		chars += len > 1;
	}
	return chars > 1;
}

/* One byte a character, but for parts that are UTF-8.  Thai words can be that
 * by chance. */
static void
convert_single(struct state *st, const struct charset *cs, size_t at)
{
	bool thai = strcmp(cs->name, "windows-874") == 0;
	struct fit f = { 0 };
	size_t end;

	for (; at < st->t.n; at = end) {
		end = qi_text_part(st->t, at);
		if (thai || !is_utf8(st->t, at, end))
			convert(st, cs, at, end, NULL, &f);
	}
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct state st = { t, env, out, 1000 };
	struct decoder *d = env->decoder;
	const struct charset *cs;
	struct fit f = { 0 };
	size_t at;

	cs = qi_detect(d, t, &env->scratch[1], &st.score, &at);
	if (cs == NULL)
		return;
	if ((cs->form != FORM_UTF8 || d->valid < t.n) &&
	    (!env->on[RULE_DECODE_CHARSET] || !env->on[RULE_DECODE_UNREADABLE]))
		return;
	d->charset = cs->name;
	d->again = qi_charset_is_wide(cs) || at > 0;
	out->charset = (uint8_t)(cs - qi_charsets + 1);
	if (at > 0 && env->on[RULE_DECODE_BOM])
		qi_edits_add(out, 0, at, NULL, 0, RULE_DECODE_BOM, 1000);
	else
		at = 0;
	if (cs->form == FORM_UTF8 && d->valid < t.n)
		convert_utf8(&st, cs, at);
	else if (cs->form == FORM_UTF8)
		return;
	else if (cs->form == FORM_SHIFT)
		convert_shifts(&st, cs, at, t.n);
	else if (qi_charset_pairs(cs) != NULL)
		convert_parts(&st, cs, at);
	else if (cs->form == FORM_SINGLE)
		convert_single(&st, cs, at);
	else
		convert(&st, cs, at, t.n, NULL, &f);
}

const struct pass qi_pass_decode = { .name = "decode", .run = run, .bytes = true };
