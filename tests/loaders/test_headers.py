"""Header blocks on labelled sheets, and that no row of a sheet with a table is passed over in silence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cell_kinds import CODE, NUMBER, kind
from loaders.cells import Sheet, rectangle
from loaders.columns_headings import knows
from loaders.tables import find_tables
from tests.fuzzing import times
from tests.lines import every
from tools.bench._grids import Labelled, labelled
from tools.bench._statistics_tables import statistics_table

SETS = Path(__file__).parents[1] / "golden" / "tables"
SHEETS = [sheet for path in sorted(SETS.glob("*.txt")) for sheet in labelled(path)]
LETTERS = {"d": {"record"}, "t": {"total", "record", "group"}, "b": {"blank"}, "f": {"footer", "total"}}
OPEN = {  # a row of the most points to be had, between headings and records; facts about each series, one a row
    "grades", "ons timeseries csv", "abs time series", "oecd health",
}  # fmt: skip


def cells(sheet: Labelled) -> Sheet:
    merged = tuple((row + 1, first + 1, row + 1, last + 1) for row, first, last in sheet.joined)
    return Sheet("S", rectangle([list(row) for row in sheet.rows]), merged)


def said(sheet: Sheet) -> list[dict[int, str]]:
    """What every row is, for each table of the sheet."""
    tables = []
    for table in find_tables(sheet, knows):
        if table.turned:
            tables.append(dict.fromkeys(table.columns, "record") | table.left_out)
            continue
        first, last = table.header_rows or (1, 0)
        rows = dict.fromkeys(range(first, last + 1), "header")
        assert not rows.keys() & {*table.rows, *table.left_out}
        assert not set(table.rows) & set(table.left_out)
        assert set(table.total_rows) == {row for row, why in table.left_out.items() if why == "total"}
        tables.append(rows | dict.fromkeys(table.rows, "record") | table.left_out)
    return tables


@every([each for each in SHEETS if each.name not in OPEN], lambda sheet: sheet.name)
def test_the_last_header_row_is_found(sheet: Labelled) -> None:
    found = [table.header_rows[1] for table in find_tables(cells(sheet), knows) if table.header_rows]
    assert found == sheet.header_ends


def test_most_rows_below_the_header_are_what_people_call_them() -> None:
    asked = wrong = 0
    for sheet in SHEETS:
        told = {row: what for table in said(cells(sheet)) for row, what in table.items()}
        first = min(sheet.header_ends, default=0)
        for row, letter in enumerate(sheet.letters, start=1):
            if row > first and letter in LETTERS:
                asked += 1
                wrong += told.get(row, "nothing") not in LETTERS[letter]
    assert wrong / asked < 0.02


def test_statistics_tables_made_up() -> None:
    seeds = range(3000, 3120)
    right = 0
    for seed in seeds:
        sheet = statistics_table(seed)
        found = [table.header_rows[1] for table in find_tables(cells(sheet), knows) if table.header_rows]
        right += found == sheet.header_ends
    assert right / len(seeds) > 0.96


@pytest.mark.parametrize(
    "first",
    ["Nord AG|Hof|auf Anfrage", "Nord AG|Hof|10.000 ab KW 15", "Nord AG|Hof|2010", "Nord AG|Hof|offen", "Nord AG||ja"],
)
def test_a_first_record_with_words_for_a_number_is_no_header(first: str) -> None:
    rows = ["Firma|Ort|Menge", first, "Süd KG|Bonn|500", "Ost eG|Ulm|300", "West AG|Gent|200"]
    (table,) = find_tables(Sheet("S", [row.split("|") for row in rows]), knows)
    assert table.header_rows == (1, 1)
    assert table.rows == [2, 3, 4, 5]


def test_a_district_alone_under_the_headings_is_none_of_them() -> None:
    rows = ["Unternehmen|Ort|Menge", "Kreis Musterland||", "Süd KG|Bonn|500", "Ost eG|Ulm|300", "West AG|Gent|200"]
    (table,) = find_tables(Sheet("S", [row.split("|") for row in rows]), knows)
    assert table.header_rows == (1, 1)


def test_a_list_of_companies_without_headings_loses_none() -> None:
    rows = ["Nord GmbH|FFP2-Masken|Hof", "Atelier Rouge|Kittel|Lyon", "West AG|Visiere|Gent"]
    (table,) = find_tables(Sheet("S", [row.split("|") for row in rows]), knows)
    assert table.header_rows is None
    assert table.rows == [1, 2, 3]


def every_row_is_something(sheet: Sheet) -> None:
    tables = said(sheet)
    rows = {row for table in tables for row in table}
    filled = {number for number, row in enumerate(sheet.cells, start=1) if any(text.strip() for text in row)}
    assert not tables or filled <= rows


@every(SHEETS, lambda sheet: sheet.name)
def test_every_row_is_something(sheet: Labelled) -> None:
    every_row_is_something(cells(sheet))


TEXTS = ["", "", "", "Firma", "Ort", "Menge", "5", "1990", "Summe", "Nord GmbH", "x", "Quelle: Amt", "3.4.2020", "Hof"]


@settings(max_examples=times(150), deadline=None)
@given(st.lists(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=7), min_size=1, max_size=14))
def test_every_row_of_any_sheet_is_something(rows: list[list[str]]) -> None:
    every_row_is_something(Sheet("S", rectangle(rows)))


def test_a_code_is_no_number_without_one_before_its_e() -> None:
    assert [kind(text) for text in ("E09000004", "e07000223", "1e5", "4.18E+07", ".5")] == [
        CODE,
        CODE,
        NUMBER,
        NUMBER,
        NUMBER,
    ]


def test_hashtags_stand_in_the_header_but_in_no_heading() -> None:
    rows = [["Org", "Town"], ["#org +name", "#loc"], ["Nord AG", "Hof"], ["Süd KG", "Ulm"], ["West KG", "Hof"]]
    (table,) = find_tables(Sheet("", rectangle(rows), ()), knows)
    assert (table.header_rows, table.first_data_row) == ((1, 2), 3)
    assert table.headings == ["Org", "Town"]
