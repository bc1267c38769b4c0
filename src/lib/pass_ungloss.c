/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_ungloss.c - take out injected glosses, and undo what they cut
 *
 * Glosses are content where an author put them: in a dictionary, a lesson,
 * behind a rare character.  An injector glosses everyday characters, each
 * with its everyday reading, everywhere it stands, and only those that GB2312
 * does not have.  A record where that is so is cleaned; any other is left.
 */
#include "config.h"

#include "gbk.h"
#include "gloss.h"
#include "model.h"
#include "pass.h"
#include "reading.h"
#include "shift.h"

#define FEW 3		/* so many glossed characters may be an author's */
#define EVERYDAY 1500	/* rank of one that no author would gloss once */

/* A character that an injector may gloss: everyday, not in GB2312. */
static bool
is_target(unsigned pair, unsigned reading)
{
	return qi_reading_is_traditional(pair) && !qi_gbk_is_gb2312_han(pair) &&
	    qi_reading_first(pair) == reading &&
	    qi_model_id(qi_gbk_decode(pair >> 8, pair & 0xff)) - 1u < GLOSS_COMMON;
}

static bool
is_han(struct text t, size_t at)
{
	uint32_t cp;

	qi_text_char(t.s + at, &cp);
	return (qi_text_class(cp) & CLASS_HAN) != 0;
}

/* Could a gloss have been pushed into the character behind these bytes, so
 * that the last one and the lost lead byte are what has the reading? */
static bool
is_cut(struct shift_tail tail, unsigned reading)
{
	unsigned lead = tail.b[1], b;

	for (b = 0x40; lead >= 0x81 && b <= 0xfe; b++)
		if (is_target(lead << 8 | b, reading))
			return true;
	return false;
}

/* The bytes of the one or two characters before t.s[at]. */
static struct shift_tail
tail_before(struct text t, size_t at)
{
	struct shift_tail tail = { { 0, 0 } };
	size_t last, before;
	uint32_t cp;

	if (at == 0)
		return tail;
	last = qi_text_back(t.s, at);
	before = last > 0 ? qi_text_back(t.s, last) : last;
	for (; before < at; before += qi_text_char(t.s + before, &cp)) {
		qi_text_char(t.s + before, &cp);
		qi_shift_follow(&tail, cp);
	}
	return tail;
}

/* From at on, the first place where a gloss or what one left may start. */
static size_t
next_start(struct text t, size_t at)
{
	while (at < t.n && t.s[at] != '(' && t.s[at] != '?' &&
	    (t.s[at] != 0xef || t.n - at < 3 || t.s[at + 1] != 0xbf ||
	    t.s[at + 2] != 0xbd))
		at++;
	return at;
}

struct evidence {
	size_t glosses;		/* of targets */
	size_t targets;		/* different ones */
	size_t cuts;
	size_t others;		/* glosses that no injector makes */
	size_t apart;		/* glosses with ideographs on neither side */
	size_t bare;		/* glossed characters with none before them */
	size_t joined;		/* glossed characters right behind a gloss */
	unsigned target;	/* one of them */
	bool private;		/* there are private use characters */
};

/* Count the glosses of the page, and the characters that have them; list is
 * scratch for the pairs of these. */
static void
count(struct text t, struct shift_char *page, struct buf *list,
    struct evidence *v)
{
	struct shift_char *c;
	struct shift_tail tail = { { 0, 0 } };
	size_t at, len, i, end = SIZE_MAX;
	bool target = false;
	unsigned pair;
	struct gloss g;
	bool after_han;
	uint32_t cp;

	for (at = 0; (at = next_start(t, at)) < t.n; at += len) {
		g = qi_gloss_at(t, at);
		len = g.kind == GLOSS_WHOLE || g.kind == GLOSS_CUT ? g.len : 1;
		if (len == 1)
			continue;
		i = at > 0 ? qi_text_back(t.s, at) : 0;
		v->joined += i == end;
		if (at != end)		/* else as if it had not been there */
			tail = tail_before(t, at);
		end = at + len;
		if (g.kind == GLOSS_CUT) {
			v->cuts += is_cut(tail, g.reading);
			continue;
		}
		pair = qi_shift_pair(tail);
		if (!qi_reading_has(pair, g.reading)) {
			v->others += qi_gbk_decode(pair >> 8, pair & 0xff) != 0;
			continue;
		}
		c = &page[qi_gbk_index(pair >> 8, pair & 0xff)];
		if (c->glossed == 0)
			qi_buf_put(list, &pair, sizeof(pair));
		target = target || is_target(pair, g.reading);
		c->mixed |= c->glossed > 0 && c->reading != g.reading;
		c->reading = (uint16_t)g.reading;
		c->glossed++;
		after_han = i > 0 && is_han(t, qi_text_back(t.s, i));
		v->bare += !after_han;
		v->apart += !after_han &&
		    (at + len == t.n || !is_han(t, at + len));
	}
	if (v->cuts == 0 && !target)
		return;
	for (at = 0; at < t.n; at += len) {
		len = qi_text_char(t.s + at, &cp);
		v->private |= cp >= 0xe000 && cp < 0xf900;
		pair = cp < 0x80 ? 0 : qi_gbk_encode(cp);
		if (pair != 0)
			page[qi_gbk_index(pair >> 8, pair & 0xff)].seen++;
	}
	for (i = 0; i < list->n; i += sizeof(pair)) {
		memcpy(&pair, list->p + i, sizeof(pair));
		c = &page[qi_gbk_index(pair >> 8, pair & 0xff)];
		if (is_target(pair, c->reading) && !c->mixed &&
		    c->glossed >= c->seen - c->seen / 10) {
			v->glosses += c->glossed;
			v->targets++;
			v->target = pair;
		} else
			v->others += c->glossed;
	}
}

static bool
is_injected(const struct evidence *v)
{
	if (v->others * 5 > v->glosses + v->cuts)
		return false;
	if (v->cuts > 0)
		return true;
	/* Words to learn stand apart, and where a word is explained all of it is
	 * glossed, from its start; an injector writes into sentences. */
	if (v->targets >= 2)
		return v->apart * 2 <= v->glosses && (v->targets > FEW ||
		    v->joined * 2 < v->glosses || v->bare <= v->joined);
	/* An author might gloss it once, but not every time. */
	return v->targets == 1 && v->apart == 0 &&
	    (v->bare == 0 || v->glosses >= 2) &&
	    qi_reading_is_usual(v->target) &&
	    qi_model_id(qi_gbk_decode(v->target >> 8, v->target & 0xff)) < EVERYDAY;
}

static unsigned
score(unsigned margin)
{
	return margin >= 480 ? 990 : 510 + margin;
}

/* One line of an injected page. */
static void
clean_line(struct text t, size_t at, size_t end, const bool *on,
    struct shift *shift, struct edits *out)
{
	struct shift_tail tail = { { 0, 0 } };
	unsigned margin = 0, pair, rule;
	uint32_t prev = '\n';
	bool guessed = false;
	struct gloss g;
	size_t len, i;

	for (; at < end; at += len) {
		g = (struct gloss){ .kind = GLOSS_NONE };
		if (qi_gloss_may_start(t.s + at))
			g = qi_gloss_at(t, at);
		pair = qi_shift_pair(tail);
		if (g.kind == GLOSS_WHOLE && on[RULE_UNGLOSS_PINYIN] &&
		    qi_reading_has(pair, g.reading) &&
		    qi_reading_is_traditional(pair)) {
			qi_edits_add(out, at, g.len, NULL, 0,
			    RULE_UNGLOSS_PINYIN, 990);
			len = g.len;
			continue;	/* as if it had not been there */
		}
		len = 0;
		if (g.kind == GLOSS_CUT || g.kind == GLOSS_BREAK)
			len = qi_shift_undo(shift, t, at, end, tail, prev,
			    &margin, &guessed);
		rule = guessed ? RULE_UNGLOSS_LOST : RULE_UNGLOSS_CUT;
		if (len > 0 && on[rule]) {
			len -= at;
			qi_edits_add(out, at, len, shift->text->p,
			    shift->text->n, rule, score(margin));
			for (i = 0; i < shift->text->n; ) {
				i += qi_text_char(shift->text->p + i, &prev);
				qi_shift_follow(&tail, prev);
			}
			continue;
		}
		len = qi_text_char(t.s + at, &prev);
		qi_shift_follow(&tail, prev);
	}
}

/* A quick look: does a bracket close behind a letter anywhere? */
static bool
may_have_gloss(struct text t)
{
	const uint8_t *p = t.s, *end = t.s + t.n;
	uint32_t cp;
	size_t at;

	for (; (p = memchr(p, ')', (size_t)(end - p))) != NULL; p++) {
		at = (size_t)(p - t.s);
		if (at > 0 && t.s[at - 1] == ' ')
			at--;
		if (at == 0)
			continue;
		qi_text_char(t.s + qi_text_back(t.s, at), &cp);
		if ((cp >= 'a' && cp <= 'z') || (cp >= 0xe0 && cp < 0x300) ||
		    cp == 0x1e3f)
			return true;
	}
	return false;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	struct shift shift = { .hyps = &env->scratch[1],
	    .nodes = &env->scratch[2], .text = &env->scratch[3],
	    .budget = 100000 + t.n * 8 };
	struct evidence v = { 0 };
	struct shift_char *page;
	const uint8_t *nl;
	size_t at, end;

	if (t.n == 0 || !may_have_gloss(t) ||
	    !qi_buf_reserve(&env->scratch[0], GBK_PAIRS * sizeof(*page)))
		return;
	page = (void *)env->scratch[0].p;
	memset(page, 0, GBK_PAIRS * sizeof(*page));
	count(t, page, &env->scratch[1], &v);
	if (env->scratch[1].failed || !is_injected(&v))
		return;
	shift.page = page;
	shift.gaps = !v.private;
	for (at = 0; at < t.n; at = end) {
		nl = memchr(t.s + at, '\n', t.n - at);
		end = nl != NULL ? (size_t)(nl - t.s) + 1 : t.n;
		clean_line(t, at, end, env->on, &shift, out);
	}
}

const struct pass qi_pass_ungloss = { .name = "ungloss", .run = run };
