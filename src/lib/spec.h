/* SPDX-License-Identifier: Apache-2.0 */
/* spec.h - read a pass list: "decode tidy=crlf strip=no-source convert=t2s" */
#ifndef SPEC_H
#define SPEC_H

#include "pass.h"

#define SPEC_STEPS 8

struct spec_step {		/* one pass of the list */
	const struct pass *pass;
	unsigned gate;		/* classes of text that it may change */
	bool always;		/* it may change any text */
	bool once;		/* it must not see its own output again */
	bool on[NRULES];
	void *own;		/* the pass's: see pass.h */
};

struct spec {
	struct spec_step step[SPEC_STEPS];
	size_t n;
};

/* QING_OK, or QING_BADSPEC with what is wrong and where. */
enum qing_ret qi_spec_read(struct spec *spec, const char *s,
    struct qing_error *err);

/* What open() of a pass may take, at most. */
size_t qi_spec_memory(void);

#endif
