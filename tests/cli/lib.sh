# SPDX-License-Identifier: Apache-2.0
# lib.sh - what the tests of the program share; TAP.  POSIX sh, no more.
set -u
n=0
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT
qing=$QING

# ok NAME COMMAND...: a test is a command that succeeds
ok() {
	name=$1; shift; n=$((n + 1))
	if "$@" >"$t/ok" 2>&1
	then echo "ok $n - $name"
	else echo "not ok $n - $name"; sed 's/^/# /' "$t/ok"
	fi
}

skip() {
	n=$((n + 1)); echo "ok $n - $1 # SKIP $2"
}

# is NAME STATUS IN OUT [OPTION]...: printf(1) escapes in IN and OUT
is() {
	name=$1 want=$2; printf -- "$3" >"$t/in"; printf -- "$4" >"$t/want"; shift 4
	"$qing" "$@" <"$t/in" >"$t/out" 2>"$t/err"; got=$?
	ok "$name" same
}

same() {
	[ $got = "$want" ] && cmp -s "$t/want" "$t/out" && return
	echo "status $got, wanted $want"
	echo 'standard error:'; cat "$t/err"
	echo 'wanted:'; od -c "$t/want"
	echo 'got:'; od -c "$t/out"
	return 1
}

# says PATTERN: and on standard error there was this
says() {
	ok "... and says so" grep -e "$1" "$t/err"
	cat "$t/err" >"$t/ok"
}

silent() {
	ok "... and says nothing" test ! -s "$t/err"
}

# run STATUS COMMAND...: for commands that is() is too narrow for
run() {
	want=$1; shift
	"$@" >"$t/out" 2>"$t/err"; got=$?
	[ $got = "$want" ] && return
	echo "status $got, wanted $want"; cat "$t/err"
	return 1
}

done_testing() {
	echo "1..$n"
}
