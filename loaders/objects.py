"""A text of JSON objects as rows: what portals and platforms give out as .json, or call .csv all the same.

Read are a list of objects, an object that holds one (also GeoJSON: properties, and coordinates of points), and lines
of one object each. Numbers stay as written, what is nested stays JSON in its cell. Leaves out single objects.
"""

import json
from collections.abc import Iterable
from typing import Any

from loaders.encoding import paired

FEWEST = 2  # objects that make a table


def rows_of(text: str) -> list[list[str]] | None:
    """The keys as a header row and a row for each object; None when the text is no list of objects. Never raises."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    found = _listed(_loaded(text)) or _listed([_loaded(line) for line in text.splitlines() if line.strip()])
    if len(found) < FEWEST:
        return None
    records = [_flat(each) for each in found]
    keys = list(dict.fromkeys(key for record in records for key in record))
    return [[paired(key) for key in keys], *([_text(record.get(key)) for key in keys] for record in records)]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _listed(value: Any) -> list[dict[str, Any]]:
    """The list of objects that a value is, or the longest one it holds; empty when there is none."""
    if isinstance(value, list):
        return value if value and all(isinstance(each, dict) for each in value) else []
    return max(map(_listed, value.values()), key=len, default=[]) if isinstance(value, dict) else []


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature as its properties, with longitude and latitude of a point; other objects as they are."""
    properties, geometry = record.get("properties"), record.get("geometry")
    if record.get("type") != "Feature" or not isinstance(properties, dict):
        return record
    at = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    place = dict(zip(("longitude", "latitude"), at, strict=False)) if isinstance(at, Iterable) else {}
    return {**properties, **{key: value for key, value in place.items() if key not in properties}}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return paired(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
