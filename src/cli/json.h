/* SPDX-License-Identifier: Apache-2.0 */
/* json.h - bytes as a member of a JSON object */
#ifndef JSON_H
#define JSON_H

#include "output.h"

/*
 * "name":"..." when s is UTF-8, with what cannot be seen as \uXXXX; else
 * "name_bytes":"..." in base64 (RFC 4648).
 */
void json_member(struct output *o, const char *name, const void *s, size_t n);

#endif
