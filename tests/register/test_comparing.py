"""Next week's version of a list: nothing counted twice, nothing lost, and undo brings back exactly what was before."""

import dataclasses
import datetime as dt
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from capacity.reports import Column, Report, Table
from capacity.schema import typed
from register import Contents, Register, RegisterError, comparing, open_register
from tests.fuzzing import times
from tests.register.conftest import BOTH
from tests.register.made_reports import report as other_report

COLUMNS = (Column(1, "Firma", "organisation", 0.9), Column(2, "Menge", "stock", 0.9))
Offers = dict[str, int]


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """In SQLite, where a test does not ask for both: comparing happens in frames, which are the same."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")


def version(offers: Offers, name: str = "liste.csv", **table: object) -> tuple[Report, bytes]:
    """A list with one offer per organisation, which has that many gowns; and its bytes."""
    content = f"{name} {offers}".encode()
    size = len(offers)
    rows = {
        "row_id": range(1, size + 1),
        "source_sheet": None,
        "source_row": range(2, size + 2),
        "kind": "offer",
        "organisation": list(offers),
        "original": [json.dumps({"Firma": each, "Menge": str(stock)}) for each, stock in offers.items()],
    }
    lines = {"row_id": range(1, size + 1), "product": "gown", "stock": [float(each) for each in offers.values()]}
    found = Table("", (1, 1), 2, size + 1, (), COLUMNS, size, size, 0, "mark")
    report = Report(
        name, hashlib.sha256(content).hexdigest(), "csv", "utf-8", ";", None, (dataclasses.replace(found, **table),),
        typed(pd.DataFrame(rows), "offer"), typed(pd.DataFrame(lines), "capability"),
    )  # fmt: skip
    return report, content


def take_in(register: Register, made: tuple[Report, bytes], withdraw: bool = False) -> int:
    found = register.difference(made[0])
    gone = found.missing["offer_id"].tolist() if withdraw else []
    return register.add(*made, by="Ada", difference=found, withdraw=gone).import_id


def stocks(register: Register) -> Offers:
    contents = register.contents()
    both = contents.offers.merge(contents.capabilities, on="offer_id")
    assert len(both) == len(contents.offers)
    return dict(zip(both["organisation"], both["stock"].astype(int), strict=True))


def same(one: Contents, other: Contents) -> None:
    assert_frame_equal(one.offers, other.offers)
    assert_frame_equal(one.capabilities, other.capabilities)


def test_nothing_is_counted_twice(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2, "C": 3}))
    done = register.add(
        *(second := version({"D": 4, "B": 20, "A": 1})), by="Ada", difference=register.difference(second[0])
    )
    assert done.counts == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert (done.offers, done.needs) == (3, 0)
    assert stocks(register) == {"A": 1, "B": 20, "C": 3, "D": 4}
    listed = register.imports().iloc[0]
    assert listed[["compared_with", "new", "changed", "unchanged", "missing", "withdrawn"]].tolist() == [
        1,
        1,
        1,
        1,
        1,
        0,
    ]


def test_it_says_what_it_was_compared_with(register: Register) -> None:
    now = dt.datetime(2020, 3, 30, 8, tzinfo=dt.UTC)
    register.add(*version({"A": 1}, "woche1.csv"), by="Ada", now=now)
    compared = register.difference(version({"A": 2})[0]).compared_with
    assert compared is not None
    assert (compared.import_id, compared.file, compared.at, compared.by) == (1, "woche1.csv", now, "Ada")


def test_missing_ones_are_withdrawn_when_somebody_says_so(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2, "C": 3}))
    take_in(register, version({"A": 1}), withdraw=True)
    assert stocks(register) == {"A": 1}
    take_in(register, version({"A": 1, "C": 3, "E": 5}))
    assert stocks(register) == {"A": 1, "C": 3, "E": 5}


def test_only_missing_ones_can_be_withdrawn(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2}))
    made = version({"A": 1})
    found = register.difference(made[0])
    for difference, withdraw in ((None, [2]), (found, [1]), (found, [99])):
        with pytest.raises(ValueError, match="missing now"):
            register.add(*made, by="Ada", difference=difference, withdraw=withdraw)
    assert stocks(register) == {"A": 1, "B": 2}
    register.add(*made, by="Ada", difference=found, withdraw=found.missing["offer_id"])
    assert stocks(register) == {"A": 1}


def test_undo_brings_back_what_was_before(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2, "C": 3}))
    before = register.contents()
    second = take_in(register, version({"A": 10, "B": 2, "D": 4}), withdraw=True)
    assert stocks(register) == {"A": 10, "B": 2, "D": 4}
    register.undo(second, by="Ben")
    same(register.contents(), before)
    take_in(register, version({"A": 10, "B": 2, "D": 4}))
    assert stocks(register) == {"A": 10, "B": 2, "C": 3, "D": 4}


def test_what_others_rest_on_stays_until_they_are_taken_back(register: Register) -> None:
    first = take_in(register, version({"A": 1, "B": 2}))
    second = take_in(register, version({"A": 5, "B": 2}))
    with pytest.raises(RegisterError) as caught:
        register.undo(first, by="Ben")
    assert caught.value.code == "built_upon"
    assert caught.value.values == {"number": first, "later": second}
    assert stocks(register) == {"A": 5, "B": 2}
    register.undo(second, by="Ben")
    register.undo(first, by="Ben")
    assert stocks(register) == {}


@pytest.mark.parametrize("url", BOTH, indirect=True)
def test_versions_follow_each_other_for_weeks(register: Register) -> None:
    for week in range(1, 6):
        take_in(register, version({"A": 1, "B": week}))
    assert stocks(register) == {"A": 1, "B": 5}
    assert register.imports()["compared_with"].tolist()[:4] == [4, 3, 2, 1]
    assert register.undo(5, by="Ben").already is False
    assert stocks(register) == {"A": 1, "B": 4}


def test_remarks_of_a_list_are_those_of_its_newest_version(register: Register) -> None:
    def with_issue(offers: Offers, read: str) -> tuple[Report, bytes]:
        made, content = version(offers)
        return dataclasses.replace(made, issues=other_report()[0].issues.assign(read=read)), content

    take_in(register, with_issue({"A": 1, "B": 2}, "old"))
    second = take_in(register, with_issue({"A": 1, "B": 3}, "new"))
    assert register.issues()["read"].tolist() == ["new"]
    register.undo(second, by="Ben")
    assert register.issues()["read"].tolist() == ["old"]


def test_other_lists_are_left_alone(register: Register) -> None:
    register.add(*other_report("liste.csv"), by="Ada")
    take_in(register, version({"A": 1, "B": 2}))
    before = len(register.offers())
    other = version({"A": 3}, columns=(Column(1, "Name", "organisation", 0.9),), fingerprint="other")
    assert register.difference(other[0]).compared_with is None
    take_in(register, other)
    assert len(register.offers()) == before + 1


def test_a_list_with_other_columns_is_known_by_its_correction(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2}, columns=(Column(1, "30.03.2020", None, 0.0),)))
    found = register.difference(version({"A": 1}, columns=(Column(1, "06.04.2020", None, 0.0),))[0])
    assert found.counts == {"new": 0, "changed": 0, "unchanged": 1, "missing": 1}


@pytest.mark.parametrize(
    ("headings", "known"),
    [
        (["Firma", "Menge", "Bemerkung"], True),
        (["MENGE", "Firma  "], True),
        (["Firma", "PLZ", "Ort"], False),
        (["", ""], False),
    ],
)
def test_a_list_may_gain_a_column(register: Register, headings: list[str], known: bool) -> None:
    take_in(register, version({"A": 1, "B": 2}))
    columns = tuple(Column(place, each, None, 0.0) for place, each in enumerate(headings, 1))
    found = register.difference(version({"A": 1, "B": 3}, columns=columns, fingerprint="new")[0])
    assert (found.compared_with is not None) is known


def test_the_same_form_from_somebody_else_is_another_list(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2}, "a.csv"))
    take_in(register, version({"X": 7, "Y": 8}, "x.csv"))
    found = register.difference(version({"X": 7, "Y": 9}, "neu.csv")[0])
    assert found.compared_with is not None
    assert found.compared_with.file == "x.csv"
    assert found.counts == {"new": 0, "changed": 1, "unchanged": 1, "missing": 0}


@pytest.mark.parametrize("url", BOTH, indirect=True)
def test_of_long_lists_a_part_is_looked_at_first(register: Register) -> None:
    ours, theirs = ({f"{whose} {number}": number for number in range(1500)} for whose in "AB")
    first = take_in(register, version(ours, "a.csv"))
    assert register.difference(version(theirs, "b.csv")[0]).compared_with is None
    found = register.difference(version(ours | {"A 7": 9}, "c.csv")[0])
    assert found.compared_with is not None
    assert found.compared_with.import_id == first
    assert found.counts == {"new": 0, "changed": 1, "unchanged": 1499, "missing": 0}


def test_a_list_that_keeps_each_second_row_is_continued(register: Register) -> None:
    both = {f"{whose} {number}": number for number in range(1200) for whose in ("Haupt", "Partner")}
    take_in(register, version(both))
    for whose in ("Haupt", "Partner"):
        found = register.difference(version({name: each for name, each in both.items() if whose in name})[0])
        assert found.counts == {"new": 0, "changed": 0, "unchanged": 1200, "missing": 1200}


def test_what_changed_meanwhile_is_not_overwritten(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2}))
    mine, theirs = version({"A": 7, "B": 2}), version({"A": 8, "B": 2})
    found = register.difference(mine[0])
    take_in(register, theirs)
    before = register.contents()
    with pytest.raises(RegisterError) as caught:
        register.add(*mine, by="Ada", difference=found)
    assert caught.value.code == "changed_meanwhile"
    same(register.contents(), before)
    assert register.version() == before.version
    take_in(register, mine)
    assert stocks(register) == {"A": 7, "B": 2}


@pytest.mark.parametrize("url", BOTH, indirect=True)
@pytest.mark.parametrize("before", [None, {"A": 1, "B": 2, "C": 3}])
def test_two_versions_compared_at_once_are_not_doubled(register: Register, before: Offers | None) -> None:
    if before:
        take_in(register, version(before))
    first, second = version({"A": 1, "B": 2, "C": 3, "X": 4}), version({"A": 1, "B": 2, "C": 3, "X": 4, "Y": 5})
    one, other = register.difference(first[0]), register.difference(second[0])
    register.add(*first, by="Ada", difference=one)
    with pytest.raises(RegisterError) as caught:
        register.add(*second, by="Bob", difference=other)
    assert caught.value.code == "changed_meanwhile"
    take_in(register, second)
    assert stocks(register) == {"A": 1, "B": 2, "C": 3, "X": 4, "Y": 5}


def test_other_imports_meanwhile_leave_a_comparison_valid(register: Register) -> None:
    take_in(register, version({"A": 1, "B": 2, "C": 3}))
    elsewhere = version({"P": 1, "Q": 2, "R": 3}, "andere.csv")  # the same form, filled in by somebody else
    made = version({"A": 9, "B": 2, "C": 3})
    found = register.difference(made[0])
    gone = take_in(register, elsewhere)
    take_in(register, version({"S": 4, "T": 5, "U": 6}, "dritte.csv"))
    register.undo(gone, by="Bob")
    register.add(*made, by="Ada", difference=found)
    assert stocks(register) == {"A": 9, "B": 2, "C": 3, "S": 4, "T": 5, "U": 6}


def test_what_others_send_meanwhile_is_no_reason_to_compare_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(register, version({"A": 1, "B": 2, "C": 3}))
    made = version({"A": 9, "B": 2, "C": 3})
    found = register.difference(made[0])
    take_in(register, version({"P": 1, "Q": 2, "R": 3}, "andere.csv"))
    monkeypatch.setattr(comparing, "difference", None)
    register.add(*made, by="Ada", difference=found)
    assert stocks(register) == {"A": 9, "B": 2, "C": 3, "P": 1, "Q": 2, "R": 3}


def test_an_offer_out_of_sight_has_no_words_and_no_source(register: Register) -> None:
    take_in(register, version({"A": 1}))
    take_in(register, version({"A": 2}))
    for ask in (register.original_words, register.source_of):
        with pytest.raises(KeyError):
            ask(1)
    assert register.original_words(2) == {"Firma": "A", "Menge": "2"}


lists = st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 3), min_size=1, max_size=5)


@settings(max_examples=times(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(lists, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_whatever_comes_in_and_goes_out_again_leaves_no_trace(steps: list[tuple[Offers, bool, bool]]) -> None:
    folder = Path(tempfile.mkdtemp())
    register = open_register(f"sqlite:///{folder}/register.sqlite")
    known: list[tuple[int, Contents]] = []
    for place, (offers, withdraw, undo) in enumerate(steps):
        before = register.contents()
        made = version(offers, f"{place}.csv")
        found = register.difference(made[0])
        import_id = take_in(register, made, withdraw)
        after = stocks(register)
        assert after.items() >= offers.items() or found.compared_with is None
        assert len(after) <= len(set(after) | set(offers))
        known.append((import_id, before))
        if undo:
            import_id, before = known.pop()
            register.undo(import_id, by="Ben")
            same(register.contents(), before)
    for import_id, before in reversed(known):
        register.undo(import_id, by="Ben")
        same(register.contents(), before)
    register.close()
    shutil.rmtree(folder)
