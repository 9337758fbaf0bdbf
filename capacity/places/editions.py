"""NUTS codes of other editions (2024, 2016 and older) in NUTS 2021."""

import csv
from functools import cache

from capacity import regions
from capacity.regions import GEOGRAPHY

FORMER_COUNTRY = {"GR": "EL", "GB": "UK"}


@cache
def _targets() -> dict[str, str]:
    with (GEOGRAPHY / "nuts_editions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["nuts2021"] for row in csv.DictReader(file)}


def translate_nuts(code: str) -> str:
    """The NUTS 2021 region that holds (nearly) all of the region with this code of another edition.

    A code of 2021 is given back unchanged; a region that was split gives the next larger one; unknown gives "".
    """
    plain = code.strip().upper()
    plain = FORMER_COUNTRY.get(plain[:2], plain[:2]) + plain[2:]
    if plain in regions.codes(0) or (regions.known(plain) and regions.level(plain) and "-" not in plain):
        return plain
    return _targets().get(plain, "")
