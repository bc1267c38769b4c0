#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-repair.py DIR - how often qing and ftfy undo wrong decodings

	make score-repair SCORE_DATA=DIR [PYTHON=python3]

DIR holds the sets, a JSON object a line.  matrix*.jsonl: "damaged", "truth" and
"lossless", whether the bytes are all still there.  clean*.jsonl: "text", which
looks damaged and is not.  ftfy_cases*.jsonl: ftfy's own cases, "original",
"expected_fix_encoding", "must_encoding" ("change" or "same") and "expect"; only
those that ftfy passes count.  The program is $QING; ftfy is left out where the
Python has none.

A text is repaired when it is the truth to the character.  "similar" is how much
of the characters of truth and result can be put in line, in the mean; "worse"
is how often that is less than for the damaged text.  Speeds are MB of UTF-8
per second of one core, of the damaged texts of the matrix and of their truths.
"""
import difflib
import glob
import importlib
import json
import os
import resource
import subprocess
import sys
import time

MB = 1000000
FAST, SLOW = 20 * MB, MB // 2  # so much text to time a program, and Python


class Filter:
    """A program: records in, as many out, NUL behind each."""
    size = FAST

    def __init__(self, *command):
        self.command = command

    def run(self, options, data):
        return subprocess.run([*self.command, *options], input=data,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def texts(self, texts):
        plain = [t for t in texts if "\0" not in t]
        data = "".join(t + "\0" for t in plain)
        out = self.run(["-z"], data.encode("utf-8", "surrogatepass"))
        got = out.decode("utf-8", "replace").split("\0")[:-1]
        if len(got) != len(plain):
            sys.exit(f"score-repair: {len(plain)} texts in, {len(got)} out")
        rest = iter(got)
        return [self.run([], t.encode("utf-8", "surrogatepass")).decode(
            "utf-8", "replace") if "\0" in t else next(rest) for t in texts]

    def seconds(self, texts):
        data = "".join(t + "\0" for t in texts if "\0" not in t).encode()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.run(["-z"], data)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime - before.ru_utime +
            after.ru_stime - before.ru_stime)


class Function:
    """A function of Python from text to text."""
    size = SLOW

    def __init__(self, function):
        self.function = function

    def texts(self, texts):
        return [self.function(t) for t in texts]

    def seconds(self, texts):
        before = time.process_time()
        for text in texts:
            self.function(text)
        return time.process_time() - before


def installed():
    peers = {"qing": Filter(os.environ.get("QING", "qing"), "-p", "repair")}
    try:
        ftfy = importlib.import_module("ftfy")
    except ImportError:
        return peers
    version = "ftfy " + getattr(ftfy, "__version__", "")
    peers[version + " fix_encoding"] = Function(ftfy.fix_encoding)
    peers[version + " fix_text"] = Function(ftfy.fix_text)
    return peers


def load(folder, name):
    rows = []
    for path in sorted(glob.glob(os.path.join(glob.escape(folder),
        name + "*.jsonl"))):
        with open(path, encoding="utf-8", newline="\n") as f:
            rows += map(json.loads, f)
    return rows


def similarity(a, b):
    return 1 if a == b else \
        difflib.SequenceMatcher(None, a, b, False).ratio()


def speed(peer, texts):
    """The best of three, of enough text."""
    size = sum(len(t.encode("utf-8", "surrogatepass")) for t in texts)
    if size > peer.size:
        texts = texts[:max(1, len(texts) * peer.size // size)]
    else:
        texts = texts * (peer.size // max(size, 1) + 1)
    size = sum(len(t.encode("utf-8", "surrogatepass")) for t in texts)
    best = min(peer.seconds(texts) for _ in range(3))
    return size / MB / max(best, 0.001)


def table(title, rows):
    """rows: a label, how many texts, a figure for each peer."""
    width = max(len(label) for label, *_ in rows) + 1
    peers = list(rows[0][2])
    print(f"\n{title}")
    print(f"{'':{width}}{'n':>6}" + "".join(f"{p:>{max(len(p), 6) + 2}}"
        for p in peers))
    for label, n, figure in rows:
        print(f"{label:{width}}{n:6}" + "".join(
            f"{figure[p]:>{max(len(p), 6) + 2}}" for p in peers))
    sys.stdout.flush()


def percent(some, of):
    return f"{100 * some / of:.1f}" if of else "-"


def matrix(rows, peers):
    kinds = {"exact": rows,
        "exact, lossless": [r for r in rows if r["lossless"]],
        "exact, lossy": [r for r in rows if not r["lossless"]]}
    was = [similarity(r["damaged"], r["truth"]) for r in rows]
    exact = {k: {} for k in kinds}
    similar, worse, damaged, clean = {}, {}, {}, {}
    for name, peer in peers.items():
        got = peer.texts([r["damaged"] for r in rows])
        right = {id(r) for r, g in zip(rows, got) if g == r["truth"]}
        for kind, some in kinds.items():
            exact[kind][name] = percent(sum(id(r) in right for r in some),
                len(some))
        now = [similarity(g, r["truth"]) for r, g in zip(rows, got)]
        similar[name] = f"{sum(now) / len(now):.3f}"
        worse[name] = percent(sum(n < w for n, w in zip(now, was)), len(rows))
        damaged[name] = f"{speed(peer, [r['damaged'] for r in rows]):.1f}"
        clean[name] = f"{speed(peer, [r['truth'] for r in rows]):.1f}"
    table("damaged text: %, similar: of 1",
        [(k, len(kinds[k]), exact[k]) for k in kinds] +
        [("similar", len(rows), similar), ("made worse", len(rows), worse)])
    table("MB/s", [("damaged", len(rows), damaged),
        ("their truths", len(rows), clean)])


def clean(rows, peers):
    texts = [r["text"] for r in rows]
    table("text that is not damaged: texts changed", [("changed", len(rows),
        {name: str(sum(g != t for g, t in zip(peer.texts(texts), texts)))
        for name, peer in peers.items()})])


def cases(rows, peers):
    lines = []
    for what in ("change", "same"):
        some = [r for r in rows if r["expect"] == "pass" and
            r["must_encoding"] == what]
        if not some:
            continue
        lines.append((f"must {'change' if what == 'change' else 'stay'}",
            len(some), {name: str(sum(g == r["expected_fix_encoding"]
            for r, g in zip(some, peer.texts([r["original"] for r in some]))))
            for name, peer in peers.items()}))
    if lines:
        table("ftfy's cases: right", lines)


def main():
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("score-repair: no folder of damaged text; "
            "say make score-repair SCORE_DATA=DIR")
    peers = installed()
    found = False
    for name, score in (("matrix", matrix), ("clean", clean),
        ("ftfy_cases", cases)):
        rows = load(sys.argv[1], name)
        if rows:
            found = True
            score(rows, peers)
    if not found:
        sys.exit("score-repair: no matrix*.jsonl, clean*.jsonl, "
            "ftfy_cases*.jsonl in " + sys.argv[1])


if __name__ == "__main__":
    main()
