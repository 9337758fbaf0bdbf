"""Regions and their borders for the browser: one address per level and language, fetched once and then kept by it.

Public reference data only; offers never pass through here. Leaves out colours and figures (ui.map).
"""

import gzip
import hashlib
import json
from functools import cache
from itertools import pairwise
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from capacity import regions
from capacity.texts import LANGUAGES

LEVELS = ("world", "nuts0", "nuts1", "nuts2", "nuts3")
LINES = ("nuts0_lines", "nuts1_lines")
HEADERS = {"Content-Encoding": "gzip", "Cache-Control": "public, max-age=31536000, immutable"}
Stretch = tuple[tuple[float, float], tuple[float, float]]


@cache
def packed(name: str, language: str) -> tuple[bytes, str]:
    """GeoJSON of a level with its regions named in `language`, gzipped, and the first letters of its hash."""
    shapes = json.loads(regions.geometry_path(name).read_text("utf-8"))
    for feature in shapes["features"]:
        if code := feature["properties"].get("id"):
            feature["properties"]["name"] = regions.name(code, language)
    return _gzipped(shapes)


@cache
def packed_lines(name: str) -> tuple[bytes, str]:
    """Borders as straight stretches from "s" to "t", gzipped, and the first letters of its hash.

    Drawn as stretches they cost a computer without graphics processor a fifth of what lines with joints do. Borders
    within countries leave out those between them, which are drawn as well.
    """
    between = _stretches(LINES[0]) if name != LINES[0] else set()
    stretches = _stretches(name) - between
    return _gzipped([{"s": start, "t": end} for start, end in sorted(stretches)])


def _stretches(name: str) -> set[Stretch]:
    (feature,) = json.loads(regions.geometry_path(name).read_text("utf-8"))["features"]
    points = ([(x, y) for x, y in line] for line in feature["geometry"]["coordinates"])
    return {(min(pair), max(pair)) for line in points for pair in pairwise(line)}


def _gzipped(content: object) -> tuple[bytes, str]:
    packed = gzip.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
    return packed, hashlib.sha256(packed).hexdigest()[:12]


def address(name: str, language: str) -> str:
    """Where the browser fetches a level; changes with the content, so that it may keep it for ever."""
    return f"/api/geometry/{name}.{language}.geojson?v={packed(name, language)[1]}"


def address_of_lines(name: str) -> str:
    """Where the browser fetches borders, likewise."""
    return f"/api/geometry/{name}.json?v={packed_lines(name)[1]}"


@cache
def _shapes(name: str) -> dict[str, dict[str, Any]]:
    features = json.loads(regions.geometry_path(name).read_text("utf-8"))["features"]
    return {feature["properties"]["id"]: feature["geometry"] for feature in features}


def frame(name: str, code: str) -> list[dict[str, list[float]]]:
    """The border of one region of a level in stretches from "s" to "t"; none when `code` is not of that level."""
    shape = _shapes(name).get(code, {"type": "MultiPolygon", "coordinates": []})
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = (ring for polygon in polygons for ring in polygon)
    return [{"s": start, "t": end} for ring in rings for start, end in pairwise(ring)]


async def serve(request: Request) -> Response:
    """Answers one request for a level; 404 for a level or language that there is none of."""
    name, language = request.path_params["name"], request.path_params["language"]
    if name not in LEVELS or language not in LANGUAGES:
        return PlainTextResponse("not found", status_code=404)
    return Response(packed(name, language)[0], media_type="application/geo+json", headers=HEADERS)


async def serve_lines(request: Request) -> Response:
    """Answers one request for borders; 404 for those that there are none of."""
    if (name := request.path_params["name"]) not in LINES:
        return PlainTextResponse("not found", status_code=404)
    return Response(packed_lines(name)[0], media_type="application/json", headers=HEADERS)


ROUTES = [
    Route("/api/geometry/{name}.{language}.geojson", serve),
    Route("/api/geometry/{name}.json", serve_lines),
]
