"""The short way to an everyday address comes to the same place as the long one."""

from itertools import product

import pytest

from capacity.places.agreeing import agreeing
from capacity.places.clues import collect
from capacity.places.weighing import decide
from tests.lines import every

STREETS = ("", "Hauptstraße 5", "Münchner Straße 12", "10 rue de Paris", "Halle 3, Industriepark 80331")
BEFORE = ("", "Hauptstraße 5, ", "Münchner Straße 12a, ", "Rue de Paris 10, ", "Stadtteil Berlin 7, ")
EVERYDAY = (
    ("52062", "Aachen", "Deutschland"),
    ("01067", "Dresden", "DE"),
    ("4020", "Linz", "Österreich"),
    ("8001", "Zürich", "Schweiz"),
    ("67000", "Strasbourg", "France"),
    ("20121", "Milano", "Italia"),
    ("2000", "Antwerpen", "Belgium"),
)


@every(product(EVERYDAY, STREETS))
def test_both_ways_come_to_the_same_place(case: tuple[tuple[str, str, str], str]) -> None:
    (postcode, town, country), street = case
    given = {"postcode": postcode, "town": town, "country": country, "email": "info@example.org"}
    given |= {"street": street} if street else {}
    place = agreeing(given)
    if place is not None:
        assert place == decide(collect(given))


def test_the_short_way_is_taken_for_most_of_them() -> None:
    found = [agreeing({"postcode": code, "town": town, "country": country}) for code, town, country in EVERYDAY]
    assert sum(place is not None for place in found) >= 5


@every(product(EVERYDAY, BEFORE, [True, False]))
def test_one_line_comes_to_the_same_place_too(case: tuple[tuple[str, str, str], str, bool]) -> None:
    (postcode, town, country), street, apart = case
    line = f"{street}{postcode} {town}"
    given = {"text": line, "country": country} if apart else {"text": f"{line}, {country}"}
    place = agreeing(given)
    assert place is not None
    assert place == decide(collect(given))


@pytest.mark.parametrize(
    "text",
    ["Aachen, 52062", "D-52062 Aachen", "Germany, 52062 Aachen", "52062 Aachen Deutschland", "CZ-602 00 Brno",
     "Bern CH-3019", "00-001 Warszawa, Polska", "Linköping 580 02"],
)  # fmt: skip
def test_other_spellings_of_one_line_come_to_the_same_place(text: str) -> None:
    place, weighed = agreeing({"text": text}), decide(collect({"text": text}))
    assert place is None or (place.nuts3, place.precision) == (weighed.nuts3, weighed.precision)


def test_letters_of_another_country_than_the_one_named_are_left_to_weighing() -> None:
    assert agreeing({"text": "A-52062 Aachen, Germany"}) is None
    assert agreeing({"text": "QX-52062 Aachen"}) is None
    assert agreeing({"text": "D-52062 Aachen"}) is not None


@pytest.mark.parametrize(
    "text", ["52062", "Hauptstr. 5, 52062 Aachen, Frankreich, Europa", "10115 München, Deutschland"]
)
def test_a_line_that_needs_weighing_is_left(text: str) -> None:
    assert agreeing({"text": text}) is None


@pytest.mark.parametrize(
    "given",
    [
        {"postcode": "10115", "town": "München", "country": "Deutschland"},
        {"postcode": "1067", "town": "Dresden", "country": "Deutschland"},
        {"postcode": "52062", "town": "Aachen"},
        {"postcode": "52062", "town": "Aachen", "country": "Deutschland", "region": "Bayern"},
        {"postcode": "52062", "town": "Raum Aachen", "country": "Deutschland"},
    ],
)
def test_whatever_needs_weighing_is_left(given: dict[str, str]) -> None:
    assert agreeing(given) is None


def test_one_line_without_a_country_is_placed_where_only_one_agrees() -> None:
    place = agreeing({"text": "Hauptstr. 5, 52062 Aachen"})
    assert place is not None
    assert (place.nuts3, place.words) == ("DEA2D", "52062 · Aachen")
    assert place == decide(collect({"text": "Hauptstr. 5, 52062 Aachen"}))
