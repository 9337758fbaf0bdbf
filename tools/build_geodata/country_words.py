"""country_names.parquet and country_codes.csv: what people call countries in many languages, folded,
with our code, and what ISO, telephones and the internet call them. Abbreviations are in country_synonyms.csv.
"""

import ast
import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
from babel import Locale, localedata

from capacity.places.words import fold
from tools.build_geodata import parquet
from tools.build_geodata.boundaries import NUTS_CODE, countries
from tools.build_geodata.sources import read_member

PARTS = {"GB-WLS": "GB", "GB-SCT": "GB", "GB-NIR": "GB", "UA-CRI": "UA", "CY-TRNC": "CY", "CN-XZ": "CN"}
EXTRA_PHONES = {"XK": "383", "PR": "1787", "DO": "1809"}
DISSOLVED = {"CS", "AN"}
BIG_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "sv", "da")


def write(folder: Path, town_keys: set[tuple[str, str]]) -> None:
    """Write the file; `town_keys` holds (country, folded name) of larger towns, which are no country's name."""
    certain = _babel_names(town_keys)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for key, code in certain.items():
        votes[key][code] += 100
    for iso, name in _collected_names():
        code, key = NUTS_CODE.get(iso, iso), fold(name)
        if len(key) > 3 and (code, key) not in town_keys:
            votes[key][code] += 1
    rows = [(key, counts.most_common(1)[0][0]) for key, counts in sorted(votes.items()) if _settled(counts)]
    parquet.write(folder / "country_names.parquet", pd.DataFrame(rows, columns=["key", "country"]))


def write_codes(folder: Path) -> None:
    """Write country_codes.csv: our code, ISO codes of two and three letters, phone prefix, top-level domain."""
    with (folder / "country_codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "iso2", "iso3", "phone", "domain", "population"])
        for iso, facts in sorted(countries().items()):
            if iso not in DISSOLVED:
                phone = "" if " " in facts["phone"] else re.sub(r"\D", "", facts["phone"])
                writer.writerow(
                    [
                        NUTS_CODE.get(iso, iso),
                        iso,
                        facts["iso3"],
                        phone or EXTRA_PHONES.get(iso, ""),
                        facts["tld"].lstrip("."),
                        facts["population"],
                    ]
                )


def _babel_names(town_keys: set[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    names_of_towns = {key for _, key in town_keys}
    others = [language for language in localedata.locale_identifiers() if "_" not in language]
    for language in (*BIG_LANGUAGES, *sorted(others)):
        for iso, name in Locale(language).territories.items():
            key, code = fold(name), NUTS_CODE.get(iso, iso)
            if (
                iso in countries()
                and iso not in DISSOLVED
                and len(key) > 2
                and (language in BIG_LANGUAGES or key not in names_of_towns)
            ):
                found.setdefault(key, code)
    return found


def _collected_names() -> list[tuple[str, str]]:
    source = read_member("countrynames", "countrynames/data.py").decode("utf-8")
    lists = re.findall(r"^DATA\['(.+?)'\] = (\[.*\])$", source, re.MULTILINE)
    named = [(PARTS.get(code, code), ast.literal_eval(names)) for code, names in lists]
    return [(code, name) for code, names in named if code in countries() and code not in DISSOLVED for name in names]


def _settled(counts: Counter[str]) -> bool:
    ranked = counts.most_common(2)
    return len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]
