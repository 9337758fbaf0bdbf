"""A header block and its neighbours: how far it reaches up and down, what belongs to it, and the headings it gives.

Leaves out choosing where a header is (loaders.headers).
"""

import re
from typing import NamedTuple

from loaders.cell_kinds import ADDRESS, DATE, NUMBER, is_heading_word
from loaders.grid import Grid
from loaders.header_below import BODY_ROWS, UNFINISHED, are_hashtags, are_units, body_rows, is_numbering

_ANSWERED = re.compile(r"\w:\s*\S")


class Header(NamedTuple):
    """Rows counted from 0, both inclusive; `unit` and `numbering` are rows inside the block; `score` is over LEAST.

    `numbering` is a row that says no heading: column numbers, or hashtags of the Humanitarian Exchange Language.
    """

    first: int
    last: int
    unit: int | None
    numbering: int | None
    score: float


def extended_up(grid: Grid, row: int, start: int) -> int:
    """The first row of the block that ends with `row`: group headings, and the upper lines of long names."""
    first = row
    for above in range(row - 1, start - 1, -1):
        if not grid.filled(above) and _goes_on_above(grid, above, first, row, start):
            continue
        if not grid.filled(above) or not _is_heading_above(grid, above, first, row):
            break
        first = above
    return first


def _goes_on_above(grid: Grid, blank: int, first: int, row: int, start: int) -> bool:
    """True when the row above a blank one heads columns that this block leaves bare, and the other way round."""
    if blank - 1 < start or not grid.filled(blank - 1) or not _is_heading_above(grid, blank - 1, first, row):
        return False
    upper, lower = set(grid.filled(blank - 1)), set(grid.filled(first))
    return len(upper) > 2 and bool(upper - lower) and bool(lower - upper)


def _is_heading_above(grid: Grid, row: int, first: int, last: int) -> bool:
    """True when a row carries headings over the block from `first` on: groups, or the upper line of long names."""
    filled = grid.filled(row)
    kinds = [grid.kinds(row)[at] for at in filled]
    if NUMBER in kinds or ADDRESS in kinds or (DATE in kinds and len(filled) < 3):
        return False
    below = [at for at in range(grid.width) if any(grid.rows[number][at] for number in range(first, last + 1))]
    texts = [grid.rows[row][at].strip() for at in filled]
    if not below or any(text.endswith(":") for text in texts[:1]) or max(map(len, texts)) > 120:
        return False
    ends = [grid.across.get((row, at), at) for at in filled]
    if len(filled) == 1 and row > 0 and len(grid.filled(row - 1)) == 1 and filled[0] == grid.filled(row - 1)[0]:
        return False
    if 2 * sum(1 for text in texts if _ANSWERED.search(text)) >= len(texts):
        return False
    if len(filled) == 1:
        return _is_single_heading(grid, row, filled[0], ends[0], below, first)
    if len(filled) == 2 and filled[-1] <= below[0] + 1 and len(below) > 2 and grid.rows[first][filled[-1]]:
        return ends[-1] > filled[-1] or not grid.rows[first][filled[0]]
    return True


def _is_single_heading(grid: Grid, row: int, at: int, end: int, below: list[int], first: int) -> bool:
    text = grid.rows[row][at].strip()
    if UNFINISHED.search(text) and row > 0 and len(grid.filled(row - 1)) > 1:
        return True
    covered = sum(1 for column in below if at <= column <= end)
    if end > at:
        return covered < 0.9 * len(below) and at > below[0]
    if at <= below[0]:
        return at not in below and is_heading_word(text)
    return len(text) < 60


def special_rows(grid: Grid, first: int, last: int) -> tuple[int | None, int | None]:
    unit = next((row for row in range(last, first, -1) if are_units(grid, row)), None)
    body = body_rows(grid, last, last + BODY_ROWS)
    unspoken = (row for row in range(last, first, -1) if are_hashtags(grid, row) or is_numbering(grid, row, body))
    numbering = next(unspoken, None)
    return unit, numbering


def headings(grid: Grid, header: Header, columns: list[int]) -> list[str]:
    """One heading per column: the texts of the block's rows joined by a space, group headings carried over."""
    rows = [row for row in range(header.first, header.last + 1) if row != header.numbering]
    if len(rows) == 1:
        return [grid.rows[rows[0]][at] for at in columns]
    carried = {row: _carried(grid, row, rows, columns) for row in rows}
    return [_joined([carried[row][at] for row in rows]) for at in range(len(columns))]


def _joined(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        text = part.strip()
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return " ".join(kept)


def _carried(grid: Grid, row: int, rows: list[int], columns: list[int]) -> list[str]:
    """A header row's texts, each group heading written over all the columns it stands for."""
    texts = [grid.rows[row][at] for at in columns]
    lower = [number for number in rows if number > row]
    if not lower:
        return texts
    group, until, open_ended = "", -1, row not in grid.merged_rows
    for number, at in enumerate(columns):
        named = any(grid.rows[below][at].strip() for below in lower)
        if texts[number].strip():
            group, until = texts[number], grid.across.get((row, at), at)
            if open_ended and named and (row, at) not in grid.down:
                until = grid.width
        elif group and at <= until and named:
            texts[number] = group
        elif open_ended:
            group, until = "", -1
    return texts
