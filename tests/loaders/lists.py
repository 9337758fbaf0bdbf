"""Small invented lists as files, for the tests of what becomes of them."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import pandas as pd

from capacity.reports import Report
from loaders.reader import read_report

DAY = dt.date(2020, 4, 3)


def as_csv(*rows: Sequence[str]) -> bytes:
    """Rows of cells as a file with semicolons."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def read_rows(*rows: Sequence[str], name: str = "list.csv") -> Report:
    """The report of such a file, received on DAY."""
    return read_report(as_csv(*rows), name, received_at=DAY)


def fields(report: Report, table: int = 0) -> list[str | None]:
    """The field of each column."""
    return [column.field for column in report.tables[table].columns]


def first(report: Report) -> dict[str, object]:
    """The first offer, missing values as None."""
    return _plain(report.offers.iloc[0])


def lines(report: Report) -> list[dict[str, object]]:
    """All capability lines, missing values as None."""
    return [_plain(row) for _, row in report.capabilities.iterrows()]


def codes(report: Report) -> list[str]:
    """The issue codes in order."""
    return list(report.issues["code"])


def _plain(row: pd.Series) -> dict[str, object]:
    return {key: None if pd.isna(value) else value for key, value in row.items()}
