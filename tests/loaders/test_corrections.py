"""What people say about a table beats all evidence, and holds for next week's file of the same headings."""

import dataclasses
from functools import cache

import pytest

from capacity import vocabulary
from capacity.reports import Report
from capacity.schema import FIELDS
from loaders.columns import map_columns
from loaders.columns_headings import roles
from loaders.corrections import (
    CODED,
    SHADES,
    Correction,
    applied,
    choices,
    codes_of,
    fingerprint,
    keys,
    role_of,
)
from loaders.reader import read_report
from tests.loaders.lists import DAY, as_csv, codes, fields, first, lines

HEADER = ("Firma", "Ort", "Produkt", "Bestand", "Art")
ROWS = (
    ("Nähstube A GmbH", "Kiel", "Spritzenhalter", "500", "Verein e.V."),
    ("Druckwerk B GmbH", "Bonn", "Spritzenhalter", "200", "Verein e.V."),
)


def read(*corrections: Correction, rows: tuple = (HEADER, *ROWS), name: str = "list.csv") -> Report:
    return read_report(as_csv(*rows), name, received_at=DAY, corrections=corrections)


@cache
def mark() -> str:
    """What the list is known by."""
    return read().tables[0].fingerprint


def test_a_table_is_known_by_its_headings_alone() -> None:
    other = (("Stand: 6.4.2020",), (), [text.upper() for text in HEADER], ("Werk C KG", "Mainz", "Kittel", "7", ""))
    assert read(rows=other, name="anders.csv").tables[0].fingerprint == mark()
    assert read(rows=(HEADER, *ROWS, *ROWS)).tables[0].fingerprint == mark()
    assert read(rows=(HEADER[::-1], *(row[::-1] for row in ROWS))).tables[0].fingerprint != mark()


def test_blank_headings_count_but_at_the_end() -> None:
    assert fingerprint(["Firma", "", " "]) == fingerprint(["firma*"])
    assert fingerprint(["", "Firma"]) != fingerprint(["Firma"])
    assert fingerprint(["Firma Ort"]) != fingerprint(["Firma", "Ort"])


def test_each_column_has_a_key_of_its_own() -> None:
    assert keys(["Anzahl", "", "anzahl ", "Ort", "", "Anzahl"]) == [
        "Anzahl",
        "#2",
        "anzahl #2",
        "Ort",
        "#5",
        "Anzahl #3",
    ]


def test_without_a_correction_nothing_is_said() -> None:
    table = read().tables[0]
    assert not table.corrected
    assert not any(column.by_hand for column in table.columns)
    assert read(Correction("another", skip=True)).tables == read().tables
    assert not read(Correction(mark(), headings=HEADER)).tables[0].corrected


def test_a_column_is_what_a_person_says() -> None:
    report = read(Correction(mark(), fields={"bestand": "per_week_high", "ORT": "", "Firma": "contact_name"}))
    table = report.tables[0]
    assert table.corrected
    assert fields(report)[:4] == ["contact_name", None, "product", "per_week_high"]
    assert [column.by_hand for column in table.columns] == [True, True, False, True, False]
    assert [column.confidence for column in table.columns[:2]] == [1.0, 0.0]
    assert first(report)["contact_name"] == "Nähstube A GmbH"
    assert first(report)["town"] is None
    assert lines(report)[0]["per_week_high"] == 500
    assert lines(report)[0]["stock"] is None
    assert not {"column_unmapped", "period_missing"} & set(codes(report))


def test_of_two_columns_for_one_field_the_persons_counts() -> None:
    rows = (("Firma", "Ort", "Werk"), ("Holding AG", "Kiel", "Werk Eins GmbH"), ("Holding AG", "Bonn", ""))
    mark = read(rows=rows).tables[0].fingerprint
    report = read(Correction(mark, fields={"Werk": "organisation"}), rows=rows)
    assert report.offers["organisation"].tolist() == ["Werk Eins GmbH", "Holding AG"]


def test_a_column_can_be_one_product() -> None:
    rows = (("Firma", "Ort", "Modell 7"), ("A GmbH", "Kiel", "300"), ("B GmbH", "Bonn", "40"))
    mark = read(rows=rows).tables[0].fingerprint
    report = read(Correction(mark, fields={"Modell 7": "product:face_shield"}), rows=rows)
    assert report.tables[0].columns[2].role == "product:face_shield"
    assert [(line["product"], line["stock"]) for line in lines(report)] == [("face_shield", 300), ("face_shield", 40)]


def test_a_role_that_no_longer_exists_is_passed_over() -> None:
    report = read(Correction(mark(), fields={"Produkt": "product:forgotten", "Bestand": "gone"}))
    assert fields(report) == fields(read())


@pytest.mark.parametrize("text", ["Spritzenhalter", "SPRITZEN\u00adHALTER ", "spritzenhalter"])
def test_a_word_means_what_a_person_says(text: str) -> None:
    assert "product_unknown" in codes(read())
    report = read(Correction(mark(), values={("product", text): "face_shield;gown"}))
    assert [line["product"] for line in lines(report)] == ["face_shield", "gown"] * 2
    assert lines(report)[0]["stock"] == 500
    assert "Spritzenhalter" in str(lines(report)[0]["quote"])
    assert "product_unknown" not in codes(report)


def test_an_amount_in_a_word_that_a_person_explained_still_counts() -> None:
    rows = (("Firma", "Ort", "Produkt"), ("A GmbH", "Kiel", "400 Stück Spritzenhalter pro Woche"))
    mark = read(rows=rows).tables[0].fingerprint
    said = Correction(mark, values={("product", "400 Stück Spritzenhalter pro Woche"): "face_shield"})
    assert [(each["product"], each["per_week_high"]) for each in lines(read(said, rows=rows))] == [("face_shield", 400)]


def test_a_word_may_mean_nothing() -> None:
    report = read(
        Correction(mark(), values={("product", "Spritzenhalter"): "", ("organisation_type", "Verein e.V."): ""})
    )
    assert {line["product"] for line in lines(report)} == {None}
    assert not {"product_unknown", "code_unknown"} & set(codes(report))


def test_processes_materials_conformity_and_countries_too() -> None:
    header = ("Firma", "Land", "Verfahren", "Material", "Zertifikat")
    rows = (header, ("A GmbH", "Absurdistan", "Zauberei", "Mithril", "Siegel"), ("B GmbH", "DE", "FDM", "PLA", ""))
    mark = read(rows=rows).tables[0].fingerprint
    given = {
        ("country", "Absurdistan"): "CH",
        ("process", "Zauberei"): "injection_moulding;fdm",
        ("material", "Mithril"): "pla",
        ("conformity", "Siegel"): "checked",
    }
    known = {name: set(vocabulary.codes(name)) for name in ("process", "material", "conformity")}
    given[("process", "Zauberei")] = ";".join(sorted(known["process"])[:2])
    given[("material", "Mithril")] = sorted(known["material"])[0]
    given[("conformity", "Siegel")] = sorted(known["conformity"])[0]
    assigned = {"Land": "country", "Verfahren": "process", "Material": "material", "Zertifikat": "conformity"}
    report = read(Correction(mark, fields=assigned, values=given), rows=rows)
    line = lines(report)[0]
    assert first(report)["country"] == "CH"
    for name in known:
        assert line[name] == next(codes for (code, _), codes in given.items() if code == name)


def test_an_organisation_type_is_what_a_person_says_however_it_reads() -> None:
    mark = read().tables[0].fingerprint
    wanted = next(code for code in vocabulary.codes("organisation_type") if code != first(read())["organisation_type"])
    said = Correction(mark, fields={"Art": "organisation_type"}, values={("organisation_type", "verein e.v."): wanted})
    assert set(read(said).offers["organisation_type"]) == {wanted}


def test_a_table_set_aside_is_told_once() -> None:
    report = read(Correction(mark(), skip=True))
    assert len(report.offers) == len(report.capabilities) == 0
    assert codes(report) == ["table_without_offers"]
    assert report.tables[0].corrected
    assert len(report.tables[0].columns) == 5


def test_a_table_that_seemed_to_hold_no_offers_does_when_a_person_says_what_its_columns_are() -> None:
    rows = (("A", "B"), ("Eins", "300"), ("Zwei", "40"))
    mark = read(rows=rows).tables[0].fingerprint
    assert len(read(rows=rows).offers) == 0
    said = Correction(mark, fields={"A": "organisation", "B": "product:gown"})
    assert read(said, rows=rows).offers["organisation"].tolist() == ["Eins", "Zwei"]


def test_the_newest_of_several_corrections_counts() -> None:
    newest, older = Correction(mark(), fields={"Ort": ""}), Correction(mark(), skip=True)
    assert len(read(newest, older).offers) == 2


def test_every_choice_has_a_label_and_fills_a_field() -> None:
    known = {each.code for each in FIELDS}
    for language in ("de", "en"):
        found = choices(language)
        assert len({each.code for each in found}) == len({each.label for each in found}) == len(found)
        assert all(each.label and each.field in known for each in found)
    plain = {each.code for each in choices("de") if ":" not in each.code}
    assert plain <= set(roles())
    assert set(SHADES) <= plain


def test_a_choice_made_is_what_the_report_says_of_the_column() -> None:
    mapped = map_columns(["Art"], [["Verein e.V.", "Holz"]])
    for choice in choices("en"):
        (column,) = applied(mapped, Correction(mark(), fields={"Art": choice.code}))
        assert (role_of(column), column.field, column.confidence) == (choice.code, choice.field, 1.0), choice


def test_codes_of_coded_fields_alone() -> None:
    assert codes_of("organisation", "de") == {}
    assert codes_of("country", "de")["EL"] == "Griechenland"
    for code in CODED:
        assert codes_of(code, "de").keys() == codes_of(code, "en").keys()
        assert all(codes_of(code, "de").values())
    assert codes_of("product", "en").keys() == set(vocabulary.codes("product"))


def test_json_columns_keep_their_parts() -> None:
    rows = (("Firma", "Ort"), ('{"name": "A GmbH", "mail": "a@a.example.org"}', "Kiel"))
    mark = read(rows=rows).tables[0].fingerprint
    report = read(Correction(mark, fields={"Ort": "region"}), rows=rows)
    assert dataclasses.replace(report.tables[0], columns=()).corrected
    assert fields(report)[1] == "region"


def test_keys_of_a_very_wide_table_are_counted_in_one_pass() -> None:
    assert keys(["Menge"] * 10_000)[-1] == "Menge #10000"
