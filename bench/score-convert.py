#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-convert.py [OPTION]... FILE... - what convert=hans does to running text

	make score-convert CONVERT_TEXTS='FILES' [PYTHON=python3]

	--mode M     another mode that makes one kind of text, such as hant (hans)
	--show K     the first K changes or differences of each kind (0)

A FILE is a text, traditional or simplified, a paragraph a line.  The program
is $QING.  Each file is shown to it

	as it is     characters changed; in clean simplified text each is to
	             be right, so read them: --show 20
	twice        the second time nothing may change
	half         half of the characters simplified one by one before, chosen
	             at random, but always the same
	by character all of them; in both the outcome should be that of the
	             text as it is

and it is said what became of 著, which may be the particle 着.
"""
import collections
import getopt
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "data", "convert", "t2s_chars.tsv")


def load(path):
    with open(path, encoding="utf-8", errors="replace", newline="\n") as f:
        text = f.read().replace("\0", "").replace("\r", "")
    return text.rstrip("\n").split("\n")


def simple_characters():
    rows = (line.split("\t") for line in load(TABLE) if line[:1] != "#")
    return {row[0]: row[1] for row in rows}


def convert(lines, mode):
    run = subprocess.run([os.environ.get("QING", "qing"), "-l", "-p",
        f"convert={mode}"], input="\n".join(lines) + "\n", check=True,
        capture_output=True, encoding="utf-8")
    out = run.stdout[:-1].split("\n")
    if [len(x) for x in out] != [len(x) for x in lines]:
        sys.exit("score-convert: another number of characters came back")
    return out


def report(what, before, after, show, context):
    """How many characters differ, by what was and what became of it."""
    kinds = collections.defaultdict(list)
    for a, b, c in zip(before, after, context):
        if a != b:
            for i, (x, y) in enumerate(zip(a, b)):
                if x != y:
                    kinds[x + y].append(f"{c[max(0, i - 4):i]}[{x}{y}]"
                        f"{c[i + 1:i + 5]}")
    chars = sum(map(len, before))
    n = sum(map(len, kinds.values()))
    print(f"{what:14}{n:9} of {chars}, {len(kinds)} kinds")
    for kind, found in sorted(kinds.items(), key=lambda x: -len(x[1])):
        if show:
            print(f"    {kind} {len(found)}: {'  '.join(found[:show])}")
    sys.stdout.flush()


def score(path, mode, show, table):
    text = load(path)
    once = convert(text, mode)
    print(f"\n{path}")
    report("as it is", text, once, show, text)
    report("twice", once, convert(once, mode), show, once)
    dice = random.Random(1)
    for what, share in ("half", 0.5), ("by character", 1.0):
        some = ["".join(table.get(c, c) if dice.random() < share else c
            for c in line) for line in text]
        report(what, once, convert(some, mode), show, some)
    became = collections.Counter(y for a, b in zip(text, once)
        for x, y in zip(a, b) if x == "著")
    print("著            " + " ".join(f"{c} {n}"
        for c, n in became.most_common()))


def main():
    try:
        options, paths = getopt.gnu_getopt(sys.argv[1:], "",
            ["mode=", "show="])
        mode, show = "hans", 0
        for name, value in options:
            if name == "--mode":
                mode = value
            else:
                show = int(value)
    except (getopt.GetoptError, ValueError) as e:
        sys.exit(f"score-convert: {e}")
    if not paths:
        sys.exit("score-convert: no text; "
            "say make score-convert CONVERT_TEXTS='FILES'")
    table = simple_characters()
    for path in paths:
        try:
            score(path, mode, show, table)
        except OSError as e:
            print(f"\n{path}: {e.strerror}, left out")


if __name__ == "__main__":
    main()
