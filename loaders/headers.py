"""Where a table's header block is, weighed column by column: what stands above must differ from what stands below.

Leaves out how far the block reaches (loaders.header_below, loaders.header_blocks), what follows it (loaders.bodies)
and mapping to fields.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from loaders.cell_kinds import (
    ADDRESS,
    CODE,
    DATE,
    EMPTY,
    NUMBER,
    PROSE,
    TEXT,
    TYPED,
    YEAR,
    is_heading_word,
    kind,
    layout_words,
)  # fmt: skip
from loaders.grid import Column, Grid
from loaders.header_below import body_rows, extended_down, is_label
from loaders.header_blocks import Header, extended_up, special_rows

Knows = Callable[[str], bool]
CANDIDATES = 80
LEAST = 0.35
APART = 0.4
FAR_BELOW, HOPELESS = 1.5, 5  # rows so far below the best, one after the other, are its records
LOOKED_AT = 8  # values of a column
LONGEST_NUMBER = 18  # digits; a longer row of them counts nothing
_WHOLE = re.compile(r"\.0$")


def find_header(grid: Grid, start: int, stop: int, knows: Knows) -> Header | None:
    """The header block of the first table between two rows, or None when its first row is already a record."""
    best, best_score, hopeless = None, LEAST, 0
    for row in _candidates(grid, start, stop):
        score = _score(grid, row, start, stop, knows)
        hopeless = hopeless + 1 if best is not None and score < best_score - FAR_BELOW else 0
        if hopeless > HOPELESS:
            break
        later = APART if best is not None and _has_body_of_its_own(grid, best, row) else 0.0
        if score > best_score + later + 1e-9:
            best, best_score = row, score
    if best is None:
        return None
    first = extended_up(grid, best, start)
    last = extended_down(grid, first, best, stop)
    unit, numbering = special_rows(grid, first, last)
    return Header(first, last, unit, numbering, best_score)


def _has_body_of_its_own(grid: Grid, row: int, later: int) -> bool:
    """True when two rows or more follow a candidate before the blank row that parts it from a later one."""
    after = next(end for first, end in grid.blocks if first <= row < end)
    return after <= later and after - row > 2


def _candidates(grid: Grid, start: int, stop: int) -> list[int]:
    """The first rows that could be headings; a row that says the same as one above it only repeats that."""
    rows = [row for first, after in grid.blocks for row in range(max(first, start), min(after, stop))][:CANDIDATES]
    return list({tuple(grid.rows[row]): row for row in reversed(rows)}.values())[::-1]


def _score(grid: Grid, row: int, start: int, stop: int, knows: Knows) -> float:
    body = body_rows(grid, row, stop)
    heads = _effective(grid, row, start)
    if not body:
        return _score_alone(grid, row, knows)
    columns = {at: grid.column(body, at) for at in range(grid.width)}
    used = [at for at, column in columns.items() if column.filled >= max(0.15 * len(body), 1) or heads[at]]
    if not used or (len(used) == 1 and grid.widest > 1):
        return 0.0
    counted = _is_counted([heads[at] for at in used if kind(heads[at]) == NUMBER])
    spanned = [at for at in _spanned(grid, row) if at in used and not heads[at]]
    stubs = {*_bare_stubs(used, heads, columns), *(spanned if _hold_data(grid, body, spanned, columns) else ())}
    evidence = sum(_column_score(heads[at], columns[at], bare=at in stubs, counted=counted, knows=knows) for at in used)
    texts = [heads[at].lower() for at in used if heads[at]]
    repeated = 1 - len(set(texts)) / max(len(texts), 1)
    filled = len(texts) / max(len(used) - len(stubs), 1)
    alone = len(grid.filled(row)) == 1 and (len(used) > 2 or is_label(grid, row, body))
    if alone and (filled < 0.5 or _has_fuller_above(grid, row, start)):
        return 0.0
    narrow = 0.25 * (1 - len(used) / grid.width) + 0.5 * heads[used[0]].endswith(":")
    likely = evidence / len(used) + 0.15 + 0.5 * (filled - 0.5) - 0.3 * repeated - narrow
    return likely - _data_above(grid, row, start, columns)


def _has_fuller_above(grid: Grid, row: int, start: int) -> bool:
    above = next((grid.filled(number) for number in range(row - 1, start - 1, -1) if grid.filled(number)), [])
    return len(above) > 1 or bool(above and above[0] > grid.filled(row)[0])


def _score_alone(grid: Grid, row: int, knows: Knows) -> float:
    """A row with nothing below: a header only when it is all short, different words."""
    texts = [grid.rows[row][at] for at in grid.filled(row)]
    if len(texts) < 2 or len(set(texts)) < len(texts) or any(kind not in (EMPTY, TEXT) for kind in grid.kinds(row)):
        return 0.0
    known = sum(1 for text in texts if knows(text) or is_heading_word(text)) / len(texts)
    alone = len(grid.blocks) == 1 and grid.blocks[0][1] - grid.blocks[0][0] == 1
    return 0.4 + known if known >= 0.5 or (row == 0 and not alone) else 0.0


def _effective(grid: Grid, row: int, start: int) -> list[str]:
    """The row's texts; an empty one takes what stands above it, as in headings merged downwards."""
    texts = [text.strip() for text in grid.rows[row]]
    for above in range(row - 1, max(row - 4, start - 1), -1):
        if grid.filled(above) and (len(grid.filled(above)) < 2 or NUMBER in grid.kinds(above)):
            break
        texts = [text or grid.rows[above][at].strip() for at, text in enumerate(texts)]
    return texts


def _is_counted(heads: list[str]) -> bool:
    """Numbers that rise by equal steps, or rise with as many digits each, as sizes, hours or codes do in a heading.

    They may begin anew, as the months of the next year do.
    """
    numbers = [
        int(_WHOLE.sub("", head)) for head in heads if _WHOLE.sub("", head).isdecimal() and len(head) <= LONGEST_NUMBER
    ]
    steps = {after - before for before, after in pairwise(numbers) if after not in (1, numbers[0])}
    rising = len(numbers) == len(heads) > 2 and min(steps, default=0) > 0
    return rising and (len(steps) == 1 or (len(numbers) > 3 and len(set(map(len, heads))) == 1))


def _bare_stubs(used: list[int], heads: list[str], columns: dict[int, Column]) -> list[int]:
    """The columns on the left without a heading that name what the figures to their right are about."""
    headed = next((at for at in used if heads[at]), -1)
    left = [at for at in used if at < headed]
    return left if left and columns[left[-1]].usual != NUMBER else left[:1]


def _spanned(grid: Grid, row: int) -> list[int]:
    """The columns that a cell merged across them heads, without a text of their own; a title's do not count."""
    filled = grid.filled(row)
    if row not in grid.merged_rows or len(filled) < 2:
        return []
    return [under for at in filled for under in range(at + 1, grid.across.get((row, at), at) + 1)]


def _hold_data(grid: Grid, body: list[int], at: list[int], columns: dict[int, Column]) -> bool:
    """True when the first full row has in some columns what they usually hold: no second line of headings is there."""
    row = next((below for below in body if len(grid.filled(below)) > 1), body[0])
    return all(grid.kinds(row)[each] in (EMPTY, columns[each].usual) for each in at)


def _column_score(head: str, column: Column, *, bare: bool, counted: bool, knows: Knows) -> float:
    if not head:
        return (-0.1 if bare else -0.5) if column.filled else 0.0
    if not column.filled:
        return 0.35 if knows(head) or is_heading_word(head) else 0.05
    looks = kind(head)
    known = 0.5 if knows(head) else 0.35 if is_heading_word(head) else 0.0
    if known and column.usual in (TEXT, CODE) and _are_all_known(column, knows):
        known = -0.2
    if looks in (TEXT, PROSE, CODE) and looks != column.usual:
        typed = column.share if column.usual in TYPED else 0.2 if looks == TEXT else 0.0
        return typed * (1.0 if column.usual in (NUMBER, DATE, YEAR, ADDRESS) else 0.6) + known
    if looks == TEXT:
        return _worded_score(head, column) + known
    if looks in (YEAR, DATE) and column.usual == NUMBER:
        return 0.5
    if looks == NUMBER and counted:
        return 0.25
    return -0.9 * column.share if looks == column.usual or looks in (NUMBER, DATE, ADDRESS) else -0.3


def _are_all_known(column: Column, knows: Knows) -> bool:
    """Values that would do as headings too, as names of products do: no evidence for the one above them."""
    some = sorted(column.values)[:LOOKED_AT]
    return 2 * sum(map(knows, some)) > len(some)


def _worded_score(head: str, column: Column) -> float:
    """A word above words: not one of them, not of their length, written as programs write names."""
    if head.lower() in column.values or head.split()[-1].lower() in layout_words("legal_form"):
        return -0.6
    score = 0.1
    if column.filled > 3 and len(column.values) < 0.5 * column.filled:
        score += 0.25
    if column.filled > 3 and not column.shortest <= len(head) <= column.longest:
        score += 0.2
    if "_" in head and not any("_" in value for value in column.values):
        score += 0.3
    return score


def _data_above(grid: Grid, row: int, start: int, columns: dict[int, Column]) -> float:
    """Penalty for rows between start and the candidate that look like the data below it."""
    typed = [
        at for at, column in columns.items() if column.usual in (NUMBER, DATE, YEAR, ADDRESS) and column.share > 0.6
    ]
    penalty = 0.0
    for above in range(start, row):
        kinds = grid.kinds(above)
        alike = sum(1 for at in typed if kinds[at] == columns[at].usual)
        several = sum(1 for kind in kinds if kind in (NUMBER, DATE, ADDRESS))
        if typed and alike >= max(0.5 * len(typed), 1) and several > 1:
            penalty += 0.35
        elif several > 1:
            penalty += 0.2
        elif not typed and len(grid.filled(above)) >= 0.8 * len(grid.filled(row)) > 1:
            penalty += 0.3
        if penalty > 2:
            break
    return penalty
