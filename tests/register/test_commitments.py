"""Promises follow their offers, steps can be taken back, and nothing is promised out of what is gone."""

import datetime as dt

import pytest

from register import Register, RegisterError
from register.checking import faults
from register.commitments import Commitments, Promise, standing
from register.duplicates import Verdicts
from register.people import People
from tests.register.made_reports import report

NEED, OFFER = 4, 1
NOW = dt.datetime(2020, 4, 3, 14, 0, tzinfo=dt.UTC)


@pytest.fixture
def made(register: Register) -> Commitments:
    register.add(*report("liste.csv"), by="Ada", now=NOW)
    assert register.offers().set_index("offer_id")["kind"].tolist() == ["offer", "offer", "offer", "need"]
    return Commitments(register)


def test_a_promise_stands_with_who_and_when(made: Commitments, register: Register) -> None:
    version = register.version()
    promise = Promise(NEED, OFFER, "face_shield", 50, "piece", "per Kurier")
    (number,) = made.promise([promise], by="Bob", version=version, now=NOW)
    (row,) = made.state(register.contents()).to_dict("records")
    assert (row["commitment_id"], row["need_offer_id"], row["offer_id"]) == (number, NEED, OFFER)
    assert (row["quantity"], row["state"], row["by"], row["note"]) == (50, "committed", "Bob", "per Kurier")
    assert register.version() > version
    assert register.contents().version == register.version()


def test_the_last_standing_step_counts(made: Commitments, register: Register) -> None:
    (number,) = made.promise([Promise(NEED, OFFER, "face_shield", 50)], by="Bob", version=register.version())
    step = made.step(number, "delivered", quantity=45, by="Cem", version=register.version())
    state = made.state(register.contents())
    assert state[["state", "quantity", "state_by", "step_id"]].values.tolist() == [["delivered", 45, "Cem", step]]
    assert made.undo(step, by="Bob", version=register.version())
    assert not made.undo(step, by="Bob", version=register.version())
    assert made.state(register.contents())[["state", "quantity"]].values.tolist() == [["committed", 50]]
    made.step(number, "cancelled", by="Bob", version=register.version())
    assert standing(made.state(register.contents())).empty


def test_a_promise_whose_only_step_is_taken_back_is_none(made: Commitments, register: Register) -> None:
    made.promise([Promise(NEED, OFFER, "face_shield", 50)], by="Bob", version=register.version())
    made.undo(int(made.state(register.contents())["step_id"].item()), by="Bob", version=register.version())
    assert made.state(register.contents()).empty


def test_all_are_written_or_none(made: Commitments, register: Register) -> None:
    good, gone = Promise(NEED, OFFER, "face_shield", 1), Promise(NEED, 99, "face_shield", 1)
    with pytest.raises(RegisterError) as refused:
        made.promise([good, gone], by="Bob", version=register.version())
    assert refused.value.code == "gone"
    with pytest.raises(ValueError, match="quantity"):
        made.promise([good, Promise(NEED, OFFER, "face_shield", 0)], by="Bob", version=register.version())
    with pytest.raises(ValueError, match="none of"):
        made.promise([good], by="Bob", version=register.version(), state="lost")
    assert made.state(register.contents()).empty
    for unknown in (
        lambda: made.step(7, "delivered", by="Bob", version=0),
        lambda: made.undo(7, by="Bob", version=0),
    ):
        with pytest.raises(KeyError):
            unknown()


def test_a_promise_goes_with_the_offer_that_its_own_was_merged_into(made: Commitments, register: Register) -> None:
    made.promise([Promise(NEED, OFFER, "face_shield", 50)], by="Bob", version=register.version())
    Verdicts(register).judge(1, 2, "same", by="Ada")
    contents = register.contents()
    leading = ({1, 2} & set(contents.offers["offer_id"])).pop()
    assert made.state(contents)["offer_id"].tolist() == [leading]


def test_with_its_import_a_promise_leaves_the_sight(made: Commitments, register: Register) -> None:
    made.promise([Promise(NEED, OFFER, "face_shield", 50)], by="Bob", version=register.version())
    register.undo(1, by="Ada")
    assert made.state(register.contents()).empty


def test_an_erasure_empties_what_was_noted(made: Commitments, register: Register) -> None:
    promise = Promise(NEED, OFFER, "face_shield", 50, note="Ruft Frau Beispiel an")
    made.promise([promise], by="Bob", version=register.version())
    People(register).erase([OFFER], by="Ada")
    with register.reading() as connection:
        from register.inbox_tables import commitments

        assert connection.execute(commitments.select()).one().note is None
    assert faults(register) == {}


def test_the_same_stock_is_not_promised_twice_unknowingly(made: Commitments, register: Register) -> None:
    seen = register.version()
    promise = Promise(NEED, OFFER, "face_shield", 50)
    made.promise([promise], by="Bob", version=seen)
    with pytest.raises(RegisterError) as refused:
        made.promise([promise], by="Cem", version=seen)
    assert refused.value.code == "promised"
    assert len(made.state(register.contents())) == 1
    made.promise([promise], by="Cem", version=register.version())
    assert made.state(register.contents())["by"].tolist() == ["Cem", "Bob"]


def test_what_is_promised_elsewhere_is_in_nobodys_way(made: Commitments, register: Register) -> None:
    seen = register.version()
    made.promise([Promise(NEED, OFFER, "face_shield", 50)], by="Bob", version=seen)
    register.add(*report("zweite.csv"), by="Ada", now=NOW)
    other = register.contents().offers.query("offer_id > 4").set_index("kind")["offer_id"]
    made.promise([Promise(int(other["need"]), int(other["offer"].iloc[0]), "gown", 5)], by="Cem", version=seen)


def test_a_step_that_binds_is_taken_only_by_what_others_promised_since(made: Commitments, register: Register) -> None:
    promise = Promise(NEED, OFFER, "face_shield", 50)
    (number,) = made.promise([promise], by="Bob", version=register.version())
    cancelled = made.step(number, "cancelled", by="Bob", version=register.version())
    seen = register.version()
    (other,) = made.promise([promise], by="Cem", version=seen)
    for again in (
        lambda: made.step(number, "committed", by="Bob", version=seen),
        lambda: made.undo(cancelled, by="Bob", version=seen),
        lambda: made.step(other, "delivered", by="Bob", version=seen),
    ):
        with pytest.raises(RegisterError) as refused:
            again()
        assert refused.value.code == "promised"
    assert standing(made.state(register.contents()))["by"].tolist() == ["Cem"]
    seen = register.version()
    made.step(number, "committed", by="Bob", version=seen)
    made.step(other, "delivered", by="Cem", version=seen)  # what is said of another promise is not in its way


def test_rows_that_are_one_offer_are_promised_once(made: Commitments, register: Register) -> None:
    register.add(*report("zweite.csv", offers=1, needs=1), by="Ada", now=NOW)
    Verdicts(register).judge(1, 2, "same", by="Ada")
    seen = register.version()
    made.promise([Promise(NEED, 2, "face_shield", 50)], by="Bob", version=seen)
    with pytest.raises(RegisterError) as refused:
        made.promise([Promise(6, 1, "face_shield", 50)], by="Cem", version=seen)
    assert refused.value.code == "promised"
