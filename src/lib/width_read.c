/* SPDX-License-Identifier: Apache-2.0 */
/* width_read.c - the marks of a line, and what stands beside them */
#include "config.h"

#include "width.h"

#include <string.h>

/* More marks than one in so many bytes are no text. */
#define DENSE 4
#define SOME_MARKS 64

#define TAG_MAX 400		/* bytes of a tag of HTML */

struct reader {
	struct width_line *l;
	struct buf *buf;
	const uint8_t *s;
	size_t at, end;
	enum width_class left;	/* the last that is no mark and no blank */
	bool blank;		/* a blank is right before */
	size_t blank_at;	/* where the last one was */
	size_t waiting;		/* marks from here on wait for their right */
	size_t island;		/* the first mark since the last ideograph */
	unsigned words, words_before;
	size_t string;		/* where the last one of C and others ended */
	bool bad;		/* signs of program text since then */
	bool dotted;		/* a dot among letters since the last blank */
	bool no_tick;		/* no backtick is left in the line */
	bool no_tag;		/* no > is */
	bool in_quote;		/* of ASCII */
};

static bool
is_digit(uint8_t b)
{
	return b >= '0' && b <= '9';
}

static bool
is_word(uint8_t b)
{
	return qi_text_is_letter(b) || is_digit(b) || b == '_';
}

bool
qi_width_is_comment(struct text t, size_t at, size_t end)
{
	static const char *const lead[] = {
		"#", "//", "/*", "*/", "-- ", ";;", "%%", "<!--", "\"\"\"",
		"'''", "@", "|"
	};
	size_t from = at, k, n;

	while (at < end && (t.s[at] == ' ' || t.s[at] == '\t'))
		at++;
	if (at > from && end - at >= 2 && t.s[at] == '*' && t.s[at + 1] == ' ')
		return true;
	for (k = 0; k < sizeof(lead) / sizeof(lead[0]); k++) {
		n = strlen(lead[k]);
		if (end - at >= n && memcmp(t.s + at, lead[k], n) == 0)
			return true;
	}
	return false;
}

/* An island, text without ideographs, ends here. */
static void
end_island(struct reader *r)
{
	size_t n = r->l->n;

	for (; r->island < n; r->island++) {
		struct width_mark *m = &r->l->mark[r->island];

		m->plain = !r->bad;
		m->words = (uint8_t)(r->words > 255 ? 255 : r->words);
		m->words_before = (uint8_t)(r->words_before > 255 ? 255 :
		    r->words_before);
	}
}

/* What is no mark and no blank stands here. */
static void
stands(struct reader *r, enum width_class class)
{
	for (; r->waiting < r->l->n; r->waiting++) {
		struct width_mark *m = &r->l->mark[r->waiting];

		m->right = (uint8_t)class;
		m->far = r->blank_at > m->at;
	}
	if (class == WIDTH_HAN || class == WIDTH_OTHER || class == WIDTH_EDGE) {
		if (r->words > 0 || r->bad || r->island < r->l->n) {
			end_island(r);
			r->words_before = r->words;
			r->words = 0;
			r->bad = false;
		}
		r->dotted = false;
	}
	r->left = class;
	r->blank = false;
}

/* A mark stands here, of so many bytes; and is passed. */
static void
add(struct reader *r, uint8_t mark, size_t len, bool ascii)
{
	struct width_line *l = r->l;
	struct width_mark m = { .at = (uint32_t)r->at, .pair = (uint32_t)l->n,
	    .han = l->han, .chars = l->chars, .mark = mark,
	    .len = (uint8_t)(len > 255 ? 255 : len), .left = (uint8_t)r->left,
	    .ascii = ascii, .blank = r->blank };
	size_t next = r->at + len;

	while (m.blanks < 2 && next + m.blanks < r->end &&
	    r->s[next + m.blanks] == ' ')
		m.blanks++;
	if (r->waiting < l->n)
		l->mark[l->n - 1].more = true;
	qi_buf_put(r->buf, &m, sizeof(m));
	if (r->buf->failed)
		return;
	l->mark = (struct width_mark *)(void *)r->buf->p;
	l->n++;
	l->chars++;
	r->blank = false;
	r->at = next;
}

static void
pass(struct reader *r, size_t to, enum width_class class)
{
	stands(r, class);
	r->l->chars++;
	r->at = to;
}

static bool
follows(const struct reader *r, const char *s)
{
	size_t n = strlen(s);

	return r->end - r->at >= n && memcmp(r->s + r->at, s, n) == 0;
}

/* A URL from its "://" on, without the marks behind it. */
static void
read_url(struct reader *r)
{
	size_t to = r->at;

	while (to < r->end && r->s[to] > ' ' && r->s[to] < 0x7f &&
	    memchr("\"'<>)`|", r->s[to], 7) == NULL)
		to++;
	while (to > r->at && memchr(",.;:!", r->s[to - 1], 5) != NULL)
		to--;
	/* It goes on in Chinese. */
	if (memchr("/=?&#-_", r->s[to - 1], 7) != NULL)
		while (to < r->end && r->s[to] > ' ')
			to++;
	pass(r, to, WIDTH_LATIN);
}

/* A tag of HTML, which is passed as if it were nothing. */
static bool
read_tag(struct reader *r)
{
	size_t i = r->at + 1, most;
	const uint8_t *p;

	if (r->no_tag)
		return false;
	if (i < r->end && (r->s[i] == '/' || r->s[i] == '!'))
		i++;
	if (i == r->end || !qi_text_is_letter(r->s[i]))
		return false;
	for (most = i + 16; i < r->end && i < most && is_word(r->s[i]); i++)
		;
	if (i == r->end || memchr(" />\t", r->s[i], 4) == NULL)
		return false;
	most = r->end - i < TAG_MAX ? r->end - i : TAG_MAX;
	p = memchr(r->s + i, '>', most);
	if (p == NULL) {
		r->no_tag = most < TAG_MAX;
		return false;
	}
	r->at = (size_t)(p + 1 - r->s);
	r->blank = false;
	return true;
}

/* Does a string of program text begin here, behind what ends at i: behind "=",
 * a word, a call; or, in apostrophes, a bracket, another and a comma? */
static bool
is_string(const struct reader *r, size_t i)
{
	uint8_t last = r->s[i - 1];

	if (r->s[r->at] == '"')
		return !r->in_quote && (last == '=' || is_word(last) ||
		    (last == '(' && i - r->l->at > 1 &&
		    qi_text_is_letter(r->s[i - 2])));
	return (i == r->at && memchr("=([{", last, 4) != NULL) ||
	    (last == ',' && r->string == i - 1);
}

static bool
read_string(struct reader *r)
{
	uint8_t quote = r->s[r->at];
	size_t i = r->at;
	const uint8_t *p;

	while (i > r->l->at && r->s[i - 1] == ' ')
		i--;
	if (i == r->l->at || !is_string(r, i))
		return false;
	p = memchr(r->s + r->at + 1, quote, r->end - r->at - 1);
	if (p == NULL)
		return false;
	pass(r, (size_t)(p + 1 - r->s), WIDTH_SIGN);
	r->string = r->at;
	r->bad = true;
	return true;
}

static void
read_quote(struct reader *r)
{
	size_t i = r->at + 1;

	if (read_string(r))
		return;
	if (i < r->end && r->s[i] == ':') {	/* a key of JSON */
		for (i++; i < r->end && r->s[i] == ' '; i++)
			;
		if (i < r->end && (memchr("\"'[{-", r->s[i], 5) != NULL ||
		    is_word(r->s[i])))
			r->l->signs++;
	}
	if (r->s[r->at] == '"')
		r->in_quote = !r->in_quote;
	add(r, r->s[r->at], 1, true);
}

/* Two characters that only program text has side by side. */
static bool
is_sign(const struct reader *r)
{
	static const char sign[][2] = {
		{ '-', '>' }, { '=', '>' }, { ':', ':' }, { '=', '=' },
		{ '!', '=' }, { '&', '&' }, { '|', '|' }, { '+', '=' },
		{ '-', '=' }, { '<', '/' }, { '/', '>' }, { '\\', 'n' },
		{ '$', '{' }, { '$', '(' }, { '%', 's' }, { '%', 'd' },
		{ ')', '{' }, { '=', '"' }, { '=', '\'' }, { '*', '/' },
		{ '/', '*' }, { '/', '/' },
		{ ')', ';' }
	};
	enum { SIGNS = sizeof(sign) / sizeof(sign[0]) };
	size_t k;

	if (r->end - r->at < 2)
		return false;
	for (k = 0; k < SIGNS; k++)
		if (memcmp(r->s + r->at, sign[k], 2) == 0)
			break;
	/* The last one can be of a sentence, too. */
	return k + 1 < SIGNS || (k < SIGNS && r->left != WIDTH_HAN);
}

static void
read_word(struct reader *r)
{
	size_t i = r->at;
	bool letters = qi_text_is_letter(r->s[i]);

	while (i < r->end && qi_text_is_letter(r->s[i]) == letters &&
	    (letters || is_digit(r->s[i])))
		i++;
	if (letters && (r->at == r->l->at || !is_word(r->s[r->at - 1]))) {
		r->words++;
		r->l->words++;
	}
	stands(r, letters ? WIDTH_LATIN : WIDTH_DIGIT);
	r->l->chars += (uint32_t)(i - r->at);
	r->at = i;
}

static void
read_run(struct reader *r, uint8_t mark, size_t most)
{
	uint8_t b = r->s[r->at];
	size_t n = 1;

	while (r->at + n < r->end && r->s[r->at + n] == b)
		n++;
	if (n == most || (b == '.' && n == 2 * most))
		add(r, mark, n, true);
	else
		pass(r, r->at + n, WIDTH_SIGN);
}

static void
read_ascii(struct reader *r)
{
	uint8_t b = r->s[r->at], next = r->at + 1 < r->end ?
	    r->s[r->at + 1] : '\n', last = r->at > r->l->at ?
	    r->s[r->at - 1] : '\n';
	const uint8_t *p;

	if (qi_text_is_letter(b) || is_digit(b)) {
		read_word(r);
		return;
	}
	if (is_sign(r))
		r->l->signs++;
	switch (b) {
	case ' ':
		r->blank = true;
		r->blank_at = r->at++;
		r->dotted = false;
		return;
	case '\t': case '\r': case '\v': case '\f':
		stands(r, WIDTH_EDGE);
		r->blank = true;
		r->at++;
		return;
	case '`':
		p = r->no_tick ? NULL : memchr(r->s + r->at + 1, '`',
		    r->end - r->at - 1);
		r->no_tick = p == NULL;
		pass(r, p == NULL ? r->at + 1 : (size_t)(p + 1 - r->s),
		    WIDTH_LATIN);
		return;
	case '.':
		if (next == '.') {
			read_run(r, WIDTH_DOTS, 3);
			return;
		}
		r->dotted = r->dotted || (is_word(last) && is_word(next));
		add(r, b, 1, true);
		return;
	case '-':
		if (next == '-')
			read_run(r, WIDTH_DASH, 2);
		else
			pass(r, r->at + 1, WIDTH_SIGN);
		return;
	case '<': case '>':
		if (b == '<' && read_tag(r))
			return;
		if (next == b && last != b && (r->at + 2 == r->end ||
		    r->s[r->at + 2] != b)) {
			add(r, b, 2, true);
			return;
		}
		break;
	case '"': case '\'':
		if (b == '\'' && is_word(last) && is_word(next))
			break;
		read_quote(r);
		return;
	case ',': case ':': case ';': case '?': case '!': case '(': case ')':
	case '[': case ']': case '{': case '}':
		if (follows(r, "://"))
			read_url(r);
		else
			add(r, b, 1, true);
		return;
	case '/':
		if (next == '/' || next == '*') {	/* a comment */
			r->bad = true;
			pass(r, r->end, WIDTH_SIGN);
			return;
		}
		r->bad = r->bad || r->dotted;
		pass(r, r->at + 1, WIDTH_SIGN);
		return;
	case '\\':		/* an escape of Markdown */
		if (next < 0x80 && next > ' ' && !is_word(next)) {
			pass(r, r->at + 2, WIDTH_SIGN);
			return;
		}
		break;
	case '*':		/* bold in Markdown is passed like a tag */
		if (next == '*') {
			r->at += 2;
			return;
		}
		break;
	case '%':
		pass(r, r->at + 1, is_digit(last) ? WIDTH_DIGIT : WIDTH_SIGN);
		return;
	case '+': case '#':	/* C++, C#; a comment */
		pass(r, b == '#' && r->bad && next == ' ' ? r->end : r->at + 1,
		    is_word(last) || last == '+' ? WIDTH_LATIN : WIDTH_SIGN);
		return;
	}
	r->l->equals += b == '=';
	r->bad = r->bad || strchr("=<>|\\^~@$&*_", b) != NULL;
	pass(r, r->at + 1, WIDTH_SIGN);
}

/* What a full-width mark is in ASCII, or 0. */
static uint8_t
narrow(uint32_t cp)
{
	switch (cp) {
	case 0x3002:
		return '.';
	case 0x2018: case 0x2019: case 0x201c: case 0x201d:
	case 0x300c: case 0x300d: case 0x300e: case 0x300f:
		return WIDTH_QUOTE;
	case 0x300a:
		return '<';
	case 0x300b:
		return '>';
	case 0x2014:
		return WIDTH_DASH;
	case 0x2026:
		return WIDTH_DOTS;
	case 0xff01: case 0xff08: case 0xff09: case 0xff0c: case 0xff1a:
	case 0xff1b: case 0xff1f:
		return (uint8_t)(cp - 0xfee0);
	default:
		return 0;
	}
}

static enum width_class
class_of(uint32_t cp)
{
	if (qi_text_class(cp) & CLASS_HAN)
		return WIDTH_HAN;
	if ((cp >= 0x3041 && cp <= 0x30ff) || (cp >= 0x31f0 && cp <= 0x31ff) ||
	    (cp >= 0x1100 && cp <= 0x11ff) || (cp >= 0x3130 && cp <= 0x318f) ||
	    (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0xff66 && cp <= 0xffdc))
		return WIDTH_OTHER;
	/* Other marks of Chinese, bopomofo, numbers in circles, full-width. */
	if ((cp >= 0x3001 && cp <= 0x303f) || (cp >= 0x3100 && cp <= 0x32ff) ||
	    (cp >= 0x2460 && cp <= 0x24ff) || (cp >= 0xff01 && cp <= 0xff5e) ||
	    (cp >= 0x2e80 && cp <= 0x2fdf))
		return WIDTH_HAN;
	if ((cp >= 0xc0 && cp < 0x250) || (cp >= 0x370 && cp < 0x530))
		return WIDTH_LATIN;
	if (cp == 0x25a1)	/* where one cannot be read */
		return WIDTH_HAN;
	if (cp == 0xb0 || cp == 0x2030 || cp == 0x2103)
		return WIDTH_DIGIT;
	return WIDTH_SIGN;
}

static void
read_wide(struct reader *r)
{
	uint32_t cp, next;
	size_t len = qi_text_char(r->s + r->at, &cp), to = r->at + len, n;
	enum width_class class;
	uint8_t mark = narrow(cp);

	if (cp == 0xa0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200a)) {
		r->blank = true;
		r->blank_at = r->at;
		r->at = to;
		return;
	}
	if (mark == WIDTH_DASH || mark == WIDTH_DOTS)
		for (; to < r->end && r->s[to] >= 0x80; to += n) {
			n = qi_text_char(r->s + to, &next);
			if (next != cp)
				break;
		}
	if (mark != 0) {
		add(r, mark, to - r->at, false);
		return;
	}
	class = class_of(cp);
	r->l->han += class == WIDTH_HAN;
	pass(r, to, class);
}

bool
qi_width_read(struct width_line *l, struct buf *buf)
{
	struct reader r = { .l = l, .buf = buf, .s = l->t.s, .at = l->at,
	    .end = l->end, .left = WIDTH_EDGE };
	size_t most = (l->end - l->at) / DENSE + SOME_MARKS;

	qi_buf_reset(buf);
	l->mark = NULL;
	l->n = 0;
	l->han = l->chars = l->words = 0;
	l->signs = l->equals = 0;
	if (qi_width_is_comment(l->t, l->at, l->end))
		return false;
	while (r.at < r.end) {
		if (r.s[r.at] < 0x80)
			read_ascii(&r);
		else
			read_wide(&r);
		if (buf->failed || l->n > most)
			return false;
	}
	stands(&r, WIDTH_EDGE);
	return l->n > 0;
}
