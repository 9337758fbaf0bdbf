"""Weighs the clues together and says where an offer is, no more precisely than they allow.

Every postcode and town that may be meant is scored by what else speaks for it. A rival elsewhere that scores
about as well leaves only what both have in common. Leaves out reading the words (capacity.places.clues).
"""

import math
import os
from dataclasses import dataclass, replace
from typing import NamedTuple

from capacity import regions
from capacity.places import gazetteer
from capacity.places.clues import Clues, Phrase, in_nuts, towns_of
from capacity.places.gazetteer import Town
from capacity.places.postcode_words import Reading
from capacity.places.region_words import holds

POSTCODE = 4.0
IN_NUTS = 1.2  # as if a town had fifteen times the inhabitants: reports come from Europe
IN_GERMANY = 0.25
AS_WRITTEN = 0.6  # accents and all
PART_OF_A_NAME = 2.5
RANK_COST = (0.0, 0.5, 0.8)
SMALL_OTHER_NAME = 1.0  # more cost for another language's name of a small town
NEAR_KM, AROUND_KM, FAR_KM = 12.0, 30.0, 60.0
RIVAL = 0.5  # score: about three times the inhabitants
LEAST = 4.0
LEAST_IN_A_SENTENCE = 3.0
KNOWN_TOWN = 15_000  # inhabitants from which a town far from its postcode is a contradiction
MOST_PER_PHRASE = 12


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


class Spot(NamedTuple):
    """A candidate: a postcode (with the town beside it, if one is near) or a town."""

    country: str
    nuts3: str
    state: str
    latitude: float
    longitude: float
    score: float
    reading: Reading | None
    phrase: Phrase | None
    town: Town | None


def decide(clues: Clues) -> Place:
    """The place that the clues allow."""
    towns = _town_candidates(clues)
    spots = sorted([*_postcode_spots(clues, towns), *_town_spots(clues, towns)], key=lambda spot: -spot.score)
    if not spots or spots[0].score < LEAST:
        return _without_spot(clues)
    best = spots[0]
    if clues.stated and best.country != clues.stated:
        return replace(_without_spot(clues), contradiction=(_country_words(clues), _spot_words(best)))
    rivals = [spot for spot in spots[1:] if spot.score > best.score - RIVAL and _elsewhere(spot, best)]
    if rivals:
        return _in_common(clues, [best, *rivals])
    return _place(clues, best, spots)


def _town_candidates(clues: Clues) -> list[tuple[Phrase, Town]]:
    asked = {reading.row.country for reading in clues.postcodes} | set(clues.countries)
    asked |= {regions.region(code).country for clue in clues.regions for code in clue.codes}
    found = []
    for phrase in clues.phrases:
        towns = towns_of(phrase, clues.stated)
        if len(towns) > MOST_PER_PHRASE:
            towns = (*towns[:MOST_PER_PHRASE], *(t for t in towns[MOST_PER_PHRASE:] if t.country in asked))
        if clues.stated and not towns and phrase.source in ("town", "text"):
            towns = towns_of(phrase, "")[:3]
        found.extend((phrase, town) for town in towns)
    return _without_parts(found)


def _without_parts(found: list[tuple[Phrase, Town]]) -> list[tuple[Phrase, Town]]:
    """Names that stand inside a longer name count for less: "Vienne" in "Aixe-sur-Vienne"."""
    phrases = dict.fromkeys(phrase for phrase, town in found if town.rank < 2)
    inner = {phrase: phrase._replace(bonus=phrase.bonus - PART_OF_A_NAME) for phrase in dict.fromkeys(p for p, _ in found)
             if any(other.source == phrase.source and other.start <= phrase.start and phrase.end <= other.end
                    and len(other.key) > len(phrase.key) for other in phrases)}
    return [(inner.get(phrase, phrase), town) for phrase, town in found]


def _own_score(phrase: Phrase, town: Town) -> float:
    score = math.log10(town.population + 100) - RANK_COST[town.rank] + phrase.bonus + _prior(town.country, town.nuts3)
    if town.rank:
        return score - (SMALL_OTHER_NAME if town.population < 15_000 else 0.0)
    return score + (AS_WRITTEN if town.name.casefold() == phrase.words.casefold() else 0.0)


def _prior(country: str, nuts3: str) -> float:
    return (IN_NUTS if nuts3 else 0.0) + (IN_GERMANY if country == "DE" else 0.0)


def _town_spots(clues: Clues, towns: list[tuple[Phrase, Town]]) -> list[Spot]:
    spots = []
    for phrase, town in towns:
        own = _own_score(phrase, town)
        score = own + _country_score(clues, town.country, phrase.words)
        score += _region_score(clues, town.country, town.nuts3, town.state, phrase)
        score += _postcode_support(clues, town)
        if own >= LEAST_IN_A_SENTENCE or phrase.whole or score - own > 3.5 and _own_score(phrase, town) > 2:
            spots.append(Spot(town.country, town.nuts3, town.state, town.latitude, town.longitude, score,
                              None, phrase, town))
    return spots


def _postcode_spots(clues: Clues, towns: list[tuple[Phrase, Town]]) -> list[Spot]:
    spots = []
    for reading in clues.postcodes:
        row = reading.row
        beside = _town_beside(reading, towns)
        score = POSTCODE + reading.weight + _prior(row.country, row.nuts3)
        score += _country_score(clues, row.country, reading.words)
        state = beside[1].state if beside else _state_near(clues, row)
        score += _region_score(clues, row.country, row.nuts3, state, None)
        score += 1.5 + min(4.0, max(1.0, _own_score(*beside) - 1.0)) if beside else _listed_together(clues, row)
        phrase, town = beside or (None, None)
        spots.append(Spot(row.country, row.nuts3, state, row.latitude, row.longitude, score, reading, phrase, town))
    return spots


def _listed_together(clues: Clues, row: gazetteer.Postcode) -> float:
    return 3.0 if any(gazetteer.listed_together(row.country, row.code, phrase.key) for phrase in clues.phrases) else 0.0


def _town_beside(reading: Reading, towns: list[tuple[Phrase, Town]]) -> tuple[Phrase, Town] | None:
    row = reading.row
    near = [(phrase, town) for phrase, town in towns if town.country == row.country and phrase.bonus > -2.5 and (
        town.nuts3 == row.nuts3 != "" if math.isnan(row.latitude) else
        distance(row.latitude, row.longitude, town.latitude, town.longitude) < AROUND_KM)]
    return max(near, key=lambda pair: _own_score(*pair), default=None)


def _state_near(clues: Clues, row: gazetteer.Postcode) -> str:
    if row.nuts3 or not clues.regions or math.isnan(row.latitude):
        return ""
    town = gazetteer.nearest_town(row.latitude, row.longitude, row.country)
    return town.state if town else ""


def _country_score(clues: Clues, country: str, words: str) -> float:
    others = [weight for code, weight in clues.countries.items()
              if code != country and clues.country_words[code] not in words]
    return clues.countries.get(country, 0.0) - max((weight for weight in others if weight >= 1.5), default=0.0)


def _region_score(clues: Clues, country: str, nuts3: str, state: str, phrase: Phrase | None) -> float:
    score = 0.0
    for clue in clues.regions:
        if phrase and clue.words == phrase.words and clue.weight < 4:
            continue
        if any(holds(code, country, nuts3, state) for code in clue.codes):
            score = max(score, clue.weight)
        elif clue.weight >= 4:
            score -= 2.5
    return score


def _postcode_support(clues: Clues, town: Town) -> float:
    best, against = 0.0, 0.0
    for reading in clues.postcodes:
        row = reading.row
        if row.country != town.country or reading.weight < -1.6:
            continue
        against = max(against, 3.0 if reading.whole and reading.weight >= 0 else 1.0)
        if math.isnan(row.latitude):
            best = max(best, 3.0 if row.nuts3 == town.nuts3 else 0.0)
            continue
        away = distance(row.latitude, row.longitude, town.latitude, town.longitude)
        best = max(best, 4.0 if away < NEAR_KM else 3.0 if away < AROUND_KM else 1.0 if away < FAR_KM else 0.0)
    return best or -against


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points, on a flat map: good enough below a few hundred."""
    north = (latitude - other_latitude) * 111.2
    east = (longitude - other_longitude) * 111.2 * math.cos(math.radians((latitude + other_latitude) / 2))
    return math.hypot(north, east)


def _elsewhere(spot: Spot, best: Spot) -> bool:
    if spot.country != best.country:
        return True
    if spot.nuts3 and spot.nuts3 == best.nuts3:
        return False
    if math.isnan(spot.latitude) or math.isnan(best.latitude):
        return spot.nuts3 != best.nuts3
    return distance(spot.latitude, spot.longitude, best.latitude, best.longitude) > (25 if not spot.nuts3 else 3)


def _place(clues: Clues, best: Spot, spots: list[Spot]) -> Place:
    reading = best.reading or _reading_near(clues, best)
    if reading is not None:
        if far := _far_town(best, spots):
            return replace(_in_common(clues, [best, far]), contradiction=(_spot_words(best), _spot_words(far)))
        return _postcode_place(clues, best, reading)
    assert best.town is not None and best.phrase is not None
    name = best.town.name or best.phrase.words
    return _coded(best.country, best.nuts3, name, best.latitude, best.longitude, "town", _words(clues, best))


def _reading_near(clues: Clues, spot: Spot) -> Reading | None:
    readings = [reading for reading in clues.postcodes if reading.row.country == spot.country and reading.weight > -1.6 and (
        reading.row.nuts3 == spot.nuts3 != "" if math.isnan(reading.row.latitude) else
        distance(reading.row.latitude, reading.row.longitude, spot.latitude, spot.longitude) < AROUND_KM)]
    return max(readings, key=lambda reading: reading.weight, default=None)


def _far_town(best: Spot, spots: list[Spot]) -> Spot | None:
    """A well-known town in the words that lies far from the postcode, when no town in the words lies near it."""
    if best.town is not None:
        return None
    for spot in spots:
        if spot.town and spot.phrase and spot.country == best.country and spot.town.population >= KNOWN_TOWN \
                and spot.town.rank == 0 and (spot.phrase.whole or spot.phrase.source == "town") and spot.phrase.bonus > 0 \
                and not math.isnan(best.latitude) \
                and distance(best.latitude, best.longitude, spot.latitude, spot.longitude) > FAR_KM:
            return spot
    return None


def _postcode_place(clues: Clues, best: Spot, reading: Reading) -> Place:
    row, town = reading.row, best.town
    words = _words(clues, best._replace(reading=reading))
    if math.isnan(row.latitude):
        if town:
            name = town.name or (best.phrase.words if best.phrase else "")
            return _coded(row.country, row.nuts3 or town.nuts3, name, town.latitude, town.longitude, "town", words)
        return _region_place(row.nuts3, words)
    near = town or gazetteer.nearest_town(row.latitude, row.longitude, row.country)
    name = near.name if near and near.name else best.phrase.words if best.phrase else row.code
    return _coded(row.country, row.nuts3 or (town.nuts3 if town else ""), name, row.latitude, row.longitude, "postcode", words)


def _words(clues: Clues, spot: Spot) -> str:
    parts = [spot.reading.words if spot.reading else "", spot.phrase.words if spot.phrase else "",
             clues.country_words.get(spot.country, "")]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _spot_words(spot: Spot) -> str:
    parts = [spot.reading.words if spot.reading else "", spot.phrase.words if spot.phrase else ""]
    return f"{' '.join(part for part in parts if part)} ({spot.nuts3 or spot.country})"


def _country_words(clues: Clues) -> str:
    return f"{clues.country_words.get(clues.stated, clues.stated)} ({clues.stated})"


def _coded(country: str, nuts3: str, name: str, latitude: float, longitude: float, precision: str, words: str) -> Place:
    nuts = nuts3 if in_nuts(country) else ""
    return Place(country, country if in_nuts(country) else "", *(nuts[:length] if len(nuts) >= length else ""
                 for length in (3, 4, 5)), name, latitude, longitude, precision, words)


def _region_place(code: str, words: str) -> Place:
    found = regions.region(code)
    if found.kind == "country":
        return _coded(code, "", found.en, found.latitude, found.longitude, "country", words)
    return _coded(found.country, code if found.kind.startswith("nuts") else "", found.name, found.latitude,
                  found.longitude, "region", words)


def _in_common(clues: Clues, spots: list[Spot]) -> Place:
    """The smallest region that holds all the spots: of NUTS, a state, a country; none when they lie in several."""
    words = " · ".join(dict.fromkeys(spot.phrase.words if spot.phrase else spot.reading.words  # type: ignore[union-attr]
                                     for spot in spots))
    countries = {spot.country for spot in spots}
    if len(countries) > 1:
        likely = max(clues.countries.items(), key=lambda item: item[1], default=("", 0.0))[0]
        return _region_place(likely, clues.country_words[likely]) if likely in countries else Place(words=words)
    country = countries.pop()
    states = {spot.state for spot in spots}
    common = os.path.commonprefix([spot.nuts3 for spot in spots])
    if len(common) > 2 and regions.known(common):
        return _region_place(common, words)
    if not common and len(states) == 1 and regions.known(next(iter(states))):
        return _region_place(states.pop(), words)
    return _region_place(country, words)


def _without_spot(clues: Clues) -> Place:
    """What regions and countries alone allow."""
    likely = clues.stated or max(clues.countries.items(), key=lambda item: item[1], default=("", 0.0))[0]
    fitting = []
    for clue in sorted(clues.regions, key=lambda clue: (-clue.weight, -len(clue.words))):
        codes = [code for code in clue.codes if regions.region(code).country == likely]
        codes = codes or ([] if likely and clues.countries[likely] >= 3 else list(clue.codes))
        if len(codes) == 1:
            fitting.append((codes[0], clue.words))
        elif codes and not likely and clue.weight >= 4 and (american := [c for c in codes if c.startswith("US-")]):
            fitting.append((american[0], clue.words))
    if fitting:
        return _deepest(fitting)
    return _region_place(likely, clues.country_words[likely]) if likely else Place()


def _deepest(fitting: list[tuple[str, str]]) -> Place:
    """The first region, or a smaller one within it that other words name."""
    code, words = fitting[0]
    for other, more in fitting[1:]:
        if other.startswith(code) and other != code:
            code, words = other, f"{more} · {words}"
    return _region_place(code, words)
