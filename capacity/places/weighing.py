"""Decides where an offer is from the scored postcodes and towns, no more precisely than the clues allow.

A rival elsewhere that scores about as well leaves only what both have in common; what excludes the country that
the report states, or a well-known town far from the postcode, is a contradiction with both readings.
"""

import math
from dataclasses import replace

from capacity import regions
from capacity.places import gazetteer
from capacity.places.broader import named_region, outside_named_region, rather_a_region, without_spot
from capacity.places.clue import Clues
from capacity.places.neighbours import with_neighbours
from capacity.places.place import Place, coded_place, region_place
from capacity.places.postcode_words import Reading
from capacity.places.region_words import called_so, common_beginning
from capacity.places.scoring import (
    AROUND_KM,
    FAR_KM,
    NEAR_KM,
    Spot,
    around,
    distance,
    postcode_spots,
    town_candidates,
    town_spots,
)
from capacity.places.street_words import beside_words
from capacity.places.within import WIDE_DISTRICT_KM, apart, smaller_within

LIKELY = 0.505  # share of all that might be meant: the larger one of two
RIVAL, NO_RIVAL = 0.3, 1.0  # score: a half, a tenth of the inhabitants
LEAST = 4.0
ROUGH_POSTCODES = frozenset({"BD", "CN", "ID", "IN", "LK", "PK", "TH"})  # whose list often has a district's middle
RURAL = "0"  # second character of Canadian postcodes that reach over many villages
WIDE_FAR = 1_000_000  # inhabitants of cities far away whose postcodes, rough as they are, say more than the middle
WIDE_CITY = 50_000  # inhabitants from which a postcode says more than the town's middle
CITY_FOR_NEAR, KNOWN_CITY = frozenset({"IN"}), 300_000  # where addresses end with the next city of so many
FEW_AT_A_POINT = 3
KNOWN_TOWN = 15_000  # inhabitants from which a town far from its postcode is a contradiction


def decide(clues: Clues) -> Place:
    """The place that the clues allow."""
    towns = town_candidates(clues)
    spots = sorted(
        [*postcode_spots(clues, towns), *with_neighbours(town_spots(clues, towns))], key=lambda spot: -spot.score
    )
    if not spots or spots[0].score < LEAST:
        return without_spot(clues)
    best = spots[0]
    if clues.stated and best.country != clues.stated:
        return replace(without_spot(clues), contradiction=(_country_words(clues), _spot_words(best)))
    if other := _agreed_elsewhere(clues, best, spots):
        return replace(without_spot(clues), contradiction=(_country_words(clues), _spot_words(other)))
    if region := named_region(clues, best):
        return region
    if outside_named_region(clues, best) or rather_a_region(clues, best):
        return without_spot(clues)
    if rivals := _rivals(best, spots[1:]):
        return _in_common(clues, [best, *rivals])
    return _place(clues, smaller_within(clues, best, spots, _reading_near(clues, best)), spots)


def _agreed_elsewhere(clues: Clues, best: Spot, spots: list[Spot]) -> Spot | None:
    """A postcode and a well-known town that agree on another country than the stated one, where nothing agrees."""
    if not clues.stated or best.town:
        return None
    return next(
        (
            spot
            for spot in spots
            if spot.country != clues.stated and spot.reading and spot.town and spot.town.population >= KNOWN_TOWN
        ),
        None,
    )


def _rivals(best: Spot, others: list[Spot]) -> list[Spot]:
    """Spots elsewhere that might be meant as well, when together they are too likely; each counts ten to its score."""
    elsewhere = [spot for spot in others if spot.score > best.score - NO_RIVAL and _elsewhere(spot, best)]
    places = {
        (round(spot.latitude, 1), round(spot.longitude, 1)): spot
        for spot in reversed(elsewhere)
        if not math.isnan(spot.latitude)
    }
    doubt = sum(10 ** (spot.score - best.score) for spot in places.values())
    unplaced = any(math.isnan(spot.latitude) and spot.score > best.score - RIVAL for spot in elsewhere)
    return elsewhere if unplaced or 1 / (1 + doubt) < LIKELY else []


def _elsewhere(spot: Spot, best: Spot) -> bool:
    if spot.country != best.country:
        return True
    if (
        best.reading
        and spot.town
        and best.town
        and distance(best.town.latitude, best.town.longitude, spot.latitude, spot.longitude) < AROUND_KM
    ):
        return False
    if spot.nuts3 and spot.nuts3 == best.nuts3:
        return False
    named_beside = spot.phrase and best.phrase and spot.phrase.key != best.phrase.key
    reach = WIDE_DISTRICT_KM if spot.state == best.state else FAR_KM
    if named_beside and spot.state and apart(spot, best) < reach:
        return False
    if math.isnan(spot.latitude) or math.isnan(best.latitude):
        return spot.nuts3 != best.nuts3
    return distance(spot.latitude, spot.longitude, best.latitude, best.longitude) > (25 if not spot.nuts3 else 3)


def _place(clues: Clues, best: Spot, spots: list[Spot]) -> Place:
    reading = best.reading or _reading_near(clues, best)
    if reading is not None:
        if far := _far_town(clues, best, spots):
            both = (_spot_words(best), _spot_words(far))
            if far.state and far.state in _named_regions(clues):
                return replace(_town_place(clues, far), contradiction=both)
            return replace(_in_common(clues, [best, far]), contradiction=both)
        return _postcode_place(clues, best, reading)
    if outside := _outside_the_city(clues, best):
        return _postcode_place(clues, best._replace(town=None), outside)
    if far := _far_postcode(best, spots):
        both = (_spot_words(far), _spot_words(best))
        if best.state and best.state in _named_regions(clues):
            return replace(_town_place(clues, best), contradiction=both)
        return replace(_in_common(clues, [best, far]), contradiction=both)
    return _town_place(clues, best)


def _outside_the_city(clues: Clues, best: Spot) -> Reading | None:
    """A whole postcode in the country around a city that is named for where it is near: "Padalam 603308, Chennai"."""
    if best.country not in CITY_FOR_NEAR or not best.town or best.town.population < KNOWN_CITY:
        return None
    whole = [reading for reading in clues.postcodes if reading.row.country == best.country and reading.whole]
    near = (reading for reading in whole if reading.weight >= 0 and not math.isnan(reading.row.latitude))
    return next((r for r in near if _km(r, best) < WIDE_DISTRICT_KM and not _shares_its_point(r.row)), None)


def _shares_its_point(row: gazetteer.Postcode) -> bool:
    """True for a postcode far away at a point of several that begin alike, which is the middle of something larger."""
    alike = gazetteer.postcodes_beginning(row.code[:3], row.country)
    return sum((other.latitude, other.longitude) == (row.latitude, row.longitude) for other in alike) > FEW_AT_A_POINT


def _km(reading: Reading, spot: Spot) -> float:
    return distance(reading.row.latitude, reading.row.longitude, spot.latitude, spot.longitude)


def _town_place(clues: Clues, best: Spot) -> Place:
    name = (best.town.name if best.town else "") or (best.phrase.words if best.phrase else "")
    precision = "region" if best.phrase and best.phrase.vague else "town"
    return coded_place(best.country, best.nuts3, name, best.latitude, best.longitude, precision, _words(clues, best))


def _reading_near(clues: Clues, spot: Spot) -> Reading | None:
    readings = [
        reading
        for reading in clues.postcodes
        if reading.row.country == spot.country
        and reading.weight > -1.6
        and around(reading.row, spot.nuts3, spot.latitude, spot.longitude)
    ]
    return max(readings, key=lambda reading: reading.weight, default=None)


def _named_regions(clues: Clues) -> set[str]:
    return {code for clue in clues.regions for code in clue.codes}


def _far_town(clues: Clues, best: Spot, spots: list[Spot]) -> Spot | None:
    """A well-known town in the words that lies far from the postcode, when nothing in the words lies near it."""
    if best.town is not None or math.isnan(best.latitude):
        return None
    named = best.state if best.state in _named_regions(clues) else ""
    return next(
        (
            spot
            for spot in spots
            if spot.country == best.country
            and _well_known(spot)
            and not _is_for_its_district(clues, spot, best)
            and (not named or (spot.state == named and not called_so(named, spot.phrase.key)))  # type: ignore[union-attr]
            and distance(best.latitude, best.longitude, spot.latitude, spot.longitude) > FAR_KM
        ),
        None,
    )


def _is_for_its_district(clues: Clues, spot: Spot, best: Spot) -> bool:
    """True for a town far away named for its district, which reaches as far as the postcode: "Belgaum District"."""
    words, wide = spot.phrase, beside_words("wide")
    if spot.nuts3 or words is None or not best.reading or _shares_its_point(best.reading.row):
        return False
    longer = (
        p.key for p in clues.phrases if p.start <= words.start and words.end <= p.end and p.source == words.source
    )
    named = any(sorted(key.split()) == sorted([*words.key.split(), kind]) for key in longer for kind in wide)
    return named and apart(spot, best) < WIDE_DISTRICT_KM


def _far_postcode(best: Spot, spots: list[Spot]) -> Spot | None:
    """A whole postcode of the same country that lies far from the best town."""
    return next(
        (
            spot
            for spot in spots
            if spot.reading
            and spot.reading.whole
            and spot.reading.weight >= 0.5
            and spot.country == best.country
            and (distance(spot.latitude, spot.longitude, best.latitude, best.longitude) > FAR_KM)
        ),
        None,
    )


def _well_known(spot: Spot) -> bool:
    if spot.town is None or spot.phrase is None or spot.town.population < KNOWN_TOWN:
        return False
    if spot.town.rank > (0 if spot.nuts3 else 1):
        return False
    return spot.phrase.bonus > 0 and (spot.phrase.whole or spot.phrase.source == "town")


def _postcode_place(clues: Clues, best: Spot, reading: Reading) -> Place:
    row, town = reading.row, best.town
    words = _words(clues, best._replace(reading=reading))
    if math.isnan(row.latitude):
        if town:
            name = town.name or (best.phrase.words if best.phrase else "")
            return coded_place(row.country, row.nuts3 or town.nuts3, name, town.latitude, town.longitude, "town", words)
        return region_place(row.nuts3, words)
    if town and row.country in ROUGH_POSTCODES and not _close(row, town) and _is_rough(row, town):
        return coded_place(row.country, "", town.name, town.latitude, town.longitude, "town", words)
    near = town or gazetteer.nearest_town(row.latitude, row.longitude, row.country)
    name = near.name if near and near.name else best.phrase.words if best.phrase else row.code
    nuts3 = row.nuts3 or (town.nuts3 if town else "")
    point = town if town and _apart_in_a_wide_one(row, town) else row
    if not town and row.country == "CA" and row.code[1:2] == RURAL:
        return coded_place(row.country, nuts3, name, point.latitude, point.longitude, "region", words)
    return coded_place(row.country, nuts3, name, point.latitude, point.longitude, "postcode", words)


def _is_rough(row: gazetteer.Postcode, town: gazetteer.Town) -> bool:
    """True where a list's point says less than the middle of the town beside it."""
    return town.population < WIDE_FAR or _shares_its_point(row)


def _apart_in_a_wide_one(row: gazetteer.Postcode, town: gazetteer.Town) -> bool:
    """True for a small town of a postcode that many villages share, whose middle is far from it."""
    return town.population < WIDE_CITY and town.nuts3 == row.nuts3 and not town.rank and not _close(row, town)


def _close(row: gazetteer.Postcode, town: gazetteer.Town) -> bool:
    return distance(row.latitude, row.longitude, town.latitude, town.longitude) < NEAR_KM


def _words(clues: Clues, spot: Spot) -> str:
    parts = [
        spot.reading.words if spot.reading else "",
        spot.phrase.words if spot.phrase else "",
        clues.country_words.get(spot.country, ""),
    ]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _spot_words(spot: Spot) -> str:
    parts = [spot.reading.words if spot.reading else "", spot.phrase.words if spot.phrase else ""]
    return f"{' '.join(part for part in parts if part)} ({spot.nuts3 or spot.country})"


def _country_words(clues: Clues) -> str:
    return f"{clues.country_words.get(clues.stated, clues.stated)} ({clues.stated})"


def _in_common(clues: Clues, spots: list[Spot]) -> Place:
    """The smallest region that holds all the spots: of NUTS, a state, a country; none when they lie in several."""
    words = " · ".join(
        dict.fromkeys(
            spot.phrase.words if spot.phrase else spot.reading.words  # type: ignore[union-attr]
            for spot in spots
        )
    )
    countries = {spot.country for spot in spots}
    if len(countries) > 1:
        likely = max(clues.countries.items(), key=lambda item: item[1], default=("", 0.0))[0]
        return region_place(likely, clues.country_words[likely]) if likely in countries else Place(words=words)
    country = countries.pop()
    states = {spot.state for spot in spots}
    common = common_beginning([spot.nuts3 for spot in spots])
    if len(common) > 2 and regions.known(common):
        return region_place(common, words)
    if not common and len(states) == 1 and regions.known(next(iter(states))):
        return region_place(states.pop(), words)
    return region_place(country, words)
