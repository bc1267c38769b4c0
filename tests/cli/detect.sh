#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# --detect: the charset of files and records, and the script of Chinese in them;
# and what is known of the charset before.
. "${srcdir:-.}/tests/cli/lib.sh"

# A sentence each; those in GBK and Big5 say the same.
gbk='\326\320\271\372\265\304\276\255\274\303\267\242\325\271\312\307'\
'\322\273\270\366\326\330\322\252\265\304\316\312\314\342\243\254'\
'\316\322\303\307\261\330\320\353\310\317\325\346\321\320\276\277\241\243'
big5='\273\117\306\127\252\272\270\147\300\331\265\157\256\151\254\117'\
'\244\100\255\323\255\253\255\156\252\272\260\335\303\104\241\101'\
'\247\332\255\314\245\262\266\267\273\173\257\165\254\343\250\163\241\103'
utf8='\344\270\255\345\233\275\347\232\204\347\273\217\346\265\216\345'\
'\217\221\345\261\225\346\230\257'
utf16le='\377\376\055\116\375\126\204\166\017\137'
utf16be='\376\377\116\055\126\375\166\204\137\017'
utf32le='\377\376\0\0\055\116\0\0\375\126\0\0'
data='\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\076\0\1\0\0\0\260\374\0\0\0\0\0\0'\
'\100\0\0\0\0\0\0\0\220\273\16\0\0\0\0\0\0\0\0\0\100\0\070\0\15\0\100\0\37\0'
gbk3="$gbk\n$gbk\n$gbk\n"
# What is said more of $utf8, and of the UTF-16 and UTF-32.
simplified='\tsimplified\t0.00\t1.00'

# found NAME IN CHARSET [OPTION]...: in any charset with some confidence
found() {
	name=$1 charset=$3; printf "$2" >"$t/in"; shift 3
	"$qing" --detect "$@" <"$t/in" >"$t/out" 2>"$t/err"; got=$?
	printf '%s\n' "$charset" >"$t/want"
	cp "$t/out" "$t/all"
	cut -f1-3 "$t/all" |
	    sed -n 's/^-	\(.*\)	[01]\.[0-9][0-9]$/\1/p' >"$t/out"
	want=0
	ok "$name" same
	ok '... in one line' test "$(wc -l <"$t/all")" -eq 1
}

for qing in $QING $SHORT_READS
do
ok "this is $qing" test -x "$qing"
is 'nothing' 0 '' '-\tUS-ASCII\t1.00\n' --detect
is 'ASCII' 0 'abc\n' '-\tUS-ASCII\t1.00\n' --detect
is 'ASCII with an escape sequence' 0 'a\033[1mb\n' '-\tUS-ASCII\t1.00\n' --detect
is 'a NUL in ASCII' 0 'a\0b\n' '-\tUS-ASCII\t1.00\n' --detect
is 'UTF-8' 0 "a$utf8\n" '-\tUTF-8\t1.00'"$simplified"'\n' --detect
is 'UTF-8 with a mark' 0 "\357\273\277a$utf8\n" '-\tUTF-8\t1.00'"$simplified"'\n' --detect
found 'GBK' "$gbk3" GB18030
found 'GBK without a line end' "$gbk" GB18030
found 'GBK and a NUL' "$gbk3\0$gbk3" GB18030
found 'Big5' "$big5\n$big5\n" Big5
is 'UTF-16LE' 0 "$utf16le" '-\tUTF-16LE\t1.00'"$simplified"'\n' --detect
is 'UTF-16BE' 0 "$utf16be" '-\tUTF-16BE\t1.00'"$simplified"'\n' --detect
is 'UTF-32LE' 0 "$utf32le" '-\tUTF-32LE\t1.00'"$simplified"'\n' --detect
is 'data' 0 "$data" '-\tunknown\t0.00\n' --detect
silent
is 'UTF-8 cut short' 0 "$utf8$utf8$utf8" '-\tUTF-8\t1.00'"$simplified"'\n' --detect

is 'lines: nothing' 0 '' '' -l --detect
is 'lines' 0 "a\n\n$utf8\n" \
    '-:1\tUS-ASCII\t1.00\n-:2\tUS-ASCII\t1.00\n-:3\tUTF-8\t1.00'"$simplified"'\n' --detect -l
is 'lines: no last line end' 0 "a\n$utf8" \
    '-:1\tUS-ASCII\t1.00\n-:2\tUTF-8\t1.00'"$simplified"'\n' --detect -l
is 'NUL: records' 0 "a\nb\0$utf8\n\0\0" \
    '-:1\tUS-ASCII\t1.00\n-:2\tUTF-8\t1.00'"$simplified"'\n-:3\tUS-ASCII\t1.00\n' --detect -z
is 'a mark of UTF-16: one record' 0 "$utf16le\n\0\n\0" \
    '-:1\tUTF-16LE\t1.00'"$simplified"'\n' --detect -l

# The script of Chinese text; shares are rounded down.
script() {
	is "$1" 0 "$2\n" "-\tUTF-8\t1.00$3\n" --detect
}
script 'nothing that tells' '山中有人' ''
script 'a decorative kana' '优の良品' "$simplified"
script 'traditional' '這裡沒有什麼說明，皇后' '\ttraditional\t1.00\t0.00'
script 'simplified' '这里没有什么说明，國' '\tsimplified\t0.20\t0.80'
script 'mixed' '这裡沒有什么說明，他們说要來' '\tmixed\t0.62\t0.37'
script 'a quotation' '这里没有什么说明，你们应该问问别的人。这个时候还没有开门，'\
'来得太早了。门上写着「來時請說」四个字。' '\tsimplified\t0.16\t0.83'
script 'Japanese' '東京は日本の首都である。' ''
script 'Korean' '第一條 大韓民國은 民主共和國이다.' ''
script 'a Japanese quotation' '他说：「東京は日本の首都である。」我们都听见了。' \
    "$simplified"
is 'the script of each line' 0 '國家\n国家\n\n山\n' \
    '-:1\tUTF-8\t1.00\ttraditional\t1.00\t0.00\n-:2\tUTF-8\t1.00\tsimplified\t0.00\t1.00\n-:3\tUS-ASCII\t1.00\n-:4\tUTF-8\t1.00\n' \
    -l --detect
printf "$gbk3$gbk3" >"$t/in"
ok 'the script of GBK' run 0 "$qing" --detect "$t/in"
ok '... is simplified' grep "	simplified	0\.00	1\.00\$" "$t/out"
printf "$big5\n$big5\n" >"$t/in"
ok 'the script of Big5' run 0 "$qing" --detect "$t/in"
ok '... is traditional' grep "	traditional	1\.00	0\.00\$" "$t/out"
is 'the script of windows: sums' 0 '國家\n国家\n說說\n说说\n' \
    '-\tUTF-8\t1.00\tmixed\t0.50\t0.50\n' --detect --max-record 7

# Windows: a line of $gbk is 51 bytes, of $big5 51, of $utf8 25.
is 'windows of UTF-8' 0 "abc\n$utf8\n$utf8\nabc\n" '-\tUTF-8\t1.00'"$simplified"'\n' \
    --detect --max-record 25
is 'windows of ASCII' 0 'abc\nabc\n' '-\tUS-ASCII\t1.00\n' \
    --detect --max-record 4
found 'windows of GBK' "abc\n$gbk3$gbk3" GB18030 --max-record 60
for tail in "$gbk3$gbk3" "$gbk3\0\n$gbk3"
do
	found 'windows: the start does not decide' "$big5\n$tail" GB18030 \
	    --max-record 60
done
found 'windows: nor when it is UTF-8' "$utf8\n$gbk3$gbk3" GB18030 \
    --max-record 60
found 'windows: nor when it is ASCII' "abc\nabc\n$gbk\n" GB18030 --max-record 51
found 'windows: UTF-8 after others' \
    "$gbk\n$utf8\n$utf8\n$utf8\n$utf8\n$utf8\n$utf8\n$utf8\n$utf8\n$utf8\n" \
    UTF-8 --max-record 60
is 'windows: records' 0 "abc\n$utf8\n\0abc\nabc\n\0\0$utf8" \
    '-:1\tUTF-8\t1.00'"$simplified"'\n-:2\tUS-ASCII\t1.00\n-:3\tUS-ASCII\t1.00\n-:4\tUTF-8\t1.00'"$simplified"'\n' \
    --detect -z --max-record 25
found 'windows: binary ones' "$data\n$gbk3$gbk3" GB18030 --max-record 80

# Lines that are longer.
found 'a long line beside others' "$gbk3$gbk$gbk$gbk\n$gbk3" GB18030 \
    --max-record 60
says '^qing: standard input: record 1: a line is longer than --max-record'
is 'a long line, and no other' 0 "$gbk" '-\tunknown\t0.00\n' --detect \
    --max-record 40
says '^qing: standard input: record 1: a line is longer than --max-record'
is 'a long line, quietly' 0 "$gbk" '-\tunknown\t0.00\n' -q --detect \
    --max-record 40
silent
is 'a long line and ASCII' 0 "abc\n$gbk\n" '-\tunknown\t0.00\n' -q --detect \
    --max-record 40
is 'a long line of ASCII' 0 'abcdefghi\nabc\n' '-\tUS-ASCII\t1.00\n' --detect \
    --max-record 4
silent
for max in 1 2 3 5 7 24
do
	is "a long line of UTF-8: $max" 0 "$utf8\nabc\n" '-\tUTF-8\t1.00\n' \
	    --detect --max-record $max
	silent
	is "... that is cut: $max" 0 "$utf8\344\270" '-\tunknown\t0.00\n' \
	    --detect -q --max-record $max
done
is 'no surrogates in UTF-8' 0 'abc\355\240\200' '-\tunknown\t0.00\n' \
    --detect -q --max-record 2
is 'no long forms in UTF-8' 0 'abc\300\200' '-\tunknown\t0.00\n' \
    --detect -q --max-record 2
is 'no more than U+10FFFF in UTF-8' 0 'abc\364\220\200\200' \
    '-\tunknown\t0.00\n' --detect -q --max-record 2
is 'long lines are records' 0 "abc\n$gbk\nabc\n$utf8\n" \
    '-:1\tUS-ASCII\t1.00\n-:2\tunknown\t0.00\n-:3\tUS-ASCII\t1.00\n-:4\tUTF-8\t1.00\n' \
    -q --detect -l --max-record 10
is 'a mark speaks for any length' 0 "$utf16le$utf16le" \
    '-\tUTF-16LE\t1.00\n' --detect --max-record 5
silent
is '... in UTF-32 too' 0 "$utf32le" '-\tUTF-32LE\t1.00\n' --detect --max-record 5
silent
done
qing=$QING

# The same whatever is read at once.
i=0
while [ $i -lt 30 ]
do
	i=$((i + 1))
	case $((i % 6)) in
	0) printf "$gbk\n" ;;
	1) printf "$big5\r\n" ;;
	2) printf "abc$utf8\n" ;;
	3) printf "\n$data\n" ;;
	4) printf "abc\0" ;;
	5) printf "$gbk$gbk$gbk$gbk\n" ;;
	esac
done >"$t/mixed"
for arg in '' -l -z '--max-record 100' '-z --max-record 100' '--max-record 60'
do
	"$QING" --detect -q --json $arg <"$t/mixed" >"$t/want"
	for qing in $SHORT_READS
	do
		"$qing" --detect -q --json $arg <"$t/mixed" >"$t/out" 2>"$t/err"
		got=$? want=0
		ok "the same: ${qing##*/} $arg" same
	done
done
qing=$QING

# Files.
printf "$gbk3" >"$t/gbk"
printf 'abc' >"$t/ascii"
printf "$data" >"$t/data"
: >"$t/none"
cd "$t" || exit 99
case $QING in
/*) ;;
*) qing=$OLDPWD/$QING ;;
esac
is 'files' 0 "$utf8" 'ascii\tUS-ASCII\t1.00\nnone\tUS-ASCII\t1.00\n-\tUTF-8\t1.00'"$simplified"'\ndata\tunknown\t0.00\n' \
    --detect ascii none - data
is 'files: lines' 0 '' 'ascii:1\tUS-ASCII\t1.00\nascii:1\tUS-ASCII\t1.00\n' \
    --detect -l ascii none ascii
is 'files: a missing one' 2 '' 'ascii\tUS-ASCII\t1.00\nascii\tUS-ASCII\t1.00\n' \
    --detect ascii missing ascii
says '^qing: missing: No such file or directory$'
is 'files: a directory' 2 '' 'ascii\tUS-ASCII\t1.00\n' --detect . ascii
says '^qing: .: Is a directory$'
is 'an unknown one: keep' 0 '' 'data\tunknown\t0.00\n' --detect data
silent
is 'an unknown one: fail' 3 '' 'ascii\tUS-ASCII\t1.00\ndata\tunknown\t0.00\n' \
    --detect --on-error=fail ascii data
says '^qing: records: 2, unknown: 1$'
is 'an unknown one: fail, quietly' 3 '' 'data\tunknown\t0.00\n' \
    --detect -q --on-error=fail data
silent
is 'a known one: fail' 0 '' 'ascii\tUS-ASCII\t1.00\n' --detect \
    --on-error=fail ascii
silent
is 'trouble outranks an unknown one' 2 '' 'data\tunknown\t0.00\n' \
    --detect -q --on-error=fail missing data
is 'to a file' 0 'abc' '' --detect -o new
printf -- '-\tUS-ASCII\t1.00\n' >want
ok '... that has it' cmp want new
is 'not to the file itself' 2 '' '' --detect -o ascii ascii
says '^qing: ascii: is read and written at once$'

# Why.
ok 'verbose' run 0 "$qing" --detect -v gbk ascii
cp err said
ok '... what spoke for it' grep \
    '^qing: gbk: record 1: GB18030; GB18030 [1-9][0-9]* bits (model)' said
ok '... not for ASCII' sh -c '! grep ascii said'
ok '... how many' grep '^qing: records: 2, unknown: 0$' said
ok 'verbose, cleaning' run 0 "$qing" -v -p decode gbk
cp err said
ok '... what spoke for it' grep \
    '^qing: gbk: record 1: GB18030; GB18030 [1-9][0-9]* bits (model)' said
i=0; while [ $i -lt 50 ]; do i=$((i + 1)); printf "$gbk\n"; done >many
for arg in --detect '-p decode'
do
	ok "verbose, many records: $arg" run 0 "$qing" $arg -lv many
	cp err said
	ok '... few are named' test "$(grep -c ': record ' said)" -eq 20
done

# JSON.
is 'JSON: ASCII' 0 'abc' \
    '{"file":"-","charset":"US-ASCII","confidence":1.00,"bids":[]}\n' \
    --detect --json
is 'JSON: records' 0 'abc\n' \
    '{"file":"-","record":1,"charset":"US-ASCII","confidence":1.00,"bids":[]}\n' \
    --detect --json -l
is 'JSON: unknown' 0 "abcdef\300" \
    '{"file":"-","charset":null,"confidence":0.00,"bids":[]}\n' \
    --detect -q --json --max-record 5
is 'JSON: the script' 0 '國国国，这里か' \
    '{"file":"-","charset":"UTF-8","confidence":1.00,"bids":[{"charset":"UTF-8","by":"utf-8","bits":56}],"script":{"name":"simplified","han":5,"foreign":0,"traditional":1,"simplified":3,"switches":1,"kana":1,"hangul":0}}\n' \
    --detect --json
is 'JSON: no script' 0 '中か한' \
    '{"file":"-","charset":"UTF-8","confidence":1.00,"bids":[{"charset":"UTF-8","by":"utf-8","bits":24}],"script":{"name":null,"han":1,"foreign":1,"traditional":0,"simplified":0,"switches":0,"kana":1,"hangul":1}}\n' \
    --detect --json
ok 'JSON: bids' run 0 "$qing" --detect --json gbk
bid='{"charset":"[A-Za-z0-9_-]*","by":"[a-z0-9-]*","bits":-\{0,1\}[0-9]*}'
ok '... as they should be' grep -x '{"file":"gbk","charset":"GB18030",'\
'"confidence":[01]\.[0-9][0-9],"bids":\['"$bid\(,$bid\)*"'\],"script":{"name":"simplified",.*}}' out
odd=$(printf 'a"\\\t%b' "$utf8")
printf abc >"$odd"
is 'JSON: a name that needs escapes' 0 '' '{"file":"a\\"\\\\\\t'"$utf8"'","charset":"US-ASCII","confidence":1.00,"bids":[]}\n' \
    --detect --json "$odd"
bytes=$(printf '\326')
if printf abc 2>/dev/null >"$bytes"
then is 'JSON: a name in base64' 0 '' '{"file_bytes":"1g==","charset":"US-ASCII","confidence":1.00,"bids":[]}\n' \
    --detect --json "$bytes"
else skip 'JSON: a name in base64' 'no such names here'
fi
if python3 -c 'import json' 2>/dev/null
then
	"$qing" --detect --json -q --charset Big5 --max-record 60 gbk data \
	    none mixed "$odd" >lines
	"$qing" --detect --json -q -l --max-record 60 gbk data mixed >>lines
	cat >strict.py <<'END'
import json, sys

def members(pairs):
	assert len(dict(pairs)) == len(pairs), pairs
	return dict(pairs)

n = 0
for line in open('lines', encoding='utf-8', newline='\n'):
	r = json.loads(line, object_pairs_hook=members)
	names = list(r)
	names.remove('record') if 'record' in r else None
	names.remove('script') if 'script' in r else None
	assert names == ['file', 'charset', 'confidence', 'bids'], names
	assert r.get('record', 1) > 0 and 0 <= r['confidence'] <= 1
	bits = [b['bits'] for b in r['bids']]
	assert bits == sorted(bits, reverse=True), bits
	assert all(list(b) == ['charset', 'by', 'bits'] for b in r['bids'])
	script = r.get('script', {'han': 1})
	assert all(script[k] >= 0 for k in script if k != 'name'), script
	assert (r['charset'] is None) == (r['confidence'] == 0)
	n += 1
assert n > 20, n
END
	ok 'JSON: strictly' python3 strict.py
else
	skip 'JSON: strictly' 'no python3'
fi
is 'JSON of nothing' 2 '' '' --json
says '^qing: --json: only with --detect$'

# What does not go together.
for arg in -ptidy -s --keep=nav --drop=nav --log=log
do
	is "detect and clean: $arg" 2 '' '' $arg --detect
	says '^qing: --detect: cleans nothing, so not with --[a-z]*$'
done
ok '... and no log is made' test ! -e log

# What is known before.
declared=',"by":"declared",'
for arg in '--charset Big5' --charset=BIG5 '--content-type text/html;charset=Big5' \
    '--charset Big5 --content-type text/html;charset=GB18030' \
    '--content-type text/html;charset=GB18030 --charset Big5'
do
	ok "declared: $arg" run 0 "$qing" $arg --detect --json gbk
	cp out said
	ok '... counts' grep '{"charset":"Big5"'$declared said
	ok '... but not for much' grep '"charset":"GB18030","confidence"' said
	is '... and not at all for UTF-8' 0 "$utf8" '-\tUTF-8\t1.00'"$simplified"'\n' \
	    $arg --detect
	is '... nor for ASCII' 0 "abc" '-\tUS-ASCII\t1.00\n' $arg --detect
	is '... cleaning too' 0 "a$utf8" "a$utf8" $arg -p decode
done
for max in 60 1000
do
	"$qing" --charset Big5 --detect --json --max-record $max gbk |
	    sed 's/.*"declared","bits":\([0-9]*\).*/\1/'
done >bits
ok '... once, not once a window' test "$(sort -u bits | wc -l)" -eq 1
for arg in nope text/html "$(printf '\326')" \
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
do
	is "no such charset: $arg" 2 'abc' '' --charset "$arg"
	says "^qing: --charset: no known charset: $arg\$"
	is "no such charset: $arg" 2 'abc' '' --detect --charset "$arg"
done
for arg in text/html 'text/html; charset=nope' x 'text/html; charset='
do
	is "a server knows nothing: $arg" 0 'abc' 'abc' -p decode \
	    --content-type "$arg"
	says "^qing: --content-type: no known charset: $arg\$"
	is '... quietly' 0 'abc' 'abc' -p decode -q --content-type "$arg"
	silent
done
is 'nothing is known' 0 'abc' 'abc' -p decode --charset= --content-type=
silent

# What can be known.
ok 'encodings' run 0 "$qing" --list-encodings
cp out list
for name in UTF-8 UTF-16LE GB18030 Big5
do
	ok "... among them $name" grep -x "$name" list
done
ok '... each once' test "$(sort -u list | wc -l)" -eq "$(wc -l <list)"
ok '... names only' sh -c '! grep -v "^[A-Za-z0-9_-]*$" list'
while read -r name
do
	"$qing" --charset "$name" </dev/null >out 2>err || echo "$name"
done <list >unknown
ok '... all can be declared' test ! -s unknown

# The log says what bytes were read as.
ok 'the log' run 0 "$qing" -p 'decode tidy' --log log -o new gbk
ok '... of decode' grep '"rule":"decode.charset","score":[0-9]*,"charset":"GB18030","before_bytes":' log
is 'the log of others' 0 "$utf8\1" '{"record":1,"at":24,"len":1,"rule":"tidy.control","score":1000,"before":"\\u0001","after":""}\n' \
    -p 'decode tidy' -o new --log -

# Output that fails.
i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); echo abc; done >big
if [ -w /dev/full ]
then
	for arg in gbk '-l big' '--json -l big'
	do
		ok "/dev/full: $arg" run 2 sh -c \
		    '"$@" >/dev/full' - "$qing" --detect $arg
		says '^qing: standard output: No space left on device$'
	done
	ok '/dev/full: --list-encodings' run 2 sh -c \
	    '"$@" >/dev/full' - "$qing" --list-encodings
	says '^qing: standard output: No space left on device$'
else
	skip 'a full device' 'there is none'
fi
for arg in -l '-l --json' '-l --line-buffered'
do
	{ (trap '' PIPE
	    "$qing" --detect $arg big big big 2>err
	    echo $? >status); } | head -c 1 >/dev/null
	ok "closed pipe: $arg" grep -x 141 status
	silent
done
ok 'closed: standard input' run 2 sh -c '"$1" --detect <&-' - "$qing"
says '^qing: standard input: '
ok '... says nothing of it' test ! -s out
cd - >/dev/null
done_testing
