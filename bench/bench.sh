#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# bench.sh - MB/s of one core beside other programs, all in one run
#
#	make bench				texts made from seeds/
#	make bench BENCH_TEXT=a.txt BENCH_TRAD=b.txt	clean text, traditional text
#
# The time is user and system time together, the best of three runs, because
# the machine may be shared.  MB are millions of bytes of input.
set -eu
qing=${QING:-src/cli/qing}
seeds=${srcdir:-.}/seeds/000_b3f52bfd8ea51a45
dir=$(mktemp -d "${BENCH_DIR:-.}/bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
export LC_ALL=C

# repeat FILE MB: a file made of copies of FILE, about so large
repeat() {
	local n=$(($2 * 1000000 / $(wc -c <"$1") + 1)) i
	cat "$1" >"$dir/one"
	for ((i = 1; i < 1000 && i < n; i++)); do cat "$1"; done >>"$dir/one"
	for ((i = 0; i < n; i += 1000)); do cat "$dir/one"; done
}

# mbs FILE COMMAND...: its speed, on standard input
mbs() {
	local file=$1 best= i t
	shift
	for i in 1 2 3; do
		t=$( { TIMEFORMAT='%U %S'; time "$@" <"$file" >/dev/null 2>&1; } 2>&1 |
		    awk 'END { print $1 + $2 }')
		best=$(awk -v a="$t" -v b="${best:-$t}" 'BEGIN { print a < b ? a : b }')
	done
	awk -v n="$(wc -c <"$file")" -v t="$best" \
	    'BEGIN { printf "%.0f\n", n / 1e6 / (t > 0.001 ? t : 0.001) }'
}

row() { printf '%-44s %8s MB/s  %s\n' "$1" "$2" "${3-}"; }
times() { awk -v a="$1" -v b="$2" -v of="$3" 'BEGIN { printf "%.1f x %s", a / b, of }'; }

if [ -n "${BENCH_TEXT-}" ]; then cat "$BENCH_TEXT"; else repeat "$seeds/hans.txt" 100; fi >"$dir/clean"
if [ -n "${BENCH_TRAD-}" ]; then cat "$BENCH_TRAD"; else repeat "$seeds/clean.txt" 100; fi >"$dir/trad"
head -c 10000000 "$dir/trad" >"$dir/trad10"
{ cat "$seeds.txt"; printf '\0'; } >"$dir/page"
repeat "$dir/page" 20 >"$dir/gloss"

cat=$(mbs "$dir/clean" cat)
row 'cat' "$cat"
if command -v iconv >/dev/null; then
	row 'iconv -f UTF-8 -t UTF-8' "$(mbs "$dir/clean" iconv -f UTF-8 -t UTF-8)"
fi
a=$(mbs "$dir/clean" "$qing")
row 'qing, clean text, all default passes' "$a"
row 'qing -l, the same by lines' "$(mbs "$dir/clean" "$qing" -l)"
row 'qing -p "decode tidy", the look alone' "$(mbs "$dir/clean" "$qing" -p 'decode tidy')"
row 'qing -p ungloss -z, injected pages' "$(mbs "$dir/gloss" "$qing" -p ungloss -z)"
row 'qing -z, the same, all default passes' "$(mbs "$dir/gloss" "$qing" -z)"
b=$(mbs "$dir/trad" "$qing" -p convert=t2s)
if command -v opencc >/dev/null; then
	c=$(mbs "$dir/trad10" opencc -c t2s.json)
	row 'opencc -c t2s.json' "$c"
	row 'qing -p convert=t2s' "$b" "$(times "$b" "$c" opencc)"
else
	row 'qing -p convert=t2s' "$b" '(opencc is not here to compare)'
fi
row 'qing -s, all default passes and convert=hans' "$(mbs "$dir/trad" "$qing" -s)"
