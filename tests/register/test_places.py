"""Remembered places: one held per words and country, checked by the schema, ended but never gone."""

import datetime as dt

import pytest
from sqlalchemy import select

from register import Register, RegisterError
from register.deciding_tables import place_corrections
from register.places import PLACED, PlaceCorrections

NOW = dt.datetime(2020, 3, 30, 12, tzinfo=dt.UTC)
KIEL = {"country": "DE", "nuts0": "DE", "nuts1": "DEF", "nuts2": "DEF0", "nuts3": "DEF02", "precision": "town"}


@pytest.fixture
def places(register: Register) -> PlaceCorrections:
    return PlaceCorrections(register)


def test_words_mean_a_place_whatever_their_case_and_accents(register: Register, places: PlaceCorrections) -> None:
    places.remember("Köln am  Fluss", "DE", {**KIEL, "latitude": 54.3, "longitude": 10.1}, by="Ada", now=NOW)
    (held,) = places.held()
    assert (held.words, held.country, held.by, held.at) == ("koln am fluss", "DE", "Ada", NOW)
    assert set(held.place) == set(PLACED)
    assert (held.place["nuts3"], held.place["latitude"]) == ("DEF02", 54.3)
    assert register.version() == 1


def test_the_newest_counts_and_the_one_before_stays_as_history(register: Register, places: PlaceCorrections) -> None:
    places.remember("Neustadt", "DE", KIEL, by="Ada", now=NOW)
    places.remember("Neustadt", None, {}, by="Ada", now=NOW)
    places.remember("NEUSTADT", "DE", {**KIEL, "nuts3": "DEF01"}, by="Ben", now=NOW)
    assert [(each.country, each.place["nuts3"]) for each in places.held()] == [("DE", "DEF01"), ("", None)]
    assert places.forget("neustadt", "DE", by="Cem")
    assert not places.forget("neustadt", "DE", by="Cem")
    assert [each.country for each in places.held()] == [""]
    with register.reading() as connection:
        ended = connection.execute(
            select(place_corrections.c.ended_by).order_by(place_corrections.c.place_correction_id)
        )
        assert [row.ended_by for row in ended] == ["Ben", None, "Cem"]
    assert register.version() == 4


@pytest.mark.parametrize("place", [{"nuts3": "DE"}, {"country": "Deutschland"}, {"longitude": 181}])
def test_what_is_no_place_is_refused(register: Register, places: PlaceCorrections, place: dict) -> None:
    with pytest.raises(RegisterError) as caught:
        places.remember("Neustadt", "DE", place, by="Ada")
    assert caught.value.code == "unfit"
    assert register.version() == 0


def test_words_that_say_nothing_and_other_fields_are_our_mistake(places: PlaceCorrections) -> None:
    with pytest.raises(ValueError, match="words"):
        places.remember(" ", "DE", KIEL, by="Ada")
    with pytest.raises(ValueError, match="no fields"):
        places.remember("Neustadt", "DE", {"town": "Kiel"}, by="Ada")
