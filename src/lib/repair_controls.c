/* SPDX-License-Identifier: Apache-2.0 */
/* repair_controls.c - controls that were marks of windows-1252 */
#include "config.h"

#include "repair.h"

#include "kind.h"
#include "rule.h"
#include "single.h"

#include "tab_charset.h"

/*
 * Text in windows-1252 that was read as Latin-1 has controls where its
 * quotation marks and dashes were.  All that are in a line must be marks that
 * fit where they stand, or none is touched: other controls are meant.
 */

#define FITS 14		/* bits: a mark costs less, with what is beside it */
#define NEL 0x85	/* the ellipsis, but also the end of a line */

struct place {		/* one of them */
	size_t at;
	uint32_t mark;
	struct kind before;
	uint32_t after, next;	/* two characters */
};

/* Letters behind an apostrophe: "it's", "don't", "they'll". */
static bool
is_ending(uint32_t a, uint32_t b)
{
	switch (a) {
	case 's': case 't': case 'd': case 'm':
		return !qi_kind_is_letter(qi_kind(b));
	case 'r': case 'v':
		return b == 'e';
	case 'l':
		return b == 'l';
	}
	return false;
}

/* letters: how many are right before; low: a low quotation mark is open. */
static bool
fits(const struct place *p, unsigned letters, bool low)
{
	struct kind k, after;
	unsigned bits;

	if (p->mark == 0)
		return false;
	k = qi_kind_behind(p->before, qi_kind(p->mark));
	after = qi_kind_behind(k, qi_kind(p->after));
	/* "It's", "l'air", and not a letter of another charset. */
	if (p->mark == 0x2019 && letters > 2 && qi_kind_is_letter(after))
		return is_ending(p->after, p->next);
	if (k.kind == KIND_OPEN && letters > 0)
		return p->mark == 0x201c && low &&
		    !qi_kind_is_letter(after);
	if (p->mark == 0x20ac && (letters > 0 || qi_kind_is_letter(after)))
		return false;
	bits = qi_kind_cost(p->before, k) + qi_kind_cost(k, after) -
	    after.bits;
	return bits <= FITS;
}

/* The mark at s, or 0 when it is none. */
static uint32_t
mark_at(const uint8_t *s)
{
	return qi_single_decode(SET_WINDOWS_1252, s[1]);
}

static bool
is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') ||
	    (cp >= 0x7f && cp < 0xa0);
}

/* What a line is like: are there such marks, and nothing against them? */
static bool
is_1252(struct text t)
{
	struct kind last = QI_KIND_START;
	unsigned letters = 0, marks = 0, nels = 0, alone = 0;
	bool low = false, europe = false;
	struct place p;
	uint32_t cp;
	size_t at, len, next;

	for (at = 0; at < t.n; at += len) {
		len = qi_text_char(t.s + at, &cp);
		if (is_control(cp)) {
			if (cp < 0x80)
				return false;
			p = (struct place){ at, mark_at(t.s + at), last, ' ',
			    ' ' };
			next = at + len;
			if (next < t.n) {
				next += qi_text_char(t.s + next, &p.after);
				if (next < t.n)
					qi_text_char(t.s + next, &p.next);
			}
			/* The next may be such a mark. */
			if (p.after >= 0x80 && p.after < 0xa0)
				p.after = qi_single_decode(SET_WINDOWS_1252,
				    (uint8_t)p.after);
			if (!fits(&p, letters, low))
				return false;
			/* By itself it can be in a table of controls. */
			if (last.kind == KIND_SPACE && p.after == ' ')
				alone++;
			nels += cp == NEL;
			marks++;
			cp = p.mark;
		}
		if (cp == 0xfffd)	/* it was no such charset */
			return false;
		low = (low || cp == 0x201e) && cp != 0x201c;
		last = qi_kind_behind(last, qi_kind(cp));
		letters = qi_kind_is_letter(last) ? letters + 1 : 0;
		europe = europe || (cp >= 0xa0 && cp < 0x250) ||
		    (cp >= 0x2018 && cp <= 0x201e);
	}
	return marks > nels + alone || (nels > 0 && europe);
}

/* Where the next such control is from at on, or t.n. */
static size_t
next_control(struct text t, size_t at)
{
	const uint8_t *p;

	for (; t.n - at >= 2; at++) {
		p = memchr(t.s + at, 0xc2, t.n - 1 - at);
		if (p == NULL)
			break;
		at = (size_t)(p - t.s);
		if (p[1] < 0xa0)
			return at;
	}
	return t.n;
}

bool
qi_repair_controls(struct line *l, const struct pass_env *env)
{
	static const struct line_why why = { RULE_REPAIR_CONTROL, 0, AS_NONE,
	    FITS };
	struct text t = { l->s, l->n };
	size_t at, end;
	uint8_t s[4];

	at = next_control(t, 0);
	if (!env->on[RULE_REPAIR_CONTROL] || at == t.n || !is_1252(t))
		return false;
	qi_line_begin(l);
	qi_line_keep(l, 0, at);
	for (; at < t.n; at = end) {
		end = next_control(t, at + 2);
		qi_line_replace(l, at, s, qi_text_put(s, mark_at(t.s + at)),
		    &why);
		qi_line_keep(l, at + 2, end);
	}
	return qi_line_end(l);
}
