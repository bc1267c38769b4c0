#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every example of the README and the manual runs, and does something.
set -u
src=$(cd "${srcdir:-.}" && pwd)
bin=$(cd "$(dirname "$QING")" && pwd)
PATH=$bin:$PATH
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT
n=0

{
	sed -n 's/^\.Dl \$ //p' "$src"/man/*.in "$src"/man/*.[0-9]
	sed -n 's/  *#.*//; /^qing /p' "$src/README.md"
} | sort -u >"$t/examples"
cd "$t" || exit 99
cp "$src/seeds/000_b3f52bfd8ea51a45.txt" page.txt
sed -n '/^\.\\" site.tsv/,/^\.Ed/{/^\./!p;}' "$src/man/qing-passes.7.in" >site.tsv
[ -s site.tsv ] || echo 'Bail out! no site.tsv in the manual'
mkdir example.com && cp page.txt example.com/page.txt
qing --learn -o part1.df page.txt && cp part1.df part2.df
while read -r example; do
	n=$((n + 1))
	cp page.txt corpus.txt; cp page.txt lines.txt
	{ cat page.txt; printf '\0'; } >records
	cp part1.df site.df
	rm -f clean.txt clean simplified.txt changes.jsonl charsets.jsonl \
	    all.df
	case $example in
	parallel*) command -v parallel >/dev/null || {
		echo "ok $n - $example # SKIP no parallel"; continue; } ;;
	esac
	if sh -c "$example" >out 2>err && [ ! -s err ] &&
	    [ -n "$(cat out clean.txt clean simplified.txt charsets.jsonl all.df \
	    site.df 2>/dev/null | head -c 1 | tr '\0' ' ')" ]
	then echo "ok $n - $example"
	else echo "not ok $n - $example"; sed 's/^/# /' err
	fi
done <examples
[ $n -ge 8 ] || echo "not ok - only $n examples found"
echo "1..$n"
