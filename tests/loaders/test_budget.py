"""Files of any bytes end soon: the work of reading is counted, and where it runs out an issue says so."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders import delimited, ragged, records, source
from loaders.budget import Budget
from loaders.dialect import Dialect
from loaders.records import Records
from loaders.source import read_source
from tests.fuzzing import times

UNCLOSED = '"a,b,c\n'


def test_a_budget_is_taken_until_it_is_spent_and_knows_where() -> None:
    budget = Budget(10)
    assert [budget.take(6, 1), budget.take(6, 2), budget.take(4, 3), budget.take(1, 4)] == [True, False, True, False]
    assert (budget.left, budget.stopped_at) == (0, 2)


def test_quotes_that_never_close_cost_a_bounded_number_of_characters() -> None:
    text = UNCLOSED * 100_000
    reading = Records(text, Dialect(",", '"'))
    rows = [row for row, _ in reading]
    assert reading.left > -4 * records.LONGEST
    assert reading.given_up
    assert rows[reading.given_up + 5 :] == [['"a', "b", "c"]] * (100_000 - reading.given_up - 5)


def test_nothing_is_lost_where_quotes_are_given_up() -> None:
    read = read_source((UNCLOSED * 100_000).encode(), "liste.csv")
    assert "quotes_too_many" in {remark.code for remark in read.remarks}
    text = "".join("".join(row) for row in read.sheets[0].cells)
    assert all(text.count(letter) >= 99_000 for letter in "abc")


def test_a_record_of_millions_of_quoted_cells_is_cut_without_reading_each() -> None:
    reading = Records('","' * 200_000, Dialect(",", '"'))
    before = reading.left
    assert len(next(iter(reading))[0]) > records.WIDEST
    assert before - reading.left < 100 * records.WIDEST


def test_slipped_cells_are_put_right_until_the_work_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Firma", "PLZ", "Ort", "Stück"]]
    rows += [[f"Werk {number}", str(10_000 + number), "Bonn", str(number)] for number in range(100, 140)]
    text = "\n".join(map(";".join, [*rows, *(["Werk", "12345", "10"] for _ in range(9))])).encode()
    whole = [remark.code for remark in read_source(text, "liste.csv").remarks]
    assert whole == ["ragged_row"] * 9
    monkeypatch.setattr(ragged, "WORK", 260)
    short = read_source(text, "liste.csv")
    assert [remark.code for remark in short.remarks] == ["ragged_row"] * 9 + ["rows_not_checked"]
    assert short.sheets[0].cells[-1] == ["Werk", "12345", "10", ""]


def test_other_delimiters_are_tried_until_the_work_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ("Werk,10115,400\n" * 20 + "Werk;10115;400\n" * 6).encode()
    assert {remark.code for remark in read_source(text, "liste.csv").remarks} == {"other_delimiter"}
    monkeypatch.setattr(delimited, "RECUTS", 3)
    remarks = read_source(text, "liste.csv").remarks
    assert [remark.code for remark in remarks].count("other_delimiter") == 3
    assert ("rows_not_checked", 24) in {(remark.code, remark.row) for remark in remarks}


def test_more_rows_than_a_worksheet_has_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_ROWS", 3)
    assert read_source(b"a;b\n1;2\n3;4\n", "liste.csv").error is None
    assert read_source(b"a;b\n1;2\n3;4\n5;6\n", "liste.csv").error == "file_too_large"


PIECES = ['"', "'", ",", ";", "\t", " ", "|", "\\", "\r", "\n", "a", "1", "ü", '","', '"a,b\n', ", ", "||"]


@settings(max_examples=times(80), deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40), st.integers(1, 30))
@example(['","'], 30)
@example(['"a,b\n'], 30)
@example([",", "\r"], 9)
def test_any_text_is_read_and_keeps_its_letters(pieces: list[str], times: int) -> None:
    text = "".join(pieces) * times
    read = read_source(text.encode(), "liste.csv")
    if read.error is None:
        kept = "".join(cell for row in read.sheets[0].cells for cell in row)
        assert all(kept.count(letter) == text.count(letter) for letter in "a1ü")
