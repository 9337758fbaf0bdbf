"""Forms: sheets with the fields' names down the first column and one or several reports in the columns to the right.

Leaves out tables with their headings above (loaders.tables) and what the names mean. A form is only seen where most
names are known headings, where its values look like what people fill in, and where nothing wider stands on the sheet.
"""

from collections.abc import Callable

from loaders.cell_kinds import ADDRESS, DATE, NUMBER, YEAR
from loaders.cells import FoundTable
from loaders.grid import Grid

LONGEST = 200
FEWEST = 4
KNOWN = 0.6
Knows = Callable[[str], bool]


def find_forms(grid: Grid, knows: Knows) -> list[FoundTable]:
    """The forms of a sheet from top to bottom, empty when it is anything else.

    A form is given turned: `rows` are the columns its reports stand in, `columns` the rows its fields stand in.
    """
    rows = [row for first, after in grid.blocks for row in range(first, after)]
    if not FEWEST <= len(rows) <= LONGEST or grid.widest < 2:
        return []
    label = min(grid.filled(row)[0] for row in rows)
    named = [row for row in rows if _is_named(grid, row, label, knows)]
    told = [row for row in named if len(grid.filled(row)) > 1 and knows(grid.rows[row][label].strip(" :*"))]
    if len(told) < max(FEWEST, KNOWN * len(named)) or len(named) < KNOWN * len(rows):
        return []
    reports = _reports(grid, named, label)
    if not reports or not _filled_in(grid, named, reports, knows):
        return []
    parts = _parts(grid, named, label)
    if any(len({grid.rows[row][label].strip() for row in part}) < FEWEST for part in parts):
        return []
    ends = [0, *(part[0] for part in parts[1:]), len(grid.rows)]
    return [
        _turned(grid, part, label, reports, range(ends[place], ends[place + 1])) for place, part in enumerate(parts)
    ]


def _is_named(grid: Grid, row: int, label: int, knows: Knows) -> bool:
    """A name on the left with something beside it, or waiting for it."""
    text = grid.rows[row][label].strip()
    return 0 < len(text) < 80 and (len(grid.filled(row)) > 1 or text.endswith(":") or knows(text))


def _reports(grid: Grid, named: list[int], label: int) -> list[int]:
    """The columns that hold a report: filled in for a good part of the names, the first of them among these."""
    filled = {at: sum(1 for row in named if grid.rows[row][at].strip()) for at in range(label + 1, grid.width)}
    reports = [at for at, times in filled.items() if times >= max(2, 0.4 * len(named))]
    return reports if all(grid.rows[named[0]][at].strip() for at in reports) else []


def _filled_in(grid: Grid, named: list[int], reports: list[int], knows: Knows) -> bool:
    """The values are no headings themselves, and addresses, days or numbers are among them."""
    values = [(row, at) for row in named for at in reports if grid.rows[row][at].strip()]
    headings = sum(1 for row, at in values if knows(grid.rows[row][at].strip(" :*")))
    typed = sum(1 for row, at in values if grid.kinds(row)[at] in (ADDRESS, DATE, NUMBER, YEAR))
    first = [grid.rows[named[0]][at].strip(" :*") for at in reports]
    return headings <= 0.2 * len(values) and typed >= len(reports) and not any(map(knows, first))


def _parts(grid: Grid, named: list[int], label: int) -> list[list[int]]:
    """The names of each form: where the first one comes again, another form begins."""
    parts: list[list[int]] = []
    for row in named:
        if not parts or grid.rows[row][label].strip() == grid.rows[named[0]][label].strip():
            parts.append([])
        parts[-1].append(row)
    return parts


def _turned(grid: Grid, named: list[int], label: int, reports: list[int], stretch: range) -> FoundTable:
    filled = [at for at in reports if any(grid.rows[row][at].strip() for row in named)]
    beside = [at for at in range(label + 1, grid.width) if at not in reports]
    records = [[_value(grid, row, at, beside if len(reports) == 1 else []) for row in named] for at in filled]
    left_out = {row + 1: _why(grid, row, named) for row in stretch if row not in named}
    return FoundTable(
        sheet=grid.sheet.name,
        header_rows=None,
        unit_row=None,
        first_data_row=named[0] + 1,
        last_data_row=named[-1] + 1,
        first_column=label + 1,
        headings=[grid.rows[row][label].strip(" :") for row in named],
        columns=[row + 1 for row in named],
        rows=[at + 1 for at in filled],
        records=records,
        left_out=left_out,
        turned=True,
    )


def _value(grid: Grid, row: int, at: int, beside: list[int]) -> str:
    """A value with what stands beside it, in columns that are no report of their own."""
    return " ".join(filter(None, (grid.rows[row][place].strip() for place in (at, *beside))))


def _why(grid: Grid, row: int, named: list[int]) -> str:
    if not grid.filled(row):
        return "blank"
    return "preamble" if row < named[0] else "footer" if row > named[-1] else "group"
