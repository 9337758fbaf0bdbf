"""Verdicts: certain pairs merge by themselves, people judge the rest, and everything can be taken back."""

import datetime as dt
import time
from dataclasses import replace

import pandas as pd
import pytest

from capacity.schema import typed
from register import Register, RegisterError
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.joining import Said, _joined
from tests.register.made_reports import report

NOW = dt.datetime(2020, 4, 2, 12, tzinfo=dt.UTC)
EWERZAHN = {
    "organisation": "Ewerzahn Zerspanung GmbH", "street": "Lindenweg 3", "postcode": "72070", "town": "Tübingen",
    "phone": "+493023125123", "confirmed_at": "2020-03-20",
}  # fmt: skip
AGAIN = {
    "organisation": "EWERZAHN ZERSPANUNG", "street": "Lindenweg 3", "postcode": "72070", "phone": "030 23125123",
    "email": "info@ewerzahn.example", "confirmed_at": "2020-04-01",
}  # fmt: skip
LIKELY = {"organisation": "Ewerzahn", "street": "Lindenweg 9", "confirmed_at": "2020-03-30"}
OTHER = {"organisation": "Vogel Guss", "street": "Hauptstr. 1", "postcode": "70173", "phone": "+493023125199"}


def take_in(register: Register, name: str, *rows: dict[str, object]) -> None:
    """One import of these rows, each with 100 masks a week; a row may say that it is a need."""
    made, content = report(name, offers=len(rows), needs=0)
    given = pd.DataFrame([{"kind": "offer", "status": "new", **row} for row in rows])
    keys = made.offers[["row_id", "source_sheet", "source_row", "original"]]
    offers = typed(keys.join(given), "offer")
    lines = pd.DataFrame({"row_id": offers["row_id"], "product": "mask_ffp2", "per_week_high": 100.0})
    register.add(replace(made, offers=offers, capabilities=typed(lines, "capability")), content, by="Ada", now=NOW)


@pytest.fixture
def verdicts(register: Register) -> Verdicts:
    take_in(register, "verband.csv", EWERZAHN, OTHER)
    take_in(register, "portal.csv", AGAIN)
    return Verdicts(register)


def shown(register: Register) -> list[int]:
    return register.offers()["offer_id"].tolist()


def test_what_is_certain_becomes_one_offer_and_counts_once(register: Register, verdicts: Verdicts) -> None:
    assert verdicts.automatic(by="automatic", now=NOW) == [1]
    contents = register.contents()
    offer = contents.offers.set_index("offer_id").loc[3]
    assert contents.offers["offer_id"].tolist() == [2, 3]
    assert offer[["organisation", "email", "town"]].tolist() == [
        "EWERZAHN ZERSPANUNG",
        "info@ewerzahn.example",
        "Tübingen",
    ]
    assert contents.capabilities["per_week_high"].sum() == 200
    assert verdicts.sources(3)["source_file"].tolist() == ["portal.csv", "verband.csv"]
    assert verdicts.groups() == [(1, 3)]
    assert len(register.row_by_row().offers) == 3


def test_a_second_look_finds_nothing_new(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    version = register.version()
    assert verdicts.automatic(by="automatic", now=NOW) == []
    assert register.version() == version


def test_a_merge_taken_back_stays_taken_back_and_is_asked(register: Register, verdicts: Verdicts) -> None:
    before = register.contents()
    (number,) = verdicts.automatic(by="automatic", now=NOW)
    assert verdicts.candidates().empty
    Decisions(register).undo(number, by="Ben")
    assert shown(register) == [1, 2, 3]
    pd.testing.assert_frame_equal(register.contents().capabilities, before.capabilities)
    assert verdicts.automatic(by="automatic", now=NOW) == []
    assert verdicts.candidates()[["left", "right"]].values.tolist() == [[1, 3]]
    merges = verdicts.merges()
    assert merges[["decision_id", "by", "offer_ids", "undone_by"]].values.tolist() == [[1, "automatic", (1, 3), "Ben"]]


def test_likely_pairs_are_asked_with_reasons_until_somebody_judges(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    take_in(register, "mail.csv", LIKELY)
    assert verdicts.automatic(by="automatic", now=NOW) == []
    asked = verdicts.candidates()
    assert set(map(tuple, asked[["left", "right"]].values.tolist())) == {(1, 4), (3, 4)}
    assert asked["weight"].is_monotonic_decreasing
    assert {each.field: each.how for each in asked["reasons"].iloc[0]}["organisation"] == "alike"
    number = verdicts.judge(4, 1, "same", by="Ben", why="Anruf", now=NOW)
    assert verdicts.groups() == [(1, 3, 4)]
    assert shown(register) == [2, 3]
    assert verdicts.candidates().empty
    Decisions(register).undo(number, by="Ada")
    verdicts.judge(1, 4, "different", by="Ben", now=NOW)
    assert verdicts.candidates().empty  # the other pair of the same two offers is answered, too
    verdicts.judge(3, 4, "unsure", by="Ben", now=NOW)
    assert verdicts.candidates().empty
    assert shown(register) == [2, 3, 4]


def test_no_group_spans_a_pair_that_is_different(register: Register, verdicts: Verdicts) -> None:
    verdicts.judge(1, 3, "different", by="Ben", now=NOW)
    assert verdicts.automatic(by="automatic", now=NOW) == []
    verdicts.judge(1, 2, "same", by="Ben", now=NOW)
    verdicts.judge(2, 3, "same", by="Ben", now=NOW)
    assert verdicts.groups() == [(1, 2)]
    verdicts.judge(3, 1, "same", by="Ada", now=NOW)
    assert verdicts.groups() == [(1, 2, 3)]


def test_new_arrivals_join_the_group_that_is_there(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    take_in(register, "anruf.csv", {**EWERZAHN, "confirmed_at": "2020-04-02"}, {**OTHER, "kind": "need"})
    assert verdicts.automatic(by="automatic", now=NOW) == [2]
    assert verdicts.groups() == [(1, 3, 4)]
    assert shown(register) == [2, 4, 5]
    assert Verdicts(register).merges()["offer_ids"].tolist()[0] == (1, 4)


def test_an_offer_and_a_need_are_never_one(register: Register, verdicts: Verdicts) -> None:
    take_in(register, "bedarf.csv", {**EWERZAHN, "kind": "need"})
    with pytest.raises(RegisterError, match="need"):
        verdicts.judge(1, 4, "same", by="Ben", now=NOW)
    verdicts.judge(1, 4, "different", by="Ben", now=NOW)


def test_a_verdict_on_what_is_not_there_is_refused(verdicts: Verdicts) -> None:
    with pytest.raises(RegisterError) as gone:
        verdicts.judge(1, 99, "same", by="Ben", now=NOW)
    assert gone.value.code == "gone"
    with pytest.raises(RegisterError):
        verdicts.sources(99)
    for left, right, verdict in ((1, 1, "same"), (1, 2, "perhaps")):
        with pytest.raises(ValueError, match="verdict"):
            verdicts.judge(left, right, verdict, by="Ben", now=NOW)


def test_decisions_on_any_row_hold_for_the_offer_it_became(register: Register, verdicts: Verdicts) -> None:
    decisions = Decisions(register)
    decisions.edit([Change(1, "town", "Tübingen", "Reutlingen"), Change(1, "assignee", None, "Ben")], by="Ben", now=NOW)
    verdicts.automatic(by="automatic", now=NOW)
    offer = register.offers().set_index("offer_id").loc[3]
    assert offer[["town", "assignee"]].tolist() == ["Reutlingen", "Ben"]


def test_a_merged_offer_is_edited_as_it_is_seen(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    seen = register.offers().set_index("offer_id").loc[3]
    number = Decisions(register).edit([Change(3, "town", seen["town"], "Reutlingen")], by="Ben", now=NOW)
    assert number is not None
    assert register.offers().set_index("offer_id").loc[3, "town"] == "Reutlingen"
    line = register.capabilities().set_index("offer_id").loc[3]
    change = Change(3, "per_week_high", 100.0, 50.0, capability_id=int(line["capability_id"]))
    Decisions(register).edit([change], by="Ben", now=NOW)
    assert register.capabilities().set_index("offer_id").loc[3, "per_week_high"] == 50


def test_a_value_set_back_to_what_the_leading_row_read_counts(register: Register, verdicts: Verdicts) -> None:
    decisions = Decisions(register)
    decisions.edit([Change(1, "organisation", EWERZAHN["organisation"], "Ewerzahn AG")], by="Ben", now=NOW)
    decisions.edit([Change(1, "status", "new", "checked")], by="Ben", now=NOW)
    verdicts.automatic(by="automatic", now=NOW)
    seen = register.offers().set_index("offer_id").loc[3]
    assert seen[["organisation", "status"]].tolist() == ["Ewerzahn AG", "checked"]
    back = {"organisation": AGAIN["organisation"], "status": "new"}
    decisions.edit([Change(3, code, seen[code], value) for code, value in back.items()], by="Ada", now=NOW)
    assert register.offers().set_index("offer_id").loc[3, list(back)].to_dict() == back


def test_two_rows_of_one_offer_are_withdrawn_once(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    Decisions(register).withdraw([1, 3], by="Ben", now=NOW)
    said = Decisions(register).history(3)
    assert (said["kind"] == "withdraw").sum() == 1


def test_an_import_taken_back_leaves_the_rest_of_the_group(register: Register, verdicts: Verdicts) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    register.undo(2, by="Ada", now=NOW)
    assert shown(register) == [1, 2]
    assert verdicts.groups() == []
    assert verdicts.candidates().empty


def test_who_corrects_a_merged_offer_sees_it_whole_and_what_was_read_of_each_line(
    register: Register, verdicts: Verdicts
) -> None:
    verdicts.automatic(by="automatic", now=NOW)
    decisions = Decisions(register)
    beside = decisions.beside(3)
    assert beside.now.offers[["offer_id", "town"]].to_numpy().tolist() == [[3, "Tübingen"]]
    assert beside.read.offers["offer_id"].tolist() == [3]
    assert beside.read.offers["town"].isna().all()
    assert beside.read.capabilities["capability_id"].tolist() == beside.now.capabilities["capability_id"].tolist()
    assert decisions.edit([Change(3, "town", "Tübingen", "Reutlingen")], by="Ada")
    assert register.offers().set_index("offer_id").at[3, "town"] == "Reutlingen"


def test_a_group_of_thousands_is_joined_at_once() -> None:
    same = [Said(number, 1, number, "same", 5.0, automatic=True) for number in range(2, 20_000)]
    began = time.perf_counter()
    assert _joined(same, {(7, 9)}) == [tuple(each for each in range(1, 20_000) if each != 9)]
    assert time.perf_counter() - began < 1
