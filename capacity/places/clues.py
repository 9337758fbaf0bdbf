"""What the words of an offer say about where it is: countries, regions, postcodes, names that may be towns.

Collects only; capacity.places.weighing decides.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from capacity import regions
from capacity.places import gazetteer
from capacity.places.country_words import country_code, country_name, country_of_address, country_of_phone, read_country
from capacity.places.postcode_words import Reading, read_postcodes
from capacity.places.region_words import read_region, region_code, region_name, similar_region, without_generic_words
from capacity.places.street_words import is_street, street_marks, street_words
from capacity.places.words import fold
from capacity.values import is_nothing

LONGEST_NAME = 5  # words
LARGE_TOWN = 20_000  # inhabitants
FIELD_WEIGHT = {"town": 2.5, "text": 0.0, "region": -0.5, "street": -3.0, "postcode": 1.0, "country": -1.0}
POSTCODE_WEIGHT = {"postcode": 2.0, "street": -2.0}
DEPARTEMENT = re.compile(r"\s*d[eé]p(artement|t)?\b\.?\s*\d", re.IGNORECASE)
VAGUE = frozenset(
    {
        "raum",
        "grossraum",
        "umkreis",
        "umgebung",
        "umland",
        "nahe",
        "metropolregion",
        "area",
        "greater",
        "near",
        "around",
        "pres",
        "environs",
        "vicino",
        "cerca",
    }
)
_BREAKS = re.compile(r"[,;\n\r\t|•·:]+|\s[-–—]\s|\d+[a-zA-Z]?\b|\d+")
_A_WORD_FOLLOWS = re.compile(r"\s*[-–,]?\s*[^\W\d_]{2}")
_A_WORD_BEFORE = re.compile(r"[^\W\d_]{2}[\s,-]*$")
_DIGITS_BEFORE = re.compile(r"(?:\d\D{0,2}){4}$")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’.`´][^\W\d_]+)*")


class Phrase(NamedTuple):
    """Words that may name a town: `bonus` says how well they stand, `whole` that nothing stands beside them.

    `vague` says that words such as Raum or near stand beside them; `against` is what `bonus` lost to words of streets.
    """

    words: str
    key: str
    start: int
    end: int
    source: str
    bonus: float
    whole: bool
    vague: bool
    against: float = 0.0


class RegionClue(NamedTuple):
    """Words that name a region, the regions they may mean, and how much they say."""

    words: str
    codes: tuple[str, ...]
    weight: float


@dataclass
class Clues:
    """All that was found. `countries` maps codes to weights; `stated` is the country the report itself names."""

    countries: dict[str, float] = field(default_factory=dict)
    country_words: dict[str, str] = field(default_factory=dict)
    stated: str = ""
    regions: list[RegionClue] = field(default_factory=list)
    postcodes: list[Reading] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)

    def add_country(self, code: str, weight: float, words: str) -> None:
        """Note that the words speak for a country; the strongest word counts."""
        if code and weight > self.countries.get(code, 0.0):
            self.countries[code], self.country_words[code] = weight, words.strip()


def said(text: object, source: str = "") -> str:
    """The text without blanks around it, "" for words that say nothing in that field.

    "NA" stays Namibia in a country's field, "NC" and "ND" stay states in a region's, and Leer a town.
    """
    if text == "":
        return ""
    plain = "" if text is None or text != text else str(text).strip()
    if not plain or not is_nothing(plain):
        return plain
    country = source == "country" and plain == "NA"
    state = source == "region" and any(code.startswith("US-") for code in region_code(plain))
    return plain if country or state or (source in ("town", "text") and _is_large_town(plain)) else ""


def _is_large_town(words: str) -> bool:
    """True for the name of a town of some size, written as names are: Leer, which is also German for empty."""
    return words.istitle() and any(
        town.name == words and town.population >= LARGE_TOWN for town in gazetteer.towns(fold(words))
    )


def collect(fields: dict[str, str]) -> Clues:
    """Read all fields of one offer; keys as in capacity.places.locate, values already `said`."""
    clues = Clues()
    clues.stated = read_country(fields["country"]) if fields.get("country") else ""
    clues.add_country(clues.stated, 6.0, fields.get("country", ""))
    if fields.get("country") and not clues.stated:
        _read_words(clues, "country", fields["country"])
    for name in ("phone", "email", "website"):
        if value := fields.get(name):
            code = country_of_phone(value) if name == "phone" else country_of_address(value)
            clues.add_country(code, 2.0 if name == "phone" else 1.5, value if name == "phone" else _ending(value))
    if not _read_as_region(clues, fields.get("text", "")):
        _read_words(clues, "text", fields.get("text", ""))
    for name in ("town", "street"):
        _read_words(clues, name, fields.get(name, ""))
    _read_region_field(clues, fields.get("region", ""))
    _read_postcodes(clues, fields)
    if not clues.countries and not clues.regions and not any(fields.get(name) for name in ("town", "postcode", "text")):
        _doubt_street(clues, fields.get("street", ""))
    return clues


def _doubt_street(clues: Clues, text: str) -> None:
    """A street alone ("Verona St", "Pool") names a town only in a part of its own ("Ringstr. 1, Aachen")."""
    whole = len(text.strip())
    clues.phrases = [
        phrase
        for phrase in clues.phrases
        if phrase.source != "street" or (phrase.whole and phrase.end - phrase.start < whole)
    ]
    named = any(phrase.source == "street" for phrase in clues.phrases)
    clues.postcodes = [reading for reading in clues.postcodes if named and reading.end - reading.start > 3]


def _ending(address: str) -> str:
    return "." + re.split(r"[/?#\s>]", address.strip().rsplit(".", 1)[-1])[0]


def _read_as_region(clues: Clues, text: str) -> bool:
    """True for a text that is only an abbreviation or number of a region, such as NRW or département 67."""
    short = len(text) < 4 and text.isupper() and country_code(text) not in regions.codes(0)
    if not (short or DEPARTEMENT.match(text)):
        return False
    codes = read_region(text, clues.stated)
    clues.regions.extend([RegionClue(text, codes, 4.0)] if codes else [])
    return bool(codes)


def _read_region_field(clues: Clues, text: str) -> None:
    """A region, else a country, else a misspelt region, else words that may be a town."""
    if not text:
        return
    if codes := read_region(text, clues.stated) or read_region(text):
        clues.regions.append(RegionClue(text, codes, 4.0))
    elif code := read_country(text):
        clues.add_country(code, 4.0, text)
    elif codes := similar_region(fold(text)):
        clues.regions.append(RegionClue(text, codes, 4.0))
    else:
        _read_words(clues, "region", text)


def _read_postcodes(clues: Clues, fields: dict[str, str]) -> None:
    for name in ("postcode", "town", "text", "street"):
        value = fields.get(name, "").removesuffix(".0")
        if not value or (name != "postcode" and "MT" not in clues.countries and not _DIGIT.search(value)):
            continue
        if name == "postcode" and clues.stated in ("FR", "") and (codes := read_region(f"dept {value}", "FR")):
            clues.regions.append(RegionClue(value, codes, 4.0))
            continue
        clues.postcodes.extend(_placed(clues, value, name))


def _placed(clues: Clues, text: str, source: str) -> list[Reading]:
    """Readings of the country that the words name, of all countries if it has none, with the weight of their place."""
    likely = clues.stated or next((code for code, weight in clues.countries.items() if weight >= 4), "")
    found = read_postcodes(text, likely, source == "postcode") if likely else []
    if not any(reading.whole and reading.weight > -1 for reading in found):
        found += [
            reading for reading in read_postcodes(text, "", source == "postcode") if reading.row.country != likely
        ]
    spans = {(reading.start, reading.end) for reading in found}
    places = {span: _place_of_postcode(*span, text, source) for span in spans}
    for reading in found:
        reading.weight += places[reading.start, reading.end]
    return found


def _place_of_postcode(start: int, end: int, text: str, source: str) -> float:
    """A field of its own speaks for a postcode; standing first before street words, or in a street, against it."""
    if source in POSTCODE_WEIGHT:
        return POSTCODE_WEIGHT[source]
    after, before = text[end : end + 40], text[:start].rstrip()
    weight = 0.5 if _A_WORD_FOLLOWS.match(after) or _A_WORD_BEFORE.search(before[-4:]) else 0.0
    if not text[start:end].isdigit():
        return weight
    begins = not before or before[-1] in ",;"
    if end - start < 5 and begins and is_street(after.split(",")[0]):
        weight -= 3.0
    return weight - (2.0 if before and fold(before.split()[-1]) in street_words() else 0.0)


def _read_words(clues: Clues, source: str, text: str) -> None:
    if not text:
        return
    position, runs = 0, []
    for found in [*_BREAKS.finditer(text), None]:
        end = found.start() if found else len(text)
        words = list(_WORD.finditer(text, position, end))
        if words:
            runs.append((words, found.group(0) if found else "", text[:position]))
        position = found.end() if found else end
    for number, (words, after, before) in enumerate(runs):
        _read_run(clues, source, text, words, after, before, number in (0, len(runs) - 1), number == len(runs) - 1)


def _read_run(
    clues: Clues, source: str, text: str, words: list[re.Match[str]], after: str, before: str, outer: bool, last: bool
) -> None:
    folded = [fold(word.group(0)) for word in words]
    street = street_marks(folded, after)
    vague = not VAGUE.isdisjoint(folded)
    after_postcode = _DIGITS_BEFORE.search(before[-7:]) is not None
    for first in range(len(words)):
        for size in range(min(LONGEST_NAME, len(words) - first), 0, -1):
            start, end = words[first].start(), words[first + size - 1].end()
            key, written = " ".join(folded[first : first + size]), text[start:end]
            whole, ends = size == len(words), first + size == len(words)
            _note_country(clues, source, key, written, whole, ends and last, outer)
            _note_region(clues, source, key, written, whole, ends)
            bonus = FIELD_WEIGHT[source] + 0.6 * (size - 1) + (1.5 if whole else 0.3 if ends else 0.0)
            bonus += 1.5 if first == 0 and after_postcode else 0.0
            against = max(street[first : first + size]) if size < 3 else 0.0
            if len(key) > 1 and (size > 1 or len(key) > 2 or whole):
                phrase = Phrase(written, key, start, end, source, bonus - against, whole, vague, against)
                clues.phrases.append(phrase)


def _note_country(clues: Clues, source: str, key: str, words: str, whole: bool, at_end: bool, outer: bool) -> None:
    if source == "street":
        return
    if code := country_name(key):
        weight = (5.0 if outer else 4.0) if whole else 4.0 if at_end else 1.0
        clues.add_country(code, weight, words)
    elif (
        len(words) in (2, 3)
        and words.isupper()
        and (whole or key not in street_words())
        and (code := country_code(words))
    ):
        clues.add_country(code, 3.0 if whole and at_end else 2.5 if whole and outer else 2.0 if at_end else 0.5, words)


def _note_region(clues: Clues, source: str, key: str, words: str, whole: bool, ends: bool) -> None:
    if source in ("street", "region"):
        return
    plain = without_generic_words(key) if whole else key
    if codes := region_name(key) or (region_name(plain) if plain else ()):
        clues.regions.append(RegionClue(words, codes, 2.0 if whole else 1.2))
    elif len(words) in (2, 3) and words.isupper() and (whole or ends) and (codes := region_code(words)):
        clues.regions.append(RegionClue(words, codes, 2.0))


def towns_of(phrase: Phrase, country: str) -> tuple[gazetteer.Town, ...]:
    """Towns that the phrase may name; two letters only if they are all of a town's own name."""
    if len(phrase.key) < 3:
        return tuple(town for town in gazetteer.towns(phrase.key, country) if town.name == phrase.words)
    key = f"{phrase.key}asse" if phrase.key.endswith("str") else phrase.key
    return gazetteer.towns(key, country)


def in_nuts(country: str) -> bool:
    """True for a country that NUTS covers."""
    return country in regions.codes(0)
