"""Points stand only where somebody gave a place, one per place."""

import pandas as pd

from capacity.points import COLUMNS, points
from capacity.situation import prepare
from tests.invented import AS_OF, invent


def situation(**columns):
    offers = pd.DataFrame({"offer_id": range(len(columns["town"])), "kind": "offer", **columns})
    offers["received_at"] = offers["confirmed_at"] = AS_OF
    return prepare(offers, pd.DataFrame({"offer_id": pd.Series(dtype="int64")}), AS_OF.date())


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
