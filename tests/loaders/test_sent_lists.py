"""Lists as senders write them, from file to capabilities: each holds one trap that once caught the reader."""

import pandas as pd
import pytest

from loaders.reader import read_report


def capabilities(*lines: str) -> pd.DataFrame:
    return read_report("\n".join(lines).encode(), "list.csv").capabilities


def fields(*lines: str) -> list[str | None]:
    return [column.field for column in read_report("\n".join(lines).encode(), "list.csv").tables[0].columns]


def test_numbers_in_some_rows_and_crosses_in_others_are_a_product_column() -> None:
    found = capabilities(
        "Entreprise;Ville;Masques chirurgicaux;Visières", "Atelier Un;Lyon;12000;", "Atelier Deux;Lille;x;800"
    )
    assert found["product"].tolist() == ["mask_medical", "mask_medical", "face_shield"]
    assert found["stock"].tolist()[::2] == [12000, 800]


@pytest.mark.parametrize(
    ("models", "count"),
    [
        ("¿Qué impresora 3D tienes?", "¿Cuántas impresoras tienes?"),
        ("Modello stampante", "Quante stampanti hai?"),
        ("Model drukarki", "Ile drukarek posiadasz?"),
        ("Hersteller / Modell", "Wie viele Drucker haben Sie?"),
    ],
)
def test_questions_of_a_form(models: str, count: str) -> None:
    found = fields(f"E-Mail,{models},{count}", "a@example.org,Prusa MK3,2", "b@example.org,Ender 3,5")
    assert found == ["email", "process", "machines"]


@pytest.mark.parametrize(
    "heading", ["Fabbisogno settimanale", "Zapotrzebowanie tygodniowe", "Necesidad semanal", "Behoefte per week"]
)
def test_numbers_under_a_need_are_how_much(heading: str) -> None:
    found = fields(f"Ospedale,Prodotto,{heading}", "San Carlo,FFP2,4000", "Villa Verde,FFP3,600")
    assert found == ["organisation", "product", "per_week_high"]


def test_a_column_that_counts_machines_beats_prose() -> None:
    found = capabilities(
        "Organisation,Capability description,Technology,No. of machines",
        "Tampere Makers,We have 6 Prusa printers and a laser cutter for face shields,FFF / laser,7",
        "Turku Lab,We print with 3 Prusa printers,FFF,",
    )
    assert found["machines"].tolist() == [7, 3]


def test_a_product_called_other_is_read_from_its_description() -> None:
    found = capabilities(
        "Supplier,Product category,Description of offer,Daily production",
        "Galway Moulding,Face shield,Visor frame,4000",
        "Shannon Print,Other,3D printed door openers,120",
        "Cork Things,Other,Useful things,10",
    )
    assert found["product"].tolist() == ["face_shield", "door_opener", "other"]


def test_packs_hold_what_the_name_of_the_product_says() -> None:
    found = capabilities(
        "Company,Item offered,Quantity available,Unit of measure",
        "Clean Co,Alcohol hand gel 500ml,10000,bottle",
        "Glove Co,Nitrile gloves (box of 100),200,box",
        "Drum Co,Hand sanitizer,30,gallons",
    )
    assert found["stock"].round(1).tolist() == [5000, 10000, 113.6]


def test_who_names_no_goods_offers_the_service_described() -> None:
    found = capabilities(
        "Organisation,Capability description",
        "Univ. of the Coast,Design support and CAD",
        "Leuven Print,We sew 60 masks a day and need design support",
    )
    assert found["process"].tolist() == ["design", "sewing"]


def test_a_list_without_headings() -> None:
    found = fields(
        "Meier Textil GmbH;Hr. Meier;meier@example.org;10115;Berlin;Stoffmasken;2.000 pro Woche",
        "Fab Lab Neustadt;Fr. Kern;kern@example.org;01097;Dresden;Gesichtsvisiere;80 am Tag",
        "Brennerei Hof;Fr. Hof;hof@example.org;79098;Freiburg;Desinfektionsmittel;500 Liter / Woche",
        "Kunststoff Roth AG;Hr. Roth;roth@example.org;90402;Nürnberg;Schutzbrillen;bis zu 1.000 täglich",
    )
    assert found == ["organisation", "contact_name", "email", "postcode", "town", "product", "stock"]


def test_names_beside_the_numbers_of_a_contact() -> None:
    found = fields(
        "Virksomhed;Kontakt (navn, tlf.);By",
        "Visir ApS;Mette Holm, 23 12 50 01;Aarhus",
        "Kittel ApS;Lars Bach, 23 12 50 02;Odense",
    )
    assert found == ["organisation", "contact_name", "town"]


def test_processes_under_the_type_of_a_facility() -> None:
    found = fields(
        "facility_name,country,facility_type",
        "Dhaka Garments Ltd.,Bangladesh,Sewing",
        "Xiamen Co.,China,Injection molding",
    )
    assert found == ["organisation", "country", "process"]
