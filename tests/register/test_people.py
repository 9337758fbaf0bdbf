"""Whoever asks is found and erased everywhere; what is due is anonymised; nothing stays, not in the file either."""

import dataclasses
import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from capacity.places.remembered import address_words
from capacity.reports import Report
from register import Register, RegisterError, open_register
from register.checking import faults
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.forwarding import Ledger
from register.people import Erasure, People
from register.people_access import as_workbook
from register.people_marks import mail_key, marked
from register.places import PlaceCorrections
from register.records import Event, Initiative, Records
from register.upkeep import backup, restore
from tests.register.made_reports import report
from tests.register.test_comparing import take_in

KIM = {
    "organisation": "Nähstube Kim", "contact_name": "Kim Beispiel", "email": "kim.beispiel@example.org",
    "phone": "+49 30 23125 777", "town": "Kiel", "postcode": "24103", "organisation_type": "private_person",
    "consent": "yes", "status": "checked", "remarks": "Kim näht abends",
}  # fmt: skip
WORDS = ("Kim", "kim.beispiel", "23125 777", "abends")
NOW = dt.datetime(2020, 4, 3, 14, 0, tzinfo=dt.UTC)


def with_kim(name: str = "liste.csv", content: bytes = b"Kim Beispiel;kim.beispiel@example.org", **more: object
             ) -> tuple[Report, bytes]:  # fmt: skip
    """Three offers and a need of which the second offer is Kim's, read from row 6."""
    made, _ = report(name)
    offers = made.offers.copy()
    for code, value in (KIM | more).items():
        offers[code] = (
            offers[code].astype(object).mask(offers["source_row"] == 6, value).astype(made.offers[code].dtype)
        )
    original = json.dumps({"Name": "Kim Beispiel", "Mail": KIM["email"], **{k: str(v) for k, v in more.items()}})
    offers["original"] = offers["original"].mask(offers["source_row"] == 6, original)
    kim = offers.loc[offers["source_row"] == 6, "row_id"].item()
    quote = made.capabilities["quote"].mask(made.capabilities["row_id"] == kim, "Kim näht 40 je Woche")
    lines = made.capabilities.assign(quote=quote)
    issues = made.issues.assign(row=6, read="Kim Beispiel, abends", sheet="Tabelle1")
    return dataclasses.replace(made, offers=offers, capabilities=lines, issues=issues,
                               sha256=hashlib.sha256(content).hexdigest()), content  # fmt: skip


@pytest.fixture
def people(register: Register) -> People:
    register.add(*with_kim(), by="Ada")
    return People(register)


def everything(register: Register) -> str:
    """All that stands in the database, as text; packed files unpacked."""
    from register.tables import metadata

    found = []
    with register.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                found += [_text(value) for value in row]
    return "\n".join(found)


def _text(value: object) -> str:
    if not isinstance(value, bytes):
        return json.dumps(value, ensure_ascii=False, default=str)
    if zipfile.is_zipfile(io.BytesIO(value)):
        with zipfile.ZipFile(io.BytesIO(value)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return value.decode("utf-8", "replace")


def test_a_person_is_found_by_mail_number_and_name(people: People) -> None:
    mails, numbers = ("kim.beispiel@example.org", " KIM.Beispiel@Example.ORG "), ("030 23125-777", "+493023125777")
    for text in (*mails, *numbers, "beispiel kim", "KIM", "Nahstube Kim"):
        found = people.find(text)
        assert found[["offer_id", "in_sight", "contact_name", "versions", "batches"]].to_numpy().tolist() == [
            [2, True, "Kim Beispiel", 1, 0]
        ]


def test_nobody_else_is_found(people: People) -> None:
    for text in ("", "x", "im@example.org", "beispiel@example.org", "23125", "Robin", "@", "%"):
        assert people.find(text).empty


def test_a_mail_that_stands_in_another_column_or_was_corrected_is_found(people: People, register: Register) -> None:
    register.add(*with_kim("b.csv", b"another file", email=None, remarks="mail an kim.b@example.org"), by="Ada")
    assert people.find("kim.b@example.org")["offer_id"].tolist() == [6]
    Decisions(register).edit([Change(1, "email", "info@naehstube.example.org", "neu@example.org")], by="Ada")
    assert people.find("neu@example.org")["offer_id"].tolist() == [1]


def test_an_erased_person_is_nowhere_any_more(people: People, register: Register, tmp_path: Path) -> None:
    decisions, ledger = Decisions(register), Ledger(register)
    decisions.note(2, "Kim ruft abends an", by="Ada")
    decisions.attach(2, "Kim.pdf", b"certificate of Kim Beispiel", by="Ada")
    decisions.edit([Change(2, "town", "Kiel", "Lübeck")], by="Ada", why="Kim sagt es")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet1.xml", "<t>Kim.Beispiel@example.org</t>" * 40)
    other, _ = report("other.xlsx")
    other = dataclasses.replace(other, sha256=hashlib.sha256(packed.getvalue()).hexdigest())
    register.add(other, packed.getvalue(), by="Ada")
    ledger.confirm(ledger.propose(now=NOW), b"workbook with Kim", by="Ada", language="en", name="w.xlsx", now=NOW)
    assert all(word in everything(register) for word in WORDS)
    before = people.concerned([2])
    assert (before.offers, before.documents, before.originals, before.workbooks) == (1, 1, 2, 1)

    assert people.erase([2], by="Ada", reason="asked on 3 April", now=NOW) == before
    left = everything(register)
    assert [word for word in WORDS if word in left] == []
    assert people.find("Kim").empty
    assert faults(register) == {}
    assert 2 not in register.contents().offers["offer_id"].tolist()
    (erasure,) = people.erasures()
    assert (erasure.by, erasure.kind, erasure.offers, erasure.reason) == ("Ada", "erased", 1, "asked on 3 April")
    with pytest.raises(RegisterError) as caught:
        ledger.reissue(1)
    assert caught.value.code == "workbook_erased"


def test_the_rest_of_the_register_is_as_before(people: People, register: Register) -> None:
    before = register.contents()
    people.erase([2], by="Ada")
    after = register.contents()
    rest = before.offers[before.offers["offer_id"] != 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(after.offers, rest)
    assert set(after.capabilities["offer_id"]) == {1, 3, 4}
    assert after.version > before.version


def test_the_next_batch_lists_who_was_erased_without_data_and_once(people: People, register: Register) -> None:
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(now=NOW), b"first", by="Ada", language="en", name="w.xlsx", now=NOW)
    people.erase([2], by="Ada")
    proposed = ledger.propose(now=NOW)
    assert proposed.again is None
    assert proposed.proposal.due[["offer_id", "what", "body"]].to_numpy().tolist() == [[2, "erased", {}]]
    ledger.confirm(proposed, b"second", by="Ada", language="en", name="w.xlsx", now=NOW)
    assert ledger.propose(now=NOW).proposal.due.empty
    assert ledger.sent(2)["what"].tolist() == ["erased", "new"]


def test_a_sent_workbook_that_lists_an_offer_without_its_contact_goes_too(people: People, register: Register) -> None:
    ledger = Ledger(register)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet1.xml", "<t>Nähstube Kim</t><t>Müller &amp; Söhne</t>")
    named = packed.getvalue()
    ledger.confirm(ledger.propose(within=[], now=NOW), named, by="Ada", language="en", name="w.xlsx", now=NOW)
    other = ledger.propose(recipient="Other", within=[], now=NOW)
    ledger.confirm(other, b"without anybody", by="Ada", language="en", name="v.xlsx", now=NOW)
    more = {"organisation": "Müller & Söhne", "email": None, "phone": "+49 30 23125 778"}
    register.add(*with_kim("c.csv", b"third", **more), by="Ada")
    assert people.concerned([2]).workbooks == 1
    assert people.concerned([6]).workbooks == 1
    people.erase([2], by="Ada")
    assert ledger.reissue(2).content == b"without anybody"
    with pytest.raises(RegisterError):
        ledger.reissue(1)


def test_why_a_pair_was_judged_or_a_file_attached_goes_too(people: People, register: Register) -> None:
    Decisions(register).attach(2, "a.pdf", b"paper", by="Ada", why="Kim wrote")
    Verdicts(register).judge(1, 2, "different", by="Ada", why="Kim works alone")
    people.erase([2], by="Ada")
    assert "Kim" not in everything(register)


def test_a_workbook_with_what_was_once_corrected_goes_too(people: People, register: Register) -> None:
    values = {"email": (KIM["email"], "neu@example.org"), "contact_name": (KIM["contact_name"], "Corrected Name")}
    Decisions(register).edit([Change(2, code, *each) for code, each in values.items()], by="Ada")
    ledger = Ledger(register)
    for recipient, content in (("A", b"neu@example.org"), ("B", b"Corrected Name")):
        proposed = ledger.propose(recipient=recipient, within=[])
        ledger.confirm(proposed, content, by="Ada", language="en", name="w.xlsx")
    people.erase([2], by="Ada")
    left = everything(register)
    assert "neu@example.org" not in left
    assert "Corrected" not in left


@pytest.mark.parametrize("more", [{"contact_name": "Petra Beispiel"}, {"email": "jörg@nähstube.example.org"}])
def test_what_was_sent_of_the_offer_that_somebody_was_merged_into_goes_too(
    register: Register, more: dict[str, str]
) -> None:
    alone = dict.fromkeys(("email", "phone", "contact_name")) | more
    register.add(*with_kim(**alone, confirmed_at="2020-01-01"), by="Ada")
    firm = {"organisation": "Nähstube GmbH", "phone": "+49 30 23125 770", "confirmed_at": "2020-04-01"}
    register.add(*with_kim("b.csv", b"b", **dict.fromkeys(("email", "contact_name")) | firm), by="Ada")
    Verdicts(register).judge(2, 6, "same", by="Ada")
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(), b"sent", by="Ada", language="en", name="w.xlsx")
    (body,) = ledger.told()["body"]
    assert {code: body[code] for code in more} == more
    Verdicts(register).judge(2, 6, "different", by="Ada")
    People(register).erase([2], by="Ada")
    assert ledger.told()["body"].tolist() == [{}]


def test_what_was_decided_of_the_offer_that_somebody_was_merged_into_goes_too(
    people: People, register: Register
) -> None:
    firm = {"organisation": "Nähstube GmbH", "phone": "+49 30 23125 770", "email": None, "contact_name": None,
            "confirmed_at": "2020-04-01"}  # fmt: skip
    register.add(*with_kim("b.csv", b"b", **firm), by="Ada")
    Verdicts(register).judge(2, 6, "same", by="Ada")
    Decisions(register).edit([Change(6, "remarks", "Kim näht abends", "Kim Beispiel näht nachts")], by="Ada")
    Verdicts(register).judge(2, 6, "different", by="Ada")
    people.erase([2], by="Ada")
    assert "nachts" not in everything(register)
    assert "Nähstube GmbH" in everything(register)


def test_all_rows_of_a_merged_offer_are_found_and_erased(people: People, register: Register) -> None:
    told = {"phone": None, "email": None, "contact_name": "K. Beispiel", "street": "Gasse 3", "town": "Weiler"}
    register.add(*with_kim("b.csv", b"b", **told), by="Ada")
    Verdicts(register).judge(2, 6, "same", by="Ada")
    assert people.find(KIM["email"])["offer_id"].tolist() == [2, 6]
    assert "Gasse 3" in json.dumps(people.access([2]))
    assert people.erase([2], by="Ada").offers == 2
    assert [word for word in ("Gasse 3", "Weiler", "Beispiel") if word in everything(register)] == []


def test_what_was_sent_of_an_offer_with_that_name_of_its_own_stays(register: Register) -> None:
    register.add(*with_kim(email=None, phone=None, confirmed_at="2020-01-01"), by="Ada")
    own = {"email": None, "phone": "+49 30 23125 770", "confirmed_at": "2020-04-01"}
    register.add(*with_kim("b.csv", b"b", **own), by="Ada")
    Verdicts(register).judge(2, 6, "same", by="Ada")
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(), b"sent", by="Ada", language="en", name="w.xlsx")
    Verdicts(register).judge(2, 6, "different", by="Ada")
    People(register).erase([2], by="Ada")
    (body,) = ledger.told()["body"]
    assert body["organisation"] == KIM["organisation"]


def test_a_place_remembered_for_an_erased_address_ends_and_is_emptied(people: People, register: Register) -> None:
    places = PlaceCorrections(register)
    region = register.contents().offers.set_index("offer_id").loc[2].get("region")
    address = address_words(KIM | {"region": region})
    for words in (address, "Husum"):
        places.remember(words, "DE", {"country": "DE", "latitude": 54.3}, by="Ada")
    places.remember(address, "DE", {"country": "DE"}, by="Ada")
    people.erase([2], by="Ada")
    assert [each.words for each in places.held()] == ["husum"]
    assert "kiel" not in everything(register)
    assert faults(register) == {}


def test_an_initiative_that_names_somebody_forgets_them(people: People, register: Register) -> None:
    records = Records(register, Initiative)
    for contact, note in (("Kim, KIM.beispiel@example.org", "Kim fragen"), ("info@example.org", "030 23125-777")):
        records.add(Initiative("Nähen hilft", ("DE",), contact=contact, note=note), by="Ada")
    records.end(1, by="Ada")
    records.add(Initiative("Drucken hilft", ("DE",), contact="Robin, robin@example.org"), by="Ada")
    Records(register, Event).add(Event(dt.date(2020, 4, 1), "Aufruf", "Ask kim.beispiel@example.org"), by="Ada")
    told = people.access([2])
    assert {(each["kind"], each["field"]) for each in told["records"]} == {
        ("initiative", "contact"), ("initiative", "note"), ("event", "label_en"),
    }  # fmt: skip
    assert as_workbook(told, "de", NOW)
    people.erase([2], by="Ada")
    assert [word for word in WORDS if word in everything(register)] == []
    assert [each.record.contact for each in records.held()] == [None, "Robin, robin@example.org"]
    assert [each.record.label_de for each in Records(register, Event).held()] == ["Aufruf"]


def test_a_mail_with_an_umlaut_is_found_in_what_was_decided(people: People, register: Register) -> None:
    mail = "jörg@nähstube.example.org"
    Decisions(register).edit([Change(2, "remarks", KIM["remarks"], f"neu: {mail}")], by="Ada")
    assert people.find(mail.upper())["offer_id"].tolist() == [2]


def test_every_version_of_a_list_is_erased(register: Register) -> None:
    people = People(register)
    take_in(register, with_kim())
    take_in(register, with_kim("liste2.csv", b"later, with Kim", town="Lübeck"))
    (found,) = people.find("Kim").itertuples(index=False)
    assert (found.versions, found.town, found.in_sight) == (2, "Lübeck", True)
    done = people.erase([found.offer_id], by="Ada")
    assert (done.offers, done.versions, done.originals) == (1, 2, 2)
    assert [word for word in WORDS if word in everything(register)] == []
    assert faults(register) == {}


def test_an_import_taken_back_holds_data_and_is_erased_too(people: People, register: Register) -> None:
    register.undo(1, by="Ada")
    assert people.find("Kim")["in_sight"].tolist() == [False]
    people.erase([2], by="Ada")
    assert [word for word in WORDS if word in everything(register)] == []


def test_whoever_is_not_there_cannot_be_erased(people: People, register: Register) -> None:
    version = register.version()
    for numbers in ([], [99]):
        with pytest.raises(RegisterError) as caught:
            people.erase(numbers, by="Ada")
        assert caught.value.code == "nobody"
    assert register.version() == version
    assert people.erasures() == []


def test_nothing_stays_in_the_file_of_the_database(sqlite_url: str, tmp_path: Path) -> None:
    register = open_register(sqlite_url)
    register.add(*with_kim(content=b"Kim Beispiel " * 5000), by="Ada")
    held = lambda: [path.name for path in tmp_path.glob("register*") if b"Kim" in path.read_bytes()]  # noqa: E731
    assert held()
    People(register).erase([2], by="Ada")
    assert held() == []
    register.close()
    assert held() == []


def test_an_erasure_is_applied_again_to_a_restored_backup(sqlite_url: str, tmp_path: Path) -> None:
    register = open_register(sqlite_url)
    register.add(*with_kim(), by="Ada")
    backup(register, tmp_path / "backup")
    people = People(register)
    people.erase([2], by="Ada", now=NOW + dt.timedelta(days=4000))
    known = people.erasures()
    assert "kim" not in json.dumps(known[0].marks)
    restore(register, tmp_path / "backup")
    assert len(people.find("Kim")) == 1
    done = people.again(known, by="Bob")
    assert done is not None
    assert done.offers == 1
    assert people.find("Kim").empty
    assert [each.kind for each in people.erasures()] == ["erased_again", "erased"]
    assert people.again(known, by="Bob") is None
    assert faults(register) == {}
    register.close()


def test_an_erasure_that_could_not_be_applied_again_is_not_taken_for_known(
    people: People, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {"salt": "00" * 16, "hashes": marked([mail_key(KIM["email"])], "00" * 16)}
    known = [Erasure(1, dt.datetime.now(dt.UTC) + dt.timedelta(days=1), "Ada", "erased", 1, None, marks)]
    with monkeypatch.context() as patched:
        patched.setattr("register.people_erasing.erase", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            people.again(known, by="Bob")
    assert people.erasures() == []
    assert people.again(known, by="Bob") is not None
    assert people.find("Kim").empty


def test_who_comes_back_after_an_erasure_is_pointed_out(people: People, register: Register) -> None:
    people.erase([2], by="Ada")
    assert people.returned().empty
    register.add(*with_kim("next.csv", b"next week's list"), by="Ada")
    assert people.returned()["contact_name"].tolist() == ["Kim Beispiel"]


def test_private_persons_are_anonymised_after_their_time(register: Register) -> None:
    people, day = People(register), pd.Timestamp("2020-03-17")
    register.add(*with_kim(), by="Ada", now=NOW)
    later = dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
    assert people.due(90, now=later).empty
    due = people.due(60, now=later)
    assert due["contact_name"].tolist() == ["Kim Beispiel"]
    assert len(register.contents().offers) == 4
    ledger = Ledger(register)
    listed = b"<t>Kim.Beispiel@example.org</t>"
    ledger.confirm(ledger.propose(within=[], now=NOW), listed, by="Ada", language="en", name="w.xlsx", now=NOW)
    done = people.retain(60, by="cron", now=later)
    assert done is not None
    assert (done.offers, done.workbooks) == (1, 1)
    kept = register.contents().offers.set_index("offer_id").loc[2]
    assert (kept["organisation_type"], kept["kind"], kept["received_at"]) == ("private_person", "offer", day)
    assert kept[["organisation", "contact_name", "email", "phone", "town", "remarks"]].isna().all()
    assert [word for word in WORDS if word in everything(register)] == []
    assert people.due(60, now=later).empty
    assert people.retain(60, by="cron", now=later) is None
    assert [each.kind for each in people.erasures()] == ["anonymised"]
    assert faults(register) == {}


def test_an_anonymisation_is_applied_again_to_a_restored_backup(sqlite_url: str, tmp_path: Path) -> None:
    register = open_register(sqlite_url)
    people, later = People(register), dt.datetime(2030, 6, 1, tzinfo=dt.UTC)
    register.add(*with_kim(), by="Ada", now=NOW)
    register.add(*with_kim("b.csv", b"b", contact_name=None, organisation="Kim", phone=None), by="Ada", now=NOW)
    firm = {"organisation": "Nähstube GmbH", "organisation_type": "company"}
    register.add(*with_kim("c.csv", b"c", **firm), by="Ada", now=NOW)
    register.add(*with_kim("d.csv", b"d", confirmed_at="2030-05-01"), by="Ada", now=NOW)
    backup(register, tmp_path / "backup")
    assert people.retain(60, by="cron", now=later) is not None
    known = people.erasures()
    gone = register.contents().offers["email"]
    assert KIM["email"] not in json.dumps(known[0].marks)
    assert people.returned().empty
    restore(register, tmp_path / "backup")
    assert register.contents().offers["email"].tolist() != gone.tolist()
    done = people.again(known, by="restore")
    assert done is not None
    assert done.offers == 2
    assert register.contents().offers["email"].equals(gone)
    assert gone.dropna().str.startswith("kim").sum() == 2
    assert people.again(known, by="restore") is None
    assert faults(register) == {}
    register.close()


def test_a_place_remembered_for_an_anonymised_address_ends_and_is_emptied(register: Register) -> None:
    register.add(*with_kim(), by="Ada", now=NOW)
    region = register.contents().offers.set_index("offer_id").loc[2].get("region")
    places = PlaceCorrections(register)
    for words in (address_words(KIM | {"region": region}), "Husum"):
        places.remember(words, "DE", {"country": "DE", "latitude": 54.3}, by="Ada")
    People(register).retain(60, by="cron", now=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))
    assert [each.words for each in places.held()] == ["husum"]
    assert "kiel" not in everything(register)


@pytest.mark.parametrize("more", [{"contact_name": "Petra Beispiel"}, {"email": "jörg@nähstube.example.org"}])
def test_what_was_sent_of_the_offer_a_private_person_was_merged_into_goes_with_their_time(
    register: Register, more: dict[str, str]
) -> None:
    alone = dict.fromkeys(("email", "phone", "contact_name")) | more
    register.add(*with_kim(**alone, confirmed_at="2020-01-01"), by="Ada", now=NOW)
    firm = {"organisation": "Nähstube GmbH", "organisation_type": "company", "phone": "+49 30 23125 770",
            "email": None, "contact_name": None, "confirmed_at": "2020-04-01"}  # fmt: skip
    register.add(*with_kim("b.csv", b"b", **firm), by="Ada", now=NOW)
    Verdicts(register).judge(2, 6, "same", by="Ada")
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(), b"sent", by="Ada", language="en", name="w.xlsx", now=NOW)
    (body,) = ledger.told()["body"]
    assert {code: body[code] for code in more} == more
    later = dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
    done = People(register).retain(60, by="cron", now=later)
    assert done is not None
    assert done.offers == 1
    assert ledger.told()["body"].tolist() == [{}]


def test_who_was_dealt_with_lately_is_not_anonymised(people: People, register: Register) -> None:
    later = dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
    Decisions(register).confirm([2], by="Ada", now=later - dt.timedelta(days=5))
    assert people.due(30, now=later).empty
    assert people.due(3, now=later)["offer_id"].tolist() == [2]
