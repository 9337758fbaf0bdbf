"""Cells to tables: header blocks, records, totals, groups, footers, several tables, none."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cells import FoundTable, Sheet, rectangle
from loaders.tables import find_tables
from tests.fuzzing import times
from tests.loaders.layouts import Layout, business_table, statistics_table


def sheet(text: str, *merged: tuple[int, int, int, int]) -> Sheet:
    """A sheet from lines with cells between bars."""
    return Sheet(
        "S", rectangle([[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]), merged
    )


def only(text: str, *merged: tuple[int, int, int, int]) -> FoundTable:
    tables = find_tables(sheet(text, *merged))
    assert len(tables) == 1
    return tables[0]


def share(layouts: list[Layout]) -> tuple[float, float, float]:
    """Last header row right, first header row right, records right, as shares."""
    last = first = records = 0
    for layout in layouts:
        table = next(iter(find_tables(layout.sheet)))
        got = table.header_rows or (0, 0)
        wanted = layout.header or (0, 0)
        last += got[1] == wanted[1]
        first += got[0] == wanted[0]
        records += set(layout.records) <= set(table.rows)
    return last / len(layouts), first / len(layouts), records / len(layouts)


def test_statistics_layouts() -> None:
    last, first, records = share([statistics_table(random.Random(seed)) for seed in range(120)])
    assert last >= 0.97
    assert first >= 0.9
    assert records >= 0.9


def test_business_layouts() -> None:
    last, first, records = share([business_table(random.Random(seed)) for seed in range(120)])
    assert last >= 0.97
    assert first >= 0.75
    assert records >= 0.97


def test_merged_group_headings_are_joined_and_carried() -> None:
    table = only(
        "RS | Land | Erste |  | Zweite |\n | | Zahl | Quote | Zahl | Quote\n08 | Baden | 259979 | 2.3 | 89261 | 0.8\n"
        "09 | Bayern | 363964 | 2.7 | 173079 | 1.3\n11 | Berlin | 108465 | 2.9 | 41553 | 1.1\n"
        " | Gesamt | 732408 | | 303893 |",
        (1, 3, 1, 4),
        (1, 5, 1, 6),
        (1, 1, 2, 1),
        (1, 2, 2, 2),
    )
    assert table.header_rows == (1, 2)
    assert table.headings == ["RS", "Land", "Erste Zahl", "Erste Quote", "Zweite Zahl", "Zweite Quote"]
    assert table.rows == [3, 4, 5]
    assert table.total_rows == [6]


def test_group_headings_without_merging_are_carried_too() -> None:
    table = only(
        " | | Kapazität | | Kontakt | \nFirma | PLZ | Stück | je | Mail | Tel\n"
        "A AG | 52062 | 400 | Tag | a@example.org | 030 23125 1\n"
        "B KG | 01067 | 900 | Woche | b@example.org | 030 23125 2"
    )
    assert table.headings == ["Firma", "PLZ", "Kapazität Stück", "Kapazität je", "Kontakt Mail", "Kontakt Tel"]


def test_preamble_and_footer_are_left_out() -> None:
    table = only(
        "Meldung Produktion\nStand: | 27.03.2020\n\nFirma | Menge | Ort\nA | 5 | Köln\nB | 6 | Bonn\n\n"
        "* Angaben ohne Gewähr\nQuelle: Umfrage"
    )
    assert (table.header_rows, table.first_data_row, table.last_data_row) == ((4, 4), 5, 6)
    assert table.left_out == {1: "preamble", 2: "preamble", 3: "blank", 7: "blank", 8: "footer", 9: "footer"}


def test_unit_row_belongs_to_the_header_and_to_the_headings() -> None:
    table = only("Firma | Kapazität | Gewicht\n | Stück/Tag | kg\nA | 500 | 3\nB | 600 | 4")
    assert (table.header_rows, table.unit_row) == ((1, 2), 2)
    assert table.headings == ["Firma", "Kapazität Stück/Tag", "Gewicht kg"]


def test_column_numbers_belong_to_the_header_but_to_no_heading() -> None:
    table = only("Land | Fälle | Tote\n1 | 2 | 3\nBayern | 512 | 13\nHessen | 204 | 9")
    assert table.header_rows == (1, 2)
    assert table.headings == ["Land", "Fälle", "Tote"]


@pytest.mark.parametrize(
    "label", ["Summe", "Gesamt:", "TOTAL", "Totaal", "Razem", "Celkem", "Total général", "Σ", "Somma"]
)
def test_totals_are_told_in_many_languages(label: str) -> None:
    table = only(f"Firma | Menge\nA | 5\nB | 6\n{label} | 99")
    assert table.total_rows == [4]
    assert table.left_out[4] == "total"


def test_a_total_without_a_word_proves_itself_by_adding_up() -> None:
    assert only("Firma | Menge | Lager\nA | 1.500 | 10\nB | 2.700 | 20\n | 4.200 | 30").total_rows == [4]
    assert only("Firma | Menge | Lager\nA | 1.500 | 10\nB | 2.700 | 20\n | 999 | 77").total_rows == []


def test_a_firm_called_total_is_a_record() -> None:
    table = only(
        "Firma | Mail | Menge\nTotal Energie | total@example.org | 5\nA | a@example.org | 6\nTotal | t@example.org | 8"
    )
    assert table.rows == [2, 3, 4]


def test_groups_label_the_records_below() -> None:
    table = only("Firma | Menge | Ort\nBayern:\nA | 5 | Hof\nB | 6 | Fürth\nHessen:\nC | 7 | Kassel", (2, 1, 2, 3))
    assert table.rows == [3, 4, 6]
    assert table.groups == {3: "Bayern:", 4: "Bayern:", 6: "Hessen:"}
    assert {table.left_out[2], table.left_out[5]} == {"group"}


def test_a_record_that_only_gives_its_name_is_kept() -> None:
    table = only(
        "Firma | Mail | Ort\nA | a@example.org | Hof\nB | |\nC | c@example.org | Kassel\nD | d@example.org | Bonn"
    )
    assert table.rows == [2, 3, 4, 5]


def test_repeated_headers_and_blank_rows_between_pages() -> None:
    table = only("Firma | Menge\nA | 5\nB | 6\n\nFirma | Menge\nC | 7\nD | 8")
    assert table.rows == [2, 3, 6, 7]
    assert table.left_out == {4: "blank", 5: "repeated_header"}


def test_example_rows_are_left_out() -> None:
    table = only("Firma | Menge | Ort\nMuster GmbH | 500 | Musterstadt\nA | 5 | Hof\nB | 6 | Bonn")
    assert table.left_out == {2: "example"}


def test_stacked_tables_are_two() -> None:
    first, second = find_tables(
        sheet(
            "Firma | Menge\nA | 5\nB | 6\n\nBedarf\nArtikel | Preis | Datum\n"
            "Maske | 3 | 2020-03-27\nKittel | 9 | 2020-03-28"
        )
    )
    assert (first.header_rows, first.rows) == ((1, 1), [2, 3])
    assert (second.header_rows, second.rows) == ((6, 6), [7, 8])
    assert second.left_out == {5: "preamble"}


@pytest.mark.parametrize("rows", ["A AG | 52062 | 400\nB KG | 01067 | 900\nC | 10115 | 70", "1 | 2\n3 | 4\n5 | 6"])
def test_without_header_no_record_is_lost(rows: str) -> None:
    table = only(rows)
    assert table.header_rows is None
    assert len(table.records) == 3


def test_years_and_dates_can_be_headings() -> None:
    assert only("Land | 2018 | 2019\nBayern | 512 | 613\nHessen | 204 | 199").header_rows == (1, 1)
    assert only("Firma | 2020-03-27 | 2020-03-28\nA | 5 | 6\nB | 7 | 8").header_rows == (1, 1)


def test_a_table_may_begin_lower_and_further_right() -> None:
    table = only("\n\n | | Firma | Menge\n | | A | 5\n | | B | 6".replace("\n\n", "|\n|\n", 1))
    assert (table.header_rows, table.first_column, table.columns) == ((3, 3), 3, [3, 4])


def test_headings_alone_are_a_table_without_records() -> None:
    table = only("country | name | address | phone")
    assert (table.header_rows, table.records) == ((1, 1), [])


def test_prose_is_no_table() -> None:
    prose = "Die kumulative Zahl umfasst alle Impfungen, die bis zum Vortag gemeldet worden sind, samt Nachträgen."
    assert find_tables(sheet(f"Erläuterung\n{prose}\n\n{prose}")) == []
    assert find_tables(Sheet("S", [])) == []


def test_words_merged_downwards_stand_in_each_record() -> None:
    table = only("Firma | Produkt | Menge\nA AG | Maske | 5\n | Kittel | 6\nB KG | Maske | 7", (2, 1, 3, 1))
    assert [record[0] for record in table.records] == ["A AG", "A AG", "B KG"]


def test_known_headings_are_evidence() -> None:
    words = "Wuzz | Blip\nalpha | beta\ngamma | delta\nalpha | beta"
    told = find_tables(sheet(words), lambda heading: heading in ("Wuzz", "Blip"))
    assert told[0].header_rows == (1, 1)


cells = st.lists(
    st.lists(
        st.sampled_from(["", "", "A", "Firma", "5", "1.200", "Summe", "2020", "27.03.2020", "x", "³", "(1,000)"]),
        min_size=1,
        max_size=5,
    ),
    max_size=14,
)


@settings(max_examples=times(200), deadline=None)
@given(cells)
def test_every_row_is_a_record_a_header_or_has_a_reason(rows: list[list[str]]) -> None:
    tables = find_tables(Sheet("S", rectangle(rows)))
    for table in tables:
        header = range(table.header_rows[0], table.header_rows[1] + 1) if table.header_rows else range(0)
        assert not set(table.rows) & set(table.left_out)
        assert not set(table.rows) & set(header)
        stretch = [*table.rows, *table.left_out, *header]
        assert sorted(stretch) == list(range(min(stretch), max(stretch) + 1))
        assert all(len(record) == len(table.headings) == len(table.columns) for record in table.records)


def test_merged_cells_below_and_beside_all_others_say_nothing() -> None:
    cells = [["Firma", "Ort"], ["Nord", "Kiel"], ["Süd", "Bonn"]]
    plain = find_tables(Sheet("a", cells))
    assert find_tables(Sheet("a", cells, merged=((44, 1, 50, 2), (2, 9, 3, 12)))) == plain
