"""Scores every postcode and town that an offer's words may mean by what else speaks for it or against it.

A score is in powers of ten of inhabitants: one more is as much as ten times the inhabitants. Leaves out the
decision between the scores (capacity.places.weighing).
"""

import math
import re
from typing import NamedTuple

from capacity import regions
from capacity.places import gazetteer
from capacity.places.clue import Clues, Phrase, RegionClue
from capacity.places.country_words import country_name
from capacity.places.gazetteer import Town
from capacity.places.phrases import towns_of
from capacity.places.postcode_words import Reading
from capacity.places.region_words import called_so
from capacity.places.words import fold

POSTCODE = 4.0
IN_NUTS = 1.6  # as if a town had forty times the inhabitants: reports come from Europe
IN_GERMANY = 0.6
AS_WRITTEN = 1.0  # accents and all
PART_OF_A_NAME = 2.5
PART_OF_A_REGION = 7.0
SHORTENED = 0.9  # cost of a shortened name
OTHER_NAME = ((15_000, 2.0), (250_000, 1.0))  # cost of another language's name below so many inhabitants
OTHER_NAME_IN_WORDS = 3.0  # ... of a single word among others, far away, where such names are many
OTHER_NAME_OF_A_CITY = 0.9
BESIDE_ITS_OWNER = 0.6  # ... more of a European town, where another one of some size calls itself so
OWN_NAME = 4000  # inhabitants from which a town's own name is not taken for a region's name in some language
NEAR_KM, AROUND_KM, FAR_KM = 12.0, 30.0, 60.0
OUTSIDE_ITS_REGION = 2.5  # cost of lying outside a region of the same country that stands beside the name
LEAST_IN_A_SENTENCE = 3.4
MOST_PER_PHRASE = 12
CITY = 100_000  # inhabitants of a place far away that may be meant by the name of its province
UNCOUNTED = {0: 3000, gazetteer.DISTRICT: 30_000}  # as if so many lived in a seat or district far away
_FIRST_WORD = re.compile(r"[\W\d_]")


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


def town_candidates(clues: Clues) -> list[tuple[Phrase, Town]]:
    asked = {reading.row.country for reading in clues.postcodes} | set(clues.countries)
    asked |= {regions.region(code).country for clue in clues.regions for code in clue.codes}
    found: list[tuple[Phrase, Town]] = []
    named_last = "" if clues.stated else next((code for code, weight in clues.countries.items() if weight >= 4), "")
    for phrase in clues.phrases:
        towns = towns_of(phrase, clues.stated) or (towns_of(phrase, named_last) if named_last else ())
        if phrase.source != "town" and clues.countries.get(code := country_name(phrase.key), 0.0) >= 4:
            towns = () if called_so(code, phrase.key) else tuple(t for t in towns if _rather_a_town(phrase, t, code))
        if len(towns) > MOST_PER_PHRASE:
            towns = tuple(sorted(towns, key=lambda town: -town.population))
            towns = (*towns[:MOST_PER_PHRASE], *(t for t in towns[MOST_PER_PHRASE:] if t.country in asked))
        named = country_name(phrase.key) == clues.stated
        if clues.stated and not towns and phrase.source in ("town", "text") and not named:
            towns = towns_of(phrase, "")[:3]
        found.extend((phrase, town) for town in towns)
    return _without_parts(found, [clue for clue in clues.regions if clue.weight < 4], clues.phrases)


def _without_parts(
    found: list[tuple[Phrase, Town]], named: list[RegionClue], phrases: list[Phrase]
) -> list[tuple[Phrase, Town]]:
    """Names inside a longer name count for less: "Vienne" in "Aixe-sur-Vienne", "Kassel" in "Landkreis Kassel"."""
    by_source: dict[str, list[Phrase]] = {}
    for phrase in dict.fromkeys(phrase for phrase, town in found if town.rank < 2 and " " in phrase.key):
        by_source.setdefault(phrase.source, []).append(phrase)
    inner = {
        phrase: phrase._replace(bonus=phrase.bonus - PART_OF_A_NAME)
        for phrase in dict.fromkeys(phrase for phrase, _ in found)
        if any(_holds(longer, phrase) for longer in by_source.get(phrase.source, ()))
    }
    of_regions = set()
    for phrase in dict.fromkeys(phrase for phrase, _ in found):
        if not phrase.vague and any(_in_region(phrase, clue.words, phrases) for clue in named):
            inner[phrase] = phrase._replace(bonus=phrase.bonus - PART_OF_A_REGION)
            of_regions.add(phrase)
    kept = [
        (phrase, town) for phrase, town in found if phrase not in of_regions or town.nuts3 or town.population >= CITY
    ]
    return [(inner.get(phrase, phrase), town) for phrase, town in kept]


def _in_region(phrase: Phrase, region: str, phrases: list[Phrase]) -> bool:
    """True for a phrase inside the words of a region's name, not for the same words elsewhere in the address."""
    if phrase.words == region or phrase.words not in region:
        return False
    written = [longer for longer in phrases if longer.words == region and longer.source == phrase.source]
    return not written or any(_holds(longer, phrase) for longer in written)


def _holds(longer: Phrase, phrase: Phrase) -> bool:
    return longer.start <= phrase.start and phrase.end <= longer.end and len(longer.key) > len(phrase.key)


def _own_score(phrase: Phrase, town: Town) -> float:
    whole = phrase.whole and phrase.source != "street" and town.name == phrase.words
    population = max(town.population, 0) if town.nuts3 else UNCOUNTED.get(town.population, town.population)
    score = (
        math.log10(population + 100)
        + (phrase.against if whole else 0.0)
        + phrase.bonus
        + _prior(town.country, town.nuts3)
    )
    if town.rank:
        return score - _other_name(phrase, town)
    return score + (AS_WRITTEN if town.name.casefold() == phrase.words.casefold() else 0.0)


def is_own_name(phrase: Phrase, town: Town) -> bool:
    """True when the words are, accents and all, what a European town of some size calls itself."""
    return not town.rank and town.name == phrase.words and town.population >= OWN_NAME and bool(town.nuts3)


def _is_foreign(phrase: Phrase, town: Town) -> bool:
    """True when the words are another language's name of a European town."""
    return town.rank == 1 and bool(town.nuts3) and not _is_shortened(phrase, town)


def _is_shortened(phrase: Phrase, town: Town) -> bool:
    return town.rank == 2 or fold(town.name).startswith(f"{phrase.key} ")


def _rather_a_town(phrase: Phrase, town: Town, country: str) -> bool:
    """True for the town's own name, though it is some language's name of the country, too: Binhai in China."""
    return is_own_name(phrase, town) or (not town.rank and not town.nuts3 and town.country == country)


def _other_name(phrase: Phrase, town: Town) -> float:
    """What it costs that the words are not the town's own name."""
    if _is_shortened(phrase, town):
        begins = town.name.casefold().startswith(_FIRST_WORD.split(phrase.words.casefold())[0])
        return SHORTENED - (AS_WRITTEN if begins else 0.0)
    if not phrase.whole and not town.nuts3 and " " not in phrase.key:
        return OTHER_NAME_IN_WORDS
    return next((cost for below, cost in OTHER_NAME if town.population < below), OTHER_NAME_OF_A_CITY)


def _prior(country: str, nuts3: str) -> float:
    return (IN_NUTS if nuts3 else 0.0) + (IN_GERMANY if country == "DE" else 0.0)


def town_spots(clues: Clues, towns: list[tuple[Phrase, Town]]) -> list[Spot]:
    """A candidate for each town, scored; those that stand weakly in a sentence need support."""
    spots, owned = [], {phrase for phrase, town in towns if is_own_name(phrase, town)}
    for phrase, town in towns:
        own = _own_score(phrase, town) - (BESIDE_ITS_OWNER if phrase in owned and _is_foreign(phrase, town) else 0.0)
        score = own + _country_score(clues, town.country, phrase.words)
        score += _region_score(clues, town.country, town.nuts3, town.state, phrase)
        score += _postcode_support(clues, town)
        if own >= LEAST_IN_A_SENTENCE or phrase.whole or (score - own > 3.5 and own > 2):
            spots.append(
                Spot(town.country, town.nuts3, town.state, town.latitude, town.longitude, score, None, phrase, town)
            )
    return spots


def postcode_spots(clues: Clues, towns: list[tuple[Phrase, Town]]) -> list[Spot]:
    """A candidate for each reading of a postcode, scored, with the town beside it if one is near."""
    by_country: dict[str, list[tuple[Phrase, Town]]] = {}
    for pair in towns:
        if pair[0].bonus > -2.5:
            by_country.setdefault(pair[1].country, []).append(pair)
    beside = [_town_beside(reading.row, by_country.get(reading.row.country, [])) for reading in clues.postcodes]
    pairs = list(zip(clues.postcodes, beside, strict=True))
    if any(beside):  # a postcode with its town leaves those of other countries no chance
        pairs = [(reading, town) for reading, town in pairs if town or reading.row.country in clues.countries]
    return [_postcode_spot(clues, reading, town) for reading, town in pairs]


def _postcode_spot(clues: Clues, reading: Reading, beside: tuple[Phrase, Town] | None) -> Spot:
    row = reading.row
    score = POSTCODE + reading.weight + _prior(row.country, row.nuts3)
    score += _country_score(clues, row.country, reading.words)
    state = beside[1].state if beside else _state_near(clues, row)
    score += _region_score(clues, row.country, row.nuts3, state, None)
    score += 1.5 + min(4.0, max(1.0, _own_score(*beside) - 1.0)) if beside else _listed_together(clues, row)
    phrase, town = beside or (None, None)
    return Spot(row.country, row.nuts3, state, row.latitude, row.longitude, score, reading, phrase, town)


def _listed_together(clues: Clues, row: gazetteer.Postcode) -> float:
    if row.country not in gazetteer.VILLAGES_AS_PAIRS:
        return 0.0
    return 3.0 if any(gazetteer.listed_together(row.country, row.code, phrase.key) for phrase in clues.phrases) else 0.0


def _town_beside(row: gazetteer.Postcode, towns: list[tuple[Phrase, Town]]) -> tuple[Phrase, Town] | None:
    near = [(phrase, town) for phrase, town in towns if around(row, town.nuts3, town.latitude, town.longitude)]
    return max(near, key=lambda pair: _own_score(*pair), default=None)


def around(row: gazetteer.Postcode, nuts3: str, latitude: float, longitude: float) -> bool:
    """True when a place lies in reach of a postcode, or in its region if only that is known."""
    if math.isnan(row.latitude):
        return nuts3 == row.nuts3 != ""
    return distance(row.latitude, row.longitude, latitude, longitude) < AROUND_KM


def _state_near(clues: Clues, row: gazetteer.Postcode) -> str:
    if row.nuts3 or not clues.regions or math.isnan(row.latitude):
        return ""
    town = gazetteer.nearest_town(row.latitude, row.longitude, row.country)
    return town.state if town else ""


def _country_score(clues: Clues, country: str, words: str) -> float:
    if not clues.countries:
        return 0.0
    others = [
        weight
        for code, weight in clues.countries.items()
        if weight >= 1.5 and code != country and clues.country_words[code] not in words
    ]
    return clues.countries.get(country, 0.0) - max(others, default=0.0)


def _region_score(clues: Clues, country: str, nuts3: str, state: str, phrase: Phrase | None) -> float:
    score = 0.0
    for clue in clues.regions:
        if phrase and clue.words == phrase.words and clue.weight < 4:
            continue
        if nuts3.startswith(clue.codes) if nuts3 else state in clue.codes or (not state and country in clue.codes):
            score = max(score, clue.weight)
        elif clue.weight >= 4:
            score -= 2.5
        elif clue.weight >= 2 and phrase and (nuts3 or state) and country in {code[:2] for code in clue.codes}:
            score -= OUTSIDE_ITS_REGION
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
