"""Cells to tables: every table on a sheet with its header block, records and the rows left out with the reason.

Evidence is weighed, not one rule: loaders.headers finds the header block, loaders.bodies sorts the rows below.
Leaves out mapping columns to fields.
"""

from loaders import beside
from loaders.bodies import FOOTNOTE, Body, read_body, trailing
from loaders.cell_kinds import ADDRESS, DATE, EMPTY, NOTHING, NUMBER, PROSE, TEXT, YEAR, says
from loaders.cells import FoundTable, Sheet
from loaders.forms import find_forms
from loaders.grid import Grid
from loaders.header_below import body_rows, has_values
from loaders.header_blocks import Header, headings, special_rows
from loaders.header_choice import choose_header
from loaders.headers import Knows, find_header
from loaders.letters import is_letter

VALUES = (NUMBER, DATE, YEAR, ADDRESS)


def _nothing_known(heading: str) -> bool:
    return False


def _also(knows: Knows, seen: set[str]) -> Knows:
    """What is known, and the headings that stood above another table of the sheet."""
    return lambda heading: knows(heading) or heading.strip() in seen


def find_tables(sheet: Sheet, knows: Knows = _nothing_known) -> list[FoundTable]:
    """All tables of a sheet, from top to bottom. `knows` says whether a text is a known heading: evidence, no need."""
    grid = Grid(sheet)
    if not grid.blocks or _is_prose(grid):
        return []
    tables = find_forms(grid, knows)
    if tables:
        return tables
    start, stop = grid.blocks[0][0], grid.blocks[-1][1]
    seen: set[str] = set()
    while start < stop:
        header = choose_header(grid, start, stop, _also(knows, seen))
        first = header.last + 1 if header else _first_record(grid, start, stop)
        if first is None:
            break
        end = _end(grid, header, first, stop, knows)
        following = next((row for row in range(max(end, first), stop) if grid.filled(row)), stop)
        more = _holds_table(grid, following, stop)
        until = following if more else len(grid.rows)
        if header and (strips := beside.parts(grid, header, start, end, knows)):
            for strip in strips:
                tables += find_tables(beside.only(sheet, (start, until), strip), knows)
            if not more:
                break
            start = following
            continue
        table = _table(grid, header, start, first, end, until)
        seen |= {text for text in table.headings if header and text}
        if table.records or header or "example" in table.left_out.values():
            tables.append(table)
        if not more:
            break
        start = following
    return tables


def table_at(
    sheet: Sheet, header_rows: tuple[int, int] | None, first: int, above: int = 0, knows: Knows = _nothing_known
) -> FoundTable:
    """The table whose header (first and last row from 1, None: it has none) and `first` row below it were told.

    Its preamble are the rows after `above`.
    """
    grid = Grid(sheet)
    header = None
    if header_rows:
        top, last = header_rows[0] - 1, header_rows[1] - 1
        header = Header(top, last, *special_rows(grid, top, last), score=1.0)
    end = _end(grid, header, first - 1, len(grid.rows), knows)
    return _table(grid, header, above, first - 1, end, end)


def tables_at(
    sheet: Sheet, header_rows: tuple[int, int], above: int = 0, knows: Knows = _nothing_known
) -> list[FoundTable]:
    """The table below a header that was told (first and last row from 1), and what stands beside it.

    Where blank columns part the rows into tables side by side, each that has headings in these rows is one of its own;
    the others are found by evidence.
    """
    grid = Grid(sheet)
    top, last = header_rows[0] - 1, header_rows[1] - 1
    header = Header(top, last, *special_rows(grid, top, last), score=1.0)
    end = _end(grid, header, last + 1, len(grid.rows), knows)
    strips = beside.parts(grid, header, above, end, knows)
    if not strips:
        return [table_at(sheet, header_rows, last + 2, above, knows)]
    tables: list[FoundTable] = []
    for strip in strips:
        alone = beside.only(sheet, (above, len(grid.rows)), strip)
        headed = any(alone.cells[last])
        tables += [table_at(alone, header_rows, last + 2, above, knows)] if headed else find_tables(alone, knows)
    return tables


def _is_prose(grid: Grid) -> bool:
    """Nothing but lines of text: one column, and sentences among it; or a letter that its commas cut into cells."""
    if grid.widest > 1:
        return is_letter(grid.sheet)
    kinds = [kind for first, after in grid.blocks for row in range(first, after) for kind in grid.kinds(row) if kind]
    return kinds.count(PROSE) > 0.15 * len(kinds)


def _holds_table(grid: Grid, start: int, stop: int) -> bool:
    """At least two rows of two cells or more are left."""
    several = [row for row in range(start, min(stop, start + 200)) if len(grid.filled(row)) > 1]
    return len(several) > 1


def _first_record(grid: Grid, start: int, stop: int) -> int | None:
    """Where a table without header begins: the first row filled about as well as the rows after it."""
    rows = [row for row in range(start, min(stop, start + 300)) if grid.filled(row)]
    widths = sorted(len(grid.filled(row)) for row in rows)
    usual = widths[len(widths) // 2] if widths else 0
    fitting = [row for row in rows if len(grid.filled(row)) >= max(0.6 * usual, 1)]
    return fitting[0] if fitting else None


def _end(grid: Grid, header: Header | None, first: int, stop: int, knows: Knows) -> int:
    """The row after the last one that belongs to the table: its records, totals and notes."""
    end = first
    usual = {at: grid.column(body_rows(grid, first - 1, stop), at).usual for at in range(grid.width)}
    for block, after in grid.blocks:
        if after <= first or block >= stop:
            continue
        block = max(block, first)
        if block > first and end > first and _begins_another(grid, header, usual, block, after, knows):
            return end
        if (
            any(len(grid.filled(row)) > 1 for row in range(block, after))
            or block == first
            or grid.width == 1
            or _is_notes(grid, block)
        ):
            end = after
    return max(end, first)


def _is_notes(grid: Grid, row: int) -> bool:
    text = grid.rows[row][grid.filled(row)[0]]
    return bool(FOOTNOTE.match(text)) or says("footer", text)


def _begins_another(
    grid: Grid, header: Header | None, usual: dict[int, str], block: int, after: int, knows: Knows
) -> bool:
    """True when a block after a blank row has a header of its own that the table's columns do not explain."""
    several = [row for row in range(block, after) if len(grid.filled(row)) > 1]
    if not several or (header and grid.rows[several[0]] == grid.rows[header.last]):
        return False
    if header and (_takes_up_headings(grid, header, several) or _shares_headings(grid, header, several[:3])):
        return True
    own = find_header(grid, block, after, knows) or find_header(grid, block, _next_end(grid, after), knows)
    if own is None or own.last >= after or not body_rows(grid, own.last, len(grid.rows)):
        return False
    kinds = grid.kinds(own.last)
    typed = [at for at, kind in usual.items() if kind in VALUES]
    foreign = sum(1 for at in typed if kinds[at] not in (EMPTY, NOTHING, usual[at]))
    if any(kind in (NUMBER, DATE, ADDRESS) for kind in kinds):
        return False
    if typed:
        return foreign >= max(0.5 * sum(1 for at in typed if kinds[at]), 1)
    return own.score > 0.8 and kinds.count(TEXT) > 1


def _next_end(grid: Grid, row: int) -> int:
    """The end of the block after a row: a blank row may part a header from its records."""
    return next((after for first, after in grid.blocks if first >= row), row)


def _takes_up_headings(grid: Grid, header: Header, several: list[int]) -> bool:
    """A row without values that begins with the same heading as the table above, and has others besides."""
    row = several[0]
    first = next(iter(grid.filled(row)))
    texts = [grid.rows[row][at].strip() for at in grid.filled(row)]
    block = range(header.first, header.last + 1)
    known = {grid.rows[above][at].strip() for above in block for at in grid.filled(above)}
    if texts[0] != grid.rows[header.last][first].strip() or len(several) < 2 or has_values(grid, row):
        return False
    return len(texts) > 2 and len(set(texts)) == len(texts) and not known >= set(texts)


def _shares_headings(grid: Grid, header: Header, rows: list[int]) -> bool:
    """One of the rows has at least half of its cells from the header above, in their places, and others beside."""
    heads = [text.strip() for text in grid.rows[header.last]]
    for row in rows:
        texts = {at: grid.rows[row][at].strip() for at in grid.filled(row)}
        same = sum(1 for at, text in texts.items() if text == heads[at])
        other = [at for at, text in texts.items() if text != heads[at]]
        if same > 2 and same >= 0.5 * len(texts) and other and all(grid.kinds(row)[at] == TEXT for at in other):
            return True
    return False


def _table(grid: Grid, header: Header | None, start: int, first: int, end: int, until: int) -> FoundTable:
    """The table whose records end before `end`; the rows from there to `until` only follow it."""
    columns = _columns(grid, header, first, end)
    heads = headings(grid, header, columns) if header else [""] * len(columns)
    body = read_body(grid, range(first, end), columns, heads)
    above = {
        row: "preamble" if grid.filled(row) else "blank" for row in range(start, header.first if header else first)
    }
    trailing(grid, range(end, until), body)
    left_out = above | body.left_out
    return FoundTable(
        sheet=grid.sheet.name,
        header_rows=(header.first + 1, header.last + 1) if header else None,
        unit_row=header.unit + 1 if header and header.unit is not None else None,
        first_data_row=body.records[0] + 1 if body.records else None,
        last_data_row=body.records[-1] + 1 if body.records else None,
        first_column=columns[0] + 1,
        headings=heads,
        columns=[at + 1 for at in columns],
        rows=[row + 1 for row in body.records],
        records=_records(grid, body, columns),
        total_rows=[row + 1 for row in body.totals],
        left_out={row + 1: why for row, why in left_out.items()},
        groups={row + 1: label for row, label in body.groups.items()},
    )


def _columns(grid: Grid, header: Header | None, first: int, end: int) -> list[int]:
    """From the first to the last column that the header or a record fills; in delimited text always from the first."""
    block = range(header.first, header.last + 1) if header else range(0)
    records = range(first, end)
    several = any(grid.rows[row].count("") < grid.width - 1 for row in records)
    used = [at for at in range(grid.width) if _is_used(grid, at, block, records, several=several)] or [0]
    left = 0 if grid.sheet.widths else used[0]
    right = used[-1]
    if grid.sheet.widths and header:
        right = max(right, grid.sheet.widths[header.last] - 1)
    return list(range(left, right + 1))


def _is_used(grid: Grid, at: int, block: range, records: range, *, several: bool) -> bool:
    """True when the header or a record fills a column; with `several`, records of one cell alone do not count."""
    if any(grid.rows[row][at].strip() for row in block):
        return True
    filled = (grid.rows[row] for row in records if grid.rows[row][at].strip())
    return any(row.count("") < grid.width - 1 for row in filled) if several else any(True for _ in filled)


def _records(grid: Grid, body: Body, columns: list[int]) -> list[list[str]]:
    """The records' texts; words merged over several rows stand in each of them."""
    left, right = columns[0], columns[-1] + 1
    whole = left == 0 and right == grid.width and not grid.down
    records = {row: grid.rows[row] if whole else grid.rows[row][left:right] for row in body.records}
    for (top, at), bottom in grid.down.items():
        if not left <= at < right or grid.kinds(top)[at] == NUMBER:
            continue
        for row in range(top + 1, bottom + 1):
            if row in records and not records[row][at - left]:
                records[row][at - left] = grid.rows[top][at]
    return list(records.values())
