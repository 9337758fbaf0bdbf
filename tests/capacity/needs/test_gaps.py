"""Gaps are what is needed less what is confirmed; none reported is not zero."""

import pandas as pd

from capacity.needs.gaps import gaps, matrix
from tests.capacity.needs.made import AACHEN, KOELN, WIEN, situation

BY = ("nuts0", "product")


def test_a_gap_is_what_is_needed_less_what_is_confirmed() -> None:
    (row,) = gaps(situation(
        {"kind": "need", "per_week_low": 300, "per_week_high": 500, "place": KOELN},
        {"per_week_low": 100, "per_week_high": 200, "place": AACHEN},
        {"per_week_low": 70, "plausibility": "plausible", "place": AACHEN},
        {"per_week_low": 9_000, "plausibility": "excluded", "place": AACHEN},
        {"per_week_low": 9_000, "place": WIEN},
    ), BY).to_dict("records")  # fmt: skip
    assert (row["nuts0"], row["product"], row["unit"], row["needs"]) == ("DE", "face_shield", "piece", 1)
    assert (row["confirmed_low"], row["plausible_low"], row["offers"], row["gap"]) == (100, 70, 2, 400)
    assert pd.isna(row["gap_stock"])


def test_where_nobody_reported_capacity_it_is_not_zero() -> None:
    found = gaps(situation({"kind": "need", "stock": 50, "place": WIEN}, {"per_week_low": 9, "place": KOELN}), BY)
    (row,) = found.to_dict("records")
    assert (row["offers"], row["gap_stock"]) == (0, 50)
    assert pd.isna(row["confirmed_low"])
    assert pd.isna(row["gap"])


def test_more_than_is_needed_is_no_gap() -> None:
    found = gaps(situation({"kind": "need", "per_week_low": 5, "place": WIEN}, {"per_week_low": 9, "place": WIEN}), BY)
    assert found["gap"].tolist() == [0]


def test_without_a_need_there_is_no_gap() -> None:
    assert gaps(situation({"per_week_low": 9, "place": WIEN}), BY).empty


def test_the_matrix_has_the_most_needed_first() -> None:
    needs = [{"kind": "need", "stock": 5, "place": WIEN}] * 2
    needs += [{"kind": "need", "per_week_low": 7, "product": "gown", "place": KOELN}, {"kind": "need", "place": WIEN}]
    table = matrix(gaps(situation(*needs), BY), "nuts0", "product")
    assert list(table.index) == ["AT", "DE"]
    assert list(table) == ["face_shield", "gown"]
    assert table.loc["AT", "face_shield"] == 10
    assert table.loc["DE", "gown"] == 7
    assert pd.isna(table.loc["AT", "gown"])


def test_what_was_withdrawn_counts_on_neither_side() -> None:
    need, offer = {"kind": "need", "stock": 5, "place": WIEN}, {"stock": 3, "place": WIEN}
    found = gaps(situation(need, need | {"status": "withdrawn"}, offer | {"status": "unusable"}), BY)
    assert found[["needs", "offers", "gap_stock"]].values.tolist() == [[1, 0, 5]]
