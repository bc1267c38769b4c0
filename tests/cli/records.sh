#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How input is cut into records, at several sizes of read(2).
. "${srcdir:-.}/tests/cli/lib.sh"

han='\346\274\242' zw='\342\200\213'
z="$han$zw$han" c="$han$han"		# to be cleaned, and clean

for qing in $QING $SHORT_READS
do
ok "this is $qing" test -x "$qing"
is 'all: nothing' 0 '' '' -p tidy
is 'all: no last line end' 0 "$z\n$z" "$c\n$c" -p tidy
is 'all: a NUL is a control character' 0 'a\0b\n' 'ab\n' -p tidy
is 'all: one bad byte spoils it' 0 "$z\n\326\n" "$z\n\326\n" -p tidy

is 'lines: nothing' 0 '' '' -lp tidy
is 'lines: empty ones' 0 '\n\n\n' '\n\n\n' -lp tidy
is 'lines: with a last line end' 0 "$z\n$z\n" "$c\n$c\n" -lp tidy
is 'lines: without' 0 "$z\n$z" "$c\n$c" -lp tidy
is 'lines: one bad byte spoils one' 0 "$z\n\326\n$z\n" "$c\n\326\n$c\n" -lp tidy
is 'lines: NULs' 0 'a\0\n\0\n\0' 'a\n\n' -lp tidy
is 'lines: CR stays' 0 'a\r\nb\r\n' 'a\r\nb\r\n' -lp tidy

is 'NUL: nothing' 0 '' '' -zp tidy
is 'NUL: empty ones' 0 '\0\0\0' '\0\0\0' -zp tidy
is 'NUL: with a last NUL' 0 "$z\n$z\n\0$z\0" "$c\n$c\n\0$c\0" -zp tidy
is 'NUL: without' 0 "$z\0$z" "$c\0$c" -zp tidy
is 'NUL: one bad byte spoils one' 0 "$z\0\326\n$z\0$z\0" "$c\0\326\n$z\0$c\0" -zp tidy

# Windows.  A line of z is 10 bytes with its line end.
is 'windows' 0 "$z\n$z\n$z\n" "$c\n$c\n$c\n" -p tidy --max-record 10
silent
is 'windows of many lines' 0 "$z\n\n$z\n\n$z\n$z" "$c\n\n$c\n\n$c\n$c" \
    -p tidy --max-record 22 --on-error=fail
silent
is 'windows: one is bad' 0 "$z\n\326\n$z\n" "$c\n\326\n$c\n" \
    -p tidy --max-record 10
is 'windows of NUL records' 0 "$z\n$z\n\0$z\n$z\0\0" "$c\n$c\n\0$c\n$c\0\0" \
    -zp tidy --max-record 10
is 'windows are one record' 0 "$z\n$z\n\0$z\n$z\0" "$c\n$c\n\0$c\n$c\0" \
    -vzp tidy --max-record 10
says '^qing: records: 2, changed: 2, '
is 'a window ends with CR LF' 0 '\1a\r\nb\r\n\1' 'a\nb\n' \
    -p tidy=crlf --max-record 4

# Lines longer than a window go out as they came.
is 'a long line' 0 "$z\n$z$z$z\n$z" "$c\n$z$z$z\n$c" -p tidy --max-record 10
says '^qing: standard input: record 1: a line is longer than --max-record'
is 'a long line, at the end' 0 "$z\n$z$z" "$c\n$z$z" -p tidy --max-record 10
is 'long lines: one warning' 0 "$z\n$z\n" "$z\n$z\n" -lp tidy --max-record 8
ok '... and one only' test "$(wc -l <"$t/err")" -eq 1
is 'a long line, quietly' 0 "$z" "$z" -qp tidy --max-record 8
silent
is 'a long line: fail' 3 "$z\n\1\n" "$z\n\n" -qp tidy --max-record 8 --on-error=fail
is 'lines: just fits' 0 "$z\n$z" "$c\n$c" -lp tidy --max-record 9
silent
is 'lines: too long by one' 0 "$z\n\1\n$z" "$z\n\n$z" -qlp tidy --max-record 8
is 'lines: too long by one, at the end' 0 "\1\n$z" "\n$z" -qlp tidy --max-record 8
is 'lines: long are counted' 0 "\1\n$z\n$z\n" "\n$z\n$z\n" -vlp tidy --max-record 8
says '^qing: records: 3, changed: 1, lossy: 0, refused: 0, too long: 2$'
is 'NUL: a long line in a record' 0 "$z$z\n$z\0$z\0" "$z$z\n$c\0$c\0" \
    -qzp tidy --max-record 10
is 'NUL: a long line ends a record' 0 "\1\n$z\0\1\0" "\n$z\0\0" \
    -qzp tidy --max-record 8
is 'NUL: long lines, one record' 0 "$z\n$z\n\0" "$z\n$z\n\0" \
    -vzp tidy --max-record 8
says '^qing: records: 1, changed: 0, lossy: 0, refused: 0, too long: 1$'
is 'records of one byte' 0 'ab\n\1\n\n' 'ab\n\n\n' -qlp tidy --max-record 1

# UTF-16 and UTF-32 have line ends, and NULs, that are none.  These streams
# are one record; tidy alone does not know them.
for bom in '\377\376' '\376\377' '\0\0\376\377' '\377\376\0\0'
do
	is "$bom is one record" 0 "$bom\1\n\0\1\n\0" "$bom\1\n\0\1\n\0" -vlp tidy
	says '^qing: records: 1, changed: 0, lossy: 0, refused: 1, too long: 0$'
	is "$bom is never cut" 0 "$bom\n\1\n\0\1\n\1\n" "$bom\n\1\n\0\1\n\1\n" \
	    -vzp tidy --max-record 4
	says '^qing: records: 1, changed: 0, lossy: 0, refused: 0, too long: 1$'
done
is 'a part of a mark: FF' 0 '\377\n\1\n' '\377\n\n' -lp tidy
is 'a part of a mark: FE' 0 '\376' '\376' -lp tidy
is 'a part of a mark: 00 00' 0 '\0\0\1' '\0\0' -zp tidy
is 'a part of a mark: 00 00 FE' 0 '\0\0\376\n\1' '\0\0\376\n' -lp tidy
done
qing=$QING

# The same bytes at any window size, as long as all lines fit.
i=0
while [ $i -lt 200 ]
do
	i=$((i + 1))
	case $((i % 5)) in
	0) printf "\n$z\n" ;;
	1) printf "$z\t$z\1\r\n" ;;
	2) printf 'The quick \302\240 brown fox\n' ;;
	3) printf "a\302\240$han \302\240 b$zw\n" ;;
	4) printf "$zw\357\273\277$z$z" ;;
	esac
done >"$t/text"
"$qing" -p tidy <"$t/text" >"$t/want"
ok 'there is something to clean' sh -c "! cmp -s '$t/text' '$t/want'"
for size in 100 101 127 256 1000 1K 10000
do
	"$qing" -p tidy --max-record "$size" <"$t/text" >"$t/out" 2>"$t/err"
	got=$? want=0
	ok "the same in windows of $size" same
	silent
done
"$qing" -l -p tidy <"$t/text" >"$t/out" 2>"$t/err"; got=$? want=0
ok 'the same by lines' same

# Clean and large: written from where it was read.
i=0
while [ $i -lt 200 ]
do
	i=$((i + 1)); printf "%01000d\n$c\n%05000d\n" $i $i
done >"$t/large"
cp "$t/large" "$t/want"
for arg in '' -l -z '--max-record 100K' '-l --max-record 5000'
do
	"$qing" $arg -p tidy <"$t/large" >"$t/out" 2>"$t/err"; got=$? want=0
	ok "large: $arg" same
	silent
done

# Lines of all sizes up to that of the output's buffer and more, in turn: what
# is written at once must not overtake what waits.
i=0
while [ $i -lt 60 ]
do
	i=$((i + 1)); printf "%0$((i * 7919 % 90000 + 1))d\n%d\n$z\n" $i $i
done >"$t/sizes"
sed "s/$(printf "$zw")//" "$t/sizes" >"$t/want"
for arg in -l '-l --max-record 30K'
do
	"$qing" $arg -qp tidy <"$t/sizes" >"$t/out" 2>"$t/err"; got=$? want=0
	ok "lines of all sizes: $arg" same
done

# Bounded memory: one line without an end.
limit='ulimit -v 100000'
if (eval "$limit"; "$qing" --version) >/dev/null 2>&1
then ok 'a line of 64 MB in less memory' sh -c "$limit"'
	head -c 64000000 /dev/zero | tr "\0" a |
	    "$1" -qp tidy --max-record 1M | wc -c | grep -w 64000000' - "$qing"
else skip 'a line of 64 MB in less memory' 'memory cannot be limited'
fi
done_testing
