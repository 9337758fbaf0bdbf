"""Situations of a few offers and needs, each line given by what differs."""

import datetime as dt

import pandas as pd

from capacity.schema import typed
from capacity.situation import Situation, prepare

DAY = dt.date(2020, 4, 1)
KOELN, AACHEN, WIEN = (50.94, 6.96, "DE"), (50.78, 6.08, "DE"), (48.21, 16.37, "AT")


def situation(*rows: dict) -> Situation:
    """One offer or need with one line per row; "place" is one of the above or None."""
    made = [_whole(number, row) for number, row in enumerate(rows, 1)]
    offers = typed(pd.DataFrame(made), "offer")
    lines = typed(pd.DataFrame([{**row, "capability_id": row["offer_id"]} for row in made]), "capability")
    return prepare(offers, lines, DAY)


def _whole(number: int, row: dict) -> dict:
    latitude, longitude, country = row.get("place") or (None, None, None)
    usual = {"offer_id": number, "kind": "offer", "status": "new", "product": "face_shield", "received_at": DAY,
             "plausibility": "confirmed", "conformity": "checked"}  # fmt: skip
    known = {key: value for key, value in row.items() if key != "place"}
    return usual | {"latitude": latitude, "longitude": longitude, "nuts0": country} | known


def committed(*rows: tuple[int, int, str, float]) -> pd.DataFrame:
    """What stands promised: need, offer, product, quantity."""
    return pd.DataFrame(list(rows), columns=["need_offer_id", "offer_id", "product", "quantity"])
