"""The last imports: file, when, by whom, what it gave; taking one back after a question that says what goes.

Leaves out importing (ui.imports) and the whole list (ui.provenance).
"""

import html
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import moment, number
from ui import register_access
from ui.imports_storing import signature
from ui.language import language, t
from ui.tables import DAY

LATEST = 50
COLUMNS = ("file", "at", "by", "rows", "offers", "needs", "issues", "state")
DONE = "imports.undone"


def latest() -> None:
    """The latest imports, newest first; the chosen one can be taken back."""
    st.subheader(t("imports.latest"), anchor=False)
    if number_undone := st.session_state.pop(DONE, None):
        st.success(t("imports.undone", number=number_undone), icon=":material/undo:")
    found = register_access.register().imports()
    if found.empty:
        st.caption(t("imports.none_yet"))
        return
    shown = found.head(LATEST).reset_index(drop=True)
    chosen = st.dataframe(
        shown.assign(state=_states(shown))[list(COLUMNS)],
        hide_index=True,
        placeholder="",
        column_config=_config(),
        key=f"imports.latest.{len(found)}",
        on_select="rerun",
        selection_mode="single-row",
    )["selection"]["rows"]
    if chosen:
        _undo(shown.iloc[chosen[0]])
    else:
        st.caption(t("imports.latest_hint"))


def _states(found: pd.DataFrame) -> list[str]:
    taken_back = zip(found["undone_at"], found["undone_by"], found["error"], strict=True)
    return [_state(at, by, error) for at, by, error in taken_back]


def _state(undone_at: object, undone_by: object, error: object) -> str:
    if not pd.isna(undone_at):
        return t("imports.state.undone", at=moment(undone_at, language()), by=undone_by)  # type: ignore[arg-type]
    return t("imports.state.stored") if pd.isna(error) else t("imports.state.unreadable")


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {}
    for name in COLUMNS:
        label = t(f"imports.latest.{name}")
        if name == "at":
            found[name] = columns.DatetimeColumn(label, format=f"{DAY[language()]} HH:mm", timezone="UTC")
        elif name in ("file", "by", "state"):
            found[name] = columns.TextColumn(label)
        else:
            found[name] = columns.NumberColumn(label, format="localized")
    return found


def _undo(row: pd.Series) -> None:
    """The button that asks, for an import that still stands."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<b>{html.escape(row['file'])}</b>", width="content")
        if not pd.isna(row["undone_at"]):
            st.caption(t("imports.undone_before"))
        elif st.button(t("imports.undo", number=row["import_id"]), key="imports.undo", icon=":material/undo:"):
            st.dialog(t("imports.undo_title"))(_ask)(row)


def _ask(row: pd.Series) -> None:
    """What goes, what stays, and the two buttons."""
    st.text(row["file"])
    said = {key: number(row[key], language()) for key in ("offers", "needs", "issues")}
    st.markdown(t("imports.undo_what", number=row["import_id"], **said))
    st.caption(t("imports.undo_safe"))
    with st.container(horizontal=True):
        if st.button(t("imports.undo_yes"), type="primary", key="imports.undo_yes"):
            register_access.register().undo(int(row["import_id"]), by=signature())
            st.session_state[DONE] = int(row["import_id"])
            st.rerun()
        if st.button(t("imports.undo_no"), key="imports.undo_no"):
            st.rerun()
