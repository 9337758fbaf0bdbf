"""What people call countries, and what a phone number or a web address says of the country.

Leaves out towns and regions.
"""

import csv
import re
from functools import cache, lru_cache
from sys import intern

from rapidfuzz import fuzz, process

from capacity import regions
from capacity.places.tables import read_table
from capacity.places.words import fold
from capacity.regions import GEOGRAPHY

SIMILAR = 90  # per cent
LONGEST = 88  # letters; a longer text is no name of a country written wrong
GENERIC_DOMAINS = {
    "io",
    "co",
    "tv",
    "me",
    "ai",
    "fm",
    "cc",
    "ws",
    "to",
    "la",
    "ag",
    "eu",
    "nu",
    "tk",
    "gl",
    "ly",
    "sh",
    "vc",
    "im",
    "st",
    "is",
    "it.com",
    "am",
    "so",
    "gg",
}


@cache
def _names() -> dict[str, str]:
    table = read_table("country_names")
    names = dict(zip(table["key"].to_pylist(), map(intern, table["country"].to_pylist()), strict=True))
    return names | {fold(word): code for word, code in _synonyms() if len(fold(word)) > 3}


def _synonyms() -> list[tuple[str, str]]:
    with (GEOGRAPHY / "country_synonyms.csv").open(encoding="utf-8", newline="") as file:
        return [(row["word"], row["country"]) for row in csv.DictReader(file)]


@cache
def _codes() -> dict[str, str]:
    """Short words: ISO codes of two and three letters, licence-plate codes, hand-written abbreviations."""
    with (GEOGRAPHY / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {fold(row[column]): row["code"] for row in rows for column in ("iso2", "iso3")}
    codes |= {code.lower(): code for code in regions.countries()}
    return codes | {fold(word): code for word, code in _synonyms() if len(fold(word)) <= 3 or "." in word}


@lru_cache(maxsize=50_000)
def read_country(text: str) -> str:
    """Code of the country that the text names, "" when it names none; for text that is said to be a country."""
    key = fold(text)
    for candidate in _readings(key):
        if code := _codes().get(candidate) or _names().get(candidate):
            return code
    part = next(
        (
            code
            for part in re.split(r"[/(),;|]| - ", text)
            if part != text and (code := _codes().get(fold(part)) or _names().get(fold(part)))
        ),
        "",
    )
    return part or _similar(key)


def _similar(key: str) -> str:
    """The country whose name is nearly this one ("burkina fasso"), "" for short or unlike words."""
    if not 6 <= len(key) <= LONGEST or any(map(str.isdigit, key)):
        return ""
    found = process.extractOne(key, _long_names(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return _names()[found[0]] if found else ""


@cache
def _long_names() -> list[str]:
    return [key for key in _names() if len(key) > 5 and key.isascii()]


def _readings(key: str) -> list[str]:
    joined = key.replace(" ", "") if len(key) < 8 else key
    return [key, joined, key.removeprefix("the "), key.removeprefix("republic of ")]


@lru_cache(maxsize=50_000)
def country_name(key: str) -> str:
    """Code for a folded full name, "" for none: never a code of two or three letters."""
    return _names().get(key, "")


@lru_cache(maxsize=10_000)
def country_code(letters: str) -> str:
    """Code for ISO letters or a licence-plate code such as D, "" for none."""
    return _codes().get(letters.lower(), "")


@cache
def country_names() -> dict[str, str]:
    """Folded names and short codes of countries to our codes."""
    return _codes() | _names()


@cache
def _by_phone() -> dict[str, str]:
    with (GEOGRAPHY / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["phone"]]
    return {row["phone"]: row["code"] for row in sorted(rows, key=lambda row: -int(row["population"] or 0))[::-1]}


def country_of_phone(phone: str) -> str:
    """Code for a number written with + or 00 and a country's prefix, "" otherwise."""
    found = re.match(r"\s*(?:\+|00)\s*\(?([\d\s()./-]+)", phone)
    digits = re.sub(r"\D", "", found.group(1)) if found else ""
    return next((code for length in (4, 3, 2, 1) if (code := _by_phone().get(digits[:length], ""))), "")


@cache
def _by_domain() -> dict[str, str]:
    with (GEOGRAPHY / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["domain"]: row["code"]
            for row in csv.DictReader(file)
            if row["domain"] and row["domain"] not in GENERIC_DOMAINS
        }


def country_of_address(address: str) -> str:
    """Code for the top-level domain of a mail or web address, "" for one that is used everywhere."""
    found = re.search(r"\.([a-z]{2})(?:[/:?#\s>,;].*)?$", address.strip().lower())
    return _by_domain().get(found.group(1), "") if found else ""
