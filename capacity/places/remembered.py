"""Places that people set right, given to the same words of later lists: they win over what the words were read as.

Remembered for the folded words of an address and the country they were read for ("" for any). Leaves out keeping
them (register.places) and choosing a place (capacity.places.choosing).
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace

import pandas as pd

from capacity.folding import fold
from capacity.reports import Report

Remembered = Mapping[tuple[str, str], Mapping[str, object]]

NAMING = ("postcode", "town", "region")
DEGREES = ("latitude", "longitude")
MARK = "✎"  # stands before place_words where somebody set the place right
SETTLED = ("place_unknown", "place_contradiction")


def address_words(offer: Mapping[str, object]) -> str:
    """The words of an offer that a place is remembered for: postcode, town and region, else the street; "" for none."""
    said = [str(offer[code]) for code in NAMING if _says(offer.get(code))]
    street = offer.get("street")
    return " ".join(said) if said or not _says(street) else str(street)


def _says(value: object) -> bool:
    return value is not None and value == value and str(value).strip() != ""


def applied(report: Report, remembered: Remembered) -> Report:
    """The report with the places that are remembered for its words; what they settle is no issue any more.

    `remembered` maps folded words and a country to fields of an offer (country, nuts0 to nuts3, latitude, longitude,
    precision). The words of the report stay; place_words begin with MARK.
    """
    if not remembered or report.offers.empty:
        return report
    found = [remembered.get(key) or remembered.get((key[0], "")) for key in _keys(report.offers)]
    rows = [number for number, place in enumerate(found) if place]
    if not rows:
        return report
    offers = report.offers.copy()
    places = [place for place in found if place]
    for code in places[0]:
        missing = math.nan if code in DEGREES else None
        values = [missing if place.get(code) is None else place[code] for place in places]
        offers.iloc[rows, offers.columns.get_loc(code)] = values
    said = [f"{MARK} {words}" for words in _words(offers.iloc[rows])]
    offers.iloc[rows, offers.columns.get_loc("place_words")] = said
    return replace(report, offers=offers, issues=_without_settled(report.issues, offers.iloc[rows]))


def _keys(offers: pd.DataFrame) -> list[tuple[str, str]]:
    folded = fold(pd.Series(_words(offers), dtype="str")).to_pylist()
    words = [" ".join(dict.fromkeys((text or "").split())) for text in folded]
    countries = [country if _says(country) else "" for country in offers["country"]]
    return list(zip(words, countries, strict=True))


def _words(offers: pd.DataFrame) -> list[str]:
    records: list[dict[Hashable, object]] = offers[[*NAMING, "street"]].to_dict("records")
    return [address_words({str(code): value for code, value in record.items()}) for record in records]


def _without_settled(issues: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    where = set(zip(offers["source_sheet"], offers["source_row"], strict=True))
    rows = pd.Series(list(zip(issues["sheet"], issues["row"], strict=True)), index=issues.index, dtype=object)
    return issues[~(issues["code"].isin(SETTLED) & rows.isin(where))].reset_index(drop=True)
