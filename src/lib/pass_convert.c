/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pass_convert.c - from one kind of Chinese characters to another
 *
 * What is here is which mode what of a text gets.  Modes of OpenCC convert all
 * of it; hans and hant leave what is not Chinese, and hant, sentence by
 * sentence, what is traditional already.
 */
#include "config.h"

#include "convert.h"
#include "foreign.h"
#include "ideographs.h"
#include "pass.h"

/* What a pass has: one conversion, or two for hant, the second of which keeps
 * what could be right in traditional text. */
struct modes {
	struct conversion *c[2];
};

/* Simplified characters among so many traditional ones: some, and few. */
#define SOME 5
#define FEW 20

enum script { UNKNOWN, TRADITIONAL, SIMPLIFIED };

static struct ideographs
count(struct text t, size_t at, size_t end)
{
	return qi_ideographs_count((struct text){ t.s + at, end - at });
}

/* A simplified character among so many that tell does not make a text so. */
static enum script
script_of(struct ideographs s, unsigned among)
{
	return s.traditional >= among * s.simplified + (s.simplified == 0) ?
	    TRADITIONAL : s.simplified > 0 ? SIMPLIFIED : UNKNOWN;
}

static size_t
sentence_end(struct text t, size_t at)
{
	uint32_t cp = 0;

	while (at < t.n && cp != '\n' && cp != 0x3002 && cp != 0xff01 &&
	    cp != 0xff1f)
		at += qi_text_char(t.s + at, &cp);
	return at;
}

/* A text that is run over. */
struct work {
	struct converting to;
	const struct modes *m;
	enum script all;	/* of it; for hant */
	unsigned among;		/* for script_of() of its sentences */
};

/*
 * hant: sentence by sentence.  In one that is traditional only what cannot be
 * so is converted; one that does not tell is as all of the text.  Where that
 * is traditional but for a few characters, they are variants, and a sentence
 * with one or two of them still is.
 */
static void
convert_sentences(struct work *w, size_t at, size_t stop)
{
	struct text t = { w->to.t.s, stop };
	enum script now, next;
	size_t end, after;

	end = sentence_end(t, at);
	next = script_of(count(t, at, end), w->among);
	for (; at < t.n; at = end, end = after) {
		for (now = next, after = end; now == next && after < t.n; ) {
			end = after;
			after = sentence_end(t, end);
			next = script_of(count(t, end, after), w->among);
		}
		if (after == t.n && now == next)
			end = after;
		if (now == UNKNOWN)
			now = w->all;
		w->to.c = w->m->c[now == TRADITIONAL];
		w->to.t.n = end;
		qi_convert(&w->to, at);
		qi_convert_log(&w->to, end);
		w->to.done = end;
	}
}

/* Convert Chinese from at to stop. */
static void
convert(struct work *w, size_t at, size_t stop)
{
	if (w->m->c[1] != NULL) {
		convert_sentences(w, at, stop);
		return;
	}
	w->to.t.n = stop;
	qi_convert_log(&w->to, qi_convert(&w->to, at));
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	const struct modes *m = env->own;
	struct work w = { .to = { .t = t, .c = m->c[0], .e = out,
	    .scratch = env->scratch }, .m = m };
	struct ideographs all;
	struct foreign foreign;
	struct span sp;
	size_t at = 0;

	if (m->c[1] != NULL) {
		all = count(t, 0, t.n);
		w.all = script_of(all, SOME);
		w.among = script_of(all, FEW) == TRADITIONAL ? 1 : SOME;
	}
	if (m->c[0]->reads >= 0 && !env->on[RULE_CONVERT_FOREIGN]) {
		qi_foreign_begin(&foreign, t, env->seen);
		/* Where text goes with most of the record, what is made can
		 * say more of the rest. */
		out->again = foreign.mostly;
		while (qi_foreign_next(&foreign, &sp)) {
			convert(&w, at, sp.at);
			at = sp.at + sp.len;
			qi_convert_pass_over(&w.to, sp.at, at);
		}
	}
	convert(&w, at, t.n);
	out->refused = w.to.bad;
}

static void
close(void *own, struct mem *mem)
{
	struct modes *m = own;

	qi_conversion_free(m->c[0], mem);
	qi_conversion_free(m->c[1], mem);
	mem->realloc(mem->ctx, m, sizeof(*m), 0);
}

static void *
open(const bool *on, struct mem *mem)
{
	struct modes *m = mem->realloc(mem->ctx, NULL, 0, sizeof(*m));

	if (m == NULL)
		return NULL;
	*m = (struct modes){ { qi_conversion_new(on, mem, false), NULL } };
	if (on[RULE_CONVERT_HANT])
		m->c[1] = qi_conversion_new(on, mem, true);
	if (m->c[0] != NULL && (m->c[1] != NULL || !on[RULE_CONVERT_HANT]))
		return m;
	close(m, mem);
	return NULL;
}

/* hans and hant look for what is not Chinese in all of a text. */
static bool
is_local(const void *own)
{
	const struct modes *m = own;

	return m->c[0]->reads < 0;
}

static size_t
cut(struct text t, const void *own)
{
	const struct modes *m = own;

	return qi_convert_cut(m->c[0], t);
}

const struct pass qi_pass_convert = { .name = "convert", .run = run,
	.open = open, .close = close,
	.memory = sizeof(struct modes) + 2 * CONVERSION_MEMORY,
	.local = is_local, .cut = cut };
