"""Single values in words, from a frame or as the register keeps decisions. Leaves out columns (ui.tables)."""

import datetime as dt

import pandas as pd

from capacity.formats import date, number
from capacity.schema import field
from register.forwarding import COMMISSION
from ui import tables
from ui.language import language, t
from ui.ranges import amount

NOTHING = "–"
DEGREES = 4  # decimals of a coordinate, some ten metres


def in_words(code: str, value: object) -> str:
    """A value of the field `code` as people read it; a day may be written as in JSON, nothing is "–"."""
    if value is None or value == "" or pd.isna(value):
        return NOTHING
    known = field(code)
    if known.vocabulary:
        return tables.names(known.vocabulary, str(value))
    if known.kind == "date":
        return date(dt.date.fromisoformat(value) if isinstance(value, str) else value, language())  # type: ignore[arg-type]
    if known.kind in ("number", "integer"):
        return amount(float(value), language())  # type: ignore[arg-type]
    if known.kind == "degrees":
        return number(float(value), language(), DEGREES)  # type: ignore[arg-type]
    return str(value)


def recipient(name: str) -> str:
    """A recipient as the ledger names it; the Commission in the reader's language."""
    return t("forwarding.commission") if name == COMMISSION else name


def source(file: object, sheet: object, row: object) -> str:
    """The file that something stands in, with the sheet and the row as far as they are known."""
    place = ", ".join([*([str(sheet)] if sheet else []), *([f"{t('detail.row')} {row}"] if row else [])])
    return f"{file} ({place})" if place else str(file)
