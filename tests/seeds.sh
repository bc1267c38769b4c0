#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The users' own documents: what must come out of each, for each pass list.
set -u
qing=${QING:-src/cli/qing} dir=${srcdir:-.}/seeds n=0

# is WANTED PASSES: the seed through the passes is the file WANTED
is() {
	n=$((n + 1))
	if "$qing" -p "$2" <"$seed" | cmp -s - "$1"
	then echo "ok $n - $1"
	else echo "not ok $n - $1"
	fi
}

for seed in "$dir"/*.txt; do
	want=${seed%.txt}
	is "$want/repaired.txt" 'decode repair ungloss'
	is "$want/clean.txt" 'decode repair ungloss tidy strip'
	is "$want/t2s.txt" 'decode repair ungloss tidy strip convert=t2s'
	is "$want/hans.txt" 'decode repair ungloss tidy strip convert=hans'
done
echo "1..$n"
