"""Sheets and pages as an Excel file, written by type: text stays text, whatever it looks like.

Text that a spreadsheet would take for a formula once somebody edits it is marked as text; links are not made; rows past
Excel's limit go on in a further sheet. The same input gives the same bytes. Leaves out what is written
(capacity.workbook.shapes) and charts.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from capacity.texts import say
from capacity.workbook.package import Rows, completed, texts_in
from capacity.workbook.rows import LIKE_FORMULA, LINE, MOST_LINES, Styles, lines, xml_rows
from capacity.workbook.shapes import Kind, Page, Table
from capacity.workbook.strings import Strings, storable

ROWS = 1_048_576
PAPER_A4, PAPER_A3, CHARACTERS = 9, 8, {9: 180, 8: 310}
BOLD = 0.9
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


@dataclass(frozen=True)
class _Long:
    """A sheet that waits for the rows of a table: its number, the row they begin in, and its range."""

    number: int
    table: Table
    values: pd.DataFrame
    top: int
    extent: str


def written(sheets: Sequence[Table | Page], language: str, made_at: datetime, header: str,
            tags: Mapping[str, str] | None = None) -> bytes:  # fmt: skip
    """The sheets as the bytes of an .xlsx file; `header` is our own text for the top of printed pages.

    Long tables get a row of `tags` (key of a column → hashtag) under their headings, where they have such columns.
    """
    file, long = io.BytesIO(), list[_Long]()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        naive = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
        book.set_properties({"title": say("workbook.title", language), "subject": header, "created": naive})
        formats = _formats(book, language)
        for sheet in sheets:
            if isinstance(sheet, Page):
                _write_page(_added(book, sheet.name, language, header), sheet, formats)
            else:
                long += _add_long(book, sheet, formats, language, header, tags or {})
        styles = _styles(formats)
    strings = Strings(texts_in(file.getvalue()))
    rows = {
        each.number: Rows(xml_rows(each.table, each.values, each.top, styles, strings), each.extent) for each in long
    }
    return completed(file.getvalue(), rows, strings)


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


def _styles(formats: Formats) -> Styles:
    """The numbers of the formats in the file; whoever asks for a number has the format written."""
    return Styles(**{each.name: getattr(formats, each.name)._get_xf_index() for each in fields(Styles)})


def _added(book: xlsxwriter.Workbook, name: str, language: str, header: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{header.replace('&', '&&')}&R{name.replace('&', '&&')}")
    sheet.set_footer(f"&C{say('workbook.page', language)}")
    return sheet


def _add_long(book: xlsxwriter.Workbook, table: Table, formats: Formats, language: str, header: str,
              tags: Mapping[str, str]) -> Iterator[_Long]:  # fmt: skip
    """Sheets for a table of any length, without its rows: frozen and filtered headings, repeated on every page."""
    tagged = [tags.get(str(key), "") for key in table.values]
    top = 2 if any(tagged) else 1
    most = ROWS - top
    for part in range(max(1, -(-len(table.values) // most))):
        name = say("workbook.continued", language, name=table.name, part=part + 1) if part else table.name
        sheet, values = _added(book, name, language, header), table.values.iloc[part * most : (part + 1) * most]
        widths = [column.width for column in table.columns]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(top, table.frozen)
        last = max(top, len(values) + top - 1), len(table.columns) - 1
        sheet.autofilter(top - 1, 0, *last)
        sheet.repeat_rows(0)
        _fit(sheet, table)
        _write_headings(sheet, table, 0, formats, widths)
        for place, tag in enumerate(tagged if top == 2 else ()):
            sheet.write_string(1, place, tag, formats.heading)
        yield _Long(len(book.worksheets()), table, values, top, xl_range(0, 0, *last))


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
    sheet.set_row(row, LINE * lines(len(text), sum(widths[first:])))
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
    sheet.set_row(at, LINE * max(lines(len(column.heading), width * BOLD) for column, width in parts) + 3)
    for place, column in enumerate(table.columns):
        left = column.kind in ("text", "date", "moment")
        sheet.write_string(at, place, column.heading, formats.heading if left else formats.heading_right)


def _write_rows(sheet: Worksheet, table: Table, values: pd.DataFrame, at: int, formats: Formats,
                widths: Sequence[int]) -> None:  # fmt: skip
    """The few rows of a table on a page, high enough for their texts; what is missing stays empty."""
    writers = _writers(sheet, formats)
    cells = [writers[column.kind] for column in table.columns]
    columns = [_ready(values[key], column.kind) for key, column in zip(values, table.columns, strict=True)]
    for row, record in enumerate(zip(*columns, strict=True), start=at):
        texts = [(value, width) for value, width in zip(record, widths, strict=False) if isinstance(value, str)]
        height = max((lines(len(value), width) for value, width in texts), default=1)
        if height > 1:
            sheet.set_row(row, LINE * min(height, MOST_LINES))
        for place, value in enumerate(record):
            if value is not None:
                cells[place](row, place, value)


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
