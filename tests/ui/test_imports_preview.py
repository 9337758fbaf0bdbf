"""The sheet on the screen: what each row was taken for, which rows are shown, which cells are coloured."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.readings import OFFERS, STATISTICS, reading
from ui.imports_columns import table
from ui.imports_preview import COLOURS, COLUMNS, ROWS, Spot, _first, frame, located, roles, shown_rows, styled
from ui.imports_reading import BETWEEN, SheetText

READ = reading()
SHEET = READ.sheets[0]


def colours(spot: Spot | None = None, theme: str = "light") -> dict[tuple[int, str], str]:
    """Row and column → name of the colour, for the cells that have one."""
    cells = frame(SHEET, READ.report, shown_rows(SHEET, READ.report, spot))
    drawn = styled(cells, READ, SHEET, spot, theme)._compute().ctx
    names = {css: name for name, css in COLOURS[theme].items()}
    return {
        (int(cells["row"].iloc[at]), str(cells.columns[column])): names[";".join(f"{k}:{v}" for k, v in css)]
        for (at, column), css in drawn.items()
    }


def test_every_row_of_the_table_has_its_role() -> None:
    assert roles(READ.report, SHEET) == {3: "header", 4: "offer", 5: "offer", 6: "offer", 7: "total"}


def test_rows_without_an_offer_are_left_out() -> None:
    read = reading(STATISTICS)
    assert roles(read.report, read.sheets[0]) == {1: "header", 2: "left_out", 3: "left_out"}


def test_cells_stand_under_the_numbers_of_their_columns() -> None:
    cells = frame(SHEET, READ.report, [3, 4])
    assert list(cells.columns) == ["row", "role", *map(str, range(1, 8))]
    assert cells["row"].tolist() == [3, 4]
    assert cells["2"].tolist() == ["PLZ", "10115"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_say_what_the_words_say(theme: str) -> None:
    found = colours(theme=theme)
    assert found[(1, "1")] == "outside"
    assert found[(3, "2")] == "header"
    assert found[(7, "5")] == "left_out"
    assert (4, "2") not in found


def test_a_remark_colours_its_cell_and_a_jump_the_spot() -> None:
    marked = {place for place, name in colours().items() if name == "remark"}
    assert (5, "6") in marked
    assert colours(Spot("", 5, 6))[(5, "6")] == "spot"
    assert {row for (row, _), name in colours(Spot("", None, 7)).items() if name == "spot"} == set(range(1, 8))


def long(rows: int) -> tuple[SheetText, object]:
    read = reading("Firma;Ort;Produkt\n" + "".join(f"Werk {n};Aachen;Visiere\n" for n in range(rows)))
    return read.sheets[0], read.report


def test_a_long_sheet_shows_its_beginning_or_the_surroundings_of_a_spot() -> None:
    sheet, report = long(500)
    assert shown_rows(sheet, report, None) == list(range(1, ROWS + 1))
    near = shown_rows(sheet, report, Spot("", 400, 2))
    assert near[:3] == [1, 397, 398]
    assert near[-1] == 501
    assert _first(near) == 397
    assert _first([1, 2, 3]) == 1
    assert shown_rows(sheet, report, Spot("", 3, 2))[0] == 1
    assert len(shown_rows(sheet, report, Spot("", 210, 2))) == ROWS


def test_a_very_wide_sheet_is_cut() -> None:
    wide = SheetText("", (BETWEEN.join(map(str, range(500))),))
    assert frame(wide, READ.report, [1]).shape == (1, COLUMNS + 2)


def test_an_empty_sheet_shows_nothing() -> None:
    assert frame(SheetText("leer", ()), READ.report, []).empty


def test_a_remark_on_a_field_leads_to_its_only_column() -> None:
    issue = READ.report.issues.iloc[[0, 0, 0]].assign(
        row=pd.array([5, 5, None], "Int64"), column=pd.array([None] * 3, "Int64"), field=["town", "stock", "town"]
    )
    found = located(replace(READ.report, issues=issue))["column"]
    assert found.fillna(0).tolist() == [3, 0, 0]


def test_columns_come_with_field_confidence_and_examples() -> None:
    found = table(READ.report, SHEET).set_index("heading")
    assert found.loc["Ort", ["column", "field", "examples"]].tolist() == ["C", "Town", "Berlin  |  Aachen  |  München"]
    assert found.loc["Ort", "confidence"].endswith("%")
    assert found.loc["Farbe", ["field", "confidence"]].tolist() == ["– (kept in the original words)", ""]
    assert "1900" not in found.loc["Stück je Woche", "examples"]


def test_long_examples_are_cut_and_repeated_ones_told_once() -> None:
    read = reading("Firma;Ort;Bemerkung\n" + f"Werk;Aachen;{'sehr ' * 40}\n" * 3)
    found = table(read.report, read.sheets[0])
    assert found["examples"].str.len().max() <= 61
    assert found.loc[found["heading"] == "Ort", "examples"].tolist() == ["Aachen"]


def test_the_example_file_is_what_these_tests_think() -> None:
    assert len(OFFERS.splitlines()) == len(SHEET.lines) == 7
    assert len(READ.report.offers) == 3
