"""Single offers as points on a map: one row per place, so that ten offers of one town do not hide each other.

Only places known to the town or better are points: a region's or a country's centre would show an address that
nobody gave. Leaves out how points are drawn (ui.map).
"""

import numpy as np
import pandas as pd

from capacity.columns import EXACT
from capacity.situation import Situation

COLUMNS = ("latitude", "longitude", "offers", "town", "precision")


def points(situation: Situation) -> pd.DataFrame:
    """COLUMNS, one row per place in view (coordinates in degrees, WGS 84, to four decimals), most offers first.

    `town` is the first one written there, `precision` the vaguest of the place's offers.
    """
    offers = situation.offers
    placed = offers[offers["precision"].isin(EXACT) & offers["latitude"].notna() & offers["longitude"].notna()]
    if placed.empty:
        return pd.DataFrame({column: pd.Series(dtype="float64") for column in COLUMNS})
    vagueness = placed["precision"].map({code: rank for rank, code in enumerate(EXACT)})
    spots = placed.assign(
        latitude=placed["latitude"].round(4), longitude=placed["longitude"].round(4), vagueness=vagueness
    ).groupby(["latitude", "longitude"], sort=False)
    found = spots.agg(offers=("town", "size"), town=("town", "first"), vagueness=("vagueness", "max")).reset_index()
    found["precision"] = np.asarray(EXACT)[found.pop("vagueness").to_numpy()]
    return found.sort_values("offers", ascending=False, kind="stable", ignore_index=True)[list(COLUMNS)]
