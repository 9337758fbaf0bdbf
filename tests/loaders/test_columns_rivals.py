"""Columns of one field: which of them the values speak for."""

from loaders.columns import Mapped, map_columns
from loaders.columns_context import in_context
from loaders.columns_values import Evidence


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


def test_a_rival_that_lost_its_role_takes_no_second_one() -> None:
    """Its heading had two meanings; a list of this kind could not be read at all."""
    rows = [["Nordlicht GmbH", "Visiere", "x", "bald"], ["Weberei AG", "Kittel", "y", "nie"]]
    headings = ["Firma", "Produkt", "Material/Produkt", "Bedarf"]
    lost = Mapped(2, "Material/Produkt", "product", 0.8, others=(("status", 0.7),))
    columns = [list(column) for column in zip(*rows, strict=True)]
    mapped = [Mapped(at, heading, "product" if at == 1 else "", 0.9) for at, heading in enumerate(headings)]
    mapped[2] = lost
    settled = in_context(mapped, [Evidence(column) for column in columns])
    assert settled[2].field != "product"
