#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""letters.py - which letters follow each other in which language

	letters.py LANGDETECT FRANC DIR... >data/model/letters.tsv
	letters.py --glyphs data/charset/single.tsv >data/model/glyphs.tsv

LANGDETECT is the directory profiles/ of PyPI's langdetect 1.0.9, FRANC the
file data.js of npm's franc-all 7.2.0; each DIR has translations as
LANGUAGE/**/*.mo: /usr/share/locale of a Debian 12, and program/resource of its
libreoffice-l10n-be, -is, -kk and -tg.  They are for the languages that
langdetect lacks, and for the letters that are rare in the others.
"""
import collections
import glob
import gettext
import json
import re
import sys
import unicodedata

# Letters of each language that has others than a to z, by script.
PROFILES = ("da de en es fi fr it nl no pt sv ca pl cs sk hu ro hr sl sq et "
            "lv lt tr el ru uk bg mk he ar fa th vi").split()
MO = "is eo sr be kk tg ga cy eu gl".split()
TRIGRAMS = {"mt": "mlt"}
CYRILLIC = "ru uk bg mk sr be kk tg".split()
SCRIPT = {"el": "GREEK", "he": "HEBREW", "ar": "ARABIC", "fa": "ARABIC",
          "th": "THAI", **{l: "CYRILLIC" for l in CYRILLIC}}
FOLD = {0x219: 0x15f, 0x21b: 0x163}	# a comma below, a cedilla: one letter
# Letters that translators and counts avoid, in words that have them.
EXTRA = {"fr": "cœur œuvre sœur vœux œil œuf bœuf nœud mœurs"}
FOREIGN_NAMES = ("fr", "de", "es")	# one word of 17 in English, for its names
LEAST = 4		# millionths: what is rarer is not in the file
LETTERS = 100		# of a language, at most


def name(c):
    return unicodedata.name(c, "")


def fold(s):
    return "".join(chr(FOLD.get(ord(c), ord(c))) for c in s.lower()
                   if c != "\u0307")


def belongs(c, lang):
    script = SCRIPT.get(lang, "LATIN")
    return name(c).startswith(script + " ") and c.isalpha() or (
        unicodedata.category(c) == "Mn" and lang in ("he", "ar", "fa", "th",
                                                     "vi"))


def clean(s, lang):
    """What is no letter of the language's script parts words."""
    return "".join(c if c == "_" or belongs(c, lang) else "_" for c in fold(s))


def from_profile(file, lang):
    count = collections.Counter()
    for gram, n in json.load(open(file))["freq"].items():
        if len(gram) == 2:
            pair = clean(gram.replace(" ", "_"), lang)
            if len(pair) == 2 and pair != "__":
                count[pair] += n
    return count


def add_words(count, words, lang, n=1):
    for w in words:
        w = "_" + clean(w, lang) + "_"
        for i in range(len(w) - 1):
            if w[i:i + 2] != "__":
                count[w[i:i + 2]] += n


def from_mo(files, lang):
    count = collections.Counter()
    for file in files:
        try:
            catalog = gettext.GNUTranslations(open(file, "rb"))._catalog
        except (OSError, UnicodeDecodeError):
            continue
        for key, text in catalog.items():
            source = key[0] if isinstance(key, tuple) else key
            if source == "" or text == source:
                continue
            known = set(re.findall(r"\w+", source.lower()))
            text = re.sub(r"%\S+|<[^>]*>|\$\S+|[_&~](?=\w)", "", text)
            words = [w for w in re.findall(r"[^\W\d_]+", text)
                     if w.lower() not in known]
            add_words(count, words, lang)
    return count


def catalogs(dirs, lang):
    return [f for d in dirs for f in sorted(
        glob.glob("%s/%s/**/*.mo" % (d, lang), recursive=True))]


def from_trigrams(file, code, lang, count):
    """300 of them, the most frequent first; Zipf's law says how frequent."""
    line = re.search(r"\b%s:\s*'([^\n]*)'" % code, open(file).read())[1]
    for rank, gram in enumerate(line.replace("\\'", "'").split("|")):
        gram = clean(gram.replace(" ", "_"), lang)
        for pair in (gram[:2], gram[1:]):
            if pair != "__" and len(pair) == 2:
                count[pair] += 3000 // (rank + 10)


def viet(count):
    """As VISCII has it, and as windows-1258 has: some with a mark apart."""
    apart = collections.Counter()
    own = set("àáâăèéêùúûüôơưíóđ")

    def half(c):
        d = unicodedata.normalize("NFD", c)
        for n in (len(d), 2, 1):
            first = unicodedata.normalize("NFC", d[:n])
            if len(first) == 1 and (first < "\x80" or first in own):
                return first + d[n:]
        return c

    def full(c):
        d = unicodedata.normalize("NFD", c)
        keep = [m for m in d[1:] if ord(m) in (0x302, 0x306, 0x31b)]
        tone = [m for m in d[1:] if ord(m) not in (0x302, 0x306, 0x31b)]
        return unicodedata.normalize("NFC", d[0] + "".join(keep)) + \
            "".join(tone)

    for pair, n in count.items():
        for way in (half, full):
            a, b = way(pair[0]), way(pair[1])
            apart[a[-1] + b[0]] += n
            # Each letter is the second of a pair once.
            for i in range(len(b) - 1):
                apart[b[i:i + 2]] += n
    return apart


def show(lang, count):
    total = sum(count.values())
    single = collections.Counter()
    for pair, n in count.items():
        single[pair[1]] += n
        if pair[1] == "_":
            single[pair[0]] += 0
    keep = {c for c, n in single.most_common(LETTERS)
            if n * 1e6 / total >= LEAST or c == "_"}
    for pair, n in sorted(count.items()):
        share = round(n * 1e6 / total)
        if share >= LEAST and set(pair) <= keep:
            print(lang, pair, share, sep="\t")


def letters(profiles, franc, dirs):
    print("""\
# How often pairs of letters stand in text of a language.
# language<TAB>pair, in small letters, _ being the end of a word<TAB>its share
# of all pairs, in millionths; he-v is Hebrew from left to right, as terminals
# had it, vi-m Vietnamese with marks apart, as windows-1258 has it.
# Made by data/import/letters.py.  Sources: the profiles of langdetect 1.0.9
# (PyPI, Apache-2.0), counts over Wikipedia; own counts over the words of
# the translations in Debian 12's packages, one part of ten, and for
#	%s
# all; for mt the trigrams of franc-all 7.2.0 (npm, MIT).  Counts are facts.""" %
          " ".join(sorted(MO)))
    table = {}
    for lang in PROFILES:
        table[lang] = from_profile(profiles + "/" + lang, lang)
        # What is rare is cut off there: one part of ten from translations.
        more = from_mo(catalogs(dirs, {"no": "nb"}.get(lang, lang)), lang)
        scale = sum(table[lang].values()) / 9 / max(1, sum(more.values()))
        if sum(more.values()) > 100000:
            for pair, n in more.items():
                table[lang][pair] += n * scale
        add_words(table[lang], EXTRA.get(lang, "").split(), lang,
                  sum(table[lang].values()) * 2e-5)
    for lang in FOREIGN_NAMES:
        scale = sum(table["en"].values()) / sum(table[lang].values()) / 50
        for pair, n in table[lang].items():
            table["en"][pair] += n * scale
    for lang in MO + list(TRIGRAMS):
        table[lang] = from_mo(catalogs(dirs, lang), lang)
        if lang in TRIGRAMS:
            from_trigrams(franc, TRIGRAMS[lang], lang, table[lang])
    table["he-v"] = collections.Counter(
        {p[::-1]: n for p, n in table["he"].items()})
    table["vi-m"] = viet(table["vi"])
    for lang in sorted(table):
        show(lang, table[lang])


KINDS = {
    "apostrophe": "’",
    "open": "„‚‹¿¡",
    "quote": "‘“«»",
    "close": "”›",
    "dash": "–—",
    "space": "\u00a0",
    "sign": "©®™°§·…•€£½²³ªº№´×÷±",
}


def kind(c):
    for k, chars in KINDS.items():
        if c in chars:
            return k
    cat = unicodedata.category(c)
    cp = ord(c)
    if 0x2500 <= cp < 0x25a0:
        return "box"
    if cat == "Mn":
        return "mark"
    if 0x590 <= cp < 0x700 and cat in ("Lo", "Lm"):
        return "letter"
    if 0x2b0 <= cp < 0x300 or cp == 0x37a:
        return "rare"
    if c.isalpha() and c not in "ƒΩπµªº" and cp < 0x2000:
        return "upper" if c != c.lower() else "lower" if c != c.upper() \
            or c in "ßĸŉ" else "letter"
    if cp == 0x38f or cp == 0x3a9:
        return "upper"
    if cp == 0x3c0:
        return "lower"
    return "rare"


def glyphs(file):
    print("""\
# What the characters of data/charset/single.tsv are.
# code point in hexadecimal<TAB>kind<TAB>the small letter, or -
# Source: Unicode 14, by data/import/letters.py, and what is in use in running
# text (kinds apostrophe to sign).  Facts.""")
    cps = {int(l.split("\t")[2], 16) for l in open(file)
           if not l.startswith("#")}
    for cp in sorted(cps):
        k = kind(chr(cp))
        small = "%04X" % ord(fold(chr(cp))) if k in (
            "upper", "lower", "letter", "mark") else "-"
        print("%04X" % cp, k, small, sep="\t")


if sys.argv[1] == "--glyphs":
    glyphs(sys.argv[2])
else:
    letters(sys.argv[1], sys.argv[2], sys.argv[3:])
