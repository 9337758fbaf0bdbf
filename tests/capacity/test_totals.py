"""Totals against sums made by hand and by a plain reading; kinds of quantity never mixed."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from capacity.schema import typed
from capacity.selection import Selection, select
from capacity.situation import Situation, prepare
from capacity.totals import (
    Figures,
    attention,
    by_region,
    figures,
    making,
    new_since,
    new_since_yesterday,
    per_day,
    per_week,
    unplaced,
)
from tests.invented import invent

TODAY = date(2020, 4, 3)
MADE = invent(400, seed=5)
SITUATION = prepare(MADE.offers, MADE.capabilities, TODAY)
OFFERED = select(SITUATION, Selection())


def small(lines: dict[str, list], **offers: list) -> Situation:
    frame = pd.DataFrame(offers)
    frame["offer_id"] = range(1, len(frame) + 1)
    return prepare(typed(frame, "offer"), typed(pd.DataFrame(lines), "capability"), TODAY)


def test_figures_of_a_handful() -> None:
    situation = small(
        {"offer_id": [1]},
        kind=["offer", "offer", "need", "offer"],
        organisation=["Muster GmbH", "MUSTER GMBH", "Klinik Beispiel", "Beispiel KG"],
        nuts0=["DE", "DE", "AT", None],
        nuts3=["DE212", None, None, None],
        precision=["town", "country", "address", "none"],
        latitude=[48.1, 51.0, 48.2, None],
        longitude=[11.5, 10.0, 16.3, None],
    )
    assert figures(situation) == Figures(offers=3, needs=1, organisations=3, countries=2, placed=2, on_map=2)
    assert figures(select(situation, Selection())).needs == 0


def test_bounds_that_are_missing() -> None:
    situation = small(
        {
            "offer_id": [1, 1, 2, 3], "product": ["gown"] * 4, "plausibility": ["plausible"] * 4,
            "per_week_low": [None, 40, 10, None], "per_week_high": [100, None, 20, None],
        },
        kind=["offer"] * 3,
    )  # fmt: skip
    found = per_week(situation, ("product",)).iloc[0]
    assert (found["low"], found["high"], found["offers"]) == (50, 160, 3)


def test_no_number_is_not_zero() -> None:
    found = per_week(small({"offer_id": [1], "product": ["gown"]}, kind=["offer"], nuts0=["DE"]), ("product",)).iloc[0]
    assert found[["low", "high", "stock", "machines"]].isna().all()
    assert found["offers"] == found["organisations"] == 1


def test_units_and_plausibility_are_never_added_together() -> None:
    situation = small(
        {
            "offer_id": [1, 1, 1, 1, 2], "per_week_high": [10, 20, 40, 80, 160],
            "product": ["gown", "gloves_medical", "gown", "gown", "material"],
            "plausibility": ["confirmed", "confirmed", "excluded", None, "confirmed"],
        },
        kind=["offer"] * 2,
    )  # fmt: skip
    found = per_week(situation).set_index(["product_group", "unit", "plausibility"])["high"]
    assert found.drop(("materials", "as_stated", "confirmed")).to_dict() == {
        ("protective_equipment", "piece", "confirmed"): 10,
        ("protective_equipment", "piece", "plausible"): 80,
        ("protective_equipment", "piece", "excluded"): 40,
        ("protective_equipment", "pair", "confirmed"): 20,
    }
    assert np.isnan(found["materials", "as_stated", "confirmed"])


def test_what_is_needed_is_no_capacity() -> None:
    situation = small(
        {"offer_id": [1, 2], "product": ["gown", "gown"], "per_week_high": [10, 500]}, kind=["offer", "need"]
    )
    assert per_week(situation, ("product",))["high"].tolist() == [10]
    assert per_week(situation, ("kind", "product"))["high"].tolist() == [10, 500]
    assert per_week(select(situation, Selection(kind=("need",))), ("product",))["high"].tolist() == [500]


def test_machines_that_lines_repeat_count_once() -> None:
    situation = small(
        {
            "offer_id": [1, 1, 1, 2], "product": ["gown", "face_shield", "goggles", "gown"],
            "process": ["sewing", "material_extrusion", "material_extrusion", "sewing"], "machines": [9, 5, 5, 9],
        },
        kind=["offer"] * 2,
    )  # fmt: skip
    assert per_week(situation, ()).iloc[0]["machines"] == 9 + 5 + 9


@pytest.mark.parametrize("by", [("product",), ("nuts1", "product"), ("sector", "product"), ("organisation_type",)])
def test_per_week_against_a_plain_reading(by: tuple[str, ...]) -> None:
    offers = OFFERED.offers.fillna({"nuts1": "none", "sector": "unknown", "organisation_type": "unknown"})
    lines = OFFERED.capabilities.merge(offers[["offer_id", "nuts1", "sector", "organisation_type"]], on="offer_id")
    lines["product"] = lines["product"].fillna("none")
    lines["unit"] = lines["unit"].fillna("as_stated")
    lines["low"] = lines["per_week_low"].fillna(lines["per_week_high"] * 0)
    lines["high"] = lines["per_week_high"].fillna(lines["per_week_low"])
    keys = [*by, "unit", "plausibility"]
    grouped = lines.groupby(keys)
    plain = grouped[["low", "high", "stock"]].sum(min_count=1)
    plain.loc[plain.index.get_level_values("unit") == "as_stated"] = np.nan
    plain["offers"] = grouped["offer_id"].nunique()
    found = per_week(OFFERED, by)
    assert found["offers"].sum() == plain["offers"].sum() > 0
    columns = ["low", "high", "stock", "offers"]
    made = found.set_index(keys)[columns].sort_index()
    pd.testing.assert_frame_equal(made, plain[columns], check_index_type=False)


def test_rows_follow_the_order_of_the_lists() -> None:
    found = per_week(SITUATION, ("product",))
    groups = found["product"].drop_duplicates().tolist()
    assert groups.index("mask_ffp2") < groups.index("face_shield") < groups.index("other") < groups.index("none")
    assert found[found["product"] == "face_shield"]["plausibility"].tolist() == ["confirmed", "plausible", "excluded"]


def test_totals_tell_only_what_is_in_view() -> None:
    view = select(SITUATION, Selection(product=("face_shield",), region=("DE",)))
    assert set(per_week(view, ("product",))["product"]) == {"face_shield"}
    assert by_region(view, 0, "offers").to_dict() == {"DE": len(view.rows)}


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_regions_and_unplaced_are_everybody(level: int) -> None:
    assert by_region(SITUATION, level, "offers").sum() + unplaced(SITUATION, level).sum() == len(SITUATION.rows)


def test_capacity_by_region_leaves_out_what_is_excluded() -> None:
    situation = small(
        {
            "offer_id": [1, 2, 2, 3], "product": ["gown", "gown", "goggles", "gown"],
            "per_week_high": [10, 20, 5, None], "plausibility": ["confirmed", "plausible", "confirmed", "plausible"],
        },
        kind=["offer"] * 3, nuts0=["DE", "DE", "FR"], organisation=["A", "B", "C"],
    )  # fmt: skip
    found = by_region(situation, 0, "high", "gown")
    assert found["DE"] == 30
    assert np.isnan(found["FR"])
    assert by_region(situation, 0, "organisations", "goggles").to_dict() == {"DE": 1}
    hidden = prepare(situation.offers, situation.capabilities.assign(plausibility="excluded"), TODAY)
    assert by_region(hidden, 0, "high", "gown").empty


@pytest.mark.parametrize("product", ["", "material"])
def test_quantities_without_a_common_unit_are_refused(product: str) -> None:
    with pytest.raises(ValueError, match="unit"):
        by_region(SITUATION, 0, "high", product)


def test_per_day_has_every_day() -> None:
    situation = small(
        {"offer_id": []},
        kind=["offer", "offer", "need", "offer"],
        received_at=["2020-03-30", "2020-04-02", "2020-04-02", None],
    )
    found = per_day(situation)
    assert [day.day for day in found.index] == [30, 31, 1, 2, 3]
    assert found["offer"].tolist() == [1, 0, 0, 1, 0]
    assert found["need"].tolist() == [0, 0, 0, 1, 0]


def test_per_day_counts_everybody_with_a_day() -> None:
    found = per_day(SITUATION, "organisation_type")
    assert found.to_numpy().sum() == MADE.offers["received_at"].notna().sum()
    assert "unknown" in found


def test_nothing_in_view_is_no_error() -> None:
    view = select(SITUATION, Selection(words="nowhere at all"))
    assert figures(view) == Figures(0, 0, 0, 0, 0, 0)
    assert per_week(view, ("nuts1", "product")).empty
    assert by_region(view, 1, "organisations").empty
    assert by_region(view, 1, "high", "gown").empty
    assert per_day(view).empty or per_day(view).to_numpy().sum() == 0
    assert unplaced(view, 3).empty
    assert all(len(found) == 0 for found in attention(view).values())


def test_new_since_includes_the_day() -> None:
    found = new_since(SITUATION, date(2020, 4, 1))
    assert found.offers["received_at"].min() == pd.Timestamp("2020-04-01")
    assert len(found.rows) == (MADE.offers["received_at"] >= "2020-04-01").sum()
    assert new_since_yesterday(SITUATION).offers["received_at"].min() >= pd.Timestamp("2020-04-02")


def test_attention_names_offers_in_view() -> None:
    view = select(SITUATION, Selection(region=("DE",)))
    found = attention(view)
    for code, identities in found.items():
        plain = select(view, Selection(attention=(code,)))
        assert identities.tolist() == plain.offers["offer_id"].tolist()
    assert len(found["without_place"]) == 0


def test_making_keeps_the_lines_of_the_product() -> None:
    found = making(SITUATION, "gown")
    assert set(found.capabilities["product"]) == {"gown"}
    assert set(found.offers["offer_id"]) == set(found.capabilities["offer_id"])
