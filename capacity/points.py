"""Offers as points on a map: one row per place, so that ten offers of one town do not hide each other.

Only places known to the town or better are points: a region's or a country's centre would show an address that
nobody gave. Where there are too many, neighbours are joined. Leaves out how points are drawn (ui.map).
"""

import numpy as np
import pandas as pd

from capacity.columns import EXACT, SUMS
from capacity.situation import Situation
from capacity.totals import added, making

COLUMNS = ("latitude", "longitude", "offers", "amount", "places", "town", "precision")
GRID = 0.1  # degrees; doubled until there are few enough


def points(situation: Situation, product: str = "", most: int | None = None) -> pd.DataFrame:
    """COLUMNS, one row per place in view (coordinates in degrees, WGS 84, to four decimals), most offers first.

    `amount` is the offers' capacity of `product` per week, upper bounds without what is excluded (NaN: none stated),
    or without a product the number of offers. `town` is the first one written there, `precision` the vaguest of the
    place's offers. More than `most` places are joined on a grid: `places` says how many one row stands for.
    """
    view = making(situation, product) if product else situation
    amount = _per_week(view) if product else np.ones(len(view.rows))
    placed = np.flatnonzero(view.columns.pointed.take(view.rows))
    if not len(placed):
        return pd.DataFrame({column: pd.Series(dtype="float64") for column in COLUMNS})
    rows = _rows(view, view.rows.take(placed), amount.take(placed))
    found = _together(rows, rows["latitude"], rows["longitude"]).assign(places=1)
    found = _joined(found, most) if most and len(found) > most else found
    found["precision"] = np.asarray(EXACT)[found.pop("vagueness").to_numpy()]
    return found.sort_values("offers", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)]


def _rows(view: Situation, rows: np.ndarray, amount: np.ndarray) -> pd.DataFrame:
    """One row per offer at `rows`, whose place is known."""
    precision = view.columns.coded("precision")
    ranks = np.array([EXACT.index(group[0]) if group[0] in EXACT else -1 for group in precision.groups])
    offers = view.columns.offers
    return pd.DataFrame({
        "latitude": offers["latitude"].to_numpy().take(rows).round(4),
        "longitude": offers["longitude"].to_numpy().take(rows).round(4),
        "offers": 1, "places": 1, "town": view.columns.text("town").array.take(rows), "amount": amount,
        "vagueness": ranks.take(precision.values.take(rows)),
    })  # fmt: skip


def _per_week(view: Situation) -> np.ndarray:
    """Per offer in view the upper bounds of its lines in view together, NaN where none is stated."""
    columns, lines = view.columns, view.lines
    stated = columns.stated[:, SUMS.index("high")].take(lines)
    stated[columns.coded("plausibility").holding(("excluded",))[lines]] = np.nan
    return added(stated, columns.offer_of[lines], len(columns.offers))[view.rows]


def _together(rows: pd.DataFrame, *keys: pd.Series) -> pd.DataFrame:
    """One row per combination of `keys`, where the first of its rows is; amounts that nobody stated stay NaN."""
    (upper_codes, _), (lower_codes, lower_known) = (pd.factorize(key) for key in keys)
    groups, known = pd.factorize(upper_codes * len(lower_known) + lower_codes)
    number, first = len(known), _firsts(groups, np.arange(len(rows)), len(known))
    vagueness = np.zeros(number, dtype=np.int64)
    np.maximum.at(vagueness, groups, rows["vagueness"].to_numpy())
    named = _firsts(groups, np.flatnonzero(rows["town"].notna()), number)
    counted = {name: np.bincount(groups, rows[name], number).astype(np.int64) for name in ("offers", "places")}
    places = {name: rows[name].to_numpy().take(first) for name in ("latitude", "longitude")}
    town = pd.Series(rows["town"].array.take(named, allow_fill=True))
    amount = added(rows["amount"].to_numpy(), groups, number)
    return pd.DataFrame(places | counted | {"town": town, "vagueness": vagueness, "amount": amount})


def _firsts(groups: np.ndarray, positions: np.ndarray, number: int) -> np.ndarray:
    """Per group the first of these ascending positions that is in it, -1 where none is."""
    found = np.full(number, -1)
    found[groups.take(positions[::-1])] = positions[::-1]
    return found


def _joined(places: pd.DataFrame, most: int) -> pd.DataFrame:
    """The places joined on the finest grid that leaves at most `most`, each row where most of its offers are."""
    size, ordered = GRID, places.sort_values("offers", ascending=False, kind="stable")
    while True:
        found = _together(ordered, ordered["latitude"] // size, ordered["longitude"] // size)
        if len(found) <= most:
            return found
        size *= 2
