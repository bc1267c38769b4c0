#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""convert.py opencc-1.4.2.tgz: make data/convert/*.tsv from OpenCC's dictionaries

    npm pack opencc@1.4.2
    data/import/convert.py opencc-1.4.2.tgz

Only the first value of an entry is what OpenCC converts to; the others are
for people.  Characters that are their own value are left out.  What OpenCC
itself makes when it is built (reversed tables, phrases of simplified Chinese
that protect those of a region) is made here, in the same way.
"""
import hashlib
import os
import sys
import tarfile

WANT = "5b5e89fb0aeb98963892203f3665611816b4c2e22b1131ee74ccba2976de4515"
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "convert")
PREFER, RARE = "# @reverse-prefer:", "# @tofu-risk:"

package = sys.argv[1]
if hashlib.sha256(open(package, "rb").read()).hexdigest() != WANT:
    sys.exit(f"convert.py: {package} is not the release that was looked at")
tar = tarfile.open(package)


def read(name):
    return tar.extractfile(f"package/data/dictionary/{name}.txt").read()


def entries(name):
    """Key and values of each row, in order; what stands before it in a comment."""
    note = ""
    for line in read(name).decode("utf-8").split("\n"):
        if line.startswith("#") or not line.strip():
            note = line
            continue
        key, values = line.split("\t")
        yield key, values.split(" "), note
        note = ""


def forward(name):
    return {key: values[0] for key, values, note in entries(name)}


def reverse(name):
    """Each value leads to the first of its keys, or to the one that is preferred."""
    back = {}
    for key, values, note in entries(name):
        for value in values:
            back.setdefault(value, key)
    for line in read(name).decode("utf-8").split("\n"):
        if line.startswith(PREFER):
            fields = line[len(PREFER):].split()
            back[fields[0]] = fields[-1]
    return back


def rare(name):
    """Values that few fonts can show: off by default there, and here."""
    return {key: [v for v in values if v != key][0] for key, values, note in entries(name)
            if note.startswith(RARE)}


def simplified(text, tables):
    """t2s with all its dictionaries."""
    out, i = [], 0
    while i < len(text):
        for n in range(min(16, len(text) - i), 0, -1):
            hit = [t[text[i:i + n]] for t in tables if text[i:i + n] in t]
            if hit:
                out.append(hit[0])
                break
        else:
            n = 1
            out.append(text[i])
        i += n
    return "".join(out)


def regional():
    """The phrases of a region as t2s writes them: they count as phrases of s2t."""
    tables = [forward("TSPhrases"), rare("TSCharacters"), forward("TSCharacters")]
    out = {}
    for name in ("HKPhrases", "TWPhrases"):
        for key, values, note in entries(name):
            short = simplified(key, tables)
            if len(short) >= 3:
                out.setdefault(short, key)
    return out


def write(table, rows, what, name, how=""):
    chars = table.endswith("_chars") or table == "compat"
    with open(os.path.join(HERE, table + ".tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write(f"# {what}\n# from<TAB>to, sorted by bytes.\n")
        f.write(f"# Source: OpenCC 1.4.2, npm package opencc, file {name}.txt{how},\n")
        f.write(f"# sha256 {hashlib.sha256(read(name)).hexdigest()}\n")
        f.write("# Licence: Apache-2.0, (c) Carbo Kuo and contributors.\n")
        f.write("# Made by data/import/convert.py.  Do not edit.\n")
        f.writelines(f"{k}\t{v}\n" for k, v in sorted(rows.items()) if k != v or not chars)


for table, name, what in (
    ("compat", "CJK_Compatibility_Ideographs", "CJK compatibility ideographs and what they stand for."),
    ("t2s_chars", "TSCharacters", "Traditional characters and their simplified forms."),
    ("t2s_phrases", "TSPhrases", "Phrases in which a character is not simplified as it is alone."),
    ("s2t_chars", "STCharacters", "Simplified characters and their traditional forms."),
    ("s2t_phrases", "STPhrases", "Phrases, simplified and traditional."),
    ("t2tw_chars", "TWVariants", "Characters that are written in another way in Taiwan."),
    ("t2tw_phrases", "TWVariantsPhrases", "Phrases in which they are not."),
    ("t2twp_phrases", "TWPhrases", "Words that are others in Taiwan."),
    ("tw2t_phrases", "TWVariantsRevPhrases", "Phrases in which a character of Taiwan stands for one or another."),
    ("tw2tp_phrases", "TWPhrasesRev", "Words of Taiwan, and what they are elsewhere."),
    ("t2hk_chars", "HKVariants", "Characters that are written in another way in Hong Kong."),
    ("t2hk_phrases", "HKVariantsPhrases", "Phrases in which they are not."),
    ("t2hkp_phrases", "HKPhrases", "Words and names that are others in Hong Kong."),
    ("hk2t_phrases", "HKVariantsRevPhrases", "Phrases in which a character of Hong Kong stands for one or another."),
    ("hk2tp_phrases", "HKPhrasesRev", "Words and names of Hong Kong, and what they are elsewhere."),
    ("jp2t_chars", "JPShinjitaiCharacters", "New forms of Japan and the old ones."),
    ("jp2t_phrases", "JPShinjitaiPhrases", "Phrases in which a new form of Japan stands for one or another."),
):
    write(table, forward(name), what, name)
for table, name, what in (
    ("tw2t_chars", "TWVariants", "Characters as they are written in Taiwan."),
    ("hk2t_chars", "HKVariants", "Characters as they are written in Hong Kong."),
    ("t2jp_chars", "JPShinjitaiCharacters", "Old forms and the new ones of Japan."),
):
    write(table, reverse(name), what, name, ", reversed")
write("t2s_rare", rare("TSCharacters"), "Simplified forms that few fonts can show.", "TSCharacters",
      ", @tofu-risk")
write("s2t_regional", regional(), "Phrases of s2t that protect words of Taiwan and Hong Kong.", "TWPhrases",
      " and HKPhrases.txt, keys by t2s")
