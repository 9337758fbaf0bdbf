"""The smaller place that an address means beside the larger one that holds it: "Wuzhong District, Suzhou".

Leaves out which larger place is meant (capacity.places.weighing).
"""

import math

from capacity.places import gazetteer
from capacity.places.broader import LARGE_CITY
from capacity.places.clue import Clues
from capacity.places.postcode_words import Reading
from capacity.places.scoring import FAR_KM, Spot, around, distance

WIDE_DISTRICT_KM = 150.0  # from a city far away to the ends of the district that is called after it
NEXT_KM = 6.0  # between places that are parts of one another
COUNTY_TOWN = 50_000  # inhabitants far away of a seat whose county a large city's district may hold


def smaller_within(clues: Clues, best: Spot, spots: list[Spot], known: Reading | None) -> Spot:
    """The smaller town near the best one that a part of its own names before it: "Altona, Hamburg".

    `known`: the postcode near the best one, if there is any; the smaller town lies around it, too.
    """
    larger = {clue.words for clue in clues.regions} | set(clues.country_words.values())
    last = max((spot.phrase.start for spot in spots if spot.town == best.town and spot.phrase), default=0)
    within: dict[str, list[Spot]] = {}
    for spot in spots if best.reading is None else []:
        named = spot.phrase and spot.phrase.words not in larger and _names_smaller(spot, best, last)
        if named and (known is None or around(known.row, spot.nuts3, spot.latitude, spot.longitude)):
            within.setdefault(spot.phrase.key, []).append(spot)  # type: ignore[union-attr]
    return min((_likeliest(key, within, best) for key in within), key=_size, default=best)


def _likeliest(key: str, within: dict[str, list[Spot]], best: Spot) -> Spot:
    """Of namesakes the one that another name's place lies next to, else the one nearest to the larger town."""
    others = [spot for other, spots in within.items() if other != key for spot in spots]
    beside = [spot for spot in within[key] if any(apart(spot, other) < NEXT_KM for other in others)]
    return min(beside or within[key], key=lambda spot: apart(spot, best))


def _size(spot: Spot) -> float:
    """Inhabitants of a spot's town; far away the uncounted come last, since lists of hamlets share many names there."""
    people = spot.town.population if spot.town else 0
    return math.inf if people == 0 and not spot.nuts3 else people


def apart(spot: Spot, other: Spot) -> float:
    return distance(spot.latitude, spot.longitude, other.latitude, other.longitude)


def _names_smaller(spot: Spot, best: Spot, last: int) -> bool:
    if not (spot.town and spot.phrase and best.town and best.phrase) or spot.reading or spot.country != best.country:
        return False
    named = _is_named(spot)
    before = spot.phrase.source == best.phrase.source and spot.phrase.end <= last
    district = spot.town.population == gazetteer.DISTRICT and spot.state == best.state
    counted = not spot.nuts3 and spot.state == best.state and spot.town.population >= COUNTY_TOWN
    reach = WIDE_DISTRICT_KM if district or counted else FAR_KM
    near = apart(spot, best) < reach
    hamlet = spot.town.population == 0 and not spot.nuts3 and best.town.population < LARGE_CITY
    both = district and best.town.population == gazetteer.DISTRICT and spot.phrase.key != best.phrase.key
    return named and before and near and not hamlet and (both or spot.town.population < best.town.population)


def _is_named(spot: Spot) -> bool:
    """True for a place whose own name, or another one of several words, is all that a part of the words says."""
    if not spot.phrase or not spot.town or spot.phrase.against or spot.phrase.vague or not spot.phrase.whole:
        return False
    return not spot.town.rank or (spot.town.rank == 1 and " " in spot.phrase.key and spot.town.population > 0)
