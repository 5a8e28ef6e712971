"""Regenerates tables.json: some hundreds of random CSV texts, and what Python's csv module reads in them.

    python3 make_tables.py           # writes next to this file; Python 3.11, nothing else

A table is its text as often as "times" says, in UTF-8. Of it are kept: how many records there are without the blank
lines ("rows", -1 where csv.reader(strict=True) refuses the table), how many fields each has ("width", 0 where they
differ), and the first 16 digits of the SHA-256 of all cells ("cells"): for each record the line that it begins on, a
unit separator before each cell, and a record separator at the end. "plain" says that the first record tells the
separator: it has two fields or more, and no other of the four separators in it.
"""
import csv, hashlib, io, json, pathlib, random

HERE = pathlib.Path(__file__).parent
SEPARATORS = ",;\t|"
BREAKS = ["\n", "\r\n", "\r"]
BLANKS = [" ", "\u00a0", "  "]
WORDS = ["a", "b1", "-2.5", "3e4", "0", "", "", " x", "y ", "\u00e4\u00f6\u00fc", "\u00df", "\u540d\u524d", "\U0001f600",
         "e\u0301", "\U0001f469\u200d\U0001f52c", "it's", "C:\\d", "\\", "NA", "1,5", "1;5", "a|b", "a\tb", "\u2028",
         "\u0085", "\x0b", "\x0c", "\x1c"]
csv.field_size_limit(1 << 30)


def soup(r, separator):
    """Anything at all, most of it a table by chance: about half is refused."""
    pieces = [separator] * 5 + ['"'] * 4 + ['""', '"a"', '"', "\n", "\r\n", "\r", "a", "b", "\u00e4", "\U0001f600", " "]
    return "".join(r.choice(pieces) for _ in range(r.randrange(1, 24)))


def cell(r, separator, long):
    """A cell as it is written, with quotes where it needs them and sometimes where it does not."""
    text = "".join(r.choice(WORDS) for _ in range(r.choice([0, 1, 1, 1, 2, 3])))
    if r.random() < 0.1:
        text += r.choice(['"', "\n", "\r\n", "\r", separator, '""', "\n\n", '"\n']) + r.choice(WORDS)
    if long and r.random() < 0.05:
        text += r.choice(["x", "\u00e9", '"', "\n", "\U0001f600"]) * r.randrange(1000)
    in_need = any(c in text for c in separator + "\r\n") or text.startswith('"')
    return '"' + text.replace('"', '""') + '"' if in_need or r.random() < 0.15 else text


def grid(r, separator, width, rows, long=False):
    """A table that is well formed, but for a row of another width or a character too many, now and then."""
    breaks = [r.choice(BREAKS)] if r.random() < 0.7 else BREAKS
    lines = []
    if r.random() < 0.8:
        lines.append(separator.join("c%d" % j for j in range(width)))
    for _ in range(rows):
        if r.random() < 0.05:
            lines.append(r.choice(["", "", *BLANKS]))
        lines.append(separator.join(cell(r, separator, long) for _ in range(width)))
    if r.random() < 0.04:
        lines.append("a" + separator * width)
    text = "".join(line + r.choice(breaks) for line in lines)
    if r.random() < 0.3:
        text = text.rstrip("\r\n")
    if r.random() < 0.08:
        at = r.randrange(len(text) + 1)
        text = text[:at] + r.choice(['"', "\r", separator, '"a', "\n\n"]) + text[at:]
    return text


def is_blank(record, line):
    """A line with nothing but blanks on it; two quotes are a field that is empty, and U+0085 is text."""
    return not record or (len(record) == 1 and not record[0].replace("\x85", "x").strip() and '"' not in line)


def read(text, separator):
    """The records with the lines that they begin on, without blank ones; None where csv refuses the text."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    records, line = [], 0
    try:
        for record in reader:
            if not is_blank(record, lines[line]):
                records.append((line + 1, record))
            line = reader.line_num
    except csv.Error:
        return None
    return records


def figures(text, times, separator):
    # a byte order mark at the start is no part of the first cell
    records = read((text * times).removeprefix("\ufeff"), separator)
    table = {"text": text, "times": times, "separator": separator, "rows": -1, "width": 0, "cells": "", "plain": False}
    if records:
        widths = {len(record) for _, record in records}
        cells = "".join(str(line) + "".join("\x1f" + c for c in record) + "\x1e" for line, record in records)
        first = "".join(records[0][1])
        table |= {
            "rows": len(records),
            "width": widths.pop() if len(widths) == 1 else 0,
            "cells": hashlib.sha256(cells.encode()).hexdigest()[:16],
            "plain": len(records[0][1]) > 1 and not any(s in first for s in SEPARATORS),
        }
    elif records is not None:
        table["rows"] = 0
    return table


def tables(r):
    for _ in range(700):
        separator = r.choice(SEPARATORS)
        yield soup(r, separator), 1, separator
    for i in range(500):
        separator = r.choice(SEPARATORS)
        width = r.choice([1, 2, 3, 3, 4, 7])
        mark = "\ufeff" if i % 10 == 0 else ""
        yield mark + grid(r, separator, width, r.randrange(1, 7)), 1, separator
    for _ in range(8):
        separator = r.choice(SEPARATORS)
        yield grid(r, separator, r.choice([1, 2, 5]), 12, long=True), 1, separator
    for width in (300, 600):
        separator = r.choice(SEPARATORS)
        yield grid(r, separator, width, 3), 1, separator
    # longer than every buffer on the way, so that quotes and line breaks fall on the seams of each
    for _ in range(60):
        separator = r.choice(SEPARATORS)
        text = grid(r, separator, r.choice([1, 2, 3]), r.randrange(2, 6))
        yield text + r.choice(BREAKS), 200_000 // len(text.encode()), separator


def main():
    r = random.Random(20261126)
    lines = [json.dumps(figures(*table)) for table in tables(r)]
    (HERE / "tables.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", newline="\n")


if __name__ == "__main__":
    main()
