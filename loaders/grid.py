"""A sheet prepared for table finding: kinds of cells, blank rows, blocks, merged areas.

Leaves out deciding what is a table.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from loaders.cell_kinds import EMPTY, NOTHING, kinds
from loaders.cells import Range, Sheet


@dataclass(frozen=True)
class Column:
    """What one column of some rows holds: how many filled, its usual kind and that kind's share, its values."""

    filled: int
    usual: str
    share: float
    values: frozenset[str]
    shortest: int
    longest: int


class Grid:
    """Rows counted from 0 inside; callers outside count from 1."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.cells
        self.width = len(self.rows[0]) if self.rows else 0
        self._kinds: dict[int, list[str]] = {}

    def kinds(self, row: int) -> list[str]:
        if row not in self._kinds:
            self._kinds[row] = kinds(self.rows[row])
        return self._kinds[row]

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something."""
        return [at for at, text in enumerate(self.rows[row]) if text and not text.isspace()]

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Stretches of rows between blank rows, as (first, after last)."""
        stretches: list[tuple[int, int]] = []
        first: int | None = None
        for number, row in enumerate(self.rows):
            if (row and row[0] and not row[0].isspace()) or any(text and not text.isspace() for text in row):
                first = number if first is None else first
            elif first is not None:
                stretches.append((first, number))
                first = None
        if first is not None:
            stretches.append((first, len(self.rows)))
        return stretches

    @cached_property
    def widest(self) -> int:
        """The most cells that one of the first rows holds."""
        first = [row for begin, after in self.blocks for row in range(begin, min(after, begin + 200))]
        return max((len(self.filled(row)) for row in first[:400]), default=0)

    @cached_property
    def _merged(self) -> list[Range]:
        """The merged areas that begin among the cells; empty ones far below or beside them say nothing."""
        return [area for area in self.sheet.merged if area[0] <= len(self.rows) and area[1] <= self.width]

    @cached_property
    def across(self) -> dict[tuple[int, int], int]:
        """For each cell (row, column) where a merged area of several columns begins: its last column."""
        return {(top - 1, left - 1): right - 1 for top, left, _, right in self._merged if right > left}

    @cached_property
    def down(self) -> dict[tuple[int, int], int]:
        """For each cell (row, column) where a merged area of several rows begins: its last row."""
        return {(top - 1, left - 1): bottom - 1 for top, left, bottom, _ in self._merged if bottom > top}

    @cached_property
    def merged_rows(self) -> frozenset[int]:
        """Rows in which an area of several columns is merged."""
        return frozenset(row for row, _ in self.across)

    def column(self, rows: list[int], at: int) -> Column:
        """Profile of one column over some rows; empty cells and null words say nothing about its kind."""
        texts = [self.rows[row][at] for row in rows]
        letters = Counter(self.kinds(row)[at] for row in rows)
        told = {letter: times for letter, times in letters.items() if letter not in (EMPTY, NOTHING)}
        usual = max(told, key=lambda letter: told[letter], default=EMPTY)
        lengths = [len(text) for text in texts if text] or [0]
        return Column(
            filled=sum(1 for text in texts if text),
            usual=usual,
            share=told[usual] / sum(told.values()) if usual else 0.0,
            values=frozenset(text.strip().lower() for text in texts if text),
            shortest=min(lengths),
            longest=max(lengths),
        )
