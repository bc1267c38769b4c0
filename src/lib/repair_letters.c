/* SPDX-License-Identifier: Apache-2.0 */
/* repair_letters.c - undo that UTF-8 was read as a charset of one byte */
#include "config.h"

#include "repair.h"

#include "kind.h"
#include "rule.h"

#include "tab_sieve.h"

/*
 * Where bytes of UTF-8 stand side by side in one of these charsets, which is a
 * chain, two texts compete: the one there is and the one that it would be.
 * What both cost by the kinds of their characters, with the characters around,
 * makes the bits that speak for the repair (kind.h).  "Ã©" in a word is a
 * capital and a sign that no language writes, "é" is cheap.  One charset is
 * undone in a round, the one that explains most of the line.
 *
 * Some bytes get lost on the way: a mark stands for them, or a no-break space
 * has become a space.
 */

/*
 * The sets of tab_sieve.h.  In seldom is what it costs, in bits, that a charset
 * is seldom what text is read in.
 */
#define SETS 10
static const struct {
	uint8_t as, seldom;
} charset[SETS] = {
	{ AS_1252, 0 }, { AS_1250, 4 }, { AS_1251, 3 }, { AS_1253, 5 },
	{ AS_1254, 4 }, { AS_437, 4 }, { AS_850, 5 }, { AS_MAC, 4 },
	{ AS_1250, 5 },		/* ISO-8859-2 */
	{ AS_1252, 6 }		/* windows-1257 */
};

/* Where in sieve_mask[] it says in which sets a character is the first byte of
 * two, of three, of four, or one of the others. */
enum { TWO = 0, THREE = 16, FOUR = 32, REST = 48 };
#define SET_MASK ((1u << SETS) - 1)

/* One character, and the charsets in which a sequence may begin here. */
struct atom {
	uint32_t at;
	uint16_t id;		/* of tab_sieve.h */
	uint16_t starts;
};

struct chain {
	uint32_t from, to;	/* atoms */
	int32_t bits;		/* that speak for it */
	uint32_t longer;	/* sequences of three bytes and more */
	uint32_t whole;		/* those without loss */
	bool wide;		/* restores an ideograph, kana or hangul */
	bool show;		/* may be letters that show off: "M¥ L¥FE" */
	bool hole;		/* restores U+FFFD */
	bool stray;		/* can be an accident */
	bool word;		/* was letters only */
	bool half;		/* leaves controls: bytes that were read twice */
	bool own;		/* windows-1252 does not read it the same */
};

struct scan {
	struct line *l;
	struct atom *atom;	/* n of them, and one more at the end */
	struct kind *kind;	/* the same */
	size_t n;
	size_t from, to;	/* the part of the line that is looked at */
	struct chain *chain;
	size_t chains;
	uint8_t *out;		/* room for all of it */
	size_t lost;		/* U+FFFD in it */
	bool all;		/* nothing is left for another charset */
	bool foreign;		/* other bytes than UTF-8 were misread, too */
};

static inline uint8_t
byte_of(const struct scan *c, size_t i, unsigned set)
{
	return sieve_byte[c->atom[i].id * SETS + set];
}

static inline struct kind
kind_at(const struct scan *c, size_t i, struct kind before)
{
	return qi_kind_behind(before, c->kind[i]);
}

/* Fill the atoms.  Gives the charsets that any sequence may be of. */
static unsigned
sieve(struct scan *c)
{
	const struct line *l = c->l;
	struct atom *a = c->atom;
	uint64_t one = 0, two = 0, three = 0, m;	/* masks before this */
	unsigned all = 0, s;
	uint32_t cp;
	size_t at;

	c->lost = 0;
	for (at = c->from; at < c->to; a++) {
		a->at = (uint32_t)at;
		a->starts = 0;
		at += qi_text_char(l->s + at, &cp);
		a->id = cp < 0x10000 ?
		    sieve_block[sieve_index[cp >> 6]][cp & 63] : 0;
		c->lost += cp == 0xfffd;
		m = sieve_mask[a->id];
		if (m >> REST != 0) {
			s = (unsigned)(one >> TWO & m >> REST) & SET_MASK;
			if (s != 0)
				a[-1].starts |= (uint16_t)s;
			all |= s;
			s = (unsigned)(two >> THREE & one >> REST &
			    m >> REST) & SET_MASK;
			if (s != 0)
				a[-2].starts |= (uint16_t)s;
			all |= s;
			s = (unsigned)(three >> FOUR & two >> REST &
			    one >> REST & m >> REST) & SET_MASK;
			if (s != 0)
				a[-3].starts |= (uint16_t)s;
			all |= s;
		}
		three = two;
		two = one;
		one = m;
	}
	*a = (struct atom){ (uint32_t)at, 0, 0 };
	c->n = (size_t)(a - c->atom);
	return all;
}

static void
find_kinds(struct scan *c)
{
	uint32_t cp;
	size_t i;

	for (i = 0; i < c->n; i++) {
		qi_text_char(c->l->s + c->atom[i].at, &cp);
		c->kind[i] = qi_kind(cp);
	}
	c->kind[i] = QI_KIND_START;
}

/* What a sequence is, in the UTF-8 that it was. */
struct sequence {
	uint8_t s[4];
	uint8_t n;
	uint8_t doubt;		/* bits that speak against it */
};

enum { SPACE_LOST = 2, MARK_LOST = 4, QUESTION = 6 };

/* A character beyond the BMP as two surrogates: CESU-8.  Gives 6, or 0. */
static size_t
surrogates(const struct scan *c, size_t i, unsigned set, struct sequence *q)
{
	uint32_t high, low;
	uint8_t b, d;

	if (i + 5 >= c->n || q->s[1] > 0xaf || byte_of(c, i + 3, set) != 0xed)
		return 0;
	b = byte_of(c, i + 4, set);
	d = byte_of(c, i + 5, set);
	if (b < 0xb0 || b > 0xbf || d < 0x80 || d > 0xbf)
		return 0;
	high = (q->s[1] & 0xfu) << 6 | (q->s[2] & 0x3fu);
	low = (b & 0xfu) << 6 | (d & 0x3fu);
	q->n = (uint8_t)qi_text_put(q->s, 0x10000 + (high << 10 | low));
	return 6;
}

/* Does s begin with one of the words whose "à" is part of them? */
static bool
is_portuguese(const uint8_t *s, size_t n)
{
	static const char word[][6] = { "quele", "quela", "quilo", "s " };
	size_t i, len;

	for (i = 0; i < 4; i++) {
		len = strlen(word[i]);
		if (n >= len && memcmp(s, word[i], len) == 0)
			return true;
	}
	return false;
}

/*
 * "à" is 0xC3, and a no-break space that has become a space: the only one, or
 * the one that was there went with it.
 */
static size_t
grave(const struct scan *c, size_t i, size_t len, struct sequence *q)
{
	const struct line *l = c->l;
	size_t at = c->atom[i + len].at;

	memcpy(q->s, "\xc3\xa0", 2);
	q->n = 2;
	if (len == 2 && at < l->n && l->s[at] != ' ' &&
	    !is_portuguese(l->s + at, l->n - at))
		return 1;
	return len;
}

/*
 * A sequence where bytes were lost: marks stand for question of them, or for
 * holes, and spaces are no-break spaces.  What cannot be known is U+FFFD, but
 * for what ideographs are written in, which others can know (repair_wide.c).
 */
static size_t
lossy(const struct scan *c, size_t i, size_t len, const unsigned lost[3],
    struct sequence *q)
{
	uint8_t lead = q->s[0];
	unsigned holes = lost[0], question = lost[1], spaces = lost[2];

	q->doubt = (uint8_t)(holes * MARK_LOST + question * QUESTION +
	    spaces * SPACE_LOST);
	if (holes + question > 0) {
		if (spaces > 0 || (lead >= 0xe3 && lead <= 0xed) ||
		    (lead == 0xef && q->s[1] != 0xb8))
			return 0;
		if (question > 0 && lead != 0xc2 && lead != 0xc3 &&
		    lead != 0xe2 && lead != 0xf0)
			return 0;
		q->n = (uint8_t)qi_text_put(q->s, 0xfffd);
		return len;
	}
	if (len == 2) {
		if (lead == 0xc3)
			return grave(c, i, len, q);
		if (lead != 0xc2 && lead != 0xc5 && lead != 0xce &&
		    lead != 0xd0 && lead != 0xd9)
			return 0;
	}
	return qi_text_valid(q->s, len) == len ? len : 0;
}

/*
 * The sequence that begins with atom i in a charset, where it may: the atoms
 * that it is made of, or 0.
 */
static size_t
sequence(const struct scan *c, size_t i, unsigned set, struct sequence *q)
{
	uint8_t b = byte_of(c, i, set), mark;
	size_t len = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4, k;
	unsigned lost[3] = { 0, 0, 0 };	/* U+FFFD, question marks, spaces */

	*q = (struct sequence){ { b }, (uint8_t)len, 0 };
	for (k = 1; k < len; k++) {
		b = byte_of(c, i + k, set);
		if (b == 1) {
			mark = c->l->s[c->atom[i + k].at];
			lost[mark == ' ' ? 2 : mark == '?']++;
			b = 0xa0;
		}
		q->s[k] = b;
	}
	if (lost[0] + lost[1] + lost[2] > 0)
		return lossy(c, i, len, lost, q);
	if (q->s[0] == 0xed && q->s[1] > 0x9f)
		return surrogates(c, i, set, q);
	return qi_text_valid(q->s, len) == len ? len : 0;
}

#define ENOUGH 10	/* bits that must speak for a chain by itself */
#define BESIDE 1	/* the same beside what is certain */
#define CERTAIN 16
#define WORD 10		/* letters only, as many words are */
#define LONGER 4	/* three bytes in a row that fit */
#define HALF_WAY 40	/* where controls are left, from bytes read twice */
#define UNREAL 9	/* no text costs so much a character */

static bool
is_europe(uint32_t cp)
{
	return cp >= 0x80 && cp < 0x2e80 && (cp < 0x2000 || cp > 0x2bff);
}

/*
 * Is a character by itself, restored from atoms [from, to), what bytes of
 * another charset make by accident?  One of a script that is not beside it, but
 * for Greek in units; one that nobody uses; or one in the middle of a run of
 * more that is not restored.
 */
static bool
is_stray(const struct scan *c, size_t from, size_t to, struct kind before,
    uint32_t cp)
{
	struct kind k = qi_kind(cp), after = kind_at(c, to, k);
	uint32_t prev = 0, next = 0;

	if (from > 0)
		qi_text_char(c->l->s + c->atom[from - 1].at, &prev);
	if (to < c->n)
		qi_text_char(c->l->s + c->atom[to].at, &next);
	if (cp >= 0x370 && cp < 0x1e00 && (k.script == 0 ||
	    (before.script != k.script && after.script != k.script)))
		return !((prev < 0x80 && prev > ' ') ||
		    (next < 0x80 && next > ' '));
	if (before.kind == KIND_WIDE || next >= 0x2e80)
		return false;
	if ((cp >= 0xac00 && cp < 0xfb00) || (cp >= 0x20000 && cp < 0xe0000))
		return true;
	return cp >= 0x2e80 && cp < 0xa000 && (is_europe(prev) ||
	    is_europe(next));
}

/*
 * The chain that begins with atom i.  before and *last are the characters
 * before it and at its end as they will be.  False when it is none.
 */
static bool
link_up(const struct scan *c, size_t i, unsigned set, struct kind before,
    struct kind *last, struct chain *ch)
{
	struct kind was = before, is = before, k;
	struct sequence q;
	bool letters = qi_kind_is_letter(before), word = true,
	    most = true, other = false, private = false, money;
	size_t at = i, len, end, seqs = 0;
	uint32_t cp;
	int bits = 0;

	*ch = (struct chain){ .from = (uint32_t)i };
	while ((c->atom[at].starts >> set & 1) != 0 &&
	    (len = sequence(c, at, set, &q)) > 0) {
		money = false;
		for (end = at + len; at < end; at++) {
			k = kind_at(c, at, was);
			bits += (int)qi_kind_cost(was, k);
			money = k.kind == KIND_CURR &&
			    qi_kind_is_letter(was);
			letters = letters || qi_kind_is_letter(k);
			most = word;
			word = word && (qi_kind_is_letter(k) ||
			    k.kind == KIND_SPACE);
			ch->own = ch->own ||
			    byte_of(c, at, set) != byte_of(c, at, 0);
			was = k;
		}
		qi_text_char(q.s, &cp);
		k = qi_kind_behind(is, qi_kind(cp));
		bits -= (int)(qi_kind_cost(is, k) + q.doubt);
		bits += q.n > 2 && q.doubt == 0 ? LONGER : 0;
		is = k;
		ch->half = ch->half || (cp >= 0x80 && cp < 0xa0);
		ch->show = ch->show || (money && k.kind != KIND_SIGN &&
		    k.kind != KIND_CURR && q.n == 2);
		word = word && (cp != 0xe0 || q.doubt == 0);
		ch->longer += q.n > 2 && q.doubt == 0;
		ch->whole += q.doubt == 0;
		other = other || (cp >= 0x300 && cp < 0x1e00);
		private = private || (cp >= 0xe000 && cp < 0xf900);
		ch->hole = ch->hole || cp == 0xfffd;
		ch->wide = ch->wide || (k.kind == KIND_WIDE && cp >= 0x2e80 &&
		    (cp < 0x1f000 || cp >= 0x20000) && cp < 0xe0000 &&
		    (cp < 0xfe00 || cp >= 0xfe10));
		if (bits > 100000)
			bits = 100000;
		seqs++;
	}
	if (seqs == 0)
		return false;
	bits += (int)qi_kind_cost(was, kind_at(c, at, was));
	k = kind_at(c, at, is);
	bits -= (int)qi_kind_cost(is, k);
	/* Where „words“ are quoted so, it is one that closes. */
	if (!qi_kind_is_letter(k) && most &&
	    memcmp(c->l->s + c->atom[at - 1].at, "\xe2\x80\x9c", 3) == 0)
		word = true;
	/* Marks among marks are faces as often as text. */
	if (!letters && !qi_kind_is_letter(k) && !ch->wide && ch->longer == 0)
		bits -= 6;
	/* Letters of other scripts do not stick to ideographs. */
	if (other && ch->wide)
		bits = 0;
	ch->stray = (seqs == 1 && is_stray(c, ch->from, at, before, cp)) ||
	    (seqs < 4 && private);
	ch->word = word;
	ch->show = ch->show && seqs == 1;
	ch->to = (uint32_t)at;
	ch->bits = bits;
	*last = is;
	return true;
}

/* A run of bytes above 0x7F, while it is judged. */
struct run {
	size_t chain;		/* the first in it */
	size_t rest;		/* characters outside chains, and what they cost */
	unsigned cost;
	bool wide;
};

/*
 * At the end of a run.  What is left over in it may show that it is no UTF-8,
 * then chains in it are accidents; or that bytes were lost among ideographs,
 * which others can do more about.
 */
static void
end_run(struct scan *c, struct run *r)
{
	size_t i;

	if (r->cost > r->rest * UNREAL && (r->rest > 3 || r->wide)) {
		c->foreign = c->foreign || r->rest > 3;
		for (i = r->chain; i < c->chains; i++)
			c->chain[i].bits = 0;
	}
	*r = (struct run){ c->chains, 0, 0, false };
}

/* Find the chains of a charset.  Gives the bits that speak for them all. */
static uint64_t
judge(struct scan *c, unsigned set)
{
	struct run r = { 0, 0, 0, false };
	struct kind last = QI_KIND_START, k;
	int limit = ENOUGH + charset[set].seldom, half = HALF_WAY, best = 0,
	    word = WORD, bits;
	bool own = set == 0;
	struct chain *ch;
	uint64_t sum = 0;
	size_t i, shows = 0, sure = 0, whole = 0, odd = 0;
	unsigned others = 0, cost;
	uint8_t b;

	c->chains = 0;
	c->foreign = false;
	for (i = 0; i < c->n; ) {
		ch = &c->chain[c->chains];
		if ((c->atom[i].starts >> set & 1) != 0 &&
		    link_up(c, i, set, last, &last, ch)) {
			r.wide = r.wide || ch->wide;
			i = ch->to;
			c->chains++;
			continue;
		}
		k = kind_at(c, i, last);
		b = byte_of(c, i, set);
		others |= c->atom[i].starts;
		if (b != 1 && c->atom[i].id != 0) {
			cost = qi_kind_cost(last, k);
			odd += cost > UNREAL + 2;
			if (b != 0) {
				r.rest++;
				r.cost += cost;
			}
		}
		if (b < 2 && (r.rest > 0 || r.chain < c->chains))
			end_run(c, &r);
		last = k;
		i++;
	}
	end_run(c, &r);
	for (i = 0; i < c->chains; i++)
		whole += c->chain[i].whole;
	for (i = 0; i < c->chains; i++) {
		ch = &c->chain[i];
		/* What is mostly lost was something else; what leaves as
		 * much as it takes was another charset. */
		if ((c->foreign && ch->longer < 2) ||
		    (set > 0 && ch->longer == 0 && odd > 1 + whole / 2) ||
		    (ch->hole && c->lost > 2 && c->lost > whole))
			ch->bits = 0;
		bits = ch->bits - (ch->word ? WORD : 0);
		shows += bits >= limit && ch->show;
		sure += bits >= limit && !ch->show && !ch->stray;
		if (!ch->show && !ch->stray && bits > best)
			best = bits;
	}
	c->all = (others & ~(1u << set)) == 0;
	shows = shows > 1 || sure > 0 ? 0 : shows;
	if (best >= CERTAIN || sure > 1) {
		half = limit = BESIDE;
		word = 0;
	}
	for (i = 0; i < c->chains; i++) {
		ch = &c->chain[i];
		if (ch->bits - (ch->word ? word : 0) <
		    (ch->half ? half : limit) ||
		    (ch->stray && limit != BESIDE) ||
		    (ch->show && shows > 0))
			ch->bits = 0;
		c->all = c->all && ch->bits > 0;
		own = own || (ch->own && ch->bits > 0);
		sum += (uint64_t)ch->bits;
	}
	return own && sum > charset[set].seldom ? sum - charset[set].seldom : 0;
}

/*
 * What a chain was goes to c->out; gives its length.  A byte order mark was no
 * part of the text and stays away, unless it is all there is.
 */
static size_t
restore(struct scan *c, unsigned set, const struct chain *ch)
{
	struct sequence q;
	size_t i, n = 0;

	for (i = ch->from; i < ch->to; ) {
		i += sequence(c, i, set, &q);
		if (q.n == 3 && memcmp(q.s, "\xef\xbb\xbf", 3) == 0 &&
		    c->n > 3)
			continue;
		memcpy(c->out + n, q.s, q.n);
		n += q.n;
	}
	return n;
}

#define WORD_MOST 128	/* bytes */

/* Is [at, end) of the line between others than letters? */
static bool
is_apart(const struct line *l, size_t at, size_t end)
{
	uint32_t cp;

	if (at > 0) {
		qi_text_char(l->s + qi_text_back(l->s, at), &cp);
		if (qi_kind_is_letter(qi_kind(cp)))
			return false;
	}
	if (end == l->n)
		return true;
	qi_text_char(l->s + end, &cp);
	return !qi_kind_is_letter(qi_kind(cp));
}

/* Where the word begins, or ends, that at is in. */
static size_t
word_start(const struct line *l, size_t at)
{
	size_t back;
	uint32_t cp;

	for (; at > 0; at = back) {
		back = qi_text_back(l->s, at);
		qi_text_char(l->s + back, &cp);
		if (!qi_kind_is_letter(qi_kind(cp)))
			break;
	}
	return at;
}

static size_t
word_end(const struct line *l, size_t at)
{
	size_t len;
	uint32_t cp;

	for (; at < l->n; at += len) {
		len = qi_text_char(l->s + at, &cp);
		if (!qi_kind_is_letter(qi_kind(cp)))
			break;
	}
	return at;
}

/*
 * Does text explain what misreading is?  Then what it was, the word that it is
 * part of, stands beside the one chain, too.  A byte order mark is explained
 * anywhere but at the start.
 */
static bool
is_quoted(struct scan *c, unsigned set, const struct chain *ch)
{
	const struct line *l = c->l;
	size_t n = restore(c, set, ch), from = c->atom[ch->from].at,
	    to = c->atom[ch->to].at, start = word_start(l, from),
	    left = from - start, right = word_end(l, to) - to, at;

	if (n == 0)
		return from > 0;
	if (left + n + right > WORD_MOST)
		return false;
	for (at = c->from; at + left + n + right <= c->to; at++)
		if ((at + left + n + right <= start || at >= to + right) &&
		    memcmp(l->s + at + left, c->out, n) == 0 &&
		    memcmp(l->s + at, l->s + start, left) == 0 &&
		    memcmp(l->s + at + left + n, l->s + to, right) == 0 &&
		    is_apart(l, at, at + left + n + right))
			return true;
	return false;
}

/* Put what it was in the place of a chain. */
static void
replace(struct scan *c, unsigned set, const struct chain *ch,
    struct line_why *why)
{
	size_t n = restore(c, set, ch);

	why->rule = ch->wide ? RULE_REPAIR_UTF8 : RULE_REPAIR_LETTERS;
	why->bits = (unsigned)ch->bits;
	qi_line_replace(c->l, c->atom[ch->from].at, c->out, n, why);
}

/*
 * Long lines are looked at in windows, which begin with a space where there is
 * one in sight.
 */
#define WINDOW ((size_t)1 << 14)

static size_t
window(const struct line *l, size_t at)
{
	size_t end = at + WINDOW, space;

	if (end >= l->n)
		return l->n;
	for (space = end; space > end - 256 && l->s[space] != ' '; space--)
		;
	if (l->s[space] == ' ')
		return space;
	while ((l->s[end] & 0xc0) == 0x80)
		end--;
	return end;
}

/* Room for a scan of a window, in one buffer. */
static bool
prepare(struct scan *c, struct line *l, struct buf *bytes)
{
	size_t n = (l->n < WINDOW ? l->n : WINDOW) + 1;
	size_t atoms = n * sizeof(struct atom);
	size_t kinds = n * sizeof(struct kind);
	size_t chains = (n / 3 + 2) * sizeof(struct chain);

	qi_buf_reset(bytes);
	if (!qi_buf_reserve(bytes, atoms + kinds + chains + n))
		return false;
	c->l = l;
	c->atom = (struct atom *)(void *)bytes->p;
	c->kind = (struct kind *)(void *)(bytes->p + atoms);
	c->chain = (struct chain *)(void *)(bytes->p + atoms + kinds);
	c->out = bytes->p + atoms + kinds + chains;
	return true;
}

/* How often a sequence may begin, by set; gives the set of the most. */
static unsigned
count_starts(const struct scan *c, size_t starts[SETS])
{
	unsigned s, first = 0;
	size_t i;

	memset(starts, 0, SETS * sizeof(*starts));
	for (i = 0; i < c->n; i++)
		if (c->atom[i].starts != 0)
			for (s = 0; s < SETS; s++)
				starts[s] += c->atom[i].starts >> s & 1;
	for (s = 1; s < SETS; s++)
		if (starts[s] > starts[first])
			first = s;
	return first;
}

/*
 * The chains of the set that explains most go to c; false when there are none.
 * Where one explains everything, only those are asked that could as well.
 */
static bool
explain(struct scan *c, unsigned *set)
{
	unsigned s, first, last;
	const struct chain *only = NULL;
	size_t starts[SETS], least, i;
	uint64_t bits, best;

	if (sieve(c) == 0)
		return false;
	find_kinds(c);
	*set = last = first = count_starts(c, starts);
	best = judge(c, first);
	/* What is all in windows-1252 others read the same. */
	least = best == 0 || !c->all ? 0 : first == 0 ? starts[0] :
	    starts[first] / 2;
	for (s = 0; s < SETS; s++) {
		if (s == first || starts[s] <= least)
			continue;
		last = s;
		bits = judge(c, s);
		if (bits > best || (bits == best && s < *set)) {
			best = bits;
			*set = s;
		}
	}
	if (best == 0 || (last != *set && judge(c, *set) == 0))
		return false;
	for (s = 0, i = 0; i < c->chains; i++)
		if (c->chain[i].bits > 0) {
			only = &c->chain[i];
			s++;
		}
	return s != 1 || !is_quoted(c, *set, only);
}

/* Is all that these charsets have, but ASCII, in chains, and no chance that it
 * fits? */
static bool
is_all(const struct scan *c)
{
	size_t i, k, at = 0, longer = 0;

	for (i = 0; i <= c->chains; i++) {
		if (i < c->chains && c->chain[i].bits == 0)
			continue;
		k = i < c->chains ? c->chain[i].from : c->n;
		for (; at < k; at++)
			if (c->l->s[c->atom[at].at] >= 0x80 &&
			    c->atom[at].id != 0)
				return false;
		if (i < c->chains) {
			at = c->chain[i].to;
			longer += c->chain[i].longer;
		}
	}
	return longer > 1;
}

uint64_t
qi_repair_letters(struct line *l, const struct pass_env *env, bool *all,
    struct buf *bytes)
{
	struct line_why why = { 0, CS_UTF8 + 1, AS_NONE, 0 };
	const struct chain *ch;
	uint64_t bits = 0;
	unsigned set = 0;
	struct scan c;
	size_t i, at = 0;

	*all = true;
	if (!prepare(&c, l, bytes))
		return 0;
	qi_line_begin(l);
	for (c.from = 0; c.from < l->n; c.from = c.to) {
		c.to = window(l, c.from);
		if (!explain(&c, &set)) {
			*all = false;
			continue;
		}
		*all = *all && is_all(&c);
		why.as = charset[set].as;
		for (i = 0; i < c.chains; i++) {
			ch = &c.chain[i];
			if (ch->bits == 0 || !env->on[ch->wide ?
			    RULE_REPAIR_UTF8 : RULE_REPAIR_LETTERS]) {
				*all = *all && ch->bits == 0;
				continue;
			}
			qi_line_keep(l, at, c.atom[ch->from].at);
			replace(&c, set, ch, &why);
			at = c.atom[ch->to].at;
			bits += (uint64_t)ch->bits;
		}
	}
	if (bits > 0)
		qi_line_keep(l, at, l->n);
	return bits;
}
