"""The inbox: no mail lost or doubled, steps that can be taken back, and nobody at work on what another has open."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pandas as pd
import pytest

from register import Register, RegisterError, open_register
from register.decisions import Decisions
from register.inbox import EXPIRES, Inbox
from register.inbox_state import COLUMNS
from tests.register.made_messages import SENT, attached, mail, question
from tests.register.made_reports import report as made_list

NOW = SENT + dt.timedelta(days=1)


@pytest.fixture
def inbox(register: Register) -> Inbox:
    return Inbox(register)


@pytest.fixture
def light(sqlite_url: str) -> Iterator[Inbox]:
    """An inbox in one database, for what no database does for us."""
    register = open_register(sqlite_url)
    yield Inbox(register)
    register.close()


def add(inbox: Inbox, *arguments: object, **said: object) -> int:
    made = question if said.pop("question", False) else mail
    return inbox.add(*made(*arguments, **said), by="Ada", now=NOW).message_id  # type: ignore[arg-type, operator]


def row(inbox: Inbox, message_id: int) -> dict:
    state = inbox.state(now=NOW).set_index("message_id")
    return {name: None if pd.isna(value) else value for name, value in state.loc[message_id].to_dict().items()}


def test_a_mail_is_kept_with_all_it_says(inbox: Inbox, register: Register) -> None:
    report, content = mail(1, attachments=(attached("../../etc/passwd"),), answers=("<0@example.org>",))
    before = register.version()
    arrived = inbox.add(report, content, by="Ada", now=NOW)
    assert (arrived.message_id, arrived.already, arrived.repeats) == (1, False, None)
    assert register.version() == before + 1
    state = inbox.state(now=NOW)
    assert tuple(state.columns) == COLUMNS
    one = state.iloc[0]
    assert (one["sender_email"], one["from_organisation"], one["kind"]) == (
        "ida1@example.org",
        "Näherei Nordlicht 1",
        "offer",
    )
    assert (one["status"], one["confidence"], one["thread"]) == ("new", 0.9, "<0@example.org>")
    assert one["received_at"] == report.message.sent_at
    stored = inbox.message(1)
    assert stored.body == report.message.body
    assert [(each.name, each.size, each.import_id) for each in stored.attachments] == [("../../etc/passwd", 6, None)]
    assert inbox.original(1).content == content
    assert register.offers().empty


def test_an_empty_inbox_has_every_column(light: Inbox) -> None:
    assert tuple(light.state().columns) == COLUMNS
    assert light.next("Ada") is None


def test_the_same_mail_twice_changes_nothing(inbox: Inbox, register: Register) -> None:
    report, content = mail(1)
    inbox.add(report, content, by="Ada")
    version = register.version()
    again = replace(report, sha256=mail(1, body="x")[0].sha256)
    assert inbox.add(report, content, by="Ben").already
    other_way, bytes_ = mail(1, sent_at=None)  # the same key and text in other bytes
    assert other_way.sha256 != report.sha256
    assert inbox.add(other_way, bytes_, by="Ben").already
    assert register.version() == version
    with pytest.raises(ValueError, match="content"):
        inbox.add(again, content, by="Ben")


def test_one_key_for_two_mails_loses_neither(light: Inbox) -> None:
    first, second = add(light, 1), add(light, 1, body="Etwas anderes", text="Etwas anderes")
    assert first != second
    report, content = mail(1, body="Etwas anderes", text="Etwas anderes", sent_at=None)
    assert light.add(report, content, by="Ada").message_id == second


def test_a_mail_sent_again_is_joined_to_the_first(inbox: Inbox) -> None:
    first = add(inbox, 1)
    again = inbox.add(*mail(1, key="<new@example.org>"), by="Ada", now=NOW)
    assert (again.already, again.repeats) == (False, first)
    assert row(inbox, again.message_id)["thread"] == row(inbox, first)["thread"]
    with_list = inbox.add(*mail(1, key="<list@example.org>", attachments=(attached(),)), by="Ada", now=NOW)
    assert with_list.repeats is None
    assert inbox.next("Ada", now=NOW) == first
    assert inbox.next("Ada", after=first, now=NOW) == with_list.message_id
    assert inbox.next("Ada", after=with_list.message_id, now=NOW) == first


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3), (3, 1, 2)])
def test_a_thread_is_one_in_whatever_order_it_comes(light: Inbox, order: tuple[int, ...]) -> None:
    answers = {1: (), 2: ("<1@example.org>",), 3: ("<2@example.org>",)}
    for number in order:
        add(light, number, answers=answers[number])
    add(light, 9)
    assert light.state()["thread"].value_counts().tolist() == [3, 1]


def test_answers_to_a_mail_that_never_came_are_one_thread(light: Inbox) -> None:
    for number, before in {1: ("<lost>",), 2: ("<lost>", "<1@example.org>"), 3: ("<lost>",)}.items():
        add(light, number, answers=before)
    assert light.state()["thread"].tolist() == ["<lost>"] * 3


def test_letters_that_no_database_takes_do_no_harm(inbox: Inbox) -> None:
    number = add(inbox, 1, subject="a\0b\ud800c", body="\0x\udfff")
    assert inbox.message(number).subject == "ab?c"


def test_a_mail_from_the_future_or_without_a_date_came_now(light: Inbox) -> None:
    first, second = add(light, 1, sent_at=None), add(light, 2, sent_at=NOW + dt.timedelta(days=9))
    assert light.state()["received_at"].tolist() == [NOW, NOW]
    assert (first, second) == (1, 2)


def test_steps_are_folded_and_can_be_taken_back(inbox: Inbox, register: Register) -> None:
    number = add(inbox, 1)
    kind = inbox.set_kind(number, "question", by="Ben", now=NOW)
    topic = inbox.set_topic(number, "standards", by="Ben", now=NOW)
    later = inbox.set_topic(number, "funding", by="Ben", now=NOW)
    assign = inbox.assign(number, "Cem", by="Ben", now=NOW)
    inbox.note(number, "Rückruf", by="Ben", now=NOW)
    answer = inbox.answer([number], "EN 149", by="Cem", language="de", now=NOW)[0]
    now = row(inbox, number)
    assert (now["kind"], now["confidence"], now["topic"], now["assignee"]) == ("question", 1.0, "funding", "Cem")
    assert (now["status"], now["status_by"], now["status_at"], now["notes"]) == ("answered", "Cem", NOW, 1)
    before = register.version()
    assert inbox.undo(answer, by="Dora")
    assert not inbox.undo(answer, by="Dora")
    for step in (later, assign, kind):
        inbox.undo(step, by="Dora", now=NOW)
    assert register.version() == before + 4
    now = row(inbox, number)
    assert (now["kind"], now["topic"], now["assignee"], now["status"]) == ("offer", "standards", None, "new")
    steps = inbox.message(number).steps
    assert [each.step_id for each in steps if each.undone_by == "Dora"] == [kind, later, assign, answer]
    assert steps[1].step_id == topic


def test_what_is_no_step_is_refused(light: Inbox) -> None:
    number = add(light, 1)
    for wrong in (
        lambda: light.set_kind(number, "spam", by="Ada"),
        lambda: light.set_topic(number, "weather", by="Ada"),
        lambda: light.set_status(number, "accepted", by="Ada"),
        lambda: light.note(number, " \n", by="Ada"),
        lambda: light.answer([number], "", by="Ada", language="de"),
    ):
        with pytest.raises(ValueError, match=r"."):
            wrong()
    for gone in (lambda: light.message(7), lambda: light.assign(7, "Ada", by="Ada"), lambda: light.claim(7, "Ada")):
        with pytest.raises(RegisterError) as caught:
            gone()
        assert caught.value.code == "no_message"
    with pytest.raises(KeyError):
        light.undo(99, by="Ada")
    assert light.message(number).steps == ()


def test_who_opens_a_message_has_it_for_a_while(inbox: Inbox) -> None:
    first, second = add(inbox, 1), add(inbox, 2)
    assert inbox.next("Anna", now=NOW) == first
    assert inbox.next("Ben", now=NOW) == second
    assert inbox.next("Cem", now=NOW) is None
    assert inbox.next("Anna", desk="Anna elsewhere", now=NOW) is None
    held = inbox.claim(first, "Ben", now=NOW)
    assert (held.by, held.at) == ("Anna", NOW)
    assert row(inbox, second)["claimed_by"] == "Ben"
    later = NOW + EXPIRES + dt.timedelta(seconds=1)
    assert inbox.claim(first, "Ben", now=later).by == "Ben"
    assert inbox.state(now=later).set_index("message_id")["claimed_by"].dropna().to_dict() == {first: "Ben"}
    inbox.release("Ben")
    assert inbox.state(now=later)["claimed_by"].isna().all()


def test_what_is_given_to_somebody_waits_for_them(light: Inbox) -> None:
    first, second = add(light, 1), add(light, 2)
    light.assign(first, "Anna", by="Ben", now=NOW)
    assert light.next("Ben", now=NOW) == second
    assert light.next("Anna", now=NOW) == first


def test_many_at_once_never_get_the_same(inbox: Inbox) -> None:
    for number in range(12):
        add(inbox, number)
    with ThreadPoolExecutor(6) as people:
        found = list(people.map(lambda name: inbox.next(f"P{name}", now=NOW), range(12)))
    assert sorted(each for each in found if each is not None) == list(range(1, 13))


def test_accepting_imports_what_was_understood_with_its_corrections(inbox: Inbox, register: Register) -> None:
    report, content = mail(1, attachments=(attached(),))
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    inbox.claim(number, "Ben", now=NOW)
    corrected = replace(report, offers=report.offers.assign(kind="need", town="Flensburg"))
    taken = inbox.accept(number, corrected, content, by="Ben", now=NOW)
    assert (taken.imported.import_id, taken.imported.needs) == (1, 1)
    assert register.offers()[["kind", "town", "channel"]].values.tolist() == [["need", "Flensburg", "mail"]]
    assert register.source_of(1).file == "mail1.eml"
    now = row(inbox, number)
    assert (now["status"], now["status_by"], now["import_id"], now["claimed_by"]) == ("accepted", "Ben", 1, None)
    assert inbox.message(number).attachments[0].import_id == 1
    assert inbox.next("Ada", now=NOW) is None
    with pytest.raises(RegisterError) as caught:
        inbox.accept(number, report, content, by="Cem", now=NOW)
    assert (caught.value.code, caught.value.values["by"]) == ("settled", "Ben")
    assert inbox.undo(taken.step_id, by="Ben", now=NOW)
    assert register.offers().empty
    assert row(inbox, number)["import_id"] is None
    assert inbox.accept(number, report, content, by="Cem", now=NOW).imported.offers == 1
    assert len(register.offers()) == 1


def test_a_list_sent_again_next_week_counts_once(inbox: Inbox, register: Register) -> None:
    for number, size in ((1, 3), (2, 4)):
        listed, _ = made_list("liste.csv", offers=size, needs=0)
        report, content = mail(number, attachments=(attached(),))
        report = replace(report, tables=listed.tables, offers=listed.offers, capabilities=listed.capabilities)
        inbox.accept(inbox.add(report, content, by="Ada").message_id, report, content, by="Ada")
    assert len(register.offers()) == 4
    assert register.imports()["unchanged"].tolist()[0] == 3
    with pytest.raises(RegisterError) as caught:
        inbox.undo(1, by="Ada")
    assert caught.value.code == "built_upon"
    assert row(inbox, 1)["status"] == "accepted"


def test_a_mail_that_was_imported_as_a_file_is_not_imported_again(inbox: Inbox, register: Register) -> None:
    report, content = mail(1)
    register.add(report, content, by="Ada")
    taken = inbox.accept(inbox.add(report, content, by="Ada").message_id, report, content, by="Ada")
    assert taken.imported.already
    assert len(register.offers()) == 1


def test_taking_back_the_import_of_a_message_lets_it_wait_again(inbox: Inbox, register: Register) -> None:
    report, content = mail(1, attachments=(attached(),))
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    taken = inbox.accept(number, report, content, by="Ada", now=NOW)
    other = add(inbox, 2)
    inbox.set_status(other, "done", by="Ada", now=NOW)
    register.undo(taken.imported.import_id, by="Ben", now=NOW)
    assert (row(inbox, number)["status"], row(inbox, number)["import_id"]) == ("new", None)
    assert row(inbox, other)["status"] == "done"
    assert inbox.message(number).attachments[0].import_id is None
    assert inbox.next("Cem", now=NOW) == number
    assert not inbox.undo(taken.step_id, by="Ada")
    assert inbox.accept(number, report, content, by="Cem", now=NOW).imported.offers == 1


def test_what_somebody_corrected_is_never_dropped_for_an_earlier_import(inbox: Inbox, register: Register) -> None:
    report, content = mail(1)
    register.add(report, content, by="Ada")
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    for fixed in (
        replace(report, offers=report.offers.assign(organisation="Berichtigt")),
        replace(report, capabilities=report.capabilities.assign(per_week_high=9.0)),
    ):
        with pytest.raises(RegisterError) as caught:
            inbox.accept(number, fixed, content, by="Ben", now=NOW)
        assert (caught.value.code, caught.value.values) == ("already", {"number": 1})
        assert "Import 1" in caught.value.message("de")
    assert row(inbox, number)["status"] == "new"
    register.undo(1, by="Ben")
    inbox.accept(number, fixed, content, by="Ben", now=NOW)
    assert register.capabilities()["per_week_high"].tolist() == [9.0]


def test_a_message_whose_file_could_not_be_read_before_is_imported(inbox: Inbox, register: Register) -> None:
    report, content = mail(1)
    unread = replace(report, error="file_broken", offers=report.offers[:0], capabilities=report.capabilities[:0])
    register.add(unread, content, by="Ada")
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    taken = inbox.accept(number, report, content, by="Ben", now=NOW)
    assert (taken.imported.already, len(register.offers()), row(inbox, number)["import_id"]) == (False, 1, 2)


def test_a_question_is_open_until_it_is_answered(inbox: Inbox, register: Register) -> None:
    number = add(inbox, 1, question=True)
    inbox.accept(number, None, by="Ada", now=NOW)
    assert row(inbox, number)["status"] == "open"
    (first,) = inbox.answer([number], "EN 166", by="Ben", language="de", now=NOW)
    assert row(inbox, number)["status"] == "answered"
    inbox.undo(first, by="Ben")
    assert row(inbox, number)["status"] == "open"
    assert register.imports().empty


def test_a_refused_acceptance_withdraws_nothing(inbox: Inbox, register: Register) -> None:
    number, content = add(inbox, 1, question=True), made_list()[1]
    register.add(made_list()[0], content, by="Ada")
    offer = int(register.offers()["offer_id"].iloc[0])
    inbox.set_status(number, "done", by="Ben")
    with pytest.raises(RegisterError) as refused:
        inbox.accept(number, None, by="Ada", withdrawing=[offer])
    assert refused.value.code == "settled"
    assert register.offers().set_index("offer_id")["status"][offer] != "withdrawn"
    inbox.set_status(number, "new", by="Ben")
    taken = inbox.accept(number, None, by="Ada", withdrawing=[offer], why="per Mail")
    assert register.offers().set_index("offer_id")["status"][offer] == "withdrawn"
    assert Decisions(register).undo(taken.decision_id, by="Ada")


def test_a_report_of_another_mail_is_refused(light: Inbox) -> None:
    number, other = add(light, 1), mail(2)
    with pytest.raises(ValueError, match="another mail"):
        light.accept(number, *other, by="Ada")
    with pytest.raises(ValueError, match="no mail"):
        light.add(*made_list(), by="Ada")


def test_how_far_a_mailbox_was_read(light: Inbox) -> None:
    assert light.read_up_to("imap.example.org/INBOX") is None
    light.note_read("imap.example.org/INBOX", 7, 41)
    light.note_read("imap.example.org/INBOX", 8, 2)
    assert light.read_up_to("imap.example.org/INBOX") == (8, 2)
    assert light.read_up_to("imap.example.org/Archiv") is None


def test_an_import_that_was_there_before_is_not_taken_back_with_the_message(inbox: Inbox, register: Register) -> None:
    report, content = mail(1)
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    register.add(report, content, by="Ben")
    taken = inbox.accept(number, report, content, by="Ada", now=NOW)
    assert row(inbox, number)["import_id"] == 1
    assert inbox.undo(taken.step_id, by="Ada", now=NOW)
    assert row(inbox, number)["import_id"] is None
    assert register.imports()["undone_at"].isna().all()
    assert len(register.offers()) == 1


def test_what_somebody_settled_meanwhile_is_not_set_aside(inbox: Inbox) -> None:
    report, content = mail(1)
    number = inbox.add(report, content, by="Ada", now=NOW).message_id
    inbox.accept(number, report, content, by="Ada", now=NOW)
    with pytest.raises(RegisterError) as caught:
        inbox.set_status(number, "done", by="Ben", now=NOW)
    assert (caught.value.code, caught.value.values["by"]) == ("settled", "Ada")
    inbox.set_status(number, "open", by="Ben", now=NOW)
    inbox.set_status(number, "done", by="Ada", now=NOW)
    assert row(inbox, number)["status"] == "done"
