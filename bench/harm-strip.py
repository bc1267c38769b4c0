#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""harm-strip.py [OPTION]... FILE... - what strip takes out of clean text

	make harm-strip HARM_TEXTS='FILES' [PYTHON=python3]

	--lines N    pages of N lines, where a file has no blank ones (20)
	--show K     the first K lines lost for each shape (5)
	--texts N    no more than N lines of a file, spread over it (all)

A FILE is a text without boilerplate, a paragraph a line, pages parted by blank
lines; or *.jsonl, a page a line: "lines", of which those labelled keep, or
"text".  Nothing should be taken out of it.  As text comes in many shapes, each
page is shown to $QING (strip) as it is, line by line, and cut into other pages:

	article      a title and ten paragraphs
	short news   a title and two paragraphs
	novel        a sentence a line, every other one said by someone
	verse        lines without ends, in stanzas
	list         what a sentence enumerates, between two sentences
	bare list    these items alone

And once more with the head and the tail of a site around them.

Printed: pages, lines of text seen, lines lost, that is 1 in so many, and what
for; lost lines that stand together are shown as one, with the first of them.
"""
import collections
import getopt
import json
import re
import sys

sys.dont_write_bytecode = True
import striplog

END = re.compile("(?<=[。！？])(?![」』”’）])|(?<=[。！？][」』”’）])")
STOP = re.compile(r"[，。！？；：、,;!?]+")
PARAGRAPH = 40, 90, 160, 70  # characters, in turn


def sentences(page):
    return [s.strip() for line in page for s in END.split(line) if s.strip()]


def paragraphs(page):
    """Sentences put together, to lengths as they are in articles."""
    out, now, turn = [], "", 0
    for s in sentences(page):
        now += s
        if len(now) >= PARAGRAPH[turn % len(PARAGRAPH)]:
            out.append(now)
            now, turn = "", turn + 1
    return out + [now] if now else out


def clauses(page):
    return [c.strip() for line in page for c in STOP.split(line)
        if 2 <= len(c.strip()) <= 40]


def title(paragraph):
    return STOP.split(paragraph.strip())[0][:30]


def cut(lines, n, least=2):
    pages = [lines[i:i + n] for i in range(0, len(lines), n)]
    return [p for p in pages if len(p) >= least]


def articles(page, n):
    return [[title(p[0])] + p for p in cut(paragraphs(page), n) if title(p[0])]


def novel(page):
    said = [f"“{s.strip('“”「」『』')}”" if i % 2 else s
        for i, s in enumerate(sentences(page))]
    return [["第三章"] + p for p in cut(said, 40)]


def verse(page):
    return [[title(p[0])] + p for p in cut(clauses(page), 16, 4)]


def lists(page):
    ends = sentences(page)
    return [[ends[0]] + p + [ends[-1]] for p in cut(clauses(page), 12, 4)]


SHAPES = {
    "as it is": lambda page: [page],
    "line by line": lambda page: [[line] for line in page],
    "article": lambda page: articles(page, 10),
    "short news": lambda page: articles(page, 2),
    "novel": novel,
    "verse": verse,
    "list": lists,
    "bare list": lambda page: cut(clauses(page), 12, 4),
}


HEAD = """某某网
首页
新闻
社会
财经
论坛
登录 | 注册
您现在的位置：首页 > 新闻中心 > 正文""".split("\n")
TAIL = """（责任编辑：张三）
打印本页 关闭窗口
上一篇：去年的事情
下一篇：没有了
相关阅读
山里的人家
河上的桥修好了
关于我们 | 联系我们 | 网站地图
版权所有 某某网 京ICP备00000000号""".split("\n")


def load(path, n):
    """The pages of a file."""
    with open(path, encoding="utf-8", errors="replace", newline="\n") as f:
        text = f.read().replace("\0", "").replace("\r", "")
    if path.endswith(".jsonl"):
        rows = [json.loads(line) for line in text.split("\n") if line]
        pages = [[x["text"] for x in row["lines"] if x["label"] == "keep"]
            if "lines" in row else row["text"].split("\n") for row in rows]
        pages = [[line for line in p if line.strip()] for p in pages]
    elif "\n\n" in text.strip("\n"):
        pages = [[line for line in p.split("\n") if line.strip()]
            for p in re.split(r"\n\n+", text)]
    else:
        pages = cut([x for x in text.split("\n") if x.strip()], n, 1)
    return [p for p in pages if p]


def few(pages, most):
    """Pages spread over all of them, with no more lines than that."""
    total = sum(map(len, pages))
    if not most or total <= most:
        return pages
    step = -(-total // most)
    return pages[::step]


def report(shape, texts, pages, before, show):
    """What is lost of the texts, in the pages behind so many lines."""
    why, runs, seen = collections.Counter(), [], 0
    for text, rules in zip(texts, striplog.dropped(pages)):
        seen += len(text)
        last = -2
        for i, rule in enumerate(rules[before:before + len(text)]):
            if not rule:
                continue
            why[rule.replace("strip.", "")] += 1
            if i > last + 1:
                runs.append([0, rule, text[i]])
            runs[-1][0] += 1
            last = i
    lost = sum(why.values())
    print(f"{shape:14}{len(pages):8}{seen:9}{lost:7}" +
        (f"{seen / lost:8.0f}  " if lost else f"{'-':>8}") +
        " ".join(f"{rule} {n}" for rule, n in why.most_common()))
    for n, rule, line in runs[:show]:
        print(f"    {n} {rule}: {line[:60]}")
    sys.stdout.flush()


def main():
    try:
        options, paths = getopt.gnu_getopt(sys.argv[1:], "",
            ["lines=", "show=", "texts="])
        n, show, most = 20, 5, 0
        for name, value in options:
            if name == "--lines":
                n = int(value)
            elif name == "--show":
                show = int(value)
            else:
                most = int(value)
    except (getopt.GetoptError, ValueError) as e:
        sys.exit(f"harm-strip: {e}")
    if not paths:
        sys.exit("harm-strip: no clean text; "
            "say make harm-strip HARM_TEXTS='FILES'")
    for path in paths:
        try:
            pages = few(load(path, n), most)
        except OSError as e:
            print(f"\n{path}: {e.strerror}, left out")
            continue
        print(f"\n{path}\n{'':14}{'pages':>8}{'lines':>9}{'lost':>7}"
            f"{'1 in':>8}")
        for shape, cutter in SHAPES.items():
            made = [p for page in pages for p in cutter(page)]
            report(shape, made, made, 0, show)
            if shape != "line by line":
                report("  on a site", made,
                    [HEAD + p + TAIL for p in made], len(HEAD), show)


if __name__ == "__main__":
    main()
