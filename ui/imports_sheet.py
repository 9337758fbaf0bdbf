"""One file to look at and to set right: a sheet as it was read, below it columns, values, remarks, and what it changes.

Leaves out what each of these shows (ui.imports_preview, _columns, _header, _values, _issues, _changes).
"""

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.reports import Table
from ui import (
    imports_changes,
    imports_columns,
    imports_corrections,
    imports_header,
    imports_issues,
    imports_preview,
    imports_remembered,
    imports_values,
    register_access,
)
from ui.imports_preview import Spot, tables_on
from ui.imports_reading import Reading, SheetText
from ui.imports_standing import Standing
from ui.imports_tray import Upload
from ui.language import language, t
from ui.visitor import visitor

SPOT = "imports.spot"
TABS = ("columns", "values", "issues", "changes")


def show(found: Standing, key: str) -> None:
    """The sheet and the tabs below it."""
    upload = found.upload
    assert upload.reading
    sheet = _sheet(upload.reading, key)
    _preview(upload.reading, sheet, key)
    columns, values, issues, changes = st.tabs([_name(each, upload, sheet.name) for each in TABS], key=f"{key}.tabs")
    tables = tables_on(upload.reading.report, sheet.name)
    with columns:
        _columns(upload, tables, sheet, key)
    with values:
        table = _of(tables, f"{key}.values.table")
        if table:
            imports_values.show(upload, table, f"{key}.values.{table.fingerprint}")
        else:
            st.caption(t("imports.no_columns"))
    with issues:
        imports_issues.show(upload.reading, f"{key}.issues.{upload.edition}", lambda spot: _jump(key, spot))
    with changes:
        ready = found.code == "ready"
        compared = imports_changes.compared(upload, register_access.register(visitor())) if ready else None
        imports_changes.show(upload, compared, f"{key}.changes.{upload.edition}")


def _name(tab: str, upload: Upload, sheet: str) -> str:
    """What a tab is called, with how much waits in it: values of this sheet, remarks of the whole file."""
    assert upload.reading
    counts = {"values": imports_values.unread(upload).get(sheet, 0), "issues": len(upload.reading.report.issues)}
    if not counts.get(tab):
        return t(f"imports.tab.{tab}")
    return t(f"imports.tab.{tab}_count", count=number(counts[tab], language()))


def _preview(reading: Reading, sheet: SheetText, key: str) -> None:
    spot = st.session_state.get(SPOT)
    here = spot[1] if spot and spot[0] == key and spot[1].sheet == sheet.name else None
    page = 1
    pages = imports_preview.pages(sheet)
    if pages > 1 and not here:
        page = st.pagination(pages, key=f"{key}.page.{sheet.name}")
    imports_preview.show(reading, sheet, here, page, f"{key}.preview.{hash((sheet.name, here, page))}")
    if here:
        icon = ":material/vertical_align_top:"
        st.button(t("imports.preview_top"), key=f"{key}.top", on_click=st.session_state.pop, args=(SPOT,), icon=icon)


def _jump(key: str, spot: Spot) -> None:
    st.session_state[SPOT] = (key, spot)
    st.session_state[f"{key}.sheet"] = spot.sheet


def _sheet(reading: Reading, key: str) -> SheetText:
    """The sheet to show: the chosen one, at first the one with the most offers and needs."""
    sheets = {each.name: each for each in reading.sheets}
    if len(sheets) == 1:
        return reading.sheets[0]
    found = pd.Series(dict.fromkeys(sheets, 0))
    for each in reading.report.tables:
        found[each.sheet] += each.offers + each.needs
    st.session_state.setdefault(f"{key}.sheet", found.idxmax())
    chosen = st.selectbox(t("imports.sheet"), list(sheets), key=f"{key}.sheet", width=320)
    return sheets[chosen]


def _of(tables: list[Table], key: str) -> Table | None:
    """The table of a sheet to look at, chosen where there are several; at first the one with the most offers."""
    if len(tables) < 2:
        return tables[0] if tables else None
    most = max(range(len(tables)), key=lambda place: tables[place].offers + tables[place].needs)
    named = [_called(table, place) for place, table in enumerate(tables)]
    places = range(len(tables))
    chosen = st.selectbox(t("imports.table"), places, most, format_func=named.__getitem__, key=key, width=420)
    return tables[chosen]


def _called(table: Table, place: int) -> str:
    first = table.header_rows[0] if table.header_rows else table.first_data_row or 0
    last = table.last_data_row or first
    return t("imports.table_rows", number=place + 1, first=number(first, language()), last=number(last, language()))


def _columns(upload: Upload, tables: list[Table], sheet: SheetText, key: str) -> None:
    table = _of(tables, f"{key}.columns.table")
    at = f"{key}.{sheet.name}.{table.fingerprint if table else ''}"
    if table is None:
        st.caption(t("imports.no_columns"))
        imports_header.show(upload, None, sheet, f"{at}.header")
        return
    imports_remembered.note(upload, table, register_access.register(visitor()).corrections(), at)
    with st.expander(t("imports.header"), icon=":material/table_rows:", key=f"{at}.header"):
        imports_header.show(upload, table, sheet, f"{at}.header.rows")
    if table.rows and not table.offers + table.needs and any(each.field for each in table.columns):
        believe = imports_corrections.believe
        st.button(t("imports.believe"), key=f"{at}.believe.{upload.edition}", on_click=believe, args=(upload, table))
    imports_columns.show(upload, table, sheet, f"{at}.columns")
