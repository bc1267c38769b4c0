#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""model.py t2s_chars.tsv SINGLES PAIRS text... >model.tsv

How often characters and pairs of them stand in clean Chinese text.  Each
traditional character counts as its simplified one, so that one table serves
both.  Only what every source could have is counted: ideographs, and the
marks and letters of the CJK and full width blocks; the most frequent stay.
"""
import collections
import sys

fold = {}
for line in open(sys.argv[1], encoding="utf-8"):
    if line[0] != "#":
        part = line.rstrip("\n").split("\t")
        fold[ord(part[0])] = part[1].split(" ")[0]
singles, pairs = collections.Counter(), collections.Counter()
for name in sys.argv[4:]:
    for line in open(name, encoding="utf-8"):
        line = line.rstrip("\n").translate(fold)
        singles.update(line)
        pairs.update(map("".join, zip(line, line[1:])))


def counted(key):
    return all(0x2000 <= ord(c) < 0xe000 or 0xff00 <= ord(c) < 0xfff0 for c in key)


print("# How often characters, and pairs of them, stand in clean Chinese text;")
print("# traditional characters counted as their simplified ones.")
print("# characters<TAB>count; single ones first, then pairs, each by count.")
print("# Source: own counts over 48 MB of statutes, parliamentary transcripts,")
print("# verse, technical documentation and scripture, half of it simplified,")
print("# half traditional.  Counts are facts; licence Apache-2.0.")
kept = [(k, n) for k, n in singles.items() if counted(k)]
kept = sorted(kept, key=lambda r: (-r[1], r[0]))[:int(sys.argv[2])]
known = {k for k, n in kept}
rows = [(k, n) for k, n in pairs.items() if counted(k) and known.issuperset(k)]
rows = sorted(rows, key=lambda r: (-r[1], r[0]))[:int(sys.argv[3])]
for key, count in kept + rows:
    print(f"{key}\t{count}")
