#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-strip.py DIR - how well qing and published rules take boilerplate out

	make score-strip SCORE_DATA=DIR [PYTHON=python3]

DIR holds gold*.jsonl, a page a line: "kind" ("real" or "hard_negative", a page
that looks like boilerplate and is not) and "lines", each with "text" and
"label" (keep, drop, or neutral, which does not count) and its "class".  The
program is $QING.  The others work on lines of text as well; each is written
here from what was published.  They are what one can do without the HTML.

Drop: precision, recall and F1 of the lines that were taken out, and of their
characters.  Kept: precision and recall of the characters that stay; page is the
mean of their F1 over the pages.  Characters are counted without spaces, at
most 2,000 of a line, lest one long page decide.  Hard: characters kept of the
hard negatives.  All in percent.  MB/s of one core, in one run; the last column
is how often qing's time they took.

With -v, qing's recall class by class.
"""
import glob
import json
import os
import re
import resource
import sys
import time

sys.dont_write_bytecode = True
import striplog

MB = 1000000
ENOUGH = .3  # seconds, to time anything


def words(text):
    """Han characters by twos: within .1 of what jieba's words give here."""
    return re.findall(r"[\u3400-\u9fff]{1,2}|[^\W\u3400-\u9fff]+|[^\w\s]",
        text)


# Rules: the lines of a page to whether each goes.

def c4(lines):
    """C4 (Raffel and others 2020), the rules about lines as in datatrove 0.6:
    they want an end of ASCII, three words parted by blanks, and no policy."""
    policy = ("terms of use", "privacy policy", "cookie policy",
        "uses cookies", "use of cookies", "use cookies", "javascript")

    def goes(line):
        line, low = line.strip(), line.lower()
        return not line.endswith((".", "?", "!", '"', "'")) or \
            line.endswith("...") or len(line.split()) < 3 or \
            any(p in low for p in policy)
    return [goes(line) for line in lines]


def c4_cjk(lines):
    """The same idea with the ends of Chinese sentences and Chinese words."""
    ends = tuple("。！？；”」….?!\"'")
    return [not line.strip().endswith(ends) or len(words(line.strip())) < 3
        for line in lines]


def c4_zh(lines):
    """c4-dataset-script a5653e6, Chinese/filter_out_bad_lines: an end of a
    Chinese sentence, five characters, none that was lost."""
    ends = ("。", "！", "？", "……", "”", "：")
    return [not line.strip().endswith(ends) or len(line.strip()) < 5 or
        any(c in line for c in "□■\ufffd") for line in lines]


def clean_copyright(lines):
    """data-juicer 1.4, clean_copyright_mapper: the first comment of C that
    says copyright; where there is none, a head of lines of comment."""
    text = "\n".join(lines)
    gone = [False] * len(lines)
    comment = re.search(r"/\*.*?\*/", text, re.S)
    if comment:
        if "copyright" in comment.group().lower():
            first = text.count("\n", 0, comment.start())
            last = text.count("\n", 0, comment.end())
            gone[first:last + 1] = [True] * (last + 1 - first)
        return gone
    for i, line in enumerate(lines):
        if line and not line.startswith(("//", "#", "--")):
            break
        gone[i] = True
    return gone


def justext(lines, short=20, long=60):
    """jusText 3.0 (Pomikalek 2011) for text: length and neighbours decide,
    since there are no links and no Chinese stop list; its limits are for
    words of letters, these for Han."""
    def kind(line):
        n = len(line.strip())
        return "bad" if "©" in line or "&copy" in line else \
            "short" if n < short else "good" if n > long else "near"

    def beside(kinds, wanted):
        """The next of these kinds on either side of each."""
        sides = []
        for step in 1, -1:
            side, last = [], "bad"
            for k in kinds[::step]:
                side.append(last)
                last = k if k in wanted else last
            sides.append(side[::step])
        return zip(*sides)
    first = [kind(line) for line in lines]
    kinds = [k if k != "short" else
        "bad" if "good" not in both or "bad" in both and "near" not in both
        else "good" for k, both in zip(first,
            beside(first, ("good", "bad", "near")))]
    return [k == "bad" or k == "near" and both == ("bad", "bad")
        for k, both in zip(kinds, beside(kinds, ("good", "bad")))]


def cx_extractor(lines, block=3, most=86):
    """cx-extractor 56f19b1 (Chen 2010): three lines with more than 86
    characters are text, and so are those behind until there are few."""
    n = [len(re.sub(r"\s", "", line)) for line in lines]
    blocks = [sum(n[i:i + block]) if i + block <= len(n) else 0
        for i in range(len(n))]
    gone, inside = [], False
    for size in blocks:
        inside = size > most or inside and size > most / 3
        gone.append(not inside)
    return gone


def long_and_marked(lines):
    """What people write first: 15 characters, and a mark of punctuation."""
    return [len(line.strip()) < 15 or not re.search("[，。！？；,;!?]", line)
        for line in lines]


def fineweb2(lines):
    """FineWeb-2's configuration for cmn_Hani (2025), filters of its quality
    filter: the ends of lines, lines twice, lines to words; a page or none."""
    lines = [line.strip() for line in lines if line.strip()]
    ends = tuple("。！？.!?；”」…")
    marked = sum(line.endswith(ends) for line in lines) / len(lines)
    twice = 1 - len(set(lines)) / len(lines)
    breaks = (len(lines) - 1) / max(1, len(words("\n".join(lines))))
    return [marked < .106 or twice > .287 or breaks > .178] * len(lines)


class Program:
    def pages(self, pages):
        return [[rule is not None for rule in page]
            for page in striplog.dropped(pages)]

    def seconds(self, pages):
        data = striplog.records(pages)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        striplog.run(data, "-p", "strip")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime - before.ru_utime +
            after.ru_stime - before.ru_stime)


class Rule:
    def __init__(self, rule):
        self.rule = rule

    def pages(self, pages):
        return [self.rule(page) for page in pages]

    def seconds(self, pages):
        before = time.process_time()
        for page in pages:
            self.rule(page)
        return time.process_time() - before


PEERS = {
    "qing": Program(),
    "keep everything": Rule(lambda lines: [False] * len(lines)),
    "C4 as shipped": Rule(c4),
    "C4 with CJK punctuation": Rule(c4_cjk),
    "c4-dataset-script zh, lines": Rule(c4_zh),
    "data-juicer clean_copyright": Rule(clean_copyright),
    "jusText on text, 20/60": Rule(justext),
    "cx-extractor on text": Rule(cx_extractor),
    ">= 15 chars and punctuation": Rule(long_and_marked),
    "FineWeb-2 cmn page filter": Rule(fineweb2),
}


def load(folder):
    rows = []
    for path in sorted(glob.glob(os.path.join(glob.escape(folder),
        "gold*.jsonl"))):
        with open(path, encoding="utf-8", newline="\n") as f:
            rows += map(json.loads, f)
    for row in rows:
        row["text"] = [line["text"] for line in row["lines"]]
    return rows


def score(good, bad, missed):
    p = good / (good + bad) if good + bad else 1
    r = good / (good + missed) if good + missed else 1
    return p, r, 2 * p * r / (p + r) if p + r else 0


class Count:
    """Lines or characters: gone or kept, and whether they should be."""
    def __init__(self):
        self.n = {"drop": [0, 0], "keep": [0, 0]}

    def add(self, label, gone, n):
        self.n[label][gone] += n

    def drop(self):
        return score(self.n["drop"][1], self.n["keep"][1], self.n["drop"][0])

    def keep(self):
        return score(self.n["keep"][0], self.n["drop"][0], self.n["keep"][1])


def measure(rows, gone):
    lines, chars, pages, classes = Count(), Count(), 0, {}
    for row, page in zip(rows, gone):
        here = Count()
        for line, out in zip(row["lines"], page):
            label, text = line["label"], line["text"]
            if label == "neutral" or not text.strip():
                continue
            n = min(len(text.replace(" ", "")), 2000)
            lines.add(label, out, 1)
            chars.add(label, out, n)
            here.add(label, out, n)
            if label == "drop":
                one = classes.setdefault(line["class"], [0, 0])
                one[0] += out
                one[1] += 1
        pages += here.keep()[2]
    return lines, chars, pages / max(1, len(rows)), classes


def speed(peer, pages):
    """The best of three, over and over the pages until it can be timed."""
    size = len(striplog.records(pages))
    times = 1
    while peer.seconds(pages * times) < ENOUGH:
        times *= 4
    best = min(peer.seconds(pages * times) for _ in range(3))
    return size * times / MB / best


def figures(some):
    return "".join(f"{100 * figure:6.1f}" for figure in some)


def main():
    verbose = "-v" in sys.argv[1:]
    folders = [a for a in sys.argv[1:] if a != "-v"]
    if len(folders) != 1 or not os.path.isdir(folders[0]):
        sys.exit("score-strip: no folder of labelled pages; "
            "say make score-strip SCORE_DATA=DIR")
    rows = load(folders[0])
    real = [r for r in rows if r["kind"] == "real"]
    hard = [r for r in rows if r["kind"] == "hard_negative"]
    if not real:
        sys.exit("score-strip: no gold*.jsonl in " + folders[0])
    print(f"{len(real)} real pages, {len(hard)} hard negatives; "
        "%, MB/s, times qing's time")
    print(f"{'':28}{'drop lines':>18}{'drop chars':>18}{'kept':>12}"
        f"{'page':>6}{'hard':>7}{'':>10}")
    print(f"{'':28}" + "".join(f"{c:>6}" for c in
        ("P", "R", "F1", "P", "R", "F1", "P", "R", "F1")) +
        f"{'kept':>7}{'MB/s':>8}{'times':>7}")
    ours = None
    for name, peer in PEERS.items():
        lines, chars, page, classes = measure(real,
            peer.pages([r["text"] for r in real]))
        kept = measure(hard, peer.pages([r["text"] for r in hard]))[1].keep()
        rate = speed(peer, [r["text"] for r in real])
        ours = ours or rate
        print(f"{name:28}" + figures(lines.drop() + chars.drop() +
            chars.keep()[:2] + (page,)) +
            (f"{100 * kept[1]:7.2f}" if hard else f"{'-':>7}") +
            f"{rate:8.1f}{ours / rate:7.1f}")
        if verbose and name == "qing":
            print("    recall: " + ", ".join(f"{c} {a}/{n}"
                for c, (a, n) in sorted(classes.items())))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
