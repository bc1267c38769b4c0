#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-width.py [OPTION]... FILE... - full-width marks folded and restored

	make score-width WIDTH_TEXTS='FILES' [PYTHON=python3]

	--same FILE  nothing should change in it: code, English; a file or a
	             directory; may be given again
	--show K     the first K wrong and missed marks of each kind (0)

A FILE is clean Chinese text, a record a line.  The marks of each line are
folded to ASCII in the ways that sites do it:

	1:1        ， ； ： ？ ！ （ ）, as NFKC does
	spaced     the same, with a space behind , ; : ? !
	stops      1:1, and 。 to . (also spaced)
	all        stops, and 、 to ,

$QING (-p width=zh) restores them.  Every mark that was folded is counted,
once: right when the character at its place is again what it was, missed when
it is still the ASCII mark, else wrong.  Where that is, is found by reading both
side by side: what comes out is the folded text but for marks, and for blanks
behind them, and any other difference stops the script.  Below: marks that were
of ASCII in the clean text and are not now, which is no fault by itself.
"""
import collections
import getopt
import os
import subprocess
import sys

FOLD = dict(zip("，；：？！（）", ",;:?!()"))
ALL = dict(FOLD, **{"。": ".", "、": ","})
WAYS = {
    "1:1": (FOLD, False),
    "spaced": (FOLD, True),
    "stops": (dict(FOLD, **{"。": "."}), False),
    "stops spaced": (dict(FOLD, **{"。": "."}), True),
    "all": (ALL, False),
}
LONG = {"…": "...", "—": "--", "《": "<<", "》": ">>"}


def fold(text, table, spaced):
    """The text folded, and where in it each folded mark is: {place: mark}."""
    out, where, n = [], {}, 0
    for c in text:
        to = table.get(c)
        if to is None:
            to = c
        else:
            where[n] = c
            if spaced and to not in "()":
                to += " "
        out.append(to)
        n += len(to)
    return "".join(out), where


def clean(data, records):
    qing = subprocess.run([os.environ.get("QING", "qing"), records, "-q",
        "-p", "width=zh"], input=data, stdout=subprocess.PIPE)
    if qing.returncode != 0:
        sys.exit("score-width: qing failed")
    return qing.stdout


def align(folded, out):
    """For each character of folded what became of it, None for a blank that
    went; or nothing, when they do not belong together."""
    made, j = [], 0
    i = 0
    while i < len(folded):
        c, d = folded[i], out[j] if j < len(out) else ""
        long = next((k for k, v in LONG.items() if d == k and
            folded.startswith(v, i)), None)
        if c == d or (d and d in "，。；：？！（）" and ALL.get(d) == c):
            made.append(d)
            j += 1
            i += 1
        elif long:
            n = len(LONG[long])
            if long == "…" and folded.startswith("......", i):
                n = 6
            made += [d] * n
            i += n
            j += 2 if long in "…—" else 1
        elif c == " ":
            made.append(None)
            i += 1
        else:
            return None
    return made if j == len(out) else None


def score(path, way, show):
    table, spaced = WAYS[way]
    with open(path, encoding="utf-8", newline="\n") as f:
        lines = f.read().split("\n")
    folded = [fold(x, table, spaced) for x in lines]
    data = "\n".join(x for x, _ in folded).encode()
    out = clean(data, "-l").decode().split("\n")
    right, missed, wrong = (collections.Counter() for _ in range(3))
    other = collections.Counter()
    shown = collections.Counter()
    for (text, where), got in zip(folded, out):
        made = align(text, got)
        if made is None:
            sys.exit("score-width: not the same text: " + text[:60])
        for i, c in enumerate(text):
            if i not in where:
                if made[i] != c and made[i] is not None:
                    other[c] += 1
                continue
            mark = where[i]
            if made[i] == mark:
                right[mark] += 1
                continue
            kind = missed if made[i] == c else wrong
            kind[mark] += 1
            name = "missed" if kind is missed else "wrong"
            shown[mark, name] += 1
            if shown[mark, name] <= show:
                print(f"    {name} {mark}: {text[max(0, i - 20):i + 20]}")
    total = sum(map(sum, (right.values(), missed.values(), wrong.values())))
    print(f"\n{path}: {way}\n{'mark':8}{'all':>9}{'right':>9}{'missed':>8}"
        f"{'wrong':>8}{'right %':>9}")
    for mark in list(ALL) + ["all", "no 、"]:
        of = lambda c: sum(c.values()) - (mark != "all") * c["、"] if len(
            mark) > 1 else c[mark]
        r, m, w = of(right), of(missed), of(wrong)
        if r + m + w:
            print(f"{mark:8}{r + m + w:9}{r:9}{m:8}{w:8}"
                f"{100 * r / (r + m + w):9.2f}")
    print("ASCII before: " + (" ".join(f"{c} {n}" for c, n in
        other.most_common()) or "none"))
    return total


def same(path):
    """How many files changed, all of them read in one go, a record each."""
    paths, texts = [path], []
    if os.path.isdir(path):
        paths = sorted(os.path.join(d, f) for d, _, fs in os.walk(path)
            for f in fs)
    for p in paths:
        try:
            with open(p, "rb") as f:
                data = f.read()
            data.decode()
        except (OSError, UnicodeDecodeError):
            continue
        if data and b"\0" not in data:
            texts.append((p, data))
    out = clean(b"\0".join(t for _, t in texts), "-z").split(b"\0")
    changed = [p for (p, t), o in zip(texts, out) if o != t]
    for p in changed:
        print(f"    changed: {p}")
    print(f"{path}: {len(texts)} files, {sum(len(t) for _, t in texts)} bytes, "
        f"{len(changed)} changed")
    return len(changed)


def main():
    try:
        options, paths = getopt.gnu_getopt(sys.argv[1:], "",
            ["same=", "show="])
        show, kept = 0, []
        for name, value in options:
            if name == "--show":
                show = int(value)
            else:
                kept.append(value)
    except (getopt.GetoptError, ValueError) as e:
        sys.exit(f"score-width: {e}")
    if not paths and not kept:
        sys.exit("score-width: no clean text; "
            "say make score-width WIDTH_TEXTS='FILES'")
    for path in paths:
        for way in WAYS:
            score(path, way, show)
    if sum(same(p) for p in kept):
        sys.exit(1)


if __name__ == "__main__":
    main()
