/* SPDX-License-Identifier: Apache-2.0 */
/* label.c - the charset that a label means: data/charset/labels.tsv */
#include "config.h"

#include "label.h"

#include <string.h>

#include "tab_label.h"

#define LEN(a) (sizeof(a) / sizeof((a)[0]))

const char *
qi_label_find(const uint8_t *s, size_t n)
{
	size_t lo = 0, hi = LEN(label_table), mid, i;
	char label[LABEL_MAX + 1];
	int order;

	for (; n > 0 && qi_label_is_space(s[0]); n--)
		s++;
	while (n > 0 && qi_label_is_space(s[n - 1]))
		n--;
	if (n > LABEL_MAX)
		return NULL;
	for (i = 0; i < n; i++) {
		if (s[i] == '\0')	/* would end the label too early */
			return NULL;
		label[i] = (char)qi_label_lower(s[i]);
	}
	label[n] = '\0';
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		order = strcmp(label, label_table[mid].label);
		if (order == 0)
			return label_table[mid].name;
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}
