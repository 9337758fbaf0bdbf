"""Viewers' figures: whatever is counted, and whatever is the difference of two counts, is none or three or more."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity import crowds
from capacity.audiences import told
from capacity.columns import NOT_STATED, REGIONS
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS
from capacity.schema import typed
from capacity.selection import Selection, counts, select
from capacity.situation import Situation, prepare
from capacity.totals import by_region, figures, per_day, per_week

PLACES = ((None,) * 4, ("DE",) + (None,) * 3, ("DE", "DE2", "DE21", "DE212"), ("DE", "DE2", "DE21", "DE211"),
          ("DE", "DE2", "DE22", "DE221"), ("DE", "DE1", "DE11", "DE111"), ("AT", "AT1", "AT13", "AT130"))  # fmt: skip
PRODUCTS = ("face_shield", "gown", "mask_ffp2", None)
DAY = pd.Timestamp("2020-04-01")
Row = tuple
few = settings(max_examples=12, deadline=None)
ROW = st.tuples(
    st.integers(0, 9),  # the organisation
    st.sampled_from(range(len(PLACES))),
    st.sampled_from(["22", "32", None]),
    st.sampled_from([0, 1, None]),  # the day
    st.sampled_from(["offer", "offer", "offer", "need"]),
    st.lists(st.tuples(st.sampled_from(PRODUCTS), st.sampled_from([None, 10.0, 1000.0]),
                       st.sampled_from(["plausible", "confirmed", "excluded"])), max_size=3),
)  # fmt: skip


def frames(rows: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The register's frames of these rows."""
    offers, lines = [], []
    for identity, (owner, place, sector, day, kind, made) in enumerate(rows, start=50):
        offers.append({
            "offer_id": identity, "kind": kind, "organisation": f"Firma {owner}", "organisation_type": "company",
            "sector": sector, "received_at": DAY + pd.Timedelta(days=day) if day is not None else pd.NaT,
            **dict(zip(REGIONS, PLACES[place], strict=True)), "status": "new",
        })  # fmt: skip
        lines += [{"offer_id": identity, "product": product, "per_week_high": high, "plausibility": plausibility,
                   "unit": "piece"} for product, high, plausibility in made]  # fmt: skip
    own = pd.DataFrame(offers, columns=["offer_id", *OFFER_COLUMNS[3:]])
    made = pd.DataFrame(lines, columns=["offer_id", *CAPABILITY_COLUMNS[1:]])
    return typed(own.astype({"offer_id": "int64"}), "offer"), typed(made.astype({"offer_id": "int64"}), "capability")


def shown(rows: list[Row], field: str, product: str = "") -> Situation:
    """What viewers are told of `field`."""
    found = told(*frames(rows), (field,), product)
    return select(prepare(found.offers, found.capabilities, DAY.date()), Selection())


def harmless(numbers: list[int]) -> bool:
    return all(number == 0 or number >= crowds.LEAST for number in numbers)


@few
@given(st.lists(ROW, max_size=40))
def test_regions_and_what_is_left_of_the_larger_one(rows: list[Row]) -> None:
    view = shown(rows, "region")
    codes = counts(view, Selection(), "region").drop(NOT_STATED, errors="ignore").to_dict()
    for code, number in {"": len(view.rows), **codes}.items():
        inside = [other for other in codes if other != code and other.startswith(code)]
        for level in {len(other) for other in inside}:
            parts = sum(codes[other] for other in inside if len(other) == level)
            assert harmless([number, number - parts]), (code, level, codes)
    found = figures(view)
    assert harmless([found.offers, found.organisations])
    assert all(harmless(by_region(view, level, "organisations").tolist()) for level in range(4))


@few
@given(st.lists(ROW, max_size=40), st.sampled_from(["sector", "received_at"]))
def test_values_and_those_without(rows: list[Row], field: str) -> None:
    view = shown(rows, field)
    stated = view.offers[field].value_counts().tolist()
    assert harmless([*stated, len(view.rows) - sum(stated), len(view.rows)])
    assert field == "sector" or harmless([int(each) for each in per_day(view).sum(axis=1)])


@few
@given(st.lists(ROW, max_size=40))
def test_products_and_offers_that_name_none(rows: list[Row]) -> None:
    view = shown(rows, "product")
    assert harmless(counts(view, Selection(), "product").tolist())
    assert harmless([len(view.rows) - view.capabilities["offer_id"].nunique()])


def owners_of(rows: list[Row], meets: Callable[[str | None, float | None, str], bool]) -> set[int]:
    """The organisations of offers that state a quantity with a line that meets the condition."""
    return {
        row[0] for row in rows if row[4] == "offer" and any(meets(*line) and line[1] is not None for line in row[5])
    }


@few
@given(st.lists(ROW, max_size=40))
def test_a_quantity_is_told_where_enough_state_one(rows: list[Row]) -> None:
    sums = per_week(shown(rows, "product"), by=("product",)).dropna(subset="high")
    for line in sums.itertuples():
        owners = owners_of(rows, lambda product, _, state, of=line: (product, state) == (of.product, of.plausibility))
        assert len(owners) >= crowds.LEAST


@few
@given(st.lists(ROW, min_size=10, max_size=40), st.sampled_from(["face_shield", "gown"]))
def test_quantities_by_region_leave_none_or_enough_outside(rows: list[Row], product: str) -> None:
    view = shown(rows, "region", product)
    placed = [{level: view.columns.organisation[view.rows][(view.offers[level] == code).to_numpy()]
               for level, code in zip(REGIONS, place, strict=True) if code} for place in PLACES]  # fmt: skip
    assert harmless([len(set(owners)) for levels in placed for owners in levels.values()])
    outside = view.columns.organisation[view.rows][view.offers["nuts0"].isna().to_numpy()]
    assert harmless([len(set(outside))])
    assert not (view.capabilities["plausibility"] == "excluded").any()


def test_no_sum_of_a_region_nor_what_is_left_of_it_is_nearly_all_one_firms() -> None:
    rows = [(i, 2, None, 0, "offer", [("face_shield", 5000.0, "plausible")]) for i in range(10)]
    rows += [(i, 5, None, 0, "offer", [("face_shield", amount, "plausible")])
             for i, amount in ((20, 10_000.0), (21, 1.0), (22, 1.0))]  # fmt: skip
    view = shown(rows, "region", "face_shield")
    sums = [by_region(view, level, "high", "face_shield").to_dict() for level in range(4)]
    assert sums == [{"DE": 60_002.0}, {}, {}, {}]  # ten firms alone could be taken from the whole


def test_a_product_of_one_firm_cannot_be_had_by_subtracting() -> None:
    rows = [(owner, 2, None, 0, "offer", [("face_shield", 10.0, "plausible")]) for owner in range(4)]
    rows.append((9, 2, None, 0, "offer", [("gown", 77.0, "plausible")]))
    view = shown(rows, "product")
    assert per_week(view)["high"].tolist() == [40.0] or per_week(view)["high"].isna().all()
    assert "gown" not in set(view.capabilities["product"].dropna())
    assert harmless([len(view.rows) - view.capabilities["offer_id"].nunique()])


def test_places_go_up_to_the_region_that_enough_share() -> None:
    rows = [(owner, place, None, 0, "offer", []) for owner, place in enumerate([2, 2, 2, 3, 4, 5, 5, 5])]
    view = shown(rows, "region")
    found = {level: by_region(view, at, "offers").to_dict() for at, level in enumerate(REGIONS)}
    assert found["nuts0"] == {"DE": 8}
    assert found["nuts1"] == {"DE1": 3, "DE2": 5}
    # DE22 has one offer: the five of DE2 cannot be told apart without telling of it
    assert found["nuts2"] == {"DE11": 3}
    assert found["nuts3"] == {"DE111": 3}


def test_three_offers_of_one_firm_are_one() -> None:
    rows = [(1, 2, "22", 0, "offer", []) for _ in range(5)] + [(owner, 5, "32", 0, "offer", []) for owner in (2, 3, 4)]
    assert by_region(shown(rows, "region"), 1, "offers").empty
    assert shown(rows, "sector").offers["sector"].isna().all()


def test_fewer_than_three_organisations_tell_nothing() -> None:
    rows = [(1, 2, "22", 0, "offer", [("gown", 5.0, "plausible")]), (2, 2, "22", 0, "offer", [])]
    assert all(len(shown(rows, field).rows) == 0 for field in crowds.FIELDS)


def test_only_the_fields_that_are_told_together_have_values() -> None:
    rows = [(owner, 2, "22", 0, "offer", [("gown", 5.0, "plausible")]) for owner in range(9)]
    for field in crowds.FIELDS:
        offers, lines = crowds.told(*frames(rows), (field,))
        columns = set(offers.columns[offers.notna().any()]) - {"offer_id", "kind", "organisation"}
        assert columns == ({*REGIONS} if field == "region" else {field} & {"sector", "received_at", "status",
                           "organisation_type"}), field  # fmt: skip
        assert len(lines) == (9 if field == "product" else 0)
    assert set(offers["offer_id"]) == set(range(9))
    assert not set(offers["organisation"]) & {f"Firma {owner}" for owner in range(9)}


@pytest.mark.parametrize("fields", [("region", "product"), ("email",), ("kind", "sector")])
def test_other_fields_are_refused(fields: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not told together"):
        crowds.told(*frames([]), fields)
    with pytest.raises(ValueError, match="not told together"):
        crowds.told(*frames([]), ("sector",), "gown")


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [(owner % 5, owner % 7, ("22", "32", None)[owner % 3], owner % 2, "offer", []) for owner in range(30)]
    one, other = (by_region(shown(each, "region"), 1, "offers") for each in (rows, rows[::-1]))
    pd.testing.assert_series_equal(one, other)


def test_who_names_both_bounds_does_not_stand_out() -> None:
    rows = [(owner, 2, None, 0, "offer", [("gown", 100.0, "plausible")]) for owner in range(3)]
    offers, lines = frames(rows)
    lines.loc[0, "per_week_low"] = 7.0
    lines.loc[1, ["per_week_low", "per_week_high"]] = (50.0, None)
    found = crowds.told(offers, lines, ("product",))[1]
    assert found["per_week_low"].isna().all()
    assert found["per_week_high"].tolist() == [100.0, 50.0, 100.0]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [((760, 120, 120), False), ((480, 470, 50), False), ((740, 130, 130), True), ((400, 400, 200), True),
     ((600, 160, 160, 80), True), ((0, 0, 0), True)],
)  # fmt: skip
def test_a_sum_that_one_or_two_make_up_is_not_told(amounts: tuple[int, ...], told: bool) -> None:
    rows = [(owner, 2, None, 0, "offer", [("gown", float(high), "plausible")]) for owner, high in enumerate(amounts)]
    assert shown(rows, "product").capabilities["per_week_high"].notna().all() == told


def test_several_offers_of_one_firm_weigh_together() -> None:
    rows = [(owner, 2, None, 0, "offer", [("gown", 100.0, "plausible")]) for owner in (0, 1, 2, *[3] * 10)]
    assert shown(rows, "product").capabilities["per_week_high"].isna().all()
