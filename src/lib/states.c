/* SPDX-License-Identifier: Apache-2.0 */
/*
 * states.c - put the lines of a page into head, text and tail
 *
 * By the cheapest path (Viterbi), in integers: what each line says for each
 * state, and what it costs to go from one to another.
 */
#include "config.h"

#include "page_line.h"

#define NEVER (-30000)
#define COMMON 200	/* the least weight of a line of the site */

/*
 * What a change of state costs, in 100 ln(odds) like the weights of lines.
 * Set on the 95 labelled pages that data/lineshape.tsv comes from; a third
 * more or less of one of them moves F1 by lines there by less than .005.
 */
#define HEAD_TEXT 200
#define TEXT_HEAD 900
#define TEXT_TAIL 300	/* at a line that hints at it ... */
#define PLAIN_TAIL 700	/* ... and at one that says nothing */
#define TAIL_TEXT 650
#define HARD_TAIL 300	/* at the level hard, instead of PLAIN_TAIL, ... */
#define HARD_TITLE 60	/* and what a title says then */

/* Text ends at a line of evidence more readily, by its class. */
static const int16_t begin_tail[BP_CLASSES] = {
	[BP_ICP] = 50, [BP_COPYRIGHT] = 100, [BP_SOURCE] = 260,
	[BP_EDITOR] = 120, [BP_SHARE] = 200, [BP_PAGER] = 60,
	[BP_RELATED] = 30, [BP_NAV] = 200, [BP_COMMENT] = 150, [BP_AD] = 150,
	[BP_SPAM] = 30, [BP_OTHER] = 250
};

/* What a line says for each state. */
static void
emission(const struct line *l, bool hard, int em[STATES])
{
	int o = l->weight, title = hard ? HARD_TITLE : 12;

	if (is_common(l) && o < COMMON)
		o = COMMON;
	if (l->flags & LINE_FIRM) {
		em[HEAD] = em[TAIL] = NEVER;
		em[TEXT] = 0;
		return;
	}
	if (l->flags & LINE_TITLE)
		o = -350;
	em[HEAD] = o / 2;
	em[TEXT] = -o / 2;
	em[TAIL] = is_titlish(l) && !(l->flags & LINE_TITLE) &&
	    o < 2 * title ? title : o / 2;
}

void
qi_states_find(struct page *p)
{
	int score[STATES] = { -30, 0, NEVER }, next[STATES], em[STATES], v;
	int cost[STATES][STATES] = {
		{ 0, HEAD_TEXT, -NEVER },
		{ TEXT_HEAD, 0, TEXT_TAIL },
		{ -NEVER, TAIL_TEXT, 0 }
	};
	unsigned a, z, from, path;
	bool first = true, hard = false, prose = false;
	size_t j;

	for (j = 0; j < p->n; j++) {
		const struct line *l = &p->l[j];

		if (!is_left(l))
			continue;
		emission(l, hard, em);
		cost[TEXT][TAIL] = qi_line_stray(l) ? PLAIN_TAIL :
		    l->force == FORCE_HEAD ? 30 :
		    qi_page_hard(l) ? begin_tail[l->class] :
		    is_common(l) ||
		    l->force == FORCE_HINT || l->force == FORCE_WEAK ?
		    TEXT_TAIL : hard ? HARD_TAIL :
		    PLAIN_TAIL;
		path = 0;
		for (z = 0; z < STATES; z++) {
			from = z;
			v = score[z];
			for (a = 0; a < STATES && !first; a++)
				if (score[a] - cost[a][z] > v) {
					v = score[a] - cost[a][z];
					from = a;
				}
			next[z] = v + em[z];
			path |= from << 2 * z;
		}
		/* Only differences count: keep the numbers small. */
		v = next[HEAD] > next[TEXT] ? next[HEAD] : next[TEXT];
		v = next[TAIL] > v ? next[TAIL] : v;
		for (z = 0; z < STATES; z++) {
			score[z] = next[z] - v;
			if (score[z] < 4 * NEVER)
				score[z] = 4 * NEVER;
		}
		p->state[j] = (uint8_t)path;
		first = false;
		prose = prose || (l->flags & LINE_PROSE);
		/* What only looks like a tail stands behind prose. */
		hard = p->level == PAGE_HARD && prose;
	}
	/* A page with prose is not all head, however short its lines are. */
	z = score[HEAD] == 0 && !prose ? HEAD :
	    score[TEXT] >= score[TAIL] ? TEXT : TAIL;
	for (j = p->n; j-- > 0; ) {
		if (!is_left(&p->l[j]))
			continue;
		path = p->state[j];
		p->state[j] = (uint8_t)z;
		z = path >> 2 * z & 3;
	}
}
