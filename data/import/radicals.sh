#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# radicals.sh - make data/radicals.tsv from the Unicode Character Database
#
#	data/import/radicals.sh /usr/share/unicode/EquivalentUnifiedIdeograph.txt
#
# The file gives ranges now and then; strokes (U+31C0 on) are left out.  One is
# ours: U+2FAD is in fonts what everybody writes, not the old form of it.
set -eu
export LC_ALL=C
file=${1:?usage: radicals.sh EquivalentUnifiedIdeograph.txt}
out=$(dirname "$0")/../radicals.tsv
{
	echo '# Radicals that look as ordinary ideographs do, and those.'
	echo '# from<TAB>to, code points in hexadecimal, sorted.'
	echo '# Source: Equivalent_Unified_Ideograph of the Unicode Character Database,'
	sed -n 's/^# \(EquivalentUnifiedIdeograph-.*\)/# \1,/p' "$file"
	echo "# sha256 $(sha256sum <"$file" | cut -d' ' -f1);"
	echo '# U+2FAD is ours.  Licence: Unicode License v3; a table of facts.'
	echo '# Made by data/import/radicals.sh.  Do not edit.'
	awk -F'[ ;]+' '
		function hex(s,  i, n) {
			for (i = 1; i <= length(s); i++)
				n = n * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
			return n
		}
		/^2[EF]/ {
			n = split($1, r, "[.][.]")
			for (c = hex(r[1]); c <= hex(r[n]); c++)
				print sprintf("%04X", c) "\t" (c == hex("2FAD") ? "9752" : $2)
		}
	' "$file"
} >"$out.new"
mv "$out.new" "$out"
