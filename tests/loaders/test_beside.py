"""Tables side by side become tables of their own; a blank column for the eye parts nothing."""

import pytest

from loaders.cells import FoundTable, Sheet, rectangle
from loaders.tables import find_tables

SAME = """
Liste
Firma|Ort|Menge||Firma|Ort|Menge
Nord GmbH|Hof|5||Süd AG|Bonn|4
West GmbH|Bonn|7||Ost AG|Gent|8
Mitte KG|Graz|1||||
"""
TITLED = """
Angebote|||||Bedarfe||
Name|Produkt|Menge|||Stelle|Produkt|Bedarf
Nord GmbH|Masken|5|||Haus Hof|Masken|400
West GmbH|Kittel|7|||Haus Bonn|Visiere|80
"""
PARTIES = """
Firma|Produkt|Menge||Klinik|Artikel|Bedarf
Nord GmbH|Masken|5||Klinikum Hof|Masken|400
West GmbH|Kittel|7||Klinikum Bonn|Visiere|80
"""
APART = """
Firma|Ort|Menge|||
Nord GmbH|Hof|5||Land|Anzahl
West GmbH|Bonn|7||Bayern|5
Mitte KG|Ulm|8||Hessen|2
"""
SPACER = """
Firma|Ort||Menge|Preis
Nord GmbH|Hof||5|3
West GmbH|Bonn||7|2
"""
GROUPED = """
|Births|||Rate|
State|1999|2000||1999|2000
Ohio|1|2||3|4
Utah|5|2||3|4
Iowa|2|3||4|5
"""
SPARSE = """
Firma|Ort||Produkt|Bemerkung
Nord GmbH|Hof||Masken|keine
West GmbH|Bonn||Kittel|ja
Ost GmbH|Ulm|||
Süd GmbH|Ulm|||
Mitte GmbH|Ulm|||
"""


def found(text: str) -> list[FoundTable]:
    return find_tables(Sheet("S", rectangle([line.split("|") for line in text.strip("\n").split("\n")])))


@pytest.mark.parametrize("text", [SAME, TITLED, PARTIES, APART])
def test_two_tables_side_by_side_are_two(text: str) -> None:
    left, right = found(text)
    assert left.columns[-1] < right.columns[0] - 1
    assert left.records
    assert right.records
    assert not any("" in record for record in left.records)


def test_every_cell_keeps_its_place() -> None:
    _, right = found(SAME)
    assert right.header_rows == (2, 2)
    assert right.columns == [5, 6, 7]
    assert right.rows == [3, 4]
    assert right.records[0] == ["Süd AG", "Bonn", "4"]


def test_tables_that_begin_in_different_rows_have_their_own_headers() -> None:
    assert [table.header_rows for table in found(APART)] == [(1, 1), (2, 2)]


def test_a_title_above_one_part_is_its_preamble() -> None:
    left, right = found(TITLED)
    assert left.left_out[1] == right.left_out[1] == "preamble"


@pytest.mark.parametrize("text", [SPACER, GROUPED, SPARSE])
def test_a_blank_column_parts_nothing_by_itself(text: str) -> None:
    assert len(found(text)) == 1


def test_three_tables_and_one_below() -> None:
    beside = "Firma|Ort||Firma|Ort||Firma|Ort\nNord|Hof||Süd|Bonn||Ost|Ulm\nWest|Hof||Rand|Bonn||Kern|Ulm"
    below = "\n\nLand|Fälle|Tote\nBayern|5|1\nHessen|6|2"
    tables = found(beside + below)
    assert [table.headings for table in tables] == [["Firma", "Ort"]] * 3 + [["Land", "Fälle", "Tote"]]
