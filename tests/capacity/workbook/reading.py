"""Reads a workbook back as people would: by sheet name and heading. For the tests of capacity.workbook."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd

from capacity.forwarding import Outgoing
from capacity.selection import Selection, select
from capacity.situation import Situation, prepare
from capacity.workbook import Audience, write_workbook
from tests.invented import Invented, invent

TODAY = date(2020, 4, 3)
NOW = datetime(2020, 4, 3, 9, 30, tzinfo=UTC)
MADE = invent(90, seed=2)


def situation_of(made: Invented, selection: Selection = Selection()) -> Situation:  # noqa: B008
    return select(prepare(made.offers, made.capabilities, TODAY), selection)


def workbook(made: Invented = MADE, selection: Selection = Selection(), language: str = "en",  # noqa: B008
             audience: Audience = "staff", outgoing: Outgoing | None = None, hxl: bool = False) -> bytes:  # fmt: skip
    situation = situation_of(made, selection)
    return write_workbook(situation, made.issues, made.imports, selection, language, NOW, audience, outgoing, hxl)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def table_of(book: openpyxl.Workbook, name: str) -> pd.DataFrame:
    rows = list(book[name].values)
    return pd.DataFrame(rows[1:], columns=rows[0])


def below(book: openpyxl.Workbook, sheet: str, title: str) -> pd.DataFrame:
    """The table that stands under `title` on a page, down to the next empty row."""
    rows = list(book[sheet].values)
    start = next(place for place, row in enumerate(rows) if row[0] == title) + 1
    end = next((place for place in range(start, len(rows)) if rows[place][0] is None), len(rows))
    return pd.DataFrame(rows[start + 1 : end], columns=rows[start])
