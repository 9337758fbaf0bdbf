"""Cells to values: codes, people, dates; what cannot be read becomes an issue and its words stay."""

import datetime as dt

import pandas as pd
import pytest

from loaders.interpret import each_distinct, read_code, read_headcount
from loaders.interpret_people import _name_in
from tests.loaders.lists import DAY, codes, first, read_rows


def test_each_distinct_text_is_read_once() -> None:
    seen: list[str] = []
    column = pd.Series(["a", "b", "a", None, "a"], dtype=object)
    found = each_distinct(column, lambda text: seen.append(text) or text.upper())
    assert list(found) == ["A", "B", "A", None, "A"]
    assert seen == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("7", "micro"),
        ("48", "small"),
        ("ca. 120", "medium"),
        ("1.200", "large"),
        ("Klein (unter 50)", "small"),
        ("groß", "large"),
    ],
)
def test_headcounts(text: str, size: str) -> None:
    assert read_headcount(text) == size


def test_codes_are_read_from_labels_in_both_languages() -> None:
    assert {read_code("consent", text) for text in ("yes", "Ja", "JA")} == {"yes"}
    assert read_code("organisation_type", "Behörde") == read_code("organisation_type", "Authority") == "authority"
    assert read_code("consent", "vielleicht") is None


def test_people() -> None:
    offer = first(
        read_rows(
            ("Firma", "Vorname", "Nachname", "Tel.", "Mobil", "E-Mail", "Land"),
            (
                "Nordlicht GmbH",
                "Anna",
                "Lindner",
                "030 23125 101",
                "+49 30 23125102",
                "a@example.org, b@example.org",
                "Deutschland",
            ),
        )
    )
    assert offer["contact_name"] == "Anna Lindner"
    assert offer["email"] == "a@example.org; b@example.org"
    assert str(offer["phone"]).count("+49") == 2


def test_a_contact_block_is_taken_apart() -> None:
    offer = first(
        read_rows(
            ("Firma", "Kontakt (Name, Tel., E-Mail)"),
            ("Nordlicht GmbH", "Anna Lindner, 030 23125 101, anna@example.org"),
            ("Weberei AG", "Jan Probst\nTel: 030 23125 102\njan@example.org"),
        )
    )
    assert (offer["contact_name"], offer["email"]) == ("Anna Lindner", "anna@example.org")
    assert "23125" in str(offer["phone"]).replace(" ", "")


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("Frau Lindner, 030 23125 101", "Frau Lindner"),
        ("anna@example.org", None),
        ("Tel. 030 23125 101 – Jan Probst", "Jan Probst"),
    ],
)
def test_names_in_contact_blocks(block: str, name: str | None) -> None:
    assert _name_in(block) == name


def test_a_mail_among_the_phones_is_a_mail() -> None:
    report = read_rows(
        ("Firma", "Telefon"),
        ("Nordlicht GmbH", "030 23125 101"),
        ("Weberei AG", "info@example.org"),
        ("Holm KG", "030 23125 103"),
    )
    assert report.offers["email"].tolist()[1] == "info@example.org"
    assert "phone_unreadable" not in codes(report)


def test_dates_and_their_defaults() -> None:
    offer = first(
        read_rows(
            ("Firma", "Ort", "Eingang", "lieferbar ab", "lieferbar bis"),
            ("Nordlicht GmbH", "Berlin", "30.03.2020", "KW 16", "31.05.2020"),
        )
    )
    assert offer["received_at"] == offer["confirmed_at"] == pd.Timestamp("2020-03-30")
    assert offer["available_from"] == pd.Timestamp("2020-04-13")
    assert offer["available_until"] == pd.Timestamp("2020-05-31")
    plain = first(read_rows(("Firma", "Ort"), ("Nordlicht GmbH", "Berlin")))
    assert plain["received_at"] == pd.Timestamp(DAY)
    assert plain["available_from"] is None


def test_a_day_without_a_year_lies_near_the_other_days_of_the_table() -> None:
    report = read_rows(
        ("Firma", "Ort", "Eingang"),
        ("Nordlicht GmbH", "Berlin", "28.03.2019"),
        ("Weberei AG", "Hof", "2.4."),
        ("Holm KG", "Aachen", "30.03.2019"),
    )
    assert report.offers["received_at"].dt.year.tolist()[0] == 2019


def test_a_line_above_the_table_dates_and_names_the_sender() -> None:
    report = read_rows(
        ("Rückmeldungen",),
        ("Stand: 30.03.2020",),
        ("Cluster: Nord",),
        (),
        ("Firma", "Ort"),
        ("Nordlicht GmbH", "Berlin"),
        ("Weberei AG", "Hof"),
    )
    offer = first(report)
    assert offer["received_at"] == pd.Timestamp("2020-03-30")
    assert offer["passed_on_by"] == "Nord"


def test_what_cannot_be_read_is_told_with_its_cell_and_the_row_stays() -> None:
    report = read_rows(
        ("Firma", "E-Mail", "Eingang", "Einwilligung", "Telefon", "Mitarbeiter"),
        ("Nordlicht GmbH", "anna@example.org", "30.03.2020", "ja", "030 23125 101", "12"),
        ("Holm KG", "holm@example.org", "31.03.2020", "nein", "030 23125 102", "48"),
        ("Weberei AG", "weberei-example", "31.02.2020x", "mal sehen", "siehe Website", "einige"),
    )
    assert report.tables[0].offers == 3
    cells = {(row.code, row.row, row.column): row.read for row in report.issues.itertuples()}
    assert cells[("email_unreadable", 4, 2)] == "weberei-example"
    assert cells[("answer_unreadable", 4, 4)] == "mal sehen"
    assert cells[("phone_unreadable", 4, 5)] == "siehe Website"
    assert cells[("code_unknown", 4, 6)] == "einige"
    assert "Einwilligung: mal sehen" in report.offers["remarks"].tolist()[2]
    assert report.offers["consent"].tolist() == ["yes", "no", "not_stated"]
    words = report.offers["consent_words"]
    assert words.dropna().tolist() == ["Einwilligung: ja", "Einwilligung: nein"]
    assert words.notna().tolist() == report.offers["consent_at"].notna().tolist() == [True, True, False]


def test_how_urgent_a_need_is() -> None:
    report = read_rows(
        ("Einrichtung", "Art", "Produkt", "Dringlichkeit"),
        ("Klinik Nord", "Bedarf", "FFP2", "hoch"),
        ("Heim am Ufer", "Bedarf", "Visier", "sofort, lebenswichtig"),
        ("Praxis West", "Bedarf", "FFP2", "nicht dringend"),
        ("Amt Ost", "Bedarf", "FFP2", "mal sehen"),
    )
    assert report.offers["urgency"].tolist()[:3] == ["high", "critical", "low"]
    assert report.offers["urgency"].isna().tolist() == [False, False, False, True]
    assert [row.read for row in report.issues.itertuples() if row.code == "code_unknown"] == ["mal sehen"]


def test_a_day_of_receipt_in_the_future_is_none() -> None:
    tomorrow = dt.date.today() + dt.timedelta(days=400)
    report = read_rows(("Firma", "Ort", "Eingang"), ("Nordlicht GmbH", "Berlin", tomorrow.strftime("%d.%m.%Y")))
    assert "date_in_future" in codes(report)
    assert report.offers["received_at"].tolist() == [pd.Timestamp(DAY)]


def test_two_columns_for_one_field_lose_nothing() -> None:
    report = read_rows(
        ("Lieferant", "Hersteller", "Ort"),
        ("Nordlicht GmbH", "Weberei AG", "Berlin"),
        ("Holm KG", "", "Hof"),
        ("Faden e.K.", "Faden e.K.", "Aachen"),
    )
    offer = first(report)
    assert offer["organisation"] == "Nordlicht GmbH"
    assert offer["remarks"] == "Hersteller: Weberei AG"
    assert codes(report) == ["columns_reconciled"]


def test_namibia_is_a_country_and_na_elsewhere_nothing() -> None:
    report = read_rows(
        ("Company", "Country", "Phone"), ("Severn Ltd", "NA", "NA"), ("Solent Ltd", "UK", "+44 113 496 0001")
    )
    assert report.offers["country"].tolist()[0] == "NA"
    assert report.offers["phone"].isna().tolist()[0]
