#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The header, the symbol list and the libraries agree on what is public.
set -u
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT
sym=$srcdir/src/lib/qing.sym
n=0

# agree NAME FILE: FILE is the symbol list
agree() {
	n=$((n + 1))
	if [ ! -s "$2" ]; then echo "ok $n - $1 # SKIP not built"
	elif cmp -s "$2" "$sym"; then echo "ok $n - $1"
	else echo "not ok $n - $1"; diff "$sym" "$2" | sed 's/^/# /'
	fi
}

# names LIBRARY [OPTION]: what it defines for others, as the C source has it
names() {
	lib=$1; shift
	[ ! -f "$lib" ] || ${NM:-nm} "$@" "$lib" 2>/dev/null |
	    sed -n 's/^[0-9a-fA-F]* [A-TV-Z] _\{0,1\}\(.*\)/\1/p' |
	    grep -v '^_\|^asan\|^odr_asan' | sort -u
}

sed -n '/^QING_API/,/;/s/.*[ *]\(qing_[a-z_]*\)(.*/\1/p' \
    "$srcdir/include/qing.h" | LC_ALL=C sort -u >"$t/header"
LC_ALL=C sort -c "$sym" && [ -s "$t/header" ] || echo 'Bail out!'
agree 'the header' "$t/header"

names .libs/libqing.so -D >"$t/so"
agree 'the shared library' "$t/so"

# An archive hides nothing: what is not public there must not be in the way.
names .libs/libqing.a -g >"$t/all"
grep '^qing_' "$t/all" >"$t/a"
agree 'the archive' "$t/a"
n=$((n + 1))
if grep -v '^qing_\|^qi_' "$t/all" >"$t/stray"
then echo "not ok $n - all names start with qi_ or qing_"
	sed 's/^/# /' "$t/stray"
else echo "ok $n - all names start with qi_ or qing_"
fi
echo "1..$n"
