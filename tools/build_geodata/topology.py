"""TopoJSON to generalised polygons and lines: neighbours keep their shared border at every level.

Borders are simplified once as arcs (Visvalingam), so that regions never gape or overlap, and the regions of
a higher level are the union of the lower ones. Leaves out which files are read and written.
"""

import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FINEST_SHARE = 0.005  # of an arc's extent squared

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


@dataclass
class Topology:
    """Arcs as lists of (longitude, latitude) and, for each region, its polygons as rings of arc numbers.

    A negative number is the arc ~number, walked backwards. `properties` holds what the source says of a region.
    """

    arcs: list[list[Point]]
    regions: dict[str, list[list[list[int]]]]
    properties: dict[str, dict[str, Any]]


def read_topology(document: dict[str, Any], object_name: str) -> Topology:
    """Decode one object of a quantised TopoJSON document; regions without geometry are left out."""
    regions: dict[str, list[list[list[int]]]] = {}
    properties: dict[str, dict[str, Any]] = {}
    for number, geometry in enumerate(document["objects"][object_name]["geometries"]):
        code = str(geometry.get("id", f"#{number}"))
        code = f"#{number}" if code in regions else code
        kind = geometry.get("type")
        if kind in ("Polygon", "MultiPolygon"):
            regions[code] = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
            properties[code] = geometry.get("properties", {})
    return Topology(_decode(document), regions, properties)


def _decode(document: dict[str, Any]) -> list[list[Point]]:
    (scale_x, scale_y), (move_x, move_y) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for arc in document["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def simplify(arc: list[Point], threshold: float, decimals: int) -> list[Point]:
    """Drop points whose triangle with their neighbours is smaller than `threshold` square degrees, and round.

    The ends stay, so that arcs still meet; a closed arc keeps at least four points. Small arcs are thinned less,
    so that the smallest countries keep a shape.
    """
    across, up = (max(axis) - min(axis) for axis in zip(*arc, strict=True))
    threshold = min(threshold, FINEST_SHARE * (across * across + up * up))
    kept = _visvalingam(arc, threshold, least=4 if arc[0] == arc[-1] else 2)
    rounded: list[Point] = []
    for x, y in kept:
        point = (round(x, decimals), round(y, decimals))
        if not rounded or rounded[-1] != point:
            rounded.append(point)
    return rounded if len(rounded) > 1 else rounded * 2


def _visvalingam(arc: list[Point], threshold: float, least: int) -> list[Point]:
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    area = {i: _triangle(arc[i - 1], arc[i], arc[i + 1]) for i in range(1, len(arc) - 1)}
    heap = [(value, i) for i, value in area.items()]
    heapq.heapify(heap)
    left = len(arc)
    while heap and left > least:
        value, i = heapq.heappop(heap)
        if area.get(i) != value:
            continue
        if value >= threshold:
            break
        del area[i]
        left -= 1
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if j in area:
                area[j] = max(value, _triangle(arc[before[j]], arc[j], arc[after[j]]))
                heapq.heappush(heap, (area[j], j))
    inner = sorted(area)
    return [arc[0], *(arc[i] for i in inner), arc[-1]]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def outline(topology: Topology, members: Iterable[str]) -> list[list[int]]:
    """Rings of arc numbers around the union of the regions: arcs between two members fall away."""
    used: set[int] = set()
    for code in members:
        for polygon in topology.regions[code]:
            for ring in polygon:
                used.update(ring)
    edge = sorted(number for number in used if ~number not in used)
    return _stitch(topology.arcs, edge)


def _stitch(arcs: list[list[Point]], numbers: list[int]) -> list[list[int]]:
    starting: dict[Point, list[int]] = defaultdict(list)
    for number in numbers:
        starting[_ends(arcs, number)[0]].append(number)
    rings = []
    for number in numbers:
        first, last = _ends(arcs, number)
        if number not in starting[first]:
            continue
        starting[first].remove(number)
        ring = [number]
        while last != first and starting[last]:
            number = starting[last].pop()
            last = _ends(arcs, number)[1]
            ring.append(number)
        rings.append(ring)
    return rings


def _ends(arcs: list[list[Point]], number: int) -> tuple[Point, Point]:
    arc = arcs[number] if number >= 0 else arcs[~number]
    return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])


def polygons(arcs: list[list[Point]], rings: list[list[int]], smallest: float) -> list[Polygon]:
    """Polygons with their holes from rings of arc numbers.

    Rings under `smallest` square degrees are left out, but never the largest one. Outer rings run anticlockwise.
    """
    points = sorted((join(arcs, ring) for ring in rings), key=lambda ring: -abs(signed_area(ring)))
    sign = 1.0 if signed_area(points[0]) > 0 else -1.0
    outer: list[Polygon] = []
    for ring in points:
        area = signed_area(ring) * sign
        if len(ring) < 4 or (outer and abs(area) < smallest):
            continue
        if area > 0:
            outer.append([ring if sign > 0 else ring[::-1]])
        else:
            _add_hole(outer, ring if sign > 0 else ring[::-1])
    return outer


def _add_hole(outer: list[Polygon], hole: Ring) -> None:
    middle = ((hole[0][0] + hole[1][0]) / 2, (hole[0][1] + hole[1][1]) / 2)
    around = [polygon for polygon in outer if inside(middle, polygon[0])]
    if around:
        around[-1].append(hole)


def join(arcs: list[list[Point]], ring: list[int]) -> Ring:
    """The points of a ring of arc numbers, each once, the first again at the end."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points and points[-1] == arc[0] else arc)
    return points if points[0] == points[-1] else [*points, points[0]]


def signed_area(ring: Ring) -> float:
    """Area of a closed ring in square degrees, positive when it runs anticlockwise."""
    pairs = itertools.pairwise(ring)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def inside(point: Point, ring: Ring) -> bool:
    """True when the point lies in the closed ring (even-odd rule)."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            crossings += 1
    return crossings % 2 == 1


def cut_at_antimeridian(shape: list[Polygon]) -> list[Polygon]:
    """The same polygons with those that step over 180 degrees cut in two; holes in a cut polygon are dropped."""
    result: list[Polygon] = []
    for polygon in shape:
        ring = _unwrapped(polygon[0])
        west, east = min(x for x, _ in ring), max(x for x, _ in ring)
        if west >= -180 and east <= 180:
            result.append([ring, *polygon[1:]])
            continue
        for turn in (-360.0, 0.0, 360.0):
            part = _clip(_clip([(x + turn, y) for x, y in ring], -180.0, 1), 180.0, -1)
            if len(part) > 3:
                result.append([part])
    return result


def _unwrapped(ring: Ring) -> Ring:
    points = [ring[0]]
    for x, y in ring[1:]:
        points.append((x + 360 * round((points[-1][0] - x) / 360), y))
    return points


def _clip(ring: Ring, edge: float, side: int) -> Ring:
    kept: Ring = []
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (x0 - edge) * side >= 0:
            kept.append((x0, y0))
        if (x0 - edge) * (x1 - edge) < 0:
            kept.append((edge, round(y0 + (y1 - y0) * (edge - x0) / (x1 - x0), 3)))
    return [*kept, kept[0]] if kept else []


def border_lines(topology: Topology, length: int) -> list[list[Point]]:
    """The arcs that part regions whose codes differ in the first `length` characters, coasts included."""
    sides: dict[int, set[str]] = defaultdict(set)
    for code, region in topology.regions.items():
        for polygon in region:
            for ring in polygon:
                for number in ring:
                    sides[max(number, ~number)].add(code[:length] if number >= 0 else f"{code[:length]}~")
    return [
        topology.arcs[number]
        for number in sorted(sides)
        if len({side.rstrip("~") for side in sides[number]}) > 1 or len(sides[number]) == 1
    ]


def centre(shape: list[Polygon]) -> Point:
    """A point (longitude, latitude) well inside the largest polygon: its centroid, or mid of a line across it."""
    ring = max((polygon[0] for polygon in shape), key=lambda ring: abs(signed_area(ring)))
    point = _centroid(ring)
    if inside(point, ring):
        return point
    y = point[1]
    crossings = sorted(
        (x1 - x0) * (y - y0) / (y1 - y0) + x0 for (x0, y0), (x1, y1) in itertools.pairwise(ring) if (y0 > y) != (y1 > y)
    )
    spans = zip(crossings[::2], crossings[1::2], strict=False)
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return ((left + right) / 2, y)


def _centroid(ring: Ring) -> Point:
    area = signed_area(ring) * 6
    x = y = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        cross = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (x / area, y / area)
