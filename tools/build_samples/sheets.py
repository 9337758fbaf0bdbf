"""The sheets of every sample workbook: which text table each shows and how its cells are typed.

A typed cell is text, a number or a day, as the application that people used would have stored it. Leaves out how a
workbook format writes them (workbooks, binary_workbook).
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
Cell = str | float | date


@dataclass(frozen=True)
class SheetPlan:
    """`numbers` and `days` are the columns (0-based) stored as such below row `head` (1-based, the last header row).

    `merged` are ranges (first row, first column, last row, last column; 0-based) of headings that span cells.
    `sums` says that the last row adds the number columns up by formula.
    """

    name: str
    content: str
    head: int = 1
    numbers: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    sums: bool = False


def _columns(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


ASSOCIATION = SheetPlan("Rückmeldungen", "association_list", 5, _columns(0, 4, 10), _columns(11), ((0, 0, 0, 12),))
MATRIX = SheetPlan("Abfrage KW13", "product_matrix", 3, _columns(1, 5, 6, 7, 8, 9), sums=True)
TWO_HEADERS = SheetPlan(
    "Auswertung",
    "two_header_rows",
    2,
    _columns(1, 9, 11),
    merged=((0, 0, 0, 1), (0, 2, 0, 4), (0, 5, 0, 6), (0, 7, 0, 10)),
)
MINISTRY = (
    SheetPlan("Hinweise", "ministry_notes"),
    SheetPlan("Angebote", "ministry_offers", 3, _columns(11, 12), _columns(1), ((0, 0, 0, 14),)),
    SheetPlan("Bedarfe", "ministry_needs", 3, _columns(10), _columns(1), ((0, 0, 0, 11),)),
)
MACHINES = SheetPlan("Tabelle1", "university_machines", 1, _columns(2, 7, 10))
NETWORK = SheetPlan("Members", "network_members", 1, _columns(8, 10), _columns(11, 13))
OVERSEAS = SheetPlan("Offers", "overseas", 1, _columns(9, 10), _columns(0))
SUPPLIERS = SheetPlan("Lieferanten", "suppliers", 1, _columns(2))


def cells(plan: SheetPlan) -> list[list[Cell]]:
    """The rows of a sheet with typed cells; one that does not fit its column's type stays text, as in real sheets."""
    with (CONTENT / f"{plan.content}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [
        [_typed(text, column, plan) if row >= plan.head else text for column, text in enumerate(line)]
        for row, line in enumerate(rows)
    ]


def _typed(text: str, column: int, plan: SheetPlan) -> Cell:
    if column in plan.numbers and text.isdecimal():
        return float(text)
    if column in plan.days and text[:4].isdecimal() and len(text) == 10:
        return date.fromisoformat(text)
    return text
