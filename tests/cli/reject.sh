#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --reject-spam: records that are nothing but spam, left out.
. "${srcdir:-.}/tests/cli/lib.sh"

spam='时时彩平台|北京赛车pk10|幸运飞艇计划|注册送彩金|澳门新葡京官网'
text='春天来了，花开了。'
o=--reject-spam

is 'spam is left as it is' 0 "$spam\n$text\n" "$spam\n$text\n" -lv
says '^qing: strip.spam-page: 1$'
ok '... and nothing is rejected' sh -c "! grep rejected '$t/err'"
is 'or left out, with the end of its line' 0 "$spam\n$text\n$spam" "$text\n" \
    -lv $o
says '^qing: records: 3, changed: 0, lossy: 0, refused: 0, too long: 0$'
says '^qing: rejected: 2$'
is '... and with a NUL' 0 "$spam\0$text\0$spam\0" "$text\0" -z $o
is 'a whole file' 0 "$spam\n$spam\n" '' $o
is 'text stays' 0 "$text\n$text\n" "$text\n$text\n" $o
is 'text with spam in it is cleaned' 0 "$text\n$spam\n" "$text\n" $o
is 'it is off by a rule' 0 "$spam\n" "$spam\n" $o --keep spam-page
is 'it turns the rule on' 0 "$spam\n" '' -p 'decode strip=no-spam-page' $o
is 'it needs the pass' 2 "$spam\n" '' -p tidy $o
says 'reject-spam: no strip pass in the pass list'
is 'and something to clean' 2 '' '' --detect $o
says 'cleans nothing, so not with --reject-spam'

# What is cleaned piece by piece is left in, whatever its pieces are.
is 'pieces stay' 0 "$spam\n$spam\n" "$spam\n$spam\n" $o --max-record 120
is '... of a record among others' 0 "$spam\n$spam\0$spam\0a\0" \
    "$spam\n$spam\0a\0" -z $o --max-record 120

logs() {
	printf '%s\n' "$2" >"$t/want"; printf "$spam\n$text\n" >"$t/in"
	"$qing" -o /dev/null -l --log "$t/log" $3 <"$t/in" 2>"$t/err"; got=$?
	sed 's/"score":[0-9]*/"score":N/' "$t/log" >"$t/out"; want=0
	ok "$1" same
}
n1=$(printf "$spam" | wc -c | tr -d ' ')
note='{"record":1,"at":0,"len":'$n1',"rule":"strip.spam-page","score":N,'
logs 'the log has what is left' "$note\"left\":\"$spam\"}" ''
logs '... and what was rejected' "$note\"rejected\":true}" $o

done_testing
