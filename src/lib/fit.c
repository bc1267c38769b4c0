/* SPDX-License-Identifier: Apache-2.0 */
/* fit.c - how well do bytes read as text in a charset? */
#include "config.h"

#include "fit.h"

#include <string.h>

#include "model.h"

/* To pass over a byte costs what an unreadable one does; that must make the
 * text so much cheaper, which is 8 bits.  A letter beside an ideograph costs
 * more than one in a word. */
#define COST_SKIP FIT_BAD
#define MARGIN 64
#define COST_LETTER 64

#define READS_WELL 46		/* a byte outside ASCII at most */

#define STEP_SKIP 0x80
#define STEP_START 0x20
#define STEP_LEN 0x0f

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

bool
qi_fit_is_control(uint32_t cp)
{
	return cp < 0x20 ? cp != '\t' && cp != '\n' && cp != '\r' &&
	    cp != '\f' && cp != 0x1b : cp >= 0x7f && cp < 0xa0 && cp != 0x85;
}

/*
 * By the costs in a table of pairs, as long as what comes is in it; gives the
 * bytes read.
 */
static size_t
read_pairs(const uint32_t *table, const uint8_t *s, size_t n, struct fit *f)
{
	size_t at, cost = 0, kana = 0;
	uint32_t e;

	for (at = 0; n - at >= 2 && qi_pairs_is_lead(s[at]) &&
	    s[at + 1] >= 0x40; at += 2) {
		e = table[PAIRS_INDEX(s[at], s[at + 1])];
		if (e == 0)
			break;
		kana += (e & 0xff) == 0xe3 && (e >> 8 & 0xff) - 0x81u < 3;
		cost += qi_pairs_cost(e);
	}
	f->high += at;
	f->chars += at / 2;
	f->kana += kana;
	f->cost += cost;
	f->high_cost += cost;
	return at;
}

void
qi_fit_read(struct decoder *d, const struct charset *cs, struct text t,
    bool pairs, struct fit *f)
{
	const uint32_t *table = pairs ? NULL : qi_charset_pairs(cs);
	bool wide = qi_charset_is_wide(cs);
	uint32_t cp[2], prev = 0;
	size_t at, len = 1, run = 0;	/* of characters side by side */
	bool beside = false;		/* a letter is right before the run */
	unsigned c;

	for (at = 0; at < t.n; at += len) {
		if (!wide && t.s[at] < 0x80) {
			f->cost += qi_fit_is_control(t.s[at]) ? FIT_CONTROL :
			    FIT_ASCII;
			f->lone += run == 1 && (beside ||
			    qi_text_is_letter(t.s[at]) ||
			    qi_text_is_letter(t.s[at - 1]));
			run = 0;
			prev = 0;
			len = 1;
			continue;
		}
		if (run == 0)
			beside = at > 0 && qi_text_is_letter(t.s[at - 1]);
		if (table != NULL) {
			len = read_pairs(table, t.s + at, t.n - at, f);
			run += len / 2;
			if (len > 0)
				continue;
		}
		run++;
		len = qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if (cp[0] < 0x80) {
			f->controls += qi_fit_is_control(cp[0]);
			f->cost += FIT_ASCII;
			prev = 0;
			continue;
		}
		f->high += len;
		f->chars++;
		if (cp[0] == CHARSET_BAD) {
			f->bad++;
			c = FIT_BAD;
			prev = 0;
		} else {
			c = qi_fit_is_control(cp[0]) ? FIT_BAD :
			    qi_model_asian(prev, cp[0]);
			f->kana += cp[0] >= 0x3041 && cp[0] < 0x30fb;
			prev = pairs ? cp[0] : 0;
		}
		f->cost += c;
		f->high_cost += c;
	}
	f->lone += run == 1 && (beside || qi_text_is_letter(t.s[t.n - 1]));
}

bool
qi_fit_is_good(const struct fit *f, unsigned limit)
{
	return f->high > 0 && f->bad * 8 <= f->chars &&
	    f->lone * 2 <= f->chars &&
	    f->high_cost <= (uint64_t)limit * f->high;
}

/* The length of the character at s, and what it costs by itself. */
static size_t
next_cost(struct decoder *d, const struct charset *cs, const uint8_t *s,
    size_t n, unsigned *cost)
{
	const uint32_t *table = qi_charset_pairs(cs);
	uint32_t cp[2], e;
	size_t len;

	*cost = FIT_ASCII;
	if (s[0] < 0x80)
		return 1;
	if (table != NULL && n >= 2 && qi_pairs_is_lead(s[0]) &&
	    s[1] >= 0x40) {
		e = table[PAIRS_INDEX(s[0], s[1])];
		if (e != 0) {
			*cost = qi_pairs_cost(e);
			return 2;
		}
	}
	len = qi_charset_next(d, cs, s, n, cp);
	*cost = cp[0] == CHARSET_BAD || qi_fit_is_control(cp[0]) ? FIT_BAD :
	    qi_model_asian(0, cp[0]);
	return len;
}

/* What t costs at least when bytes may be passed over, by single characters;
 * and as it is read without. */
static uint64_t
least_cost(struct decoder *d, const struct charset *cs, struct text t,
    uint64_t *without)
{
	uint64_t least[8], here;	/* by the place modulo 8 */
	size_t at, len, straight = 0;
	unsigned c;

	*without = 0;
	for (at = 0; at < LEN(least); at++)
		least[at] = UINT64_MAX;
	least[0] = 0;
	for (at = 0; at < t.n; at++) {
		here = least[at % 8];
		least[at % 8] = UINT64_MAX;	/* for at + 8 */
		if (here == UINT64_MAX)
			continue;
		len = next_cost(d, cs, t.s + at, t.n - at, &c);
		if (at == straight) {
			straight += len;
			*without += c;
		}
		if (here + c < least[(at + len) % 8])
			least[(at + len) % 8] = here + c;
		if (t.s[at] >= 0x80 && here + COST_SKIP < least[(at + 1) % 8])
			least[(at + 1) % 8] = here + COST_SKIP;
	}
	return least[t.n % 8];
}

void
qi_fit_read_damaged(struct decoder *d, const struct charset *cs, struct text t,
    struct fit *f)
{
	uint64_t without, cost = least_cost(d, cs, t, &without);
	size_t at, high = 0;

	for (at = 0; at < t.n; at++)
		high += t.s[at] >> 7;
	f->cost += cost;
	f->high += high;
	f->chars += high / 2;
	if (cost > (t.n - high) * FIT_ASCII)
		f->high_cost += cost - (t.n - high) * FIT_ASCII;
}

/* What the next character costs behind prev. */
static unsigned
cost_after(uint32_t prev, uint32_t cp)
{
	if (cp < 0x80)
		return prev >= 0x3400 && qi_text_is_letter((uint8_t)cp) ?
		    COST_LETTER : FIT_ASCII;
	return cp == CHARSET_BAD || qi_fit_is_control(cp) ? FIT_BAD :
	    qi_model_asian(prev < 0x80 || prev == CHARSET_BAD ? 0 : prev, cp);
}

/* What t costs as it is read without; where characters start goes to step. */
static uint64_t
cost_straight(struct decoder *d, const struct charset *cs, struct text t,
    uint8_t *step)
{
	uint32_t cp[2], prev = 0;
	uint64_t cost = 0;
	size_t at;

	for (at = 0; at < t.n; prev = cp[0]) {
		step[at] |= STEP_START;
		at += qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		cost += cost_after(prev, cp[0]);
	}
	return cost;
}

/*
 * Does what is read otherwise now look like text?  Rare characters one after
 * another, as in a table of all that there are, cost more than others that
 * mean nothing either.
 */
static bool
reads_well(struct decoder *d, const struct charset *cs, struct text t,
    const uint8_t *step)
{
	uint32_t cp[2], prev = 0;
	uint64_t cost = 0;
	size_t at, len, high = 0;

	for (at = 0; at < t.n; at += len, prev = cp[0]) {
		len = 1;
		cp[0] = CHARSET_BAD;
		if (step[at] & FIT_SKIP)
			continue;
		len = qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if ((step[at] & STEP_START) != 0 || cp[0] < 0x80)
			continue;
		cost += cost_after(prev, cp[0]);
		high += len;
	}
	return cost <= READS_WELL * high;
}

/* The cheapest way to a place, and the last character on it. */
struct way {
	uint64_t cost;
	uint32_t last;
};

static bool
is_cheaper(struct way *w, uint64_t cost, uint32_t last)
{
	if (cost >= w->cost)
		return false;
	*w = (struct way){ cost, last };
	return true;
}

bool
qi_fit_skips(struct decoder *d, const struct charset *cs, struct text t,
    struct buf *plan)
{
	struct way way[8], here;	/* by the place modulo 8 */
	uint32_t cp[2];
	uint8_t *step;		/* the length of the last step to a place */
	size_t at, len, n;
	uint64_t without;
	bool any = false;

	/* That is found out fast, and says no of nearly all clean text. */
	if (least_cost(d, cs, t, &without) >= without)
		return false;
	qi_buf_reset(plan);
	if (!qi_buf_reserve(plan, t.n + 1))
		return false;
	step = plan->p;
	memset(step, 0, t.n + 1);
	for (at = 0; at < LEN(way); at++)
		way[at].cost = UINT64_MAX;
	way[0] = (struct way){ 0, 0 };
	for (at = 0; at < t.n; at++) {
		here = way[at % 8];
		way[at % 8].cost = UINT64_MAX;	/* for at + 8 */
		if (here.cost == UINT64_MAX)
			continue;
		len = qi_charset_next(d, cs, t.s + at, t.n - at, cp);
		if (is_cheaper(&way[(at + len) % 8],
		    here.cost + cost_after(here.last, cp[0]), cp[0]))
			step[at + len] = (uint8_t)len;
		if (t.s[at] >= 0x80 && is_cheaper(&way[(at + 1) % 8],
		    here.cost + COST_SKIP, CHARSET_BAD))
			step[at + 1] = 1 | STEP_SKIP;
	}
	if (way[t.n % 8].cost + MARGIN > cost_straight(d, cs, t, step))
		return false;
	for (at = t.n; at > 0; at -= n) {
		n = step[at] & STEP_LEN;
		if (step[at] & STEP_SKIP) {
			step[at - 1] |= FIT_SKIP;
			any = true;
		}
	}
	return any && reads_well(d, cs, t, step);
}
