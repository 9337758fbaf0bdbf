"""What the words of an offer say about where it is: countries, regions, postcodes, names that may be towns.

Collects only; capacity.places.weighing decides.
"""

import re

from capacity import regions
from capacity.places import gazetteer
from capacity.places.clue import Clues, RegionClue
from capacity.places.country_words import country_code, country_of_address, country_of_phone, read_country
from capacity.places.phrases import read_words
from capacity.places.postcode_words import Reading, read_postcodes
from capacity.places.region_words import (
    coded_region,
    cut_short,
    read_region,
    region_code,
    similar_region,
)
from capacity.places.street_words import is_street, street_words
from capacity.places.words import fold
from capacity.values import is_nothing

LARGE_TOWN = 20_000  # inhabitants
POSTCODE_WEIGHT = {"postcode": 2.0, "street": -2.0}
DEPARTEMENT = re.compile(r"\s*d[eé]p(artement|t)?\b\.?\s*\d", re.IGNORECASE)
_A_WORD_FOLLOWS = re.compile(r"\s*[-–,]?\s*[^\W\d_]{2}")
_A_WORD_BEFORE = re.compile(r"[^\W\d_]{2}[\s,-]*$")
_NUTS_CODE = re.compile(r"[A-Z]{2}(?=.*\d)[0-9A-Z]{3}")
_CUT_SHORT = re.compile(r"[^\W\d_][^\d,;/]{3,}\.")
_IN_BRACKETS = re.compile(r"\((\d\d|97\d|2[AB])\)")
_STATE_AND_ZIP = re.compile(r"\b([A-Z]{2})[.,]?\s+(\d{5})(?![\d])")
_DIGIT = re.compile(r"\d")
LONGEST = 500  # letters of an address; every word of it is weighed against all others


def said(text: object, source: str = "") -> str:
    """The text without blanks around it, "" for words that say nothing in that field.

    "NA" stays Namibia in a country's field, "NC" and "ND" stay states in a region's, and Leer a town.
    """
    if text == "":
        return ""
    plain = "" if text is None or text != text else str(text).strip()[:LONGEST]
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
        read_words(clues, "country", fields["country"])
    for name in ("phone", "email", "website"):
        if value := fields.get(name):
            code = country_of_phone(value) if name == "phone" else country_of_address(value)
            clues.add_country(code, 2.0 if name == "phone" else 1.5, value if name == "phone" else _ending(value))
    if not _read_as_region(clues, fields.get("text", "")):
        read_words(clues, "text", fields.get("text", ""))
    for name in ("town", "street"):
        read_words(clues, name, fields.get(name, ""))
    for name in ("text", "town"):
        _read_departement(clues, fields.get(name, ""))
    _read_state_and_zip(clues, fields.get("text", ""))
    _read_region_field(clues, fields.get("region", ""))
    _read_postcodes(clues, fields)
    if not clues.countries and not clues.regions and not any(fields.get(name) for name in ("town", "postcode", "text")):
        _doubt_street(clues, fields.get("street", ""))
    return clues


def _read_departement(clues: Clues, text: str) -> None:
    """The number of a département in brackets, "La Montagne (44)", where nothing speaks against France."""
    found = _IN_BRACKETS.search(text) if not clues.countries or "FR" in clues.countries else None
    if found and (codes := read_region(f"dept {found[1]}", "FR")):
        clues.regions.append(RegionClue(found[0], codes, 2.0))


def _read_state_and_zip(clues: Clues, text: str) -> None:
    """A state of the US before a postcode of that state, "Tyrone, PA 16686", says the country if nothing states one."""
    found = _STATE_AND_ZIP.search(text) if not clues.stated else None
    states = [code for code in region_code(found[1]) if code.startswith("US-")] if found else []
    for row in gazetteer.postcodes(found[2], frozenset({"US"})) if found and states else ():
        town = gazetteer.nearest_town(row.latitude, row.longitude, "US")
        if town and town.state in states:
            clues.add_country("US", 5.0, found[0])  # type: ignore[index]


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
    """True for a text that is only a code, an abbreviation or a number of a region: DE212, NRW, département 67."""
    short = len(text) < 4 and text.isupper() and country_code(text) not in regions.codes(0)
    if not (short or _NUTS_CODE.fullmatch(text) or _CUT_SHORT.fullmatch(text) or DEPARTEMENT.match(text)):
        return False
    codes = coded_region(text) or read_region(text, clues.stated) or cut_short(text)
    clues.regions.extend([RegionClue(text, codes, 4.0)] if codes else [])
    return bool(codes)


def _read_region_field(clues: Clues, text: str) -> None:
    """A region, else a country, else a misspelt region, else words that may be a town."""
    if not text:
        return
    if codes := coded_region(text) or read_region(text, clues.stated) or read_region(text) or cut_short(text):
        clues.regions.append(RegionClue(text, codes, 4.0))
    elif code := read_country(text):
        clues.add_country(code, 4.0, text)
    elif codes := similar_region(fold(text)):
        clues.regions.append(RegionClue(text, codes, 4.0))
    else:
        read_words(clues, "region", text)


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
    places = {span: _place_of_postcode(*span, text, source, len(spans) > 1) for span in spans}
    for reading in found:
        reading.weight += places[reading.start, reading.end]
    return found


def _place_of_postcode(start: int, end: int, text: str, source: str, another: bool) -> float:
    """A field of its own speaks for a postcode; standing first before street words, or in a street, against it.

    So do five digits where `another` number may be the postcode ("49201 Gratiot Ave, Chesterfield, MI 48051").
    """
    if source in POSTCODE_WEIGHT:
        return POSTCODE_WEIGHT[source]
    after, before = text[end : end + 40], text[:start].rstrip()
    weight = 0.5 if _A_WORD_FOLLOWS.match(after) or _A_WORD_BEFORE.search(before[-4:]) else 0.0
    if not text[start:end].isdigit():
        return weight
    begins = not before or before[-1] in ",;"
    if end - start < (6 if another else 5) and begins and is_street(after.split(",")[0]):
        weight -= 3.0
    return weight - (3.0 if before and street_words().get(fold(before.split()[-1]), "none") != "none" else 0.0)
