/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_declare.c - any bytes: what they say of their charset is a name */
#include "config.h"

#include <string.h>

#include "declare.h"
#include "fuzz.h"
#include "label.h"

static void
must_be_name(const char *s)
{
	const char *name;

	if (s == NULL)
		return;
	name = qi_label_find((const uint8_t *)s, strlen(s));
	MUST(name != NULL && strcmp(name, s) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *name = qi_declare_prescan((struct text){ data, size });

	must_be_name(name);
	if (size > DECLARE_HEAD)
		MUST(qi_declare_prescan((struct text){ data, DECLARE_HEAD }) ==
		    name);
	must_be_name(qi_declare_content_type((const char *)data, size));
	must_be_name(qi_label_find(data, size));
	return 0;
}
