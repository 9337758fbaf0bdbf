"""The access report holds all that is held of a person, nothing of others, for machines and for people."""

import datetime as dt
import io
import json

import openpyxl

from register import Register
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.forwarding import Ledger
from register.people import People
from register.people_access import as_json, as_workbook
from tests.register.test_people import NOW, WORDS, with_kim


def held(register: Register) -> dict:
    """A report on Kim, who was noted, corrected and forwarded."""
    register.add(*with_kim(), by="Ada", now=NOW)
    Decisions(register).edit([Change(2, "town", "Kiel", "Lübeck")], by="Ada", why="sagt sie")
    Decisions(register).note(2, "ruft abends an", by="Bob")
    Decisions(register).attach(2, "Zertifikat.pdf", b"seen", by="Bob", now=NOW)
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(now=NOW), b"workbook", by="Ada", language="en", name="w.xlsx", now=NOW)
    return dict(People(register).access([2], now=NOW))


def test_everything_is_in_it_and_nothing_of_others(register: Register) -> None:
    made = held(register)
    assert {each["offer_id"] for each in made["offers"]} == {2}
    values = {each["field"]: (each["value"], each["decided"]) for each in made["offers"]}
    assert values["town"] == ("Kiel", "Lübeck")
    assert values["email"] == ("kim.beispiel@example.org", "kim.beispiel@example.org")
    assert values["quote"][0] == "Kim näht 40 je Woche"
    assert {"offer_id": 2, "heading": "Mail", "text": "kim.beispiel@example.org"} in made["original_words"]
    assert {"note", "edit", "document", "forward", "import"} <= {each["kind"] for each in made["history"]}
    assert [each["read"] for each in made["remarks_on_files"]] == ["Kim Beispiel, abends"]
    (sent,) = made["forwardings"]
    assert (sent["recipient"], sent["week"], sent["what"]) == ("European Commission", "2020-W14", "new")
    assert sent["body"]["town"] == "Lübeck"
    assert sorted(each["kind"] for each in made["files"]) == ["attached", "received", "sent"]
    assert "info@naehstube" not in json.dumps(made)


def test_it_can_be_read_by_machines(register: Register) -> None:
    made = held(register)
    assert json.loads(as_json(made)) == made
    assert all(word in as_json(made).decode() for word in WORDS)


def test_it_can_be_read_by_people(register: Register) -> None:
    made = held(register)
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(made, "de", NOW)))
    assert book.sheetnames == ["Auskunft", "Angaben", "Im Wortlaut", "Verlauf", "Hinweise beim Einlesen", "Weitergaben",
                               "Nachrichten", "Zu den Nachrichten", "Entwürfe", "Initiativen und Aufrufe",
                               "Dateien"]  # fmt: skip
    told = "\n".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)
    assert all(word in told for word in (*WORDS, "Lübeck", "E-Mail", "European Commission", "DSGVO", "liste.csv"))
    assert as_workbook(made, "de", NOW) == as_workbook(made, "de", NOW)
    english = openpyxl.load_workbook(io.BytesIO(as_workbook(made, "en", NOW)))
    assert english.sheetnames[:2] == ["Report", "Values"]


def test_of_nobody_there_is_an_empty_report(register: Register) -> None:
    made = People(register).access([99], now=dt.datetime.now(dt.UTC))
    assert made["offers"] == made["files"] == made["history"] == []
    assert as_workbook(made, "en", NOW)


def test_what_was_sent_of_the_offer_that_somebody_was_merged_into_is_in_it(register: Register) -> None:
    register.add(*with_kim(confirmed_at="2020-01-01"), by="Ada", now=NOW)
    firm = {"organisation": "Nähstube GmbH", "phone": "+49 30 23125 770", "email": None, "contact_name": None,
            "confirmed_at": "2020-04-01"}  # fmt: skip
    register.add(*with_kim("b.csv", b"b", **firm), by="Ada", now=NOW)
    Verdicts(register).judge(2, 6, "same", by="Ada")
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(now=NOW), b"workbook", by="Ada", language="en", name="w.xlsx", now=NOW)
    (sent,) = People(register).access([2], now=NOW)["forwardings"]
    assert (sent["offer_id"], sent["body"]["email"]) == (6, "kim.beispiel@example.org")
