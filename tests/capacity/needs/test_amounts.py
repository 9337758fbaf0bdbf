"""What an offer can still give, and what a need still asks for."""

import pandas as pd
import pytest

from capacity.needs.amounts import demands, supplies
from tests.capacity.needs.made import committed, situation

NOTHING = committed()


def test_a_stock_counts_once_and_a_rate_each_week() -> None:
    found = supplies(situation({"stock": 100, "per_week_low": 20, "per_week_high": 50}), NOTHING, 4)
    assert found[["offer_id", "product", "unit", "amount", "left"]].values.tolist() == [
        [1, "face_shield", "piece", 180, 180]
    ]
    assert not found["at_most"].any()


def test_an_upper_bound_alone_counts_and_says_so() -> None:
    found = supplies(situation({"per_week_high": 50}), NOTHING, 2)
    assert (found["amount"].item(), found["at_most"].item()) == (100, True)


@pytest.mark.parametrize(
    "row",
    [{"per_week_low": 5, "plausibility": "excluded"}, {"per_week_low": 5, "status": "withdrawn"}, {},
     {"stock": 5, "product": "other"}, {"stock": 5, "product": None}, {"stock": 5, "kind": "need"}],
)  # fmt: skip
def test_what_cannot_be_counted_on_is_no_supply(row: dict) -> None:
    assert supplies(situation(row), NOTHING, 4).empty


def test_what_was_promised_is_no_longer_left_on_either_side() -> None:
    both = situation({"stock": 100}, {"kind": "need", "stock": 80})
    promised = committed((2, 1, "face_shield", 30.0), (2, 1, "face_shield", 20.0))
    assert supplies(both, promised, 4)["left"].item() == 50
    assert demands(both, promised, 4)["left"].item() == 30
    assert supplies(both, committed((2, 1, "face_shield", 500.0)), 4)["left"].item() == 0


def test_a_need_without_a_quantity_stays_and_says_none() -> None:
    found = demands(situation({"kind": "need"}, {"kind": "need", "per_week_low": 10, "per_week_high": 20}), NOTHING, 4)
    assert found["amount"].isna().tolist() == [True, False]
    assert found["left"].tolist()[1] == 80


def test_several_lines_of_a_product_are_one_with_the_weakest_proof() -> None:
    one = situation({"stock": 10, "conformity": "claimed"}, {"stock": 5})
    one.columns.capabilities.loc[1, "offer_id"] = 1
    found = supplies(one, NOTHING, 1)
    assert found[["amount", "conformity"]].values.tolist() == [[15, "claimed"]]


def test_nothing_in_view_gives_frames_with_the_same_columns() -> None:
    full, empty = situation({"stock": 1}), situation({"stock": 1}).narrowed(pd.Series([False]).to_numpy())
    assert list(supplies(empty, NOTHING, 1)) == list(supplies(full, NOTHING, 1))
