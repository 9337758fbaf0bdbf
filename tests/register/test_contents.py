"""Reading only what changed gives the same as reading everything, whatever happened in between."""

import random
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from register import Register, RegisterError, contents, open_register
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.places import PlaceCorrections
from tests.register.made_reports import report
from tests.register.test_comparing import take_in, version


@pytest.fixture
def viewer(sqlite_url: str) -> Iterator[Register]:
    """A dashboard that looked at the register when it was empty."""
    opened = open_register(sqlite_url)
    opened.contents()
    yield opened
    opened.close()


def assert_as_new(viewer: Register, url: str) -> None:
    """What the viewer sees by now is what somebody sees who begins."""
    fresh = open_register(url)
    for mine, theirs in ((viewer.contents(), fresh.contents()), (viewer.row_by_row(), fresh.row_by_row())):
        assert mine.version == theirs.version
        assert_frame_equal(mine.offers, theirs.offers)
        assert_frame_equal(mine.capabilities, theirs.capabilities)
    fresh.close()


def acts(register: Register, chance: random.Random) -> list[Callable[[], object]]:
    """What may happen next."""
    deciding, rows = Decisions(register), register.row_by_row()
    ids = rows.offers["offer_id"].tolist()
    one, other = chance.sample(ids, 2)
    value = f"Ort {chance.randrange(1000)}"
    before = rows.offers.set_index("offer_id").loc[one, "town"]
    numbers = deciding.latest()["decision_id"].tolist()
    return [
        lambda: take_in(register, version({each: chance.randrange(3) for each in "ABCD"})),
        lambda: register.undo(chance.choice(register.imports()["import_id"].tolist()), by="Ada"),
        lambda: deciding.edit([Change(one, "town", before, value), Change(one, "assignee", None, value)], by="Ben"),
        lambda: deciding.withdraw([one, other], by="Ben"),
        lambda: numbers and deciding.undo(chance.choice(numbers), by="Ben"),
        lambda: Verdicts(register).judge(one, other, chance.choice(["same", "same", "different"]), by="Cem"),
        lambda: PlaceCorrections(register).remember(value, "DE", {"nuts3": "DEF02"}, by="Cem"),
        lambda: deciding.note(one, value, by="Cem"),
    ]


def test_what_is_read_again_is_what_is_there(viewer: Register, sqlite_url: str) -> None:
    chance, register = random.Random(2020), open_register(sqlite_url)
    register.add(*report(), by="Ada")
    done, refused = 0, []
    for _ in range(16):
        try:
            chance.choice(acts(register, chance))()
            done += 1
        except RegisterError as error:
            refused.append(error.code)
        if len(register.row_by_row().offers) < 2:
            register.add(*report(f"{chance.random()}.csv"), by="Ada")
        if chance.random() < 0.5:
            assert_as_new(viewer, sqlite_url)
    assert_as_new(viewer, sqlite_url)
    assert done > 8
    assert set(refused) <= {"built_upon", "changed_meanwhile", "decided_later", "unlike_kinds"}
    register.close()


def test_a_change_that_the_journal_does_not_know_is_read_whole(viewer: Register, sqlite_url: str) -> None:
    register = open_register(sqlite_url)
    register.add(*report(), by="Ada")
    viewer.contents()
    with register.writing() as connection:
        connection.exec_driver_sql("UPDATE offers SET town = 'Kiel'")
        connection.exec_driver_sql("UPDATE state SET value = value + 1 WHERE \"key\" = 'version'")
    assert viewer.offers()["town"].eq("Kiel").all()
    register.close()


def test_more_than_a_few_changes_are_read_whole(
    viewer: Register, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MOST", 3)
    register = open_register(sqlite_url)
    register.add(*report(), by="Ada")
    assert_as_new(viewer, sqlite_url)
    rows = [1, 2, 3, 4]
    Decisions(register).edit([Change(each, "assignee", None, "Ada") for each in rows], by="Ada")
    assert_as_new(viewer, sqlite_url)
    assert viewer.offers()["assignee"].eq("Ada").all()
    register.close()


def test_nothing_is_read_where_nothing_changed(viewer: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer.add(*report(), by="Ada")
    before = viewer.contents()

    def never(*_: object) -> pd.DataFrame:
        raise AssertionError

    monkeypatch.setattr(contents.frames, "offers", never)
    assert_frame_equal(viewer.contents().offers, before.offers)
