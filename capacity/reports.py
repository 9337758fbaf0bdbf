"""What the loaders make of one file and the register stores: tables, offers, capabilities, issues.

Declares shapes only. Leaves out how files are read (loaders) and how they are kept (register).
"""

from dataclasses import dataclass, field

import pandas as pd

from capacity.message import Message
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS

OFFER_COLUMNS = ("row_id", "source_sheet", "source_row", *OFFER_FIELDS, "original")
CAPABILITY_COLUMNS = ("row_id", *CAPABILITY_FIELDS)
ISSUE_COLUMNS = ("code", "sheet", "row", "column", "field", "read", "done", "suggestion", "row_lost")


@dataclass(frozen=True)
class Column:
    """One column of a table: `index` from 1 as in the file, `source` the heading as read, `field` a schema code.

    `key` names it in a Correction, `role` is what Correction.fields would say of it, `by_hand` whether one did.
    """

    index: int
    source: str
    field: str | None
    confidence: float
    key: str = ""
    role: str = ""
    by_hand: bool = False


@dataclass(frozen=True)
class Table:
    """One table found in a file; rows from 1 as in the file, `header_rows` first and last; counts of its records.

    `fingerprint` is what tables of its kind are known by; `corrected` whether a Correction of that fingerprint was
    applied to it.
    """

    sheet: str
    header_rows: tuple[int, int] | None
    first_data_row: int | None
    last_data_row: int | None
    total_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: int
    offers: int
    needs: int
    fingerprint: str = ""
    corrected: bool = False


@dataclass(frozen=True)
class Report:
    """One file as understood. `error` is an issue code when nothing could be read; the frames are then empty.

    `delimiter`, `quote` and `escape` are those of delimited text ("" for a sign that it does without), else None.

    offers: OFFER_COLUMNS, one row per offer or need; `row_id` is unique in the report, `original` a JSON object
    heading → text of the row. capabilities: CAPABILITY_COLUMNS, `row_id` says whose. issues: ISSUE_COLUMNS, row and
    column from 1 or missing; `row_lost` where the row became neither offer nor need. `message` is the mail that the
    file is.
    """

    file: str
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    error: str | None
    tables: tuple[Table, ...] = ()
    offers: pd.DataFrame = field(default_factory=lambda: empty(OFFER_COLUMNS))
    capabilities: pd.DataFrame = field(default_factory=lambda: empty(CAPABILITY_COLUMNS))
    issues: pd.DataFrame = field(default_factory=lambda: empty(ISSUE_COLUMNS))
    quote: str | None = None
    escape: str | None = None
    message: Message | None = None


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """A frame of these columns without rows."""
    return pd.DataFrame(columns=list(columns))
