"""Requests, initiatives and events are kept, amended under their number, and ended without being lost."""

import datetime as dt

import pytest

from register import Register
from register.inbox_tables import initiatives
from register.records import Event, Initiative, Record, Records, Request

DAY = dt.date(2020, 3, 17)
REQUEST = Request("3D-Druck", "Wer kann helfen?", "Who can help?", DAY, dt.date(2020, 4, 30), ("face_shield", "mask"))
INITIATIVE = Initiative("Makers Süd", ("DE1", "DE2"), "https://example.org", takes=("face_shield",), checked_on=DAY)
EVENT = Event(DAY, "Aufruf versandt", "Request sent")


@pytest.mark.parametrize("record", [REQUEST, INITIATIVE, EVENT], ids=["request", "initiative", "event"])
def test_a_record_comes_back_as_it_was_kept(register: Register, record: Record) -> None:
    records = Records(register, type(record))
    version = register.version()
    number = records.add(record, by="Ada")
    (kept,) = records.held()
    assert (kept.number, kept.record, kept.by) == (number, record, "Ada")
    assert register.version() > version


def test_an_ended_record_is_out_of_sight_and_stays(register: Register) -> None:
    records = Records(register, Initiative)
    number = records.add(INITIATIVE, by="Ada")
    records.end(number, by="Bob")
    assert records.held() == []
    with pytest.raises(KeyError):
        records.end(number, by="Bob")
    with register.reading() as connection:
        assert connection.execute(initiatives.select()).one().name == "Makers Süd"


def test_offers_are_as_they_were(register: Register) -> None:
    before = register.contents()
    Records(register, Request).add(REQUEST, by="Ada")
    after = register.contents()
    assert after.version == before.version + 1
    assert after.offers.equals(before.offers)
