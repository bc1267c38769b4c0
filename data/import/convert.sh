#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# convert.sh - make the tables of data/convert from OpenCC's dictionaries
#
#	npm pack opencc@1.4.2
#	data/import/convert.sh opencc-1.4.2.tgz
#
# Only the first value of an entry is what OpenCC converts to; the others are
# for people.  Characters that are their own value are left out.
set -eu
export LC_ALL=C
package=${1:?usage: convert.sh opencc-1.4.2.tgz}
want=5b5e89fb0aeb98963892203f3665611816b4c2e22b1131ee74ccba2976de4515
test "$(sha256sum <"$package" | cut -d' ' -f1)" = $want || {
	echo "convert.sh: $package is not the release that was looked at" >&2
	exit 1
}
here=$(dirname "$0")/../convert

# import DICTIONARY TABLE WHAT-IT-IS
import() {
	dict=package/data/dictionary/$1.txt
	sum=$(tar -xzOf "$package" "$dict" | sha256sum | cut -d' ' -f1)
	{
		echo "# $3"
		echo "# from<TAB>to, sorted by bytes."
		echo "# Source: OpenCC 1.4.2, npm package opencc, file $1.txt,"
		echo "# sha256 $sum"
		echo "# Licence: Apache-2.0, (c) Carbo Kuo and contributors."
		echo "# Made by data/import/convert.sh.  Do not edit."
		tar -xzOf "$package" "$dict" | awk -F'\t' '
			/^#/ || /^$/ { next }
			{ sub(/ .*/, "", $2) }
			$1 != $2 || keep { print $1 "\t" $2 }
		' keep="$4" | sort
	} >"$here/$2.new"
	mv "$here/$2.new" "$here/$2"
}

import CJK_Compatibility_Ideographs compat.tsv \
    'CJK compatibility ideographs and what they stand for.' 0
import TSCharacters t2s_chars.tsv \
    'Traditional characters and their simplified forms.' 0
import TSPhrases t2s_phrases.tsv \
    'Phrases in which a character is not simplified as it is alone.' 1
