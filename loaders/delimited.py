"""Delimited text to rows of cells, forgiving stray quotes, lone delimiters of another kind and mixed line ends.

Leaves out choosing the dialect (loaders.dialect) and putting ragged rows right (loaders.ragged).
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from loaders.cell_kinds import TYPED, kind
from loaders.cells import Remark
from loaders.dialect import JOINT, SEPARATOR_LINE, Dialect

LARGEST_CELL = 2**31 - 1
OTHER_DELIMITERS = (";", "\t", "|", ",", " ")
TRIES = 40
LEARNT_FROM = 400


def parse(text: str, dialect: Dialect) -> tuple[list[list[str]], list[Remark]]:
    """Rows of cells as read, one per record, blank lines as []; and what had to be done on the way."""
    said = SEPARATOR_LINE.match(text)
    text = text.replace("\r\r\n", "\n")
    if said:
        rows, remarks = parse(text[said.end() :], dialect)
        return [[], *rows], [remark._replace(row=remark.row + 1 if remark.row else None) for remark in remarks]
    if len(dialect.delimiter) > 1:
        return parse(text.replace(dialect.delimiter, JOINT), dialect._replace(delimiter=JOINT))
    if not dialect.delimiter:
        return [[_unquoted(line, dialect.quote)] if line else [] for line in re.split(r"\r\n|\r|\n", text)], []
    if dialect.escape or dialect.space:
        return _forgiving(text, dialect)
    try:
        rows = _cut(text, dialect, strict=True)
    except csv.Error:
        return _forgiving(text, dialect)
    uneven = len({len(row) for row in rows if row}) > 1
    return _forgiving(text, dialect) if uneven and dialect.quote and dialect.quote in text else _recut(rows, dialect)


def usual_width(rows: list[list[str]]) -> int:
    """The number of cells that most rows of more than one cell have."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _unquoted(line: str, quote: str) -> str:
    if quote and len(line) > 1 and line[0] == line[-1] == quote:
        return line[1:-1].replace(quote * 2, quote)
    return line


def _cut(text: str, dialect: Dialect, *, strict: bool = False) -> list[list[str]]:
    """Rows as the csv module reads them. Raises csv.Error when strict and a quote is out of place."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        strict=strict,
        skipinitialspace=dialect.space,
    )
    return list(reader)


@lru_cache(maxsize=32)
def _cells(dialect: Dialect) -> tuple[re.Pattern[str], ...]:
    """Patterns of a quoted cell read properly, of one that ends at the first closing quote, of an unquoted one, and of
    a quoted one in which a quote before a delimiter was meant as text."""
    mark, quote = re.escape(dialect.delimiter), re.escape(dialect.quote or "\x00")
    blank = "" if dialect.delimiter in " \t" else "[ \t]*+"
    end = rf"(?={blank}(?:{mark}|[\r\n]|\Z))"
    slash = r"|\\." if dialect.escape else ""
    other = rf"[^{quote}\\]++" if dialect.escape else rf"[^{quote}]++"
    inside = rf"(?:{other}|{quote}{quote}{slash}|{quote}(?!{end}))*+"
    lead = "[ ]*+" if dialect.space else ""
    proper = re.compile(rf"{lead}{quote}({inside}){quote}{blank}{end}", re.S)
    early = re.compile(
        rf"{lead}{quote}((?:{other}|{quote}(?!{end})|{quote}(?={quote}{end}))*+){quote}{blank}{end}", re.S
    )
    bare = rf"(?:[^{mark}\r\n\\]++|\\.)*+" if dialect.escape else rf"[^{mark}\r\n]*+"
    late = re.compile(rf"{lead}{quote}([^{quote}\r\n]*+{quote}{blank}{mark}[^{quote}\r\n]*+){quote}{blank}{end}", re.S)
    return proper, early, re.compile(rf"{lead}({bare})"), late


def _forgiving(text: str, dialect: Dialect) -> tuple[list[list[str]], list[Remark]]:
    usual = usual_width(list(_first_records(text, dialect)))
    rows: list[list[str]] = []
    remarks: list[Remark] = []
    for row, mended in _records(text, dialect, usual):
        rows.append(row)
        if mended:
            remarks.append(Remark("stray_quote", row=len(rows), read=dialect.quote, done="kept as text"))
    rows, recut = _recut(rows, dialect)
    return rows, remarks + recut


def _first_records(text: str, dialect: Dialect) -> Iterator[list[str]]:
    at, read = 0, 0
    while at < len(text) and read < LEARNT_FROM:
        row, _, at = _record(text, at, dialect, {})
        read += 1
        yield row


def _records(text: str, dialect: Dialect, usual: int) -> Iterator[tuple[list[str], bool]]:
    at, length = 0, len(text)
    while at < length:
        row, quoted, after = _record(text, at, dialect, {})
        mended = False
        if quoted and (len(row) != usual or _runs_on(text, at, after, quoted, dialect)):
            row, after, mended = _best_reading(text, at, dialect, usual, (row, quoted, after))
        yield ([] if row == [""] else row), mended
        at = after


def _runs_on(text: str, at: int, after: int, quoted: list[int], dialect: Dialect) -> bool:
    """True when a quoted cell takes in a line end and a single quote too: it was probably never meant to open."""
    if "\n" not in text[at : after - 1] and "\r" not in text[at : after - 2]:
        return False
    inside = [found[1] for found in (_cells(dialect)[0].match(text, place) for place in quoted) if found]
    return any(
        dialect.quote in cell.replace(dialect.quote * 2, "") and ("\n" in cell or "\r" in cell) for cell in inside
    )


def _record(text: str, at: int, dialect: Dialect, choices: dict[int, int]) -> tuple[list[str], list[int], int]:
    """One record from `at`: its cells, which of them were quoted, and where the next begins.

    `choices` says how to read the quoted cell that starts at a position: 1 ending at the first closing quote, 2 as
    unquoted text, 3 past the first closing quote.
    """
    proper, early, bare, late = _cells(dialect)
    row: list[str] = []
    quoted: list[int] = []
    while True:
        choice = choices.get(at, 0)
        found = None if choice == 2 else (proper, early, bare, late)[choice].match(text, at)
        if found:
            quoted.append(at)
            row.append(_inside(found[1], dialect))
        else:
            found = bare.match(text, at)
            assert found
            if dialect.quote and found[1].startswith(dialect.quote):
                quoted.append(at)
            row.append(_inside(found[1], dialect._replace(quote="")))
        at = found.end()
        if text.startswith(dialect.delimiter, at):
            at += len(dialect.delimiter)
            continue
        return row, quoted, at + (2 if text.startswith("\r\n", at) else 1)


def _inside(text: str, dialect: Dialect) -> str:
    if dialect.quote:
        text = text.replace(dialect.quote * 2, dialect.quote)
    if dialect.escape and "\\" in text:
        special = re.escape(dialect.delimiter + dialect.quote) + "\\\\\r\n"
        text = re.sub(rf"\\([{special}])", r"\1", text)
    return text


def _best_reading(
    text: str, at: int, dialect: Dialect, usual: int, read: tuple[list[str], list[int], int]
) -> tuple[list[str], int, bool]:
    """Reads the record again with one doubtful cell taken differently; the first reading of the usual width wins."""
    row, quoted, after = read
    readings = []
    for position in [place for place in quoted if _is_doubtful(text, place, dialect)][:TRIES]:
        for choice in (2, 1, 3):
            other, _, end = _record(text, at, dialect, {position: choice})
            if len(other) == usual:
                return other, end, True
            readings.append((other, end))
    spans = text.count("\n", at, after)
    nearer = min(readings, key=lambda reading: abs(len(reading[0]) - usual), default=(row, after))
    if spans > 1 and abs(len(nearer[0]) - usual) < abs(len(row) - usual):
        return nearer[0], nearer[1], True
    return row, after, False


def _is_doubtful(text: str, at: int, dialect: Dialect) -> bool:
    """True for a quoted cell that runs over a line end, holds a quote that is single or before a delimiter, or is
    followed by a cell that only closes one."""
    found = _cells(dialect)[0].match(text, at)
    if not found:
        return False
    if _cells(dialect)[3].match(text, at):
        return True
    inside, quote = found[1], dialect.quote
    closing = re.search(rf"{quote}{quote}[ \t]*(?:{re.escape(dialect.delimiter)}|$)", inside)
    return "\n" in inside or "\r" in inside or bool(closing) or quote in inside.replace(quote * 2, "")


def _recut(rows: list[list[str]], dialect: Dialect) -> tuple[list[list[str]], list[Remark]]:
    """Cuts a line that another delimiter cuts into exactly the usual number of cells, of the usual kinds."""
    usual = usual_width(rows)
    remarks: list[Remark] = []
    short = [number for number, row in enumerate(rows) if row and len(row) * 2 <= usual]
    if usual < 3 or not short:
        return rows, remarks
    columns = _usual_kinds([row for row in rows if len(row) == usual][:200])
    for number in short:
        line = dialect.delimiter.join(rows[number])
        for other in OTHER_DELIMITERS:
            if other == dialect.delimiter or line.count(other) < usual - 1:
                continue
            cut = next(iter(_cut(line, dialect._replace(delimiter=other))), [])
            if len(cut) == usual and _fits(cut, columns):
                rows[number] = cut
                remarks.append(Remark("other_delimiter", row=number + 1, read=other, done="cut there"))
                break
    return rows, remarks


def _usual_kinds(rows: list[list[str]]) -> list[str]:
    counts = [Counter(kind(cell) for cell in column if cell) for column in zip(*rows, strict=True)]
    return [max(count, key=lambda letter: count[letter], default="") for count in counts]


def _fits(row: list[str], columns: list[str]) -> bool:
    """True when most typed columns hold their kind in this row."""
    typed = [(kind(cell), usual) for cell, usual in zip(row, columns, strict=True) if usual in TYPED]
    return bool(typed) and sum(1 for found, usual in typed if found == usual) >= 0.7 * len(typed)
