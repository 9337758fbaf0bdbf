"""The tables of a sheet as people set them: a header that a person chose is found again by its words.

Leaves out finding tables by evidence (loaders.tables) and what their columns mean (loaders.corrections).
"""

from collections.abc import Sequence
from typing import NamedTuple

from capacity.corrections import Correction, HeaderRows
from loaders.cells import FoundTable, Sheet
from loaders.corrections import fingerprint_of, row_words
from loaders.headers import Knows
from loaders.tables import find_tables, table_at, tables_at

LOOKED_AT = 1_000  # rows from the top in which a header is looked for


class Told(NamedTuple):
    """One table, what it is known by, and the correction that holds for it."""

    found: FoundTable
    fingerprint: str
    correction: Correction | None


def told_tables(sheet: Sheet, knows: Knows, corrections: Sequence[Correction]) -> list[Told]:
    """All tables of a sheet from top to bottom, those with a header set by a person in place of what overlaps them.

    Of several corrections for one table the first counts.
    """
    found = find_tables(sheet, knows)
    known = {each.fingerprint: each for each in reversed(corrections) if not each.header_rows}
    by_hand = _set_by_hand(sheet, knows, [each for each in corrections if each.header_rows], found, known)
    rows = [_span(each.found) for each in by_hand]
    by_evidence = [
        _as_told(sheet, each, known, knows) for each in found if not any(_overlap(_span(each), other) for other in rows)
    ]
    return sorted([*by_hand, *by_evidence], key=lambda each: _span(each.found))


def _as_told(sheet: Sheet, found: FoundTable, known: dict[str, Correction], knows: Knows) -> Told:
    mark = fingerprint_of(found)
    correction = known.get(mark)
    if correction and correction.header_rows == () and found.header_rows:
        above = max((row for row, why in found.left_out.items() if why in ("preamble", "blank")), default=0)
        first = found.header_rows[0]
        found = table_at(sheet, None, first, min(above, first - 1), knows)
    return Told(found, mark, correction)


def _set_by_hand(
    sheet: Sheet,
    knows: Knows,
    corrections: Sequence[Correction],
    found: Sequence[FoundTable],
    known: dict[str, Correction],
) -> list[Told]:
    """The tables below headers that people set, and those beside them; the first correction that knows a row has it."""
    tables: list[Told] = []
    for each in corrections:
        assert each.header_rows
        first = _find(sheet, each.header_rows)
        if first is None:
            continue
        last = first + len(each.header_rows) - 1
        if not any(_overlap((first, last), _span(other.found)) for other in tables):
            above = max((_span(other)[1] for other in found if _span(other)[1] < first), default=0)
            below = tables_at(sheet, (first, last), above, knows)
            tables += [
                Told(table, each.fingerprint, each)
                if table.header_rows == (first, last)
                else _as_told(sheet, table, known, knows)
                for table in below
            ]
    return tables


def _find(sheet: Sheet, header: HeaderRows) -> int | None:
    """The first row, from 1, where the words of a header stand."""
    size = len(header)
    for row in range(min(len(sheet.cells) - size + 1, LOOKED_AT)):
        if all(row_words(sheet.cells[row + place]) == words for place, words in enumerate(header)):
            return row + 1
    return None


def _span(found: FoundTable) -> tuple[int, int]:
    """First and last row of header and records."""
    rows = [row for row in (*(found.header_rows or ()), found.first_data_row, found.last_data_row) if row is not None]
    return (min(rows), max(rows)) if rows else (0, 0)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
