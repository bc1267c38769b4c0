/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unescape.h - characters that are written out as escapes
 *
 * Whether an escape stands for its character or is meant as it is written
 * depends on what reads the text, so all of this is on request only.
 */
#ifndef UNESCAPE_H
#define UNESCAPE_H

#include "line.h"
#include "pass.h"

/* Where the first escape may be from at on, by a rule that is on; or t.n. */
size_t qi_unescape_find(struct text t, size_t at, const struct pass_env *env);

/*
 * The line at at, and those that belong to it by a rule that is on: a "=" at
 * the end of a line is how quoted-printable goes on with the next, and encoded
 * words end in one.  It does not begin before floor, where a line begins.
 */
struct span qi_unescape_lines(struct text t, size_t floor, size_t at,
    const struct pass_env *env);

/* A round of repair: undo escapes once; bytes is scratch.  True when there
 * were any. */
bool qi_unescape(struct line *l, const struct pass_env *env, struct buf *bytes);

#endif
