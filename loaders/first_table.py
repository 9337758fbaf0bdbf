"""The first table of a file as plain CSV: what `--cells` prints.

Text as read, several header rows joined by a blank, preamble and footer left out; a table without headings has no
header line. Totals, labels and examples among the records are printed where they stand: they are text of the table.
Leaves out what anything means.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from loaders.cells import FoundTable, Sheet, Source
from loaders.tables import find_tables

NOT_PRINTED = ("preamble", "footer", "blank")


def cells_csv(source: Source) -> str:
    """The first table as CSV text; all cells where no table is found; "" when there are none."""
    for sheet in sorted(source.sheets, key=lambda sheet: sheet.hidden):
        tables = find_tables(sheet)
        if tables:
            alone = sheet if not _stands_beside(tables) else replace(sheet, widths=())
            return _lines(_rows(alone, tables[0]))
    filled = [sheet for sheet in source.sheets if sheet.cells]
    return _lines(_own(filled[0], row, 1) for row in range(1, len(filled[0].cells) + 1)) if filled else ""


def _stands_beside(tables: list[FoundTable]) -> bool:
    """True when another table begins in the first one's rows, in other columns: of each row only a part is its own."""
    first, last = min(tables[0].rows, default=0), max(tables[0].rows, default=0)
    return any(
        not set(tables[0].columns) & set(other.columns) and any(first <= row <= last for row in other.rows)
        for other in tables[1:]
        if not other.turned
    )


def _rows(sheet: Sheet, table: FoundTable) -> Iterable[list[str]]:
    width = 1
    if table.header_rows:
        header = _header(sheet, table)
        width = len(header)
        yield header
    records = dict(zip(table.rows, table.records, strict=True))
    for row in sorted([*table.rows, *(row for row, why in table.left_out.items() if why not in NOT_PRINTED)]):
        if table.left_out.get(row) == "repeated_header":
            return
        if row != table.unit_row:
            yield _own(sheet, row, width) if sheet.widths else records.get(row) or _part(sheet, row, table)


def _header(sheet: Sheet, table: FoundTable) -> list[str]:
    """One text per column. Rows that only repeat the one above are joined all the same: that is how they are read."""
    assert table.header_rows
    first, last = table.header_rows
    rows = [_part(sheet, row, table) for row in range(first, last + 1)]
    texts = list(table.headings)
    if len(rows) > 1:
        same = [len({row[at].strip() for row in rows}) == 1 for at in range(len(texts))]
        texts = [" ".join(row[at] for row in rows) if alike else texts[at] for at, alike in enumerate(same)]
    if table.unit_row:
        units = _part(sheet, table.unit_row, table)
        texts = [f"{text} {unit}" if unit.strip() else text for text, unit in zip(texts, units, strict=True)]
    least = max(sheet.widths[last - 1], 1) if sheet.widths else 1
    while len(texts) > least and not texts[-1]:
        texts.pop()
    return texts


def _part(sheet: Sheet, row: int, table: FoundTable) -> list[str]:
    """The cells of a row that stand under the table's columns."""
    cells = sheet.cells[row - 1]
    return [cells[at - 1] for at in table.columns]


def _own(sheet: Sheet, row: int, least: int) -> list[str]:
    """A row of delimited text with the cells it has itself, at least as many as the header."""
    cells = sheet.cells[row - 1]
    return cells[: max(sheet.widths[row - 1], least)] if sheet.widths else cells


def _lines(rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
