"""A sheet as it was read, the found tables marked in it: what each row was taken for, and where remarks are.

Rows and columns are numbered as in the file. Leaves out the meaning of columns (ui.imports_columns).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from xlsxwriter.utility import xl_col_to_name

from capacity.formats import number
from capacity.reports import Report, Table
from capacity.schema import field
from loaders.issues import located
from ui.imports_reading import Reading, SheetText
from ui.language import language, t

ROWS, COLUMNS, BEFORE = 200, 60, 3
FEW, PIXELS = 9, 352
CHARACTER, MARGIN, WIDEST = 7, 18, 160  # pixels: of a character, beside a text, of a column
ROW, ROLE = "row", "role"
COLOURS = {
    "light": {
        "header": "background-color:#CFE3F1;color:#1B2730", "left_out": "background-color:#E4E8EB;color:#66727B",
        "outside": "color:#8A949B", "remark": "background-color:#FBE3B8;color:#1B2730",
        "spot": "background-color:#E69F00;color:#000000",
    },
    "dark": {
        "header": "background-color:#1F4A66;color:#E6ECF0", "left_out": "background-color:#2A3238;color:#98A5AE",
        "outside": "color:#7A8791", "remark": "background-color:#59431B;color:#F3E9D6",
        "spot": "background-color:#E69F00;color:#000000",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A cell to look at, counted from 1; without a column the whole row, without a row the whole column."""

    sheet: str
    row: int | None
    column: int | None


def tables_on(report: Report, sheet: str) -> list[Table]:
    """The tables found on a sheet, from top to bottom."""
    return [each for each in report.tables if each.sheet == sheet]


def roles(report: Report, sheet: SheetText) -> dict[int, str]:
    """Row → what it was taken for: header, offer, need, total, left_out; rows outside every table are not named."""
    found: dict[int, str] = {}
    for table in tables_on(report, sheet.name):
        if table.first_data_row and table.last_data_row:
            found |= dict.fromkeys(range(table.first_data_row, table.last_data_row + 1), "left_out")
        if table.header_rows:
            found |= dict.fromkeys(range(table.header_rows[0], table.header_rows[1] + 1), "header")
        found |= dict.fromkeys(table.total_rows, "total")
    here = report.offers[report.offers["source_sheet"].fillna("") == sheet.name]
    return found | {int(row): kind for row, kind in zip(here["source_row"], here["kind"], strict=True)}


def pages(sheet: SheetText) -> int:
    """How many pages of ROWS rows the sheet has."""
    return -(-len(sheet.lines) // ROWS)


def shown_rows(sheet: SheetText, report: Report, spot: Spot | None, page: int = 1) -> list[int]:
    """The rows to show: those of a page, or the surroundings of a spot; further down with the headings above them."""
    last = len(sheet.lines)
    first = (page - 1) * ROWS + 1
    if spot and spot.row and spot.row > ROWS // 4:
        first = max(1, spot.row - BEFORE)
    above = [table for table in tables_on(report, sheet.name) if table.header_rows and table.header_rows[1] < first]
    heads = range(above[-1].header_rows[0], above[-1].header_rows[1] + 1) if above else range(0)  # type: ignore[index]
    return [*heads, *range(first, min(last, first + ROWS - 1) + 1)]


def frame(sheet: SheetText, report: Report, rows: list[int]) -> pd.DataFrame:
    """The cells of `rows`, columns named by number from 1; in front the row's number and what it was taken for."""
    cells = [sheet.cells(row)[:COLUMNS] for row in rows]
    width = max(map(len, cells), default=0)
    found = pd.DataFrame(cells, columns=[str(column) for column in range(1, width + 1)], dtype="str")
    known = roles(report, sheet)
    named = [t(f"imports.role.{known[row]}") if row in known else "" for row in rows]
    found.insert(0, ROLE, named)
    found.insert(0, ROW, rows)
    return found


def styled(cells: pd.DataFrame, reading: Reading, sheet: SheetText, spot: Spot | None, theme: str) -> Styler:
    """The same in colours: headings, rows left out, rows and columns outside the table, remarks, the spot."""
    colours, known = COLOURS[theme], roles(reading.report, sheet)
    tables = tables_on(reading.report, sheet.name)
    inside = {str(each.index) for table in tables for each in table.columns} | {ROW, ROLE}
    marked = _remarks(reading.report, sheet.name)

    def looks(row: int, column: str) -> str:
        if spot and spot.row in (row, None) and (spot.column is None or str(spot.column) == column):
            return colours["spot"]
        role = known.get(row, "outside")
        role = {"total": "left_out", "offer": "", "need": ""}.get(role, role)
        if role in ("", "header") and column not in inside:
            role = "outside"
        return colours["remark"] if (row, column) in marked else colours.get(role, "")

    rows = [[looks(row, column) for column in cells.columns] for row in cells[ROW]]
    return cells.style.apply(lambda _: pd.DataFrame(rows, cells.index, cells.columns), axis=None)


def _remarks(report: Report, sheet: str) -> set[tuple[int, str]]:
    """Row and column of each cell with a remark; a remark on a whole row counts for the cell with its number."""
    issues = located(report)
    here = issues[(issues["sheet"].fillna("") == sheet) & issues["row"].notna()]
    columns = here["column"].astype("Int64").astype("str").fillna(ROW)
    return set(zip(here["row"].astype(int), columns, strict=True))


def show(reading: Reading, sheet: SheetText, spot: Spot | None, page: int, key: str) -> None:
    """A page of the sheet on the screen, or what surrounds a spot."""
    rows = shown_rows(sheet, reading.report, spot, page)
    cells = frame(sheet, reading.report, rows)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.dataframe(
        styled(cells, reading, sheet, spot, theme),
        hide_index=True,
        column_config=_config(cells, tables_on(reading.report, sheet.name), spot),
        key=key,
        height=PIXELS if len(rows) > FEW else "content",
        alt=t("imports.preview_alt"),
    )
    st.caption(_caption(rows, sheet, cells.shape[1] - 2))


def _config(cells: pd.DataFrame, tables: list[Table], spot: Spot | None) -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {
        ROW: columns.NumberColumn(t("imports.row"), width=56, pinned=True, format="%d"),
        ROLE: columns.TextColumn(t("imports.role"), width=96, pinned=True),
    }
    table = cells[cells[ROLE] != ""]
    fields = {str(each.index): each.field for table in tables for each in table.columns if each.field}
    for column in cells.columns[2:]:
        named = f" · {field(fields[column]).label(language())}" if column in fields else ""
        pinned = True if spot and str(spot.column) == column else None
        heading = f"{xl_col_to_name(int(column) - 1)}{named}"
        longest = max([len(heading), *table[column].str.len()])
        width = min(CHARACTER * longest + MARGIN, WIDEST)
        found[column] = columns.TextColumn(heading, pinned=pinned, width=width)
    return found


def _first(rows: list[int]) -> int:
    """The first row of the last stretch of rows: those above are headings."""
    gaps = [row for before, row in pairwise(rows) if row != before + 1]
    return gaps[-1] if gaps else min(rows, default=0)


def _caption(rows: list[int], sheet: SheetText, columns: int) -> str:
    first, last, of = (number(each, language()) for each in (_first(rows), rows[-1] if rows else 0, len(sheet.lines)))
    said = [t("imports.preview_rows", first=first, last=last, of=of), t("imports.preview_legend")]
    return " · ".join([*said, t("imports.preview_columns", columns=columns)] if columns == COLUMNS else said)
