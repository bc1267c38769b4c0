/* SPDX-License-Identifier: Apache-2.0 */
/*
 * foreign.c - what in a text is Japanese or Korean, though it has ideographs
 *
 * Kana, hangul and ideographs as only Japan writes them speak against
 * Chinese, ideographs that Japan does not write for it.  Lines are judged
 * first.  One that says nothing, such as a name or a title in ideographs
 * alone, is what most of the text is; in one that is Chinese there can be
 * sentences and quotations that are not.
 */
#include "config.h"

#include "foreign.h"

#include "ideographs.h"

enum verdict { UNKNOWN, CHINESE, FOREIGN };

/* Without kana, so many ideographs must be as only Japan writes them: old forms
 * that it kept are in Chinese verse now and then. */
#define JAPANESE_SHARE 8

/* One ideograph in so many that Japan does not write makes others Chinese that
 * stand in a text which is not; of a single line at least so many. */
#define CHINESE_SHARE 12
#define CHINESE_LEAST 3

/* One in so many that are traditional, in foreign lines: these are old Japanese
 * or Korean, so traditional ones say nothing. */
#define OLD_SHARE 50

/* Text beside foreign text is a translation, when it is Chinese and has one
 * ideograph for so many of the other. */
#define BESIDE 3

static size_t
against(const struct ideographs *s)
{
	size_t marks = s->marks + 2 * s->hangul;

	if (marks == 0 && s->japanese * JAPANESE_SHARE < s->all)
		return 0;
	return marks + 2 * s->japanese;
}

static enum verdict
judge(const struct ideographs *s)
{
	if (against(s) > 2 * s->chinese)
		return FOREIGN;
	return s->chinese > 0 ? CHINESE : UNKNOWN;
}

static size_t
line_end(struct text t, size_t at)
{
	const uint8_t *p = memchr(t.s + at, '\n', t.n - at);

	return p != NULL ? (size_t)(p + 1 - t.s) : t.n;
}

static struct ideographs
count(struct text t, size_t at, size_t end)
{
	return qi_ideographs_count((struct text){ t.s + at, end - at });
}

/* Are lines Chinese, among others that are not? */
static bool
is_chinese_beside(const struct foreign *f, const struct ideographs *s)
{
	size_t n = f->old ? s->modern : s->chinese;

	return n >= CHINESE_LEAST && n * CHINESE_SHARE >= s->all;
}

/* What lines have that are foreign, and what the others. */
static void
look_at_lines(struct foreign *f)
{
	struct ideographs sum[2] = { { 0 } }, *side, s;
	size_t at, end;

	for (at = 0; at < f->t.n; at = end) {
		end = line_end(f->t, at);
		s = count(f->t, at, end);
		side = &sum[judge(&s) == FOREIGN];
		side->all += s.all;
		side->chinese += s.chinese;
		side->modern += s.modern;
	}
	f->old = (sum[1].chinese - sum[1].modern) * OLD_SHARE > sum[1].all;
	f->mostly = sum[0].all * BESIDE <= sum[1].all ||
	    !is_chinese_beside(f, &sum[0]);
}

void
qi_foreign_begin(struct foreign *f, struct text t, unsigned seen)
{
	struct ideographs s;

	*f = (struct foreign){ .t = t };
	if (!(seen & CLASS_FOREIGN)) {
		f->at = t.n;
		return;
	}
	s = qi_ideographs_count(t);
	if (judge(&s) == FOREIGN)
		look_at_lines(f);
}

/* A part of a line ends behind a mark that ends a sentence, or a quotation. */
static size_t
part_end(struct text t, size_t at, size_t end)
{
	uint32_t cp;

	while (at < end) {
		at += qi_text_char(t.s + at, &cp);
		switch (cp) {
		case '\t': case '"': case '!': case '?': case '(': case ')':
		case 0x3002: case 0xff01: case 0xff1f: case 0xff1b:
		case 0x300c: case 0x300d: case 0x300e: case 0x300f:
		case 0x300a: case 0x300b: case 0x201c: case 0x201d:
		case 0x3010: case 0x3011: case 0xff08: case 0xff09:
			return at;
		default:
			break;
		}
	}
	return end;
}

/* Where the line that at is in begins: not before the last one ended. */
static size_t
line_start(const struct foreign *f, size_t at)
{
	while (at > f->at && f->t.s[at - 1] != '\n')
		at--;
	return at;
}

/* Of the line at f->at: true when it is foreign. */
static bool
next_line(struct foreign *f, struct span *sp)
{
	struct ideographs s;
	enum verdict v;
	size_t at, end;

	at = f->mostly ? f->at : qi_text_find(f->t, f->at, CLASS_FOREIGN);
	if (at == f->t.n) {
		f->at = at;
		return false;
	}
	at = line_start(f, at);
	end = line_end(f->t, at);
	s = count(f->t, at, end);
	v = judge(&s);
	if (f->mostly && v == CHINESE && !is_chinese_beside(f, &s))
		v = UNKNOWN;
	f->at = end;
	if (v == CHINESE) {
		f->at = at;		/* again, in parts */
		f->line = end;
	}
	*sp = (struct span){ at, end - at };
	return v == FOREIGN || (v == UNKNOWN && f->mostly);
}

static bool
next_part(struct foreign *f, struct span *sp)
{
	size_t at = f->at, end = part_end(f->t, at, f->line);
	struct ideographs s = count(f->t, at, end);

	f->at = end;
	*sp = (struct span){ at, end - at };
	return s.marks + s.hangul > 0 && judge(&s) == FOREIGN;
}

bool
qi_foreign_next(struct foreign *f, struct span *sp)
{
	while (f->at < f->t.n)
		if (f->at < f->line ? next_part(f, sp) : next_line(f, sp))
			return true;
	return false;
}
