# SPDX-License-Identifier: Apache-2.0
# convert.sh - the part of bench.sh about convert: speed, start and memory
#
# Its peers are the opencc that is installed, and a newer one:
# OPENCC142='/DIR/opencc --path /DIR/data', or else opencc-js if node finds it
# in NODE_PATH.

row_of() { printf '%-44s %8s %s\n' "$2" "$3" "$1"; }

# ms COMMAND...: wall time of nothing to do, the median of many
ms() {
	local i from
	for ((i = 0; i < 41; i++)); do
		from=${EPOCHREALTIME/./}
		"$@" </dev/null >/dev/null 2>&1
		echo $((${EPOCHREALTIME/./} - from))
	done | sort -n | awk 'NR == 21 { printf "%.1f\n", $1 / 1000 }'
}

# rss FILE COMMAND...: the most memory it ever had, in MB
rss() {
	local file=$1
	shift
	command time -f %M "$@" 2>&1 >/dev/null <"$file" |
	    awk 'END { printf "%.1f\n", $1 * 1024 / 1e6 }'
}

# The peers of convert, and how the second one is called.
newer=(${OPENCC142-}) newer_name='' js=
if [ ${#newer[@]} -gt 0 ]; then
	newer_name='OpenCC 1.4.2'
	if [ "$(printf '\346\274\242' | "${newer[@]}" -c t2s.json)" != \
	    "$(printf '\346\261\211')" ]; then
		echo "OPENCC142 does not convert: $OPENCC142"
		newer=()
	fi
elif command -v node >/dev/null; then
	js="const o = require('opencc-js'), fs = require('fs');
	const [from, to] = { t2s: ['t', 'cn'], tw2s: ['tw', 'cn'],
	    hk2s: ['hk', 'cn'], s2t: ['cn', 't'], s2twp: ['cn', 'twp']
	    }[process.argv[1].split('.')[0]];
	process.stdout.write(o.Converter({ from, to })(
	    fs.readFileSync(0, 'utf8')));"
	newer=(node -e "$js")
	newer_name=$(node -p "'opencc-js ' + JSON.parse(require('fs').readFileSync(
	    require.resolve('opencc-js').replace(/dist.*/, 'package.json')
	    )).version" 2>/dev/null) || newer=()
fi

has() { "$qing" -p "convert=$1" </dev/null 2>/dev/null; }

# convert_mode MODE FILE FILE10: qing beside its peers; FILE10 is for those
# that are slow
convert_mode() {
	local mode=$1 a b note=
	has "$mode" || return 0
	a=$(mbs "$2" "$qing" -p "convert=$mode")
	if [ "$opencc" ] && [ "$3" ]; then
		b=$(mbs "$3" opencc -c "$mode.json")
		row "opencc -c $mode.json" "$b"
		note=$(times "$a" "$b" opencc)
	fi
	if [ ${#newer[@]} -gt 0 ] && [ "$3" ]; then
		if [ "$js" ]; then
			b=$(mbs "$2" "${newer[@]}" "$mode")
		else
			b=$(mbs "$2" "${newer[@]}" -c "$mode.json")
		fi
		row "$newer_name, $mode" "$b"
		note="$note${note:+, }$(times "$a" "$b" "$newer_name")"
	fi
	row "qing -p convert=$mode" "$a" "$note"
}

opencc=
if command -v opencc >/dev/null; then
	opencc=yes
else
	echo 'opencc is not here to compare'
fi
[ ${#newer[@]} -gt 0 ] ||
    echo 'a newer OpenCC is not here to compare: OPENCC142, NODE_PATH'
for mode in t2s tw2s hk2s; do
	convert_mode $mode "$dir/trad" "$dir/trad10"
done
convert_mode hans "$dir/trad" ''
for mode in s2t s2twp; do
	convert_mode $mode "$dir/clean" "$dir/clean10"
done
convert_mode hant "$dir/clean" ''
for mode in t2s s2twp; do
	has $mode || continue
	row_of ms "qing -p convert=$mode, nothing to do" \
	    "$(ms "$qing" -p "convert=$mode")"
	if [ "$opencc" ]; then
		row_of ms "opencc -c $mode.json, nothing to do" \
		    "$(ms opencc -c "$mode.json")"
	fi
done
type -P time >/dev/null || echo 'time(1) is not here to measure memory'
for mode in t2s s2twp; do
	type -P time >/dev/null || break
	has $mode || continue
	row_of MB "qing -p convert=$mode, memory" \
	    "$(rss "$dir/trad" "$qing" -p "convert=$mode")"
	row_of MB "qing -l -p convert=$mode, memory" \
	    "$(rss "$dir/trad" "$qing" -l -p "convert=$mode")"
	if [ "$opencc" ]; then
		row_of MB "opencc -c $mode.json, memory" \
		    "$(rss "$dir/trad10" opencc -c "$mode.json")"
	fi
done
