#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# bench.sh - MB/s of one core beside other programs, all in one run
#
#	make bench				texts made from seeds/
#	make bench BENCH_TEXT=a.txt BENCH_TRAD=b.txt	clean text, traditional text
#
# The time is user and system time together, the best of three runs, because
# the machine may be shared.  MB are millions of bytes of input.  Text made
# from seeds/ says the same over and over, so all of it is in the caches: for
# decode that is too good to be true.
set -eu
qing=${QING:-src/cli/qing}
# libtool puts a script in the place of a program that is not installed, and
# the script takes longer to start than the program.
real=$(dirname "$qing")/.libs/$(basename "$qing")
if [ -x "$real" ]; then
	qing=$real
	export LD_LIBRARY_PATH="$PWD/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
detect=${DETECT:-bench/detect}
texts=${srcdir:-.}/bench
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
	    'BEGIN { v = n / 1e6 / (t > 0.001 ? t : 0.001)
		printf v < 20 ? "%.1f\n" : "%.0f\n", v }'
}

row() { printf '%-44s %8s MB/s  %s\n' "$1" "$2" "${3-}"; }
times() { awk -v a="$1" -v b="$2" -v of="$3" 'BEGIN { printf "%.1f x %s", a / b, of }'; }

if [ -n "${BENCH_TEXT-}" ]; then cat "$BENCH_TEXT"; else repeat "$seeds/hans.txt" 100; fi >"$dir/clean"
if [ -n "${BENCH_TRAD-}" ]; then cat "$BENCH_TRAD"; else repeat "$seeds/clean.txt" 100; fi >"$dir/trad"
head -c 10000000 "$dir/trad" >"$dir/trad10"
head -c 10000000 "$dir/clean" >"$dir/clean10"
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
b=$(mbs "$dir/clean" "$qing" -p 'decode tidy')
row 'qing -p "decode tidy", the look alone' "$b"
c=$(mbs "$dir/clean" "$qing" -p 'decode repair tidy')
row 'qing -p "decode repair tidy", clean text' "$c" "$(times "$c" "$b" 'the look alone')"
row 'qing -p ungloss -z, injected pages' "$(mbs "$dir/gloss" "$qing" -p ungloss -z)"
row 'qing -z, the same, all default passes' "$(mbs "$dir/gloss" "$qing" -z)"
. "$texts/convert.sh"
row 'qing -s, all default passes and convert=hans' "$(mbs "$dir/trad" "$qing" -s)"

# Other charsets, by conversion of the same text; characters that they do not
# have are left out.
command -v iconv >/dev/null || exit 0
head -c 20000000 "$dir/clean" >"$dir/utf8"
iconv -c -f UTF-8 -t GBK "$dir/clean" >"$dir/one.gbk"
iconv -c -f UTF-8 -t BIG5 "$dir/trad" >"$dir/one.big5"
rm "$dir/clean" "$dir/clean10" "$dir/trad" "$dir/trad10" "$dir/gloss"

# decode NAME FILE CHARSET...: qing beside iconv from each of these
decode() {
	local name=$1 file=$2 d c cs all=
	shift 2
	d=$(mbs "$file" "$qing" -p decode)
	for cs; do
		c=$(mbs "$file" iconv -c -f "$cs" -t UTF-8)
		row "iconv -f $cs -t UTF-8" "$c"
		all="$all${all:+, }$(times "$d" "$c" "$cs")"
	done
	row "qing -p decode, $name" "$d" "$all"
}

echo
repeat "$dir/one.gbk" 50 | head -c 50000000 >"$dir/gbk"
decode GBK "$dir/gbk" GB18030 GBK
row 'qing -l -p decode, the same by lines' "$(mbs "$dir/gbk" "$qing" -l -p decode)"
row 'qing, the same, all default passes' "$(mbs "$dir/gbk" "$qing")"
rm "$dir/gbk"
repeat "$dir/one.big5" 50 | head -c 50000000 >"$dir/big5"
decode Big5 "$dir/big5" BIG5 BIG5-HKSCS
rm "$dir/big5"

# repair NAME FILE: qing on damaged text, beside ftfy where Python has it
python=${PYTHON:-python3}
ftfy='import sys, ftfy
for line in sys.stdin.buffer:
	ftfy.fix_encoding(line.decode("utf-8", "replace"))'
repair() {
	local a b note='(ftfy is not here to compare)'
	a=$(mbs "$2" "$qing" -p repair)
	if "$python" -c 'import ftfy' 2>/dev/null; then
		head -c 2000000 "$2" >"$dir/one"
		b=$(mbs "$dir/one" "$python" -c "$ftfy")
		[ "$b" != 0.0 ] || b=0.1
		note=$(times "$a" "$b" "ftfy.fix_encoding, $b MB/s")
	fi
	row "qing -p repair, $1" "$a" "$note"
}

# Latin-1 loses nothing; of the others iconv drops what it cannot read.
# damage NAME FILE CHARSET
damage() {
	{ head -c 10000000 "$2" | iconv -c -f "$3" -t UTF-8 >"$dir/damaged"; } 2>/dev/null || :
	repair "$1" "$dir/damaged"
}
echo
damage 'UTF-8 as Latin-1' "$dir/utf8" LATIN1
damage 'GBK as Latin-1' "$dir/one.gbk" LATIN1
damage 'UTF-8 as windows-1252, with losses' "$dir/utf8" CP1252
damage 'UTF-8 as GBK, with losses' "$dir/utf8" GBK
rm "$dir/utf8" "$dir/damaged"

# us NAME CHARSET FILE SIZE: the time for a document, cut where sentences end
us() {
	local count qing other note='(uchardet was not here to compare)'
	awk '{ gsub(/。|[.] /, "&\n"); print }' "$3" |
	    iconv -c -f UTF-8 -t "$2" >"$dir/documents"
	read -r count qing other < <("$detect" "$4" 1 <"$dir/documents")
	[ "$other" = - ] || note="uchardet $other us, $(times "$other" "$qing" qing)"
	row2 "$1, $4 bytes" "$qing" "$note"
}
row2() { printf '%-44s %8s us    %s\n' "$1" "$2" "${3-}"; }

echo
echo 'qing_detect() of a document'
# A character that is cut in two at the end is an error to iconv.
head -c 4000000 "$dir/one.gbk" | iconv -c -f GBK -t UTF-8 >"$dir/hans" 2>/dev/null || :
head -c 4000000 "$dir/one.big5" | iconv -c -f BIG5 -t UTF-8 >"$dir/hant" 2>/dev/null || :
repeat "$texts/french.txt" 1 >"$dir/french"
repeat "$texts/russian.txt" 1 >"$dir/russian"
for size in 300 4000; do
	us 'simplified text in GBK' GBK "$dir/hans" $size
	us 'traditional text in Big5' BIG5 "$dir/hant" $size
	us 'simplified text in UTF-8' UTF-8 "$dir/hans" $size
	us 'French in windows-1252' CP1252 "$dir/french" $size
	us 'Russian in windows-1251' CP1251 "$dir/russian" $size
done
