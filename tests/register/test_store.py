"""What goes into the register comes out of it; the same file never counts twice; an import can be taken back whole."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from capacity.reports import ISSUE_COLUMNS
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS, typed
from register import Earlier, Register, RegisterError, open_register
from tests.register.made_reports import broken, nothing, readable, report, words

MONDAY = dt.datetime(2020, 3, 23, 8, 30, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.reset_index(drop=True)


def test_a_new_register_is_empty_and_its_frames_have_their_types(register: Register) -> None:
    assert register.imports().empty
    assert register.version() == 0
    offers, capabilities = register.offers(), register.capabilities()
    assert len(offers) == len(capabilities) == len(register.issues()) == len(register.imports()) == 0
    assert_frame_equal(typed(offers, "offer"), offers)
    assert_frame_equal(typed(capabilities, "capability"), capabilities)
    assert str(register.imports()["at"].dtype) == "datetime64[us, UTC]"


def test_offers_and_capabilities_come_back_as_they_were(register: Register) -> None:
    made, content = report()
    done = register.add(made, content, by="Ada")
    offers, capabilities = register.offers(), register.capabilities()
    assert (done.offers, done.needs, done.issues, done.already) == (3, 1, 1, False)
    fields = ["source_sheet", "source_row", *OFFER_FIELDS]
    assert_frame_equal(offers[fields], plain(made.offers[fields]), check_dtype=False)
    assert_frame_equal(typed(offers[list(OFFER_FIELDS)], "offer"), plain(made.offers[list(OFFER_FIELDS)]))
    assert_frame_equal(capabilities[list(CAPABILITY_FIELDS)], plain(made.capabilities[list(CAPABILITY_FIELDS)]))
    owners = capabilities["offer_id"].map(offers.set_index("offer_id")["organisation"])
    expected = made.capabilities["row_id"].map(made.offers.set_index("row_id")["organisation"])
    assert owners.tolist() == expected.tolist()
    assert set(offers["source_file"]) == {"liste.csv"}
    assert set(offers["import_id"]) == {done.import_id}


def test_issues_come_back_as_they_were(register: Register) -> None:
    made, content = report()
    register.add(made, content, by="Ada")
    issue = register.issues().iloc[0]
    assert issue[["code", "column", "field", "read", "source_file"]].tolist() == [
        "column_unmapped", 4, "remarks", "Haarfarbe", "liste.csv",
    ]  # fmt: skip
    assert issue[["sheet", "row", "done"]].isna().all()
    assert set(register.issues()) == {"issue_id", "import_id", "source_file", *ISSUE_COLUMNS}
    assert register.issues()["row_lost"].dtype == bool


def test_the_words_the_source_and_the_file_of_an_offer_are_kept(register: Register) -> None:
    made, content = report()
    register.add(made, content, by="Ada", now=MONDAY)
    last = int(register.offers()["offer_id"].iloc[-1])
    source = register.source_of(last)
    assert list(register.original_words(last).items()) == list(words("liste.csv", 3).items())
    assert (source.file, source.sheet, source.row, source.by, source.at) == ("liste.csv", "Tabelle1", 8, "Ada", MONDAY)
    kept = register.original(source.sha256)
    assert (kept.content, kept.name, kept.stored_at) == (content, "liste.csv", MONDAY)
    assert register.tables(source.import_id) == made.tables


def test_imports_are_listed_with_their_numbers(register: Register) -> None:
    for made, content in (report("a.csv", 2, 0), report("b.csv", 1, 4)):
        register.add(made, content, by="Ada", now=MONDAY)
    listed = register.imports()
    assert listed["file"].tolist() == ["b.csv", "a.csv"]
    assert listed[["rows", "offers", "needs", "issues"]].to_numpy().tolist() == [[5, 1, 4, 1], [2, 2, 0, 1]]
    assert listed["at"].tolist() == [MONDAY, MONDAY]
    assert listed[["error", "undone_at", "undone_by"]].isna().all(axis=None)


def test_moments_are_kept_in_utc(register: Register) -> None:
    made, content = report()
    summer = dt.timezone(dt.timedelta(hours=2))
    register.add(made, content, by="Ada", now=MONDAY.astimezone(summer))
    assert register.imports()["at"].iloc[0].isoformat() == "2020-03-23T08:30:00+00:00"


def test_the_same_bytes_change_nothing_and_say_so(register: Register) -> None:
    made, content = report()
    first = register.add(made, content, by="Ada", now=MONDAY)
    before = register.contents()
    again = register.add(dataclasses.replace(made, file="kopie.csv"), content, by="Ben", now=TUESDAY)
    assert again.already
    assert again.same_as == Earlier(first.import_id, "liste.csv", MONDAY, "Ada", None)
    assert (again.import_id, again.offers, again.needs, again.issues) == (first.import_id, 0, 0, 0)
    after = register.contents()
    assert after.version == before.version
    assert_frame_equal(after.offers, before.offers)
    assert len(register.imports()) == 1


def test_earlier_says_whether_bytes_are_known(register: Register) -> None:
    made, content = report()
    assert register.earlier(made.sha256) is None
    done = register.add(made, content, by="Ada", now=MONDAY)
    assert register.earlier(made.sha256) == Earlier(done.import_id, "liste.csv", MONDAY, "Ada", None)
    register.undo(done.import_id, by="Ada")
    assert register.earlier(made.sha256) is None


def test_an_import_is_taken_back_whole(register: Register) -> None:
    kept, taken = report("bleibt.csv"), report("geht.csv")
    register.add(*kept, by="Ada")
    done = register.add(*taken, by="Ada")
    gone = int(register.offers()["offer_id"].max())
    undone = register.undo(done.import_id, by="Ben", now=TUESDAY)
    assert (undone.already, undone.at, undone.by) == (False, TUESDAY, "Ben")
    contents = register.contents()
    assert set(contents.offers["source_file"]) == set(register.issues()["source_file"]) == {"bleibt.csv"}
    assert set(contents.capabilities["offer_id"]) == set(contents.offers["offer_id"])
    newest = register.imports().iloc[0]
    assert (newest["file"], newest["undone_at"], newest["undone_by"]) == ("geht.csv", TUESDAY, "Ben")
    assert register.original(taken[0].sha256).content == taken[1]
    for lookup in (register.original_words, register.source_of):
        with pytest.raises(KeyError):
            lookup(gone)


def test_taking_back_twice_says_so_and_changes_nothing(register: Register) -> None:
    done = register.add(*report(), by="Ada")
    register.undo(done.import_id, by="Ben", now=MONDAY)
    version = register.version()
    again = register.undo(done.import_id, by="Eva", now=TUESDAY)
    assert (again.already, again.at, again.by) == (True, MONDAY, "Ben")
    assert register.version() == version


def test_a_file_taken_back_can_be_imported_again_under_new_numbers(register: Register) -> None:
    first = register.add(*report(), by="Ada")
    old = set(register.offers()["offer_id"])
    register.undo(first.import_id, by="Ada")
    second = register.add(*report(), by="Ada")
    assert not second.already
    assert second.import_id != first.import_id
    assert old.isdisjoint(register.offers()["offer_id"])
    assert len(register.offers()) == 4


def test_unknown_numbers_are_key_errors(register: Register) -> None:
    for ask in (register.source_of, register.original_words, register.tables):
        with pytest.raises(KeyError):
            ask(77)
    with pytest.raises(KeyError):
        register.original("77")
    with pytest.raises(KeyError):
        register.undo(77, by="Ada")
    assert register.version() == 0


def test_the_version_counts_changes_and_nothing_else(register: Register) -> None:
    done = register.add(*report(), by="Ada")
    register.add(*report("zwei.csv"), by="Ada")
    register.undo(done.import_id, by="Ada")
    register.offers(), register.issues(), register.imports()
    assert register.version() == register.contents().version == 3


def test_an_unreadable_file_is_kept_with_its_issue(register: Register) -> None:
    made, content = broken()
    done = register.add(made, content, by="Ada")
    assert (done.offers, done.needs, done.issues) == (0, 0, 1)
    assert register.imports()["error"].tolist() == ["file_broken"]
    assert register.issues()["code"].tolist() == ["file_broken"]
    assert register.original(made.sha256).content == content
    assert register.add(made, content, by="Ada").already


def test_what_could_not_be_read_yields_to_what_can(register: Register) -> None:
    made, content = broken()
    register.add(made, content, by="Ada")
    done = register.add(readable(content), content, by="Ben", now=TUESDAY)
    assert not done.already
    assert done.offers == 3
    assert register.imports()["undone_by"].fillna("").tolist() == ["", "Ben"]
    assert len(register.issues()) == 0
    assert register.version() == 2
    assert register.add(made, content, by="Ada").same_as.import_id == done.import_id  # type: ignore[union-attr]


def test_a_file_without_offers_is_an_import_too(register: Register) -> None:
    done = register.add(*nothing(), by="Ada")
    assert (done.offers, done.needs, done.issues, done.already) == (0, 0, 0, False)
    assert not register.imports().empty


def test_a_register_that_was_used_is_not_empty_again(register: Register) -> None:
    done = register.add(*report(), by="Ada")
    register.undo(done.import_id, by="Ada")
    assert not register.imports().empty


def test_a_report_of_other_bytes_is_our_mistake(register: Register) -> None:
    with pytest.raises(ValueError, match="not read from this content"):
        register.add(report()[0], b"something else", by="Ada")
    assert register.imports().empty


def test_a_moment_without_zone_is_refused(register: Register) -> None:
    with pytest.raises(RegisterError):
        register.add(*report(), by="Ada", now=MONDAY.replace(tzinfo=None))
    assert register.imports().empty
    assert register.version() == 0


@pytest.mark.parametrize("frame", ["offers", "capabilities"])
def test_a_value_that_does_not_fit_stores_nothing_and_is_not_quoted(register: Register, frame: str) -> None:
    made, content = report()
    column = {"offers": "latitude", "capabilities": "machines"}[frame]
    bad = getattr(made, frame).astype({column: object})
    bad.loc[0, column] = "Frau Geheim"
    with pytest.raises(RegisterError) as caught:
        register.add(dataclasses.replace(made, **{frame: bad}), content, by="Ada")
    assert (caught.value.code, caught.value.values) == ("unfit", {"field": column})
    assert "Geheim" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert register.imports().empty


def test_half_a_character_stores_nothing(register: Register) -> None:
    made, content = report()
    words = pd.Series(["half of an emoji: \ud83d"] * 4, dtype=object)
    broken_words = made.offers.assign(remarks=words)
    with pytest.raises(RegisterError) as caught:
        register.add(dataclasses.replace(made, offers=broken_words), content, by="Ada")
    assert caught.value.values == {"field": "remarks"}
    assert register.imports().empty


@pytest.mark.parametrize("rows", [[10, 10, 11, 12], [10, 11, 12, 99]], ids=["one number twice", "an owner unknown"])
def test_capabilities_must_know_their_offer(register: Register, rows: list[int]) -> None:
    made, content = report()
    wrong = dataclasses.replace(made, offers=made.offers.assign(row_id=rows))
    with pytest.raises(RegisterError) as caught:
        register.add(wrong, content, by="Ada")
    assert caught.value.code == "unfit"
    assert register.imports().empty


def test_everything_is_there_after_closing(url: str) -> None:
    first = open_register(url)
    first.add(*report(), by="Ada", now=MONDAY)
    before = first.contents()
    first.close()
    second = open_register(url)
    after = second.contents()
    second.close()
    assert after.version == before.version == 1
    assert_frame_equal(after.offers, before.offers)
    assert_frame_equal(after.capabilities, before.capabilities)
