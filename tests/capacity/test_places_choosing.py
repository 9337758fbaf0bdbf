"""Places to choose from: what somebody who types a postcode, the beginning of a name or a region is offered."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity import regions
from capacity.places.choosing import as_fields, choices


def first(words: str) -> tuple[str, str, str]:
    place = choices(words)[0]
    return place.precision, place.country, place.name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("52062", ("postcode", "DE", "Aachen")),
        ("52062 aachen", ("postcode", "DE", "Aachen")),
        ("1010 Wien", ("postcode", "AT", "Wien")),
        ("Köln", ("town", "DE", "Köln")),
        ("Sachsen", ("region", "DE", "Sachsen")),
        ("NRW", ("region", "DE", "Nordrhein-Westfalen")),
        ("Frankreich", ("country", "FR", "France")),
        ("Leip", ("town", "DE", "Leipzig")),
        ("  münchen ", ("town", "DE", "München")),
    ],
)
def test_what_is_meant_most_often_comes_first(words: str, expected: tuple[str, str, str]) -> None:
    assert first(words) == expected


def test_towns_of_one_name_are_all_offered_with_their_regions() -> None:
    found = [place for place in choices("Springfield", 30) if place.name == "Springfield"]
    assert {"US", "UK", "AU"} <= {place.country for place in found}
    assert len({(place.country, place.nuts3, place.latitude) for place in found}) == len(found)


def test_a_chosen_postcode_carries_all_levels_and_its_coordinates() -> None:
    place = choices("52062")[0]
    assert (place.nuts0, place.nuts1, place.nuts2, place.nuts3) == ("DE", "DEA", "DEA2", "DEA2D")
    assert abs(place.latitude - 50.78) < 0.05
    assert place.words == "52062 Aachen"


@pytest.mark.parametrize("words", ["", "x", "   ", "qqqqqq", "00000000000"])
def test_nothing_is_offered_where_nothing_fits(words: str) -> None:
    assert choices(words) == ()


@given(st.text(max_size=12))
def test_any_words_give_places_that_the_regions_know(words: str) -> None:
    for place in choices(words):
        assert regions.known(place.country)
        assert not place.nuts3 or regions.parent(place.nuts3, 0) == place.country
        assert place.words
        assert place.precision == "postcode" or not math.isnan(place.latitude)


def test_a_chosen_place_sets_every_field_of_the_place_but_the_street() -> None:
    fields = as_fields(choices("52062 Aachen")[0])
    assert (fields["postcode"], fields["town"], fields["region"], fields["country"]) == ("52062", "Aachen", None, "DE")
    assert (fields["nuts3"], fields["precision"], fields["place_words"]) == ("DEA2D", "postcode", "52062 Aachen")
    assert "street" not in fields
    region = as_fields(choices("Sachsen")[0])
    assert (region["postcode"], region["town"], region["region"], region["nuts1"]) == (None, None, "Sachsen", "DED")
    assert (region["nuts3"], region["precision"]) == (None, "region")
