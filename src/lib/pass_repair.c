/* SPDX-License-Identifier: Apache-2.0 */
/* pass_repair.c - undo that text was read in the wrong charset (mojibake) */
#include "config.h"

#include <string.h>

#include "pass.h"
#include "repair.h"

/* So many times one and the same text can have been misread, and a round more
 * to see that nothing is left: a line that is not finished then is left alone,
 * for the next time would change it again. */
#define ROUNDS (MISREADINGS + 1)

static bool
repair_line(struct line *l, const struct pass_env *env)
{
	bool any = false, more = true;
	unsigned r;

	for (r = 0; more && r < ROUNDS; r++) {
		more = qi_repair_letters(l, env, &env->scratch[3]);
		more = qi_repair_wide(l, env, &env->scratch[3]) || more;
		any = any || more;
	}
	return any && !more;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	size_t i, at, end = 0;
	const uint8_t *p;
	struct line l;

	for (i = 0; i < env->spots; i++) {
		if (env->spot[i] < end)
			continue;
		for (at = env->spot[i]; at > end && t.s[at - 1] != '\n'; at--)
			;
		p = memchr(t.s + env->spot[i], '\n', t.n - env->spot[i]);
		end = p != NULL ? (size_t)(p - t.s) + 1 : t.n;
		if (!qi_line_load(&l, t, at, end, &env->scratch[0],
		    &env->scratch[1], &env->scratch[2]))
			return;
		if (repair_line(&l, env))
			qi_line_report(&l, at, end, out);
	}
}

const struct pass qi_pass_repair = { .name = "repair", .run = run };
