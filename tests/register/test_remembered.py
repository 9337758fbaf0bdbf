"""Corrections are held until somebody forgets them, with who and when; those before stay as history."""

import datetime as dt

from sqlalchemy import select

from capacity.corrections import Correction
from register import Register, open_register
from register.deciding_tables import corrections

MONDAY = dt.datetime(2020, 3, 30, 8, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)
FULL = Correction(
    "mark", ("Firma", "Größe"), (("firma", "große"),), {"Größe": "", "#2": "town"}, {("product", "Ärmel 口罩"): "gown"}
)


def test_it_comes_back_as_it_was_with_who_and_when(register: Register, url: str) -> None:
    register.remember(FULL, by="Ada", now=MONDAY)
    register.remember(Correction("other", skip=True), by="Ben", now=TUESDAY)
    again = open_register(url)
    assert [(each.correction, each.by, each.at) for each in again.corrections()] == [
        (Correction("other", skip=True), "Ben", TUESDAY),
        (FULL, "Ada", MONDAY),
    ]
    again.close()
    assert register.version() == 2


def test_the_newest_of_a_fingerprint_holds(register: Register) -> None:
    register.remember(FULL, by="Ada", now=MONDAY)
    register.remember(Correction("mark", skip=True), by="Ben", now=TUESDAY)
    assert [(each.correction.skip, each.by) for each in register.corrections()] == [(True, "Ben")]
    with register.reading() as connection:
        history = connection.execute(select(corrections.c.by, corrections.c.ended_by).order_by("correction_id"))
        assert history.all() == [("Ada", "Ben"), ("Ben", None)]


def test_what_is_forgotten_holds_no_longer(register: Register) -> None:
    register.remember(FULL, by="Ada")
    assert register.forget("mark", by="Ben")
    assert register.corrections() == []
    version = register.version()
    assert not register.forget("mark", by="Ben")
    assert not register.forget("never heard of", by="Ben")
    assert register.version() == version
    register.remember(FULL, by="Ada")
    assert len(register.corrections()) == 1
