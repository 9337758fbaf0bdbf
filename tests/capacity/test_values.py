"""Dates, phones, mails, websites, answers, null words, cleaned text and kinds, as people write them."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capacity import values
from capacity.values import (
    clean_text,
    day_first,
    is_nothing,
    read_date,
    read_emails,
    read_phone,
    read_website,
    read_yes_no,
)

TODAY = datetime.date(2020, 4, 1)


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("17.3.", "2020-03-17", "2020-03-17"),
        ("17.03.2020", "2020-03-17", "2020-03-17"),
        ("29/04/2020", "2020-04-29", "2020-04-29"),
        ("2020-05-22 07:38:09.981 UTC", "2020-05-22", "2020-05-22"),
        ("May 3", "2020-05-03", "2020-05-03"),
        ("4-May", "2020-05-04", "2020-05-04"),
        ("3 avril 2020", "2020-04-03", "2020-04-03"),
        ("15. März", "2020-03-15", "2020-03-15"),
        ("KW 14", "2020-03-30", "2020-04-05"),
        ("ab KW 16", "2020-04-13", ""),
        ("ab sofort", "2020-04-01", ""),
        ("immédiatement", "2020-04-01", ""),
        ("bis 30.4.", "", "2020-04-30"),
        ("1.4. - 15.4.", "2020-04-01", "2020-04-15"),
        ("von 1.4. bis 3.4.2020", "2020-04-01", "2020-04-03"),
        ("Mitte April", "2020-04-11", "2020-04-20"),
        ("April 2020", "2020-04-01", "2020-04-30"),
        ("20200401", "2020-04-01", "2020-04-01"),
        ("20.12.", "2019-12-20", "2019-12-20"),
        ("k. A.", "", ""),
        ("3.5", "", ""),
        ("31.02.2020", "", ""),
        ("auf Anfrage", "", ""),
        ("43906", "", ""),
    ],
)
def test_dates(text: str, start: str, end: str) -> None:
    dated = read_date(text, today=TODAY)
    assert (dated.start, dated.end) == (day(start), day(end))


def test_serial_days_only_in_a_column_of_dates() -> None:
    assert read_date("43906", today=TODAY, is_date=True).start == datetime.date(2020, 3, 16)


def test_column_settles_the_order_of_day_and_month() -> None:
    assert day_first(["29/04/2020", "01/04/2020"]) is True
    assert day_first(["04/29/2020", "04/01/2020"]) is False
    assert day_first(["04/01/2020"]) is None
    assert read_date("04/05/2020", today=TODAY, day_first=False).start == datetime.date(2020, 4, 5)
    assert read_date("04/05/2020", today=TODAY).start == datetime.date(2020, 5, 4)


@given(
    st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2030, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d"]),
)
def test_dates_are_read_back(date: datetime.date, form: str) -> None:
    assert read_date(date.strftime(form), today=TODAY).start == date


@pytest.mark.parametrize(
    ("text", "country", "e164", "repaired"),
    [
        ("030 23125 123", "DE", "+493023125123", False),
        ("+49 30 23125 123", "", "+493023125123", False),
        ("0049 (0)30 23125 123", "", "+493023125123", False),
        ("3023125123", "DE", "+493023125123", True),
        ("Tel.: 030/23125-123 (Empfang)", "DE", "+493023125123", False),
        ("030 23125 123", "", "", False),
        ("493023125123", "", "+493023125123", True),
        ("NR", "DE", "", False),
        ("info@example.org", "DE", "", False),
        ("12345", "DE", "", False),
        ("\u202d030 23125 123\u202c", "DE", "+493023125123", False),
    ],
)
def test_phones(text: str, country: str, e164: str, repaired: bool) -> None:
    phone = read_phone(text, country)
    assert (phone.e164, phone.repaired) == (e164, repaired)


@pytest.mark.parametrize(
    ("text", "mails"),
    [
        ("Max Muster <Max@Example.org>", ["max@example.org"]),
        ("a@example.org; b@example.org", ["a@example.org", "b@example.org"]),
        ('["a@example.org", "b@example.org"]', ["a@example.org", "b@example.org"]),
        ("info (at) example.org", ["info@example.org"]),
        ("info [at] example [dot] org", ["info@example.org"]),
        ("mailto:a@example.org", ["a@example.org"]),
        ("a@example.org, A@example.org", ["a@example.org"]),
        ("keine", []),
        ("@example", []),
    ],
)
def test_mails(text: str, mails: list[str]) -> None:
    assert read_emails(text) == mails


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("www.Example.org/Path", "https://www.example.org/Path"),
        ("http://example.org", "http://example.org"),
        ("siehe example.org.", "https://example.org"),
        ("max@example.org", ""),
        ("keine", ""),
        ("z.B. so", ""),
    ],
)
def test_websites(text: str, website: str) -> None:
    assert read_website(text) == website


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", "yes"),
        ("OUI (CHU)", "yes"),
        ("x", "yes"),
        ("✓", "yes"),
        ("1", "yes"),
        ("Sì", "yes"),
        ("tak", "yes"),
        ("ano", "yes"),
        ("nein", "no"),
        ("Nein, leider nicht", "no"),
        ("NON", "no"),
        ("0", "no"),
        ("nie", "no"),
        ("não", "no"),
        ("✗", "no"),
        ("", ""),
        ("vielleicht", ""),
        ("Nordrhein", ""),
        ("k. A.", ""),
    ],
)
def test_yes_and_no(text: str, answer: str) -> None:
    assert read_yes_no(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "–",
        "NR",
        "NA",
        "N/A",
        "n/a",
        "k. A.",
        "keine Angabe",
        "?",
        "unbekannt",
        "nicht bekannt",
        "null",
        "none",
        "tbd.",
        "neuvedeno",
        "brak danych",
        "\u200b",
    ],
)
def test_words_that_say_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "Namibia", "500", "✓", "Nantes", "x1"])
def test_words_that_say_something(text: str) -> None:
    assert not is_nothing(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("MÃ¼nchen", "München"),
        ("Universit√© M√ºnster, N¬∫ 4", "Université Münster, Nº 4"),
        ("a\u200bb  c ", "ab c"),
        ("Köln", "Köln"),
        ("zwei\r\nZeilen", "zwei\nZeilen"),
        ("a\xa0b", "a b"),
        ("Mu\u0308nchen", "München"),
        ("plain", "plain"),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(max_size=60))
@example("\xadÂ\x91")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ASSO", "association"),
        ("Muster GmbH", "company"),
        ("Universität Musterstadt", "research"),
        ("COLLECTIVITE", "authority"),
        ("fablab", "makerspace"),
        ("SARL", "company"),
        ("Lycée", "education"),
        ("Privatperson", "private_person"),
        ("", ""),
        ("maker_group", "maker_group"),
    ],
)
def test_organisation_type(text: str, code: str) -> None:
    assert values.read_organisation_type(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("klein", "small"),
        ("10-49", "small"),
        ("250+ Mitarbeiter", "large"),
        ("5", "micro"),
        ("120 employees", "medium"),
        ("Konzern", "large"),
        ("PME", ""),
        ("", ""),
    ],
)
def test_size(text: str, code: str) -> None:
    assert values.read_size(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C13.20", "13"),
        ("Kunststoffverarbeitung", "22"),
        ("32.50", "32.50"),
        ("Medizintechnik", "32.50"),
        ("22 Gummi", "22"),
        ("99", ""),
        ("", ""),
    ],
)
def test_sector(text: str, code: str) -> None:
    assert values.read_sector(text) == code


@pytest.mark.parametrize(
    ("text", "standards"),
    [
        ("DIN EN 149:2001+A1:2009, EN14683", ["EN 149:2001+A1:2009", "EN 14683"]),
        ("EN ISO 13485:2016", ["EN ISO 13485:2016"]),
        ("(EU) 2016/425", ["(EU) 2016/425"]),
        ("93/42/EWG", ["93/42/EEC"]),
        ("keine", []),
        ("EN 13795-1:2019", ["EN 13795-1:2019"]),
    ],
)
def test_standards(text: str, standards: list[str]) -> None:
    assert values.read_standards(text) == standards


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CE zertifiziert", "claimed"),
        ("Zertifikat liegt vor", "document_seen"),
        ("nein", "not_stated"),
        ("in Prüfung", "not_stated"),
        ("nicht zertifiziert", "not_stated"),
        ("checked", "checked"),
        ("", ""),
    ],
)
def test_conformity(text: str, code: str) -> None:
    assert values.read_conformity(text) == code


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    read_date(text, today=TODAY)
    read_phone(text, "DE")
    assert all("@" in mail for mail in read_emails(text))
    assert read_yes_no(text) in ("yes", "no", "")
    for read in (read_website, values.read_size, values.read_sector, values.read_standards, values.read_conformity):
        read(text)


@given(site=st.from_regex(r"(https?://|www\.)([a-z0-9-]{1,5}\.){1,3}[a-z]{2,4}", fullmatch=True))
def test_a_plain_website_is_read_as_it_is_within_a_sentence(site: str) -> None:
    assert read_website(site) == read_website(f"siehe {site} ")
