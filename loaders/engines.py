"""The engines that open workbooks: calamine for all formats, and a second, slower one for each.

Every engine takes bytes and gives a Read; what it raises is for loaders.workbooks to judge. Leaves out limits.
"""

import io
import struct
from collections.abc import Iterable
from typing import Any

from loaders.cell_text import row_texts
from loaders.cells import Range, Read, Sheet, rectangle
from loaders.error_cells import fill_error_cells

MAX_CELLS = 40_000_000
BEGINNINGS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")  # Excel 97, Excel 5


class TooLargeError(Exception):
    """The sheet claims more cells than memory should hold."""


def calamine(content: bytes) -> Read:
    """xlsx, xlsm, xlsb, xls and ods by python-calamine; error cells, which it leaves empty, are filled in."""
    import python_calamine as engine

    book = engine.load_workbook(io.BytesIO(content))
    sheets = []
    for entry in book.sheets_metadata:
        if entry.typ not in (engine.SheetTypeEnum.WorkSheet, engine.SheetTypeEnum.MacroSheet):
            continue
        sheet = book.get_sheet_by_name(entry.name)
        _bounded(*(sheet.end or (0, 0)))
        rows = [row_texts(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = tuple(_counted_from_one(*area) for area in sheet.merged_cell_ranges or ())
        hidden = entry.visible != engine.SheetVisibleEnum.Visible
        sheets.append(Sheet(entry.name, rows, merged, hidden))
    fill_error_cells(content, sheets)
    return Read([Sheet(sheet.name, trimmed(sheet.cells), sheet.merged, sheet.hidden) for sheet in sheets], [])


def _bounded(last_row: int, last_column: int) -> None:
    if (last_row + 1) * (last_column + 1) > MAX_CELLS:
        raise TooLargeError


def _counted_from_one(first: tuple[int, int], last: tuple[int, int]) -> Range:
    return first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """The rows without empty ones at the end and empty columns at the right. Raises TooLargeError."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at for row in rows for at in (_filled(row),)), default=0)
    if len(rows) * width > MAX_CELLS:
        raise TooLargeError
    return rectangle([row[:width] if len(row) > width else row for row in rows])


def _filled(row: list[str]) -> int:
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def openxml(content: bytes) -> Read:
    """xlsx and xlsm by our own forgiving reader."""
    from loaders.openxml import read_workbook

    return read_workbook(content)


def _streamed(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    texts: list[list[str]] = []
    cells = 0
    for row in rows:
        texts.append(row_texts(list(row)))
        cells += len(texts[-1])
        if cells > MAX_CELLS:
            raise TooLargeError
    return trimmed(texts)


def xlrd(content: bytes) -> Read:
    """xls by xlrd, which opens older and more damaged files than calamine."""

    book = _old_book(content)
    sheets = [
        Sheet(
            sheet.name,
            trimmed([[_xls_text(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)]),
            tuple((first + 1, left + 1, last, right) for first, last, left, right in sheet.merged_cells),
            sheet.visibility != 0,
        )
        for sheet in book.sheets()
    ]
    return Read(sheets, [])


def _old_book(content: bytes) -> Any:
    """The workbook, even where its container is damaged and only the stream inside it is whole."""
    import xlrd as engine

    try:
        return engine.open_workbook(file_contents=content, logfile=io.StringIO(), ignore_workbook_corruption=True)
    except (engine.XLRDError, engine.compdoc.CompDocError, AssertionError, IndexError, struct.error):
        begin = next((at for at in map(content.find, BEGINNINGS) if at > 0), -1)
        if begin < 0:
            raise
        stream = content[begin:]
        return engine.open_workbook(file_contents=stream, logfile=io.StringIO(), ignore_workbook_corruption=True)


def _xls_text(cell: Any, datemode: int) -> str:
    import xlrd as engine

    if cell.ctype == engine.XL_CELL_DATE:
        try:
            return row_texts([engine.xldate_as_datetime(cell.value, datemode)])[0]
        except (ValueError, OverflowError):
            return row_texts([cell.value])[0]
    if cell.ctype == engine.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == engine.XL_CELL_ERROR:
        return str(engine.error_text_from_code.get(cell.value, "#N/A"))
    return row_texts([cell.value])[0]


def pyxlsb(content: bytes) -> Read:
    """xlsb by pyxlsb; it leaves dates as serial numbers."""
    import pyxlsb as engine

    with engine.open_workbook(io.BytesIO(content)) as book:
        sheets = [
            Sheet(name, _streamed([cell.v for cell in row] for row in book.get_sheet(name).rows()))
            for name in book.sheets
        ]
    return Read(sheets, [])


def odf(content: bytes) -> Read:
    """ods by our own streaming reader."""
    from loaders.opendocument import read_sheets

    return Read(read_sheets(content), [])


ENGINES = {"calamine": calamine, "openxml": openxml, "xlrd": xlrd, "pyxlsb": pyxlsb, "odf": odf}


def reason(problem: BaseException) -> str:
    """Why an engine gave up, in one word where it matters: password, too_large, else what it said."""
    said = f"{type(problem).__name__}: {problem}".replace("\n", " ")
    if isinstance(problem, TooLargeError | MemoryError):
        return "too_large"
    if "panic" in said.lower():
        return "crashed"
    return "password" if "password" in said.lower() or "encrypt" in said.lower() else said[:300]
