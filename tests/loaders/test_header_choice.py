"""The header by two judges: the features of rows, the networks and their file, who overrules whom."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import header_choice
from loaders.cells import Sheet, rectangle
from loaders.columns_headings import knows
from loaders.grid import Grid
from loaders.header_choice import choose_header
from loaders.header_features import AHEAD, CANDIDATES, FirstRows
from loaders.header_model import load, loaded
from loaders.headers import find_header

CELLS = st.sampled_from(["", "", " ", "Firma", "Ort", "12", "3,5", "2020", "01.04.2020", "a@example.org", "(1)", "%"])
LIST = [["Our offers", "", ""], ["Firm", "Town", "Amount"], ["Muster AG", "Hof", "120"], ["Nord KG", "Köln", "80"]]


def grid(rows: list[list[str]], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    return Grid(Sheet("", rectangle(rows), merged))


def first_rows(of: Grid) -> FirstRows:
    return FirstRows(of, of.blocks[0][0], of.blocks[-1][1], knows)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=9))
def test_every_filled_row_has_finite_features_and_a_score(rows: list[list[str]]) -> None:
    of = grid(rows)
    if not of.blocks:
        return
    first = first_rows(of)
    table = first.table()
    filled = [number for number in range(len(of.rows)) if of.filled(number)]
    assert first.candidates == filled
    assert table.shape == (len(filled), len(loaded().mean))
    assert np.isfinite(table).all()
    assert loaded().scores(table).shape == (len(filled) + 1,)
    chosen = choose_header(of, filled[0], filled[-1] + 1, knows)
    assert chosen is None or filled[0] <= chosen.first <= chosen.last <= filled[-1]


def test_only_the_first_rows_of_a_stretch_are_looked_at() -> None:
    long = first_rows(grid([["Firm", "Amount"], *[["Muster AG", str(number)] for number in range(200)]]))
    assert len(long.candidates) == CANDIDATES == len(long.table())
    assert len(long.numbers) == CANDIDATES + AHEAD
    later = FirstRows(grid(LIST), 2, 4, knows)
    assert later.candidates == [2, 3]


def test_the_row_of_headings_has_the_highest_score() -> None:
    scores = loaded().scores(first_rows(grid(LIST)).table())
    assert int(scores.argmax()) == 1


def test_networks_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    loaded().save(tmp_path / "one.npz")
    loaded().save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    table = first_rows(grid(LIST)).table()
    assert np.array_equal(load(tmp_path / "one.npz").scores(table), loaded().scores(table))


class Told:
    """Networks that are sure of one row, so much above the others."""

    def __init__(self, row: int, margin: float) -> None:
        self.row, self.margin = row, margin

    def scores(self, table: np.ndarray) -> np.ndarray:
        scores = np.zeros(len(table) + 1, dtype=np.float32)
        scores[self.row] = self.margin
        return scores


@pytest.mark.parametrize(
    ("row", "margin", "last"),
    [(2, 2.0, 1), (2, 4.0, 2), (4, 2.0, 1), (4, 4.0, None), (1, 0.5, 1)],
)
def test_networks_overrule_the_rules_only_when_much_surer(
    monkeypatch: pytest.MonkeyPatch, row: int, margin: float, last: int | None
) -> None:
    monkeypatch.setattr(header_choice, "loaded", lambda: Told(row, margin))
    ruled = find_header(grid(LIST), 0, 4, knows)
    assert ruled
    assert ruled.last == 1
    chosen = choose_header(grid(LIST), 0, 4, knows)
    assert (chosen.last if chosen else None) == last


@pytest.mark.parametrize(("margin", "last"), [(0.5, None), (2.0, 0)])
def test_rules_that_find_no_header_are_overruled_sooner(
    monkeypatch: pytest.MonkeyPatch, margin: float, last: int | None
) -> None:
    records = grid([["Muster AG", "Hof", "120"], ["Nord KG", "Köln", "80"], ["Süd KG", "Ulm", "70"]])
    monkeypatch.setattr(header_choice, "loaded", lambda: Told(0, margin))
    assert find_header(records, 0, 3, knows) is None
    chosen = choose_header(records, 0, 3, knows)
    assert (chosen.last if chosen else None) == last


def test_headings_that_stand_beside_their_columns_are_found_by_the_networks_alone() -> None:
    """As reports written for printing set them: merged cells that no longer are."""
    printed = """Auction Summary

Auction date: 16.12.2009

Security Name||||CUSIP||Winning Rate||Benchmark|||Base Rate|||Percent|||Next Auction|Status


2009-12-16
Muster Higher Bonds|||106230EU8||0.42%||BMA||0.24%||||170.000%|||2010-01-20||Failed
Muster Higher Bonds|||106231EU8||1.44%||LIBOR||0.233%||||171.000%|||2010-01-20||Failed
Muster Student Bonds|||106232EU8||1.44%||LIBOR||0.233%||||172.000%|||2010-01-20||Failed
Muster Student Bonds|||106233EU8||1.733%||LIBOR||0.233%||||173.000%|||2010-01-20||Failed
Muster Student Bonds|||106234EU8||1.5%||BMA||0.24%||||174.000%|||2010-01-20||Failed"""
    of = grid([line.split("|") for line in printed.split("\n")])
    ruled, chosen = find_header(of, 0, 13, knows), choose_header(of, 0, 13, knows)
    assert ruled is None
    assert chosen
    assert (chosen.first, chosen.last) == (4, 4)


def test_one_row_or_one_column_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header_choice, "loaded", lambda: pytest.fail("asked"))
    assert choose_header(grid([["Firm", "Town", "Amount"]]), 0, 1, knows)
    choose_header(grid([["Firm"], ["Muster AG"], ["Nord KG"]]), 0, 3, knows)
