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

/* A line with controls gets room to grow, unless it is longer than that. */
#define ROOM_LINE ((size_t)1 << 17)

static bool
make_room(size_t n, const struct pass_env *env)
{
	if (n > ROOM_LINE)
		return false;
	qi_buf_reset(&env->scratch[0]);
	qi_buf_reset(&env->scratch[1]);
	return qi_buf_reserve(&env->scratch[0], n + n / 2) &&
	    qi_buf_reserve(&env->scratch[1], (n + n / 2) *
	    sizeof(struct line_mark));
}

static bool
repair_line(struct line *l, const struct pass_env *env, bool room)
{
	bool any = false, more = true;
	unsigned r;

	for (r = 0; more && r < ROUNDS; r++) {
		more = qi_repair_letters(l, env, &env->scratch[3]);
		more = qi_repair_wide(l, env, &env->scratch[3]) || more;
		if (!more && room)
			more = qi_repair_controls(l, env);
		any = any || more;
	}
	return any && !more;
}

static void
run(struct text t, const struct pass_env *env, struct edits *out)
{
	size_t i, at, end = 0, control = qi_repair_next_control(t, 0), spot;
	const uint8_t *p;
	struct line l;
	bool room;

	for (i = 0; i < env->spots || control < t.n; ) {
		if (i < env->spots && env->spot[i] < end) {
			i++;
			continue;
		}
		if (control < end) {
			control = qi_repair_next_control(t, end);
			continue;
		}
		spot = i < env->spots && env->spot[i] < control ?
		    env->spot[i] : control;
		for (at = spot; at > end && t.s[at - 1] != '\n'; at--)
			;
		p = memchr(t.s + spot, '\n', t.n - spot);
		end = p != NULL ? (size_t)(p - t.s) + 1 : t.n;
		room = control < end && make_room(end - at, env);
		if (!qi_line_load(&l, t, at, end, &env->scratch[0],
		    &env->scratch[1], &env->scratch[2]))
			return;
		if (repair_line(&l, env, room))
			qi_line_report(&l, at, end, out);
	}
	/* What was made of a line is looked at when the pass runs again. */
	if (out->count == 0)
		qi_repair_chars(t, env, out);
}

const struct pass qi_pass_repair = { .name = "repair", .run = run,
	.again = true };
