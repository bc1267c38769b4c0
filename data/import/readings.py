#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""readings.py Unihan_Readings.txt Unihan_Variants.txt gb18030.tsv >readings.tsv

The Mandarin readings of every ideograph that GBK can write, the most usual
first, and whether that one needs no telling: by kHanyuPinlu's counts it is
nine of ten uses; and whether it is a traditional form.  Unihan_*.txt are
/usr/share/unicode/Unihan_*.txt.bz2 of Debian's unicode-data, unpacked.
"""
import collections
import hashlib
import re
import sys

FIELDS = ("kMandarin", "kTGHZ2013", "kXHC1983", "kHanyuPinlu", "kHanyuPinyin")

# Letters that GBK can write; readings with others cannot be met in it.
LETTERS = re.compile("[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ]{1,7}")

source, variants, gbk = sys.argv[1:]
raw = open(source, "rb").read()
wanted = {int(l.split("\t")[1], 16) for l in open(gbk) if l[0] != "#"}
simplified = collections.defaultdict(set)
for line in open(variants, encoding="utf-8"):
    part = line.rstrip("\n").split("\t")
    if len(part) == 3 and part[1] == "kSimplifiedVariant":
        cp = int(part[0][2:], 16)
        simplified[cp] = {int(v[2:], 16) for v in part[2].split()} - {cp}
by = collections.defaultdict(dict)
for line in raw.decode().split("\n"):
    part = line.split("\t")
    if len(part) == 3 and part[1] in FIELDS:
        by[int(part[0][2:], 16)][part[1]] = part[2]

print("# Mandarin readings of the ideographs of GBK, the most usual first.")
print("# ideograph<TAB>readings with blanks between<TAB>1 when the first of them is")
print("# at least nine of ten uses by kHanyuPinlu, 0 when not or unknown<TAB>1 when it")
print("# has another kSimplifiedVariant; sorted by code point.")
print("# Source: Unihan 15.0.0 " + ", ".join(FIELDS) + ",")
print("# Unihan_Readings.txt as in Debian's unicode-data 15.0.0-1, SHA-256")
print("# " + hashlib.sha256(raw).hexdigest() + ".")
print("# Licence: Unicode-DFS-2016.")
for cp in sorted(wanted & set(by)):
    seen = []
    for field in FIELDS:
        value = re.sub(r"\(\d+\)", "", by[cp].get(field, ""))
        for item in value.split():
            # kHanyuPinyin and its like: "10093.130:xī,lǔ"
            for reading in item.split(":")[-1].split(","):
                if LETTERS.fullmatch(reading) and reading not in seen:
                    seen.append(reading)
    uses = {r: int(n) for r, n in
            re.findall(r"(\S+?)\((\d+)\)", by[cp].get("kHanyuPinlu", ""))}
    if seen:
        usual = uses.get(seen[0], 0) * 10 >= sum(uses.values()) * 9 > 0
        print(f"{chr(cp)}\t{' '.join(seen)}\t{usual:d}\t{bool(simplified[cp]):d}")
