"""What was merged without asking, because it was certain: listed with its names, and each can be taken back.

Leaves out likely pairs (ui.duplicates) and what a merged offer consists of (ui.detail).
"""

from typing import Any

import pandas as pd
import streamlit as st

from ui import clock, deciding, navigation, register_access
from ui.duplicates import verdicts
from ui.language import t
from ui.markdown import literal
from ui.picking import picked
from ui.tables import moment
from ui.visitor import visitor

COLUMNS = ("at", "rows", "names", "weight", "by", "state")


def merged() -> None:
    """All automatic merges, the newest first; the chosen one can be taken back."""
    found = verdicts().merges()
    st.header(t("duplicates.merged"), anchor=False)
    if found.empty:
        st.caption(t("duplicates.merged_none"))
        return
    offers = register_access.register(visitor()).row_by_row().offers.set_index("offer_id")["organisation"]
    shown = found.assign(
        rows=found["offer_ids"].map(len), weight=found["weight"].round(1),
        names=[_names(ids, offers) for ids in found["offer_ids"]],
        state=[_state(at, by) for at, by in zip(found["undone_at"], found["undone_by"], strict=True)],
    )  # fmt: skip
    row = picked(shown[list(COLUMNS)], _config(), key=f"duplicates.merged.{len(shown)}")
    if row is None:
        st.caption(t("duplicates.merged_hint"))
    else:
        _chosen(shown.iloc[row])


def _names(ids: tuple[int, ...], offers: pd.Series) -> str:
    known = [str(offers[each]) for each in ids if each in offers.index and not pd.isna(offers[each])]
    return " | ".join(dict.fromkeys(known)) or t("detail.unnamed")


def _state(at: object, by: object) -> str:
    return "" if pd.isna(at) else t("history.undone", by=by, at=clock.said(at))  # type: ignore[arg-type]


def _chosen(row: pd.Series) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"**{literal(row['names'])}**", width="content")
        if not row["state"]:
            st.button(
                t("duplicates.split"), key="duplicates.split", on_click=deciding.undo, args=(int(row["decision_id"]),),
                icon=":material/call_split:",
            )  # fmt: skip
        navigation.link("offers", t("decided.to_offer"), icon=":material/list_alt:", offer=str(row["offer_ids"][0]))


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {name: columns.TextColumn(t(f"duplicates.column.{name}")) for name in COLUMNS}
    found["at"] = moment(t("duplicates.column.at"))
    found["rows"] = columns.NumberColumn(t("duplicates.column.rows"))
    found["weight"] = columns.NumberColumn(t("duplicates.column.weight"), format="localized")
    return found
