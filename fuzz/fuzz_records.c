/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_records.c - any stream: put together, the pieces are the stream
 *
 * The first byte says how records end and if they can be cut, the second how
 * long they may be; the rest is the stream.
 */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "records.h"

#define MAX_STREAM 4096		/* what every pipe holds */

/* Behind these bytes. */
static size_t
cut(void *bytes, const void *s, size_t n)
{
	const uint8_t *p = s;

	while (n > 0 && memchr(bytes, p[n - 1], 3) == NULL)
		n--;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int ends[] = { RECORD_ALL, '\n', '\0' };
	size_t at = 0, max, k;
	uint64_t number = 0, ended = 0;
	bool open = false, cuts;
	char bytes[] = "\n,;";
	struct records in;
	struct record rec;
	int fd[2], end, got;

	if (size < 2 || size - 2 > MAX_STREAM)
		return 0;
	end = ends[data[0] % 3];
	cuts = data[0] >= 0x80;
	max = 1 + data[1] % 40u;
	data += 2;
	size -= 2;
	MUST(pipe(fd) == 0);
	MUST(write(fd[1], data, size) == (ssize_t)size);
	close(fd[1]);
	records_open(&in, fd[0], end, max);
	if (cuts) {
		records_cut(&in, 1 + max / 4, cut, bytes);
		in.eager = end == RECORD_ALL;
	}
	while ((got = records_next(&in, &rec)) > 0) {
		MUST(rec.at == at);
		MUST(rec.n + rec.end > 0 && rec.n + rec.end <= size - at);
		MUST(memcmp(data + at, rec.p, rec.n + rec.end) == 0);
		MUST(rec.raw || rec.n <= max);
		MUST(rec.first == !open);
		number += rec.first;
		MUST(rec.number == number);
		/* No record ends within a piece. */
		if (rec.end > 0)
			MUST(rec.p[rec.n] == end);
		for (k = 0; end != RECORD_ALL && !in.wide && k < rec.n; k++)
			MUST(rec.p[k] != end);
		at += rec.n + rec.end;
		open = rec.end == 0;
		ended += rec.end;
		/* A window that is not the last ends where it can. */
		if (!rec.raw && open && at < size)
			MUST(rec.p[rec.n - 1] == '\n' ||
			    (cuts && cut(bytes, rec.p, rec.n) == rec.n));
	}
	MUST(got == 0 && at == size);
	MUST(number == ended + open);
	MUST(records_next(&in, &rec) == 0);
	records_close(&in);
	close(fd[0]);
	return 0;
}
