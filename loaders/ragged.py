"""Rows of a delimited text with more or fewer cells than their table, put right where the words allow it.

What each column usually looks like is learnt from the rows that are whole; a row is moved only when that explains it
clearly better than reading it from the left. The work is bounded: rows for which there is none left stay as they were
read, and a remark says from where on. Leaves out quotes (loaders.delimited).
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.budget import Budget
from loaders.cell_kinds import EMPTY, NOTHING, NUMBER, TEXT, TYPED, kind
from loaders.cells import Remark

LEARNT_FROM = 400
FEWEST = 4
CLEARLY = 1.0
MOVED_FROM = 2
WORK = 5_000_000  # cells whose fit may be weighed


class Column(NamedTuple):
    """Shares of the looks and the repeated values of a column; `empty` is the share of empty cells."""

    looks: dict[str, float]
    values: frozenset[str]
    empty: float
    typed: bool


def straightened(rows: list[list[str]], delimiter: str) -> tuple[list[list[str]], list[Remark]]:
    """The rows with ragged ones set right, and a remark for each ragged row: what it had and what was done."""
    first = rows[: _end(rows)]
    width = _table_width(first)
    whole = [row for row in first if len(row) == width][1:]
    table = list(_table_rows(first, width))
    if width < 3 or len(whole) < FEWEST or all(len(rows[number]) == width for number in table):
        return rows, []
    columns = [_column(list(cells)) for cells in zip(*whole[:LEARNT_FROM], strict=True)]
    remarks: list[Remark] = []
    budget = Budget(WORK)
    for number in table:
        row = rows[number]
        right, done = _set_right(row, columns, delimiter) if _may_try(row, columns, budget, number + 1) else (row, "")
        if done or len(row) != width:
            rows[number] = right
            read_so = done or "read from the left"
            remarks.append(Remark("ragged_row", row=number + 1, read=f"{len(row)} / {width}", done=read_so))
    if budget.stopped_at:
        remarks.append(Remark("rows_not_checked", row=budget.stopped_at))
    return rows, remarks


def _may_try(row: list[str], columns: list[Column], budget: Budget, number: int) -> bool:
    """Whether there is work left for setting this row right: all moves of a cell, or all places of the gaps."""
    width = len(columns)
    if not budget.take(width, number):
        return False
    if len(row) == width:
        return _misfits(row, columns) >= MOVED_FROM and budget.take(width**3, number)
    copied = 1 + max(width, len(row)) // 50
    return budget.take(2 * width * max(width, len(row)) * copied, number)


def _table_width(rows: list[list[str]]) -> int:
    """The width of the widest kind of row that is common: the header's, where some records lack cells."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    enough = max(0.1 * widths.total(), FEWEST)
    common = [width for width, times in widths.items() if times >= enough]
    first = next((len(row) for row in rows if len(row) in common), 0)
    usual = max(widths, key=lambda width: widths[width], default=0)
    return first if first in common and first >= usual else usual


def _end(rows: list[list[str]]) -> int:
    """Where another table begins: at a row that says the heads of the first one again, and maybe others."""
    first = next((number for number, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    heads = {cell for cell in rows[first] if cell} if first < len(rows) else set()
    for number in range(first + 1, len(rows)):
        if rows[number] and rows[number][0] in heads and len(heads.intersection(rows[number])) >= 0.7 * len(heads):
            return number
    return len(rows)


def _table_rows(rows: list[list[str]], width: int) -> Iterator[int]:
    """Rows of several cells in the stretches between blank lines that hold whole rows, after the first of those."""
    stretch: list[int] = []
    for number in range(len(rows) + 1):
        if number < len(rows) and rows[number]:
            stretch.append(number)
            continue
        first = next((place for place, at in enumerate(stretch) if len(rows[at]) == width), None)
        if first is not None:
            yield from (at for at in stretch[first + 1 :] if len(rows[at]) > 1)
        stretch = []


def _column(cells: list[str]) -> Column:
    looks = Counter(_look(cell) for cell in cells)
    filled = sum(times for look, times in looks.items() if look not in (EMPTY, NOTHING)) or 1
    values = Counter(cell.strip().lower() for cell in cells if cell)
    repeated = frozenset(value for value, times in values.items() if times > 1 and len(values) < 0.5 * len(cells))
    once = 1 if len(cells) >= 2 * FEWEST else 0  # a look seen once may be the slip itself
    shares = {look: times / filled for look, times in looks.items() if look not in (EMPTY, NOTHING) and times > once}
    typed = sum(share for look, share in shares.items() if look[0] != TEXT) > 0.8
    return Column(shares, repeated, looks[EMPTY] / len(cells), typed)


@lru_cache(maxsize=100_000)
def _look(text: str) -> str:
    """The kind of a cell, with the length of a number and whether a short word is an abbreviation."""
    letter = kind(text)
    if letter == NUMBER:
        return f"{letter}{sum(map(str.isdecimal, text)) // 3}"
    return "u" if letter == TEXT and len(text) < 5 and text.isupper() else letter


def _fit(cell: str, column: Column) -> float:
    look = _look(cell)
    if look in (EMPTY, NOTHING):
        return 0.3 * column.empty - 0.2
    if cell.strip().lower() in column.values:
        return 1.5
    share = max(column.looks.get(look, 0.0), 0.7 * sum(s for other, s in column.looks.items() if other[0] == look[0]))
    return share if share > 0.02 else (-1.5 if column.typed or look[0] in TYPED else -0.5)


def _set_right(row: list[str], columns: list[Column], delimiter: str) -> tuple[list[str], str]:
    """The row as it should stand and what was done; "" when nothing had to be."""
    if len(row) == len(columns):
        return _moved(row, columns)
    if len(row) < len(columns):
        return _spread(row, columns)
    return _narrowed(row, columns, delimiter)


def _spread(row: list[str], columns: list[Column]) -> tuple[list[str], str]:
    """A short row over all columns, gaps where they fit best."""
    left = [*row, *[""] * (len(columns) - len(row))]
    best = _best_spread(row, columns)
    if _total(best, columns) - _total(left, columns) < CLEARLY:
        return row, "read from the left"
    gaps = [str(number) for number, cell in enumerate(best, start=1) if not cell]
    return best, f"columns {', '.join(gaps)} left empty"


def _best_spread(row: list[str], columns: list[Column]) -> list[str]:
    """The order-keeping assignment of cells to columns with the best total fit (dynamic programme over prefixes)."""
    scores: list[list[tuple[float, list[str]]]] = [[(0.0, [])]]
    for column in columns:
        before = scores[-1]
        gap = _fit("", column)
        reached: list[tuple[float, list[str]]] = []
        for used in range(min(len(row), len(scores)) + 1):
            choices = []
            if used < len(before):
                choices.append((before[used][0] + gap, [*before[used][1], ""]))
            if 0 < used <= len(before):
                choices.append(
                    (before[used - 1][0] + _fit(row[used - 1], column), [*before[used - 1][1], row[used - 1]])
                )
            reached.append(max(choices, key=lambda choice: choice[0]))
        scores.append(reached)
    return scores[-1][len(row)][1]


def _total(row: list[str], columns: list[Column]) -> float:
    return sum(_fit(cell, column) for cell, column in zip(row, columns, strict=False))


def _narrowed(row: list[str], columns: list[Column], delimiter: str) -> tuple[list[str], str]:
    """A long row without its empty surplus cells, or with cells joined that an unquoted delimiter had cut."""
    surplus = len(row) - len(columns)
    if not any(row[len(columns) :]):
        return row[: len(columns)], "empty cells at the right left out"
    best, done, score = row, "surplus cells kept at the right", _total(row, columns) + CLEARLY
    for at in range(len(row) - surplus):
        joined = [*row[:at], delimiter.join(row[at : at + surplus + 1]), *row[at + surplus + 1 :]]
        dropped = [*row[:at], *row[at + surplus :]] if not any(row[at : at + surplus]) else joined
        for candidate, what in ((dropped, "empty cell left out"), (joined, f"joined in column {at + 1}")):
            fits = _total(candidate, columns) - (0.1 if candidate is joined else 0.0)
            if len(candidate) == len(columns) and fits > score:
                best, done, score = candidate, what, fits
    return best, done


def _moved(row: list[str], columns: list[Column]) -> tuple[list[str], str]:
    """A whole row in which one cell slipped: moved when no column misfits after that."""
    for start in range(len(row)):
        for end in range(len(row)):
            other = [*row[:start], *row[start + 1 :]]
            other.insert(end, row[start])
            if not _misfits(other, columns):
                return other, f"cell {start + 1} moved to column {end + 1}"
    return row, ""


def _misfits(row: list[str], columns: list[Column]) -> int:
    pairs = zip(row, columns, strict=True)
    return sum(1 for cell, column in pairs if cell and _fit(cell, column) < 0 and _look(cell) not in (EMPTY, NOTHING))
