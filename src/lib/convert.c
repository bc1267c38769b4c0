/* SPDX-License-Identifier: Apache-2.0 */
/*
 * convert.c - go through a text and convert it
 *
 * Most characters become what a table says.  Where one is a trigger, the
 * island around it (src/gen/gen_convert.c) is converted as a whole, with its
 * phrases, by the mode.  The next text is made at once, a table entry for a
 * character; only if a log is wanted the edits are found afterwards, by
 * comparing both texts.
 */
#include "config.h"

#include "convert.h"

#define CHUNK ((size_t)1 << 16)		/* so much is made at a time */

static inline void
store(uint8_t *s, uint64_t v)
{
	s[0] = (uint8_t)v;
	s[1] = (uint8_t)(v >> 8);
	s[2] = (uint8_t)(v >> 16);
	s[3] = (uint8_t)(v >> 24);
	s[4] = (uint8_t)(v >> 32);
	s[5] = (uint8_t)(v >> 40);
	s[6] = (uint8_t)(v >> 48);
	s[7] = (uint8_t)(v >> 56);
}

/* The form of such a character: too long forms and surrogates have it, too,
 * but in the table they are not plain. */
#define THREE 0x8080e0u
#define THREE_MASK 0xc0c0f0u

/* The entry of a character of three bytes, as qi_text_load() gives them. */
static inline uint32_t
entry(const struct conversion *c, uint32_t x)
{
	return c->bmp[(x & 0xf) << 12 | (x >> 2 & 0xfc0) | (x >> 16 & 0x3f)];
}

/*
 * How many operands an ideographic description character takes, as OpenCC
 * counts them; 0 for all other characters.
 */
static unsigned
operands(uint32_t cp)
{
	return cp < 0x2ff0 || cp > 0x2fff ? 0 :
	    cp == 0x2ff2 || cp == 0x2ff3 ? 3 : cp >= 0x2ffe ? 1 : 2;
}

/* Can two characters, as they are read, stand side by side in a phrase?  No
 * phrase has a description character. */
static bool
joined(const struct mode *m, uint32_t a, uint32_t b)
{
	return operands(a) == 0 && operands(b) == 0 &&
	    (qi_joined(&m->joints[0], a, b) ||
	    (m->joints[1].word != NULL && qi_joined(&m->joints[1], a, b)));
}

/*
 * Where the ideographic description sequence at at ends: at itself when it
 * is none, is cut off, or passes OpenCC's limits of depth and length.
 */
static size_t
description_end(struct text t, size_t at)
{
	enum { DEPTH = 15, CHARS = 64 };
	unsigned left[DEPTH], depth = 0, n, arity;
	size_t end = at;
	uint32_t cp;

	for (n = 0; n < CHARS && qi_text_at(t, end, &cp) > 0; n++) {
		end += qi_text_at(t, end, &cp);
		arity = operands(cp);
		if (arity > 0) {
			if (depth == DEPTH)
				return at;
			left[depth++] = arity;
			continue;
		}
		while (depth > 0 && --left[depth - 1] == 0)
			depth--;
		if (depth == 0)
			return end;
	}
	return at;
}

/* From here on there is a next text: what stands before at is in it. */
static void
begin_making(struct converting *w, size_t at)
{
	if (w->making)
		return;
	w->making = true;
	qi_buf_put(w->e->out, w->t.s, at);
	w->e->done = at;
}

static inline unsigned
differ(uint32_t a, uint32_t b)
{
	return ((a ^ b) & BYTES) != 0;
}

/* Make as many of four characters at s as are of three bytes and plain. */
static inline unsigned
make_four(const struct conversion *c, const uint8_t *s, uint8_t *p,
    size_t *changed)
{
	uint32_t v = qi_text_load(s), x = qi_text_load(s + 3), y = qi_text_load(s + 6), z = qi_text_load(s + 9);
	uint32_t to_v, to_x, to_y, to_z;

	if ((((v ^ THREE) | (x ^ THREE) | (y ^ THREE) | (z ^ THREE)) &
	    THREE_MASK) != 0)
		return 0;
	to_v = entry(c, v);
	to_x = entry(c, x);
	to_y = entry(c, y);
	to_z = entry(c, z);
	store(p, to_v | (uint64_t)to_x << 24 | (uint64_t)to_y << 48);
	store(p + 8, to_y >> 16 | (uint64_t)to_z << 8);
	if (KIND(to_v | to_x | to_y | to_z) == 0) {
		*changed += differ(v, to_v) + differ(x, to_x) +
		    differ(y, to_y) + differ(z, to_z);
		return 4;
	}
	if (KIND(to_v) != 0)
		return 0;
	*changed += differ(v, to_v);
	if (KIND(to_x) != 0)
		return 1;
	*changed += differ(x, to_x);
	if (KIND(to_y) != 0)
		return 2;
	*changed += differ(y, to_y);
	return 3;
}

/* Does the trigger at at do anything beside its neighbours? */
static bool
sparks(const struct converting *w, size_t at)
{
	const struct joints *j = &w->c->mode->sparks;
	uint32_t a, b;
	size_t next;

	next = at + qi_text_char(w->t.s + at, &b);
	b = qi_convert_as(w->c, b);
	if (at > w->done) {
		qi_text_char(w->t.s + qi_text_back(w->t.s, at), &a);
		if (qi_joined(j, qi_convert_as(w->c, a), b))
			return true;
	}
	if (qi_text_at(w->t, next, &a) == 0)
		return false;
	return qi_joined(j, b, qi_convert_as(w->c, a));
}

/* Make what the table says until something else comes, at the end of a chunk
 * at the latest, and go on there. */
static size_t
make_plain(struct converting *w, size_t at)
{
	const struct conversion *c = w->c;
	struct edits *e = w->e;
	const uint8_t *s = w->t.s + at, *end;
	size_t n = w->t.n - at < CHUNK ? w->t.n - at : CHUNK, changed = 0;
	uint32_t x, to;
	uint8_t *p;

	/* Each step can read and write some bytes more than it says. */
	if (n < 32 || !qi_buf_reserve(e->out, n + 16))
		return at;
	p = e->out->p + e->out->n;
	for (end = s + n - 16; s < end; ) {
		n = make_four(c, s, p, &changed);
		s += 3 * n, p += 3 * n;
		if (n == 4)
			continue;
		x = qi_text_load(s);
		if ((x & THREE_MASK) == THREE) {
			to = entry(c, x);
			if (KIND(to) != 0 && (KIND(to) != CHAR_TRIGGER ||
			    sparks(w, (size_t)(s - w->t.s))))
				break;
			store(p, to);
			changed += differ(x, to);
			s += 3, p += 3;
		} else if (*s < 0x80) {
			memcpy(p, s, 8);
			n = qi_text_ascii(s, 8);
			s += n, p += n;
		} else if (*s < 0xe0 && (n = qi_text_valid(s, 2)) > 0) {
			memcpy(p, s, 2);
			s += n, p += n;
		} else
			break;
	}
	e->out->n = (size_t)(p - e->out->p);
	e->done = (size_t)(s - w->t.s);
	e->count += changed;
	e->by_rule[c->plain] += changed;
	return e->done;
}

/* As long as nothing changes: where something else comes. */
static size_t
skip_plain(const struct converting *w, size_t at)
{
	const uint8_t *s = w->t.s + at, *end = w->t.s + w->t.n;
	uint32_t x;
	size_t n;

	while (s < end) {
		if ((*s & 0xf0) == 0xe0 && end - s >= 3) {
			x = qi_load_three(s);
			if (entry(w->c, x) != x)
				break;
			s += 3;
		} else if (*s < 0x80)
			s += qi_text_ascii(s, (size_t)(end - s));
		else if (*s < 0xe0 &&
		    (n = qi_text_valid(s, (size_t)(end - s))) > 0)
			s += n;
		else
			break;
	}
	return (size_t)(s - w->t.s);
}

/* Do n cells say what stands in the text? */
static bool
unchanged(struct text t, const struct cell *cell, size_t n)
{
	uint8_t s[4];
	size_t i, at = 0, len;

	for (i = 0; i < n; i++, at += len) {
		len = qi_text_put(s, cell[i].cp);
		if (len > t.n - at || memcmp(t.s + at, s, len) != 0)
			return false;
	}
	return at == t.n;
}

/* Take back what was made of the characters between two places. */
static void
unmake(struct converting *w, size_t start, size_t end)
{
	struct edits *e = w->e;
	const struct cell *cell;
	const uint8_t *s;
	size_t at, n, k, len, back = 0;
	uint8_t buf[4];
	unsigned rule;
	uint32_t cp, to;
	bool same;

	for (at = start; at < end; at += n, back += len) {
		s = w->t.s + at;
		n = len = qi_text_char(s, &cp);
		rule = w->c->plain;
		to = n == 3 ? entry(w->c, qi_load_three(s)) : 0;
		if (n == 3 && (KIND(to) & CHAR_OTHER) == 0)
			same = (to & BYTES) == qi_load_three(s);
		else if (n < 3)
			same = true;
		else {
			k = qi_convert_alone(w->c, cp, w->scratch, &cell);
			same = unchanged((struct text){ s, n }, cell, k);
			rule = k > 0 ? cell->rule : rule;
			for (len = 0; k > 0; k--, cell++)
				len += qi_text_put(buf, cell->cp);
		}
		e->count -= !same;
		e->by_rule[rule] -= !same;
	}
	e->out->n -= back;
	e->done = start;
	if (w->logged <= start)
		return;
	while (e->log.n > 0 &&
	    qi_edits_get(e, qi_edits_logged(e) - 1)->at >= start)
		e->log.n -= sizeof(struct edit);
	w->logged = start;
	w->logged_to = (uint32_t)e->out->n;
}

/*
 * Log what the table did up to a place: an edit for each character that
 * differs.  Islands log their own.
 */
void
qi_convert_log(struct converting *w, size_t end)
{
	struct edits *e = w->e;
	struct edit d = { .len = 3, .to_len = 3, .score = 1000,
	    .rule = (uint8_t)w->c->plain };
	const uint8_t *s;
	size_t n;
	uint32_t cp;

	for (; w->logged < end && e->keep; w->logged += n) {
		s = w->t.s + w->logged;
		n = qi_text_char(s, &cp);
		if (n == 3 && (entry(w->c, qi_load_three(s)) & BYTES) !=
		    qi_load_three(s)) {
			d.at = (uint32_t)w->logged;
			d.to = w->logged_to;
			qi_buf_put(&e->log, &d, sizeof(d));
		}
		w->logged_to += (uint32_t)n;
	}
}

/* What follows up to a place becomes n bytes, and is no business of the
 * table. */
static void
log_past(struct converting *w, size_t end, size_t n)
{
	w->logged = end;
	w->logged_to += (uint32_t)n;
}

/* Add what cells say about the text from at to end. */
static void
add(struct converting *w, size_t at, size_t end, const struct cell *cell,
    size_t n)
{
	struct edits *e = w->e;
	bool same = unchanged((struct text){ w->t.s + at, end - at }, cell, n);
	struct edit d = { .at = (uint32_t)at, .len = (uint32_t)(end - at),
	    .to = w->logged_to, .rule = (uint8_t)cell->rule,
	    .score = cell->rule == w->c->plain ? 1000 : 950 };
	size_t i, before;
	uint8_t s[4];

	if (same && !w->making) {
		log_past(w, end, end - at);
		return;
	}
	begin_making(w, at);
	before = e->out->n;
	for (i = 0; i < n; i++)
		qi_buf_put(e->out, s, qi_text_put(s, cell[i].cp));
	e->done = end;
	e->count += !same;
	e->by_rule[cell->rule] += !same;
	d.to_len = (uint32_t)(e->out->n - before);
	if (!same && e->keep)
		qi_buf_put(&e->log, &d, sizeof(d));
	log_past(w, end, d.to_len);
}

/* Where the island begins, or ends, that has the character at at. */
static size_t
island_start(const struct converting *w, size_t at)
{
	size_t prev;
	uint32_t a, b;

	qi_text_char(w->t.s + at, &b);
	for (b = qi_convert_as(w->c, b); at > w->done; at = prev, b = a) {
		prev = qi_text_back(w->t.s, at);
		qi_text_char(w->t.s + prev, &a);
		a = qi_convert_as(w->c, a);
		if (!joined(w->c->mode, a, b))
			break;
	}
	return at;
}

static size_t
island_end(const struct converting *w, size_t at)
{
	size_t len;
	uint32_t a, b;

	at += qi_text_char(w->t.s + at, &a);
	for (a = qi_convert_as(w->c, a); ; at += len, a = b) {
		len = qi_text_at(w->t, at, &b);
		if (len == 0)
			break;
		b = qi_convert_as(w->c, b);
		if (!joined(w->c->mode, a, b))
			break;
	}
	return at;
}

/*
 * Convert an island.  Cells that came of the same characters, as in a phrase
 * that becomes longer, are one edit.
 */
static void
convert(struct converting *w, size_t start, size_t end)
{
	struct buf *in = &w->scratch[SCRATCH_ISLAND];
	struct buf *out = &w->scratch[SCRATCH_CELLS];
	const struct cell *cell;
	struct island_char ch;
	size_t at, i, j, n, len, to, first = 0;
	uint32_t cp;

	qi_buf_reset(in);
	qi_buf_reset(out);
	for (at = start; at < end; at += len) {
		len = qi_text_char(w->t.s + at, &cp);
		ch = (struct island_char){ qi_convert_compat(cp),
		    qi_convert_as(w->c, cp) };
		qi_buf_put(in, &ch, sizeof(ch));
	}
	if (in->failed)
		return;
	w->c->island(w->c, (const struct island_char *)(const void *)in->p,
	    in->n / sizeof(ch), w->scratch);
	if (out->failed)
		return;
	qi_convert_log(w, start);
	cell = (const struct cell *)(const void *)out->p;
	n = out->n / sizeof(*cell);
	for (i = 0, at = start; i < n; i = j, at = end) {
		to = cell[i].to;
		for (j = i + 1; j < n && cell[j].from < to; j++)
			if (cell[j].to > to)
				to = cell[j].to;
		for (end = at; first < to; first++)
			end += qi_text_char(w->t.s + end, &cp);
		add(w, at, end, cell + i, j - i);
	}
}

/* Add a character that becomes to[0, n) without an island. */
static void
add_char(struct converting *w, size_t at, size_t len, const uint8_t *to)
{
	bool same = memcmp(w->t.s + at, to, len) == 0;

	if (same && !w->making)
		return;
	begin_making(w, at);
	qi_buf_put(w->e->out, to, len);
	w->e->done = at + len;
	w->e->count += !same;
	w->e->by_rule[w->c->plain] += !same;
}

void
qi_convert_pass_over(struct converting *w, size_t at, size_t end)
{
	qi_convert_log(w, at);
	log_past(w, end, end - at);
	add_char(w, at, end - at, w->t.s + at);
	w->done = end;
}

/* Convert what is at at, if need be with its island; where to go on. */
static size_t
convert_any(struct converting *w, size_t at)
{
	const uint8_t *s = w->t.s + at;
	size_t len, start = at, end;
	unsigned kind = CHAR_OTHER;
	uint8_t to[8];
	uint32_t cp;

	len = qi_text_at(w->t, at, &cp);
	if (len == 0) {
		w->bad = true;
		return at;
	}
	if (operands(cp) > 0 && (end = description_end(w->t, at)) > at) {
		qi_convert_pass_over(w, at, end);
		return end;
	}
	if (len < 3 || (len == 4 && cp < 0x20000)) {
		add_char(w, at, len, s);
		return at + len;
	}
	if (len == 3)
		kind = KIND(w->c->bmp[cp]);
	else if ((cp = qi_convert_compat(cp)) < 0x10000)
		kind |= KIND(w->c->bmp[cp]);
	end = at + len;
	if ((kind & CHAR_TRIGGER) && ((kind & CHAR_OTHER) || sparks(w, at))) {
		start = island_start(w, at);
		w->done = end = island_end(w, at);
	}
	if ((kind & CHAR_OTHER) == 0 && end - start == len) {
		store(to, entry(w->c, qi_load_three(s)));
		add_char(w, at, len, to);
		return end;
	}
	if (w->making && start < at)
		unmake(w, start, at);
	else if (w->logged > start)
		w->logged = w->logged_to = (uint32_t)start;
	convert(w, start, end);
	return end;
}

size_t
qi_convert(struct converting *w, size_t at)
{
	while (at < w->t.n && !w->bad && !w->e->out->failed) {
		at = w->making ? make_plain(w, at) : skip_plain(w, at);
		if (at < w->t.n)
			at = convert_any(w, at);
	}
	return at;
}

/*
 * A text can be cut where two characters are not joined, or behind one that is
 * in no phrase, and where no description sequence can reach from before: its
 * characters are looked back for.
 */
size_t
qi_convert_cut(const struct conversion *c, struct text t)
{
	enum { REACH = 64 };	/* characters of such a sequence, at most */
	size_t at = t.n, prev, found = 0, free = 0;
	uint32_t a, b = 0;

	while (at > 0 && (found == 0 || free < REACH)) {
		prev = qi_text_back(t.s, at);
		if (qi_text_valid(t.s + prev, at - prev) != at - prev) {
			b = 0;		/* not UTF-8, or not all of it */
			at = prev;
			continue;
		}
		qi_text_char(t.s + prev, &a);
		if (operands(a) > 0)
			found = 0;
		else if (found == 0 && (at == t.n ?
		    a < 0x10000 && c->number[a] == 0 :
		    b != 0 && !joined(c->mode, qi_convert_as(c, a),
		    qi_convert_as(c, b)))) {
			found = at;
			free = 0;
		}
		free++;
		b = a;
		at = prev;
	}
	return found;
}
