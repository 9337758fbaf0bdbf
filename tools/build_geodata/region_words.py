"""region_names.parquet: what people call NUTS regions and states, folded, and their short codes in capitals.

Hand-written abbreviations ("NRW", "Meck-Pomm") are in region_synonyms.csv and not repeated here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from capacity.places.words import fold
from tools.build_geodata import parquet
from tools.build_geodata.admin1 import Admin1, states
from tools.build_geodata.boundaries import nuts_names

LANGUAGES = ("", "de", "en", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "el")
CITY = re.compile(r"^(.+), (Kreisfreie Stadt|Stadtkreis|Hansestadt|Klingenstadt|Stadt)$")
COUNTY = re.compile(r"^(.+), Landkreis$")
COUNTY_WORDS = ("landkreis", "lk", "lkr", "kreis")
CITY_WORDS = ("stadt", "kreisfreie stadt", "stadtkreis")
AFFIXES = re.compile(
    r"^(Prov\.|Arr\.|Provincia de|Principado de|Comunidad de|Comunidad Foral de|Ciudad de|Bezirk|"
    r"Région|Region|Makroregion)\s+|\s+(län|CC|Gewest|županija|maakond|\([A-Z]{2}\)|\(England\))$"
)


def write(folder: Path) -> None:
    """Write the file: columns key, code (several rows where a name is shared), short (True for codes in capitals)."""
    rows = {*_nuts_rows(folder), *_state_rows()}
    frame = pd.DataFrame(sorted(rows), columns=["key", "code", "short"])
    parquet.write(folder / "region_names.parquet", frame[frame["key"] != ""])


def _nuts_rows(folder: Path) -> Iterator[tuple[str, str, bool]]:
    table = pd.read_csv(folder / "regions.csv", keep_default_na=False)
    for row in table[table["kind"].str.startswith("nuts")].itertuples():
        for name in {row.name, row.de, row.en}:
            for key in _spellings(str(name), row.kind == "nuts3" and row.country == "DE"):
                yield key, str(row.code), False


def _spellings(name: str, district: bool) -> Iterator[str]:
    city, county = CITY.match(name), COUNTY.match(name)
    plain = (city or county).group(1) if city or county else name  # type: ignore[union-attr]
    yield from (fold(name), fold(plain), fold(AFFIXES.sub("", plain)))
    if district:
        for word in CITY_WORDS if city else COUNTY_WORDS:
            yield from (fold(f"{word} {plain}"), fold(f"{plain} {word}"))
    if "/" in name and not district:
        yield from (fold(part) for part in name.split("/"))


def _state_rows() -> Iterator[tuple[str, str, bool]]:
    nuts = _nuts_by_name()
    nuts_countries = {code for code in nuts_names(2021) if len(code) == 2}
    for state in states():
        code = state.code
        if state.country in nuts_countries:
            code = next(
                (
                    nuts[state.country, fold(name)]
                    for name in (state.names[""], *state.others)
                    if (state.country, fold(name)) in nuts
                ),
                "",
            )
        if code:
            yield from _state_spellings(state, code)


def _nuts_by_name() -> dict[tuple[str, str], str]:
    """(country, folded name without its suffix) to the smallest region that is called so."""
    return {
        (code[:2], key): code
        for code, name in sorted(nuts_names(2021).items(), key=lambda item: len(item[0]))
        if len(code) > 2
        for key in (fold(name), fold(AFFIXES.sub("", name)))
    }


def _state_spellings(state: Admin1, code: str) -> Iterator[tuple[str, str, bool]]:
    names = [name for language, name in state.names.items() if language in LANGUAGES]
    for name in (*names, *(state.others if state.country != "UK" else ())):
        if len(fold(name)) > 3:
            yield fold(name), code, False
    for short in {state.postal, state.code.split("-")[1]}:
        if 1 < len(short) < 4 and short.isupper():
            yield short, code, True
