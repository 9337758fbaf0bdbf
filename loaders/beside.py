"""Tables that stand side by side: where blank columns part one stretch of rows into tables of their own.

A blank column alone parts nothing, it is often only there for the eye: the parts must repeat each other's headings,
have titles of their own, or begin at different rows. Leaves out finding the tables of a part (loaders.tables).
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from loaders.cell_kinds import CODE, TEXT, says
from loaders.cells import Sheet
from loaders.grid import Grid
from loaders.header_blocks import Header
from loaders.headers import Knows, find_header

SAMPLE = 300
LONGER = 3  # rows by which one part must outlast another


def parts(grid: Grid, header: Header, start: int, end: int, knows: Knows) -> list[tuple[int, int]]:
    """First and after-last column of each table beside others in these rows; empty when they are one table."""
    strips = _strips(grid, header, end)
    if len(strips) < 2 or any(after - first < 2 for first, after in strips):
        return []
    edges = list(pairwise([0, *(first for first, _ in strips[1:]), grid.width]))
    worded = all(_begins_with_words(grid, header.last, strip) for strip in strips)
    if worded and (_alike(grid, header, strips) or _titled(grid, header, strips, start)):
        return edges
    return edges if _begin_apart(grid, edges, start, end, knows) else []


def only(sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int]) -> Sheet:
    """The sheet with nothing but one part of it, every cell where it was."""
    (first, after), (left, right) = rows, columns
    blank = [""] * len(sheet.cells[0])
    cells = [
        [*blank[:left], *row[left:right], *blank[right:]] if first <= number < after else blank
        for number, row in enumerate(sheet.cells)
    ]
    inside = tuple(area for area in sheet.merged if left < area[1] and area[3] <= right)
    return replace(sheet, cells=cells, merged=inside, widths=())


def _strips(grid: Grid, header: Header, end: int) -> list[tuple[int, int]]:
    """Runs of columns that something stands in, from the header's rows to the end of its records."""
    rows = grid.rows[header.first : end]
    sample = rows[:SAMPLE]
    used = [at for at in range(grid.width) if _any(sample, at) or _any(rows, at)]
    strips: list[tuple[int, int]] = []
    for at in used:
        if strips and strips[-1][1] == at:
            strips[-1] = (strips[-1][0], at + 1)
        else:
            strips.append((at, at + 1))
    return strips


def _any(rows: Iterable[list[str]], at: int) -> bool:
    return any(row[at] and not row[at].isspace() for row in rows)


def _headings(grid: Grid, header: Header, strip: tuple[int, int]) -> list[str]:
    """What the last header row, or the one above where that is empty, says in a strip."""
    texts = [[grid.rows[row][at].strip() for row in range(header.last, header.first - 1, -1)] for at in range(*strip)]
    return [text for text in (next(filter(None, column), "") for column in texts) if text]


def _alike(grid: Grid, header: Header, strips: list[tuple[int, int]]) -> bool:
    """The strips have the same headings, or each begins with who offers or needs, or they share one and end apart."""
    heads = [_headings(grid, header, strip) for strip in strips]
    if any(len(each) < 2 for each in heads):
        return False
    if all(heads[0] == other for other in heads[1:]):
        return True
    if all(says("party", each[0]) for each in heads):
        return True
    rows = range(header.last, min(header.last + SAMPLE, len(grid.rows)))
    lasts = [max((row for row in rows if grid.rows[row][first].strip()), default=0) for first, _ in strips]
    shared = all(set(one) & set(other) for one, other in pairwise(heads))
    return shared and max(lasts) - min(lasts) >= LONGER


def _titled(grid: Grid, header: Header, strips: list[tuple[int, int]], start: int) -> bool:
    """Each strip has its own title a few rows above its headings."""
    return any(_titles(grid, row, strips) for row in range(max(start, header.first - 3), header.last))


def _begin_apart(grid: Grid, edges: list[tuple[int, int]], start: int, end: int, knows: Knows) -> bool:
    """Each part has a header of its own, in other rows than the next part's, and words in its first column."""
    if end - start > SAMPLE:
        return False
    alone = [Grid(only(grid.sheet, (start, end), edge)) for edge in edges]
    headers = [find_header(part, start, end, knows) for part in alone]
    if any(header is None for header in headers) or len({header.last for header in headers if header}) < len(edges):
        return False
    firsts = [part.filled(header.last)[0] for part, header in zip(alone, headers, strict=True) if header]
    return all(
        _begins_with_words(part, header.last, (first, first + 1))
        for part, header, first in zip(alone, headers, firsts, strict=True)
        if header
    )


def _titles(grid: Grid, row: int, strips: list[tuple[int, int]]) -> bool:
    """A row with one cell at the first column of each strip and nothing else."""
    return grid.filled(row) == [first for first, _ in strips]


def _begins_with_words(grid: Grid, last: int, strip: tuple[int, int]) -> bool:
    """The first column of a strip has a heading, and words below it."""
    body = [row for row in range(last + 1, min(last + 30, len(grid.rows))) if grid.rows[row][strip[0]].strip()]
    if not body or not grid.rows[last][strip[0]].strip():
        return False
    return grid.column(body, strip[0]).usual in (TEXT, CODE)
