"""Remembered places: they win over reading for the same words and country, and say so; other rows stay as read."""

import pandas as pd
import pytest

from capacity.places.remembered import MARK, address_words, applied
from capacity.reports import Report
from loaders.reader import read_report

WEINSTRASSE = {
    "country": "DE", "nuts0": "DE", "nuts1": "DEB", "nuts2": "DEB3", "nuts3": "DEB36",
    "latitude": 49.35, "longitude": 8.14, "precision": "town",
}  # fmt: skip
LIST = """Firma;Ort;Produkt;Menge pro Woche
Alpha GmbH;Neustadt;FFP2;100
Beta AG;Aachen;FFP2;200
Gamma KG;Xyzzy;FFP2;5
"""


def report_of() -> Report:
    return read_report(LIST.encode(), "liste.csv")


def test_the_same_words_mean_the_remembered_place() -> None:
    read = report_of()
    country = read.offers["country"].iloc[0]
    report = applied(read, {("neustadt", country): WEINSTRASSE})
    first = report.offers.iloc[0]
    assert {code: first[code] for code in WEINSTRASSE} == WEINSTRASSE
    assert (first["town"], first["place_words"]) == ("Neustadt", f"{MARK} Neustadt")
    pd.testing.assert_frame_equal(report.offers.iloc[1:], read.offers.iloc[1:])
    assert read.offers["nuts3"].iloc[0] != "DEB36"
    assert list(report.offers.dtypes) == list(read.offers.dtypes)


def test_a_place_for_any_country_counts_and_one_for_another_does_not() -> None:
    assert applied(report_of(), {("aachen", ""): WEINSTRASSE}).offers["nuts3"].iloc[1] == "DEB36"
    assert applied(report_of(), {("aachen", "FR"): WEINSTRASSE}).offers["nuts3"].iloc[1] == "DEA2D"


def test_what_is_settled_is_no_issue_any_more() -> None:
    read = report_of()
    assert list(read.issues["read"][read.issues["code"] == "place_unknown"]) == ["Xyzzy"]
    settled = applied(read, {("xyzzy", ""): WEINSTRASSE})
    assert "place_unknown" not in set(settled.issues["code"])
    assert len(settled.issues) == len(read.issues) - 1


def test_a_place_without_coordinates_takes_those_that_were_read_away() -> None:
    country = dict.fromkeys(WEINSTRASSE) | {"country": "DE", "nuts0": "DE", "precision": "country"}
    offers = applied(report_of(), {("aachen", ""): country}).offers
    assert pd.isna(offers["latitude"].iloc[1])
    assert pd.isna(offers["nuts3"].iloc[1])
    assert pd.notna(offers["latitude"].iloc[0]) == pd.notna(report_of().offers["latitude"].iloc[0])


def test_nothing_remembered_changes_nothing() -> None:
    read = report_of()
    assert applied(read, {}) is read
    assert applied(read, {("kiel", "DE"): WEINSTRASSE}) is read


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        ({"postcode": "52062", "town": "Aachen", "street": "Ring 1"}, "52062 Aachen"),
        ({"town": None, "region": "NRW"}, "NRW"),
        ({"street": "Ring 1, Aachen", "town": float("nan")}, "Ring 1, Aachen"),
        ({"town": " ", "street": None}, ""),
    ],
)
def test_the_words_of_an_address(offer: dict[str, object], words: str) -> None:
    assert address_words(offer) == words
