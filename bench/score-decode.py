#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""score-decode.py DIR - how often qing and other programs read bytes right

	make score-decode SCORE_DATA=DIR [PYTHON=python3]

DIR holds the sets, short*.jsonl, documents*.jsonl, public*.jsonl and
mixed*.jsonl: a JSON object a line, with "id", "suite", "charset", "data" (the
bytes, in base64) and "truth" (the text).  The program is $QING.

A text is right when it is the truth to the character, a U+FEFF at its start
aside.  qing and "enca -x" convert themselves; the answer of a detector is read
by the codecs of Python, as the WHATWG Encoding Standard reads that name where
they can, and by iconv(1) where Python has none.  No answer is a wrong one.
Peers that are not installed are left out.
"""
import base64
import codecs
import collections
import concurrent.futures as futures
import difflib
import glob
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

JOBS = 2
BATCH = 400  # files for one process, where a tool takes many

NO_ANSWER = ("", "???", "unknown", "unknown-8bit", "binary")

# Codecs for what the standard reads as more than its name says.
CODEC = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030",
    "euc-cn": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
    "big5-hkscs": "big5hkscs", "euc-kr": "cp949", "uhc": "cp949",
    "shift-jis": "cp932", "sjis": "cp932", "ascii": "cp1252",
    "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin-1": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso8859-9": "cp1254",
    "iso-8859-11": "cp874", "iso8859-11": "cp874", "tis-620": "cp874",
    "mac-centraleurope": "mac-latin2", "macce": "mac-latin2",
}
CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "hz", "iso-2022-cn", "big5",
    "big5-hkscs", "cp950", "euc-tw"}
ASIAN = CHINESE | {"shift_jis", "cp932", "euc-jp", "iso-2022-jp", "euc-kr",
    "cp949", "johab", "iso-2022-kr"}
FAMILIES = (
    ("all", lambda cs: True),
    ("legacy CJK", lambda cs: cs in ASIAN),
    ("Chinese legacy", lambda cs: cs in CHINESE),
    ("UTF-8", lambda cs: cs == "utf-8"),
    ("UTF-16, UTF-32", lambda cs: cs.startswith(("utf-16", "utf-32"))),
    ("single byte", lambda cs: cs not in ASIAN and cs[:4] != "utf-"),
)


# Where the standard has it as Microsoft does, and the codec does not.
BIG5 = bytes.fromhex("a145a14ea1c2a1e3a1f2a1f3a244a246a247")
JAPANESE = str.maketrans("\u301c\u2016\u2212\xa2\xa3\xac",
    "\uff5e\u2225\uff0d\uffe0\uffe1\uffe2")
OTHER = {
    "big5hkscs": str.maketrans(BIG5.decode("big5hkscs"), BIG5.decode("cp950")),
    "euc_jp": JAPANESE, "iso2022_jp": JAPANESE,
}


def c1(error):
    """What windows-125x leaves free below 0xA0 are controls."""
    b = error.object[error.start]
    return chr(b) if b < 0xa0 else "\ufffd", error.start + 1


def microsoft(error):
    """A pair that the codec lacks, as the code page has it."""
    pair, page = error.object[error.start:error.start + 2], "cp950"
    if error.encoding == "euc_jp":
        page = "cp932"
        if len(pair) == 2 and min(pair) > 0xa0:
            row, cell = pair[0] - 0xa1, pair[1] - 0xa1
            lead = row // 2 + (0x81 if row < 62 else 0xc1)
            trail = cell + (0x9f if row % 2 else 0x40 + (cell > 62))
            pair = bytes((lead, trail))
    try:
        return pair.decode(page), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.end


codecs.register_error("c1", c1)
codecs.register_error("microsoft", microsoft)


def by_iconv(data, label):
    out = subprocess.run(["iconv", "-c", "-f", label, "-t", "UTF-8"],
        input=data, capture_output=True).stdout
    return out.decode("utf-8", "replace")


def read(data, label):
    """The text of data in the charset that a detector named."""
    label = (label or "").lower().replace("_", "-")
    codec = CODEC.get(label, label)
    try:
        codec = codecs.lookup(codec).name
    except (LookupError, ValueError):
        return None if label in NO_ANSWER else by_iconv(data, label)
    if codec in ("big5hkscs", "euc_jp"):
        errors = "microsoft"
    elif codec.startswith(("cp125", "cp874", "iso8859", "koi8", "mac")):
        errors = "c1"
    else:
        errors = "replace"
    return data.decode(codec, errors).translate(OTHER.get(codec, {}))


def get(path):
    with open(path, "rb") as f:
        return f.read()


class Converter:
    """Reads standard input, writes the text."""
    def __init__(self, *command):
        self.command = command

    def one(self, path):
        with open(path, "rb") as f:
            return subprocess.run(self.command, stdin=f,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                ).stdout.decode("utf-8", "replace")

    def texts(self, paths):
        with futures.ThreadPoolExecutor(JOBS) as pool:
            yield from pool.map(self.one, paths)


def enca_name(answer):
    """A charset and how the text is written in it: "UCS-2/LF/21"."""
    name, *surface = answer.split("/")
    wide = {"UCS-2": ("utf-16-be", "utf-16-le"),
        "UCS-4": ("utf-32-be", "utf-32-le")}.get(name, (name, name))
    return wide["21" in surface or "4321" in surface]


class Detector:
    """Takes many files, says a line of each."""
    def __init__(self, *command, name=str):
        self.command = command
        self.name = name

    def labels(self, paths):
        out = subprocess.run([*self.command, *paths],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        lines = out.decode("ascii", "replace").splitlines()
        if len(lines) == len(paths):
            return [self.name(l.rsplit(": ", 1)[-1]) for l in lines]
        if len(paths) == 1:
            return [None]
        return [self.labels([p])[0] for p in paths]  # it fell over one

    def texts(self, paths):
        batches = [paths[i:i + BATCH] for i in range(0, len(paths), BATCH)]
        with futures.ThreadPoolExecutor(JOBS) as pool:
            labels = [l for b in pool.map(self.labels, batches) for l in b]
        for path, label in zip(paths, labels):
            yield read(get(path), label)


def ask_chardet(path):
    data = get(path)
    answer = importlib.import_module("chardet").detect(data)
    return read(data, answer["encoding"])


def ask_normalizer(path):
    data = get(path)
    best = importlib.import_module("charset_normalizer").from_bytes(data).best()
    return read(data, best.encoding if best is not None else None)


class Module:
    """A detector in Python, in processes of our own."""
    def __init__(self, ask):
        self.ask = ask

    def texts(self, paths):
        with futures.ProcessPoolExecutor(JOBS) as pool:
            yield from pool.map(self.ask, paths, chunksize=8)


def installed():
    peers = {"qing": Converter(os.environ.get("QING", "qing"), "-p", "decode")}
    if shutil.which("uchardet"):
        peers["uchardet"] = Detector("uchardet")
    if shutil.which("enca"):
        peers["enca -x"] = Converter("enca", "-L", "zh", "-x", "UTF-8")
        peers["enca -e"] = Detector("enca", "-L", "zh", "-e",
            name=enca_name)
    if shutil.which("file"):
        peers["file"] = Detector("file", "-b", "--mime-encoding")
    for name, column, ask in (("chardet", "chardet", ask_chardet),
        ("charset_normalizer", "normalizer", ask_normalizer)):
        try:
            version = importlib.import_module(name).__version__
        except ImportError:
            continue
        peers[column + " " + version] = Module(ask)
    return peers


def load(folder, name):
    rows = []
    for path in sorted(glob.glob(os.path.join(glob.escape(folder),
        name + "*.jsonl"))):
        with open(path, encoding="utf-8") as f:
            rows += map(json.loads, f)
    for row in rows:
        row["truth"] = row["truth"].lstrip("\ufeff")
    return rows


def right_lines(want, got):
    if len(want) == len(got):
        return sum(a == b for a, b in zip(want, got))
    match = difflib.SequenceMatcher(None, want, got, False)
    return sum(m.size for m in match.get_matching_blocks())


def groups(name, row):
    """The lines of the table that a row counts for."""
    if name == "public":
        return [f for f, has in FAMILIES if has(row["charset"].lower())]
    suite = row["suite"].split("/", 1)[-1]
    if name == "short":
        size = suite.rsplit("/", 1)[-1]
        return ["all", "all/" + size, suite]
    return ["all", suite]


def by_suite(row):
    """Sizes as numbers."""
    return [int(s) if s.isdigit() else s
        for s in re.split(r"(\d+)", row["suite"])]


def table(title, peers, total, right):
    total = {k: n for k, n in total.items() if n > 0}
    total = {k: total[k] for k in sorted(total, key=lambda k: k[:3] != "all")}
    width = max(map(len, total)) + 1
    print(f"\n{title}: % right")
    print(f"{'':{width}}{'n':>6}" + "".join(f"{p:>{max(len(p), 6) + 2}}"
        for p in peers))
    for key in total:
        print(f"{key:{width}}{total[key]:6}" + "".join(
            f"{100 * right[p, key] / total[key]:{max(len(p), 6) + 2}.1f}"
            for p in peers))
    sys.stdout.flush()


def score(name, rows, peers, folder):
    total, right = collections.Counter(), collections.Counter()
    lines, right_of = collections.Counter(), collections.Counter()
    paths = []
    for i, row in enumerate(rows):
        paths.append(os.path.join(folder, f"{name}{i}"))
        with open(paths[-1], "wb") as f:
            f.write(base64.b64decode(row["data"]))
        row["lines"] = row["truth"].split("\n")
    if name == "public":  # in this order
        for key, _ in FAMILIES:
            total[key] = 0
    for row in sorted(rows, key=by_suite):
        for key in groups(name, row):
            total[key] += 1
            lines[key] += len(row["lines"])
    for peer in peers:
        for row, text in zip(rows, peers[peer].texts(paths)):
            if text is None:
                continue
            text = text.lstrip("\ufeff")
            same = text == row["truth"]
            good = len(row["lines"])
            if not same and name == "mixed":
                good = right_lines(row["lines"], text.split("\n"))
            for key in groups(name, row):
                right[peer, key] += same
                right_of[peer, key] += good
    table(name, peers, total, right)
    if name == "mixed":
        table("mixed, lines", peers, lines, right_of)


def main():
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("score-decode: no folder of labelled bytes; "
		    "say make score-decode SCORE_DATA=DIR")
    peers = installed()
    found = False
    with tempfile.TemporaryDirectory() as folder:
        for name in ("short", "documents", "public", "mixed"):
            rows = load(sys.argv[1], name)
            if rows:
                found = True
                score(name, rows, peers, folder)
    if not found:
        sys.exit("score-decode: no short*.jsonl, documents*.jsonl, "
            "public*.jsonl, mixed*.jsonl in " + sys.argv[1])


if __name__ == "__main__":
    main()
