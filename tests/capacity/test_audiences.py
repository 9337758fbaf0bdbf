"""What liaisons may see: contacts as they were forwarded and no others, nobody's name who is a private person."""

import time

import pandas as pd
import pytest

from capacity.audiences import AUDIENCES, private, seen, sees
from capacity.redaction import MASK, REACHABLE
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS
from capacity.schema import FIELDS, typed
from tests.lines import every

NAME, MAIL, PHONE, STREET = "Petra Musterfrau", "petra@example.org", "+49 30 23125 111", "Erfundener Weg 7"
CONTACT = {
    "organisation": "Erfunden GmbH", "organisation_type": "company", "contact_name": NAME, "email": MAIL,
    "phone": PHONE, "street": STREET, "postcode": "52062", "town": "Aachen", "region": "NRW", "country": "DE",
    "nuts0": "DE", "nuts3": "DEA2D", "latitude": 50.774213, "longitude": 6.084213, "precision": "address",
    "place_words": f"{STREET}, 52062 Aachen", "website": "https://www.example.org", "remarks": f"nur {NAME} anrufen",
    "consent": "yes", "consent_words": f"{NAME}: ja", "assignee": "K. Muster", "status": "forwarded", "kind": "offer",
}  # fmt: skip


def frames(quote: str = "400 Visiere", **changes: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One offer, as the register gives it, and its line."""
    own = {"offer_id": 7, "import_id": 3, "source_file": f"{NAME}.xlsx", "source_sheet": NAME, "source_row": 4}
    offers = pd.DataFrame([own | CONTACT | changes], columns=[*own, *OFFER_COLUMNS[3:]])
    lines = pd.DataFrame([{"capability_id": 1, "offer_id": 7, "product": "face_shield", "quote": quote}],
                         columns=["capability_id", "offer_id", *CAPABILITY_COLUMNS[1:]])  # fmt: skip
    return typed(offers, "offer"), typed(lines, "capability")


def liaison(sent: dict[int, dict] | None = None, quote: str = "400 Visiere", **changes: object) -> tuple[dict, dict]:
    """The offer and its line as a liaison sees them, missing fields left out."""
    found = seen(*frames(quote, **changes), "liaison", sent or {})
    rows = [frame.iloc[0].dropna().to_dict() for frame in (found.offers, found.capabilities)]
    return rows[0], rows[1]


def test_staff_see_the_frames_as_they_are() -> None:
    offers, lines = frames()
    found = seen(offers, lines, "staff", {})
    assert found.offers is offers
    assert found.capabilities is lines


def test_fields_of_staff_do_not_exist_for_others_nor_where_a_row_was_read() -> None:
    for audience in ("liaison", "viewer"):
        found = seen(*frames(), audience, {7: CONTACT})
        columns = {*found.offers.columns, *found.capabilities.columns}
        assert not columns & {"remarks", "consent_words", "consent_at", "assignee", "import_id", "source_file",
                              "source_sheet", "source_row", "original"}  # fmt: skip


def test_no_contact_is_seen_that_was_not_forwarded() -> None:
    offer, _ = liaison()
    assert not offer.keys() & {"contact_name", "email", "phone", "street", "place_words"}
    assert offer["organisation"] == "Erfunden GmbH"
    assert offer["town"] == "Aachen"


def test_a_forwarded_contact_is_seen_as_it_was_sent() -> None:
    sent = {key: CONTACT[key] for key in ("contact_name", "email", "phone", "street", "place_words")}
    offer, _ = liaison({7: sent}, email="new@example.org")
    assert {key: offer[key] for key in sent} == sent  # the new address was not forwarded yet


def test_where_a_street_was_not_forwarded_the_point_is_a_kilometre_off() -> None:
    offer, _ = liaison()
    assert (offer["latitude"], offer["longitude"], offer["precision"]) == (50.77, 6.08, "postcode")
    offer, _ = liaison({7: CONTACT})
    assert (offer["latitude"], offer["precision"]) == (CONTACT["latitude"], "address")


@pytest.mark.parametrize("changes", [{"organisation_type": "private_person", "organisation": "Petra M."},
                                     {"organisation": "petra  MUSTERFRAU", "organisation_type": None}])  # fmt: skip
def test_of_a_private_person_neither_name_nor_place_is_seen(changes: dict) -> None:
    offer, line = liaison(quote="ich, 400 Visiere", **changes)
    hidden = {"organisation", "website", "postcode", "town", "region", "latitude", "longitude", "contact_name", "email"}
    assert not offer.keys() & hidden
    assert (offer["nuts3"], offer["precision"]) == ("DEA2D", "region")
    assert "quote" not in line
    assert line["product"] == "face_shield"


def test_a_private_person_who_agreed_is_seen_as_forwarded() -> None:
    offer, line = liaison({7: CONTACT | {"organisation": "Petra M."}}, organisation_type="private_person")
    assert (offer["organisation"], offer["email"], offer["town"]) == ("Petra M.", MAIL, "Aachen")
    assert line["quote"] == "400 Visiere"


@every((
    MAIL, "030 / 23125-222", "+49 (0)30 23125 333", "0049 30 23125444", NAME, "Frau musterfrau", "PETRA",
    "anna.b@example.org", "anna.b(at)example.org", "anna.b [AT] example.org", "anna.b @ example.org",
    "anna.b＠example.org", "anna.b [at] example [dot] org", "anna at example dot org", "anna.b(at)example(punkt)org",
    "601 234 567", "601-234-567", "30 23125 111", "Musterfräu", "MUSTERFRAU's",
    "tlf. 12 34 56 78", "Tel. 231 98765", "Telefonnummer: 98765", "Phone no. 555-0100", "Fax 2319876", "Тел. 231 98 76",
    "Tél. 12 34 56 78",
    "https://wa.me/4512345678", "t.me/erfunden", "tel:12345678", "https://api.whatsapp.com/send?phone=4512345678",
))  # fmt: skip
def test_words_are_seen_without_contacts_in_them(said: str) -> None:
    words = f"ca. 1 000 000 Stück {said} bis 31.03.2020"
    named = dict.fromkeys(("organisation", "website", "town", "passed_on_by", "external_id"), words)
    offer, line = liaison(quote=words, **named)
    for shown in (*(offer[field] for field in named), line["quote"]):
        assert said not in shown
        assert MASK in shown
        assert shown.startswith("ca. 1 000 000 Stück ")
        assert shown.endswith(" bis 31.03.2020")
    told, _ = liaison({7: CONTACT}, **named)
    assert all(said in told[field] for field in named if field != "passed_on_by")


def test_numbers_and_days_stay_in_words() -> None:
    for words in (
        "400-500 Stück/Woche",
        "1.000.000 Stück",
        "2020-03-27",
        "EN 166:2001, EN ISO 374-5",
        "10 000–20 000",
        "500 @ 2.50 Euro",
        "15.04.2020-30.04.2020",
        "1.000.000 - 1.500.000 Stück",
        "am Markt (Hof) 3",
        "telefonisch vereinbart: 12000 Stück",
        "12 mobile Drucker, 20 000 Stück",
    ):
        assert liaison(quote=words)[1]["quote"] == words


def test_ones_own_number_is_found_within_a_link_and_a_links_own_digits_stay() -> None:
    offer, _ = liaison(phone="+48 601 234 567", website="https://wa.example.org/48601234567")
    assert offer["website"] == f"https://wa.example.org/{MASK}"
    offer, _ = liaison(website="https://www.example.org/pages/100047112345678")
    assert offer["website"] == "https://www.example.org/pages/100047112345678"


@pytest.mark.parametrize(
    ("organisation", "contact", "same"),
    [
        ("Muster, Erika", "Erika Muster", True), ("Frau Erika Muster", "Erika Muster", True),
        ("Dr. Jörg Muster", "Joerg Muster", True), ("Muster GmbH", "Erika Muster", False),
        ("Erika Muster Textil", "Erika Muster", False), ("Herr", "Frau", False), ("Erfunden", None, False),
    ],
)  # fmt: skip
def test_a_person_is_known_by_their_name_in_any_order(organisation: str, contact: str | None, same: bool) -> None:
    offers, _ = frames(organisation=organisation, contact_name=contact, organisation_type=None)
    assert private(offers).tolist() == [same]


def test_a_long_text_without_spaces_is_gone_through_once() -> None:
    for letters in ("a", "1", "a(at)", "a @ "):
        words = letters * 30_000
        began = time.process_time()
        assert REACHABLE.sub(MASK, words)
        assert time.process_time() - began < 2


def test_private_persons_count_for_no_viewer() -> None:
    offers, lines = frames(organisation_type="private_person")
    assert seen(offers, lines, "viewer", {7: CONTACT}).left_out == 1
    assert private(offers).tolist() == [True]


def test_every_field_says_who_may_see_it() -> None:
    for each in FIELDS:
        assert sees("staff", each.code)
        assert sees("liaison", each.code) >= sees("viewer", each.code)
    assert sees("liaison", "email")
    assert not sees("viewer", "email")
    assert not sees("liaison", "remarks")


def test_an_audience_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seen(*frames(), "nobody", {})  # type: ignore[arg-type]
    assert AUDIENCES == ("staff", "liaison", "viewer")


@pytest.mark.parametrize(
    ("said", "seen_as"),
    [
        (f"Rückfragen an {MAIL} oder max@example.org", f"Rückfragen an {MAIL} oder {MASK}"),
        ("Tel. 030 23125 111, nachts 030 23125 999", f"Tel. 030 23125 111, nachts {MASK}"),
        ("von B. Muster <b.muster@example.org>", f"von B. Muster <{MASK}>"),
        ("400 Visiere je Woche", "400 Visiere je Woche"),
    ],
)
def test_of_a_forwarded_offer_no_third_person_can_be_reached(said: str, seen_as: str) -> None:
    offer, line = liaison({7: CONTACT}, quote=said, passed_on_by=said)
    assert (offer["passed_on_by"], line["quote"]) == (seen_as, seen_as)


def test_what_was_forwarded_without_a_contact_shows_nobodys() -> None:
    assert liaison({7: {}}, quote="an max@example.org")[1]["quote"] == f"an {MASK}"
