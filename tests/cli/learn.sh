#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --learn and --df: evidence from many pages.
. "${srcdir:-.}/tests/cli/lib.sh"

# page SITE NUMBER: what no pattern knows, around a story
page() {
	mkdir -p "$t/$1"
	cat >"$t/$1/$2" <<EOF
青石板
老照片
茶馆旧事
渡口人家
第$2个早晨
$2号清晨，老陈照例推开店门，把炉子生起来，又到院子里挑了两桶水。街上还没有人，只有卖豆浆的在吆喝，像往常一样。
他坐下来，把昨天的账又算了一遍，算到第$2笔时停住了，抬头看了看天，云压得很低，怕是要下雨，于是起身收衣裳。
EOF
}
for i in 1 2 3 4 5 6; do page example.com $i; done
page example.org 1
sed 1,4d "$t/example.com/1" >"$t/clean"

# comes OUT COMMAND...: it writes what is in this file
comes() {
	want=$1; shift
	"$@" >"$t/out" 2>"$t/err" && cmp "$want" "$t/out"
}

cd "$t" || exit
case $qing in /*) ;; *) qing=$OLDPWD/$qing ;; esac
ok 'learn' run 0 "$qing" --learn --df-size=64K -o df example.com/[2-6]
silent
ok '... in a file of that size' test "$(wc -c <df)" -eq 65576
ok 'without evidence' comes example.com/1 "$qing" example.com/1
ok 'with it' comes clean "$qing" --df df example.com/1
ok '... from standard input' comes clean \
    sh -c '"$1" --df df --site example.com <example.com/1' - "$qing"
ok '... of which the site is not known' comes example.com/1 \
    sh -c '"$1" --df df <example.com/1' - "$qing"
ok '... for another site' comes example.org/1 "$qing" --df df example.org/1
ok '... that is the same' comes clean \
    "$qing" --df df --site example.com example.org/1
ok '... not for a class that is kept' comes example.com/1 \
    "$qing" --df df --keep nav example.com/1
"$qing" --df df --log - -o out2 example.com/1 >log
ok '... and the log says so' grep \
    '"at":0,"len":46,"rule":"strip.nav","score":[6-9]' log

# Parts.
ok 'learn a part' run 0 "$qing" --learn --df-size=64K -o a example.com/[23]
ok '... and another' run 0 "$qing" --learn --df-size=64K -o b example.com/[456]
ok '... and add them' run 0 "$qing" --learn --df-size=64K -o c a b
ok '... which is the same' cmp c df
ok 'learn more' run 0 "$qing" --learn --df-size=64K -o d a example.com/[456]
ok '... which is the same' cmp d df
ok 'add what is standard input' run 0 \
    sh -c '"$1" --learn --df-size=64K -o e - b <a' - "$qing"
ok '... which is the same' cmp e df
ok 'learn in another order' run 0 \
    "$qing" --learn --df-size=64K -o e example.com/[65] example.com/[432]
ok '... which is the same' cmp e df
ok 'records are pages' run 0 \
    sh -c 'for i in 2 3 4 5 6; do cat example.com/$i; printf "\0"; done |
    "$1" --learn --df-size=64K --site example.com -zo e' - "$qing"
ok '... which is the same' cmp e df
"$qing" -p 'decode tidy strip' <example.com/2 >example.com/2b
ok 'the default size' run 0 "$qing" --learn -o big example.com/2
ok '... is 16M' test "$(wc -c <big)" -eq 16777256
iconv -f UTF-8 -t GB18030 example.com/3 >example.com/gb 2>/dev/null &&
    ok 'what is learnt is decoded' run 0 "$qing" --learn --df-size=64K \
    -o e example.com/[2456] example.com/gb && ok '... which is the same' cmp e df
ok 'strip is not for learning' run 0 "$qing" --learn --df-size=64K \
    -p 'decode strip tidy' -o e example.com/[2-6]
ok '... which is the same' cmp e df

# What is wrong.
head -c 5000 df >cut
ok 'cut short' run 2 "$qing" --df cut example.com/1
says '^qing: cut: cut short$'
ok '... and to be added' run 2 "$qing" --learn --df-size=64K -o new b cut
says '^qing: cut: cut short$'
ok '... of which nothing is written' test ! -s new
{ head -c 5000 df; printf x; tail -c +5002 df; } >damaged
ok 'damaged' run 2 "$qing" --df damaged example.com/1
says '^qing: damaged: damaged$'
ok 'no evidence' run 2 "$qing" --df clean example.com/1
says '^qing: clean: not evidence that was learnt$'
ok 'a missing one' run 2 "$qing" --df nope example.com/1
says '^qing: nope: No such file'
ok 'a directory' run 2 "$qing" --df example.com example.com/1
says '^qing: example.com: Is a directory$'
ok 'of another size' run 2 "$qing" --learn -o new df
says '^qing: df: learnt in another size$'
ok 'from a pipe' run 2 sh -c 'cat df | "$1" --learn -o new' - "$qing"
says '^qing: standard input: what was learnt must be in a file'
cp df old
ok 'a page that is missing' run 2 "$qing" --learn -o old example.com/1 nope
says '^qing: nope: No such file'
says '^qing: --learn: nothing was written$'
ok '... and all is as it was' cmp df old
ok 'read and written' run 2 "$qing" --learn --df-size=64K -o df a df
says '^qing: df: is read and written at once$'
ok '... and all is as it was' cmp df old
ok 'read and written, as evidence' run 2 "$qing" --df df -o df example.com/1
says '^qing: df: is read and written at once$'
ok '... and all is as it was' cmp df old
ok 'a closed output' run 2 sh -c '"$1" --learn example.com/1 >&-' - "$qing"
says '^qing: standard output: Bad file descriptor$'
if [ -w /dev/full ]
then
	ok 'a full disk' run 2 "$qing" --learn -o /dev/full example.com/1
	says '^qing: /dev/full: No space left'
fi
awk "BEGIN { for (i = 0; i < 4000; i++) print i }" >example.com/many
ok 'too much for its size' run 0 "$qing" --learn --df-size=1K -o e \
    example.com/many
says '^qing: --learn: more lines than --df-size is good for'
ok '... quietly' run 0 "$qing" --learn -q --df-size=1K -o e example.com/many
silent

for size in 1 1023
do
	is "a size: $size" 2 '' '' --learn --df-size=$size
	says "^qing: --df-size: too small: $size\$"
done
is 'learn and detect' 2 '' '' --learn --detect
says '^qing: --learn: not with --detect$'
is 'learn and clean' 2 '' '' --learn --drop source
says '^qing: --learn: cleans nothing, so not with --drop$'
is 'learn and log' 2 '' '' --learn --log "$t/log"
says '^qing: --learn: cleans nothing, so not with --log$'
is 'detect and df' 2 '' '' --detect --df df
says '^qing: --detect: cleans nothing, so not with --df$'
is 'df without strip' 2 '' '' --df df -p tidy
says '^qing: --df: no strip pass in the pass list: tidy$'
is 'a size without learning' 2 '' '' --df-size=1M
says '^qing: --df-size: only with --learn$'
is 'a site for nothing' 2 '' '' --site example.com
says '^qing: --site: only with --learn or --df$'
done_testing
