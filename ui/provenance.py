"""Where the data come from: the imports of the active register as a table. Leaves out importing and undoing."""

from typing import Any

import streamlit as st

from ui import register_access, tables
from ui.language import t
from ui.visitor import visitor

COLUMNS = ("file", "at", "by", "rows", "offers", "needs", "issues", "undone_at")


def imports() -> None:
    """Every import, newest first: file, when and by whom, what became of its rows; times on the reader's clock."""
    found = register_access.register(visitor()).imports()
    if found.empty:
        st.caption(t("about.no_imports"))
        return
    st.dataframe(found[list(COLUMNS)], hide_index=True, placeholder="", column_config=_columns(), key="about.imports")


def _columns() -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for code in COLUMNS:
        label = t(f"about.imports.{code}")
        if code.endswith("at"):
            columns[code] = tables.moment(label)
        elif code in ("file", "by"):
            columns[code] = st.column_config.TextColumn(label)
        else:
            columns[code] = st.column_config.NumberColumn(label, format="localized")
    return columns
