#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Rules of users: --rules, --check-rules; and --explain-line.
. "${srcdir:-.}/tests/cli/lib.sh"

tab=$(printf '\t')
text='市图书馆新馆昨天开放，前来借书的市民排起了长队，馆方临时加开了三个服务台，到傍晚共接待读者六千多人次。'
more='馆长说，新馆的藏书比老馆多出一倍，还为孩子们准备了单独的阅览室，周末会有老师来讲故事，家长可以提前预约。'
page="$text\n晨报读者QQ群12\n$more\n责任编辑：李四\n"
printf '# mine\nad\thard\tin\t60\t晨報讀者ＱＱ群#\n' >"$t/good"
printf 'ad\thard\n\nad\thard\tin\t60\ta1\n#\nad\thard\tin\t60\t{a' >"$t/bad"
printf 'ad\thard\tin\t60\tab\nad\thard\tin\t60\tabc\nad\thint\tin\t9\tabc\n' >"$t/odd"

is 'without rules' 0 "$page" "$text\n晨报读者QQ群12\n$more\n" -p strip
is 'with rules' 0 "$page" "$text\n$more\n" -p strip --rules "$t/good"
silent
is 'rules in the default list' 0 "$page" "$text\n$more\n" --rules="$t/good"
is 'what is to stay stays' 0 "$page" "$text\n晨报读者QQ群12\n$more\n" \
    --rules "$t/good" --keep ad
is 'no rows at all' 0 "$page" "$text\n晨报读者QQ群12\n$more\n" \
    -p strip --rules /dev/null
is 'wrong rules' 2 "$page" '' -p strip --rules "$t/bad"
says '/bad:1: not five columns'
is 'no such file' 2 "$page" '' --rules "$t/none"
says "^qing: $t/none: "
is 'rules twice' 2 '' '' --rules "$t/good" --rules "$t/good"
says '^qing: --rules: one file only'
is 'rules without strip' 2 'x' '' -p tidy --rules "$t/good"
says 'no strip pass in the pass list: tidy'
is 'rules with --detect' 2 'x' '' --detect --rules "$t/good"
says '^qing: --detect: cleans nothing'
is 'rules written over' 2 'x' '' --rules "$t/good" -o "$t/good"
ok '... are still there' grep '^ad' "$t/good"

is 'check: well' 0 '' "$t/good: rules: 1, wrong: 0, warnings: 0\n" \
    --check-rules --rules "$t/good"
silent
is 'check: wrong' 2 '' "$t/bad: rules: 3, wrong: 3, warnings: 0\n" \
    --check-rules --rules "$t/bad"
says "^$t/bad:1: not five columns"
says "^$t/bad:3: digits are written as #"
says "^$t/bad:5: { without }"
is 'check: odd' 0 '' "$t/odd: rules: 3, wrong: 0, warnings: 2\n" \
    --check-rules --rules "$t/odd"
says "^$t/odd:1: warning: so short a pattern"
says "^$t/odd:3: warning: a pattern of this row is there"
is 'check without rules' 2 '' '' --check-rules
says '^qing: --check-rules: only with --rules'
is 'check with a file' 2 '' '' --check-rules --rules "$t/good" "$t/good"
says '^qing: --check-rules: reads no other file'

# explains NAME IN OUT [OPTION]...: OUT without weights and reasons
explains() {
	name=$1; printf -- "$2" >"$t/in"; printf -- "$3" >"$t/want"; shift 3
	"$qing" --explain-line "$@" <"$t/in" 2>"$t/err" >"$t/all"; got=$? want=0
	cut -f1-5,8- "$t/all" >"$t/out"
	ok "$name" same
}
explains 'explain' "$page" "1\t1\tkept\t-\t-\t-\t$text\n"\
"1\t2\tdropped\tad\thard\t$t/good:2: 晨报读者qq群#\t晨报读者QQ群12\n"\
"1\t3\tkept\t-\t-\t-\t$more\n"\
"1\t4\tdropped\teditor\thard\t责任编辑:\t责任编辑：李四\n" --rules "$t/good"
ok '... and says why' grep "${tab}180${tab}a rule of the user${tab}" "$t/all"
explains 'explain: a record a line' '甲\n乙\n' \
    '1\t1\tkept\t-\t-\t-\t甲\n2\t1\tkept\t-\t-\t-\t乙\n' -l
explains 'explain: blank lines count, and are not listed' '\n\n好\t人\r\n' \
    '1\t3\tkept\t-\t-\t-\t好\t人\n'
explains 'explain: what strip does not look at' 'abc\n' ''
printf "$page" >"$t/page"
ok 'explain: files' run 0 "$qing" --explain-line "$t/page" "$t/page"
ok '... are named' grep "^$t/page:1${tab}4${tab}dropped" "$t/out"
is 'explain without strip' 2 'x' '' -p tidy --explain-line
says '^qing: --explain-line: no strip pass in the pass list: tidy'
is 'explain and log' 2 'x' '' --explain-line --log "$t/log"
says '^qing: --explain-line: makes no log'
is 'explain and detect' 2 'x' '' --explain-line --detect
done_testing
