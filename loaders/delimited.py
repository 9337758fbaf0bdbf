"""Delimited text to rows of cells, forgiving stray quotes, lone delimiters of another kind and mixed line ends.

Leaves out choosing the dialect (loaders.dialect), quotes out of place (loaders.records) and putting ragged rows right
(loaders.ragged).
"""

import csv
import io
import re
from collections import Counter

from loaders.budget import Budget
from loaders.cell_kinds import TYPED, kind
from loaders.cells import Remark
from loaders.dialect import JOINT, SEPARATOR_LINE, Dialect
from loaders.records import Records, usual_width

LARGEST_CELL = 2**31 - 1
OTHER_DELIMITERS = (";", "\t", "|", ",", " ")
RECUTS = 50_000  # rows that may be tried under other delimiters
WIDEST = 1000  # columns up to which a row under another delimiter is looked for


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


def _forgiving(text: str, dialect: Dialect) -> tuple[list[list[str]], list[Remark]]:
    rows: list[list[str]] = []
    remarks: list[Remark] = []
    records = Records(text, dialect)
    for row, mended in records:
        rows.append(row)
        if mended:
            remarks.append(Remark("stray_quote", row=len(rows), read=dialect.quote, done="kept as text"))
    if records.given_up:
        remarks.append(Remark("quotes_too_many", row=records.given_up, read=dialect.quote))
    rows, recut = _recut(rows, dialect)
    return rows, remarks + recut


def _recut(rows: list[list[str]], dialect: Dialect) -> tuple[list[list[str]], list[Remark]]:
    """Cuts a line that another delimiter cuts into exactly the usual number of cells, of the usual kinds."""
    usual = usual_width(rows)
    remarks: list[Remark] = []
    short = [number for number, row in enumerate(rows) if row and len(row) * 2 <= usual]
    if not 3 <= usual <= WIDEST or not short:
        return rows, remarks
    columns = _usual_kinds([row for row in rows if len(row) == usual][:200])
    budget = Budget(RECUTS)
    for number in short:
        if not budget.take(1, number + 1):
            break
        line = dialect.delimiter.join(rows[number])
        for other in OTHER_DELIMITERS:
            if other == dialect.delimiter or line.count(other) < usual - 1:
                continue
            cut = next(iter(_cut(line, dialect._replace(delimiter=other))), [])
            if len(cut) == usual and _fits(cut, columns):
                rows[number] = cut
                remarks.append(Remark("other_delimiter", row=number + 1, read=other, done="cut there"))
                break
    return rows, remarks + ([Remark("rows_not_checked", row=budget.stopped_at)] if budget.stopped_at else [])


def _usual_kinds(rows: list[list[str]]) -> list[str]:
    counts = [Counter(kind(cell) for cell in column if cell) for column in zip(*rows, strict=True)]
    return [max(count, key=lambda letter: count[letter], default="") for count in counts]


def _fits(row: list[str], columns: list[str]) -> bool:
    """True when most typed columns hold their kind in this row."""
    typed = [(kind(cell), usual) for cell, usual in zip(row, columns, strict=True) if usual in TYPED]
    return bool(typed) and sum(1 for found, usual in typed if found == usual) >= 0.7 * len(typed)
