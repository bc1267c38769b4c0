/* SPDX-License-Identifier: Apache-2.0 */
/*
 * script.c - is Chinese traditional or simplified?
 *
 * A third of the ideographs of Chinese text are of the traditional script
 * only, or of the simplified script only; in clean text one in three thousand
 * of these is of the other one.  So it is enough to count them, where the text
 * is not Japanese, which has of both.
 */
#include "config.h"

#include "script.h"

#include "foreign.h"
#include "ideographs.h"

static struct ideographs
count(struct text t, size_t at, size_t end)
{
	return qi_ideographs_count((struct text){ t.s + at, end - at });
}

static void
add(struct qing_script *s, const struct ideographs *i, bool foreign)
{
	s->han += i->all;
	s->kana += i->kana;
	s->hangul += i->hangul;
	if (foreign) {
		s->foreign += i->all;
		return;
	}
	s->traditional += i->traditional;
	s->simplified += i->simplified;
	s->switches += i->switches;
}

void
qi_script_add(struct qing_script *s, struct text t, unsigned seen)
{
	struct foreign f;
	struct ideographs i;
	struct span sp;
	size_t at = 0;

	qi_foreign_begin(&f, t, seen);
	for (; qi_foreign_next(&f, &sp); at = sp.at + sp.len) {
		i = count(t, at, sp.at);
		add(s, &i, false);
		i = count(t, sp.at, sp.at + sp.len);
		add(s, &i, true);
	}
	i = count(t, at, t.n);
	add(s, &i, false);
}

/*
 * Two texts one behind the other are mixed when neither is a quotation in the
 * other.  It takes less when they go into one another, as in text that was
 * converted in part: a quotation has two switches only.
 */
const char *
qing_script_name(const struct qing_script *s)
{
	size_t most, least, all;

	if (s == NULL || s->foreign > s->han / 2)
		return "";
	most = s->traditional;
	least = s->simplified;
	if (most < least) {
		most = s->simplified;
		least = s->traditional;
	}
	all = most + least;
	if (least >= 2 && (least > all / 4 ||
	    (least > all / 20 && s->switches >= least)))
		return "mixed";
	return most == least ? "" :
	    most == s->traditional ? "traditional" : "simplified";
}
