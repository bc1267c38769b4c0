#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""script.py t2s_chars.tsv shift_jis.tsv HANT HANS JA-COUNTS >script.tsv

In which kinds of text an ideograph stands, where t2s_chars.tsv does not say
so: what it changes would be in traditional text only, what it makes in
simplified text only, and all others in these and in Japanese.  HANT and HANS
have a text a line; one that is largely in the other script is left out.
JA-COUNTS has a character and its count in Japanese text a line.  What is in
level 1 of JIS X 0208 is in Japanese unless its counts are high and say no.
"""
import collections
import sys

IN_BOTH = 20		# times rarer, and a character is still in both
JAPANESE = 75		# times more common in Japanese: it is in no other ...
RARE = 1		# ... if it is so rare there, of a million
CHINESE = 50		# times more common in Chinese: it is not in Japanese
COMMON = 10		# of a million: rarer ones say little ...
LEVEL_1 = 1000		# ... and so do these, if they are of level 1
# Simplified text has these for others, traditional text for themselves, if
# seldom: to fall, to rhyme, an empress, a hall, a flag, places, names.
THEMSELVES = "仆叶后宁帘庄涂筑适"


def is_han(c):
    return c == "々" or "\u3400" <= c <= "\u9fff"


t2s = {}
for line in open(sys.argv[1], encoding="utf-8"):
    if line[0] != "#":
        part = line.rstrip("\n").split("\t")
        t2s[part[0]] = part[1]
keys = set(t2s)
level_1 = set()
for line in open(sys.argv[2], encoding="utf-8"):
    if line[0] != "#":
        part = line.rstrip("\n").split("\t")
        if 0x889f <= int(part[0], 16) <= 0x9872:
            level_1.add(chr(int(part[1], 16)))
values = set(t2s.values()) - keys
texts = [[collections.Counter(filter(is_han, line))
          for line in open(name, encoding="utf-8")] for name in sys.argv[3:5]]


def million(count):
    total = sum(count.values())
    return lambda c: 1e6 * count[c] / total


only = (keys, values)
for turn in range(3):
    rate = []
    for i in 0, 1:
        sum_of = collections.Counter()
        for doc in texts[i]:
            own = sum(n for c, n in doc.items() if c in only[i])
            other = sum(n for c, n in doc.items() if c in only[1 - i])
            if turn == 0 or other * 20 <= own + other:
                sum_of.update(doc)
        rate.append(million(sum_of))
    hant, hans = rate
    only = ({c for c in keys if hans(c) * IN_BOTH <= hant(c)},
            {c for c in values if hant(c) * IN_BOTH <= hans(c)})
count = collections.Counter()
for line in open(sys.argv[5], encoding="utf-8"):
    part = line.rstrip("\n").split("\t")
    if len(part) == 2 and is_han(part[0]):
        count[part[0]] = int(part[1])
ja = million(count)

rows = []
for c in sorted(keys.union(values, count, *texts[0], *texts[1])):
    if not is_han(c):
        continue
    chinese = max(hant(c), hans(c))
    seen = chinese + ja(c) > 0
    known = c in level_1 and chinese < LEVEL_1
    usual = "t" if c in keys else "s" if c in values else "tsj"
    if c not in THEMSELVES and (c in only[0] or c in only[1] or not seen):
        where = usual
    else:
        where = "ts"
    if usual == "tsj":
        if (ja(c) > JAPANESE * (chinese + 0.1) and ja(c) >= 5 and
                chinese < RARE):
            where = "j"
        elif (known or chinese < COMMON or
                chinese <= CHINESE * (ja(c) + 0.25)):
            where = "tsj"
    elif known or ja(c) * IN_BOTH > chinese:
        where += "j"
    if where != usual:
        rows.append(f"{c}\t{where}\t{hant(c):.1f}\t{hans(c):.1f}\t{ja(c):.1f}")

print("""\
# In which kinds of text an ideograph stands, where t2s_chars.tsv does not
# say so: what it changes would be in traditional text only, what it makes in
# simplified text only, and all others in these and in Japanese.
# character<TAB>t, s, j: traditional, simplified, Japanese
# <TAB>of a million ideographs of traditional<TAB>simplified<TAB>Japanese text.
# Source: own counts over 48 MB of statutes, parliamentary transcripts,
# verse, technical documentation and scripture, half of it simplified,
# half traditional, and over Japanese technical documentation, reviews and
# literature in the public domain.  Counts are facts; licence Apache-2.0.
# Made by data/import/script.py.  Do not edit.""")
print("\n".join(rows))
