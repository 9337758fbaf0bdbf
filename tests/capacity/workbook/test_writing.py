"""Whatever people wrote stays text, sheets are ready to filter and to print, nothing is lost at Excel's limits."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity.workbook import rows, strings, writing
from capacity.workbook.shapes import Column, Table, table
from tests.capacity.workbook.reading import MADE, NOW, opened, table_of, workbook
from tests.fuzzing import times

LONG = ("Offers", "Capabilities", "By region and product", "By region and sector", "Issues", "Codes")
NASTY = (
    "=1+1", "+49 30 23125 001", "-18", "@SUM(1)", "\t=1", '=HYPERLINK("http://example.org")', "http://example.org",
    "00123", "1.5", "TRUE", "_x0041_", "a\x00b\x07", "\ud800", "\uffff", "&<>\"'", "{=1}",
)  # fmt: skip


@cache
def usual() -> openpyxl.Workbook:
    """The workbook of what is in view."""
    return opened(workbook())


def one_column(values: list[object], kind: str = "text") -> Table:
    return table("Sheet", {"a": (Column("A", kind, 20), pd.Series(values, dtype=object))})  # type: ignore[arg-type]


def cells(values: list[object], kind: str = "text") -> list:
    book = opened(writing.written([one_column(values, kind)], "en", NOW, "header"))
    return [cell for (cell,) in book["Sheet"].iter_rows(min_row=2, max_row=len(values) + 1)]


@pytest.mark.parametrize("words", NASTY)
def test_text_stays_text(words: str) -> None:
    (cell,) = cells([words])
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    assert str(cell.value).replace("\x00", "").strip()


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), min_size=1))
@settings(max_examples=times(40), deadline=None)
def test_text_comes_back_as_written(words: list[str]) -> None:
    clean = [text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in words]
    assert [cell.value for cell in cells(list(words))] == clean


@pytest.mark.parametrize("words", ["=1+1", "+1", "-18", "@SUM(1)"])
def test_text_like_a_formula_is_marked_as_text_for_whoever_edits_it(words: str) -> None:
    assert cells([words])[0].quotePrefix


def test_no_formula_and_no_link_in_the_whole_file() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as file:
        for name in file.namelist():
            xml = file.read(name).decode("utf-8")
            assert "<f>" not in xml
            assert "<hyperlink" not in xml
            assert 'TargetMode="External"' not in xml


def test_numbers_and_days_are_real() -> None:
    assert [cell.value for cell in cells([1.0, 2.5, None, float("nan")], "number")] == [1, 2.5, None, None]
    whole, broken = cells([1000.0, 2.5], "number")
    assert whole.number_format == "#,##0_0"
    assert broken.number_format == "#,##0.0#_0"
    (day, none) = cells([pd.Timestamp("2020-03-17"), pd.NaT], "date")
    assert day.is_date
    assert day.value == datetime(2020, 3, 17)
    assert none.value is None
    german = opened(workbook(language="de"))["Angebote"]
    column = next(cell.column for cell in german[1] if cell.value == "Eingegangen am")
    assert german.cell(2, column).number_format == "dd.mm.yyyy"


@pytest.mark.parametrize("name", LONG)
def test_sheets_are_ready_to_filter_and_print(name: str) -> None:
    sheet = usual()[name]
    assert sheet.freeze_panes is not None
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "Page &P of &N" in sheet.oddFooter.center.text
    assert all(cell.value and cell.font.bold for cell in sheet[1])
    assert len({cell.value for cell in sheet[1]}) == sheet.max_column


def test_widths_come_from_the_schema() -> None:
    sheet = usual()["Offers"]
    place = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.column_dimensions[place["E-mail"]].width == pytest.approx(28, abs=1)
    assert sheet.column_dimensions[place["Remarks"]].width == pytest.approx(40, abs=1)


def test_rows_are_high_enough_for_their_text() -> None:
    book = opened(writing.written([one_column(["short", "word " * 40, "x" * 5000])], "en", NOW, "header"))
    heights = [book["Sheet"].row_dimensions[row].height for row in (2, 3, 4)]
    assert heights[0] is None
    assert heights[1] >= 8 * rows.LINE
    assert heights[2] == rows.MOST_LINES * rows.LINE


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    (cell,) = cells(["😀" * 20_000])
    assert cell.value.endswith(strings.CUT)
    assert len(cell.value.encode("utf-16-le")) // 2 <= strings.LONGEST


def test_rows_past_the_limit_go_on_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS", 4)
    book = opened(writing.written([one_column(list("abcdefg"))], "en", NOW, "header"))
    assert book.sheetnames == ["Sheet", "Sheet (2)", "Sheet (3)"]
    assert [value for name in book.sheetnames for value in table_of(book, name)["A"]] == list("abcdefg")


def test_the_file_says_what_it_is_and_when_it_was_made() -> None:
    assert usual().properties.title == "Situation of production capacity"
    assert "As of 3 April 2020" in usual().properties.subject
    assert usual().properties.created == NOW.replace(tzinfo=None)


def test_offers_whose_words_look_like_formulas_are_all_there() -> None:
    offers = MADE.offers.assign(remarks="=1+1", consent="yes")
    shown = opened(workbook(replace(MADE, offers=offers)))
    assert set(table_of(shown, "Offers")["Remarks"]) == {"=1+1"}
    sheet = shown["Offers"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "d", "inlineStr"}
