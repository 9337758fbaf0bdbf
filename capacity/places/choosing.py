"""Places to choose from for somebody who types a postcode, the beginning of a town's name or a region.

Unlike reading, which decides, this offers everything that the typed words may begin. Leaves out what is chosen.
"""

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from capacity import regions
from capacity.places import gazetteer
from capacity.places.country_words import read_country
from capacity.places.place import Place, coded_place, region_place
from capacity.places.region_words import region_name
from capacity.places.words import fold

SHORTEST = 2  # characters from which the beginning of a name is looked up
MOST_BEGINNINGS = 40
CITY = 50_000  # people: a city comes before a region of the same name


@lru_cache(maxsize=200)
def choices(words: str, most: int = 12) -> tuple[Place, ...]:
    """Postcodes; cities, regions and towns of exactly this name; towns and regions that begin so, the largest first."""
    typed = " ".join(words.split())
    found: dict[tuple[str, ...], Place] = {}
    for place in _all(typed):
        found.setdefault((place.precision, place.country, place.nuts3 or place.nuts1, place.words), place)
    return tuple(islice(found.values(), most))


def _all(typed: str) -> Iterator[Place]:
    digits = next((each for each in typed.split() if any(sign.isdigit() for sign in each)), "")
    name = " ".join(each for each in typed.split() if each != digits)
    if digits:
        yield from _postcodes(digits, name)
    if len(name) >= SHORTEST:
        own = sorted(gazetteer.towns(fold(name)), key=lambda town: -town.population)
        yield from (_town(each, name) for each in own if each.population >= CITY)
        yield from (region_place(code, regions.region(code).name) for code in _named(name))
        yield from (_town(each, name) for each in own)
        yield from (_town(each, name) for each in gazetteer.towns_beginning(name, MOST_BEGINNINGS))
        yield from (region_place(code, regions.region(code).name) for code in _beginning(fold(name)))


def _postcodes(code: str, name: str) -> Iterator[Place]:
    """The postcode in every country that has it, those with a town of the typed name first."""
    named = {each.country: _spelt(each, name) for each in reversed(gazetteer.towns(fold(name)))} if name else {}
    for each in sorted(gazetteer.postcodes(code.upper()), key=lambda found: found.country not in named):
        near = gazetteer.nearest_town(each.latitude, each.longitude, each.country)
        town = named.get(each.country, near.name if near else "")
        words = f"{each.code} {town}".strip()
        yield coded_place(each.country, each.nuts3, town, each.latitude, each.longitude, "postcode", words)


def _spelt(town: gazetteer.Town, typed: str) -> str:
    """The town's name as typed where that is another name, or the only one: villages have none in the tables."""
    if fold(town.name).startswith(fold(typed)):
        return town.name
    return typed.title() if typed.islower() else typed


def _town(town: gazetteer.Town, typed: str) -> Place:
    name = _spelt(town, typed)
    return coded_place(town.country, town.nuts3 or town.state, name, town.latitude, town.longitude, "town", name)


def _named(name: str) -> list[str]:
    """The country and the regions that are called exactly so."""
    country = read_country(name)
    return [*([country] if country else []), *region_name(fold(name))]


def _beginning(key: str) -> list[str]:
    """Countries and regions of which one name begins so, large ones first."""
    return [code for names, code in _region_names() if any(each.startswith(key) for each in names)]


@cache
def _region_names() -> list[tuple[set[str], str]]:
    codes = [*regions.countries(), *(code for level in (1, 2, 3) for code in regions.codes(level))]
    found = [regions.region(code) for code in dict.fromkeys(codes)]
    return [({fold(each.name), fold(each.de), fold(each.en)}, each.code) for each in found]


def as_fields(place: Place) -> dict[str, object]:
    """The OFFER fields that a chosen place sets, those it says nothing of as None; the street stays."""
    town = place.name if place.precision in ("postcode", "town") else ""
    postcode = place.words.removesuffix(town).strip() if place.precision == "postcode" else ""
    region = place.name if place.precision == "region" else ""
    known = not math.isnan(place.latitude)
    said = {"postcode": postcode, "town": town, "region": region, "country": place.country}
    levels = {name: getattr(place, name) for name in ("nuts0", "nuts1", "nuts2", "nuts3")}
    texts = {**said, **levels, "precision": place.precision, "place_words": place.words}
    point = (
        {"latitude": place.latitude, "longitude": place.longitude} if known else {"latitude": None, "longitude": None}
    )
    return {**{code: text or None for code, text in texts.items()}, **point}
