"""What tells a heading row from the rows around it, as numbers: one line of them for each of the first rows of a table.

Shares of kinds of cells in the row and in its neighbours, contrast with the columns below, known words, blanks, merged
cells, lengths. Leaves out deciding (loaders.header_model) and the rules (loaders.headers).
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.cell_kinds import (
    ADDRESS,
    CODE,
    DATE,
    NOTHING,
    NUMBER,
    PROSE,
    TEXT,
    YEAR,
    is_heading_word,
    is_unit,
    says,
)  # fmt: skip
from loaders.grid import Grid

Floats = NDArray[np.float32]
KINDS = (NUMBER, YEAR, DATE, ADDRESS, CODE, TEXT, PROSE, NOTHING)
CANDIDATES = 45  # filled rows that may be headings
AHEAD = 12  # filled rows below a candidate that tell what its columns hold
WIDEST = 80  # columns looked at
LONG_TEXT, USUAL_TEXT = 80, 40
WELL_FILLED = 0.3
_CODE_OF = {letter: code for code, letter in enumerate(KINDS, start=1)}
_VALUES = [_CODE_OF[letter] for letter in (NUMBER, DATE, ADDRESS)]
_WORDS = [_CODE_OF[letter] for letter in (TEXT, PROSE, CODE)]
_TYPED = [_CODE_OF[letter] for letter in (NUMBER, YEAR, DATE, ADDRESS)]


class FirstRows:
    """The first filled rows of a stretch of a grid, as arrays of rows × columns."""

    def __init__(self, grid: Grid, start: int, stop: int, knows: Callable[[str], bool]) -> None:
        spans = [range(max(first, start), min(after, stop)) for first, after in grid.blocks]
        self.grid = grid
        self.numbers = [row for span in spans for row in span][: CANDIDATES + AHEAD]
        self.candidates = self.numbers[:CANDIDATES]
        width = min(grid.width, WIDEST)
        self.texts = [[text.strip() for text in grid.rows[row][:width]] for row in self.numbers]
        letters = [grid.kinds(row)[:width] for row in self.numbers]
        self.kinds = np.array([[_CODE_OF.get(letter, 0) for letter in row] for row in letters]).reshape(-1, width)
        self._start = start
        self._knows = knows

    @cached_property
    def filled(self) -> NDArray[np.bool_]:
        return self.kinds > 0

    def _each(self, told: Callable[[str], float]) -> Floats:
        """A number for every cell, 0 for an empty one."""
        return np.array([[told(text) if text else 0.0 for text in row] for row in self.texts], dtype=np.float32)

    def _share(self, cells: NDArray[np.bool_] | Floats) -> Floats:
        """The part of a row's filled cells for which something is true."""
        return (cells * self.filled).sum(axis=1) / np.maximum(self.filled.sum(axis=1), 1)

    def table(self) -> Floats:
        """Candidates × features."""
        parts = [*self._kinds_around(), *self._against_below(), *self._fill(), *self._words(), *self._place()]
        columns = [part[:, None] if part.ndim == 1 else part for part in parts]
        return np.hstack([column.astype(np.float32) for column in columns])[: len(self.candidates)]

    def _kinds_around(self) -> list[Floats]:
        """Kinds in the row, the next, the one before, and in the next five against the row."""
        own = np.stack([self._share(self.kinds == code) for code in range(1, len(KINDS) + 1)], axis=1)
        values = self._share(np.isin(self.kinds, _VALUES))
        below, above = _moved(own, 1), _moved(own, -1)
        some = np.mean([_moved(own, step) for step in range(1, 6)], axis=0)
        many = np.mean([_moved(values, step) > WELL_FILLED for step in range(1, 9)], axis=0)
        table_like = (values > WELL_FILLED) & (self.filled.sum(axis=1) > 2)
        before = np.minimum(np.cumsum(table_like) - table_like, 3)
        alike = self._alike(1)
        return [
            own, below, above, some - own, values, _moved(values, 1), _moved(values, -1), _moved(values, 1) - values,
            many, before, alike, _moved(alike, 1), self._alike(-1), _moved(alike, 1) - alike,
        ]  # fmt: skip

    def _alike(self, step: int) -> Floats:
        """The part of the cells that is of the same kind in the row and in the one so many rows on."""
        other = _moved(self.kinds, step)
        either = np.maximum(((self.kinds > 0) | (other > 0)).sum(axis=1), 1)
        return ((self.kinds == other) & self.filled).sum(axis=1) / either

    def _against_below(self) -> list[Floats]:
        """How the row's cells differ from what stands below them in kind, length and text."""
        steps = range(1, AHEAD + 1)
        counted = np.stack([np.sum([_moved(self.kinds, step) == code for step in steps], axis=0) for code in range(9)])
        usual = np.where(counted[1:].sum(axis=0) > 0, counted[1:].argmax(axis=0) + 1, 0)
        ids = {text: number for number, text in enumerate(sorted({t.lower() for row in self.texts for t in row}))}
        text = np.array([[ids[t.lower()] for t in row] for row in self.texts]).reshape(self.kinds.shape)
        again = np.any([(_moved(text, step) == text) & (_moved(self.kinds, step) > 0) for step in steps], axis=0)
        length = np.array([[len(t) for t in row] for row in self.texts], dtype=np.float32).reshape(self.kinds.shape)
        longest = np.max([_moved(length, step) for step in steps], axis=0)
        shortest = np.min([np.where(_moved(length, s) > 0, _moved(length, s), np.inf) for s in steps], axis=0)
        worded = np.isin(self.kinds, _WORDS)
        contrast = worded & np.isin(usual, _TYPED)
        dated = np.isin(self.kinds, [_CODE_OF[YEAR], _CODE_OF[DATE]]) & (usual == _CODE_OF[NUMBER])
        apart = (usual > 0) & ((length < shortest) | (length > longest))
        well = (counted[1:].sum(axis=0) > WELL_FILLED * np.maximum(counted.sum(axis=0), 1)) & (usual > 0)
        wells = np.maximum(well.sum(axis=1), 1)
        covered = (well & self.filled).sum(axis=1) / wells
        near = self.filled | _moved(self.filled, -1) | _moved(self.filled, -2) | _moved(self.filled, -3)
        reached = (well & near).sum(axis=1) / wells
        return [
            self._share(contrast), np.log1p((contrast & self.filled).sum(axis=1)), self._share(dated),
            self._share((self.kinds == usual) & (usual > 0)), self._share(again), self._share(apart),
            covered, reached, reached - covered, self._share(length) / USUAL_TEXT, length.max(axis=1) > LONG_TEXT,
        ]  # fmt: skip

    def _fill(self) -> list[Floats]:
        """How full the row and its neighbours are."""
        count = self.filled.sum(axis=1)
        below, above = _moved(count, 1), _moved(count, -1)
        usual = np.median([_moved(count, step) for step in range(1, 7)], axis=0)
        left = int(self.filled.any(axis=0).argmax())
        return [
            count / max(int(count.max(initial=1)), 1), np.minimum(count / np.maximum(usual, 1), 1), count > usual + 1,
            above > count, below < 0.6 * count, count == 1, below == 1, above == 1, below == 0,
            ~self.filled[:, left], ~_moved(self.filled, 1)[:, left],
            self._share(np.array([[row.count(text) > 1 for text in row] for row in self.texts])),
        ]  # fmt: skip

    def _words(self) -> list[Floats]:
        """Words that head columns, units, brackets, signs of totals and notes."""
        firsts = [next(filter(None, row), "") for row in self.texts]
        units = self._share(self._each(is_unit))
        counting = np.array([_counts([text for text in row if text]) for row in self.texts])
        small = np.array([text[:1].islower() for text in firsts])
        capitals = self._share(self._each(str.isupper))
        return [
            self._share(self._each(self._knows)), self._share(self._each(is_heading_word)),
            units, _moved(units, 1), self._share(self._each(lambda text: text[0] in "([")), counting,
            _moved(counting, 1), self._share(self._each(lambda text: "_" in text)), capitals, _moved(capitals, 1),
            np.array([says("total", text) or says("footer", text) for text in firsts]),
            np.array([text.endswith(":") for text in firsts]), small, _moved(small, 1),
        ]  # fmt: skip

    def _place(self) -> list[Floats]:
        """Where the row stands: blank rows beside it, its number, merged cells."""
        rows = np.array(self.numbers)
        merged = np.array([row in self.grid.merged_rows for row in self.numbers])
        order = np.arange(len(rows))
        return [
            np.append(np.diff(rows) > 1, True), np.append(True, np.diff(rows) > 1), order == 0,
            np.log1p(order), np.log1p(rows - self._start), merged, _moved(merged, -1), _moved(merged, 1),
        ]  # fmt: skip


def _moved(rows: NDArray[Any], step: int) -> NDArray[Any]:
    """The rows that stand so many rows further on (or before, if negative); zeros where there are none."""
    moved = np.zeros_like(rows)
    if step > 0:
        moved[:-step] = rows[step:]
    else:
        moved[-step:] = rows[:step]
    return moved


def _counts(texts: list[str]) -> bool:
    """1 2 3 … as statistics offices number their columns."""
    bare = [text.strip(" ()[]") for text in texts]
    if len(bare) < 3 or not all(number.isdecimal() and len(number) < 4 for number in bare):
        return False
    return [int(number) for number in bare] == list(range(int(bare[0]), int(bare[0]) + len(bare)))
