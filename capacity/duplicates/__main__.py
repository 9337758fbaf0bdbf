"""`python -m capacity.duplicates FILE`: which rows of a list are one organisation, as CSV `row,cluster`.

`row` counts the filled rows below the headings from 1, in the order of the file (of a workbook sheet by sheet), each
once; rows with one `cluster` are one organisation, and clusters are numbered by their first row. A front door like the
commands beside the packages: it reads with the loaders, which the rest of capacity never does. Columns that stand for
no field, or for none that tells organisations apart, count by their own selectivity where they do. Exit code 1 when
nothing could be read. Leaves out every decision: nothing is stored.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from capacity import command_line
from capacity.duplicates.fields import COLUMNS
from capacity.duplicates.finding import JOINED, find
from loaders.cells import FoundTable, Sheet
from loaders.columns import map_columns
from loaders.columns_headings import knows
from loaders.source import read_source
from loaders.tables import find_tables

SEEN = 400  # records that tell what a column holds
ROLES = {
    "name": "organisation", "given_name": "contact_name", "family_name": "contact_name", "contact": "contact_name",
    "house_number": "street", "address": "street", "place": "town", "postcode_town": "town",
} | {name: name for name in COLUMNS}  # fmt: skip
UNMAPPED = ("", "none", "other")


class List(NamedTuple):
    """The rows of a file: one text column per known field, and the further columns."""

    known: pd.DataFrame
    further: dict[str, pd.Series]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    command_line.any_character()
    parser = argparse.ArgumentParser(
        prog="python -m capacity.duplicates", description="Which rows are one organisation."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="any list that the loaders read")
    path = parser.parse_args(arguments).file
    try:
        read = read_list(path.read_bytes(), path.name)
    except OSError as error:
        print(f"{path.name}: {error.strerror}", file=sys.stderr)
        return 1
    if read is None:
        print(f"{path.name}: no list of rows found", file=sys.stderr)
        return 1
    group = find(read.known, read.further, least=JOINED).group
    print("row,cluster", *(f"{row},{cluster + 1}" for row, cluster in enumerate(group, 1)), sep="\n")
    return 0


def read_list(content: bytes, name: str) -> List | None:
    """The filled rows below the headings of every table of a file; None where there are none."""
    source = read_source(content, name)
    parts = [part for sheet in source.sheets for part in _tables(sheet)]
    if not parts:
        return None
    known = pd.concat([part.known for part in parts], ignore_index=True).fillna("")
    further = pd.concat([pd.DataFrame(part.further) for part in parts], ignore_index=True).fillna("")
    return List(known, {heading: further[heading] for heading in further})


def _tables(sheet: Sheet) -> Iterator[List]:
    """The tables of a sheet, each with all filled rows down to the next one's headings."""
    found = find_tables(sheet, knows)
    tops = [table.header_rows[0] for table in found[1:] if table.header_rows]
    for table, end in zip(found, [*tops, len(sheet.cells) + 1], strict=False):
        records = table.records if table.turned else _records(sheet, table, end)
        if records:
            yield _columns(table.headings, list(zip(*records, strict=True)))


def _records(sheet: Sheet, table: FoundTable, end: int) -> list[list[str]]:
    """Every filled row of the table's columns, also those that the reader takes for totals or labels."""
    first = table.header_rows[1] + 1 if table.header_rows else table.first_data_row or 1
    rows = ([sheet.cells[row - 1][at - 1] for at in table.columns] for row in range(first, end))
    return [cells for cells in rows if any(map(str.strip, cells))]


def _columns(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> List:
    mapped = map_columns(headings, [column[:SEEN] for column in columns])
    known: dict[str, pd.Series] = {}
    further: dict[str, pd.Series] = {}
    for at, column in enumerate(columns):
        roles = [each.role for each in mapped if each.at == at]
        texts = pd.Series(column, dtype="str").str.strip()
        names = {ROLES[role] for role in roles if role in ROLES}
        for name in names:
            known[name] = known[name] + " " + texts if name in known else texts
        if not names and all(role in UNMAPPED for role in roles):
            further[headings[at] or f"column {at + 1}"] = texts
    return List(pd.DataFrame(known, index=range(len(columns[0]))), further)


if __name__ == "__main__":
    sys.exit(main())
