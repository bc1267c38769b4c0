/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_escape.c - any bytes in any form of escape.h: goes on, keeps newlines
 *
 * The first byte chooses the form; the rest is the text.
 */
#include "config.h"

#include <string.h>

#include "escape.h"
#include "fuzz.h"

/* Gives whether something outside ASCII was read. */
static bool
read_all(struct decoder *d, enum escape_form form, struct text t)
{
	bool other = false;
	struct escape st;
	size_t at, len;
	uint32_t cp;

	qi_escape_begin(&st, form);
	for (at = 0; at < t.n; at += len) {
		len = qi_escape_plain(&st, t.s + at, t.n - at);
		MUST(len <= t.n - at);
		at += len;
		if (at == t.n)
			break;
		cp = 0x110000;
		len = qi_escape_next(&st, d, t.s + at, t.n - at, &cp);
		MUST(len > 0 && len <= t.n - at);
		MUST(cp < 0xd800 || (cp > 0xdfff && cp < 0x110000) ||
		    cp == ESCAPE_NONE || cp == CHARSET_BAD);
		if (memchr(t.s + at, '\n', len) != NULL)
			MUST(len == 1 ? cp == '\n' : form == ESCAPE_HZ &&
			    cp == ESCAPE_NONE && len == 2 && t.s[at] == '~');
		MUST(t.s[at] < 0x80 || (len == 1 && cp == CHARSET_BAD));
		other = other || (cp >= 0x80 && cp != ESCAPE_NONE);
	}
	return other;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mem mem = { fuzz_realloc, NULL };
	enum escape_form form;
	struct decoder d;
	struct text t;
	unsigned bits;

	if (size < 1)
		return 0;
	form = ESCAPE_HZ + data[0] % (ESCAPE_FORMS - ESCAPE_HZ);
	t = (struct text){ data + 1, size - 1 };
	qi_decoder_init(&d, &mem);
	read_all(&d, form, t);
	form = qi_escape_detect(&d, t, &bits);
	MUST(form < ESCAPE_FORMS);
	if (form != ESCAPE_NOT)
		MUST(bits > 0 && qi_escape_might(t) && read_all(&d, form, t));
	qi_decoder_free(&d);
	return 0;
}
