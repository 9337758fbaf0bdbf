"""Sheets and pages as an Excel file, written by type: text stays text, whatever it looks like.

Text that a spreadsheet would take for a formula once somebody edits it is marked as text; links are not made; rows past
Excel's limit go on in a further sheet. The same input gives the same bytes. Leaves out what is written
(capacity.workbook.shapes) and charts.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from capacity.texts import say
from capacity.workbook.shapes import Kind, Page, Table

ROWS = 1_048_576
LONGEST = 32_767
CUT = " […]"
PAPER_A4, PAPER_A3, CHARACTERS = 9, 8, {9: 180, 8: 310}
LINE, MOST_LINES, ROOM, BOLD = 13.0, 12, 1.15, 0.9
LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
DATES = {"de": "dd.mm.yyyy", "en": "[$-809]d mmm yyyy"}
PLAIN = {"valign": "top", "font_name": "Arial", "font_size": 10}
HEADING = {"bold": True, "text_wrap": True, "bg_color": "#DCE6EE"}
Cell = Callable[[int, int, object], object]


@dataclass(frozen=True)
class Formats:
    """The cell formats of one workbook."""

    heading: Format
    heading_right: Format
    title: Format
    label: Format
    text: Format
    inert: Format
    plain: Format
    whole: Format
    broken: Format
    degrees: Format
    date: Format
    moment: Format


def written(sheets: Sequence[Table | Page], language: str, made_at: datetime, header: str,
            tags: Mapping[str, str] | None = None) -> bytes:  # fmt: skip
    """The sheets as the bytes of an .xlsx file; `header` is our own text for the top of printed pages.

    Long tables get a row of `tags` (key of a column → hashtag) under their headings, where they have such columns.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                    "strings_to_numbers": False, "nan_inf_to_errors": False}) as book:  # fmt: skip
        naive = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
        book.set_properties({"title": say("workbook.title", language), "subject": header, "created": naive})
        formats = _formats(book, language)
        for sheet in sheets:
            if isinstance(sheet, Page):
                _write_page(_added(book, sheet.name, language, header), sheet, formats)
            else:
                _write_long(book, sheet, formats, language, header, tags or {})
    return file.getvalue()


def _formats(book: xlsxwriter.Workbook, language: str) -> Formats:
    def made(**more: object) -> Format:
        return book.add_format({**PLAIN, **more})

    return Formats(
        heading=made(**HEADING),
        heading_right=made(**HEADING, align="right", indent=1),
        title=made(bold=True, font_size=16),
        label=made(bold=True),
        text=made(text_wrap=True),
        inert=made(text_wrap=True, quote_prefix=True),
        plain=made(num_format="0_0"),
        whole=made(num_format="#,##0_0"),
        broken=made(num_format="#,##0.0#_0"),
        degrees=made(num_format="0.0000_0"),
        date=made(num_format=DATES[language], align="left"),
        moment=made(num_format=f"{DATES[language]} hh:mm", align="left"),
    )


def _added(book: xlsxwriter.Workbook, name: str, language: str, header: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{header.replace('&', '&&')}&R{name.replace('&', '&&')}")
    sheet.set_footer(f"&C{say('workbook.page', language)}")
    return sheet


def _write_long(book: xlsxwriter.Workbook, table: Table, formats: Formats, language: str, header: str,
                tags: Mapping[str, str]) -> None:  # fmt: skip
    """A table of any length: frozen and filtered headings, repeated on every printed page."""
    tagged = [tags.get(str(key), "") for key in table.values]
    top = 2 if any(tagged) else 1
    most = ROWS - top
    for part in range(max(1, -(-len(table.values) // most))):
        name = say("workbook.continued", language, name=table.name, part=part + 1) if part else table.name
        sheet, values = _added(book, name, language, header), table.values.iloc[part * most : (part + 1) * most]
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(top, table.frozen)
        sheet.autofilter(top - 1, 0, max(top, len(values) + top - 1), len(table.columns) - 1)
        sheet.repeat_rows(0)
        _fit(sheet, table)
        widths = [column.width for column in table.columns]
        _write_headings(sheet, table, 0, formats, widths)
        for place, tag in enumerate(tagged if top == 2 else ()):
            sheet.write_string(1, place, tag, formats.heading)
        _write_rows(sheet, table, values, top, formats, widths)


def _fit(sheet: Worksheet, table: Table) -> None:
    """As many pages wide as stay readable; the frozen columns on each."""
    width = sum(column.width for column in table.columns)
    paper = PAPER_A4 if width <= CHARACTERS[PAPER_A4] else PAPER_A3
    sheet.set_paper(paper)
    sheet.fit_to_pages(-(-width // CHARACTERS[paper]), 0)
    if table.frozen:
        sheet.repeat_columns(0, table.frozen - 1)


def _write_page(sheet: Worksheet, page: Page, formats: Formats) -> None:
    widths = _page_widths(page.tables)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, page.title, formats.title)
    at = 2
    for label, text in page.lines:
        _write_wide(sheet, at, 1, text, widths, formats)
        sheet.write_string(at, 0, label, formats.label)
        at += 1
    for table in page.tables:
        sheet.write_string(at + 1, 0, table.name, formats.label)
        _write_headings(sheet, table, at + 2, formats, widths)
        _write_rows(sheet, table, table.values, at + 3, formats, widths)
        at += 3 + len(table.values)
    for heading, sentences in page.notes:
        sheet.write_string(at + 1, 0, heading, formats.label)
        for place, sentence in enumerate(sentences, start=at + 2):
            _write_wide(sheet, place, 0, sentence, widths, formats)
        at += 2 + len(sentences)


def _write_wide(sheet: Worksheet, row: int, first: int, text: str, widths: list[int], formats: Formats) -> None:
    """One text over all columns from `first` on."""
    sheet.set_row(row, LINE * _lines(len(text), sum(widths[first:])))
    if first < len(widths) - 1:
        sheet.merge_range(row, first, row, len(widths) - 1, "", formats.text)
    _text(sheet, formats)(row, first, text)


def _page_widths(tables: Iterable[Table]) -> list[int]:
    widest: dict[int, int] = {}
    for table in tables:
        for place, column in enumerate(table.columns):
            widest[place] = max(widest.get(place, 0), column.width)
    return [widest[place] for place in sorted(widest)]


def _write_headings(sheet: Worksheet, table: Table, at: int, formats: Formats, widths: Sequence[int]) -> None:
    parts = zip(table.columns, widths, strict=False)
    sheet.set_row(at, LINE * max(_lines(len(column.heading), width * BOLD) for column, width in parts) + 3)
    for place, column in enumerate(table.columns):
        left = column.kind in ("text", "date", "moment")
        sheet.write_string(at, place, column.heading, formats.heading if left else formats.heading_right)


def _write_rows(sheet: Worksheet, table: Table, values: pd.DataFrame, at: int, formats: Formats,
                widths: Sequence[int]) -> None:  # fmt: skip
    """Row by row, as the file is written, high enough for its texts; what is missing stays empty."""
    writers = _writers(sheet, formats)
    cells = [writers[column.kind] for column in table.columns]
    columns = [_ready(values[key], column.kind) for key, column in zip(values, table.columns, strict=True)]
    heights = _heights(table, columns, widths)
    for row, (height, record) in enumerate(zip(heights, zip(*columns, strict=True), strict=True), start=at):
        if height > 1:
            sheet.set_row(row, LINE * height)
        for place, value in enumerate(record):
            if value is not None:
                cells[place](row, place, value)


def _heights(table: Table, columns: list[list], widths: Sequence[int]) -> list[int]:
    """The lines that each row needs, as far as a row may grow: not every program finds that out by itself."""
    found = np.ones(len(table.values) and len(columns[0]), dtype=int)
    for column, values, width in zip(table.columns, columns, widths, strict=False):
        if column.kind == "text":
            lengths = np.fromiter((len(value) if isinstance(value, str) else 0 for value in values), int, len(values))
            found = np.maximum(found, _lines(lengths, width))
    return np.minimum(found, MOST_LINES).tolist()


def _lines(length: Any, width: float) -> Any:
    """Lines of text of so many characters (a number or an array) in a column so many characters wide."""
    return np.maximum(1, np.ceil(length / (width * ROOM))).astype(int)


def _ready(values: pd.Series, kind: Kind) -> list:
    """Plain Python values, None where missing."""
    if kind in ("date", "moment"):
        return [None if value is pd.NaT else value for value in pd.to_datetime(values).dt.to_pydatetime()]
    plain = values.astype(object).where(values.notna(), None)
    return [None if value is None or (kind != "text" and not np.isfinite(value)) else value for value in plain]


def _writers(sheet: Worksheet, formats: Formats) -> dict[Kind, Cell]:
    def number(row: int, place: int, value: object) -> object:
        size = float(value)  # type: ignore[arg-type]
        return sheet.write_number(row, place, size, formats.whole if size.is_integer() else formats.broken)

    return {
        "text": _text(sheet, formats),
        "number": number,
        "plain": lambda row, place, value: sheet.write_number(row, place, value, formats.plain),
        "degrees": lambda row, place, value: sheet.write_number(row, place, value, formats.degrees),
        "date": lambda row, place, value: sheet.write_datetime(row, place, value, formats.date),
        "moment": lambda row, place, value: sheet.write_datetime(row, place, value, formats.moment),
    }


def _text(sheet: Worksheet, formats: Formats) -> Cell:
    def text(row: int, place: int, value: object) -> object:
        words = storable(str(value))
        return sheet.write_string(row, place, words, formats.inert if words.startswith(LIKE_FORMULA) else formats.text)

    return text


def storable(words: str) -> str:
    """The words as a cell can hold them: as many as fit (in UTF-16 units), and a sign where there were more."""
    words = UNFIT.sub("\ufffd", words)
    if len(words) <= LONGEST // 2:
        return words
    units = words.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return words
    return units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
