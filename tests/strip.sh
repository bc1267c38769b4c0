#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Whole pages through strip.  strip/good/ is text that looks like boilerplate
# in many places and is not: it comes out as it went in.  strip/pages/ is pages
# as they are on sites; their first column says what becomes of the line: "-"
# goes, " " stays, "?" is either.
set -u
qing=${QING:-src/cli/qing} dir=${srcdir:-.}/tests/strip n=0
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT

# ok NAME: a test is a $t/diff that is empty
ok() {
	n=$((n + 1))
	if [ -s "$t/diff" ]
	then echo "not ok $n - $1"; sed 's/^/# /' "$t/diff"
	else echo "ok $n - $1"
	fi
}

# same FILE [OPTION]...: the file comes out as it went in
same() {
	file=$1; shift
	"$qing" "$@" <"$file" >"$t/out" 2>&1
	diff "$file" "$t/out" >"$t/diff"
}

for page in "$dir"/good/*.txt; do
	name=good/${page##*/}
	same "$page" -p strip; ok "$name"
	same "$page"; ok "$name, all passes"
	case $name in *-t.txt)
		"$qing" -p convert=t2s <"$page" >"$t/simplified"
		same "$t/simplified" -p strip; ok "$name, simplified" ;;
	esac
done

for page in "$dir"/pages/*.txt; do
	name=pages/${page##*/}
	sed 's/^.//' "$page" | "$qing" -p strip | sed '/^$/d' >"$t/out"
	# What should stay and is lost; what should go and is there.
	sed -n 's/^ //p' "$page" >"$t/must"
	sed -n 's/^[ ?]//p' "$page" >"$t/may"
	diff "$t/must" "$t/out" | sed -n '/^</p' >"$t/diff"
	ok "$name: content stays"
	diff "$t/may" "$t/out" | sed -n '/^>/p' >"$t/diff"
	ok "$name: the rest goes"
done
echo "1..$n"
