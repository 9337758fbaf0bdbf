"""The sheet on the screen: what each row was taken for, which rows are shown, which cells are coloured."""

import pytest

from tests.readings import OFFERS, STATISTICS, reading
from ui.imports_columns import examples
from ui.imports_preview import (
    COLOURS,
    COLUMNS,
    ROWS,
    WIDEST,
    Spot,
    _config,
    _first,
    frame,
    pages,
    roles,
    shown_rows,
    styled,
)
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


def test_a_long_sheet_is_paged_or_shows_the_surroundings_of_a_spot() -> None:
    sheet, report = long(500)
    assert pages(sheet) == 3
    assert shown_rows(sheet, report, None) == list(range(1, ROWS + 1))
    assert shown_rows(sheet, report, None, 3) == [1, *range(401, 502)]
    near = shown_rows(sheet, report, Spot("", 400, 2))
    assert near[:3] == [1, 397, 398]
    assert near[-1] == 501
    assert _first(near) == 397
    assert _first([1, 2, 3]) == 1
    assert shown_rows(sheet, report, Spot("", 3, 2))[0] == 1


def test_a_very_wide_sheet_is_cut() -> None:
    wide = SheetText("", (BETWEEN.join(map(str, range(500))),))
    assert frame(wide, READ.report, [1]).shape == (1, COLUMNS + 2)


def test_a_column_is_as_wide_as_its_table_needs_and_no_wider() -> None:
    cells = frame(SHEET, READ.report, shown_rows(SHEET, READ.report, None))
    widths = {name: each["width"] for name, each in _config(cells, READ.report.tables, None).items()}
    assert max(widths.values()) <= WIDEST
    assert widths["2"] < WIDEST
    cells.loc[cells["role"] == "", "2"] = "a title far above " * 9
    assert _config(cells, READ.report.tables, None)["2"]["width"] == widths["2"]


def test_an_empty_sheet_shows_nothing() -> None:
    assert frame(SheetText("leer", ()), READ.report, []).empty


def test_columns_come_with_examples() -> None:
    found = examples(READ.report, SHEET, READ.report.tables[0])
    assert found[3] == ["Berlin", "Aachen", "München"]
    assert "1900" not in found[5]


def test_long_examples_are_cut_and_repeated_ones_told_once() -> None:
    read = reading("Firma;Ort;Bemerkung\n" + f"Werk;Aachen;{'sehr ' * 40}\n" * 3)
    found = examples(read.report, read.sheets[0], read.report.tables[0])
    assert len(found[3][0]) == 61
    assert found[2] == ["Aachen"]


def test_the_example_file_is_what_these_tests_think() -> None:
    assert len(OFFERS.splitlines()) == len(SHEET.lines) == 7
    assert len(READ.report.offers) == 3
