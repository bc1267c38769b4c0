# SPDX-License-Identifier: Apache-2.0
"""striplog - which lines of pages the program takes out, for what rule

A page is a list of lines.  What was taken out is read from the log, so it is
exact where the same line stands twice in a page.
"""
import bisect
import json
import os
import subprocess
import sys
import tempfile

QING = os.environ.get("QING", "qing")


def records(pages):
    return "".join("\n".join(page) + "\n\0" for page in pages).encode(
        "utf-8", "surrogatepass")


def run(data, *options):
    done = subprocess.run([QING, "-z", *options], input=data,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(f"{QING} failed: {done.returncode}")
    return done.stdout


def dropped(pages, passes="strip"):
    """For each page the rules its lines fell to; None for those that stay."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log")
        out = run(records(pages), "-p", passes, "--log=" + path)
        with open(path, encoding="utf-8") as f:
            log = [json.loads(line) for line in f]
    if out.count(b"\0") != len(pages):
        sys.exit(f"{len(pages)} pages in, {out.count(bytes(1))} out")
    starts, at = [], 0
    for page in pages:
        starts.append([])
        for line in page:
            starts[-1].append(at)
            at += len(line.encode("utf-8", "surrogatepass")) + 1
        at += 1
    rules = [[None] * len(page) for page in pages]
    for edit in log:
        if edit.get("after") != "" or not edit["rule"].startswith("strip."):
            continue
        page = edit["record"] - 1
        end = edit["at"] + edit["len"]
        i = bisect.bisect_left(starts[page], edit["at"])
        while i < len(pages[page]):
            text = pages[page][i].encode("utf-8", "surrogatepass").rstrip()
            if starts[page][i] + len(text) > end:
                break
            if text:
                rules[page][i] = edit["rule"]
            i += 1
    return rules
