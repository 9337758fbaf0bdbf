"""Tables written as HTML, SpreadsheetML 2003 or flat OpenDocument and named .xls: read by what they are.

Leaves out styles and scripts; of HTML only what stands in <table> is read.
"""

import email
import io
import re
from contextlib import suppress
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from loaders.cells import Range, Sheet
from loaders.encoding import decode
from loaders.engines import MAX_CELLS, TooLargeError, trimmed
from loaders.opendocument import read_sheets

EXCEL = "{urn:schemas-microsoft-com:office:spreadsheet}"
SPAN_LIMIT = 1000
MOST_COLUMNS = 16_384
MAIL = re.compile(r"\s*MIME-Version:", re.I)


def read_markup(content: bytes, text: str) -> tuple[Sheet, ...]:
    """Sheets of a marked-up file; none when it holds no table. Raises TooLargeError and nothing else."""
    start = text[:4096]
    try:
        if "office:document" in start:
            return tuple(read_sheets(content))
        if "schemas-microsoft-com:office:spreadsheet" in start and "<html" not in start.lower():
            return tuple(_excel_2003(content))
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # of an encoding that nobody knows
        return ()
    reader = _Tables()
    with suppress(AssertionError):  # the standard library's parser trips over some declarations
        reader.feed(tidied(_html_of_mail(content) if MAIL.match(start) else text))
    return tuple(reader.sheets())


def tidied(html: str) -> str:
    """A page without comments and marked sections, its loose "<" as text: each would be sought an end for anew."""
    kept = []
    at = 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[at:start])
        at = end + 3
    whole = "".join([*kept, html[at:].replace("<!--", "")]).replace("<![", "<!")
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def _html_of_mail(content: bytes) -> str:
    """The HTML of a page saved as one file with its pictures."""
    parts = email.message_from_bytes(content).walk()
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    found = [page.get_payload(decode=True) for page in pages]
    return "\n".join(decode(page)[0] for page in found if isinstance(page, bytes))


def _excel_2003(content: bytes) -> list[Sheet]:
    sheets = []
    for _, element in iterparse(io.BytesIO(content), events=("end",)):
        if element.tag == EXCEL + "Worksheet":
            rows, merged = _excel_rows(element)
            sheets.append(Sheet(element.get(EXCEL + "Name", ""), trimmed(rows), tuple(merged)))
            element.clear()
    return sheets


def _excel_rows(worksheet: Element) -> tuple[list[list[str]], list[Range]]:
    rows: list[list[str]] = []
    merged: list[Range] = []
    cells = 0
    for element in worksheet.iter(EXCEL + "Row"):
        rows.extend([] for _ in range(min(int(element.get(EXCEL + "Index", "0")), 10**6) - len(rows) - 1))
        row: list[str] = []
        for cell in element.iter(EXCEL + "Cell"):
            row.extend([""] * (min(int(cell.get(EXCEL + "Index", "0")), MOST_COLUMNS) - len(row) - 1))
            across, down = int(cell.get(EXCEL + "MergeAcross", "0")), int(cell.get(EXCEL + "MergeDown", "0"))
            if across or down:
                merged.append((len(rows) + 1, len(row) + 1, len(rows) + 1 + down, len(row) + 1 + across))
            row.extend([_excel_text(cell), *[""] * min(across, SPAN_LIMIT)])
        rows.append(row)
        cells = _counted(cells + len(row))
    return rows, merged


def _counted(cells: int) -> int:
    """So many cells, which are not too many. Raises TooLargeError."""
    if cells > MAX_CELLS:
        raise TooLargeError
    return cells


def _excel_text(cell: Element) -> str:
    data = cell.find(EXCEL + "Data")
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(EXCEL + "Type")
    if kind == "DateTime":
        return re.sub(r"\.0+$", "", text).replace("T00:00:00", "").replace("T", " ")
    return {"0": "FALSE", "1": "TRUE"}.get(text, text) if kind == "Boolean" else text


class _Tables(HTMLParser):
    """Collects the cells of every <table>, a nested one's text into the cell around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.merged: list[list[Range]] = []
        self.open: dict[int, Range] = {}  # by its first column the newest range that reaches into further rows
        self.depth = self.cells = 0
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
                self.merged.append([])
                self.open.clear()
        if self.depth != 1:
            return
        if tag == "tr":
            self._close_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables[-1]:
            self._close_cell()
            given = dict(attrs)
            self.cell, self.span = [], (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.depth == 1 and tag in ("td", "th", "tr", "table"):
            self._close_cell()
        if tag == "table" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        row, number = self.tables[-1][-1], len(self.tables[-1])
        before = len(row)
        while (above := self.open.get(len(row) + 1)) and above[0] < number <= above[2] and len(row) < MOST_COLUMNS:
            row.extend([""] * (above[3] - above[1] + 1))
        down, across = self.span
        if down > 1 or across > 1:
            area = (number, len(row) + 1, number + down - 1, len(row) + across)
            self.merged[-1].append(area)
            self.open[len(row) + 1] = area
        text = re.sub(r"[ \t\r\f\v\u00a0]+", " ", "".join(self.cell)).strip()
        row.extend([text, *[""] * min(across - 1, max(MOST_COLUMNS - len(row), 0))])
        self.cells = _counted(self.cells + len(row) - before)
        self.cell = None

    def sheets(self) -> list[Sheet]:
        """One sheet for each table that holds something."""
        found = zip(self.tables, self.merged, strict=True)
        return [
            Sheet(f"{number}", trimmed(rows), tuple(merged))
            for number, (rows, merged) in enumerate(found, start=1)
            if any(map(any, rows))
        ]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), SPAN_LIMIT) if text and text.isdecimal() else 1
