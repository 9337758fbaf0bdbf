"""The last imports: file, when, by whom, what it gave; taking one back after a question that says what goes.

Leaves out importing (ui.imports) and the whole list (ui.provenance).
"""

import html
from typing import Any

import pandas as pd
import streamlit as st

from capacity.differences import KINDS, in_words
from capacity.formats import number
from register import RegisterError
from ui import clock, register_access
from ui.imports_tray import tray
from ui.language import language, t
from ui.picking import picked
from ui.signing import signature
from ui.tables import moment
from ui.visitor import visitor

LATEST = 50
WIDTHS = {"file": 240, "by": 80, "changes": 140}  # all columns side by side at 1366 pixels
COLUMNS = ("file", "state", "at", "by", "rows", "offers", "needs", "changes", "issues")
DONE, FAILED = "imports.undone", "imports.not_undone"


def latest() -> None:
    """The latest imports, newest first; the chosen one can be taken back."""
    st.header(t("imports.latest"), anchor=False)
    if done := st.session_state.pop(DONE, None):
        st.success(done, icon=":material/undo:")
    if failed := st.session_state.pop(FAILED, None):
        st.error(failed, icon=":material/error:")
    found = register_access.register(visitor()).imports()
    if found.empty:
        st.caption(t("imports.none_yet"))
        return
    shown = found.head(LATEST).reset_index(drop=True)
    worded = shown.assign(state=_states(shown), changes=_changes(shown))[list(COLUMNS)]
    row = picked(worded, _config(), key=f"imports.latest.{len(found)}")
    if row is None:
        st.caption(t("imports.latest_hint"))
    else:
        _undo(shown.iloc[row])


def _states(found: pd.DataFrame) -> list[str]:
    readable = found["error"].isna().map({True: "stored", False: "unreadable"})
    return [t(f"imports.state.{code}") for code in readable.mask(found["undone_at"].notna(), "undone")]


def _changes(found: pd.DataFrame) -> list[str]:
    """What each import changed in the list it is a new version of; "" where it began one."""
    compared = found["compared_with"].notna()
    rows = found[list(KINDS)].to_dict("records")
    return [
        in_words({kind: int(row[kind]) for kind in KINDS}, language()) if told else ""
        for told, row in zip(compared, rows, strict=True)
    ]


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {}
    for name in COLUMNS:
        label = t(f"imports.latest.{name}")
        if name == "at":
            found[name] = moment(label)
        elif name in ("file", "by", "state", "changes"):
            found[name] = columns.TextColumn(label, width=WIDTHS.get(name))
        else:
            found[name] = columns.NumberColumn(label, format="localized")
    return found


def _undo(row: pd.Series) -> None:
    """The button that asks, for an import that still stands."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<b>{html.escape(row['file'])}</b>", width="content")
        if not pd.isna(row["undone_at"]):
            when = clock.said(row["undone_at"])
            st.text(t("imports.undone_before", at=when, by=row["undone_by"]), width="content")
        elif st.button(t("imports.undo", number=row["import_id"]), key="imports.undo", icon=":material/undo:"):
            st.dialog(t("imports.undo_title"))(_ask)(row)


def _ask(row: pd.Series) -> None:
    """What goes, what stays, and the two buttons."""
    st.text(row["file"])
    said = {key: number(row[key], language()) for key in ("offers", "needs", "issues")}
    st.markdown(t("imports.undo_what", number=row["import_id"], **said))
    st.caption(t("imports.undo_safe"))
    with st.container(horizontal=True):
        identity = int(row["import_id"])
        yes = t("imports.undo_yes")
        undone = st.button(yes, type="primary", key="imports.undo_yes", on_click=_take_back, args=(identity,))
        kept = st.button(t("imports.undo_no"), key="imports.undo_no")
    if undone or kept:
        st.rerun()


def _take_back(identity: int) -> None:
    try:
        register_access.register(visitor()).undo(identity, by=signature())
    except RegisterError as error:
        st.session_state[FAILED] = error.message(language())
        return
    st.session_state[DONE] = t("imports.undone", number=identity)
    tray().stored = []
