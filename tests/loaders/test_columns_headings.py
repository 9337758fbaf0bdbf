"""Headings alone: phrases, abbreviations, misspellings, several meanings in one heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.schema import FIELDS, NO_COLUMN
from loaders.columns_headings import fold, knows, phrases, read_heading, roles, word_rows


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("E-Mail", "email"),
        ("E-Mail-Adresse *", "email adresse"),
        ("donorKey", "donor key"),
        ("ppe_contact_phone", "ppe contact phone"),
        ("Größe", "grosse"),
        ("C.P.", "cp"),
        ("N° de rue", "no de rue"),
        ("  Straße,\nHausnr. ", "strasse hausnr"),
        ("3-D Druck", "3d druck"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_reading_never_fails(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(0 < trust < 1 for trust in read_heading(text).roles.values())


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Firma", "organisation"),
        ("Name der Organisation / Firma", "organisation"),
        ("Raison sociale", "organisation"),
        ("Ansprechpartner/in (Name)", "contact_name"),
        ("Kontakt E-Mail", "email"),
        ("Telefon Ansprechpartner", "phone"),
        ("Tel.-Nr. *", "phone"),
        ("Telefon 2", "phone"),
        ("Fax-Nr.", "none"),
        ("Preis pro Stück", "none"),
        ("PLZ/Ort", "postcode_town"),
        ("Standort PLZ", "postcode"),
        ("Straße, PLZ, Ort", "address"),
        ("Kontakt (Name, Tel., Mail)", "contact"),
        ("Produkt und Menge", "product_quantity"),
        ("Anzahl 3D-Drucker", "machines"),
        ("Kapazität pro Woche", "per_week_high"),
        ("weekly_capacity_min", "per_week_low"),
        ("Tipo centro", "organisation_type"),
        ("Herstelleranschrift", "address"),
        ("Postleizahl", "postcode"),
        ("Organistion", "organisation"),
        ("Strasse und Hausnummer", "street"),
        ("E-Mail2", "email"),
        ("Max. per week", "per_week_high"),
        ("Möchten Sie Material anbieten oder suchen?", "kind"),
        ("Wie viele Stück haben Sie vorrätig?", "stock"),
        ("Hvornår kan I levere?", "available_from"),
        ("¿Cuántas piezas por semana?", "quantity"),
        ("Tel. / Fax", "phone"),
        ("Preis FFP2 in €", "none"),
        ("Funktion des Ansprechpartners", "position"),
        ("Ansprechpartner, Funktion", "contact_name"),
        ("Krankenhaus-ID", "external_id"),
        ("# Drucker im Netzwerk", "machines"),
        ("Kapazität/Wo.", "per_week_high"),
        ("Menge/Wo. min.", "per_week_low"),
        ("Adresse (n° et voie)", "address"),
        ("Abgabestelle (Adresse)", "address"),
        ("Carimbo de data/hora", "received_at"),
        ("Groesse", "organisation_size"),
        ("What is your email address?", "email"),
        ("Nazwa firmy", "organisation"),
        ("Název organizace", "organisation"),
        ("Ragione sociale", "organisation"),
        ("Correo electrónico", "email"),
        ("Código postal", "postcode"),
        ("Contactpersoon", "contact_name"),
        ("addr:street", "street"),
    ],
)
def test_the_first_role_of_a_heading(heading: str, role: str) -> None:
    assert next(iter(read_heading(heading).roles)) == role


@pytest.mark.parametrize("heading", ["Blauwal", "Xyzzy", "", "…", "12"])
def test_headings_that_say_nothing(heading: str) -> None:
    assert read_heading(heading).roles == {}


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Stück/Woche", True),
        ("Weekly output", True),
        ("Capacité par jour", True),
        ("Menge", False),
        ("Antal pr. uge", True),
    ],
)
def test_the_period_in_a_heading(heading: str, period: bool) -> None:
    assert read_heading(heading).period is period


def test_an_exact_heading_is_trusted_more_than_a_misspelt_or_partial_one() -> None:
    exact, misspelt, partial = (
        max(read_heading(text).roles.values()) for text in ("Postleitzahl", "Postleizahl", "Postleitzahl Werk")
    )
    assert exact > misspelt > partial > 0.5


def test_ambiguous_headings_keep_their_meanings_in_order() -> None:
    assert list(read_heading("Land").roles) == ["country", "region"]


def test_every_label_of_the_schema_is_known_and_leads_to_its_field() -> None:
    for field in (field for field in FIELDS if field.code not in NO_COLUMN):
        for label in (field.de, field.en):
            named = {roles()[role].field for role in phrases()[fold(label)]}
            assert knows(label)
            assert field.code in named or named & {"latitude", "organisation", "contact_name", "confirmed_at"}, label


def test_every_heading_of_the_list_has_a_declared_role_and_is_listed_once() -> None:
    rows = list(word_rows("headings"))
    assert {row["field"] for row in rows} <= set(roles())
    keys = [(row["field"], row["language"], row["heading"].lower()) for row in rows]
    assert len(keys) == len(set(keys))
    assert {"de", "en", "fr", "it", "es", "nl", "pl", "pt", "cs"} <= {row["language"] for row in rows}


def test_every_role_stands_for_a_field_of_the_schema_or_none() -> None:
    assert {role.field for role in roles().values()} <= {field.code for field in FIELDS} | {""}
