"""What placing gives: a place with its codes, coordinates, precision and the words it rests on.

Leaves out how it is found.
"""

import math
from dataclasses import dataclass

from capacity import regions


@dataclass(frozen=True)
class Place:
    """Where an offer is: codes, name, coordinates in degrees (NaN when unknown), precision and the words for it.

    precision is address, postcode, town, region, country or none; contradiction holds two readings or nothing.
    """

    country: str = ""
    nuts0: str = ""
    nuts1: str = ""
    nuts2: str = ""
    nuts3: str = ""
    name: str = ""
    latitude: float = math.nan
    longitude: float = math.nan
    precision: str = "none"
    words: str = ""
    contradiction: tuple[str, ...] = ()


def coded_place(
    country: str, nuts: str, name: str, latitude: float, longitude: float, precision: str, words: str
) -> Place:
    """A place with the codes of all levels that a NUTS code of any level holds."""
    nuts0 = country if country in regions.codes(0) else ""
    nuts1, nuts2, nuts3 = (nuts[:length] if nuts0 and len(nuts) >= length else "" for length in (3, 4, 5))
    return Place(country, nuts0, nuts1, nuts2, nuts3, name, latitude, longitude, precision, words)


def region_place(code: str, words: str) -> Place:
    """A region or country itself, drawn at its centre."""
    found = regions.region(code)
    if found.kind == "country":
        return coded_place(code, "", found.en, found.latitude, found.longitude, "country", words)
    return coded_place(
        found.country,
        code if found.kind.startswith("nuts") else "",
        found.name,
        found.latitude,
        found.longitude,
        "region",
        words,
    )
