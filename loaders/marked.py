"""A list on its way back to the sender: its own cells as a workbook, those that raise a question coloured, commented.

A first sheet lists the questions, each linked to its cell. Text stays text. The workbook reads like the list itself
when it comes back. Leaves out what is no question to the sender (loaders.issues.question).
"""

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from capacity.formats import number
from capacity.reports import Report
from capacity.template import HELPER_SHEETS, QUESTIONS_SHEET
from capacity.texts import say
from capacity.workbook.writing import LIKE_FORMULA, ROWS, storable
from loaders.cells import Sheet
from loaders.issues import WORDS, located, question, sentence, told
from loaders.marked_sheet import TextSheet

COLUMNS = 16_384
LINKS = 60_000  # Excel takes 65,530 links on one sheet
NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
WIDTHS = {"cell": 10, "sheet": 18, "read": 34, "what": 54, "ask": 54}
NARROWEST, WIDEST, MEASURED = 9, 42, 200
PLAIN = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True, "num_format": "@"}
MARKED = {"bg_color": "#FFE08A", "border": 1, "border_color": "#B7791F"}


@dataclass(frozen=True)
class Question:
    """One question to the sender: the cell it is about, counted from 1 (None: the whole list), and its words."""

    sheet: str
    row: int | None
    column: int | None
    read: str
    what: str
    ask: str


@dataclass(frozen=True)
class Looks:
    """The formats of one workbook, each for plain words and for words like a formula."""

    plain: tuple[Format, Format]
    marked: tuple[Format, Format]
    heading: Format
    title: Format
    link: Format


def questions(report: Report, sheets: Sequence[Sheet], language: str) -> list[Question]:
    """What the sender can clear up, in the order of sheets and rows."""
    issues = located(report)
    asked = issues[[bool(question(code, language)) for code in issues["code"]]]
    cells = {sheet.name: sheet.cells for sheet in sheets}
    found = []
    for each in asked.to_dict("records"):
        words = told({key: each[key] for key in WORDS}, language)
        name = str(words["sheet"])
        place = _place(report, cells.get(name, []), name, _int(each["row"]), _int(each["column"]))
        what, ask = sentence(each["code"], language, **words), question(each["code"], language)
        found.append(Question(name, *place, str(words["read"]), what, ask))
    order = {name: at for at, name in enumerate(cells)}
    return sorted(found, key=lambda each: (order.get(each.sheet, -1), each.row or 0, each.column or 0))


def _int(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _place(
    report: Report, cells: list[list[str]], sheet: str, row: int | None, column: int | None
) -> tuple[int | None, int | None]:
    """The cell to mark: of a whole column its heading, of a whole row its first words; none outside the sheet."""
    if row is None and column is not None:
        heads = [each.header_rows[1] for each in report.tables if each.sheet == sheet and each.header_rows]
        row = heads[0] if heads else 1
    if row is None or not 1 <= row <= len(cells):
        return None, None
    filled = [at for at, text in enumerate(cells[row - 1], 1) if text.strip()]
    return row, column or (filled[0] if filled else 1)


def marked_workbook(report: Report, sheets: Sequence[Sheet], language: str) -> bytes:
    """The list with its questions as the bytes of an .xlsx file; `sheets` are its cells as they were read."""
    shown = [sheet for sheet in sheets if sheet.cells and sheet.name not in HELPER_SHEETS]
    asked = questions(report, shown, language)
    names = _names(shown, language)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        looks = _looks(book)
        cut = any(len(sheet.cells) > ROWS for sheet in shown)
        _write_questions(book.add_worksheet(QUESTIONS_SHEET), report.file, asked, names, looks, language, cut)
        for sheet in shown:
            here = [each for each in asked if each.sheet == sheet.name]
            _write_sheet(book.add_worksheet(names[sheet.name], TextSheet), sheet, report, here, looks)
    return file.getvalue()


def _looks(book: xlsxwriter.Workbook) -> Looks:
    def pair(**more: object) -> tuple[Format, Format]:
        return book.add_format({**PLAIN, **more}), book.add_format({**PLAIN, **more, "quote_prefix": True})

    return Looks(
        plain=pair(),
        marked=pair(**MARKED),
        heading=book.add_format({**PLAIN, "bold": True, "bg_color": "#DCE6EE"}),
        title=book.add_format({**PLAIN, "bold": True, "font_size": 14, "text_wrap": False}),
        link=book.add_format({**PLAIN, "font_color": "#0B5CAD", "underline": 1}),
    )


def _names(sheets: Sequence[Sheet], language: str) -> dict[str, str]:
    """Name of each sheet → a name that Excel takes, each once."""
    found: dict[str, str] = {}
    taken = {QUESTIONS_SHEET.casefold(), "history"}
    for sheet in sheets:
        wanted = FORBIDDEN.sub("_", storable(sheet.name)).strip("' ")[:NAME] or say("marked.sheet", language)
        name, times = wanted, 1
        while name.casefold() in taken:
            times += 1
            name = f"{wanted[: NAME - 5]} ({times})"
        taken.add(name.casefold())
        found[sheet.name] = name
    return found


def _write_questions(
    sheet: Worksheet, file: str, asked: list[Question], names: dict[str, str], looks: Looks, language: str, cut: bool
) -> None:
    for place, width in enumerate(WIDTHS.values()):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _write(sheet, 0, 0, say("marked.title", language, file=file), (looks.title, looks.title))
    intro = [say("marked.intro" if asked else "marked.none", language)]
    intro += [say("marked.cut", language, rows=number(ROWS, language))] if cut else []
    sheet.merge_range(1, 0, 1, len(WIDTHS) - 1, " ".join(intro), looks.plain[0])
    sheet.set_row(1, 32)
    for place, key in enumerate(WIDTHS):
        sheet.write_string(3, place, say(f"marked.column.{key}", language), looks.heading)
    sheet.freeze_panes(4, 0)
    for row, each in enumerate(asked[: ROWS - 5], start=4):
        _write_link(sheet, row, each, names, looks)
        said = (names.get(each.sheet, ""), each.read, each.what, each.ask)
        for place, words in enumerate(said, start=1):
            _write(sheet, row, place, words, looks.plain)


def _write_link(sheet: Worksheet, row: int, each: Question, names: dict[str, str], looks: Looks) -> None:
    """The cell's address, as long as Excel takes links with a link."""
    if each.row is None or each.column is None:
        return
    address = f"{xl_col_to_name(each.column - 1)}{each.row}"
    if row < LINKS:
        name = names[each.sheet].replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{name}'!{address}", looks.link, address)
    else:
        sheet.write_string(row, 0, address, looks.plain[0])


def _write_sheet(sheet: TextSheet, cells: Sheet, report: Report, asked: list[Question], looks: Looks) -> None:
    """Every cell where it stood, as text; comments and colours where there is a question."""
    said: dict[tuple[int, int], list[str]] = {}
    for each in asked:
        if each.row and each.column:
            said.setdefault((each.row - 1, each.column - 1), []).append(f"{each.what} {each.ask}")
    heads = set(_head_rows(report, cells.name))
    for at, width in enumerate(_widths(cells)):
        sheet.set_column(at, at, width)
    for top, left, bottom, right in cells.merged:
        if bottom <= ROWS and right <= COLUMNS and (top, left) != (bottom, right):
            with contextlib.suppress(OverlappingRange):  # odd programs write areas over areas
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", looks.plain[0])
    sheet.put_rows(min(len(cells.cells), ROWS), min(len(cells.cells[0]), COLUMNS))
    for row, texts in enumerate(cells.cells[:ROWS]):
        plain = (looks.heading, looks.heading) if row in heads else looks.plain
        for at, words in enumerate(texts[:COLUMNS]):
            marked = (row, at) in said
            if words or marked:
                sheet.put(row, at, words, looks.marked if marked else plain)
    for (row, at), texts in said.items():
        sheet.write_comment(row, at, storable("\n".join(texts)), {"x_scale": 2.2, "y_scale": 1 + 0.5 * len(texts)})
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(COLUMNS - 1)}{ROWS}"})


def _head_rows(report: Report, sheet: str) -> Iterator[int]:
    """The rows of headings, counted from 0."""
    for table in report.tables:
        if table.sheet == sheet and table.header_rows:
            yield from range(table.header_rows[0] - 1, table.header_rows[1])


def _widths(cells: Sheet) -> list[int]:
    """Columns as wide as their first words need, within bounds."""
    columns = zip(*cells.cells[:MEASURED], strict=True)
    longest = [max(map(len, column)) for column in columns]
    return [min(max(each + 2, NARROWEST), WIDEST) for each in longest[:COLUMNS]]


def _write(sheet: Worksheet, row: int, at: int, words: str, looks: tuple[Format, Format]) -> None:
    text = storable(words)
    sheet.write_string(row, at, text, looks[text.startswith(LIKE_FORMULA)])
