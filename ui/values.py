"""Single values in words, from a frame or as the register keeps decisions. Leaves out columns (ui.tables)."""

import datetime as dt

import pandas as pd

from capacity.formats import date
from capacity.schema import field
from ui import tables
from ui.language import language
from ui.ranges import amount

NOTHING = "–"


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
    return str(value)
