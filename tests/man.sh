#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual is good mdoc, and the help fits a terminal.
set -u
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT
pages="man/qing.1 man/qing-passes.7 ${srcdir:-.}/man/libqing.3"

if command -v mandoc >/dev/null 2>&1; then
	# What other manuals are installed here says nothing about ours.
	mandoc -T lint -W style $pages 2>&1 |
	    grep -v 'referenced manual not found\|mandoc.db' >"$t/lint"
	[ -s "$t/lint" ] && echo 'not ok 1 - lint' || echo 'ok 1 - lint'
	sed 's/^/# /' "$t/lint"
else
	echo 'ok 1 - lint # SKIP no mandoc'
fi
"$QING" --help >"$t/help"
if awk 'length > 79 { bad = 1 } END { exit bad || NR < 10 }' "$t/help"
then echo 'ok 2 - help in 79 columns'
else echo 'not ok 2 - help in 79 columns'
fi
grep '@[A-Z][A-Za-z ]*@' $pages && echo 'not ok 3 - all filled in' ||
    echo 'ok 3 - all filled in'
"$QING" --list-rules | sed 's/[ 	].*//; s/^[a-z]*\.//' | sort -u >"$t/rules"
sed -n 's/^\.It Cm //p' man/qing-passes.7 | sort -u >"$t/listed"
if [ -s "$t/rules" ] && cmp -s "$t/rules" "$t/listed"
then echo 'ok 4 - every rule is in the manual'
else echo 'not ok 4 - every rule is in the manual'; diff "$t/rules" "$t/listed" | sed 's/^/# /'
fi
echo 1..4
