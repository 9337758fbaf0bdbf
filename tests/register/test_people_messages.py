"""People in the inbox: found, told of, emptied with all that was written about them, and again after a restore."""

import base64
import datetime as dt
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from capacity.message import Person
from register import Register, RegisterError, open_register
from register.drafts import Drafts
from register.inbox import Inbox
from register.inbox_tables import messages
from register.people import People
from register.people_access import as_json, as_workbook
from tests.register.made_messages import SENT, attached, mail, question

NOW = SENT + dt.timedelta(days=1)
IDA = "ida1@example.org"


@pytest.fixture
def inbox(register: Register) -> Inbox:
    """An offer by Ida that was accepted, a question that names her, one of somebody else, a draft about her."""
    inbox = Inbox(register)
    report, content = mail(1, attachments=(attached("Ida_Berg.xlsx"),))
    first = inbox.add(report, content, by="Ada", now=NOW).message_id
    inbox.accept(first, report, content, by="Ada", now=NOW)
    inbox.note(first, "Ida Berg rief an", by="Ada", now=NOW)
    inbox.add(*question(2, "Frage an Ida, ida1@example.org, wegen der Norm"), by="Ada", now=NOW)
    inbox.add(*question(3, writer=Person("Cem Aydin", "cem@example.org"), from_organisation=""), by="Ada", now=NOW)
    inbox.answer([3], "Rufen Sie Ida1@example.org an", by="Ben", language="de", now=NOW)
    Drafts(register).keep("call", {"email": "IDA1@example.org", "amount": 4}, by="Ben", now=NOW)
    Drafts(register).keep("call", {"email": "somebody@example.org"}, by="Ben", now=NOW)
    return inbox


def test_messages_are_found_by_mail_and_by_name(inbox: Inbox, register: Register) -> None:
    found = {
        "IDA1@example.org": [1, 2, 3],
        "a1@example.org": [],
        "cem bydin": [],
        "Çem Aydin": [3],
        "Berg": [1, 2, 3],
        "Nordlicht 2": [2],
        "x": [],
    }
    people = People(register)
    assert {text: people.messages(text)["message_id"].tolist() for text in found} == found


def test_a_telephone_number_is_found_however_it_is_written(register: Register) -> None:
    Inbox(register).add(*question(1, "Rückruf bitte unter 030/23125-101."), by="Ada", now=NOW)
    assert len(People(register).messages("+49 (30) 23125 101")) == 1
    assert People(register).messages("030 23125 102").empty


def test_the_report_tells_all_of_it(inbox: Inbox, register: Register) -> None:
    report = People(register).access([1], now=NOW)
    assert [each["message_id"] for each in report["messages"]] == [1, 2, 3]
    assert "400 bis 500 Behelfsmasken" in report["messages"][0]["body"]
    said = {(each["message_id"], each["what"]) for each in report["about_messages"]}
    assert said == {(1, "status"), (1, "note"), (1, "attachment"), (3, "answer")}
    assert [each["body"]["amount"] for each in report["drafts"]] == [4]
    assert json.loads(as_json(report))["messages"][0]["subject"] == "Angebot Masken 1"
    assert as_workbook(report, "de", NOW)[:2] == b"PK"
    alone = People(register).access([], [3], now=NOW)
    assert ([each["message_id"] for each in alone["messages"]], alone["offers"]) == ([3], [])


def test_erasing_offers_empties_the_messages_they_are_in(inbox: Inbox, register: Register) -> None:
    other = inbox.add(*question(4, "Etwas ganz anderes"), by="Ada", now=NOW).message_id
    done = People(register).erase([1], by="Ada", now=NOW)
    assert (done.offers, done.messages) == (1, 3)
    assert inbox.state()["message_id"].tolist() == [other]
    with pytest.raises(RegisterError):
        inbox.message(1)
    assert [each.body for each in Drafts(register).kept("call")] == [{"email": "somebody@example.org"}]
    assert (
        b"ida1@example.org"
        not in register.original(mail(1, attachments=(attached("Ida_Berg.xlsx"),))[0].sha256).content
    )
    assert People(register).messages(IDA).empty
    assert inbox.add(*mail(1, attachments=(attached("Ida_Berg.xlsx"),)), by="poll", now=NOW).already
    assert inbox.state()["message_id"].tolist() == [other]


def test_whoever_only_asked_is_erased_too_and_again_after_a_restore(tmp_path: Path, made: Path) -> None:
    registers = []
    for name in ("now", "restored"):
        path = tmp_path / f"{name}.sqlite"
        path.write_bytes(made.read_bytes())
        registers.append(open_register(f"sqlite:///{path}"))
    for each in registers:
        Inbox(each).add(*question(1), by="Ada", now=NOW)
        Inbox(each).add(*question(2, "Eine andere Frage"), by="Ada", now=NOW)
    now, restored = map(People, registers)
    with pytest.raises(RegisterError) as caught:
        now.erase([], [77], by="Ada", now=NOW)
    assert caught.value.code == "nobody"
    now.erase([], [1], by="Ada", now=NOW + dt.timedelta(hours=1))
    assert IDA.encode() not in (tmp_path / "now.sqlite").read_bytes()
    done = restored.again(now.erasures(), by="Ada")
    assert done is not None
    assert done.messages == 1
    assert Inbox(registers[1]).state()["message_id"].tolist() == [2]
    for each in registers:
        each.close()


def test_what_no_organisation_wrote_is_emptied_after_the_period(inbox: Inbox, register: Register) -> None:
    people = People(register)
    assert people.retain(30, by="Ada", now=NOW) is None
    assert [people.due_messages(30, now=NOW + dt.timedelta(days=late)) for late in (0, 40)] == [0, 1]
    done = people.retain(30, by="Ada", now=NOW + dt.timedelta(days=40))
    assert done is not None
    assert (done.offers, done.messages) == (0, 1)
    assert inbox.state()["message_id"].tolist() == [1, 2]
    assert Drafts(register).kept("call") == []


def test_whoever_stands_in_the_coded_part_of_another_mail_is_found_there(register: Register) -> None:
    inbox = Inbox(register)
    inbox.accept(inbox.add(*mail(1), by="Ada").message_id, *mail(1), by="Ada")
    coded = base64.encodebytes("Bitte auch ida1@example.org fragen".encode("utf-16")).decode()
    content = f"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n{coded}".encode()
    report = mail(2)[0]
    sent = replace(report, sha256=sha256(content).hexdigest())
    inbox.add(sent, content, by="Ada")
    assert People(register).erase([1], by="Ada").messages == 2
    assert register.original(sent.sha256).content == b""


def kept(register: Register) -> dict[int, tuple[str, str]]:
    """Key and thread of every message, erased ones among them."""
    with register.reading() as connection:
        return {row.message_id: (row.key, row.thread) for row in connection.execute(messages.select())}


def test_a_new_mail_under_an_erased_key_comes_in_and_the_key_is_gone(register: Register) -> None:
    inbox, people, key = Inbox(register), People(register), "<5E.erika.zqperson@example.org>"
    report, content = mail(1, key=key)
    inbox.add(report, content, by="Ada", now=NOW)
    inbox.add(*mail(2, answers=(key,)), by="Ada", now=NOW)
    people.erase([], [1], by="Ada")
    assert "zqperson" not in str(kept(register))
    assert inbox.add(report, content, by="Ada", now=NOW).message_id == 1
    new = inbox.add(*mail(3, key=key, body="Wir nähen 500 Kittel je Woche."), by="Ada", now=NOW)
    assert (new.message_id, new.already) == (3, False)
    assert kept(register)[2][1] == kept(register)[3][1]
    people.erase([], [3], by="Ada")
    inbox.add(*mail(4, answers=(key,)), by="Ada", now=NOW)
    keys, threads = zip(*kept(register).values(), strict=True)
    assert len(set(threads)) == 1
    assert "zqperson" not in str(keys + threads)
