"""Which offers serve a need, best first, and which needs an offer could serve; with the reasons of each pair.

Every step away from the ideal costs as much as so many kilometres (data/reference/matching/costs.csv), so that the
order can be explained and argued about. Which product may stand in for which is data, too (serves.csv). Leaves out who
gets how much when all needs compete (capacity.needs.proposal).
"""

import csv
from functools import cache

import numpy as np
import pandas as pd

from capacity.reference import REFERENCE

FOLDER = REFERENCE / "matching"
EARTH = 6371.0  # kilometres
REASONS = ("product", "conformity", "freshness", "plausibility", "border", "place")
PAIR = ("need_offer_id", "need_product", "offer_id", "product", "unit", "open", "left", "at_most", "kilometres",
        *(f"{each}_is" for each in REASONS), "cost")  # fmt: skip


@cache
def costs() -> dict[tuple[str, str], float]:
    """(reason, code) → what it costs, in kilometres."""
    return {(row["reason"], row["code"]): float(row["kilometres"]) for row in _rows("costs")}


@cache
def serving(product: str) -> tuple[str, ...]:
    """The products that serve where `product` is needed, itself first."""
    return (product, *(row["product"] for row in _rows("serves") if row["serves"] == product))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(demands: pd.DataFrame, supplies: pd.DataFrame, *, most: int | None = None) -> pd.DataFrame:
    """Each demand with the supplies that serve it, cheapest first, at most `most` for each: PAIR.

    `demands` and `supplies` are those of capacity.needs.amounts. `open` is what is still needed (missing: not said),
    `left` what the offer can still give in the same unit, both over the weeks that those were made for. `kilometres`
    as the crow flies, missing where one place is not known. `product_is`, `conformity_is` … are the codes whose costs
    add up, with the distance, to `cost`. Offers with nothing left, or that can only deliver too late, are left out.
    """
    live = supplies[supplies["left"] > 0]
    by_product = dict(iter(live.groupby("product", sort=False)))
    found = []
    for need in demands.to_dict("records"):
        there = [by_product[each] for each in serving(need["product"]) if each in by_product]
        if there:
            rows = pd.concat(there)
            found.append(_ranked(need, rows[_serves(need, rows)], most))
    found = [each for each in found if len(each)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(PAIR))


def _serves(need: dict, rows: pd.DataFrame) -> np.ndarray:
    """Of the need's unit, not after its end, not before its time."""
    fits = (rows["unit"] == need["unit"]).to_numpy(copy=True)
    if not pd.isna(need["available_until"]):
        fits &= ~(rows["available_from"] > need["available_until"]).to_numpy()
    if not pd.isna(need["available_from"]):
        fits &= ~(rows["available_until"] < need["available_from"]).to_numpy()
    return fits


def _ranked(need: dict, rows: pd.DataFrame, most: int | None) -> pd.DataFrame:
    away = kilometres(need["latitude"], need["longitude"], rows["latitude"], rows["longitude"])
    is_same = (rows["product"] == need["product"]).map({True: "same", False: "serves"})
    border = (rows["nuts0"] == need["nuts0"]).map({True: "within", False: "across"})
    codes = {
        "product": is_same, "conformity": rows["conformity"], "freshness": rows["freshness"].fillna("unknown"),
        "plausibility": rows["plausibility"], "border": border,
        "place": pd.Series(np.where(np.isnan(away), "unknown", "known"), rows.index),
    }  # fmt: skip
    cost = np.nan_to_num(away)
    for reason, values in codes.items():
        cost = cost + values.map({code: each for (name, code), each in costs().items() if name == reason}).to_numpy()
    order = np.lexsort((rows["offer_id"], cost))[:most]
    found = pd.DataFrame({
        "need_offer_id": need["offer_id"], "need_product": need["product"], "offer_id": rows["offer_id"],
        "product": rows["product"], "unit": rows["unit"], "open": need["left"], "left": rows["left"],
        "at_most": rows["at_most"], "kilometres": away, **{f"{name}_is": values for name, values in codes.items()},
        "cost": cost,
    })  # fmt: skip
    return found.iloc[order]


def kilometres(latitude: float, longitude: float, latitudes: pd.Series, longitudes: pd.Series) -> np.ndarray:
    """Great-circle distances from one place to others, NaN where either has no coordinates (degrees, WGS 84)."""
    here, there = np.radians([latitude, longitude]), np.radians([latitudes, longitudes])
    north, east = np.sin((there[0] - here[0]) / 2), np.sin((there[1] - here[1]) / 2)
    return 2 * EARTH * np.arcsin(np.sqrt(north**2 + np.cos(here[0]) * np.cos(there[0]) * east**2))
