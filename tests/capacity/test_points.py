"""Points stand only where somebody gave a place, one per place."""

import pandas as pd

from capacity.points import COLUMNS, points
from capacity.situation import prepare
from tests.invented import AS_OF, invent


def situation(lines=None, **columns):
    offers = pd.DataFrame({"offer_id": range(len(columns["town"])), "kind": "offer", **columns})
    offers["received_at"] = offers["confirmed_at"] = AS_OF
    lines = pd.DataFrame({"offer_id": pd.Series(dtype="int64")}) if lines is None else pd.DataFrame(lines)
    return prepare(offers, lines, AS_OF.date())


def test_one_row_per_place_with_its_vaguest_precision() -> None:
    view = situation(
        town=["Aachen", "Aachen", "Köln"],
        latitude=[50.77601, 50.77602, 50.938],
        longitude=[6.084, 6.084, 6.957],
        precision=["address", "town", "postcode"],
    )
    assert points(view).to_dict("list") == {
        "latitude": [50.776, 50.938],
        "longitude": [6.084, 6.957],
        "offers": [2, 1],
        "amount": [2.0, 1.0],
        "places": [1, 1],
        "town": ["Aachen", "Köln"],
        "precision": ["town", "postcode"],
    }


def test_a_region_or_country_is_no_point_and_neither_is_a_missing_coordinate() -> None:
    view = situation(
        town=[None, None, "Irgendwo"],
        latitude=[48.9, 51.1, None],
        longitude=[11.4, 10.4, None],
        precision=["region", "country", "town"],
    )
    assert points(view).empty
    assert list(points(view).columns) == list(COLUMNS)


def test_no_offer_is_lost_or_counted_twice() -> None:
    invented = invent(400)
    view = prepare(invented.offers, invented.capabilities, AS_OF.date())
    exact = view.offers["precision"].isin(["address", "postcode", "town"]) & view.offers["latitude"].notna()
    assert points(view)["offers"].sum() == exact.sum()


def test_amounts_are_capacity_of_the_product_without_what_is_excluded() -> None:
    view = situation(
        town=["Aachen", "Aachen", "Köln", "Bonn"],
        latitude=[50.776, 50.776, 50.938, 50.735],
        longitude=[6.084, 6.084, 6.957, 7.1],
        precision=["address"] * 4,
        lines={
            "offer_id": [0, 1, 1, 2, 3],
            "product": ["mask_ffp2", "mask_ffp2", "mask_ffp2", "mask_ffp2", "gown"],
            "per_week_low": [None, 200.0, None, None, 5.0],
            "per_week_high": [100.0, None, 9000.0, None, 5.0],
            "plausibility": ["plausible", "confirmed", "excluded", "plausible", "plausible"],
        },
    )
    found = points(view, "mask_ffp2").set_index("town")
    assert found["offers"].to_dict() == {"Aachen": 2, "Köln": 1}
    assert found.loc["Aachen", "amount"] == 300
    assert pd.isna(found.loc["Köln", "amount"])


def test_too_many_places_are_joined_and_nothing_is_lost() -> None:
    invented = invent(400)
    view = prepare(invented.offers, invented.capabilities, AS_OF.date())
    every, few = points(view), points(view, most=10)
    assert len(few) <= 10 < len(every)
    assert few["offers"].sum() == every["offers"].sum()
    assert few["places"].sum() == len(every)
    assert set(zip(few["latitude"], few["longitude"], strict=True)) <= set(
        zip(every["latitude"], every["longitude"], strict=True)
    )
