/* SPDX-License-Identifier: Apache-2.0 */
/* clean.c - run the passes over one record; the public functions */
#include "config.h"

#include "qing.h"

#include <stdlib.h>
#include <string.h>

#include "boilerplate.h"
#include "declare.h"
#include "detect.h"
#include "df.h"
#include "edits.h"
#include "explain.h"
#include "page.h"
#include "pass.h"
#include "pattern_check.h"
#include "rule.h"
#include "script.h"
#include "spec.h"
#include "text.h"

/* So many times a pass can change a record: the list is gone through again
 * until nothing changes, and that is once as a rule. */
#define SLOTS 12
#define DEFAULT_RECORD ((size_t)16 << 20)
#define MAX_GROWTH 4		/* bytes out for one byte in: U+FFFD is 3 */
#define SCRATCH_GROWTH 8	/* bytes of each scratch for one byte in ... */
#define SCRATCH_LEAST ((size_t)1 << 20)		/* ... and for no bytes */
#define SPOTS_SIZE(record) \
	(MAX_GROWTH * (record) / TEXT_SPOT * sizeof(uint32_t) + 64)
#define MAX_RECORD ((size_t)TEXT_MAX / SCRATCH_GROWTH - SCRATCH_LEAST)

struct qing {
	struct mem mem;
	size_t max_record;
	bool log;			/* keep the edits */
	struct spec spec;
	struct patterns *rules;		/* the user's, or NULL */
	struct page *page;		/* of qing_explain() while it runs */
	struct edits edits[SLOTS];	/* what was changed, one after another */
	struct notes notes;		/* of what all that led to */
	struct buf text[SLOTS];		/* what became of it, or two in turn */
	struct buf scratch[PASS_SCRATCH];
	struct buf spots;		/* of the text: qi_text_look_spots() */
	struct decoder decoder;
	struct df_site site;		/* what is known of it */
	size_t by_rule[NRULES];
	struct qing_result result;
	size_t len;			/* of its input */
	struct qing_edit edit;		/* what qing_edit_at() last gave */
	struct qing_note note;		/* the same */
	char misread[MISREAD_TEXT];	/* for it */
};

/* The config of whoever calls, of this version or an older one. */
static bool
read_config(struct qing_config *c, const struct qing_config *cfg)
{
	*c = (struct qing_config)QING_CONFIG_INIT;
	if (cfg != NULL && cfg->size > sizeof(*c))
		return false;
	if (cfg != NULL)
		memcpy(c, cfg, cfg->size);
	return c->rules != NULL || c->rules_len == 0;
}

static struct mem
memory(const struct qing_config *c)
{
	return (struct mem){ c->realloc != NULL ? c->realloc : qi_mem_plain,
	    c->ctx };
}

static struct rows
rows(const struct qing_config *c)
{
	return (struct rows){ .s = c->rules, .n = c->rules_len,
	    .fold = qi_fold_char };
}

/* The user's rules, when there are any. */
static enum qing_ret
compile(qing *q, const struct qing_config *c, struct qing_error *err)
{
	struct rows r = rows(c);

	if (c->rules_len == 0)
		return QING_OK;
	q->rules = qi_patterns_new(&r, &q->mem);
	if (q->rules != NULL)
		return QING_OK;
	if (r.wrong == NULL)
		return QING_NOMEM;
	*err = (struct qing_error){ r.wrong, r.where };
	return QING_BADRULES;
}

/* What the passes of the list need for themselves. */
static enum qing_ret
open_passes(qing *q)
{
	struct spec_step *st = q->spec.step;
	size_t i;

	for (i = 0; i < q->spec.n; i++, st++)
		if (st->pass->open != NULL &&
		    (st->own = st->pass->open(st->on, &q->mem)) == NULL)
			return QING_NOMEM;
	return QING_OK;
}

enum qing_ret
qing_rules_check(const struct qing_config *cfg, qing_rules_say *say, void *ctx)
{
	struct qing_config c;
	struct mem mem;

	if (!read_config(&c, cfg) || say == NULL)
		return QING_MISUSE;
	mem = memory(&c);
	return c.rules_len == 0 ? QING_OK :
	    qi_patterns_check(rows(&c), &mem, say, ctx);
}

enum qing_ret
qing_new(qing **out, const char *spec, const struct qing_config *cfg,
    struct qing_error *err)
{
	struct qing_config c;
	struct qing_error ignored;
	enum qing_ret ret;
	struct mem mem;
	qing *q;
	size_t i;

	if (err == NULL)
		err = &ignored;
	*err = (struct qing_error){ "", 0 };
	if (out != NULL)
		*out = NULL;
	if (out == NULL || spec == NULL || !read_config(&c, cfg))
		return QING_MISUSE;
	if (c.max_record > MAX_RECORD || c.max_edits > TEXT_MAX / sizeof(struct edit))
		return QING_MISUSE;
	if (c.df != NULL && (err->msg = qi_df_wrong(c.df, c.df_len)) != NULL)
		return QING_BADDF;
	err->msg = "";
	mem = memory(&c);
	q = mem.realloc(mem.ctx, NULL, 0, sizeof(*q));
	if (q == NULL)
		return QING_NOMEM;
	*q = (qing){ .mem = mem, .log = c.max_edits != 0,
	    .max_record = c.max_record != 0 ? c.max_record : DEFAULT_RECORD };
	qi_decoder_init(&q->decoder, &q->mem);
	qi_df_site(&q->site, c.df, "");
	ret = qi_spec_read(&q->spec, spec, err);
	if (ret == QING_OK)
		ret = compile(q, &c, err);
	if (ret == QING_OK)
		ret = open_passes(q);
	for (i = 0; i < SLOTS; i++) {
		q->edits[i].by_rule = q->by_rule;
		q->edits[i].notes = &q->notes;
		qi_buf_init(&q->text[i], &q->mem, MAX_GROWTH * q->max_record);
		qi_buf_init(&q->edits[i].log, &q->mem,
		    c.max_edits * sizeof(struct edit));
	}
	qi_buf_init(&q->notes.log, &q->mem,
	    c.max_edits * sizeof(struct span));
	for (i = 0; i < PASS_SCRATCH; i++)
		qi_buf_init(&q->scratch[i], &q->mem,
		    SCRATCH_GROWTH * q->max_record + SCRATCH_LEAST);
	/* One for so many bytes of a text that can have grown. */
	qi_buf_init(&q->spots, &q->mem, SPOTS_SIZE(q->max_record));
	if (ret != QING_OK) {
		qing_free(q);
		return ret;
	}
	*out = q;
	return QING_OK;
}

void
qing_free(qing *q)
{
	struct mem mem;
	size_t i;

	if (q == NULL)
		return;
	mem = q->mem;
	for (i = 0; i < SLOTS; i++) {
		qi_buf_free(&q->edits[i].log);
		qi_buf_free(&q->text[i]);
	}
	qi_buf_free(&q->notes.log);
	for (i = 0; i < PASS_SCRATCH; i++)
		qi_buf_free(&q->scratch[i]);
	qi_buf_free(&q->spots);
	qi_decoder_free(&q->decoder);
	qi_patterns_free(q->rules, &q->mem);
	for (i = 0; i < q->spec.n; i++)
		if (q->spec.step[i].own != NULL)
			q->spec.step[i].pass->close(q->spec.step[i].own, &q->mem);
	mem.realloc(mem.ctx, q, sizeof(*q), 0);
}

/* Run one step on *t, which becomes what the step made of it. */
static enum qing_ret
run(qing *q, const struct spec_step *st, struct edits *e, struct buf *out,
    bool log, unsigned seen, struct text *t)
{
	struct pass_env env = { st->on, q->scratch, &q->decoder,
	    (const uint32_t *)(const void *)q->spots.p,
	    q->spots.n / sizeof(uint32_t), seen, q->rules, q->page,
	    &q->site, st->own };
	size_t k;

	for (k = 0; k < PASS_SCRATCH; k++)
		qi_buf_reset(&q->scratch[k]);
	qi_edits_begin(e, *t, out, log);
	st->pass->run(*t, &env, e);
	*t = qi_edits_end(e);
	if (out->failed)
		return out->too_big ? QING_TOOBIG : QING_NOMEM;
	for (k = 0; k < PASS_SCRATCH; k++)
		if (q->scratch[k].failed)
			return q->scratch[k].too_big ? QING_TOOBIG : QING_NOMEM;
	if (q->decoder.table.failed || q->spots.failed)
		return QING_NOMEM;
	if (q->notes.log.failed && !q->notes.log.too_big)
		return QING_NOMEM;
	return e->log.failed && !e->log.too_big ? QING_NOMEM : QING_OK;
}

/* Before a record: what the last one left is gone. */
static void
begin(qing *q)
{
	size_t i;

	memset(q->by_rule, 0, sizeof(q->by_rule));
	for (i = 0; i < SLOTS; i++)
		qi_buf_reset(&q->edits[i].log);
	qi_notes_reset(&q->notes);
	q->decoder.bids = 0;
	q->decoder.table.failed = false;
}

enum qing_ret
qing_detect(qing *q, const void *in, size_t len, const char **charset,
    unsigned *score)
{
	struct text t = { len > 0 ? in : "", len };
	const struct charset *cs;
	unsigned ignored, seen;
	size_t mark;

	if (score == NULL)
		score = &ignored;
	*score = 0;
	if (charset != NULL)
		*charset = "";
	if (q == NULL || charset == NULL || (in == NULL && len > 0))
		return QING_MISUSE;
	begin(q);
	q->result = (struct qing_result){ 0 };
	if (len > q->max_record)
		return QING_TOOBIG;
	seen = qi_text_look(t, &q->decoder.valid);
	qi_buf_reset(&q->scratch[0]);
	cs = qi_detect(&q->decoder, t, &q->scratch[0], score, &mark);
	if (q->scratch[0].failed)
		return q->scratch[0].too_big ? QING_TOOBIG : QING_NOMEM;
	if (q->decoder.table.failed)
		return QING_NOMEM;
	if (cs == NULL || (cs->form == FORM_UTF8 && (seen & CLASS_CTRL) != 0 &&
	    qi_text_is_data(t)))
		*score = 0;
	else
		*charset = cs->name;
	return QING_OK;
}

const struct qing_bid *
qing_bid_at(const qing *q, size_t i)
{
	return q != NULL && i < q->decoder.bids ? &q->decoder.bid[i] : NULL;
}

enum qing_ret
qing_declare(qing *q, const char *declared)
{
	const char *name;

	if (q == NULL)
		return QING_MISUSE;
	q->decoder.declared = NULL;
	if (declared == NULL || declared[0] == '\0')
		return QING_OK;
	name = qi_declare_content_type(declared, strlen(declared));
	if (name != NULL)
		q->decoder.declared = qi_charset_find(name);
	return q->decoder.declared != NULL ? QING_OK : QING_BADSPEC;
}

enum qing_ret
qing_site(qing *q, const char *site)
{
	if (q == NULL)
		return QING_MISUSE;
	qi_df_site(&q->site, q->site.image, site != NULL ? site : "");
	return QING_OK;
}

const char *
qing_charset(size_t n)
{
	const struct charset *cs = qi_charset_at(n);

	return cs != NULL ? cs->name : NULL;
}

/* Does a list look at nothing but a character and its neighbours? */
static bool
is_local(const struct spec *spec)
{
	const struct spec_step *st = spec->step;

	return spec->n == 1 && st->pass->local != NULL &&
	    st->pass->local(st->own);
}

static enum qing_ret
clean(qing *q, const struct spec *spec, const void *in, size_t len)
{
	struct text t = { len > 0 ? in : "", len };	/* NULL + 0 is undefined */
	size_t i, slot = 0, settled = 0, valid, n;
	const struct spec_step *st;
	bool log, bytes, again;
	unsigned seen;
	enum qing_ret ret;

	begin(q);
	q->result = (struct qing_result){ in, len, QING_SAME, "UTF-8", 0, 0,
	    0, 0 };
	q->len = len;
	if (len > q->max_record)
		return QING_TOOBIG;

	n = spec->n;
	log = q->log;
	if (is_local(spec)) {
		seen = ~0u;
		valid = t.n;	/* it will see */
	} else
		seen = qi_text_look_spots(t, &valid, &q->spots);
	/* Until all steps in a row have nothing to change.  What one takes out
	 * can be what kept another from acting. */
	for (i = 0; settled < n && slot < SLOTS; i++, settled++) {
		st = &spec->step[i % n];
		bytes = valid < t.n;
		if ((bytes ? !st->pass->bytes :
		    !st->always && (st->gate & seen) == 0) ||
		    (st->once && i >= n))
			continue;
		q->decoder.valid = valid;
		q->decoder.again = false;
		ret = run(q, st, &q->edits[slot],
		    &q->text[q->log ? slot : slot % 2], log, seen, &t);
		if (ret != QING_OK || (q->page != NULL && q->page->t.s != NULL))
			return ret;
		if (q->edits[slot].refused) {
			memset(q->by_rule, 0, sizeof(q->by_rule));
			qi_buf_reset(&q->edits[slot].log);
			t = (struct text){ in, len };
			valid = len - 1;
			break;
		}
		if (q->edits[slot].count == 0)
			continue;
		qi_notes_reset(&q->notes);
		if (st->pass->bytes)
			q->result.charset = q->decoder.charset;
		valid = t.n;
		again = st->pass->again || q->edits[slot].again ||
		    (st->pass->bytes && q->decoder.again);
		if (n > 1 || again)
			seen = qi_text_look_spots(t, &valid, &q->spots);
		settled = again ? SIZE_MAX : 0;	/* this step too, or not */
		q->result.text = t.s;
		q->result.len = t.n;
		q->result.edits += q->edits[slot].count;
		q->result.logged += qi_edits_logged(&q->edits[slot]);
		q->result.fate = QING_CLEANED;
		/* What follows a full log could not be mapped past it. */
		log = log && !q->edits[slot].log.failed;
		slot++;
	}
	if (valid < t.n) {		/* no pass could read it */
		q->result.fate = QING_REFUSED;
		q->result.charset = "";
	} else if (q->by_rule[RULE_DECODE_UNREADABLE] > 0)
		q->result.fate = QING_LOSSY;
	q->result.notes = q->by_rule[RULE_REPAIR_LOST] = q->notes.count;
	if (q->notes.all > 0) {
		q->result.notes++;
		q->by_rule[q->notes.rule] = 1;
		if (q->notes.rule == RULE_STRIP_SPAM_PAGE)
			q->result.spam = q->notes.all;
	}
	return QING_OK;
}

size_t
qing_cut(const qing *q, const void *in, size_t len)
{
	const struct spec_step *st;

	if (q == NULL || in == NULL || !is_local(&q->spec))
		return 0;
	st = q->spec.step;
	return st->pass->cut((struct text){ in, len }, st->own);
}

enum qing_ret
qing_clean(qing *q, const void *in, size_t len, const struct qing_result **r)
{
	enum qing_ret ret;

	if (r != NULL)
		*r = NULL;
	if (q == NULL || r == NULL || (in == NULL && len > 0))
		return QING_MISUSE;
	ret = clean(q, &q->spec, in, len);
	if (ret == QING_OK)
		*r = &q->result;
	return ret;
}

enum qing_ret
qing_script(qing *q, const void *in, size_t len, struct qing_script *s)
{
	struct qing_error err;
	struct spec decode;
	struct text t;
	size_t valid;
	enum qing_ret ret;

	if (q == NULL || s == NULL || (in == NULL && len > 0))
		return QING_MISUSE;
	ret = qi_spec_read(&decode, "decode", &err);
	if (ret == QING_OK)
		ret = clean(q, &decode, in, len);
	if (ret == QING_OK && q->result.fate != QING_REFUSED) {
		t = (struct text){ len > 0 ? q->result.text :
		    (const uint8_t *)"", q->result.len };
		qi_script_add(s, t, qi_text_look(t, &valid));
	}
	begin(q);
	q->result = (struct qing_result){ 0 };
	return ret;
}

enum qing_ret
qing_explain(qing *q, const void *in, size_t len, qing_line_say *say,
    void *ctx)
{
	const struct qing_result *r;
	struct page page = { 0 };
	enum qing_ret ret;

	if (q == NULL || say == NULL)
		return QING_MISUSE;
	q->page = &page;		/* strip is the last to run, then */
	ret = qing_clean(q, in, len, &r);
	q->page = NULL;
	if (ret == QING_OK)
		qi_explain(&page, q->rules, say, ctx);
	begin(q);
	q->result = (struct qing_result){ 0 };
	return ret;
}

const struct qing_edit *
qing_edit_at(qing *q, size_t i)
{
	size_t s, k, n;

	if (q == NULL)
		return NULL;
	for (s = 0; s < SLOTS; s++) {
		const struct edits *e = &q->edits[s];

		n = qi_edits_logged(e);
		if (i < n) {
			const struct edit *d = qi_edits_get(e, i);
			struct span sp = { d->at, d->len };

			for (k = s; k-- > 0; )
				sp = qi_edits_origin(&q->edits[k], sp);
			q->edit = (struct qing_edit){ sp.at, sp.len,
			    d->to_len > 0 ? e->out->p + d->to : NULL, d->to_len,
			    qi_rules[d->rule].name, d->score,
			    d->charset > 0 ? qi_charsets[d->charset - 1].name :
			    NULL, NULL, d->how.bits };
			if (d->how.as[0] != AS_NONE) {
				qi_misread_text(&d->how, q->misread);
				q->edit.misread = q->misread;
			}
			return &q->edit;
		}
		i -= n;
	}
	return NULL;
}

const struct qing_note *
qing_note_at(qing *q, size_t i)
{
	struct span left, sp;
	size_t k;

	if (q == NULL)
		return NULL;
	if (q->notes.all > 0 && q->log) {	/* this one comes first */
		q->note = (struct qing_note){ 0, q->len, q->result.text,
		    q->result.len, qi_rules[q->notes.rule].name,
		    q->notes.all };
		if (i == 0)
			return &q->note;
		i--;
	}
	if (i >= qi_notes_logged(&q->notes))
		return NULL;
	left = sp = qi_notes_get(&q->notes, i);
	for (k = SLOTS; k-- > 0; )
		sp = qi_edits_origin(&q->edits[k], sp);
	q->note = (struct qing_note){ sp.at, sp.len,
	    q->result.text + left.at, left.len,
	    qi_rules[RULE_REPAIR_LOST].name, 0 };
	return &q->note;
}

size_t
qing_count(const qing *q, size_t n)
{
	return q != NULL && n < NRULES ? q->by_rule[n] : 0;
}

size_t
qing_memory_max(const struct qing_config *cfg)
{
	struct qing_config c;
	bool well = read_config(&c, cfg);
	size_t rec = c.max_record != 0 ? c.max_record : DEFAULT_RECORD;
	size_t edits = c.max_edits;
	size_t log = edits * sizeof(struct edit);
	size_t texts = log > 0 ? SLOTS : 2;
	size_t rules = well && c.rules_len > 0 ? qi_patterns_memory(rows(&c)) :
	    0;

	return rules + sizeof(qing) + SPEC_STEPS * qi_spec_memory() +
	    DECODER_TABLE + SPOTS_SIZE(rec) + texts * MAX_GROWTH * rec +
	    PASS_SCRATCH * (SCRATCH_GROWTH * rec + SCRATCH_LEAST) +
	    SLOTS * log + edits * sizeof(struct span);
}

unsigned
qing_version(void)
{
	return QING_VERSION;
}
