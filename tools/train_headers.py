"""Learn where header rows are, from labelled sheets: `python -m tools.train_headers [FOLDER …]` (a minute or two).

Four small networks with different beginnings, each pushed to give the last header row of a sheet's first table the
highest score of all its first rows (Adam, numpy alone, fixed seeds). The sheets are those of tests/golden/tables,
made-up statistics tables, and files of further folders, each with a labels.csv of columns file, sheet and last (the
last header row from 1; 0: the table has none). Leaves out using the networks (loaders.header_model).
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.cells import Sheet
from loaders.columns_headings import knows
from loaders.grid import Grid
from loaders.header_features import CANDIDATES, FirstRows, Floats
from loaders.header_model import WEIGHTS, Networks
from loaders.source import read_source
from tools.bench._grids import labelled
from tools.bench._statistics_tables import statistics_table
from tools.bench.headers import SETS, as_csv, as_workbook

NETWORKS, HIDDEN = 4, 16
ROUNDS, BATCH, STEP, SHRINK = 60, 32, 0.01, 0.01
MADE_UP = range(60)
MADE_UP_WEIGHT, BEHEADED_WEIGHT = 0.3, 0.3
MEAN_KEPT, SQUARE_KEPT = 0.9, 0.999
NOWHERE = -1e9


@dataclass(frozen=True)
class Example:
    """The features of a sheet's first rows, which of them ends the header (their number: none), and its weight."""

    table: Floats
    last: int
    weight: float


def example(sheet: Sheet, last: int, weight: float) -> Example | None:
    """A labelled sheet (`last` from 1, 0 for none) as an example; None where nothing can be learnt from it."""
    grid = Grid(sheet)
    if not grid.blocks:
        return None
    first = FirstRows(grid, grid.blocks[0][0], grid.blocks[-1][1], knows)
    rows = [row + 1 for row in first.candidates]
    if last and last not in rows:
        return None
    return Example(first.table(), rows.index(last) if last else len(rows), weight)


def committed() -> Iterator[Example]:
    """Examples from the labelled sheets of the repository, as delimited text and as workbooks, and made-up ones."""
    for path in sorted(SETS.glob("*.txt")):
        for sheet in labelled(path):
            yield from _whole_and_beheaded(read_source(as_workbook(sheet), "a.xlsx").sheets[0], sheet.header_ends, 1.0)
    for seed in MADE_UP:
        made_up = statistics_table(seed)
        read = read_source(as_csv(made_up), "a.csv").sheets[0]
        yield from _whole_and_beheaded(read, made_up.header_ends, MADE_UP_WEIGHT)


def _whole_and_beheaded(sheet: Sheet, ends: list[int], weight: float) -> Iterator[Example]:
    """A sheet, and what is left of its one table without the header: few labelled sheets have none."""
    yield from _forms(sheet, next(iter(ends), 0), weight)
    if len(ends) == 1:
        yield from _forms(replace(sheet, cells=sheet.cells[ends[0] :], merged=()), 0, BEHEADED_WEIGHT * weight)


def from_folder(folder: Path) -> Iterator[Example]:
    """Examples from files beside a labels.csv."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            sheets = read_source((folder / row["file"]).read_bytes(), row["file"]).sheets
            for sheet in sheets:
                if sheet.name == row["sheet"]:
                    yield from _forms(sheet, int(row["last"]), 1.0)


def _forms(sheet: Sheet, last: int, weight: float) -> Iterator[Example]:
    """A sheet as it is and, where cells are merged, without the merging, as delimited text would have it."""
    forms = [sheet, replace(sheet, merged=())] if sheet.merged else [sheet]
    for form in forms:
        found = example(form, last, weight / len(forms) ** 0.5)
        if found:
            yield found


class Batches:
    """The examples as one array of examples × rows × features, with what is wanted and which rows there are."""

    def __init__(self, examples: list[Example]) -> None:
        tables = np.concatenate([each.table for each in examples])
        self.mean, self.spread = tables.mean(axis=0), tables.std(axis=0) + np.float32(1e-3)
        empty = np.zeros(0, dtype=np.float32)
        scale = Networks(self.mean, self.spread, empty, empty, empty, empty)
        self.rows = np.zeros((len(examples), CANDIDATES, tables.shape[1]), dtype=np.float32)
        self.there = np.full((len(examples), CANDIDATES + 1), NOWHERE, dtype=np.float32)
        self.there[:, CANDIDATES] = 0
        self.wanted = np.full(len(examples), CANDIDATES)
        for number, each in enumerate(examples):
            self.rows[number, : len(each.table)] = scale.scaled(each.table)
            self.there[number, : len(each.table)] = 0
            if each.last < len(each.table):
                self.wanted[number] = each.last
        self.weight = np.array([each.weight for each in examples], dtype=np.float32)


class Descent:
    """Adam for one array of parameters, its step falling to nothing over `turns`."""

    def __init__(self, values: NDArray[Any], turns: int) -> None:
        self.values = values.astype(np.float32)
        self._turns = turns
        self._mean = np.zeros_like(self.values)
        self._square = np.zeros_like(self.values)

    def step(self, slope: Floats, turn: int) -> None:
        slope = slope + SHRINK * self.values
        self._mean += (1 - MEAN_KEPT) * (slope - self._mean)
        self._square += (1 - SQUARE_KEPT) * (slope**2 - self._square)
        length = STEP * 0.5 * (1 + np.cos(np.pi * turn / self._turns))
        mean, square = self._mean / (1 - MEAN_KEPT**turn), self._square / (1 - SQUARE_KEPT**turn)
        self.values -= (length * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


def network(batches: Batches, seed: int, rounds: int = ROUNDS) -> list[Floats]:
    """One network: its straight weights, inner weights, outer weights, and the score of no header."""
    chance = np.random.default_rng(seed)
    count, width = len(batches.wanted), batches.rows.shape[2]
    size = min(BATCH, count)
    turns = max(rounds * count // size, 1)
    inner = chance.normal(0, width**-0.5, (width, HIDDEN))
    parts = [np.zeros(width), inner, chance.normal(0, 0.1, HIDDEN), np.zeros(1)]
    straight, within, outer, nothing = (Descent(part, turns) for part in parts)
    for turn in range(1, turns + 1):
        some = chance.choice(count, size, replace=False)
        rows = batches.rows[some]
        hidden = np.maximum(0, rows @ within.values)
        scores = rows @ straight.values + hidden @ outer.values
        errors = _errors(batches, some, scores, float(nothing.values[0]))
        back = errors[:, :CANDIDATES, None] * outer.values * (hidden > 0)
        straight.step(np.einsum("br,brf->f", errors[:, :CANDIDATES], rows), turn)
        within.step(np.einsum("brf,brh->fh", rows, back), turn)
        outer.step(np.einsum("br,brh->h", errors[:, :CANDIDATES], hidden), turn)
        nothing.step(errors[:, CANDIDATES].sum(keepdims=True), turn)
    return [part.values for part in (straight, within, outer, nothing)]


def _errors(batches: Batches, some: NDArray[np.int64], scores: Floats, nothing: float) -> Floats:
    """How much too probable each row, and no header, is held: examples × (rows + 1)."""
    all_scores = np.hstack([scores, np.full((len(some), 1), nothing, dtype=np.float32)]) + batches.there[some]
    odds = np.exp(all_scores - all_scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    odds[np.arange(len(some)), batches.wanted[some]] -= 1
    return np.asarray(odds * batches.weight[some][:, None] / len(some), dtype=np.float32)


def train(examples: list[Example], rounds: int = ROUNDS) -> Networks:
    """The networks for some examples; the same examples give the same networks."""
    batches = Batches(examples)
    parts = zip(*(network(batches, seed, rounds) for seed in range(NETWORKS)), strict=True)
    straight, inner, outer, nothing = (np.stack(part) for part in parts)
    return Networks(batches.mean, batches.spread, straight, inner, outer, nothing[:, 0])


def main(folders: list[str]) -> None:
    """Write the weights learnt from the repository's sheets and those of some folders."""
    examples = [*committed(), *(each for folder in folders for each in from_folder(Path(folder)))]
    train(examples).save(WEIGHTS)
    print(f"{len(examples)} sheets")


if __name__ == "__main__":
    main(sys.argv[1:])
