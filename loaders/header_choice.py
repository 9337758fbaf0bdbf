"""The header of a table by two judges: the rules of loaders.headers, and the networks of loaders.header_model.

The networks overrule the rules only where they are much surer of another row: each finds headers that the other misses.
Leaves out where a table ends (loaders.tables).
"""

from loaders.grid import Grid
from loaders.header_below import extended_down
from loaders.header_blocks import Header, extended_up, special_rows
from loaders.header_features import FirstRows
from loaders.header_model import loaded
from loaders.headers import LEAST, Knows, find_header

TRUST = 3.0  # the score, a logarithm of odds, that the rules' choice of a row has in advance
TRUST_NONE = 1.0  # and their finding that there is no header, which is more often wrong


def choose_header(grid: Grid, start: int, stop: int, knows: Knows) -> Header | None:
    """The header block of the first table between two rows, or None when its first row is already a record."""
    ruled = find_header(grid, start, stop, knows)
    first = FirstRows(grid, start, stop, knows)
    if len(first.numbers) < 2 or grid.width < 2:
        return ruled
    rows = first.candidates
    if ruled and ruled.last not in rows:
        return ruled
    scores = loaded().scores(first.table())
    own = rows.index(ruled.last) if ruled else len(rows)
    scores[own] += TRUST if ruled else TRUST_NONE
    best = int(scores.argmax())
    if best == own:
        return ruled
    return _block(grid, rows[best], start, stop) if best < len(rows) else None


def _block(grid: Grid, row: int, start: int, stop: int) -> Header:
    first = extended_up(grid, row, start)
    last = extended_down(grid, first, row, stop)
    return Header(first, last, *special_rows(grid, first, last), LEAST)
