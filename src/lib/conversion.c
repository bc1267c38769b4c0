/* SPDX-License-Identifier: Apache-2.0 */
/* conversion.c - a mode of conversion made ready: its tables, by code point */
#include "config.h"

#include "convert.h"
#include "rule.h"

size_t
qi_convert_alone(const struct conversion *c, uint32_t cp, struct buf *scratch,
    const struct cell **cell)
{
	struct island_char in = { qi_convert_compat(cp), qi_convert_as(c, cp) };
	struct buf *out = &scratch[SCRATCH_CELLS];

	qi_buf_reset(out);
	c->island(c, &in, 1, scratch);
	*cell = (const struct cell *)(const void *)out->p;
	return out->failed ? 0 : out->n / sizeof(**cell);
}

/* The entry of a character. */
static void
fill(struct conversion *c, uint32_t cp, struct buf *scratch)
{
	const struct cell *cell;
	size_t n = qi_convert_alone(c, cp, scratch, &cell);
	uint32_t key = c->chain != NULL ? qi_convert_as(c, cp) :
	    qi_convert_compat(cp);
	unsigned kind = KIND(c->bmp[cp]);
	uint8_t s[4];

	if (key < 0x10000)
		kind |= KIND(c->bmp[key]) & CHAR_TRIGGER;
	if (n == 1 && qi_text_put(s, cell->cp) == 3 &&
	    (cell->cp == cp || cell->rule == c->plain))
		c->bmp[cp] = qi_load_three(s);
	else
		kind |= CHAR_OTHER;
	c->bmp[cp] = (c->bmp[cp] & BYTES) | (uint32_t)kind << 24;
}

static void
make_tables(struct conversion *c, struct buf *scratch)
{
	uint8_t s[4];
	uint32_t cp, as;
	size_t i;

	for (cp = 0; cp < 0x10000; cp++) {
		qi_text_put(s, cp < 0x800 ? cp | 0x800 : cp);
		c->bmp[cp] = qi_load_three(s);
		if (cp < 0x800 || (cp >= 0xd800 && cp < 0xe000))
			c->bmp[cp] |= (uint32_t)CHAR_OTHER << 24;
	}
	if (c->chain != NULL)
		qi_chain_tables(c);
	else
		qi_hans_tables(c);
	for (cp = 0xf900; cp < 0xfb00; cp++) {
		as = qi_convert_as(c, qi_convert_compat(cp));
		if (as != cp)
			c->as[cp] = as < 0x10000 ? (uint16_t)as : CHAR_ABOVE;
	}
	for (i = 0; i < c->mode->ntriggers; i++)
		c->bmp[c->mode->trigger[i]] |= (uint32_t)CHAR_TRIGGER << 24;
	for (cp = 0x2e80; cp < 0x10000; cp++) {
		if (cp >= 0x2ff0 && cp <= 0x2fff)
			c->bmp[cp] |= (uint32_t)CHAR_OTHER << 24;
		else if ((c->as[cp] | c->map[0][cp] | c->map[1][cp]) != 0)
			fill(c, cp, scratch);
	}
	for (i = 0; i < c->mode->nsingles; i++)
		fill(c, c->mode->single[i], scratch);
}

struct conversion *
qi_conversion_new(const bool *on, struct mem *mem, bool keeps)
{
	const struct chain *chain = qi_chain_find(on);
	struct conversion *c = mem->realloc(mem->ctx, NULL, 0, sizeof(*c));
	struct buf scratch[SCRATCHES];
	size_t i;
	bool failed = false;

	if (c == NULL)
		return NULL;
	memset(c, 0, sizeof(*c));
	c->on = on;
	c->keeps = keeps;
	c->chain = chain;
	c->mode = chain != NULL ? qi_chain_mode(chain) : &qi_hans_mode;
	c->island = chain != NULL ? qi_chain_island : qi_hans_island;
	c->plain = chain != NULL ? c->mode->rule : RULE_CONVERT_T2S;
	for (i = 0; i < SCRATCHES; i++)	/* for a character at a time */
		qi_buf_init(&scratch[i], mem, SCRATCH_OPEN);
	make_tables(c, scratch);
	for (i = 0; i < SCRATCHES; i++) {
		failed = failed || scratch[i].failed;
		qi_buf_free(&scratch[i]);
	}
	if (!failed)
		return c;
	qi_conversion_free(c, mem);
	return NULL;
}

void
qi_conversion_free(struct conversion *c, struct mem *mem)
{
	if (c != NULL)
		mem->realloc(mem->ctx, c, sizeof(*c), 0);
}
