"""Which tables hold offers: names and contacts, or products of which somebody has how much."""

import pytest

from tests.loaders.lists import read_rows


@pytest.mark.parametrize(
    "rows",
    [
        [("Firma", "PLZ", "Ort"), ("Nordlicht GmbH", "10115", "Berlin")],
        [("country", "name", "address"), ("Portugal", "Luzente SA", "Rua Nova 1, 4700-001 Braga")],
        [("donorKey", "item", "qty"), ("a1", "n95", "40"), ("a2", "face_shield", "100")],
        [("Name", "E-Mail", "Was kannst du nähen?"), ("Anna Lindner", "anna@example.org", "Stoffmasken")],
        [("Ansprechpartner", "Telefon"), ("Anna Lindner", "030 23125 101")],
    ],
)
def test_offers(rows: list[tuple[str, ...]]) -> None:
    report = read_rows(*rows)
    assert report.tables[0].offers == len(rows) - 1


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Rang", "Bundesland", "Todesfälle", "Bevölkerung"),
            ("1", "Bayern", "9671", "12996701"),
            ("2", "Hessen", "4412", "6288080"),
        ],
        [
            ("name", "reportunit", "enumcode"),
            ("N95 Respirators", "pieces", "n95"),
            ("Face Shields", "pieces", "face_shield"),
        ],
        [("Gericht", "Preis"), ("Linsensuppe", "4,50"), ("Salat", "3,90")],
        [("Jahr", "Masken", "Kittel"), ("2018", "500", "20"), ("2019", "600", "30")],
        [("Code", "Bezeichnung"), ("13", "Textilien"), ("14", "Bekleidung")],
        [("Name", "Einwohner"), ("Berlin", "3664088"), ("Hamburg", "1852478")],
    ],
)
def test_statistics_code_lists_and_menus_hold_none_and_say_so_for_each_row(rows: list[tuple[str, ...]]) -> None:
    report = read_rows(*rows)
    table = report.tables[0]
    assert (table.offers, table.needs) == (0, 0)
    assert "table_without_offers" in set(report.issues["code"])
    assert table.rows == report.issues["row_lost"].sum() == len(rows) - 1
