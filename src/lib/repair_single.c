/* SPDX-License-Identifier: Apache-2.0 */
/* repair_single.c - undo that one charset of one byte was read as another */
#include "config.h"

#include "repair.h"

#include "kind.h"
#include "letters.h"
#include "rule.h"
#include "single.h"

/*
 * Text in Cyrillic or Greek letters, say, that was read as windows-1252 is
 * words of nothing but accented capitals and signs.  Which charset the bytes
 * are most likely in is known (letters.h); it is undone where all words become
 * words of one script, which text in Latin letters never does: there stands
 * ASCII among them.
 */
#define LEAST 12	/* letters; an alphabet has each of them once */
#define SURE 160	/* eighths of a bit that it must be better by, */
#define SURE_EACH 8	/* and by so many for each letter */
#define MOST ((size_t)1 << 12)	/* bytes of a line that are judged */

/* The bytes of the line, if it was read as that, to bytes: how many are not
 * ASCII, 0 when it cannot have been. */
static size_t
unread(const struct line *l, enum misread_as as, struct buf *bytes)
{
	uint8_t b[4];
	size_t at, high = 0;
	uint32_t cp;

	qi_buf_reset(bytes);
	for (at = 0; at < l->n; high += cp >= 0x80) {
		at += qi_text_char(l->s + at, &cp);
		if (qi_misread_bytes(as, cp, b) != 1)
			return 0;
		qi_buf_put(bytes, b, 1);
	}
	return bytes->failed ? 0 : high;
}

/* Do the bytes become words of one script, that is not Latin, in a set? */
static bool
is_one_script(const struct buf *bytes, unsigned set)
{
	struct kind k, last = QI_KIND_START;
	unsigned script = 0;
	size_t i, letters = 0, kinds = 0;
	bool seen[128] = { false };
	uint32_t cp;

	for (i = 0; i < bytes->n; i++, last = k) {
		cp = bytes->p[i] < 0x80 ? bytes->p[i] :
		    qi_single_decode(set, bytes->p[i]);
		if (cp == 0)
			return false;
		k = qi_kind(cp);
		if (k.script != 0 && last.script != 0 &&
		    (k.script != last.script || (k.kind == KIND_UPPER &&
		    last.kind == KIND_LOWER)))
			return false;
		if (cp < 0x80 || k.script == 0)
			continue;
		if (cp < 0x370 || (script != 0 && script != k.script))
			return false;
		script = k.script;
		letters++;
		kinds += !seen[bytes->p[i] & 127];
		seen[bytes->p[i] & 127] = true;
	}
	return letters >= LEAST && kinds >= LEAST / 2 &&
	    kinds * 4 <= letters * 3;
}

/* The set that the bytes are in, if that is sure, and by how much. */
static bool
find_set(const struct buf *bytes, enum misread_as as, size_t high,
    unsigned *set, uint64_t *gain)
{
	struct span all = { 0, bytes->n < MOST ? bytes->n : MOST };
	struct text t = { bytes->p, bytes->n };
	struct letters best[16];
	size_t n = qi_letters(t, &all, 1, best, 16), i;

	if (n < 2 || best[0].margin < LETTERS_SURE)
		return false;
	for (i = 0; i < n - 1 && best[i].set != qi_misread_set(as); i++)
		;
	*set = best[0].set;
	*gain = best[i].cost - best[0].cost;
	return i > 0 && *gain >= SURE && *gain >= SURE_EACH * high &&
	    is_one_script(bytes, *set);
}

static void
replace(struct line *l, enum misread_as as, unsigned set, uint64_t gain)
{
	const struct charset *is = qi_charset_find(qi_single_name(set));
	struct line_why why = { RULE_REPAIR_SINGLE,
	    (unsigned)(is - qi_charsets) + 1, as, (unsigned)(gain / 8) };
	uint8_t b[4], s[4];
	size_t at, len;
	uint32_t cp;

	qi_line_begin(l);
	for (at = 0; at < l->n; at += len) {
		len = qi_text_char(l->s + at, &cp);
		if (cp < 0x80) {
			qi_line_keep(l, at, at + len);
			continue;
		}
		qi_misread_bytes(as, cp, b);
		qi_line_replace(l, at, s, qi_text_put(s, qi_single_decode(set,
		    b[0])), &why);
	}
}

bool
qi_repair_single(struct line *l, const struct pass_env *env,
    struct buf *scratch)
{
	static const uint8_t as[] = { AS_1252, AS_1251, AS_1250, AS_1254,
	    AS_437, AS_850, AS_MAC };
	uint64_t gain;
	size_t i, high;
	unsigned set;

	if (!env->on[RULE_REPAIR_SINGLE])
		return false;
	for (i = 0; i < sizeof(as); i++) {
		high = unread(l, (enum misread_as)as[i], scratch);
		if (high < LEAST || !find_set(scratch,
		    (enum misread_as)as[i], high, &set, &gain))
			continue;
		replace(l, (enum misread_as)as[i], set, gain);
		return qi_line_end(l);
	}
	return false;
}
