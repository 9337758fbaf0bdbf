"""Rows to offers and capabilities: what each line offers, how much, and that every row is accounted for."""

import datetime as dt
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity import vocabulary
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS
from capacity.schema import FIELDS
from tests.fuzzing import times
from tests.loaders.lists import codes, first, lines, read_rows


def amounts(report: object) -> list[tuple[object, ...]]:
    wanted = ("product", "stock", "per_week_low", "per_week_high")
    return [tuple(line[code] for code in wanted) for line in lines(report)]  # type: ignore[arg-type]


def test_a_long_table() -> None:
    report = read_rows(
        ("Firma", "Produkt", "Kapazität pro Woche", "Verfahren", "Material", "Norm"),
        ("Nordlicht GmbH", "Mund-Nasen-Schutz", "ca. 5.000", "Nähen", "Baumwolle", ""),
        ("Weberei AG", "OP-Kittel", "60-80 am Tag", "", "", "EN 13795"),
    )
    assert amounts(report) == [("mask_medical", None, 5000, 5000), ("gown", None, 300, 400)]
    one, two = lines(report)
    assert (one["process"], one["material"], one["unit"]) == ("sewing", "cotton", "piece")
    assert (two["standard"], two["plausibility"]) == ("EN 13795", "plausible")
    assert "ca. 5.000" in str(one["quote"])


def test_a_size_or_colour_in_a_products_brackets_is_no_unit() -> None:
    names = (
        "Einmalhandschuhe (Paar)",
        "Einmalhandschuhe (M)",
        "Einmalhandschuhe (L)",
        "Schürzen (blau)",
        "Handgel (L)",
    )
    rows = [("Nordlicht GmbH", name, "1200") for name in names]
    report = read_rows(("Firma", "Produkt", "Lagerbestand"), *rows)
    assert [(line["unit"], line["stock"]) for line in lines(report)] == [
        *[("pair", 1200)] * 3,
        ("piece", 1200),
        ("litre", 1200),
    ]


def test_columns_that_are_products_are_unpivoted() -> None:
    report = read_rows(
        ("Firma", "Ort", "FFP2 (Stück/Woche)", "Visiere (Stück/Tag)", "Kittel (Bestand)", "Nähen"),
        ("Nordlicht GmbH", "Berlin", "500", "20", "", "x"),
        ("Weberei AG", "Hof", "0", "nein", "1.200", ""),
        ("Holm KG", "Aachen", "x", "", "", ""),
    )
    assert amounts(report) == [
        ("mask_ffp2", None, 500, 500),
        ("face_shield", None, 100, 100),
        ("gown", 1200, None, None),
        ("mask_ffp2", None, None, None),
    ]
    assert [line["process"] for line in lines(report)] == ["sewing", "sewing", None, None]


@pytest.mark.parametrize(("one", "zero"), [("1", "0"), ("1.0", "0.0")])
def test_ones_and_noughts_below_goods_are_flags(one: str, zero: str) -> None:
    rows = (("Nordlicht GmbH", one, zero, one), ("Weberei AG", zero, one, zero), ("Faden e.K.", one, one, zero))
    report = read_rows(("Firma", "FFP2", "Kittel", "Visiere"), *rows)
    assert amounts(report) == [(product, None, None, None) for product in (
        "mask_ffp2", "face_shield", "gown", "mask_ffp2", "gown",
    )]  # fmt: skip
    counted = read_rows(("Firma", "FFP2", "Kittel"), ("Nordlicht GmbH", "1", "20"), ("Weberei AG", "0", "1"))
    assert [stock for _, stock, _, _ in amounts(counted)] == [1, 20, 1]


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (("Menge", "Einheit", "Zeitraum"), ("3000", "Stk.", "Monat"), (None, 692.3, 692.3)),
        (("Produktion Menge", "Produktion je"), ("6000", "Tag"), (None, 30000, 30000)),
        (("Bestand", "Kapazität/Woche"), ("2.000", "500"), (2000, 500, 500)),
        (("Je Woche, mindestens", "Je Woche, höchstens"), ("100", "200"), (None, 100, 200)),
        (("Menge",), ("250",), (250, None, None)),
        (("Kapazität",), ("250",), (None, 250, 250)),
        (("Kapazität",), ("250 am Tag, 80 auf Lager",), (80, 1250, 1250)),
        (("Stück/Woche",), ("2'000",), (None, 2000, 2000)),
    ],
)
def test_how_much(headings: tuple[str, ...], cells: tuple[str, ...], expected: tuple[float | None, ...]) -> None:
    report = read_rows(
        ("Firma", "Produkt", *headings), ("Nordlicht GmbH", "Visiere", *cells), ("Weberei AG", "Visiere", *cells)
    )
    stock, low, high = amounts(report)[0][1:]
    assert [stock, low, high] == [None if each is None else pytest.approx(each, rel=1e-3) for each in expected]


def test_a_capacity_without_a_period_is_said_to_be_taken_per_week() -> None:
    report = read_rows(("Firma", "Produkt", "Kapazität"), ("Nordlicht GmbH", "Visiere", "250"))
    assert codes(report) == ["period_missing"]


def test_the_period_of_a_title_holds_for_its_table() -> None:
    report = read_rows(
        ("Angebote, Stückzahlen pro Woche",),
        (),
        ("Firma", "Ort", "Visiere", "Kittel"),
        ("Nordlicht GmbH", "Berlin", "250", ""),
        ("Weberei AG", "Hof", "", "40"),
    )
    assert amounts(report) == [("face_shield", None, 250, 250), ("gown", None, 40, 40)]


def test_several_products_in_one_cell() -> None:
    told = read_rows(("Firma", "Angebot"), ("Nordlicht GmbH", "500 Visiere pro Woche und 200 OP-Kittel pro Woche"))
    assert amounts(told) == [("face_shield", None, 500, 500), ("gown", None, 200, 200)]
    shared = read_rows(("Firma", "Produkt", "Menge pro Woche"), ("Nordlicht GmbH", "Visiere, OP-Kittel", "500"))
    assert amounts(shared) == [("face_shield", None, 500, 500), ("gown", None, None, None)]
    assert codes(shared) == ["quantity_shared"]


def test_machines_go_with_their_process() -> None:
    one = read_rows(
        ("Firma", "Produkt", "Drucker", "Anzahl Drucker"),
        ("TH Nord", "Visiere", "Prusa MK3S", "4"),
        ("FH Süd", "Visiere", "Ender 3", "2"),
    )
    assert [(line["product"], line["process"], line["machines"]) for line in lines(one)] == [
        ("face_shield", "material_extrusion", 4),
        ("face_shield", "material_extrusion", 2),
    ]
    two = read_rows(("Firma", "Drucker"), ("TH Nord", "9 Ultimaker S5 und 2 Form 3"))
    assert {(line["process"], line["machines"]) for line in lines(two)} == {
        ("material_extrusion", 9),
        ("vat_photopolymerization", 2),
    }


def test_prose_says_how_and_how_much_where_no_column_does() -> None:
    report = read_rows(
        ("Firma", "Ort", "Bemerkung"), ("Nordlicht GmbH", "Berlin", "drucken 80 Visiere pro Tag aus PETG")
    )
    line = lines(report)[0]
    assert (line["product"], line["per_week_high"], line["material"]) == ("face_shield", 400, "petg")


def test_a_product_column_is_not_overruled_by_a_description() -> None:
    report = read_rows(
        ("Firma", "Produkt", "Beschreibung"),
        ("Nordlicht GmbH", "Visiere", "ersetzt keine FFP2-Maske; Kittel auf Anfrage, Halter aus PLA"),
    )
    assert [(line["product"], line["material"]) for line in lines(report)] == [("face_shield", "pla")]


def test_products_nobody_knows_are_other_and_told() -> None:
    report = read_rows(
        ("Firma", "Produkt", "Menge"), ("Nordlicht GmbH", "Visiere", "5"), ("Weberei AG", "Blumentöpfe", "7")
    )
    assert amounts(report)[1] == ("other", 7, None, None)
    assert codes(report) == ["product_unknown"]


def test_titles_groups_and_file_names_say_what_rows_do_not() -> None:
    named = read_rows(("Firma", "Ort", "Menge"), ("Nordlicht GmbH", "Berlin", "50"), name="Visiere_Hersteller.csv")
    assert amounts(named) == [("face_shield", 50, None, None)]
    needs = read_rows(
        ("Einrichtung", "Ort", "Produkt", "Menge"), ("Klinik Nord", "Berlin", "FFP2", "50"), name="Bedarfe KW14.csv"
    )
    assert (needs.tables[0].offers, needs.tables[0].needs) == (0, 1)
    mixed = read_rows(
        ("Firma", "Ort", "Angebot oder Bedarf", "Produkt"),
        ("Nordlicht GmbH", "Berlin", "Angebot", "FFP2"),
        ("Klinik Nord", "Hof", "Bedarf", "FFP2"),
    )
    assert list(mixed.offers["kind"]) == ["offer", "need"]


def test_quantities_that_cannot_be_meant_are_kept_and_excluded() -> None:
    report = read_rows(
        ("donorKey", "item", "qty"),
        ("a1", "face_shield", "-18"),
        ("a2", "n95", "199999999999998"),
        ("a3", "gown", "20"),
    )
    assert [line["plausibility"] for line in lines(report)] == ["excluded", "excluded", "plausible"]
    assert amounts(report)[0] == ("face_shield", -18, None, None)
    assert codes(report).count("quantity_excluded") == 2


def test_test_entries_do_not_count() -> None:
    report = read_rows(
        ("Firma", "Ort", "Produkt", "Menge"),
        ("test1", "Berlin", "FFP2", "50"),
        ("Nordlicht GmbH", "Berlin", "Tests", "50"),
    )
    assert [line["plausibility"] for line in lines(report)] == ["excluded", "plausible"]


def test_rows_that_name_nobody_and_nothing_are_lost_with_an_issue() -> None:
    report = read_rows(
        ("Nr.", "Firma", "Ort", "Produkt"),
        ("1", "Nordlicht GmbH", "Berlin", "FFP2"),
        ("2", "-", "k. A.", ""),
        ("3", "Weberei AG", "Hof", "Kittel"),
    )
    table = report.tables[0]
    assert (table.rows, table.offers) == (3, 2)
    assert report.issues[["code", "row", "row_lost"]].values.tolist() == [["row_identifies_nothing", 3, True]]


def test_the_original_keeps_every_filled_cell_in_order() -> None:
    offer = first(
        read_rows(
            ("Firma", "USt-ID", "Ort", "Ort"),
            ('Nord "licht" GmbH', "DE1", "Berlin", ""),
            ("Weberei AG", "DE2", "Hof", "Süd"),
        )
    )
    assert json.loads(str(offer["original"])) == {"Firma": 'Nord "licht" GmbH', "USt-ID": "DE1", "Ort": "Berlin"}
    assert list(json.loads(str(offer["original"]))) == ["Firma", "USt-ID", "Ort"]


def test_unmapped_columns_are_told_once() -> None:
    report = read_rows(
        ("Firma", "Ort", "USt-ID", "leer"), ("Nordlicht GmbH", "Berlin", "DE1", ""), ("Weberei AG", "Hof", "DE2", "")
    )
    assert report.issues[["code", "column", "read"]].values.tolist() == [["column_unmapped", 3, "USt-ID"]]


def test_several_tables_have_row_ids_of_their_own() -> None:
    rows = [("Firma", "Ort", "Produkt"), ("Nordlicht GmbH", "Berlin", "FFP2"), ("Weberei AG", "Hof", "Kittel")]
    report = read_rows(
        *rows,
        (),
        (),
        ("Klinik", "Stadt", "Bedarf", "Menge"),
        ("Klinik Nord", "Aachen", "Visiere", "50"),
        ("Klinik Süd", "Ulm", "FFP2", "20"),
    )
    assert report.offers["row_id"].is_unique
    assert set(report.capabilities["row_id"]) <= set(report.offers["row_id"])
    assert len(report.offers) == sum(table.offers + table.needs for table in report.tables)


CELL = st.sampled_from(
    [
        "",
        "-",
        "x",
        "ja",
        "Nordlicht GmbH",
        "Berlin",
        "10115",
        "FFP2",
        "Visiere, Kittel",
        "500",
        "-18",
        "60-80 am Tag",
        "KW 14",
        "a@example.org",
        "030 23125 101",
        "31.02.2020",
        "=1+1",
        "Summe",
        "\u200b",
        "9" * 30,
        "NA",
        "Beispiel",
        "0,5",
    ]
)
HEADING = st.sampled_from(
    [
        "Firma",
        "Name",
        "PLZ",
        "Ort",
        "Land",
        "E-Mail",
        "Telefon",
        "Produkt",
        "Kapazität pro Woche",
        "FFP2",
        "Nähen",
        "Datum",
        "Bemerkung",
        "Status",
        "Größe",
        "",
        "Xyz",
        "Menge",
        "Einheit",
        "Kontakt",
        "Breite",
        "Länge",
    ]
)


@settings(max_examples=times(40), deadline=None)
@given(st.data())
def test_any_table_is_accounted_for(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 7))
    headings = data.draw(st.lists(HEADING, min_size=width, max_size=width))
    rows = data.draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8))
    report = read_rows(headings, *rows)
    for table in report.tables:
        lost = set(report.issues.loc[report.issues["row_lost"] & report.issues["sheet"].eq(table.sheet), "row"])
        inside = {row for row in lost if row >= (table.first_data_row or 0)}
        assert table.rows >= table.offers + table.needs
        assert table.rows <= table.offers + table.needs + len(inside) + len(lost)
    total = sum(table.rows for table in report.tables)
    assert total == len(report.offers) + int(report.issues["row_lost"].sum())
    check_frames(report.offers, report.capabilities)


def check_frames(offers: pd.DataFrame, capabilities: pd.DataFrame) -> None:
    assert tuple(offers.columns) == OFFER_COLUMNS
    assert tuple(capabilities.columns) == CAPABILITY_COLUMNS
    for field in FIELDS:
        if field.kind in ("code", "codes") and field.vocabulary not in ("country", "region"):
            column = (offers if field.table == "offer" else capabilities)[field.code].dropna()
            named = {code for text in column for code in str(text).split(";")}
            assert named <= set(vocabulary.codes(field.vocabulary)), field.code
    assert not ((offers["latitude"] == 0) & (offers["longitude"] == 0)).any()


def test_an_excluded_quantity_names_its_own_field_and_few_words() -> None:
    long = "beste Qualität zum fairen Preis " * 8
    report = read_rows(
        ("Firma", "Ort", "Produkt", "Kapazität pro Woche", "Bestand"),
        ("Nordlicht GmbH", "Berlin", "Visiere", "-40", "12"),
        ("Weberei AG", "Hof", "Visiere", "100", "-5"),
        ("Holm KG", "Aachen", "Visiere", f"-7 {long}", ""),
        ("test", "Aachen", "Visiere", "40", ""),
    )
    found = report.issues[report.issues["code"] == "quantity_excluded"]
    assert found["field"].tolist()[:2] == ["per_week_high", "stock"]
    assert found["field"].tolist()[-1] == "organisation"
    assert found["read"].str.len().max() <= 82


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        (("Kapazität", "Zeitraum", "Bestand"), ("100", "Tag", "700"), (700, 500, 500)),
        (("Bestand", "Einheit", "Kapazität", "Zeitraum"), ("3", "Karton à 50", "20", "Tag"), (150, 100, 100)),
        (("Einheit", "Menge pro Woche"), ("Dutzend", "5"), (None, 60, 60)),
        (("Kapazität", "Bestand", "Einheit", "Zeitraum"), ("10", "4", "Dutzend", "Tag"), (48, 600, 600)),
    ],
)
def test_units_and_periods_belong_to_their_neighbours(
    headings: tuple[str, ...], cells: tuple[str, ...], expected: tuple[float | None, ...]
) -> None:
    report = read_rows(
        ("Firma", "Produkt", *headings), ("Nordlicht GmbH", "Visiere", *cells), ("Weberei AG", "Visiere", *cells)
    )
    assert amounts(report)[0][1:] == expected


def test_bare_numbers_share_the_period_that_their_column_states() -> None:
    cells = ("100 pro Tag", "250 / Tag", "60-80 am Tag", "40")
    report = read_rows(("Firma", "Produkt", "Kapazität"), *((f"Firma {cell}", "Visiere", cell) for cell in cells))
    assert amounts(report)[3][1:] == (None, 200, 200)
    assert codes(report) == []


def test_a_day_of_receipt_that_has_not_come_keeps_its_row_out_of_totals() -> None:
    late = dt.date.today() + dt.timedelta(days=40)
    report = read_rows(
        ("Eingang", "Firma", "Ort", "Produkt", "Stück pro Woche"),
        ("02.04.2020", "Nordlicht GmbH", "Berlin", "Visiere", "50"),
        (late.strftime("%d.%m.%Y"), "Weberei AG", "Hof", "Visiere", "70"),
    )
    told = [(line["per_week_high"], line["plausibility_reason"]) for line in lines(report)]
    assert told == [(50, None), (70, "future_date")]
    assert {"date_in_future", "quantity_excluded"} <= set(codes(report))


def test_a_capacity_beside_an_empty_period_counts_per_week_and_is_told() -> None:
    report = read_rows(
        ("Firma", "Produkt", "Kapazität", "Zeitraum"),
        ("Nordlicht GmbH", "Visiere", "100", "Tag"),
        ("Weberei AG", "Visiere", "200", ""),
        ("Holm KG", "Visiere", "50", "Monat"),
    )
    assert [line["per_week_high"] for line in lines(report)] == [500, 200, pytest.approx(11.54, abs=0.01)]
    assert codes(report) == ["period_missing"]


def test_a_process_without_a_count_stands_beside_the_counted_machines() -> None:
    report = read_rows(["Firma", "Bemerkung"], ["Muster AG", "CNC-Fräsmaschinen und 12 Spritzgussmaschinen frei"])
    assert {line["process"]: line["machines"] for line in lines(report)} == {
        "injection_moulding": 12,
        "cnc_machining": None,
    }
