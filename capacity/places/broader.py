"""Where an offer is when its words carry no further than a region or a country, or a town's name is also a region's.

Leaves out choosing between towns and postcodes (capacity.places.weighing).
"""

from capacity import regions
from capacity.places.clue import Clues, RegionClue
from capacity.places.country_words import country_code
from capacity.places.gazetteer import larger_towns
from capacity.places.misspelt import similar_town
from capacity.places.place import Place, coded_place, region_place
from capacity.places.region_words import called_so, holds
from capacity.places.scoring import Spot, distance, is_own_name

SMALL_TOWN, VILLAGE, LARGE_CITY = 30_000, 1000, 100_000  # inhabitants
ROUGH_BORDER_KM = 15.0
STATES_FIRST = ("US", "CA", "AU")  # whose states are written as letters without the country
COUNTRY_OR_STATE = {"DE"}


def named_region(clues: Clues, best: Spot) -> Place | None:
    """The region that the same words name, when the town they name is small and lies elsewhere: "Bavaria"."""
    if best.reading or not best.town or not best.phrase:
        return None
    if within := _smaller_region(clues, best):
        return region_place(within.codes[0], f"{within.words} · {best.phrase.words}")
    if best.town.population >= SMALL_TOWN:
        return None
    likely = max(clues.countries, key=clues.countries.__getitem__, default="")
    own = is_own_name(best.phrase, best.town)
    for clue in clues.regions:
        codes = [code for code in clue.codes if likely in ("", regions.region(code).country)]
        if own and not likely:
            codes = [code for code in codes if "-" not in code and called_so(code, best.phrase.key)]
        if clue.words == best.phrase.words and len(codes) == 1 and clue.words != clues.country_words.get(likely):
            inside = holds(codes[0], best.country, best.nuts3, best.state)
            if inside and best.town.population >= VILLAGE:
                return None
            others = [(code, other.words) for other in clues.regions for code in other.codes if len(other.codes) == 1]
            return _deepest([(codes[0], clue.words), *others])
    return None


def _smaller_region(clues: Clues, best: Spot) -> RegionClue | None:
    """A region elsewhere within the one that the same words name: "Landkreis Oberhavel, Brandenburg"."""
    if not best.phrase or not best.town or is_own_name(best.phrase, best.town):
        return None
    alone = [clue for clue in clues.regions if len(clue.codes) == 1]
    larger = [clue.codes[0] for clue in alone if clue.words == best.phrase.words]
    inside = [clue for clue in alone if clue.codes[0] not in larger and clue.codes[0].startswith(tuple(larger))]
    elsewhere = (clue for clue in inside if not holds(clue.codes[0], best.country, best.nuts3, best.state))
    return next(elsewhere, None) if larger else None


def outside_named_region(clues: Clues, best: Spot) -> bool:
    """True for a town far away in another state than the one that a part of its own names."""
    if best.reading or not best.state or not best.phrase:
        return False
    named = [
        code for clue in clues.regions if clue.weight >= 2 and clue.words != best.phrase.words for code in clue.codes
    ]
    own = [code for code in named if code.startswith(f"{best.country}-")]
    return bool(own) and best.state not in own and not _at_the_border(best, own)


def _at_the_border(best: Spot, states: list[str]) -> bool:
    """True near a larger town of one of the states: towns are given their states by borders that are drawn roughly."""
    return any(
        town.state in states
        and distance(town.latitude, town.longitude, best.latitude, best.longitude) < ROUGH_BORDER_KM
        for town in larger_towns(best.country)
    )


def rather_a_region(clues: Clues, best: Spot) -> bool:
    """True for a town far away whose name is also its state's, when words before it name something smaller."""
    if best.reading or not best.state or not best.phrase or not best.town or best.town.population >= LARGE_CITY:
        return False
    alike = any(best.state in clue.codes and best.phrase.words in clue.words for clue in clues.regions)
    before = [p for p in clues.phrases if p.source == best.phrase.source and p.end < best.phrase.start]
    return alike and any(p.whole and not p.against and best.phrase.key not in p.key for p in before)


def without_spot(clues: Clues) -> Place:
    """What regions, countries and misspelt towns allow."""
    place = _region_or_country(clues)
    return _misspelt(clues, place) or place


def _misspelt(clues: Clues, place: Place) -> Place | None:
    """The larger town of that country and region far away that a part of its own nearly names: "Changsu, Jiangsu"."""
    if place.precision not in ("region", "country") or place.nuts0 or place.contradiction:
        return None
    known = {clue.words for clue in clues.regions} | set(clues.country_words.values())
    named_here = [code for r in clues.regions for code in r.codes if code.startswith(f"{place.country}-")]
    named = [p for p in clues.phrases if p.whole and p.against <= 0 and not p.vague and p.source in ("text", "town")]
    for phrase in named:
        state = next((code for code in named_here if "-" in code), "")
        town = similar_town(phrase.key, place.country, state) if phrase.words not in known else None
        if town and all(holds(code, town.country, "", town.state) for code in named_here):
            words = f"{phrase.words} · {place.words}"
            return coded_place(town.country, "", town.name, town.latitude, town.longitude, "town", words)
    return None


def _region_or_country(clues: Clues) -> Place:
    likely = clues.stated or max(clues.countries.items(), key=lambda item: item[1], default=("", 0.0))[0]
    fitting = []
    for clue in sorted(clues.regions, key=lambda clue: (-clue.weight, -len(clue.words))):
        codes = [code for code in clue.codes if regions.region(code).country == likely]
        codes = codes or ([] if likely and clues.countries[likely] >= 3 else list(clue.codes))
        if len(codes) == 1 and (likely or _certain(codes[0], clue.words)):
            fitting.append((codes[0], clue.words))
        elif codes and not likely and clue.weight >= 4:
            fitting.extend(
                (code, clue.words) for country in STATES_FIRST for code in codes if code.startswith(f"{country}-")
            )
    if fitting and not likely and fitting[0][1].upper() in COUNTRY_OR_STATE:
        word = fitting[0][1].upper()
        return Place(words=fitting[0][1], contradiction=(f"{word} ({fitting[0][0]})", f"{word} ({country_code(word)})"))
    if fitting:
        return _deepest(fitting)
    return region_place(likely, clues.country_words[likely]) if likely else Place()


def _certain(code: str, words: str) -> bool:
    """False for two or three letters that are a code in a country whose codes nobody uses without its name."""
    return len(words) > 3 or code[:2] in STATES_FIRST or "-" not in code


def _deepest(fitting: list[tuple[str, str]]) -> Place:
    """The first region, or a smaller one within it that other words name."""
    code, words = fitting[0]
    for other, more in fitting[1:]:
        if other.startswith(code) and other != code:
            code, words = other, f"{more} · {words}"
    return region_place(code, words)
