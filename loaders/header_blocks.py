"""A header block and its neighbours: how far it reaches up and down, what belongs to it, and the headings it gives.

Leaves out choosing where a header is (loaders.headers).
"""

import re
from typing import NamedTuple

from loaders.cell_kinds import (
    ADDRESS,
    CODE,
    DATE,
    NUMBER,
    PROSE,
    TEXT,
    YEAR,
    is_heading_word,
    is_unit,
    layout_words,
    plain,
)  # fmt: skip
from loaders.grid import Grid

BODY_ROWS = 60
_UNFINISHED = re.compile(r"(?:[-/,(&]|\s[^\W\d_]{1,3})\s*$")


class Header(NamedTuple):
    """Rows counted from 0, both inclusive; `unit` and `numbering` are rows inside the block; `score` is over LEAST."""

    first: int
    last: int
    unit: int | None
    numbering: int | None
    score: float


def body_rows(grid: Grid, row: int, stop: int) -> list[int]:
    """Rows after `row` that tell what its columns hold: the next block, and more where that is short and goes on."""
    rows: list[int] = []
    blocks = 0
    for first, after in grid.blocks:
        if after <= row + 1 or first >= stop:
            continue
        if rows and _begins_with_words(grid, first, after):
            break
        rows.extend(range(max(first, row + 1), min(after, stop)))
        blocks += 1
        if len(rows) >= 4 or blocks > 2:
            break
    return rows[:BODY_ROWS]


def _begins_with_words(grid: Grid, first: int, after: int) -> bool:
    """True when the first row of several cells holds no value: another table's header, not more records."""
    row = next((number for number in range(first, after) if len(grid.filled(number)) > 1), None)
    return row is not None and not has_values(grid, row)


def has_values(grid: Grid, row: int) -> bool:
    return sum(1 for kind in grid.kinds(row) if kind in (NUMBER, DATE, ADDRESS)) > 0


def is_label(grid: Grid, row: int, body: list[int]) -> bool:
    """A cell alone, left of all that the next full row holds, labels a group of records."""
    full = next((grid.filled(below) for below in body if len(grid.filled(below)) > 1), None)
    return full is not None and len(grid.filled(row)) == 1 and grid.filled(row)[0] <= full[0]


def extended_down(grid: Grid, row: int, stop: int) -> int:
    """The last row of the block: headings merged downwards, words above numbers, units, column numbers belong."""
    last = row
    for at in grid.filled(row):
        bottom = grid.down.get((row, at), row)
        if bottom > last and not any(has_values(grid, below) for below in range(row + 1, bottom + 1)):
            last = bottom
    while True:
        following = [below for below in range(last + 1, min(last + 5, stop)) if grid.filled(below)][:2]
        if not following or following[0] > last + 2:
            return last
        if _continues_header(grid, (row, last), following[0], stop):
            last = following[0]
        elif len(following) > 1 and _is_numbering(grid, following[1], body_rows(grid, following[1], stop)):
            last = following[1]
        else:
            return last


def _continues_header(grid: Grid, block: tuple[int, int], row: int, stop: int) -> bool:
    body = body_rows(grid, row, stop)
    if not body or (row > block[1] + 1 and len(grid.filled(row)) < 2):
        return False
    if _are_units(grid, row) or _is_numbering(grid, row, body):
        return True
    if len(grid.filled(row)) == 1 and (row, grid.filled(row)[0]) not in grid.across:
        return _goes_on(grid, block, row, body)
    return _is_worded_above_numbers(grid, row, body) or _are_days_above_numbers(grid, row, body)


def _goes_on(grid: Grid, block: tuple[int, int], row: int, body: list[int]) -> bool:
    """A cell alone goes on with the block: the last word of a long heading, or the heading of the first column."""
    at = grid.filled(row)[0]
    text = grid.rows[row][at].strip()
    heads = [at for at in range(grid.width) if any(grid.rows[above][at].strip() for above in range(block[0], row))]
    if at not in heads and at < min(heads, default=0):
        return _heads_a_stub(text) and all(grid.rows[below][at].strip() for below in body[:3])
    if has_values(grid, row) or is_label(grid, row, body):
        return False
    alone = any(grid.filled(below) == [at] for below in body)
    full = any(len(grid.filled(above)) >= 0.8 * len(heads) for above in range(block[0], row))
    open_ended = _UNFINISHED.search(grid.rows[row - 1][at])
    return not alone and bool(text[0].islower() or at not in heads or not full or open_ended)


def _heads_a_stub(text: str) -> bool:
    """True for a word that heads the first column ("Year"), which a label of a group ("Number", "Total") does not."""
    words = plain(text).split()
    return is_heading_word(text) and not any(word in layout_words("total") or is_unit(word) for word in words)


def _are_days_above_numbers(grid: Grid, row: int, body: list[int]) -> bool:
    """Dates or years, and nothing else, in columns that hold numbers further down."""
    filled = grid.filled(row)
    days = [at for at in filled if grid.kinds(row)[at] in (DATE, YEAR)]
    return len(filled) == len(days) > 1 and all(grid.column(body, at).usual == NUMBER for at in days)


def _is_worded_above_numbers(grid: Grid, row: int, body: list[int]) -> bool:
    """Words, and no values, in columns that hold numbers further down."""
    columns = [grid.column(body, at) for at in range(grid.width)]
    if is_label(grid, row, body):
        return False
    numeric = [at for at, column in enumerate(columns) if column.usual in (NUMBER, DATE) and column.share > 0.7]
    kinds = [grid.kinds(row)[at] for at in numeric]
    worded = sum(1 for kind in kinds if kind in (TEXT, CODE, YEAR, PROSE))
    return worded > 0 and worded >= 0.5 * sum(1 for kind in kinds if kind) and not has_values(grid, row)


def _are_units(grid: Grid, row: int) -> bool:
    texts = [grid.rows[row][at] for at in grid.filled(row)]
    units = sum(1 for text in texts if is_unit(text))
    if all(text.strip().isdecimal() for text in texts):
        return False
    return units >= 1 and units >= 0.6 * len(texts) and (len(texts) > 1 or grid.filled(row)[0] > 0)


def _is_numbering(grid: Grid, row: int, body: list[int]) -> bool:
    """Column numbers 1 2 3 … as statistics offices write under their headings, also above columns of words."""
    filled = grid.filled(row)
    numbers = [grid.rows[row][at].strip(" ()[]") for at in filled]
    if len(numbers) < 3 or not all(number.isdecimal() and len(number) < 4 for number in numbers):
        return False
    counted = [int(number) for number in numbers]
    if filled[0] > 0 and counted[0] == 1 and all(grid.rows[below][0].strip() for below in body[:5]):
        return counted == list(range(1, len(counted) + 1))
    bracketed = all(grid.rows[row][at].strip()[0] in "([" for at in filled)
    above_words = bracketed or any(grid.column(body, at).usual in (TEXT, PROSE, CODE, YEAR, DATE) for at in filled)
    return above_words and counted[0] < 3 and counted == list(range(counted[0], counted[0] + len(counted)))


def extended_up(grid: Grid, row: int, start: int) -> int:
    first = row
    for above in range(row - 1, start - 1, -1):
        if not grid.filled(above) or not _is_heading_above(grid, above, first, row):
            break
        first = above
    return first


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
    if len(filled) == 1:
        return _is_single_heading(grid, filled[0], ends[0], below, first, texts[0])
    if filled[-1] <= below[0] + 1 and len(below) > 3 and grid.rows[first][filled[-1]]:
        return ends[-1] > filled[-1]
    return True


def _is_single_heading(grid: Grid, at: int, end: int, below: list[int], first: int, text: str) -> bool:
    covered = sum(1 for column in below if at <= column <= end)
    if end > at:
        return covered < 0.9 * len(below) and at > below[0]
    if at <= below[0]:
        return at not in below and is_heading_word(text)
    return len(text) < 60


def special_rows(grid: Grid, first: int, last: int) -> tuple[int | None, int | None]:
    unit = next((row for row in range(last, first, -1) if _are_units(grid, row)), None)
    body = body_rows(grid, last, last + BODY_ROWS)
    numbering = next((row for row in range(last, first, -1) if _is_numbering(grid, row, body)), None)
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
