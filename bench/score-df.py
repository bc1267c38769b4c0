#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-df.py DIR [-v] - what strip gains by evidence from other pages

	make score-df SCORE_DATA=DIR [PYTHON=python3]

DIR holds gold-dev.jsonl, a page a line: "id", "host", "kind" ("real" ones are
used) and "lines" with "text", "label" (keep, drop or neutral) and "class".
Its hosts do not repeat, so for each page with five lines of nav and related
other pages of its host are made.  Of each line of the page it is drawn whether
it recurs at all, and if so on which of the others; where it is not, a line of
its kind from another host stands.  What is learnt are these pages, not the
page itself.  The program is $QING; -v names lines lost and kept wrongly.

On real hosts with three pages or more 69 % of the lines to drop recur on
another page, and 7 % of the others.
"""
import collections
import difflib
import json
import os
import random
import subprocess
import sys
import tempfile

Setting = collections.namedtuple(
    "Setting", "name pages nav title other content often content_often")
SETTINGS = [  # the parts that recur; and, of these, on how many pages
    Setting("as measured", 6, .85, .45, .75, .07, .75, .5),
    Setting("each title on half of the pages", 6, .95, 1., .75, .07, .5, .5),
    Setting("fewer pages, less that recurs", 5, .7, .3, .5, .07, .6, .5),
    Setting("more content that recurs", 6, .85, .45, .75, .15, .75, .8),
]
OFTEN = .9  # of menus, headings and what else is no title
WANTED = ("nav", "related")


def is_heading(lines, i):
    """The first line of a block of related ones, if it is as short as that."""
    return lines[i]["class"] == "related" and len(lines[i]["text"]) <= 10 and (
        i == 0 or lines[i - 1]["class"] != "related")


def chances(lines, i, s):
    """That line i recurs, and then on each page."""
    if is_heading(lines, i):
        return 1, OFTEN
    if lines[i]["label"] != "drop":
        return s.content, s.content_often
    if lines[i]["class"] == "nav":
        return s.nav, OFTEN
    if lines[i]["class"] == "related":
        return s.title, s.often
    return s.other, OFTEN


def kind(line):
    return line["class"] if line["label"] == "drop" else "content"


def siblings(page, pool, s, rnd):
    """Other pages of the host, and which lines of the page are on any."""
    made, recur = [[] for _ in range(s.pages)], set()
    lines = page["lines"]
    for i, line in enumerate(lines):
        part, often = chances(lines, i, s)
        recurs = rnd.random() < part
        for sib in made:
            if recurs and rnd.random() < often:
                sib.append(line["text"])
                recur.add(i)
            else:
                sib.append(rnd.choice(pool[kind(line)] or pool["related"]))
    return made, recur


def strip(args, path):
    return subprocess.run([QING, "-p", "strip"] + args + [path], check=True,
                          stdout=subprocess.PIPE).stdout.decode("utf-8")


def dropped(page, out):
    """Which lines are gone."""
    lines = [l["text"].strip() for l in page["lines"]]
    left = [l.strip() for l in out.split("\n") if l.strip()]
    gone = set(range(len(lines)))
    match = difflib.SequenceMatcher(None, lines, left, False)
    for m in match.get_matching_blocks():
        gone -= set(range(m.a, m.a + m.size))
    return gone


def score(pages, gone, show):
    """Recall of nav and related: of all, and page by page."""
    hit, of = collections.Counter(), collections.Counter()
    by_page, lost = [], []
    for page, out in zip(pages, gone):
        got = n = chars = 0
        for i, line in enumerate(page["lines"]):
            if line["label"] == "neutral" or not line["text"].strip():
                continue
            k = kind(line)
            for c in {k, "content" if k == "content" else "drop"}:
                of[c] += 1
                hit[c] += i in out
            if k == "content":
                of["chars"] += len(line["text"])
                chars += len(line["text"]) * (i in out)
            elif line["class"] in WANTED:
                n += 1
                got += i in out
            if show and (i in out) == (k == "content"):
                print(f"      {'lost' if k == 'content' else 'kept'}"
                      f" {page['id']}:{i + 1}: {line['text'][:50]}")
        hit["chars"] += chars
        lost.append((chars, page["id"]))
        by_page.append(got / n)
    hits, all_hits = hit["drop"], hit["drop"] + hit["content"]
    p, r = hits / max(1, all_hits), hits / of["drop"]
    both = sum(hit[k] for k in WANTED) / sum(of[k] for k in WANTED)
    print(f"    nav and related {100 * both:.1f} (" + ", ".join(
        f"{k} {100 * hit[k] / of[k]:.1f}" for k in WANTED) +
        f"); drop lines P {100 * p:.1f} R {100 * r:.1f}"
        f" F1 {200 * p * r / (p + r):.1f}; content characters kept"
        f" {100 - 100 * hit['chars'] / of['chars']:.2f}")
    worst = [f"{i} {n}" for n, i in sorted(lost, reverse=True)[:3] if n]
    print("    characters lost, most: " + ", ".join(worst))
    return both, by_page


def try_setting(s, pages, real, tmp, show):
    rnd = random.Random(1)
    recur, of = collections.Counter(), collections.Counter()
    learn = []
    for page in pages:
        pool = collections.defaultdict(list)
        for line in (l for p in real if p["host"] != page["host"]
                     for l in p["lines"]):
            pool[kind(line)].append(line["text"])
        made, known = siblings(page, pool, s, rnd)
        for i, line in enumerate(page["lines"]):
            if line["label"] != "neutral":
                of[line["label"]] += 1
                recur[line["label"]] += i in known
        site = os.path.join(tmp, page["id"] + ".example")
        os.mkdir(site)
        for i, lines in enumerate([[l["text"] for l in page["lines"]]] + made):
            path = os.path.join(site, f"{i}.txt")
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(lines) + "\n")
            if i > 0:
                learn.append(path)
    df = os.path.join(tmp, "df")
    subprocess.run([QING, "--learn", "--df-size=1M", "-o", df] + learn,
                   check=True)
    print(f"{s.name}: {s.pages} other pages; of lines to drop"
          f" {100 * recur['drop'] / of['drop']:.0f} % recur, of content"
          f" {100 * recur['keep'] / of['keep']:.0f} %")
    got = []
    for what, args in ("without", []), ("with", ["--df", df]):
        print(f"  {what} --df")
        gone = [dropped(p, strip(args, os.path.join(
            tmp, p["id"] + ".example", "0.txt"))) for p in pages]
        got.append(score(pages, gone, show and what == "with"))
    (a, by_a), (b, by_b) = got
    print(f"  recall of nav and related, lines: {100 * a:.1f} -> {100 * b:.1f}"
          f" ({100 * (b - a):+.1f})")
    for below in 1.1, .9, .8:
        sel = [k for k, r in enumerate(by_a) if r < below]
        x, y = (100 * sum(v[k] for k in sel) / len(sel) for v in (by_a, by_b))
        print("    mean of " + (f"the {len(sel)} pages where it was below"
                                f" {100 * below:.0f} %" if below < 1 else
                                "pages") + f": {x:.1f} -> {y:.1f}"
              f" ({y - x:+.1f})")


def main():
    with open(os.path.join(sys.argv[1], "gold-dev.jsonl"),
              encoding="utf-8") as f:
        real = [json.loads(l) for l in f if l.strip()]
    real = [p for p in real if p["kind"] == "real"]
    pages = [p for p in real
             if sum(l["class"] in WANTED for l in p["lines"]) >= 5]
    print(f"{len(pages)} of {len(real)} pages have five lines of these")
    for s in SETTINGS:
        with tempfile.TemporaryDirectory() as tmp:
            try_setting(s, pages, real, tmp, "-v" in sys.argv)


QING = os.path.abspath(os.environ.get("QING", "qing"))
if __name__ == "__main__":
    main()
