"""What people call regions: NUTS regions and states by name, abbreviation ("NRW", "LK Görlitz") and short code.

Leaves out towns and countries.
"""

import csv
import os
import re
from collections import defaultdict
from functools import cache, lru_cache

import pyarrow.parquet as pq

from capacity import regions
from capacity.places import gazetteer
from capacity.places.words import fold
from capacity.regions import GEOGRAPHY

_GENERIC = re.compile(
    r"\b(landkreis|lkr|lk|kreis|regierungsbezirk|bezirk|bundesland|land|freistaat|hansestadt|kanton|canton|cantone|region|"
    r"raum|grossraum|umkreis|nahe|bei|umgebung|umland|metropolregion|departement|dept|dep|provinz|province|provincia|prov|"
    r"comunidad|comune|county|state|oblast|voivodeship|woiwodschaft|wojewodztwo|woj|kraj|zupanija|judet|judetul|"
    r"prefecture|of|de la|de|du|des|della|di|d|la|le|les|lan|district|governorate|sheng|shi|area|greater|grand)\b")
_NUMBER = re.compile(r"(?:^|[(\s])(\d{1,2}|2[ab]|97\d)(?:$|[)\s])", re.IGNORECASE)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    table = pq.read_table(GEOGRAPHY / "region_names.parquet")
    found: dict[str, list[str]] = defaultdict(list)
    for key, code, short in zip(*(table[name].to_pylist() for name in ("key", "code", "short")), strict=True):
        found[f"={key}" if short else key].append(code)
    with (GEOGRAPHY / "region_synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[fold(row["word"])] = [row["code"]]
    return {key: tuple(codes) for key, codes in found.items()}


@lru_cache(maxsize=100_000)
def region_name(key: str) -> tuple[str, ...]:
    """Codes of the regions with this folded name, the nested ones brought to their common region."""
    return _united(_names().get(key, ()))


@lru_cache(maxsize=20_000)
def region_code(letters: str) -> tuple[str, ...]:
    """Codes of regions abbreviated with these letters in their country, such as CA, NY, ZH, BY or MI."""
    return _united(_names().get(f"={letters.upper()}", ()))


def _united(codes: tuple[str, ...]) -> tuple[str, ...]:
    """One code for each country: what its regions of that name have in common, if that is more than the country."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        by_country[regions.region(code).country].append(code)
    united = []
    for country, own in by_country.items():
        common = own[0] if len(set(own)) == 1 else os.path.commonprefix(own)
        if regions.known(common) and common != country:
            united.append(common)
    return tuple(united)


@lru_cache(maxsize=50_000)
def read_region(text: str, country: str = "") -> tuple[str, ...]:
    """Codes of the regions that a region field may mean, of one country if it is known; empty when none fits."""
    key = fold(text)
    stripped = " ".join(_GENERIC.sub(" ", key).split())
    found = region_name(key) or region_name(stripped) or (region_code(text.strip(" ().")) if len(key) <= 3 else ())
    if not found and country in ("FR", "") and (number := _NUMBER.search(text)):
        found = _departement(number.group(1).lower()) if country or "d" in key else ()
    return tuple(code for code in found if not country or regions.region(code).country == country)


def _departement(number: str) -> tuple[str, ...]:
    corsica = region_name(number)
    rows = gazetteer.postcodes_beginning(number.zfill(2), "FR")
    common = os.path.commonprefix(sorted({row.nuts3 for row in rows if row.nuts3}))
    counts = [row.nuts3 for row in rows]
    usual = max(set(counts), key=counts.count) if counts else ""
    return corsica or ((usual,) if usual else (common,) if common else ())


def without_generic_words(key: str) -> str:
    """A folded name without words such as Landkreis, Raum or Provinz."""
    return " ".join(_GENERIC.sub(" ", key).split())


def holds(region: str, country: str, nuts3: str, state: str) -> bool:
    """True when a place with these codes lies in the region."""
    return nuts3.startswith(region) if nuts3 else state == region or (not state and region == country)
