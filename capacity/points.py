"""Offers as points on a map: one row per place, so that ten offers of one town do not hide each other.

Only places known to the town or better are points: a region's or a country's centre would show an address that
nobody gave. Where there are too many, neighbours are joined. Leaves out how points are drawn (ui.map).
"""

import numpy as np
import pandas as pd

from capacity.columns import EXACT
from capacity.situation import Situation
from capacity.totals import added, making, upper

COLUMNS = ("latitude", "longitude", "offers", "amount", "places", "town", "precision")
GRID = 0.1  # degrees; doubled until there are few enough


def points(situation: Situation, product: str = "", most: int | None = None) -> pd.DataFrame:
    """COLUMNS, one row per place in view (coordinates in degrees, WGS 84, to four decimals), most offers first.

    `amount` is the offers' capacity of `product` per week, upper bounds without what is excluded (NaN: none stated),
    or without a product the number of offers. `town` is the first one written there, `precision` the vaguest of the
    place's offers. More than `most` places are joined on a grid: `places` says how many one row stands for.
    """
    view = making(situation, product) if product else situation
    offers = view.offers.assign(amount=_per_week(view) if product else 1.0)
    placed = offers[offers["precision"].isin(EXACT) & offers["latitude"].notna() & offers["longitude"].notna()]
    if placed.empty:
        return pd.DataFrame({column: pd.Series(dtype="float64") for column in COLUMNS})
    found = _together(placed.assign(
        latitude=placed["latitude"].round(4), longitude=placed["longitude"].round(4), offers=1, places=1,
        vagueness=placed["precision"].map({code: rank for rank, code in enumerate(EXACT)}),
    ), ["latitude", "longitude"]).assign(places=1)  # fmt: skip
    found = _joined(found, most) if most and len(found) > most else found
    found["precision"] = np.asarray(EXACT)[found.pop("vagueness").to_numpy()]
    return found.sort_values("offers", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)]


def _per_week(view: Situation) -> np.ndarray:
    """Per offer in view the upper bounds of its lines in view together, NaN where none is stated."""
    columns, lines = view.columns, view.lines
    stated = upper(columns.number("per_week_low")[lines], columns.number("per_week_high")[lines])
    stated[columns.coded("plausibility").holding(("excluded",))[lines]] = np.nan
    return added(stated, columns.offer_of[lines], len(columns.offers))[view.rows]


def _together(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row per combination of `keys`; amounts that nobody stated stay NaN."""
    groups = rows.groupby(keys, sort=False)
    found = groups.agg(
        offers=("offers", "sum"), places=("places", "sum"), town=("town", "first"), vagueness=("vagueness", "max")
    )
    return found.assign(amount=groups["amount"].sum(min_count=1)).reset_index()


def _joined(places: pd.DataFrame, most: int) -> pd.DataFrame:
    """The places joined on the finest grid that leaves at most `most`, each row where most of its offers are."""
    size, ordered = GRID, places.sort_values("offers", ascending=False, kind="stable")
    while True:
        cells = ordered.assign(y=ordered["latitude"] // size, x=ordered["longitude"] // size)
        found = _together(cells, ["y", "x"])
        if len(found) <= most:
            centres = cells.drop_duplicates(["y", "x"])[["y", "x", "latitude", "longitude"]]
            return found.merge(centres, on=["y", "x"]).drop(columns=["y", "x"])
        size *= 2
