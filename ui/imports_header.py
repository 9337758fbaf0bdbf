"""Where the headings of a table stand, to set right: rows to choose, and the headings they give shown at once.

Leaves out what a column is (ui.imports_columns).
"""

import html

import streamlit as st
from xlsxwriter.utility import xl_col_to_name

from capacity.reports import Table
from ui import imports_corrections
from ui.imports_reading import SheetText
from ui.imports_tray import Upload
from ui.language import t

MOST_ROWS, SHOWN = 6, 12


def show(upload: Upload, table: Table | None, sheet: SheetText, key: str) -> None:
    """The rows of the headings as numbers, what they would give, and the button that reads the file so."""
    key = f"{key}.{upload.edition}"
    first, last = (table.header_rows if table else None) or (1, 1)
    none = table is not None and table.header_rows is None
    without = st.checkbox(t("imports.header.none"), value=none, key=f"{key}.none", disabled=table is None)
    most = max(1, len(sheet.lines))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        top = st.number_input(
            t("imports.header.first"), 1, most, min(first, most), key=f"{key}.first", disabled=without, width=210
        )
        low, high = top, min(most, top + MOST_ROWS - 1)
        ends = st.number_input(
            t("imports.header.last"), low, high, min(max(last, low), high), key=f"{key}.last.{top}", disabled=without,
            width=210,
        )  # fmt: skip
        rows = [] if without else [sheet.cells(row) for row in range(top, ends + 1)]
        st.button(
            t("imports.header.read"),
            key=f"{key}.read",
            on_click=imports_corrections.set_header,
            args=(upload, table, rows),
            disabled=_is_so(table, rows, top, ends) or (not without and not any(imports_corrections.joined(rows))),
        )
    if rows:
        st.html(_gives(rows))
    if table:
        _skip(upload, table, key)


def _is_so(table: Table | None, rows: list[list[str]], first: int, last: int) -> bool:
    """Whether the table is read in this way already."""
    return table is not None and (table.header_rows == (first, last) if rows else table.header_rows is None)


def _gives(rows: list[list[str]]) -> str:
    heads = [(at, text) for at, text in enumerate(imports_corrections.joined(rows)) if text]
    said = [f"<b>{xl_col_to_name(at)}</b> {html.escape(text[:60])}" for at, text in heads[:SHOWN]]
    more = " …" if len(heads) > SHOWN else ""
    return f"{t('imports.header.gives')} {' · '.join(said) or '–'}{more}"


def _skip(upload: Upload, table: Table, key: str) -> None:
    skipped = imports_corrections.correction_of(upload, table).skip

    def changed() -> None:
        imports_corrections.skip(upload, table, skipped=st.session_state[f"{key}.skip"])

    st.checkbox(t("imports.header.skip"), value=skipped, key=f"{key}.skip", on_change=changed)
