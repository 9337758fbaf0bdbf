"""Headings that are a product, a process or a material themselves."""

import pytest

from loaders.columns import map_columns
from loaders.columns_headings import read_heading
from loaders.columns_matrix import read_entry
from loaders.columns_values import Evidence


@pytest.mark.parametrize(
    ("heading", "cells", "field", "codes"),
    [
        ("FFP2", ["500", "", "1.000"], "product", ("mask_ffp2",)),
        ("Visiere/Woche", ["80"], "product", ("face_shield",)),
        ("Anzahl Kittel pro Tag", ["60-80", "20"], "product", ("gown",)),
        ("FFP2 (Stück)", ["x", "", "ja"], "product", ("mask_ffp2",)),
        ("How many face shields can you make per week?", ["60", "15"], "product", ("face_shield",)),
        ("Visiere", [""], "product", ("face_shield",)),
        ("3D-Druck", ["x", ""], "process", ("additive",)),
        ("PETG", ["x", "nein"], "material", ("petg",)),
    ],
)
def test_entries(heading: str, cells: list[str], field: str, codes: tuple[str, ...]) -> None:
    entry = read_entry(read_heading(heading), Evidence(cells))
    assert entry is not None
    assert (entry.field, entry.codes) == (field, codes)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Maskentyp", ["FFP2", "OP-Maske"]),
        ("Kapazität pro Woche", ["500"]),
        ("Preis FFP2", ["2,10"]),
        ("Catégorie de masque", ["Catégorie 1", "Catégorie 2"]),
        ("Visiere", ["mit Belüftung, blau", "nach Absprache lieferbar"]),
        ("FFP2 zertifiziert", ["ja", "nein"]),
        ("", ["500"]),
        ("Transport?", ["ja", "nein"]),
    ],
)
def test_ordinary_columns(heading: str, cells: list[str]) -> None:
    assert read_entry(read_heading(heading), Evidence(cells)) is None


@pytest.mark.parametrize(
    ("heading", "cells", "amount"),
    [
        ("FFP2", ["500", "1.000"], ""),
        ("Visiere/Woche", ["80", "120"], "per_week_high"),
        ("How many face shields can you make per week?", ["60", "15"], "per_week_high"),
        ("Visiere auf Lager", ["60", "15"], "stock"),
        ("Anzahl Kittel", ["60", "15"], "stock"),
        ("FFP2 (Stück)", ["x", "ja"], ""),
        ("3D-Druck", ["x", ""], ""),
    ],
)
def test_the_field_of_a_matrix_column_says_what_its_cells_count(heading: str, cells: list[str], amount: str) -> None:
    entry = read_entry(read_heading(heading), Evidence(cells))
    assert entry is not None
    assert entry.amount == amount


def test_goods_of_which_nobody_has_any_keep_their_column() -> None:
    firms, some, none = ("Nord AG", "Süd AG", "West AG"), ("1.0", "1.0", "0.0"), ("0.0", "0.0", "0.0")
    mapped = map_columns(("Firma", "N95s", "Surgical masks"), (firms, some, none))
    assert [each.entry is not None for each in mapped] == [False, True, True]
