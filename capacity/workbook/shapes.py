"""What a workbook is made of, before any file format: sheets of one long table, and pages of lines and small tables.

Leaves out what they hold (the modules beside) and how they are written (capacity.workbook.writing).
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Kind = Literal["text", "plain", "number", "degrees", "date", "moment"]  # "plain" is a number that counts nothing
KINDS: dict[str, Kind] = {"integer": "number", "number": "number", "degrees": "degrees", "date": "date"}


@dataclass(frozen=True)
class Column:
    """One column: its heading in words, how its values are written, its width in characters."""

    heading: str
    kind: Kind = "text"
    width: int = 16


@dataclass(frozen=True)
class Table:
    """One column of `values` per Column, in order, NaN, None or NaT where missing; `frozen` columns stay in sight."""

    name: str
    columns: tuple[Column, ...]
    values: pd.DataFrame
    frozen: int = 0


@dataclass(frozen=True)
class Page:
    """A sheet to read: a title, lines of label and text, tables one below the other, then sentences under headings."""

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()


def table(name: str, columns: dict[str, tuple[Column, pd.Series]], frozen: int = 0) -> Table:
    """A Table from key → its Column and its values; the keys only tell the columns apart."""
    values = pd.DataFrame({key: series.reset_index(drop=True) for key, (_, series) in columns.items()})
    return Table(name, tuple(column for column, _ in columns.values()), values, frozen)
