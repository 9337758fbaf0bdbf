"""The best offers for a need come first, and each pair says why."""

import datetime as dt

import pandas as pd
import pytest

from capacity import vocabulary
from capacity.needs import matching
from capacity.needs.amounts import demands, supplies
from capacity.needs.matching import costs, kilometres, pairs, serving
from tests.capacity.needs.made import AACHEN, KOELN, WIEN, committed, situation

NOTHING = committed()
NEED = {"kind": "need", "stock": 10, "place": KOELN}


def found(*rows: dict, most: int | None = None) -> pd.DataFrame:
    """The pairs of all needs and offers of a situation."""
    made = situation(*rows)
    return pairs(demands(made, NOTHING, 4), supplies(made, NOTHING, 4), most=most)


def test_the_nearest_of_equals_comes_first() -> None:
    made = found(NEED, {"stock": 5, "place": WIEN}, {"stock": 5, "place": AACHEN}, {"stock": 5})
    assert made["offer_id"].tolist() == [3, 2, 4]
    assert made["kilometres"].round(-1).tolist()[:2] == [60, 740]
    assert made["place_is"].tolist() == ["known", "known", "unknown"]
    assert made["border_is"].tolist() == ["within", "across", "across"]


def test_proof_outweighs_some_distance_but_not_any() -> None:
    near, far = {"stock": 5, "place": KOELN, "conformity": "not_stated"}, {"stock": 5, "place": AACHEN}
    assert found(NEED, near, far)["offer_id"].tolist() == [3, 2]
    assert found(NEED, near, far | {"place": WIEN})["offer_id"].tolist() == [2, 3]


def test_a_cost_is_the_sum_of_its_reasons() -> None:
    made = found(NEED, {"stock": 5, "place": AACHEN, "conformity": "claimed", "plausibility": "plausible"}).iloc[0]
    told = sum(costs()[name, made[f"{name}_is"]] for name in matching.REASONS)
    assert made["cost"] == pytest.approx(made["kilometres"] + told)
    assert told == 250


def test_a_better_mask_serves_and_a_lesser_one_does_not() -> None:
    masks = [{"stock": 5, "product": each} for each in ("mask_ffp3", "mask_ffp1", "mask_ffp2", "mask_medical")]
    made = found(NEED | {"product": "mask_ffp2"}, *masks)
    assert made["product"].tolist() == ["mask_ffp2", "mask_ffp3"]
    assert made["product_is"].tolist() == ["same", "serves"]
    assert serving("mask_ffp2") == ("mask_ffp2", "mask_ffp3")


def test_who_comes_too_late_or_has_nothing_left_is_left_out() -> None:
    until = NEED | {"available_until": dt.date(2020, 4, 10)}
    late, ended = {"available_from": dt.date(2020, 5, 1)}, {"available_until": dt.date(2020, 3, 1)}
    assert found(until, {"stock": 5} | late, {"stock": 5}, {"stock": 0})["offer_id"].tolist() == [3]
    assert found(NEED | {"available_from": dt.date(2020, 4, 1)}, {"stock": 5} | ended).empty


def test_at_most_so_many_for_each_need() -> None:
    assert found(NEED, NEED, *[{"stock": 5}] * 5, most=2)["need_offer_id"].tolist() == [1, 1, 2, 2]


def test_every_code_that_a_pair_can_have_has_a_cost() -> None:
    for name in ("conformity", "freshness"):
        assert {(name, code) for code in vocabulary.codes(name)} <= set(costs())
    assert {("plausibility", "confirmed"), ("plausibility", "plausible")} <= set(costs())
    assert {name for name, _ in costs()} == set(matching.REASONS)


def test_products_that_serve_others_are_counted_in_the_same_unit() -> None:
    unit = vocabulary.attribute("product", "unit")
    for product in vocabulary.codes("product"):
        assert {unit[each] for each in serving(product)} == {unit[product]}


def test_distances_are_those_of_the_globe() -> None:
    away = kilometres(52.52, 13.405, pd.Series([48.857, None]), pd.Series([2.352, 1.0]))
    assert away[0] == pytest.approx(877, abs=5)
    assert pd.isna(away[1])
