"""Tables as people lay them out, written down by hand with what a careful reader finds in them."""

from pathlib import Path
from typing import NamedTuple

from loaders.cells import Range, Sheet, rectangle
from loaders.tables import find_tables
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden" / "layouts" / "tables.txt"


class Written(NamedTuple):
    name: str
    sheet: Sheet
    header: tuple[int, int] | None
    records: tuple[int, int]
    totals: list[int]


def _span(text: str) -> tuple[int, int]:
    first, last = text.split("-")
    return int(first), int(last)


def _areas(text: str) -> tuple[Range, ...]:
    numbers = [[int(number) for number in area.split(",")] for area in text.split(";")] if text != "-" else []
    return tuple((top, left, bottom, right) for top, left, bottom, right in numbers)


def written() -> list[Written]:
    """The layouts of the golden file."""
    found = []
    for paragraph in GOLDEN.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, truth, *lines = paragraph.rstrip("\n").split("\n")
        _, header, _, records, _, totals, _, merged = truth.split(" ")
        cells = rectangle([[cell.strip() for cell in line.split("|")] for line in lines])
        found.append(
            Written(
                name,
                Sheet("S", cells, _areas(merged)),
                None if header == "none" else _span(header),
                _span(records),
                [] if totals == "-" else [int(row) for row in totals.split(",")],
            )
        )
    return found


@every(written(), lambda layout: layout.name)
def test_a_careful_reader_finds_the_same(layout: Written) -> None:
    (table,) = find_tables(layout.sheet)
    assert table.header_rows == layout.header
    assert (table.first_data_row, table.last_data_row) == layout.records
    assert table.total_rows == layout.totals
