"""What every reader yields: cells as text with their position, and the tables found among them.

Leaves out reading (loaders.source), finding tables (loaders.tables) and any meaning of a column or a value.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.mail import Mail

Range = tuple[int, int, int, int]


class Remark(NamedTuple):
    """Something done while reading: an issue code, where (from 1; None: the whole file), what was read and done."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    read: str = ""
    done: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet, or the one grid of a delimited text (name "").

    `cells` is rectangular, text as read, padded with "". `merged` holds (first_row, first_col, last_row, last_col),
    counted from 1, inclusive. `widths` says how many cells each row of a delimited text had; empty for workbooks.
    """

    name: str
    cells: list[list[str]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    widths: tuple[int, ...] = ()


class Read(NamedTuple):
    """What an engine gives: the sheets of a workbook, and what it had to do on the way."""

    sheets: list[Sheet]
    remarks: list[Remark]


@dataclass(frozen=True)
class Source:
    """One file as cells. `format` is told from the content first, the name second; `error` is an issue code or None.

    `delimiter`, `quote` and `escape` are those of delimited text ("" for a sign that it does without), else None. Of a
    mail, `mail` holds its parts and `attached` the files on it that may be lists.
    """

    file: str
    sha256: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    sheets: tuple[Sheet, ...] = ()
    error: str | None = None
    remarks: list[Remark] = field(default_factory=list)
    mail: Mail | None = None
    attached: tuple["Source", ...] = ()


@dataclass(frozen=True)
class FoundTable:
    """One table on a sheet; all rows and columns are counted from 1 as in the file.

    `headings` has one text per column of the table (several header rows joined by a space), `records` the texts of
    `rows`. `left_out` names, for every other row of the table's stretch, why it is no record: total, repeated_header,
    group, example, footer, preamble, blank or unit. `groups` gives the label of the group row above a record.

    A form (`turned`) has its headings down a column: its `columns` are the rows its fields stand in, its `rows` the
    columns its records stand in.
    """

    sheet: str
    header_rows: tuple[int, int] | None
    unit_row: int | None
    first_data_row: int | None
    last_data_row: int | None
    first_column: int
    headings: list[str]
    columns: list[int]
    rows: list[int]
    records: list[list[str]]
    total_rows: list[int] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    turned: bool = False


def rectangle(rows: list[list[str]]) -> list[list[str]]:
    """Pads every row with "" to the longest row's length."""
    width = max(map(len, rows), default=0)
    return [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
