"""What the columns of a sheet's tables were taken for: heading, field, how sure, three example values.

Leaves out changing it.
"""

from typing import Any

import pandas as pd
import streamlit as st
from xlsxwriter.utility import xl_col_to_name

from capacity.formats import percent
from capacity.reports import Report, Table
from capacity.schema import field
from ui.imports_preview import roles, tables_on
from ui.imports_reading import SheetText
from ui.language import language, t

EXAMPLES, LOOKED_AT, LONGEST = 3, 500, 60


def table(report: Report, sheet: SheetText) -> pd.DataFrame:
    """One row per column of each table on the sheet: table, column, heading, field, confidence, examples."""
    rows = [
        row for place, each in enumerate(tables_on(report, sheet.name), 1) for row in _rows(place, each, report, sheet)
    ]
    return pd.DataFrame(rows, columns=["table", "column", "heading", "field", "confidence", "examples"])


def _rows(place: int, table: Table, report: Report, sheet: SheetText) -> list[tuple[object, ...]]:
    known, first, last = roles(report, sheet), table.first_data_row or 1, table.last_data_row or 0
    records = [
        row for row in range(first, min(last, first + LOOKED_AT) + 1) if known.get(row) not in ("total", "header")
    ]
    cells = [sheet.cells(row) for row in records]
    return [
        (
            place,
            xl_col_to_name(each.index - 1),
            each.source,
            field(each.field).label(language()) if each.field else t("imports.no_field"),
            percent(each.confidence, language()) if each.field else "",
            _examples([row[each.index - 1] for row in cells if each.index <= len(row)]),
        )
        for each in table.columns
    ]


def _examples(texts: list[str]) -> str:
    found = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))[:EXAMPLES]
    return "  |  ".join(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in found)


def show(report: Report, sheet: SheetText, key: str) -> None:
    """The table on the screen; which table a column belongs to is told where there are several."""
    found = table(report, sheet)
    if found.empty:
        st.caption(t("imports.no_columns"))
        return
    columns = st.column_config
    several = found["table"].nunique() > 1
    config: dict[str, Any] = {
        "table": columns.NumberColumn(t("imports.column.table"), width=60) if several else None,
        "column": columns.TextColumn(t("imports.column.column"), width=60),
        "heading": columns.TextColumn(t("imports.column.heading"), width=240),
        "field": columns.TextColumn(t("imports.column.field"), width=190),
        "confidence": columns.TextColumn(t("imports.column.confidence"), width=80, alignment="right"),
        "examples": columns.TextColumn(t("imports.column.examples"), width="large"),
    }
    st.dataframe(
        found,
        hide_index=True,
        placeholder="",
        column_config=config,
        key=key,
    )
