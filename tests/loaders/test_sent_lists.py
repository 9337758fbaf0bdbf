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


def test_packs_among_other_words_and_packs_in_the_unit_column() -> None:
    found = capabilities(
        "Anbieter;Ort;Was?;Wie viel?",
        "Großhandel Meer;Bremen;Einmalhandschuhe Gr. M, 100er Box;300 Boxen sofort ab Lager",
        "Tischlerei Holz;Oldenburg;Visiere;500 Stk. pro Woche",
    )
    assert found["stock"].tolist()[0] == 15000
    found = capabilities(
        "Pos.;Bezeichnung;VE;Menge (VE);Lieferant",
        "1;Mundschutz 3-lagig Typ IIR;50 St.;2.000;MedHandel GmbH",
        "2;OP-Mantel steril L;1 St.;900;MedHandel GmbH",
    )
    assert found["product"].tolist() == ["mask_medical", "gown"]
    assert found["stock"].tolist() == [100000, 900]


def test_machines_beside_a_product_column_of_a_form() -> None:
    found = capabilities(
        "Vorname;Ort;Welche 3D-Drucker hast du und wie viele davon?;Wie viele Visiere kannst du pro Woche drucken?",
        "Tom;Kassel;2x Prusa i3 MK3S, 1x Anycubic Photon;60",
        "Anna;Leipzig;5 Ender 3;150",
    )
    assert found.loc[found["product"] == "face_shield", "per_week_high"].tolist() == [60, 150]
    assert found["machines"].dropna().tolist() == [2, 1, 5]


def test_a_machine_park_names_its_sites_and_their_free_hours() -> None:
    rows = (
        "AeroParts Ltd,Sheffield,2,EOS M290,60",
        "Bureau One BV,Delft,8,HP MJF 5210,100",
        "Proto AB,Göteborg,5,Stratasys F370,80",
    )
    heading = "Site,Town,Qty,Machine type,Free capacity (h/week)"
    assert fields(heading, *rows) == ["organisation", "town", "machines", "process", None]
    assert capabilities(heading, *rows)["machines"].tolist() == [2, 8, 5]


@pytest.mark.parametrize("heading", ["Capacity (pieces/h)", "Capacity per 24 h", "Kapazität pro Stunde"])
def test_pieces_per_hour_are_goods(heading: str) -> None:
    assert fields(f"Company,Product,{heading}", "Adler Ltd,Visor,60", "Roth Ltd,Gown,80")[2] == "per_week_high"


def test_beds_per_heads_are_a_statistic() -> None:
    report = read_report(
        b"Region,Beds per 100 000,Population,Source\nVeneto,10.1,4905854,Ministry\nLazio,9.3,5879082,Ministry",
        "beds.csv",
    )
    assert report.offers.empty
    assert report.tables[0].rows == 2


@pytest.mark.parametrize(
    ("heading", "per_week"),
    [
        ("Capacitate zilnică (buc)", 5000),
        ("Napi kapacitás", 5000),
        ("Tedenska količina", 1000),
        ("Kapacitet pr. uge", 1000),
        ("Veckokapacitet per vecka", 1000),
        ("Capacitate lunară", 1000 * 12 / 52),
    ],
)
def test_periods_of_smaller_languages(heading: str, per_week: float) -> None:
    found = capabilities(f"Firma;Produkt;{heading}", "Adler SRL;FFP2;1000", "Roth SRL;FFP3;1000")
    assert found["per_week_high"].round(3).tolist() == [round(per_week, 3)] * 2


def test_kraj_is_a_town_where_towns_stand_below_it() -> None:
    assert fields("Podjetje;Kraj;Izdelek", "Tekstil Mura d.o.o.;Kranj;FFP2", "Kemija d.o.o.;Celje;FFP3")[1] == "town"
    assert fields("Firma;Kraj;Produkt", "Plasty a.s.;Jihomoravský;FFP2", "Šití s.r.o.;Olomoucký;FFP3")[1] == "region"


def test_the_english_of_is_no_dutch_or() -> None:
    found = fields(
        "Facility Name,Type of facility,City",
        "Mercy General Hospital,Hospital,Boise",
        "Sunrise Nursing Home,Nursing home,Portland",
        "Lakeside Clinic,Clinic,Madison",
    )
    assert found == ["organisation", "organisation_type", "town"]


def test_texts_longer_than_any_cell_are_read_as_far_as_a_cell_reaches() -> None:
    found = capabilities("Firma;Ort;Beschreibung", f"Adler GmbH;Berlin;{'Wir nähen Visiere und Kittel. ' * 20_000}")
    assert found["product"].tolist() == ["face_shield", "gown"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ('{"a":' * 30_000, "file_not_a_table"),
        ("[" * 50_000, None),
        (f"Firma;Produkt;Menge\nAdler;FFP2;1e999\nRoth;Visier;{'9' * 5000}\nZ;FFP1;²³\n", None),
    ],
)
def test_endless_brackets_and_digits_are_answered_soon(content: str, error: str | None) -> None:
    assert read_report(content.encode(), "odd.csv").error == error
