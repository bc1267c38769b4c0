#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command line: options, usage errors, what is said, exit status.
. "${srcdir:-.}/tests/cli/lib.sh"

text='春天来了，花园里的花都开了，有红的，有白的，还有黄的。蝴蝶来了，蜜蜂也来了。\n'
page="$text"'京ICP备12345678号\n'
han='\346\274\242' zw='\342\200\213'

is 'empty input' 0 '' '' -p tidy
is 'clean text' 0 "abc\n$han\n" "abc\n$han\n" -p tidy
silent
is 'text to clean' 0 "a$han$zw$han" "a$han$han" -p tidy
is 'no passes' 0 "$han$zw$han" "$han$zw$han" -p ''
is 'long options' 0 "$han$zw$han\n" "$han$han\n" --passes=tidy --lines
is 'an option may be cut short' 0 "$han$zw$han" "$han$han" --pass tidy
is 'a rule on' 0 'a\r\n' 'a\n' -p tidy=crlf
is 'a rule off' 0 "$han$zw$han" "$han$zw$han" -p tidy=no-zero-width

is 'an unknown option' 2 '' '' --nope
says '^qing: --nope: not an option'
is 'an unknown letter' 2 '' '' -lX
says '^qing: -X: not an option'
is 'no argument' 2 '' '' -p
says '^qing: -p: needs an argument'
is 'an argument too many' 2 '' '' --lines=3
says '^qing: --lines=3: '
is 'no such pass' 2 'x' '' -p 'tidy nope'
says "no such pass: 'nope' at byte 5"
is 'no such rule' 2 'x' '' -p 'tidy=no-bom,nope'
says "no such rule of this pass: 'nope' at byte 12"
is 'rules that undo each other' 2 'x' '' -p width=corner,curly
says "undo each other: 'curly' at byte 13"
is 'keep without strip' 2 'x' '' -p tidy --keep nav
says 'no strip pass in the pass list: tidy'
is 'drop without strip' 2 'x' '' -p tidy --drop=nav
says 'no strip pass in the pass list: tidy'
is 'keep nothing' 2 'x' '' -p strip --keep=
says '^qing: --keep: not class names'
is 'drop a list in a list' 2 'x' '' -p strip --drop 'nav tidy'
says '^qing: --drop: not class names parted by commas: nav tidy'
is 'a level' 0 "$page" "$text" -p strip --strip-level=safe
is 'no level' 2 'x' '' --strip-level=soft
says '^qing: --strip-level: not safe, normal or hard: soft'
is 'a level without strip' 2 'x' '' -p tidy --strip-level=hard
says 'no strip pass in the pass list: tidy'
is 'one class' 0 "$page" "$page" --only-classes=nav
is 'two classes' 0 "$page" "$text" --only-classes=nav,icp
is 'and a class more' 0 "$page" "$text" --only-classes=nav --drop=icp
is 'no class' 2 'x' '' --only-classes=nope
says '^qing: --only-classes: not class names parted by commas: nope'
is 'on-error, otherwise' 2 '' '' -p tidy --on-error=drop
says 'neither keep nor fail: drop'

for size in '' 0 -1 x 1X 1KB ' 1' 1.5K 0x10
do
	is "a size: '$size'" 2 '' '' -p tidy --max-record "$size"
	says "^qing: --max-record: not a number of bytes: $size\$"
done
# The last is 1K modulo 2 to the 64.
for size in 99999999999999999999 99999999999999999999G 9999999999G \
    18014398509481985K
do
	is "a size: '$size'" 2 '' '' -p tidy --max-record "$size"
	says '^qing: --max-record: too large'
done
for size in 1 64 1k 4K 2M
do
	is "a size: '$size'" 0 'a' 'a' -p tidy --max-record "$size"
done

is 'help' 0 '' "$("$qing" --help | sed 's/[\\%]/&&/g')\n" -h
sed -n 's/^  [-a-z, ]* --\([a-z-]*\).*/\1/p' "$t/out" | LC_ALL=C sort |
    tr '\n' ' ' >"$t/list"
ok '... that has all options' grep -x 'charset check-rules content-type convert detect df df-size drop explain-line help json keep learn line-buffered lines'\
' list-encodings list-rules log max-record null-data on-error only-classes output passes'\
' quiet reject-spam rules simplify site strip-level verbose version ' "$t/list"
is 'version' 0 '' "$("$qing" --version)\n" --version
ok '... of program and library' grep -E \
    '^qing [0-9.]+ \(libqing [0-9]+\.[0-9]+\.[0-9]+\)$' "$t/out"
ok 'rules' run 0 "$qing" --list-rules
tab=$(printf '\t')
ok '... as a table' grep "^tidy.crlf${tab}off${tab}CR LF at" "$t/out"
ok '... and nothing else' sh -c "! grep -v '^[a-z.0-9-]*	o[nf]f*	[^	]*$' '$t/out'"

# What was done.
is 'verbose' 0 "a$zw\n$han$zw$han\1\n" "a$zw\n$han$han\n" -lvp tidy
says '^qing: records: 2, changed: 1, lossy: 0, refused: 0, too long: 0$'
says '^qing: tidy.zero-width: 1$'
says '^qing: tidy.control: 1$'
ok '... and no more' test "$(wc -l <"$t/err")" -eq 3
is 'verbose: a charset' 0 '\377\n' '\377\n' -vlp tidy
says '^qing: standard input: record 1: no known charset$'
i=0; while [ $i -lt 50 ]; do i=$((i + 1)); printf '\377\n'; done >"$t/bad"
ok 'verbose: bad records' run 0 "$qing" -vlp tidy "$t/bad"
ok '... of which few are named' test "$(grep -c charset "$t/err")" -eq 20

# Bad text.
is 'bad text' 0 'a\n\326\nb\n' 'a\n\326\nb\n' -lp tidy
silent
is 'bad text: keep' 0 '\326' '\326' -p tidy --on-error=keep
silent
is 'bad text: fail' 3 "a\n\326\n$han$zw$han\n" "a\n\326\n$han$han\n" \
    -lp tidy --on-error=fail
says '^qing: records: 3, changed: 1, lossy: 0, refused: 1, too long: 0$'
is 'bad text: fail, quietly' 3 '\326\n' '\326\n' -qlp tidy --on-error=fail
silent
is 'bad text: no passes' 3 '\326' '\326' -qp '' --on-error=fail
is 'good text: fail' 0 'a\n' 'a\n' -lp tidy --on-error=fail
silent

# The same bytes whatever the surroundings.
in="\1$han$zw$han\240$han\n\326\377\n$han\302\240a\n"
printf "$in" >"$t/in"
"$qing" -lp tidy "$t/in" >"$t/want"
for env in -i LC_ALL=C LC_ALL=C.UTF-8 LC_ALL=nope LANG=zh_CN.GB18030 \
    POSIXLY_CORRECT=1
do
	env $env "$qing" -lp tidy <"$t/in" >"$t/out" 2>"$t/err"; got=$? want=0
	ok "the same with env $env" same
done
done_testing
