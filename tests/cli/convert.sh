#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# -c, and convert alone: streams that are cut anywhere.
. "${srcdir:-.}/tests/cli/lib.sh"

# 漢 汉 里 裏 乾隆
han='\346\274\242' hans='\346\261\211' li='\351\207\214' lit='\350\243\217'
qian='\344\271\276\351\232\206'

is '-c' 0 "$han\n" "$hans\n" -c t2s
is '-c: the last counts' 0 "$li" "$lit" -s -c s2t
is '-c: with words' 0 '\351\260\225' '\360\253\232\245' -c t2s,rare
is '-c: after the passes of a list' 0 "\1$han" "$hans" -p tidy -c t2s
for mode in '' 't2s strip' 'a=b'
do
	is "-c: no mode: '$mode'" 2 '' '' -c "$mode"
	says "^qing: --convert: not a mode: $mode"
done
for mode in nope rare no-t2s t2s,nope
do
	is "-c: no mode: '$mode'" 2 '' '' -c "$mode"
	says '^qing: .* at byte'
done

# The program with short reads cuts at other places.
for qing in $QING $SHORT_READS
do
is 'nothing' 0 '' '' -p convert=t2s
is 'NULs' 0 "$han\0$han\0" "$hans\0$hans\0" -p convert=t2s
is 'a phrase' 0 "$han$qian$han" "$hans$qian$hans" -p convert=t2s
is 'a phrase, in small windows' 0 "$han$qian$han" "$hans$qian$hans" \
    -p convert=t2s --max-record 16
is 'a phrase, as it comes' 0 "$han$qian$han" "$hans$qian$hans" \
    -p convert=t2s --line-buffered
is 'no line ends' 0 "$han$han$han$han$han$han$han" \
    "$hans$hans$hans$hans$hans$hans$hans" -p convert=t2s --max-record 9
silent
is 'bad bytes' 0 "a\377" "a\377" -p convert=t2s
is 'bad bytes: fail' 3 "a\377" "a\377" -qp convert=t2s --on-error=fail
is 'bad bytes in a line' 0 "$han\n\377\n$han\n$han" "$hans\n\377\n$hans\n$hans" \
    -p convert=t2s
is 'bad bytes in a record' 0 "$han\n\377\n\0$han" "$han\n\377\n\0$hans" \
    -zp convert=t2s
is 'half a character' 0 "$han\346\274" "$han\346\274" -p convert=t2s
done
qing=$QING

# More than any window, in one line, and all the same.
i=0 line="$han$qian"
while [ $i -lt 14 ]; do i=$((i + 1)) line=$line$line; done
printf "$line" >"$t/long"
ok 'one long line' run 0 "$qing" -p convert=t2s "$t/long"
cp "$t/out" "$t/whole"
ok '... in small windows' run 0 "$qing" -p convert=t2s --max-record 100 "$t/long"
ok '... is the same' cmp "$t/out" "$t/whole"
ok '... by a list that needs a look' run 0 "$qing" -p 'convert=t2s tidy' "$t/long"
ok '... is the same' cmp "$t/out" "$t/whole"

# What was read is written at once.
mkfifo "$t/pipe"
"$qing" -p convert=t2s --line-buffered <"$t/pipe" >"$t/live" &
{
	printf "$han\n"
	i=0
	until [ -s "$t/live" ] || [ $i -eq 100 ]; do i=$((i + 1)); sleep 0.1; done
	cp "$t/live" "$t/early"
	printf "$han\n"
} >"$t/pipe"
wait
ok 'a line as soon as it is there' test "$(cat "$t/early")" = "$(printf "$hans")"
ok '... and the next' test "$(cat "$t/live")" = "$(printf "$hans\n$hans")"
done_testing
