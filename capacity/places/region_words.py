"""What people call regions: NUTS regions and states by name, abbreviation ("NRW", "LK Görlitz") and short code.

Leaves out towns and countries.
"""

import csv
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from rapidfuzz import fuzz, process

from capacity import regions
from capacity.places import gazetteer
from capacity.places.editions import translate_nuts
from capacity.places.tables import read_table
from capacity.places.words import fold
from capacity.regions import GEOGRAPHY

_GENERIC = re.compile(
    r"\b(landkreis|lkr|lk|kreis|regierungsbezirk|bezirk|bundesland|land|freistaat|hansestadt|kanton|canton|cantone|region|"
    r"raum|grossraum|umkreis|nahe|bei|umgebung|umland|metropolregion|departement|dept|dep|provinz|province|provincia|prov|"
    r"comunidad|comune|county|state|oblast|voivodeship|woiwodschaft|wojewodztwo|woj|kraj|zupanija|judet|judetul|"
    r"prefecture|of|de la|de|du|des|della|di|d|la|le|les|lan|district|governorate|sheng|shi|area|greater|grand)\b"
)
SIMILAR = 88  # per cent
SHORTEST_CUT = 6  # characters of a name cut short
_NUMBER = re.compile(r"(?:^|[(\s])(\d{1,2}|2[ab]|97\d)(?:$|[)\s])", re.IGNORECASE)


class _Names(NamedTuple):
    """Folded names and short codes, sorted, and the region of each: found by bisection, no object for each of them."""

    keys: list[str]
    codes: list[str]

    def of(self, key: str) -> tuple[str, ...]:
        return tuple(self.codes[bisect_left(self.keys, key) : bisect_right(self.keys, key)])


@cache
def _names(short: bool) -> _Names:
    table = read_table("region_names")  # sorted by key
    rows = zip(*(table[name].to_pylist() for name in ("key", "code", "short")), strict=True)
    pairs = [(key, code) for key, code, is_short in rows if is_short == short]
    return _Names([key for key, _ in pairs], [intern(code) for _, code in pairs])


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    with (GEOGRAPHY / "region_synonyms.csv").open(encoding="utf-8", newline="") as file:
        return {fold(row["word"]): (row["code"],) for row in csv.DictReader(file)}


@lru_cache(maxsize=20_000)
def region_name(key: str) -> tuple[str, ...]:
    """Codes of the regions with this folded name, the nested ones brought to their common region."""
    return _united(_synonyms().get(key) or _names(short=False).of(key))


@lru_cache(maxsize=20_000)
def region_code(letters: str) -> tuple[str, ...]:
    """Codes of regions abbreviated with these letters in their country, such as CA, NY, ZH, BY or MI."""
    return _united(_names(short=True).of(letters.upper()))


def _united(codes: tuple[str, ...]) -> tuple[str, ...]:
    """One code for each country: what its regions of that name have in common, if that is more than the country."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        by_country[regions.region(code).country].append(code)
    united = []
    for country, own in by_country.items():
        common = own[0] if len(set(own)) == 1 else common_beginning(own)
        if regions.known(common) and common != country:
            united.append(common)
    return tuple(united)


def common_beginning(codes: list[str]) -> str:
    """The letters that all codes begin with: of NUTS codes, the smallest region that holds them all."""
    first, last = min(codes, default=""), max(codes, default="")
    return next((first[:length] for length in range(len(first), 0, -1) if last.startswith(first[:length])), "")


@lru_cache(maxsize=50_000)
def read_region(text: str, country: str = "") -> tuple[str, ...]:
    """Codes of the regions that a region field may mean, of one country if it is known; empty when none fits."""
    key = fold(text)
    stripped = " ".join(_GENERIC.sub(" ", key).split())
    found = region_name(key) or region_name(stripped) or (region_code(text.strip(" ().")) if len(key) <= 3 else ())
    if not found and (country == "FR" or key.startswith("dep")) and (number := _NUMBER.search(text)):
        found = _departement(number.group(1).lower())
    return tuple(code for code in found if not country or regions.region(code).country == country)


def coded_region(text: str) -> tuple[str, ...]:
    """The region of NUTS 2021 that a NUTS code of any edition means, such as UKI or DEA2D; empty for other words."""
    code = translate_nuts(text) if len(text.strip()) in (3, 4, 5) and text.strip().isupper() else ""
    return (code,) if code and code not in regions.codes(0) else ()


@lru_cache(maxsize=10_000)
def cut_short(text: str) -> tuple[str, ...]:
    """Codes of the one region whose name begins so, for words with a full stop at their end ("Baden-Württ.")."""
    key, names = fold(text), _names(short=False)
    if len(key) < SHORTEST_CUT or not text.endswith("."):
        return ()
    codes = _united(
        tuple(dict.fromkeys(names.codes[bisect_left(names.keys, key) : bisect_left(names.keys, f"{key}~")]))
    )
    return codes if len(codes) == 1 else ()


@lru_cache(maxsize=10_000)
def similar_region(key: str) -> tuple[str, ...]:
    """Codes of the one region whose name is nearly this folded one ("albama"), empty for short or unlike words."""
    if len(key) < 5 or any(letter.isdigit() for letter in key):
        return ()
    found = process.extract(key, _long_names(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3)
    codes = {code for name, *_ in found for code in region_name(name)}
    return tuple(codes) if len(codes) == 1 else ()


@cache
def _long_names() -> list[str]:
    return [key for key in dict.fromkeys([*_names(short=False).keys, *_synonyms()]) if len(key) > 4 and key.isascii()]


@cache
def _departements() -> dict[str, str]:
    """Beginning of the postcode (67, 974) to the NUTS 3 region that most postcodes with it lie in."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in gazetteer.postcodes_beginning("", "FR"):
        counts[row.code[:3] if row.code.startswith("97") else row.code[:2]][row.nuts3] += 1
    return {number: regions_found.most_common(1)[0][0] for number, regions_found in counts.items()}


def _departement(number: str) -> tuple[str, ...]:
    if corsica := region_name(number):
        return corsica
    found = _departements().get(number.zfill(2), "")
    return (found,) if found else ()


def without_generic_words(key: str) -> str:
    """A folded name without words such as Landkreis, Raum or Provinz."""
    return " ".join(_GENERIC.sub(" ", key).split()) if " " in key else key


def holds(region: str, country: str, nuts3: str, state: str) -> bool:
    """True when a place with these codes lies in the region."""
    return nuts3.startswith(region) if nuts3 else state == region or (not state and region == country)


def called_so(code: str, key: str) -> bool:
    """True when a region or country has this folded name in German, in English or at home."""
    known = regions.region(code)
    return key in {fold(known.de), fold(known.en), fold(known.name)}
