"""Villages and districts that no list of towns names: those that places.parquet takes, and postcode_towns.parquet.

Leaves out towns, which other lists know with their inhabitants.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from capacity.places.gazetteer import DISTRICT, VILLAGES_AS_PAIRS, pair_key
from capacity.places.words import fold, key_hash
from tools.build_geodata import districts, parquet, postcodes
from tools.build_geodata.points import nuts3_of, states_of

# countries whose postcode list names towns that no other list has, and not too many
OUTSIDE_NUTS = frozenset(
    {
        "AZ",
        "BD",
        "BY",
        "CL",
        "CO",
        "CR",
        "DO",
        "EC",
        "GT",
        "HT",
        "KE",
        "LK",
        "MA",
        "MD",
        "MW",
        "MY",
        "NZ",
        "PA",
        "PH",
        "PK",
        "TH",
        "UY",
        "ZA",
    }
)
NAMED_POINT = ["name", "country", "latitude", "longitude"]
SAME_PLACE = 0.2  # degrees between a village and the town of the same name
_FIRM = re.compile(
    r"\b(GmbH|AG|KG|SE|SA|Ltd|Bank|Sparkasse|Kasse|Krankenkasse|Versicherung\w*|Agentur|Amt|Finanzamt|"
    r"Center|Post|Stadtverwaltung|Kreis|e\.? ?V|mbH|Co|Vertrieb|Verlag|Universität|Landratsamt)\b"
)
Point = tuple[float, float]  # latitude, longitude


def unlisted(towns: pd.DataFrame) -> pd.DataFrame:
    """Columns name, country, latitude, longitude, nuts3, state: villages that none of the towns nearby explains."""
    known, near = _explained(towns)
    rows = []
    for (country, name, region), points in sorted(_groups(towns).items()):
        key = fold(name)
        latitude, longitude = np.median(points, axis=0).tolist()
        explained = (country, key, region) in known or any(
            abs(latitude - y) + abs(longitude - x) < SAME_PLACE for y, x in near.get((country, key), [])
        )
        if key and not explained:
            known.add((country, key, region))
            outside = country in OUTSIDE_NUTS
            rows.append((name, country, latitude, longitude, "" if outside else region, region if outside else ""))
    return pd.DataFrame(rows, columns=["name", "country", "latitude", "longitude", "nuts3", "state"])


def with_districts(known: pd.DataFrame) -> pd.DataFrame:
    """The places and those districts that have none of their name near by, which `others` spells a second time.

    Their seats that nobody has counted stand for them.
    """
    near: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for place, (name, country, y, x) in enumerate(zip(*(known[c] for c in NAMED_POINT), strict=True)):
        near[country, fold(name)].append((place, y, x))
    rows, population = [], known["population"].to_numpy(copy=True)
    for district in sorted(districts.districts(), key=lambda district: district.minor):
        size = 0 if district.minor else DISTRICT
        named = near[district.country, fold(district.name)]
        latitude, longitude = district[3:5]
        seats = [place for place, y, x in named if abs(latitude - y) + abs(longitude - x) < SAME_PLACE]
        if not seats:
            named.append((-1, latitude, longitude))
            rows.append((*district[:2], latitude, longitude, size, (district.other,)))
        for seat in seats:
            if seat >= 0 and population[seat] == 0:
                population[seat] = size
    new = pd.DataFrame(rows, columns=["country", "name", "latitude", "longitude", "population", "others"])
    known = known.assign(population=population, district=False)
    return pd.concat([known, new.assign(district=True, **_regions_of(new, known))], ignore_index=True)


def _regions_of(frame: pd.DataFrame, known: pd.DataFrame) -> dict[str, object]:
    """NUTS 3 region of each row, the state of those outside NUTS."""
    points = [frame[name].to_numpy() for name in ("longitude", "latitude", "country")]
    nuts3, states = nuts3_of(*points), states_of(*points)
    counted = known[known["population"] > 0]
    for country in frame["country"].unique():
        lost = ((frame["country"] == country) & (nuts3 == "") & (states == "")).to_numpy()
        if lost.any():
            states[lost] = _nearest(frame[lost], counted[counted["country"] == country], "state")
    return {"nuts3": nuts3, "state": np.where(nuts3 == "", states, "")}


def _explained(towns: pd.DataFrame) -> tuple[set[tuple[str, str, str]], dict[tuple[str, str], list[Point]]]:
    """(country, folded name, region) of all towns, and where those of a country and name are."""
    known: set[tuple[str, str, str]] = set()
    near: dict[tuple[str, str], list[Point]] = defaultdict(list)
    columns = towns[["name", "country", "nuts3", "state", "latitude", "longitude", "others"]]
    for name, country, nuts3, state, y, x, others in columns.itertuples(index=False):
        for key in {fold(name), *map(fold, others)}:
            known.add((country, key, nuts3 or state))
            near[country, key].append((y, x))
    return known, near


def _groups(towns: pd.DataFrame) -> dict[tuple[str, str, str], list[Point]]:
    """(country, name, NUTS 3 or state) of the list's entries and their points."""
    entries = postcodes.entries()
    entries = entries[~entries["country"].isin(VILLAGES_AS_PAIRS)]
    entries = entries[(entries["nuts3"] != "") | entries["country"].isin(OUTSIDE_NUTS)].copy()
    entries["region"] = entries["nuts3"]
    for country, rows in entries[entries["nuts3"] == ""].groupby("country"):
        entries.loc[rows.index, "region"] = _nearest(rows, towns[towns["country"] == country], "state")
    groups: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    columns = (entries[name].tolist() for name in ("country", "city", "region", "latitude", "longitude"))
    for country, city, region, latitude, longitude in zip(*columns, strict=True):
        for name in _parts(city):
            groups[country, name, region].append((latitude, longitude))
    return groups


def _nearest(rows: pd.DataFrame, towns: pd.DataFrame, column: str) -> list[str]:
    """What that column says of the town nearest to each row."""
    y, x, said = (towns[name].to_numpy() for name in ("latitude", "longitude", column))
    points = zip(rows["latitude"], rows["longitude"], strict=True)
    return [said[((y - latitude) ** 2 + (x - longitude) ** 2).argmin()] for latitude, longitude in points]


def write_pairs(folder: Path) -> None:
    """Write postcode_towns.parquet: hashes of villages left out elsewhere with the beginning of their postcode."""
    entries = postcodes.entries()
    entries = entries[entries["country"].isin(VILLAGES_AS_PAIRS)]
    numbers = {
        key_hash(pair_key(country, code, fold(name)))
        for country, code, city in zip(entries["country"], entries["code"], entries["city"], strict=True)
        for name in _parts(city)
    }
    parquet.write(folder / "postcode_towns.parquet", pd.DataFrame({"hash": sorted(numbers)}))


def _parts(city: str) -> Iterator[str]:
    """ "Alicante/Alacant" is two names; "Lyon 03", "Paris CEDEX 07" and "Norkūnų k." are plain ones."""
    for part in re.split(r"\s*/\s*", city):
        name = re.sub(r"\s+(CEDEX|SP|BP)\b.*$|\s+\d+\w?$|\s+k\.$", "", part, flags=re.IGNORECASE).strip()
        if 1 < len(name) <= 40 and not re.search(r"\d", name) and not _FIRM.search(name):
            yield name.title() if name.isupper() else name
