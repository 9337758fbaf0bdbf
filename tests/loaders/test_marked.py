"""The list that goes back to its sender: everything where it stood, questions marked, and it reads again as it did."""

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from capacity.template import QUESTIONS_SHEET
from loaders import read_report
from loaders.cells import Sheet
from loaders.marked import marked_workbook, questions
from loaders.reader import report_of
from loaders.source import read_source
from tests.fuzzing import times
from tests.test_samples import SAMPLES

LIST = """Rückmeldungen
Firma;PLZ;Ort;Produkt;Stück je Woche;E-Mail;Kapazität
Nähstube Muster;01067;Dresden;Schutzkittel;400;info@naehstube.example.org;
Werk Muster;52062;Aachen;Visiere;sehr viele;siehe Website;=1+1
-;-;-;-;-;-;-
Druckerei Muster;80331;München;Visiere;300;post@druckerei.example.org;
"""


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)


def returned(content: bytes | str, name: str = "liste.csv", language: str = "de") -> tuple[bytes, Workbook]:
    source = read_source(content.encode() if isinstance(content, str) else content, name)
    made = marked_workbook(report_of(source), source.sheets, language)
    return made, openpyxl.load_workbook(io.BytesIO(made))


def test_every_cell_stands_where_it_stood_as_text() -> None:
    book = returned(LIST)[1]
    sheet = book["Liste"]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(max_row=4)] == [
        line.split(";") + [""] * (6 - line.count(";")) for line in LIST.splitlines()[:4]
    ]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    assert not [cell for row in sheet for cell in row if cell.data_type == "n" and cell.value is not None]
    assert sheet["B3"].number_format == "@"
    assert sheet["G4"].quotePrefix


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "ist keine E-Mail-Adresse. Bitte nennen Sie"), ("en", "is no e-mail address. Please")],
)
def test_doubtful_cells_are_coloured_and_say_why(language: str, words: str) -> None:
    sheet = returned(LIST, language=language)[1].worksheets[1]
    marked = {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFFE08A"}
    commented = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert marked == set(commented) >= {"E4", "F4", "A5"}
    assert words in commented["F4"]
    assert not sheet["A3"].comment


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Rückfragen zu Ihrer Liste"), ("en", "Questions about your list")]
)
def test_the_first_sheet_leads_to_each_cell(language: str, title: str) -> None:
    book = returned(LIST, language=language)[1]
    first, second = book.worksheets
    assert first.title == QUESTIONS_SHEET
    assert first["A1"].value.startswith(title)
    links = {cell.value: cell.hyperlink.location for (cell,) in first.iter_rows(min_row=5, max_col=1)}
    assert links["F4"] == f"'{second.title}'!F4"
    assert list(links) == sorted(links, key=lambda at: (int(at[1:]), at))
    assert all(first.cell(row, 5).value for row in range(5, 5 + len(links)))


def test_a_list_without_questions_says_so() -> None:
    first = returned("Firma;Ort;Produkt\nNaht;Bonn;Kittel\nWerk;Aachen;Visiere\n")[1].worksheets[0]
    assert first["A2"].value == "Zu dieser Liste haben wir keine Rückfragen."
    assert first["A5"].value is None


def test_remarks_on_a_column_mark_its_heading_and_on_a_file_nothing() -> None:
    source = read_source("Firma;Produkt;Kapazität\nWerk;Visiere;500\nNaht;Kittel;20\n".encode(), "liste.csv")
    assert [(each.row, each.column) for each in questions(report_of(source), source.sheets, "de")] == [(1, 3)]
    mixed = ("Firma;Ort;Produkt\n" + "Küferei;Köln;Visiere\n" * 9).encode() + "Süd;Bonn;Visiere\n".encode("cp1252")
    source = read_source(mixed, "liste.csv")
    assert [(each.row, each.column) for each in questions(report_of(source), source.sheets, "en")] == [(None, None)]
    assert returned(mixed)[1].worksheets[0]["A5"].value is None


def compared(content: bytes, name: str) -> pd.DataFrame:
    report = read_report(content, name)
    return report.offers.drop(columns="source_sheet").merge(report.capabilities, on="row_id", how="left")


FILES = [
    "Abfrage Textil und Konfektion KW13.xlsx",
    "Ministerium_Angebote_und_Bedarfe_KW14_final2.xlsx",
    "additive_network_members_nordic_benelux.ods",
]


@pytest.mark.parametrize("name", FILES)
def test_what_comes_back_reads_as_it_did(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    made = returned(content, name)[0]
    pd.testing.assert_frame_equal(compared(made, name.rsplit(".", 1)[0] + ".xlsx"), compared(content, name))


def test_names_of_sheets_that_excel_refuses_are_changed_and_stay_apart() -> None:
    long = "x" * 40
    sheets = [Sheet(name, [["a", "b"], ["1", "2"]]) for name in ("a/b", "a?b", "A_B", long, long + "y", "'", "History")]
    report = read_report(b"", "leer.csv")
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(report, sheets, "en")))
    assert book.sheetnames[1:] == ["a_b", "a_b (2)", "A_B (3)", "x" * 31, "x" * 26 + " (2)", "List", "History (2)"]


def test_merged_areas_stay_even_where_they_overlap() -> None:
    sheet = Sheet("A", [["Adresse", "", "c"], ["d", "e", "f"]], merged=((1, 1, 1, 2), (1, 2, 2, 3), (2, 3, 2, 3)))
    made = marked_workbook(read_report(b"", "leer.csv"), [sheet], "de")
    found = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    assert [str(area) for area in found.merged_cells.ranges] == ["A1:B1"]
    assert found["A1"].value == "Adresse"


@settings(max_examples=times(30), deadline=None)
@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_words_survive(rows: list[list[str]]) -> None:
    made = marked_workbook(read_report(b"", "leer.csv"), [Sheet("A", rows)], "de")
    assert [sheet.cells for sheet in read_source(made, "liste.xlsx").sheets if sheet.name == "A"] == [rows]
