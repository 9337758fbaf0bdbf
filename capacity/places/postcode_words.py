"""Postcodes in a text, in the spellings of all countries: what could be meant by "D-52062" or "4765 918".

Leaves out deciding between the countries that have such a postcode (capacity.places.weighing).
"""

import csv
import math
import re
import string
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import median
from typing import NamedTuple

from capacity.places import gazetteer
from capacity.places.country_words import country_code
from capacity.places.gazetteer import Postcode
from capacity.regions import GEOGRAPHY

DIGITS = {
    "DE": 5,
    "FR": 5,
    "IT": 5,
    "ES": 5,
    "EL": 5,
    "FI": 5,
    "SE": 5,
    "CZ": 5,
    "SK": 5,
    "PL": 5,
    "EE": 5,
    "LT": 5,
    "HR": 5,
    "RS": 5,
    "TR": 5,
    "US": 5,
    "UA": 5,
    "RO": 6,
    "NO": 4,
    "DK": 4,
    "CH": 4,
    "AT": 4,
    "BE": 4,
    "BG": 4,
    "MX": 5,
    "KR": 5,
    "MY": 5,
    "PR": 5,
    "CR": 5,
}
_LETTERS_BEFORE = re.compile(r"(?<![A-Za-zÀ-ž])([A-Z]{1,3})(\s?-\s?|\s?)$")
NEVER_SHORT = {"RO", "EE", "MX", "RU", "UA", "ID", "KR", "JP", "SG"}
LETTERED = {"UK", "GG", "JE", "IM", "IE", "CA", "MT", "NL"}
LOST_ZERO, SHORTENED = -1.5, -0.5
_WHOLE = {"CN": 6, "IN": 6, "TH": 5, "PK": 5, "LK": 5, "ZA": 4}  # digits, where those that begin alike lie together
ALIKE = 0.4  # degrees from the middle of postcodes that begin alike to the farthest of them
_OUTLINE = (
    dict.fromkeys(map(ord, string.digits), "9")
    | dict.fromkeys(map(ord, string.ascii_uppercase), "A")
    | dict.fromkeys(map(ord, "\t\n\r\v\f\x85\xa0\u2007\u2009\u202f\u3000"), " ")
)


@dataclass(slots=True)
class Reading:
    """A postcode as it may be meant: where it stands, its row, how sure its shape makes it.

    `whole` is False when only its first characters are known, `region` holds the NUTS 3 they all share.
    """

    words: str
    start: int
    end: int
    row: Postcode
    weight: float
    whole: bool


class _Shape(NamedTuple):
    """A spelling; a text whose outline has none of the parts in `holds` need not be searched for it."""

    holds: frozenset[str]
    pattern: re.Pattern[str]
    countries: frozenset[str]
    weight: float


@cache
def _shapes() -> tuple[_Shape, ...]:
    with (GEOGRAPHY / "postcode_shapes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            _Shape(
                frozenset(row["holds"].split("|")),
                re.compile(row["pattern"]),
                frozenset(row["countries"].split()),
                float(row["weight"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def _parts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for shape in _shapes() for part in shape.holds))


def _outline_parts(text: str) -> frozenset[str]:
    """What of the shapes' parts a text has when 9 stands for every digit and A for every capital."""
    outline = text.translate(_OUTLINE)
    return frozenset([part for part in _parts() if part in outline])


@lru_cache(maxsize=20_000)
def _shapes_in(parts: frozenset[str], country: str) -> tuple[_Shape, ...]:
    """The shapes that a text with these parts may have, of one country if that is known."""
    return tuple(
        shape
        for shape in _shapes()
        if not parts.isdisjoint(shape.holds) and (not country or not shape.countries or country in shape.countries)
    )


def read_postcodes(text: str, country: str = "", is_field: bool = False) -> list[Reading]:
    """All postcodes the text may hold, of one country if that is known; a field may be written in small letters."""
    written = text.upper() if is_field else text
    found: dict[tuple[int, int, str], Reading] = {}
    for shape in _shapes_in(_outline_parts(written), country):
        for match in shape.pattern.finditer(written):
            for reading in _of_match(shape, match, written, country):
                key = (reading.start, reading.end, reading.row.country)
                if key not in found or found[key].weight < reading.weight:
                    found[key] = reading
    return _longest(list(found.values()))


def _longest(readings: list[Reading]) -> list[Reading]:
    """Without readings that are a part of a longer one of the same country."""
    by_country: dict[str, list[Reading]] = {}
    for reading in readings:
        by_country.setdefault(reading.row.country, []).append(reading)
    return [
        reading
        for own in by_country.values()
        for reading in own
        if len(own) == 1
        or not any(
            other.start <= reading.start
            and reading.end <= other.end
            and other.end - other.start > reading.end - reading.start
            for other in own
        )
    ]


def _of_match(shape: _Shape, match: re.Match[str], text: str, country: str) -> list[Reading]:
    said, weight, start = _said_before(text, match.start())
    code = "".join(match.groups())
    wanted = country or ""
    readings = []
    for row, fit, whole in _rows(code, wanted, said):
        if shape.countries and row.country not in shape.countries:
            continue
        agrees = said == row.country
        begin = start if agrees else match.start()
        readings.append(
            Reading(
                text[begin : match.end()],
                begin,
                match.end(),
                row,
                shape.weight + fit + (weight if agrees else 0.0),
                whole,
            )
        )
    return readings


def _said_before(text: str, start: int) -> tuple[str, float, int]:
    """The country whose letters stand before a postcode ("D-", "NL "), how much they say, where they begin."""
    found = _LETTERS_BEFORE.search(text[max(0, start - 6) : start])
    if not found or not (code := country_code(found.group(1))):
        return "", 0.0, start
    return code, 5.0 if "-" in found.group(2) or not found.group(2) else 2.5, start - len(found.group(0))


@lru_cache(maxsize=20_000)
def _rows(code: str, country: str, said: str) -> tuple[tuple[Postcode, float, bool], ...]:
    """Rows for a code: itself, its beginning where a country keeps only that, with the zero that it lost."""
    among, digits = frozenset([country] if country else []), code.isdigit()
    found = {row.country: (row, 0.0, True) for row in gazetteer.postcodes(code, among) if _is_whole(row.country, code)}
    for length, keepers in _lengths_kept(len(code), digits):
        if wanted := keepers & among if among else keepers:
            for row in gazetteer.postcodes(code[:length], wanted):
                found.setdefault(row.country, (row, 0.0, True))
    if digits and (wanted := _with_digits(len(code) + 1) & among if among else _with_digits(len(code) + 1)):
        for row in gazetteer.postcodes("0" + code, wanted):
            found.setdefault(row.country, (row, LOST_ZERO, True))
    if (asked := country or said) and asked not in found and (near := _unlisted(code, asked)):
        found[asked] = (near, SHORTENED + (LOST_ZERO if len(near.code) > len(code) else 0.0), False)
    return tuple(value for key, value in found.items() if not country or key == country)


@cache
def _with_digits(length: int) -> frozenset[str]:
    """Countries whose postcodes have so many digits."""
    return frozenset(country for country, digits in DIGITS.items() if digits == length)


_BEGINNINGS = {  # characters of a whole postcode, and of what is kept of it
    "NL": (6, 4),
    "PT": (7, 4),
    "UK": (7, 2),
    "IE": (7, 3),
    "CA": (6, 3),
    "BR": (8, 5),
    "JP": (7, 3),
    "KR": (5, 3),
    "SG": (6, 2),
    "RO": (6, 4),
    "EE": (5, 4),
    "MX": (5, 4),
    "RU": (6, 5),
    "UA": (5, 4),
    "ID": (5, 4),
    "MT": (7, 3),
    "GG": (7, 2),
    "JE": (7, 2),
    "IM": (7, 2),
}


def _is_whole(country: str, code: str) -> bool:
    """False for the beginning of a postcode that nobody writes alone, such as four digits of a Mexican one."""
    return country not in NEVER_SHORT or len(code) == _BEGINNINGS[country][0]


@cache
def _lengths_kept(length: int, digits: bool) -> tuple[tuple[int, frozenset[str]], ...]:
    """To how many characters a postcode of this length may have been shortened, the longest first, and where."""
    countries = [country for country in _BEGINNINGS if not (digits and country in LETTERED)]
    kept = {
        short: frozenset(country for country in countries if _keeps_beginnings(country, length, short))
        for short in range(length - 1, 1, -1)
    }
    return tuple((short, keepers) for short, keepers in kept.items() if keepers)


def _keeps_beginnings(country: str, length: int, kept: int) -> bool:
    longest, shortest = _BEGINNINGS.get(country, (0, 9))
    letters = country in ("UK", "GG", "JE", "IM")
    return length in (5, 6, 7) and length - kept == 3 if letters else length == longest and kept >= shortest


def _unlisted(code: str, country: str) -> Postcode | None:
    """What the listed postcodes with the same beginning share; None when they lie in different regions."""
    if country in DIGITS and (not code.isdigit() or len(code) not in (DIGITS[country], DIGITS[country] - 1)):
        return None
    code = code.zfill(DIGITS.get(country, 0)) if code.isdigit() else code
    for length in range(len(code) - 1, 1, -1):
        if found := gazetteer.regions_beginning(code[:length], country):
            nuts3, count = Counter(found).most_common(1)[0]
            if not nuts3:
                return _amid_alike(code, length, country)
            if count < 0.95 * len(found):
                return None
            return Postcode(code, country, nuts3, math.nan, math.nan)
    return None


def _amid_alike(code: str, length: int, country: str) -> Postcode | None:
    """Far away, the middle of the postcodes that begin alike, when all but two or three of its characters do."""
    known = _WHOLE.get(country) == len(code) and length >= len(code) - 2
    rows = gazetteer.postcodes_beginning(code[:length], country) if known else ()
    if not rows:
        return None
    latitude, longitude = median(row.latitude for row in rows), median(row.longitude for row in rows)
    spread = max(abs(row.latitude - latitude) + abs(row.longitude - longitude) for row in rows)
    return Postcode(code, country, "", latitude, longitude) if spread < ALIKE else None
