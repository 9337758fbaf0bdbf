"""OpenDocument sheets read as a stream, repeated rows and cells unfolded only where they hold something.

The second engine for .ods and the only one for flat .fods and for .sxc, its forerunner of 2002. Leaves out styles,
formulas and drawings.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from loaders.cell_text import number_text
from loaders.cells import Range, Sheet
from loaders.engines import MAX_CELLS, TooLargeError, trimmed
from loaders.number_formats import as_shown
from loaders.openxml import iso_moment

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FORERUNNER = b"http://openoffice.org/2000/"
NOW = {each: f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0".encode() for each in ("table", "office", "text")}
MAX_REPEAT = 100_000
MAX_BLANKS = 1000
BLANKS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
LASTS = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d+)?S)?")
ZEROS = re.compile(r"0\d{1,17}", re.ASCII)


def read_sheets(content: bytes) -> list[Sheet]:
    """Sheets of an .ods or flat .fods file. Raises zipfile.BadZipFile, ParseError, TooLargeError."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            old = "mimetype" in archive.namelist() and b"sun.xml.calc" in archive.read("mimetype")
            if old:
                return list(_sheets(io.BytesIO(_renewed(archive.read("content.xml")))))
            with archive.open("content.xml") as stream:
                return list(_sheets(stream))
    return list(_sheets(io.BytesIO(content)))


def _renewed(xml: bytes) -> bytes:
    """The content of an .sxc file with the names that OpenDocument gave the same things."""
    for each, name in NOW.items():
        xml = xml.replace(FORERUNNER + each.encode(), name)
    return xml


def _sheets(stream: object) -> Iterator[Sheet]:
    rows: list[list[str]] = []
    merged: list[Range] = []
    name, cells = "", 0
    for event, element in iterparse(stream, events=("start", "end")):
        if event == "start" and element.tag == TABLE + "table":
            name, rows, merged = element.get(TABLE + "name", ""), [], []
        elif event == "end" and element.tag == TABLE + "table-row":
            cells += _add_row(element, rows, merged)
            if cells > MAX_CELLS:
                raise TooLargeError
            element.clear()
        elif event == "end" and element.tag == TABLE + "table":
            yield Sheet(name, trimmed(rows), tuple(merged))
            element.clear()


def _add_row(element: Element, rows: list[list[str]], merged: list[Range]) -> int:
    row: list[str] = []
    for cell in element:
        if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        text = _text(cell)
        _note_span(cell, len(rows) + 1, len(row) + 1, merged)
        row.extend([text] * min(_count(cell, "number-columns-repeated"), MAX_REPEAT if text else 1024))
    while row and not row[-1]:
        row.pop()
    times = min(_count(element, "number-rows-repeated"), MAX_REPEAT)
    rows.extend([row] if not row and times > 1000 else [list(row) for _ in range(times)])
    return len(row) * times


def _count(element: Element, attribute: str) -> int:
    times = element.get(TABLE + attribute, "1")
    return max(int(times), 1) if times.isascii() and times.isdigit() else 1


def _note_span(cell: Element, row: int, column: int, merged: list[Range]) -> None:
    down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if down > 1 or right > 1:
        merged.append((row, column, row + down - 1, column + right - 1))


def _said(cell: Element, attribute: str) -> str:
    """What a cell holds; its forerunner says so with a table's attributes."""
    return str(cell.get(OFFICE + attribute) or cell.get(TABLE + attribute) or "")


def _text(cell: Element) -> str:
    kind = _said(cell, "value-type")
    if kind in ("float", "percentage", "currency"):
        try:
            value = float(_said(cell, "value"))
        except ValueError:
            return _paragraphs(cell)
        return _number(value, _paragraphs(cell).strip(), is_share=kind == "percentage")
    if kind == "date":
        return iso_moment(_said(cell, "date-value"))
    if kind == "time" and (lasts := LASTS.fullmatch(_said(cell, "time-value"))):
        return ":".join(f"{int(lasts[part] or 0):02d}" for part in (1, 2, 3))
    if kind == "boolean":
        return _said(cell, "boolean-value").upper()
    return _paragraphs(cell) or _said(cell, "string-value")


def _number(value: float, shown: str, *, is_share: bool) -> str:
    """A number as it is shown where that says more: zeros in front, a percentage."""
    if is_share:
        return as_shown(value, "0%")
    return shown if ZEROS.fullmatch(shown) and int(shown) == value else number_text(value)


def _paragraphs(cell: Element) -> str:
    return "\n".join(_inside(paragraph) for paragraph in cell if paragraph.tag == TEXT + "p")


def _inside(element: Element) -> str:
    """The text of a paragraph with its blanks, tabs and line breaks, without comments."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in BLANKS:
            pieces.append(BLANKS[child.tag] * min(_times(child), MAX_BLANKS))
        elif child.tag != OFFICE + "annotation":
            pieces.append(_inside(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _times(element: Element) -> int:
    times = element.get(TEXT + "c", "1")
    return int(times) if times.isdecimal() else 1
