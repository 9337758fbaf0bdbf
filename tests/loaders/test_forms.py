"""Forms with the fields' names down the first column are read as offers; everything else stays a table."""

import pytest

from loaders.cells import FoundTable, Sheet, rectangle
from loaders.columns_headings import knows
from loaders.reader import read_report
from loaders.tables import find_tables

ONE = """
Angebot Schutzausrüstung|
Firma:|Nordlicht GmbH
Ansprechpartner:|Anna Beispielfrau
PLZ:|95028
Ort:|Hof
E-Mail:|info@example.org

Produkt:|FFP2-Masken
Menge pro Woche:|5000
Bemerkung:|
Bitte bis Freitag zurück an den Krisenstab senden|
"""
SEVERAL = """
Firma|Nordlicht GmbH|Atelier Rouge|Zweig AG
PLZ|95028||
Ort|Hof|Lyon|Gent
Produkt|Masken|Kittel|Visiere
Kapazität/Woche|500|200|viele
Telefon|030 23125 100|030 23125 101|030 23125 102
"""
TABLE_BELOW = """
Firma|Nordlicht GmbH||
Ort|Hof||
E-Mail|info@example.org||
Telefon|030 23125 100||

Produkt|Menge|Preis|Lieferzeit
Masken|500|2,50|3 Tage
Kittel|200|9,00|5 Tage
Visiere|300|3,00|1 Tag
"""
EXPLAINED = """
Firma|Name der Firma
Ort|Wohnort oder Sitz
PLZ|Postleitzahl
Produkt|Was wird angeboten
Bemerkung|Alles andere
"""


def found(text: str) -> list[FoundTable]:
    return find_tables(Sheet("S", rectangle([line.split("|") for line in text.strip("\n").split("\n")])), knows)


def test_a_form_is_one_record() -> None:
    (form,) = found(ONE)
    assert form.turned
    assert form.headings == [
        "Firma",
        "Ansprechpartner",
        "PLZ",
        "Ort",
        "E-Mail",
        "Produkt",
        "Menge pro Woche",
        "Bemerkung",
    ]
    assert form.records == [
        ["Nordlicht GmbH", "Anna Beispielfrau", "95028", "Hof", "info@example.org", "FFP2-Masken", "5000", ""]
    ]
    assert form.left_out == {1: "preamble", 7: "blank", 11: "footer"}


def test_each_column_of_a_form_is_a_record() -> None:
    (form,) = found(SEVERAL)
    assert [record[0] for record in form.records] == ["Nordlicht GmbH", "Atelier Rouge", "Zweig AG"]
    assert form.rows == [2, 3, 4]
    assert form.columns == [1, 2, 3, 4, 5, 6]


def test_the_same_form_twice_is_two() -> None:
    once = ONE.strip("\n")
    assert [form.first_data_row for form in found(f"{once}\n|\n{once}")] == [2, 14]


@pytest.mark.parametrize("text", [TABLE_BELOW, EXPLAINED, "Firma|Ort\nNord GmbH|Hof\nPLZ Print|Bonn\nOst AG|Ulm"])
def test_other_sheets_are_no_forms(text: str) -> None:
    assert not any(table.turned for table in found(text))


def test_what_is_read_from_a_form_points_to_its_cells() -> None:
    report = read_report(SEVERAL.strip("\n").replace("|", ";").encode(), "forms.csv")
    assert report.offers["organisation"].tolist() == ["Nordlicht GmbH", "Atelier Rouge", "Zweig AG"]
    assert report.offers["source_row"].tolist() == [1, 1, 1]
    assert report.capabilities["per_week_high"].tolist()[:2] == [500, 200]
    told = report.issues[report.issues["code"] == "quantity_unreadable"]
    assert told[["row", "column", "read"]].to_numpy().tolist() == [[5, 4, "viele"]]
