"""Columns of one field: which of them the values speak for."""

from loaders.columns import map_columns


def roles_of(headings: list[str], *rows: list[str]) -> list[str]:
    return [each.role for each in map_columns(headings, list(zip(*rows, strict=True)))]


def test_a_column_without_goods_yields_to_the_one_with_them() -> None:
    rows = [["Nordlicht GmbH", "Face Shields", "0 Days"], ["Weberei AG", "Gowns", "<= 7 Days"]]
    assert roles_of(["Company", "Equipment type", "Supply"], *rows)[1:] == ["product", ""]


def test_goods_that_nobody_knows_keep_their_column_where_no_other_tells_any() -> None:
    assert roles_of(["Firma", "Produkt"], ["Nordlicht GmbH", "Zwirbel"], ["Weberei AG", "Quaddel"])[1] == "product"


def test_two_columns_with_goods_stay() -> None:
    rows = [["Nordlicht GmbH", "Visiere", "FFP2-Masken"], ["Weberei AG", "Kittel", "Visiere"]]
    assert roles_of(["Firma", "Produkt 1", "Produkt 2"], *rows)[1:] == ["product", "product"]


def test_numbers_of_machines_stay_beside_their_models() -> None:
    rows = [["a@example.org", "Prusa MK3", "2"], ["b@example.org", "Ender 3", "5"]]
    assert roles_of(["E-Mail", "Model drukarki", "Ile drukarek posiadasz?"], *rows)[2] == "machines"
