#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""charset.py - the tables of data/charset/ that are made from others

	charset.py DIR

DIR holds the index-*.txt files of the WHATWG Encoding Standard.  EUC-TW is not
in that standard: its table is what iconv(1) of the GNU C library says, which
follows CNS 11643-1992, one character at a time.
"""
import subprocess
import sys

CC_BY = "Licence: CC BY 4.0; in source code BSD-3-Clause."


def index(name):
    with open(f"{sys.argv[1]}/index-{name}.txt", encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                pointer, cp = line.split()[:2]
                yield int(pointer), int(cp, 16)


def write(name, head, rows):
    with open(f"data/charset/{name}.tsv", "w", encoding="utf-8") as f:
        for line in head + ["bytes<TAB>code point, both in hexadecimal; "
                            "sorted by bytes."]:
            f.write(f"# {line}\n")
        for pair, cp in sorted(rows):
            f.write(f"{pair:04X}\t{cp:04X}\n")


def shift_jis(pointer):
    lead, trail = divmod(pointer, 188)
    return (lead + (0x81 if lead < 0x1f else 0xc1)) << 8 | \
        trail + (0x40 if trail < 0x3f else 0x41)


def euc_kr(pointer):
    return (pointer // 190 + 0x81) << 8 | pointer % 190 + 0x41


def jis0212(pointer):
    return (pointer // 94 + 0xa1) << 8 | pointer % 94 + 0xa1


def source(name):
    return [f"Source: WHATWG Encoding Standard, index-{name}.txt of "
            "2024-09-18, pointers", f"written as bytes.  {CC_BY}"]


def euc_tw():
    for plane in range(1, 16):
        for row in range(0xa1, 0xff):
            for cell in range(0xa1, 0xff):
                b = bytes([row, cell])
                if plane > 1:
                    b = bytes([0x8e, 0xa0 + plane]) + b
                yield b


def iconv(text, of, to):
    return subprocess.run(["iconv", "-c", "-f", of, "-t", to], input=text,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False).stdout


def ask_iconv():
    """A line each.  iconv -c drops a part of what it does not know, and reads
    the rest as something else, so only what it gives back is true."""
    lines = [b"%X %s" % (int.from_bytes(b, "big"), b) for b in euc_tw()]
    text = iconv(b"\n".join(lines), "EUC-TW", "UTF-8")
    back = iconv(text, "UTF-8", "EUC-TW").split(b"\n")
    for line, text, again in zip(lines, text.decode().split("\n"), back):
        if line == again:
            pair, _, ch = text.partition(" ")
            yield int(pair, 16), ord(ch)


write("shift_jis", ["JIS X 0208 with the extensions of NEC and IBM, in the "
                    "bytes of Shift_JIS."] + source("jis0208"),
      ((shift_jis(p), cp) for p, cp in index("jis0208")))
write("jis0212", ["JIS X 0212, in the last two of the three bytes that "
                  "EUC-JP has for it."] + source("jis0212"),
      ((jis0212(p), cp) for p, cp in index("jis0212")))
write("euc-kr", ["EUC-KR with the other syllables that Microsoft added "
                 "(code page 949)."] + source("euc-kr"),
      ((euc_kr(p), cp) for p, cp in index("euc-kr")))
write("euc-tw", ["EUC-TW: CNS 11643, plane 1 in two bytes, the others in "
                 "four.", "Source: EUC-TW of iconv in the GNU C library "
                 "2.36, listed.  Facts, no licence", "needed."], ask_iconv())
