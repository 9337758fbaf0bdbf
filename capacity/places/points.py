"""From coordinates to regions: whether they are coordinates at all, and which NUTS 3 region or country holds them.

Uses the generalised shapes of the map, so a point within about a kilometre of a border may fall on its other side.
"""

import json
import math
import re
from functools import cache

import numpy as np

from capacity import regions

NEAR = 0.1  # degrees from a generalised coast that still count as land


def read_coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, None for words, for 0/0 and for what is not on Earth."""
    numbers = [_number(latitude), _number(longitude)]
    if any(math.isnan(number) for number in numbers) or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        return None
    return None if abs(numbers[0]) < 0.01 and abs(numbers[1]) < 0.01 else (numbers[0], numbers[1])


def _number(text: str) -> float:
    found = re.fullmatch(r"\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO]?)\s*", text, re.IGNORECASE)
    if not found:
        return math.nan
    value = float(found.group(1).replace(",", "."))
    return -value if found.group(2).upper() in ("S", "W") else value


@cache
def _rings(layer: str) -> list[tuple[str, np.ndarray, np.ndarray, list[np.ndarray]]]:
    shapes = []
    for feature in json.loads(regions.geometry_path(layer).read_text("utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings = [np.array(ring) for polygon in polygons for ring in polygon]
        points = np.concatenate(rings)
        shapes.append((feature["properties"]["id"], points.min(axis=0), points.max(axis=0), rings))
    return shapes


def nuts3_at(latitude: float, longitude: float) -> tuple[str, str]:
    """(country, NUTS 3 code) at a point; no NUTS 3 outside NUTS, nothing at all on the open sea."""
    if nuts3 := _holder("nuts3", latitude, longitude):
        return nuts3[:2], nuts3
    return _holder("world", latitude, longitude), ""


def _holder(layer: str, latitude: float, longitude: float) -> str:
    nearest, holder = NEAR, ""
    for code, corner, far, rings in _rings(layer):
        if not (corner[0] - NEAR <= longitude <= far[0] + NEAR and corner[1] - NEAR <= latitude <= far[1] + NEAR):
            continue
        if sum(_crossings(ring, latitude, longitude) for ring in rings) % 2:
            return code
        away = min(float(np.hypot(ring[:, 0] - longitude, ring[:, 1] - latitude).min()) for ring in rings)
        if away < nearest:
            nearest, holder = away, code
    return holder if layer == "nuts3" or nearest < NEAR else ""


def _crossings(ring: np.ndarray, latitude: float, longitude: float) -> int:
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    spans = (y0 > latitude) != (y1 > latitude)
    x0, y0, x1, y1 = x0[spans], y0[spans], x1[spans], y1[spans]
    return int((longitude < (x1 - x0) * (latitude - y0) / (y1 - y0) + x0).sum())
