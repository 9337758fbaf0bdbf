"""What the fast engine leaves out of workbooks: error cells (#DIV/0!, #REF! …), escaped characters, number formats.

Leaves out formats in which it does not happen.
"""

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

from loaders.cells import Sheet
from loaders.number_formats import Styles, as_shown, says_more

ERROR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>.*?<(?:\w+:)?v>([^<]*)</', re.S)
DATE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="d"[^>]*>.*?<(?:\w+:)?v>([^<]*)</', re.S)
NUMBER = (
    rb'<(?:\w+:)?c\b([^>]*\bs="(?:%s)"[^>]*)(?<!/)>'
    rb"(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>([^<]+)</"
)
STYLE, PLACE = re.compile(rb'\bs="(\d+)"'), re.compile(rb'\br="([A-Z]+)(\d+)"')
TYPED = re.compile(rb'\bt="(?!n")')
OLE = b"\xd0\xcf\x11\xe0"
MAX_OLD = 4_000_000
MAX_ODF = 20_000_000
ODF_MORE = re.compile(rb'value-type="percentage"|<text:line-break|<text:tab|<text:s ?/|<text:s text:c')
ODF_ZEROS = re.compile(rb'<number:number number:(?:decimal-places="0" )?[^>]*min-integer-digits="(?:[2-9]|1\d)"')


def fill_error_cells(content: bytes, sheets: list[Sheet]) -> None:
    """Writes error cells as their text, in place; what cannot be looked up stays empty."""
    try:
        if content.startswith(OLE):
            _fill_old(content, sheets)
        elif content.startswith(b"PK"):
            (_fill_odf if _is_odf(content) else _fill_openxml)(content, sheets)
    except Exception:  # noqa: BLE001 the sheets are read; this only adds to them
        return


def _is_odf(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "content.xml" in archive.namelist()


def _fill_odf(content: bytes, sheets: list[Sheet]) -> None:
    """Read anew by our own reader where numbers have leading zeros, percentages or breaks the fast engine drops."""
    from loaders.opendocument import read_sheets

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
        formats = xml + (archive.read("styles.xml") if "styles.xml" in archive.namelist() else b"")
    if len(xml) <= MAX_ODF and (ODF_MORE.search(xml) or ODF_ZEROS.search(formats)):
        hidden = {sheet.name: sheet.hidden for sheet in sheets}
        sheets[:] = [replace(sheet, hidden=hidden.get(sheet.name, False)) for sheet in read_sheets(content)]


def _fill_openxml(content: bytes, sheets: list[Sheet]) -> None:
    from loaders.openxml import book_root, cell_styles, epoch_of, package_parts, sheet_parts, unescaped

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = sheet_parts(archive)
        styles = cell_styles(archive, package_parts(archive))
        epoch = epoch_of(book_root(archive)) if styles.late else None
        for sheet in sheets:
            xml = archive.read(parts[sheet.name]) if sheet.name in parts else b""
            if b't="e"' in xml or b't="d"' in xml:
                _fill_kinds(xml, sheet)
            if styles.shown or styles.late:
                _fill_formats(xml, sheet, styles, epoch)
        strings = next((name for name in archive.namelist() if name.lower().endswith("sharedstrings.xml")), "")
        if strings and b"_x00" in archive.read(strings):
            for sheet in sheets:
                sheet.cells[:] = [[unescaped(text) for text in row] for row in sheet.cells]


def _fill_kinds(xml: bytes, sheet: Sheet) -> None:
    """Error cells, and dates written as ISO text."""
    from loaders.openxml import iso_moment

    for letters, row, text in ERROR.findall(xml):
        _write(sheet, int(row) - 1, _column(letters.decode()), text.decode())
    for letters, row, text in DATE.findall(xml):
        _write(sheet, int(row) - 1, _column(letters.decode()), iso_moment(text.decode()), over=True)


def _fill_formats(xml: bytes, sheet: Sheet, styles: Styles, epoch: dt.datetime | None) -> None:
    """Numbers whose format shows leading zeros or a percentage, and dates of formats that the fast engine misses."""
    from loaders.openxml import formatted

    wanted = b"|".join(str(style).encode() for style in (*styles.shown, *styles.late))
    for found in re.finditer(NUMBER % wanted, xml):
        style, place = STYLE.search(found[1]), PLACE.search(found[1])
        if style and place and not TYPED.search(found[1]):
            text = formatted(found[2].decode(), int(style[1]), styles, epoch)
            _write(sheet, int(place[2]) - 1, _column(place[1].decode()), text, over=True)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _write(sheet: Sheet, row: int, column: int, text: str, *, over: bool = False) -> None:
    if row < len(sheet.cells) and column < len(sheet.cells[row]) and (over or not sheet.cells[row][column]):
        sheet.cells[row][column] = text


def _fill_old(content: bytes, sheets: list[Sheet]) -> None:
    import xlrd

    if len(content) > MAX_OLD:
        return
    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), formatting_info=True)
    codes = [book.format_map[style.format_key].format_str for style in book.xf_list]
    shown = {style for style, code in enumerate(codes) if says_more(code)}
    for sheet in sheets:
        old = book.sheet_by_name(sheet.name)
        for row in range(old.nrows):
            for column, kind in enumerate(old.row_types(row)):
                value = old.cell_value(row, column)
                if kind == xlrd.XL_CELL_ERROR:
                    _write(sheet, row, column, str(xlrd.error_text_from_code.get(value, "#N/A")))
                elif kind == xlrd.XL_CELL_NUMBER and (style := old.cell_xf_index(row, column)) in shown:
                    _write(sheet, row, column, as_shown(value, codes[style]), over=True)
