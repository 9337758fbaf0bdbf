"""Remarks by kind, their cells as spreadsheets name them, and the workbook that goes back to the sender."""

import datetime as dt
import io

import openpyxl
import pandas as pd
import pytest

from capacity.reports import ISSUE_COLUMNS
from tests.readings import reading
from ui.imports_issues import address, cells, kinds, workbook

AT = dt.datetime(2020, 4, 3, 9, 30, tzinfo=dt.UTC)


def issues(*rows: tuple) -> pd.DataFrame:
    made = [dict.fromkeys(ISSUE_COLUMNS) | dict(zip(ISSUE_COLUMNS, row, strict=False)) for row in rows]
    return pd.DataFrame(made).astype({"row": "Int64", "column": "Int64", "row_lost": "bool"})


FOUND = issues(
    ("email_unreadable", "", 5, 6, "email", "keine"),
    ("email_unreadable", "", 9, 6, "email", "=1+1"),
    ("quantity_excluded", "", 7, None, "stock", "9999", "typed_at_random"),
    ("row_is_example", "", 4, None, None, "z. B. Muster", None, None, True),
    ("file_empty", None, None, None),
)


@pytest.mark.parametrize(
    ("row", "column", "said"), [(14, 8, "H14"), (3, 28, "AB3"), (14, pd.NA, "14"), (None, 8, "H"), (None, None, "")]
)
def test_cells_are_named_as_in_a_spreadsheet(row: object, column: object, said: str) -> None:
    assert address(row, column) == said


def test_kinds_that_lost_rows_come_first_then_the_most_frequent() -> None:
    found = kinds(FOUND, "en")
    assert found["code"].tolist() == ["row_is_example", "email_unreadable", "quantity_excluded", "file_empty"]
    assert found["count"].tolist() == [1, 2, 1, 1]
    assert found["lost"].tolist() == [1, 0, 0, 0]


def test_a_kind_says_what_its_remarks_have_in_common() -> None:
    english = kinds(FOUND, "en").set_index("code")["what"]
    assert english["email_unreadable"] == "“…” is no e-mail address."
    assert (
        english["quantity_excluded"]
        == "The quantity “9999” cannot be meant like this (Run of digits that nobody means)."
    )
    assert "Ziffernfolge" in kinds(FOUND, "de").set_index("code")["what"]["quantity_excluded"]


def test_a_kind_leads_to_its_cells() -> None:
    found = cells(FOUND, "email_unreadable")
    assert found["cell"].tolist() == ["F5", "F9"]
    assert found["read"].tolist() == ["keine", "=1+1"]
    assert cells(FOUND, "file_empty")["cell"].tolist() == [""]


@pytest.mark.parametrize(("language", "heading"), [("de", "Was zu tun ist"), ("en", "What to do")])
def test_the_workbook_holds_every_remark_in_words(language: str, heading: str) -> None:
    report = reading().report
    made = openpyxl.load_workbook(io.BytesIO(workbook(report, language, AT))).worksheets[0]
    shown = pd.DataFrame(made.iter_rows(min_row=2, values_only=True), columns=[cell.value for cell in made[1]])
    assert len(shown) == len(report.issues) > 1
    assert heading in shown
    assert "F5" in shown.iloc[:, 0].tolist()
    assert shown.iloc[:, 3].notna().all()


def test_nothing_in_the_workbook_is_a_formula() -> None:
    report = reading(
        "Firma;Ort;Produkt;E-Mail\nWerk;Aachen;Visiere;=1+1\nNaht;Bonn;Masken;info@naht.example.org\n"
    ).report
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(report, "en", AT))).worksheets[0]
    assert "=1+1" in [cell.value for row in sheet for cell in row]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
