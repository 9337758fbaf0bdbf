"""Decisions: typed, laid over what was read, one transaction each, never silently over another's, and taken back."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from register import Register, RegisterError, open_register
from register.conflicts import ChangedMeanwhileError
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from tests.register.made_reports import report
from tests.register.test_comparing import take_in, version

NOW = dt.datetime(2020, 3, 30, 12, tzinfo=dt.UTC)


@pytest.fixture
def decisions(register: Register) -> Decisions:
    register.add(*report(), by="Ada", now=NOW)
    return Decisions(register)


def offer(register: Register, offer_id: int = 1) -> pd.Series:
    return register.offers().set_index("offer_id").loc[offer_id]


def line(register: Register, capability_id: int = 1) -> pd.Series:
    return register.capabilities().set_index("capability_id").loc[capability_id]


def test_a_correction_is_in_sight_and_what_was_read_stays(register: Register, decisions: Decisions) -> None:
    before = register.contents()
    made = decisions.edit(
        [
            Change(1, "town", None, " Kiel "),
            Change(1, "latitude", None, 54.3),
            Change(1, "received_at", pd.Timestamp("2020-03-17"), "2020-03-16"),
            Change(1, "stock", None, 40, capability_id=1),
            Change(1, "process", None, ["injection_moulding", "sewing"], capability_id=1),
            Change(1, "machines", 2, None, capability_id=1),
        ],
        by="Ben",
        why="Anruf",
    )
    now = offer(register)
    assert (made, now["town"], now["latitude"], now["received_at"]) == (1, "Kiel", 54.3, pd.Timestamp("2020-03-16"))
    assert (line(register)["stock"], line(register)["process"]) == (40.0, "injection_moulding;sewing")
    assert line(register)["machines"] is pd.NA
    after = register.contents()
    assert (after.offers.dtypes == before.offers.dtypes).all()
    assert (after.capabilities.dtypes == before.capabilities.dtypes).all()
    assert_frame_equal(after.offers.drop(index=0), before.offers.drop(index=0))
    assert register.original_words(1)["Firma"] == "liste.csv 0 Grüße 口罩"
    assert decisions.undo(1, by="Ada")
    assert_frame_equal(register.offers(), before.offers)
    assert_frame_equal(register.capabilities(), before.capabilities)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("status", "fertig"),
        ("country", "DE1"),
        ("nuts2", "XX99"),
        ("received_at", "gestern"),
        ("latitude", 91),
        ("town", 7),
    ],
)
def test_a_value_that_is_none_of_its_field_is_refused(decisions: Decisions, code: str, value: object) -> None:
    with pytest.raises(RegisterError) as caught:
        decisions.edit([Change(1, code, None, value)], by="Ben")
    assert (caught.value.code, caught.value.values["field"]) == ("unfit", code)
    assert str(value) not in str(caught.value)


@pytest.mark.parametrize(("code", "value"), [("stock", -1), ("machines", 1.5), ("per_week_low", float("inf"))])
def test_a_quantity_that_cannot_be_is_refused(decisions: Decisions, code: str, value: object) -> None:
    with pytest.raises(RegisterError) as caught:
        decisions.edit([Change(1, code, None, value, capability_id=1)], by="Ben")
    assert caught.value.code == "unfit"


def test_a_field_of_the_other_table_is_our_mistake(decisions: Decisions) -> None:
    for change in (Change(1, "stock", None, 1), Change(1, "town", None, "Kiel", capability_id=1)):
        with pytest.raises(ValueError, match="no field"):
            decisions.edit([change], by="Ben")


def test_the_second_editor_sees_what_changed_and_nothing_of_theirs_is_written(
    register: Register, decisions: Decisions
) -> None:
    decisions.edit([Change(1, "town", None, "Kiel")], by="Ben", now=NOW + dt.timedelta(hours=1))
    with pytest.raises(ChangedMeanwhileError) as caught:
        decisions.edit([Change(2, "town", None, "Bonn"), Change(1, "town", None, "Ulm")], by="Cem")
    assert caught.value.code == "changed_meanwhile"
    (conflict,) = caught.value.conflicts
    assert (conflict.offer_id, conflict.field, conflict.value, conflict.by) == (1, "town", "Kiel", "Ben")
    assert conflict.at == NOW + dt.timedelta(hours=1)
    assert "Kiel" not in repr(caught.value)
    assert pd.isna(offer(register, 2)["town"])
    assert register.version() == 2
    assert decisions.edit([Change(1, "town", "Kiel", "Ulm")], by="Cem") == 2
    decisions.undo(2, by="Dora", now=NOW + dt.timedelta(hours=2))
    with pytest.raises(ChangedMeanwhileError) as caught:
        decisions.edit([Change(1, "town", "Ulm", "Hof")], by="Eva")
    assert (caught.value.conflicts[0].value, caught.value.conflicts[0].by) == ("Kiel", "Dora")


def test_a_selection_is_changed_in_one_decision(register: Register, decisions: Decisions) -> None:
    wanted = [Change(each, "status", None, "checked") for each in (1, 2, 3)]
    wanted += [Change(each, "assignee", None, "Ada") for each in (1, 2, 3)]
    assert decisions.edit(wanted, by="Ben") == 1
    assert register.version() == 2
    assert register.offers()["status"].tolist()[:3] == ["checked"] * 3
    assert decisions.edit([Change(1, "status", "checked", "checked")], by="Ben") is None
    assert register.version() == 2
    decisions.undo(1, by="Ben")
    assert register.offers()[["status", "assignee"]].isna().all(axis=None)


def test_confirmed_and_withdrawn(register: Register, decisions: Decisions) -> None:
    assert decisions.confirm([1, 2], by="Ben", now=NOW) == 1
    assert decisions.confirm([1], by="Ben", now=NOW) is None
    assert offer(register)["confirmed_at"] == pd.Timestamp("2020-03-30")
    assert decisions.withdraw([2], by="Ben", why="Mail vom 30.3.") == 2
    assert offer(register, 2)["status"] == "withdrawn"
    assert decisions.latest()[["kind", "offers", "fields", "why"]].values.tolist()[1][:3] == [
        "confirm", 2, "confirmed_at",
    ]  # fmt: skip


def test_an_offer_no_longer_there(register: Register, decisions: Decisions) -> None:
    register.undo(1, by="Ada")
    acts: list[Callable[[], object]] = [
        lambda: decisions.note(1, "x", by="Ben"),
        lambda: decisions.edit([Change(1, "town", None, "Kiel")], by="Ben"),
        lambda: decisions.edit([Change(1, "stock", None, 4, capability_id=1)], by="Ben"),
        lambda: decisions.confirm([1, 99], by="Ben"),
    ]
    for act in acts:
        with pytest.raises(RegisterError) as caught:
            act()
        assert caught.value.code == "gone"
    assert register.version() == 2


def test_notes_and_documents(register: Register, decisions: Decisions) -> None:
    decisions.note(1, " ruft Montag an ", by="Ben", now=NOW)
    number = decisions.attach(1, "zertifikat.pdf", b"%PDF", by="Cem", now=NOW)
    again = decisions.attach(1, "kopie.pdf", b"%PDF", by="Cem", now=NOW + dt.timedelta(1))
    assert decisions.document(number).content == decisions.document(again).content == b"%PDF"
    assert [each.name for each in decisions.documents(1)] == ["kopie.pdf", "zertifikat.pdf"]
    decisions.undo(3, by="Cem")
    assert [(each.name, each.by, each.at) for each in decisions.documents(1)] == [("zertifikat.pdf", "Cem", NOW)]
    told = decisions.history(1)
    assert told[["kind", "field", "after", "undone"]].values.tolist() == [
        ["document", "document", "kopie.pdf", True],
        ["document", "document", "zertifikat.pdf", False],
        ["note", "note", "ruft Montag an", False],
        ["import", "file", "liste.csv", False],
    ]
    with pytest.raises(KeyError):
        decisions.document(99)
    with pytest.raises(ValueError, match="words"):
        decisions.note(1, "  ", by="Ben")


def test_history_says_who_when_what_why(register: Register, decisions: Decisions) -> None:
    decisions.edit([Change(1, "town", None, "Kiel")], by="Ben", why="Anruf", now=NOW + dt.timedelta(1))
    decisions.undo(1, by="Cem", now=NOW + dt.timedelta(2))
    row = decisions.history(1).iloc[0]
    assert (row["decision_id"], row["at"], row["by"], row["kind"]) == (1, NOW + dt.timedelta(1), "Ben", "edit")
    assert (row["field"], row["before"], row["after"], row["why"]) == ("town", None, "Kiel", "Anruf")
    assert (row["undone"], row["undone_by"], row["undone_at"]) == (True, "Cem", NOW + dt.timedelta(2))
    assert len(decisions.history(2)) == 1


def test_what_a_later_decision_rests_on_is_not_taken_back(register: Register, decisions: Decisions) -> None:
    decisions.edit([Change(1, "town", None, "Kiel")], by="Ben")
    decisions.edit([Change(2, "town", None, "Ulm")], by="Ben")
    decisions.edit([Change(1, "town", "Kiel", "Hof")], by="Cem")
    with pytest.raises(RegisterError) as caught:
        decisions.undo(1, by="Ben")
    assert (caught.value.code, caught.value.values) == ("decided_later", {"number": 1, "later": 3})
    assert caught.value.message("de").startswith("Entscheidung 1 ")
    assert decisions.undo(3, by="Ben")
    assert decisions.undo(1, by="Ben")
    assert not decisions.undo(1, by="Ben")
    assert offer(register, 2)["town"] == "Ulm"
    with pytest.raises(KeyError):
        decisions.undo(99, by="Ben")


def by_name(register: Register, name: str) -> pd.Series:
    return register.offers().set_index("organisation").loc[name]


def of(register: Register, name: str) -> pd.Series:
    lines = register.capabilities()
    return lines[lines["offer_id"] == by_name(register, name)["offer_id"]].iloc[0]


def test_decisions_follow_an_offer_through_the_versions_of_its_list(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2}))
    decisions, a, b = Decisions(register), by_name(register, "A"), by_name(register, "B")
    number = int(of(register, "A")["capability_id"])
    decisions.edit(
        [
            Change(int(a["offer_id"]), "status", a["status"], "checked"),
            Change(int(a["offer_id"]), "assignee", None, "Ada"),
            Change(int(a["offer_id"]), "contact_name", None, "Kim Beispiel"),
            Change(int(a["offer_id"]), "conformity", None, "document_seen", capability_id=number),
            Change(int(a["offer_id"]), "plausibility", of(register, "A")["plausibility"], "confirmed", number),
            Change(int(a["offer_id"]), "standard", None, "EN 149", number),
            Change(int(a["offer_id"]), "stock", 1, 100, number),
        ],
        by="Ben",
    )
    decisions.note(int(a["offer_id"]), "gut", by="Ben")
    decisions.attach(int(a["offer_id"]), "a.pdf", b"a", by="Ben")
    decisions.edit([Change(int(b["offer_id"]), "status", b["status"], "declined")], by="Ben")
    take_in(register, version({"A": 5, "B": 2}))
    new, capability = by_name(register, "A"), of(register, "A")
    assert new["offer_id"] != a["offer_id"]
    assert (new["status"], new["assignee"], new["contact_name"]) == ("checked", "Ada", "Kim Beispiel")
    assert (capability["conformity"], capability["standard"]) == ("document_seen", "EN 149")
    assert (capability["stock"], capability["plausibility"]) != (100, "confirmed")  # another quantity was read
    assert capability["stock"] == 5
    assert by_name(register, "B")["status"] == "declined"
    assert decisions.history(int(new["offer_id"]))["kind"].tolist().count("import") == 2
    assert [each.name for each in decisions.documents(int(new["offer_id"]))] == ["a.pdf"]
    decisions.edit([Change(int(a["offer_id"]), "status", "checked", "in_contact")], by="Cem")  # seen before the import
    assert by_name(register, "A")["status"] == "in_contact"
    register.undo(2, by="Ben")
    assert by_name(register, "A")["status"] == "in_contact"
    assert of(register, "A")["stock"] == 100


def test_many_replaced_offers_are_read_in_parts(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("register.bulk.KEYS_AT_ONCE", 1)
    take_in(register, version({"A": 1, "B": 2}))
    Decisions(register).edit([Change(each, "assignee", None, f"Ada {each}") for each in (1, 2)], by="Ben")
    take_in(register, version({"A": 5, "B": 6}))
    assert register.offers()["offer_id"].tolist() == [3, 4]
    assert register.offers()["assignee"].tolist() == ["Ada 1", "Ada 2"]


def test_a_newly_confirmed_day_counts_when_it_is_later(register: Register) -> None:
    take_in(register, version({"A": 1}))
    decisions = Decisions(register)
    decisions.confirm([1], by="Ben", now=dt.datetime(2031, 3, 30, 12, tzinfo=dt.UTC))
    take_in(register, version({"A": 5}))
    assert by_name(register, "A")["confirmed_at"] == pd.Timestamp("2031-03-30")


def test_only_what_changed_is_read_again(register: Register, decisions: Decisions, url: str) -> None:
    viewer = open_register(url)
    viewer.contents()
    decisions.edit([Change(1, "town", None, "Kiel"), Change(1, "stock", None, 4, 1)], by="Ben")
    register.add(*report("b.csv"), by="Ben")
    decisions.note(2, "x", by="Ben")
    take_in(register, version({"A": 1, "B": 2}))
    take_in(register, version({"A": 5, "B": 2}))
    decisions.edit([Change(11, "town", None, "Hof")], by="Ben")
    for act in (lambda: None, lambda: decisions.undo(1, by="Ben"), lambda: register.undo(2, by="Ben")):
        act()
        fresh = open_register(url)
        for mine, theirs in zip(vars(viewer.contents()).values(), vars(fresh.contents()).values(), strict=True):
            assert mine.equals(theirs) if isinstance(mine, pd.DataFrame) else mine == theirs
        fresh.close()
    assert viewer.contents().offers.index.tolist() == list(range(len(viewer.offers())))
    viewer.close()


def test_nobody_changes_what_another_was_given(register: Register, decisions: Decisions) -> None:
    given = register.contents().offers
    given["town"] = "Berlin"
    given.loc[0, "organisation"] = "andere"
    assert register.offers()["town"].isna().all()
    assert register.offers()["organisation"][0] == "liste.csv 0 Grüße 口罩"


def test_of_many_who_change_the_same_field_at_once_one_is_first(register: Register, decisions: Decisions) -> None:
    def change(town: str) -> bool:
        try:
            return decisions.edit([Change(1, "town", None, town)], by=town) is not None
        except ChangedMeanwhileError:
            return False

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(change, [f"Ort {number}" for number in range(8)]))
    assert sum(done) == 1
    assert offer(register)["town"] == f"Ort {done.index(True)}"


def test_what_was_read_stands_beside_what_was_decided(register: Register, decisions: Decisions) -> None:
    decisions.edit([Change(1, "town", None, "Kiel"), Change(1, "stock", None, 40, capability_id=1)], by="Ben")
    beside = decisions.beside(1)
    assert [pd.isna(beside.read.offers["town"].item()), beside.now.offers["town"].item()] == [True, "Kiel"]
    stock = [rows.capabilities.set_index("capability_id").loc[1, "stock"] for rows in (beside.read, beside.now)]
    assert [pd.isna(stock[0]), stock[1]] == [True, 40.0]
    with pytest.raises(RegisterError, match="no longer in the register"):
        decisions.beside(999)


def test_rows_that_are_one_offer_have_one_history_and_one_set_of_documents(
    register: Register, decisions: Decisions
) -> None:
    register.add(*report("b.csv"), by="Ada", now=NOW)
    decisions.note(5, "aus der zweiten Liste", by="Ben")
    decisions.attach(5, "b.pdf", b"b", by="Ben")
    Verdicts(register).judge(1, 5, "same", by="Cem")
    for each in (1, 5):
        told = decisions.history(each)
        assert sorted(told["kind"]) == ["document", "import", "import", "note", "same", "same"]
        assert [document.name for document in decisions.documents(each)] == ["b.pdf"]
    decisions.edit([Change(5, "town", None, "Kiel")], by="Dora")
    with pytest.raises(ChangedMeanwhileError) as caught:
        decisions.edit([Change(1, "town", None, "Ulm")], by="Eva")
    assert [(each.value, each.by) for each in caught.value.conflicts] == [("Kiel", "Dora")]
