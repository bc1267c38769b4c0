/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sample.h - what of a text to look at to find out its charset
 *
 * What is outside ASCII tells the charset, wherever it stands, so a sample is
 * runs of that from all over the text, never a prefix.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "buf.h"
#include "text.h"

struct sample {
	struct text t;		/* the text */
	struct buf *spans;	/* struct span: what of it */
};

/*
 * The runs outside ASCII with a byte before and some behind them, of so many
 * bytes outside ASCII at most, in pieces of about so many from all over the
 * text.  They begin and end where no character is cut, as far as can be told.
 */
void qi_sample_runs(struct sample *s, size_t most, size_t piece);

/* The same of any bytes, for charsets whose ASCII is not one byte; piece is a
 * multiple of 4. */
void qi_sample_all(struct sample *s, size_t most, size_t piece);

static inline size_t
qi_sample_spans(const struct sample *s)
{
	return s->spans->n / sizeof(struct span);
}

static inline struct text
qi_sample_span(const struct sample *s, size_t i)
{
	struct span sp = ((const struct span *)(const void *)s->spans->p)[i];

	return (struct text){ s->t.s + sp.at, sp.len };
}

#endif
