"""Which NUTS 3 region a point lies in, for many points at once, from the finest polygons there are.

Leaves out the generalised polygons for the browser: they are too coarse to decide this.
"""

from functools import cache
from itertools import pairwise

import numpy as np

from tools.build_geodata import boundaries, topology
from tools.build_geodata.admin1 import outlines

Numbers = np.ndarray
NEAR = 0.15  # degrees: a point just off a generalised coast still belongs to it


@cache
def _regions(year: int) -> dict[str, list[Numbers]]:
    source = boundaries.nuts_topology(year, "03M")
    return {
        code: [np.array(topology.join(source.arcs, ring)) for polygon in region for ring in polygon]
        for code, region in source.regions.items()
    }


def nuts3_of(longitude: Numbers, latitude: Numbers, countries: Numbers, year: int = 2021) -> Numbers:
    """NUTS 3 code for each point, "" for a point in none; only regions of the point's own country are asked."""
    found = np.full(len(longitude), "", dtype=object)
    by_country: dict[str, list[str]] = {}
    for code in _regions(year):
        by_country.setdefault(code[:2], []).append(code)
    for country, codes in by_country.items():
        own = np.flatnonzero(countries == country)
        own = own[np.argsort(latitude[own], kind="stable")]
        for code in codes:
            _mark_inside(found, own, longitude, latitude, code, _regions(year)[code])
    return _snap(found, longitude, latitude, countries, year)


def states_of(longitude: Numbers, latitude: Numbers, countries: Numbers) -> Numbers:
    """ISO 3166-2 code of the state that each point lies in, "" for a point in none of its country's."""
    found = np.full(len(longitude), "", dtype=object)
    for country, states in outlines().items():
        own = np.flatnonzero(countries == country)
        own = own[np.argsort(latitude[own], kind="stable")]
        if len(own):
            for code, rings in sorted(states.items()):
                _mark_inside(found, own, longitude, latitude, code, rings)
    return found


def _mark_inside(
    found: Numbers, own: Numbers, longitude: Numbers, latitude: Numbers, code: str, rings: list[Numbers]
) -> None:
    corner, far = _extent(rings)
    first, last = np.searchsorted(latitude[own], [corner[1], far[1]])
    near = own[first:last]
    near = near[(longitude[near] >= corner[0]) & (longitude[near] <= far[0])]
    crossings = np.zeros(len(near), dtype=int)
    for ring in rings:
        crossings += _crossings(longitude[near], latitude[near], ring)
    found[near[crossings % 2 == 1]] = code


def _extent(rings: list[Numbers]) -> tuple[Numbers, Numbers]:
    points = np.concatenate(rings)
    return points.min(axis=0), points.max(axis=0)


def _crossings(x: Numbers, y: Numbers, ring: Numbers) -> Numbers:
    """How many edges of the ring a line from each point eastwards crosses; `y` ascends."""
    found = np.zeros(len(x), dtype=int)
    for (x0, y0), (x1, y1) in pairwise(ring.tolist()):
        first, last = np.searchsorted(y, [min(y0, y1), max(y0, y1)])
        if first < last:
            found[first:last] += x[first:last] < (x1 - x0) * (y[first:last] - y0) / (y1 - y0) + x0
    return found


def _snap(found: Numbers, longitude: Numbers, latitude: Numbers, countries: Numbers, year: int) -> Numbers:
    for number in np.flatnonzero(found == ""):
        codes, points = _vertices(year).get(countries[number], ([], np.empty((0, 2))))
        if codes:
            away = np.hypot(
                (points[:, 0] - longitude[number]) * np.cos(np.radians(latitude[number])),
                points[:, 1] - latitude[number],
            )
            found[number] = codes[away.argmin()] if away.min() < NEAR else ""
    return found


@cache
def _vertices(year: int) -> dict[str, tuple[list[str], Numbers]]:
    codes: dict[str, list[str]] = {}
    points: dict[str, list[Numbers]] = {}
    for code, region in _regions(year).items():
        for ring in region:
            codes.setdefault(code[:2], []).extend([code] * len(ring))
            points.setdefault(code[:2], []).append(ring)
    return {country: (codes[country], np.concatenate(points[country])) for country in codes}
