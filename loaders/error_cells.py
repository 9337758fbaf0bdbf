"""Error cells (#DIV/0!, #REF! …) and escaped characters of workbooks, which the fast engine leaves empty or as written.

Leaves out formats in which it does not happen.
"""

import io
import re
import zipfile

from loaders.cells import Sheet

ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)</', re.S)
OLE = b"\xd0\xcf\x11\xe0"
MAX_OLD = 4_000_000


def fill_error_cells(content: bytes, sheets: list[Sheet]) -> None:
    """Writes error cells as their text, in place; what cannot be looked up stays empty."""
    try:
        if content.startswith(OLE):
            _fill_old(content, sheets)
        elif content.startswith(b"PK"):
            _fill_openxml(content, sheets)
    except Exception:  # noqa: BLE001 the sheets are read; this only adds to them
        return


def _fill_openxml(content: bytes, sheets: list[Sheet]) -> None:
    from loaders.openxml import sheet_parts, unescaped

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = sheet_parts(archive)
        for sheet in sheets:
            xml = archive.read(parts[sheet.name]) if sheet.name in parts else b""
            if b't="e"' in xml:
                for letters, row, text in ERROR.findall(xml):
                    _write(sheet, int(row) - 1, _column(letters.decode()), text.decode())
        strings = next((name for name in archive.namelist() if name.lower().endswith("sharedstrings.xml")), "")
        if strings and b"_x00" in archive.read(strings):
            for sheet in sheets:
                sheet.cells[:] = [[unescaped(text) for text in row] for row in sheet.cells]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _write(sheet: Sheet, row: int, column: int, text: str) -> None:
    if row < len(sheet.cells) and column < len(sheet.cells[row]) and not sheet.cells[row][column]:
        sheet.cells[row][column] = text


def _fill_old(content: bytes, sheets: list[Sheet]) -> None:
    import xlrd

    if len(content) > MAX_OLD:
        return
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    for sheet in sheets:
        old = book.sheet_by_name(sheet.name)
        for row in range(old.nrows):
            for column, kind in enumerate(old.row_types(row)):
                if kind == xlrd.XL_CELL_ERROR:
                    _write(sheet, row, column, str(xlrd.error_text_from_code.get(old.cell_value(row, column), "#N/A")))
