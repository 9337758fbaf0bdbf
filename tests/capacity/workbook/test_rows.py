"""Rows by column: each text is told once, nothing is moved between rows, Excel's own ways of counting are kept."""

import io
import re
import zipfile
from datetime import datetime

import pandas as pd
import pytest

from capacity.workbook import rows, writing
from capacity.workbook.shapes import Column, Table, table
from capacity.workbook.strings import Strings
from tests.capacity.workbook.reading import NOW, opened

VALUES = {
    "text": ["b", None, "a", "b", "=1", " wide ", "_x0041_", "ab"],
    "number": [1, 2.5, None, float("inf"), -3, 1e15, 0.1, 7],
    "plain": [1, 2, 3, None, 5, 6, 7, 8],
    "degrees": [52.5, None, -0.25, 1.0, 1, 2, 3, 4],
    "date": ["1900-02-28", "1900-03-01", None, "2020-03-17", "2020-03-18", "2020-03-18", "2024-02-29", "2999-12-31"],
    "moment": ["2020-03-17 12:30:15", None, "2020-03-17 23:59:59", *["2020-03-17"] * 5],
}


def every_kind() -> Table:
    def series(kind: str) -> pd.Series:
        values = pd.Series(VALUES[kind], dtype=object)
        return pd.to_datetime(values, format="ISO8601") if kind in ("date", "moment") else values

    return table("Sheet", {kind: (Column(kind, kind, 20), series(kind)) for kind in VALUES})  # type: ignore[arg-type]


def part(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as opened_file:
        return opened_file.read(name).decode("utf-8")


@pytest.mark.parametrize("at_once", [1, 3, 8])
def test_every_value_comes_back_in_its_row(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", at_once)
    sheet = opened(writing.written([every_kind()], "en", NOW, "header"))["Sheet"]
    assert sheet.dimensions == "A1:F9"
    back = {column[0].value: [cell.value for cell in column[1:]] for column in sheet.iter_cols()}
    assert back["text"] == VALUES["text"]
    assert back["number"] == [1, 2.5, None, None, -3, 1e15, 0.1, 7]
    assert back["plain"] == VALUES["plain"]
    assert back["degrees"] == VALUES["degrees"]
    expected = [None if each is None else datetime.fromisoformat(each) for each in VALUES["date"]]
    assert back["date"] == expected
    assert back["moment"][0] == datetime(2020, 3, 17, 12, 30, 15)
    assert back["moment"][1] is None


def test_a_text_is_told_once_and_what_is_missing_is_no_cell() -> None:
    file = writing.written([every_kind(), table("Other", {"a": (Column("A"), pd.Series(["b", "c"]))})], "en", NOW, "x")
    texts = part(file, "xl/sharedStrings.xml")
    assert texts.count("<t>b</t>") == 1
    assert int(re.search(r'uniqueCount="(\d+)"', texts)[1]) == texts.count("<si>")  # type: ignore[index]
    sheet = part(file, "xl/worksheets/sheet1.xml")
    assert sheet.count("<c ") == 6 + sum(
        value is not None and value != float("inf") for each in VALUES.values() for value in each
    )
    assert 'r="A3"' not in sheet


def test_a_sheet_without_rows_is_a_sheet() -> None:
    nothing = table("Sheet", {"a": (Column("A"), pd.Series([], dtype="str"))})
    assert opened(writing.written([nothing], "en", NOW, "header"))["Sheet"].max_row == 1


def test_texts_have_numbers_from_the_first_on() -> None:
    strings = Strings(5)
    assert strings.numbers(["a", "b", "a"]) == [5, 6, 5]
    assert strings.numbers(["c", "b"]) == [7, 6]
    assert strings.xml() == "<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>"
    strings.numbers([" &\x07_x0041_"])
    assert strings.xml().endswith('<si><t xml:space="preserve"> &amp;_x0007__x005F_x0041_</t></si>')
