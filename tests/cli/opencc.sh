#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# With the dictionaries of the opencc that is installed in the place of ours,
# convert does what that opencc does, to the byte.  It is compared by lines and
# on standard input, for with -i it cuts phrases at the edges of its blocks.
# s2twp is left out: it takes Taiwan's words and its variants in two steps.
# OPENCC_TEXTS='FILES' are more texts to compare, in UTF-8.
. "${srcdir:-.}/tests/cli/lib.sh"
export LC_ALL=C
src=${srcdir:-.}

nothing() {
	echo "1..0 # SKIP $1"
	exit 0
}
command -v opencc >/dev/null || nothing 'no opencc'
command -v opencc_dict >/dev/null || nothing 'no opencc_dict'
${TEST_CC:=cc} --version >/dev/null 2>&1 || nothing 'no C compiler'
for dir in "${OPENCC_DATA-}" /usr/share/opencc /usr/local/share/opencc; do
	[ -e "$dir/TSPhrases.ocd2" ] && break
done
[ -e "$dir/TSPhrases.ocd2" ] || nothing 'no dictionaries, try OPENCC_DATA'

# The tables of data/convert and the dictionaries for them, of which an opencc
# has some.  What two dictionaries have is the first one's.
tables='
t2s_phrases TSPhrases
t2s_chars TSCharacters
s2t_phrases STPhrases
s2t_chars STCharacters
s2t_regional STPhrases_GeneratedFromRegionalPhrases
tw2t_phrases TWVariantsRevPhrases
tw2t_chars TWVariantsRev
tw2tp_phrases TWPhrasesRev
t2tw_phrases TWVariantsPhrases
t2tw_chars TWVariants
hk2t_phrases HKVariantsRevPhrases
hk2t_chars HKVariantsRev
t2hk_phrases HKVariantsPhrases
t2hk_chars HKVariants
t2jp_chars JPVariants JPShinjitaiCharactersRev
jp2t_phrases JPShinjitaiPhrases
jp2t_chars JPShinjitaiCharacters JPVariantsRev'

# table NAME DICTIONARY...: the table that they make.  Phrases are kept when
# they change nothing, for they still end others.
table() {
	tab=$1; shift
	for dict; do
		[ -e "$dir/$dict.ocd2" ] || continue
		opencc_dict -i "$dir/$dict.ocd2" -f ocd2 -t text -o "$t/text" \
		    >"$t/err" 2>&1 && cat "$t/text"
	done | awk -F'\t' -v name="$tab" '
		{ sub(/ .*/, "", $2) }
		!seen[$1]++ && ($1 != $2 || name !~ /_chars/) {
			print $1 "\t" $2
		}' | sort >"$t/$tab.tsv"
}

# build: the program with these tables.  What reads the table made of them is
# compiled where no other is beside it.
build() {
	while read -r row; do
		[ "$row" ] && table $row
	done <<-EOF
	$tables
	EOF
	set -- $MODEL_FILES
	for file in $CONVERT; do
		tab=${file##*/}
		case $tab in
		hant_*.tsv)
			set -- "$@" "$src/$file" ;;
		*_*.tsv)
			# What opencc does not have is for no text.
			[ -s "$t/$tab" ] ||
			    printf '\356\200\200\t\356\200\201\n' >"$t/$tab"
			set -- "$@" "$t/$tab" ;;
		*)
			set -- "$@" "$src/$file" ;;
		esac
	done
	src/gen/gentab convert "$@" >"$t/tab_convert.h" &&
	cp $(grep -l '"tab_convert.h"' "$src"/src/lib/*.[ch]) "$t" &&
	$TEST_CC -DHAVE_CONFIG_H -I"$t" -I. -Isrc/lib -I"$src/src/lib" \
	    -I"$src/include" -o "$t/qing" "$t"/*.c "$src/src/cli/records.c" \
	    libcli.a .libs/libcore.a $TEST_LIBS
}

# same MODE FILE: both make the same of it
same() {
	opencc -c "$1.json" <"$2" >"$t/want" &&
	"$t/qing" -p "convert=$1" <"$2" >"$t/got" &&
	cmp "$t/want" "$t/got" && return
	diff "$t/want" "$t/got" | cut -c 1-300 | head -n 20
	return 1
}

# Newer than some opencc are the folding of compatibility ideographs and the
# care for ideographic description sequences, so texts have neither.
plain() {
	cont=$(printf '[\200-\277]')
	sed -e "s/$(printf '\342\277[\260-\277]')//g" \
	    -e "s/$(printf '\357[\244-\253]')$cont//g" \
	    -e "s/$(printf '\360\257[\240-\250]')$cont//g" "$@"
}

# lines TABLE...: made of the keys of the tables: each alone; each cut anywhere
# and another before or behind it; and those that overlap.  Of a large table a
# part, for opencc is slow.
lines() {
	char=$(printf '[\300-\377][\200-\277]*')
	for tab; do
		cut -f1 "$t/$tab.tsv"
	done | sed "s/$char/&	/g" | awk -F'\t' '
		{
			n[NR] = NF - 1
			for (i = 1; i < NF; i++)
				at[NR, i] = $i
			if (NF > 2)
				first[$1] = first[$1] " " NR
		}
		function part(k, from, to,  i, s) {
			for (i = from; i <= to; i++)
				s = s at[k, i]
			return s
		}
		function join(k, other,  i, j, m, whole, fits) {
			whole = part(other, 1, n[other])
			print part(k, 1, n[k]) whole
			for (i = 1; i < n[k]; i++) {
				print part(k, 1, i) whole
				print whole part(k, i + 1, n[k])
			}
			for (i = 2; i <= n[k]; i++) {
				m = split(first[at[k, i]], fits, " ")
				for (j = 1; j <= m && j <= 20; j++)
					print part(k, 1, i - 1) \
					    part(fits[j], 1, n[fits[j]])
			}
		}
		END {
			for (k = 1; k <= NR; k++) {
				print part(k, 1, n[k])
				if (NR < 10000 || k % 20 == 0)
					join(k, k * 7919 % NR + 1)
			}
		}'
}

# mode MODE TABLE...: what it is made of
mode() {
	mode=$1; shift
	lines "$@" | plain >"$t/lines"
	ok "$mode: lines made of words" same $mode "$t/lines"
	tr -d '\n' <"$t/lines" >"$t/line"
	echo >>"$t/line"
	ok "$mode: all in one line" same $mode "$t/line"
	for text in "$src"/seeds/*.txt "$src"/seeds/*/*.txt ${OPENCC_TEXTS-}; do
		plain "$text" >"$t/text"
		ok "$mode: ${text#"$src/"}" same $mode "$t/text"
	done
}

ok 'build with other dictionaries' build
[ -x "$t/qing" ] || { done_testing; exit; }
t2s='t2s_phrases t2s_chars'
s2t='s2t_phrases s2t_chars'
tw2t='tw2t_phrases tw2t_chars'
hk2t='hk2t_phrases hk2t_chars'
mode t2s $t2s
mode s2t $s2t
mode tw2s $tw2t $t2s
mode tw2sp tw2tp_phrases $tw2t $t2s
mode hk2s $hk2t $t2s
mode s2tw $s2t t2tw_chars
mode s2hk $s2t t2hk_chars
mode tw2t $tw2t
mode hk2t $hk2t
mode t2tw t2tw_chars
mode t2hk t2hk_chars
mode t2jp t2jp_chars
mode jp2t jp2t_phrases jp2t_chars
done_testing
