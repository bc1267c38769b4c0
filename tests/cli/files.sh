#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Files that are read and written, and what can go wrong with them.
. "${srcdir:-.}/tests/cli/lib.sh"

han='\346\274\242' zw='\342\200\213'
z="$han$zw$han" c="$han$han"
printf "1$z\n" >"$t/one"
printf "2$z" >"$t/two"
: >"$t/none"

is 'a file' 0 'not read' "1$c\n" -p tidy "$t/one"
is 'files' 0 '' "2${c}1$c\n2$c" -p tidy "$t/two" "$t/one" "$t/none" "$t/two"
is 'files: records end with them' 0 '' "2${c}1$c\n" -lvp tidy "$t/two" "$t/one"
says '^qing: records: 2, changed: 2, '
is 'standard input among files' 0 "0$z\n" "1$c\n0$c\n2$c" \
    -p tidy "$t/one" - "$t/two"
is 'standard input twice is empty then' 0 "0$z\n" "0$c\n" -p tidy - -
is 'options behind files' 0 '' "1$c\n" "$t/one" -p tidy
is 'no options behind --' 2 '' "1$c\n" -p tidy -- "$t/one" -l
says '^qing: -l: No such file'

is 'a missing file' 2 '' "1$c\n2$c" -p tidy "$t/one" "$t/missing" "$t/two"
says "^qing: $t/missing: No such file or directory\$"
is 'a directory' 2 '' "1$c\n2$c" -p tidy "$t/one" "$t" "$t/two"
says "^qing: $t: Is a directory\$"
: >"$t/secret"; chmod 0 "$t/secret"
if cat "$t/secret" 2>/dev/null
then skip 'an unreadable file' 'all files are readable to us'
else
	is 'an unreadable file' 2 '' "1$c\n" -p tidy "$t/secret" "$t/one"
	says "^qing: $t/secret: Permission denied\$"
fi
is 'trouble outranks bad text' 2 '\326' '\326' \
    -p tidy --on-error=fail "$t/missing" -

# Output.
printf 'longer than what comes\n' >"$t/new"
is 'to a file' 0 "$z" '' -p tidy -o "$t/new"
printf "$c" >"$t/want"
ok '... and nothing else is left there' cmp "$t/want" "$t/new"
is 'to standard output' 0 "$z" "$c" -p tidy -o -
is 'to a file that cannot be' 2 "$z" '' -p tidy -o "$t/missing/new"
says "^qing: $t/missing/new: No such file or directory\$"
is 'to a directory' 2 "$z" '' -p tidy -o "$t"
says "^qing: $t: Is a directory\$"
is 'an empty file from an empty one' 0 '' '' -p tidy -o "$t/new"
ok '... is there' test ! -s "$t/new"
if [ -w /dev/null ]
then is '/dev/null can be both' 0 '' '' -p tidy -o /dev/null /dev/null
fi

# A file that is read is not written.
cp "$t/one" "$t/both"
ln "$t/both" "$t/link"
ln -s both "$t/symlink"
for both in both link symlink ../${t##*/}/both
do
	is "-o is an input: $both" 2 '' '' -p tidy -o "$t/$both" "$t/two" "$t/both"
	says "^qing: $t/both: is read and written at once\$"
	is "--log is an input: $both" 2 '' '' -p tidy --log "$t/$both" "$t/both"
	says "^qing: $t/both: is read and written at once\$"
done
ok 'standard output is an input' run 2 sh -c \
    '"$1" -p tidy "$2" >>"$2"' - "$qing" "$t/both"
says "^qing: $t/both: is read and written at once\$"
ok 'standard output is standard input' run 2 sh -c \
    '"$1" -p tidy <"$2" >>"$2"' - "$qing" "$t/both"
says '^qing: standard input: is read and written at once$'
ok '-o is standard input' run 2 sh -c \
    '"$1" -p tidy -o "$2" <"$2"' - "$qing" "$t/both"
says '^qing: standard input: is read and written at once$'
ok '... and the file is as it was' cmp "$t/one" "$t/both"

# Output that fails.
big() {
	i=0
	while [ $i -lt 2000 ]
	do
		i=$((i + 1))
		echo 'a line that is long enough for all of this to fill a pipe'
	done
}
big >"$t/big"
if [ -w /dev/full ]
then
	for arg in "-p tidy $t/one" "-p tidy $t/big" "-lp tidy $t/big" --help \
	    --version --list-rules
	do
		ok "/dev/full: $arg" run 2 sh -c \
		    '"$@" >/dev/full' - "$qing" $arg
		says '^qing: standard output: No space left on device$'
	done
	is '-o /dev/full' 2 "$z" '' -p tidy -o /dev/full
	says '^qing: /dev/full: No space left on device$'
	is '--log /dev/full' 2 "$z" "$c" -p tidy --log /dev/full
	says '^qing: /dev/full: No space left on device$'
	is 'nothing fits even there' 0 '' '' -p tidy -o /dev/full
else
	skip 'a full device' 'there is none'
fi

# A file that may not grow: the first write is cut short, the second fails.
limit='trap "" XFSZ && ulimit -f 8'
if sh -c "$limit" 2>/dev/null
then
	ok 'a file that is full' run 2 sh -c "$limit"'
	    "$1" -p tidy "$2" >"$3"' - "$qing" "$t/big" "$t/full"
	says '^qing: standard output: File too large$'
	ok '... with what fitted' test -s "$t/full"
else
	skip 'a file that is full' 'files cannot be limited'
fi

# closed STATUS PATTERN COMMAND: what the shell closes
closed() {
	ok "closed: $3" run "$1" sh -c "$3" - "$qing" "$t/one"
	[ -z "$2" ] || says "$2"
}
closed 2 '^qing: standard input: ' '"$1" -p tidy <&-'
closed 2 '^qing: standard output: ' '"$1" -p tidy "$2" >&-'
closed 2 '^qing: standard output: ' '"$1" -p tidy "$2" >&- <&-'
closed 0 '' '"$1" -p tidy "$2" <&-'
closed 0 '' '"$1" -p tidy "$2" 2>&-'
closed 2 '' '"$1" -p tidy "$2" nope 2>&-'
closed 2 '^qing: standard output: ' '"$1" --help >&-'
closed 0 '' '"$1" -p tidy -o /dev/null "$2" >&- <&-'

# Nobody reads on.
for arg in '' -l --line-buffered
do
	{ "$qing" $arg -p tidy "$t/big" "$t/big" "$t/big" 2>"$t/err"
	    echo $? >"$t/status"; } | head -c 1 >/dev/null
	ok "closed pipe: $arg" grep -x 141 "$t/status"
	silent
	{ (trap '' PIPE
	    "$qing" $arg -p tidy "$t/big" "$t/big" "$t/big" 2>"$t/err"
	    echo $? >"$t/status"); } | head -c 1 >/dev/null
	ok "closed pipe, SIGPIPE ignored: $arg" grep -x 141 "$t/status"
	silent
done

# A record is written before the next is there.
if mkfifo "$t/to" "$t/from" 2>/dev/null
then
	"$qing" -lp tidy --line-buffered <"$t/to" >"$t/from" &
	pid=$!
	{ sleep 20; kill $pid; } >/dev/null 2>&1 &	# or we wait for ever
	dog=$!
	exec 3>"$t/to" 4<"$t/from"
	printf "$z\n" >&3
	read -r line <&4
	ok 'line-buffered' test "$line" = "$(printf "$c")"
	exec 3>&-
	wait $pid
	exec 4<&-
	kill $dog 2>/dev/null
else
	skip 'line-buffered' 'no named pipes here'
fi
done_testing
