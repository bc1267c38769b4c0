#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The log: every change, where it was, in JSON.
. "${srcdir:-.}/tests/cli/lib.sh"

han='\346\274\242' zw='\342\200\213'
z="$han$zw$han" c="$han$han"

# logs NAME IN LOG [OPTION]...
logs() {
	name=$1; printf "$2" >"$t/in"; printf '%s\n' "$3" >"$t/want"
	[ -n "$3" ] || : >"$t/want"
	shift 3
	"$qing" -o /dev/null --log "$t/out" "$@" <"$t/in" 2>"$t/err"; got=$? want=0
	ok "$name" same
}

zero='"rule":"tidy.zero-width","score":900,"before":"\u200b","after":""}'
logs 'nothing' 'abc' '' -p tidy
logs 'one' "a$z" '{"record":1,"at":4,"len":3,'"$zero" -p tidy
logs 'offsets are those of the file' "a\n$z\n\n$z$zw$han" \
'{"record":2,"at":5,"len":3,'"$zero"'
{"record":4,"at":16,"len":3,'"$zero"'
{"record":4,"at":22,"len":3,'"$zero" -lp tidy
logs 'offsets in windows' "$z\n$z\n" \
'{"record":1,"at":3,"len":3,'"$zero"'
{"record":1,"at":13,"len":3,'"$zero" -p tidy --max-record 10
logs 'with a replacement' "$han\302\240$han" \
'{"record":1,"at":3,"len":2,"rule":"tidy.nbsp","score":900,"before":"\u00a0","after":" "}' \
    -p tidy
logs 'offsets of a second pass' "$z\r\n" \
'{"record":1,"at":3,"len":3,'"$zero"'
{"record":1,"at":9,"len":1,"rule":"tidy.crlf","score":1000,"before":"\r","after":""}' \
    -p 'tidy tidy=crlf'
logs 'control characters' '\0\033[1mx\177' \
'{"record":1,"at":0,"len":1,"rule":"tidy.control","score":1000,"before":"\u0000","after":""}
{"record":1,"at":1,"len":4,"rule":"tidy.control","score":1000,"before":"\u001b[1m","after":""}
{"record":1,"at":6,"len":1,"rule":"tidy.control","score":1000,"before":"\u007f","after":""}' \
    -p tidy
logs 'bad text is not changed' '\326\n' '' -p tidy

# What cannot be repaired is named and left.
lost='\351\224\237\346\226\244\346\213\267'
left='"rule":"repair.lost","left":"'$(printf "$lost")'"}'
logs 'what is lost' "a\n$lost\n" '{"record":2,"at":2,"len":9,'"$left" -lp repair
logs '... after what was changed' "$z$lost,$lost" \
'{"record":1,"at":3,"len":3,'"$zero"'
{"record":1,"at":9,"len":9,'"$left"'
{"record":1,"at":19,"len":9,'"$left"
logs '... and not when it is dropped' "$lost\n" \
'{"record":1,"at":0,"len":9,"rule":"repair.drop-lost","score":900,"before":"'"$(printf "$lost")"'","after":""}' \
    -p repair=drop-lost
is 'what is lost does not count as changed' 0 "$lost" "$lost" -v
says '^qing: records: 1, changed: 0, lossy: 0, refused: 0, too long: 0$'
says '^qing: repair.lost: 1$'

# Names of files: when there are several, escaped.
odd=$(printf 'a"\\\b\n\t%b' "$han")
printf "$z" >"$t/$odd"
(cd "$t" && printf "$z" >"$(printf '\326bc')") 2>/dev/null
qing=$(cd "$(dirname "$QING")" && pwd)/${QING##*/}
cd "$t" || exit 99
logs 'which file' "$z" \
'{"file":"a\"\\\u0008\n\t'"$(printf "$han")"'","record":1,"at":3,"len":3,'"$zero"'
{"file":"-","record":1,"at":3,"len":3,'"$zero" -p tidy "$odd" -
logs 'one file has no name' '' '{"record":1,"at":3,"len":3,'"$zero" -p tidy "$odd"
for rest in '\326:1g==' '\326b:1mI=' '\326bc:1mJj' '\326\377\277?>:1v+/Pz4=' \
    '\355\240\200:7aCA' '\300\200:wIA=' '\360\200\200\200:8ICAgA==' \
    '\364\220\200\200:9JCAgA==' '\342\200:4oA='
do
	bytes=$(printf "${rest%:*}")
	if printf "$z" 2>/dev/null >"$bytes"
	then logs "a name in base64: ${rest#*:}" '' \
	    '{"file_bytes":"'"${rest#*:}"'","record":1,"at":3,"len":3,'"$zero" \
	    -p tidy "$bytes" /dev/null
	else skip "a name in base64: ${rest#*:}" 'no such names here'
	fi
done

is 'to standard output' 0 "$z" '{"record":1,"at":3,"len":3,"rule":"tidy.zero-width","score":900,"before":"\\u200b","after":""}\n' \
    -p tidy -o new --log -
printf "$c" >clean
ok '... the text elsewhere' cmp clean new
is 'both to standard output' 2 "$z" '' -p tidy --log=-
says '^qing: --log: text and log in one file$'
is 'both to one file' 2 "$z" '' -p tidy -o new --log=new
says '^qing: --log: text and log in one file$'
ok '... which is as it was' cmp clean new
is 'a log that cannot be' 2 "$z" '' -p tidy --log missing/log
says '^qing: missing/log: No such file or directory$'

# Many edits: the log stops, cleaning does not.
head -c 1100000 /dev/zero | tr '\0' '\1' >many
ok 'many edits' run 0 "$qing" -p tidy --log log many
ok '... all made' test ! -s "$t/out"
ok '... the log says how many it lacks' sh -c "tail -n 1 log |
    grep '^{\"record\":1,\"at\":0,\"len\":1100000,\"unlogged\":51424}$'"
cd - >/dev/null
done_testing
