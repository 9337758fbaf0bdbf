"""Region outlines for the browser: one address per level and language, fetched once and then kept by the browser.

Public reference data only; offers never pass through here. Leaves out colours and figures (ui.map).
"""

import gzip
import hashlib
import json
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from capacity import regions
from capacity.texts import LANGUAGES

LEVELS = ("world", "nuts0", "nuts1", "nuts2", "nuts3")
LINES = ("nuts0_lines", "nuts1_lines")
FOREVER = "public, max-age=31536000, immutable"


@cache
def packed(name: str, language: str) -> tuple[bytes, str]:
    """GeoJSON of a level with its regions named in `language`, gzipped, and the first letters of its hash."""
    shapes = json.loads(regions.geometry_path(name).read_text("utf-8"))
    for feature in shapes["features"]:
        if code := feature["properties"].get("id"):
            feature["properties"]["name"] = regions.name(code, language)
    content = gzip.compress(json.dumps(shapes, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)
    return content, hashlib.sha256(content).hexdigest()[:12]


def address(name: str, language: str) -> str:
    """Where the browser fetches a level; changes with the content, so that it may keep it for ever."""
    return f"/api/geometry/{name}.{language}.geojson?v={packed(name, language)[1]}"


@cache
def _shapes(name: str) -> dict[str, dict[str, Any]]:
    features = json.loads(regions.geometry_path(name).read_text("utf-8"))["features"]
    return {feature["properties"]["id"]: feature for feature in features}


def shape(name: str, code: str) -> dict[str, Any] | None:
    """The GeoJSON feature of one region of a level, or None when `code` is not of that level."""
    return _shapes(name).get(code)


async def serve(request: Request) -> Response:
    """Answers one request for a level; 404 for a level or language that there is none of."""
    name, language = request.path_params["name"], request.path_params["language"]
    if name not in LEVELS + LINES or language not in LANGUAGES:
        return PlainTextResponse("not found", status_code=404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER}
    return Response(packed(name, language)[0], media_type="application/geo+json", headers=headers)


ROUTES = [Route("/api/geometry/{name}.{language}.geojson", serve)]
