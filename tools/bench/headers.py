"""How often the header block of a sheet is found: its last row right, in every table of the sheet.

On labelled sheets of tests/golden/tables (statistics, business, mixed), each read as CSV and as a workbook, and on
statistics tables made up at random. Leaves out what the headings mean (tools.bench.columns).
"""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl

from loaders.columns_headings import knows
from loaders.source import read_source
from loaders.tables import find_tables
from tools.bench import Figure
from tools.bench._grids import Labelled, labelled
from tools.bench._statistics_tables import statistics_table

SETS = Path(__file__).parents[2] / "tests" / "golden" / "tables"
WANTED = {"statistics": 0.90, "business": 0.97, "mixed": 0.97}
MADE_UP = range(2000, 2200)
NUMBER = re.compile(r"-?[1-9][\d,]*(?:\.\d+)?|-?0?\.\d+")


def measure() -> list[Figure]:
    """The share of sheets with all header blocks right, by kind."""
    figures = []
    for kind, wanted in WANTED.items():
        sheets = [sheet for path in sorted(SETS.glob(f"{kind}*.txt")) for sheet in labelled(path)]
        for form, written in (("csv", as_csv), ("xlsx", as_workbook)):
            figures.append(_figure(f"{len(sheets)} {kind} sheets as {form}", sheets, form, written, wanted))
    made_up = [statistics_table(seed) for seed in MADE_UP]
    figures.append(_figure(f"{len(made_up)} statistics tables made up", made_up, "csv", as_csv, WANTED["statistics"]))
    return figures


def _figure(
    what: str, sheets: list[Labelled], form: str, written: Callable[[Labelled], bytes], wanted: float
) -> Figure:
    right = sum(header_ends(written(sheet), f"{sheet.name}.{form}") == sheet.header_ends for sheet in sheets)
    return Figure(f"last header row right, {what}", right / len(sheets), wanted)


def header_ends(content: bytes, name: str) -> list[int]:
    """The last header row of every table found in a file, from the top."""
    found = [table for sheet in read_source(content, name).sheets for table in find_tables(sheet, knows)]
    return [table.header_rows[1] for table in found if table.header_rows]


def as_csv(sheet: Labelled) -> bytes:
    """The sheet as delimited text, joined cells as empty ones."""
    text = io.StringIO()
    width = max(map(len, sheet.rows))
    csv.writer(text).writerows(row + [""] * (width - len(row)) for row in sheet.rows)
    return text.getvalue().encode()


def as_workbook(sheet: Labelled) -> bytes:
    """The sheet as a workbook, with numbers as numbers and joined cells joined."""
    book = openpyxl.Workbook()
    cells = book.active
    assert cells is not None
    for number, row in enumerate(sheet.rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                value = float(text.replace(",", "")) if NUMBER.fullmatch(text) else text
                cells.cell(number, column, value)
    for row_at, first, last in sheet.joined:
        cells.merge_cells(start_row=row_at + 1, end_row=row_at + 1, start_column=first + 1, end_column=last + 1)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
