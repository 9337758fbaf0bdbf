"""Regions and their names: NUTS 2021 levels 0 to 3, the countries of the world, states outside NUTS.

Codes are NUTS codes (Greece EL, United Kingdom UK), ISO 3166-1 alpha-2 for other countries and ISO 3166-2 for
their states. Leaves out finding a region from words (capacity.places) and drawing it (ui).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from capacity.reference import REFERENCE

GEOGRAPHY = REFERENCE / "geography"
LAYERS = ("world", "nuts0", "nuts1", "nuts2", "nuts3", "nuts0_lines", "nuts1_lines")


@dataclass(frozen=True, slots=True)
class Region:
    """One row of regions.csv; `kind` is country, nuts1, nuts2, nuts3 or state, population None when unknown."""

    code: str
    kind: str
    country: str
    name: str
    de: str
    en: str
    latitude: float
    longitude: float
    population: int | None


@cache
def _table() -> dict[str, Region]:
    with (GEOGRAPHY / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)  # the headings, which are the fields of Region
        return {row[0]: _region(*row) for row in rows}


def _region(
    code: str, kind: str, country: str, name: str, de: str, en: str, latitude: str, longitude: str, population: str
) -> Region:
    people = int(population) if population else None
    return Region(code, kind, country, name, de, en, float(latitude), float(longitude), people)


def known(code: str) -> bool:
    """True for a code of NUTS 2021, of a country or of a state outside NUTS."""
    return code in _table()


def region(code: str) -> Region:
    """All that is known of a region; KeyError for an unknown code."""
    return _table()[code]


@cache
def name(code: str, language: str) -> str:
    """The region's name in "de" or "en", its local name where it has no other; KeyError for an unknown code.

    A region that is all of its country has the country's name: CH0 is Switzerland, not Schweiz/Suisse/Svizzera.
    """
    found = _table()[code]
    if found.kind == "nuts1" and len(children(found.country)) == 1:
        found = _table()[found.country]
    return found.de if language == "de" else found.en


def level(code: str) -> int:
    """0 for a country, 1 to 3 for NUTS, 1 for a state outside NUTS; KeyError for an unknown code."""
    kind = _table()[code].kind
    return int(kind[4]) if kind.startswith("nuts") else int(kind == "state")


def parent(code: str, at_level: int) -> str:
    """The region of a lower level that holds this one (itself at its own level); ValueError if there is none."""
    own = level(code)
    if not 0 <= at_level <= own:
        raise ValueError(f"{code} is at level {own} and has no parent at level {at_level}")
    if at_level == own:
        return code
    return _table()[code].country if at_level == 0 else code[: at_level + 2]


def children(code: str) -> tuple[str, ...]:
    """Codes of the regions one level below, sorted; empty where there are none. KeyError for an unknown code."""
    return _children().get(region(code).code, ())


def covering(codes: Iterable[str]) -> tuple[str, ...]:
    """The fewest regions that hold exactly these: where all parts of a region are named, the region itself."""
    chosen = set(codes)
    for at_level in (3, 2, 1):
        parts: dict[str, set[str]] = {}
        for code in chosen:
            if level(code) == at_level and region(code).kind != "state":
                parts.setdefault(parent(code, at_level - 1), set()).add(code)
        for whole, named in parts.items():
            if named == set(children(whole)):
                chosen = chosen - named | {whole}
    return tuple(sorted(chosen))


@cache
def _children() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in sorted(_table()):
        if (own := level(code)) > 0:
            found.setdefault(parent(code, own - 1), []).append(code)
    return {code: tuple(below) for code, below in found.items()}


@cache
def codes(at_level: int) -> tuple[str, ...]:
    """NUTS 2021 codes of a level, 0 to 3, sorted; ValueError for another level."""
    if at_level not in range(4):
        raise ValueError(f"NUTS has no level {at_level}")
    nuts3 = [code for code, found in _table().items() if found.kind == "nuts3"]
    return tuple(sorted({code[: at_level + 2] for code in nuts3}))


@cache
def countries() -> tuple[str, ...]:
    """Codes of all countries of the world, sorted."""
    return tuple(sorted(code for code, found in _table().items() if found.kind == "country"))


def population(code: str) -> int | None:
    """Inhabitants, known for countries only; KeyError for an unknown code."""
    return _table()[code].population


def centre(code: str) -> tuple[float, float]:
    """(latitude, longitude) in degrees of a point inside the region; KeyError for an unknown code."""
    found = _table()[code]
    return found.latitude, found.longitude


def geometry_path(layer: str) -> Path:
    """The GeoJSON of "world", "nuts0" to "nuts3", "nuts0_lines" or "nuts1_lines"; ValueError for another layer."""
    if layer not in LAYERS:
        raise ValueError(f"no geometry is called {layer}")
    return GEOGRAPHY / f"{layer}.geojson"


def notices(language: str) -> list[str]:
    """What must be shown wherever the maps or places are, in "de" or "en"."""
    with (GEOGRAPHY / "notices.csv").open(encoding="utf-8", newline="") as file:
        return [row[language] for row in csv.DictReader(file)]
