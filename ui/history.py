"""The latest decisions of the whole team: when, who, what, about which offers; each can be looked at and taken back.

Leaves out the history of one offer (ui.offer_history) and imports (ui.imports_list).
"""

from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.schema import field, is_field
from ui import clock, deciding, navigation, register_access
from ui.language import language, t
from ui.markdown import literal
from ui.picking import picked
from ui.tables import moment

LATEST, STATE_WIDTH = 200, 270
COLUMNS = ("at", "by", "what", "about", "why", "state")


def latest() -> None:
    """The decisions, the newest first; the chosen one can be taken back."""
    st.header(t("decided.latest"), anchor=False)
    found = deciding.decisions().latest(LATEST)
    if found.empty:
        st.caption(t("decided.none_yet"))
        return
    words = st.text_input(
        t("decided.search"), key="decided.search", type="search", placeholder=t("decided.search"),
        label_visibility="collapsed", width=360,
    )  # fmt: skip
    shown = found.assign(what=_what(found), about=_about(found), state=_states(found), why=found["why"].fillna(""))
    if words:
        said = shown[["by", "what", "about", "why"]].agg(" ".join, axis=1).str.casefold()
        shown = shown[said.str.contains(words.casefold(), regex=False)]
    row = picked(shown[list(COLUMNS)], _config(), key=f"decided.latest.{hash(tuple(shown['decision_id']))}")
    if row is None:
        deciding.outcome(t("decided.hint"))
    else:
        _chosen(shown.iloc[row])


def _what(found: pd.DataFrame) -> list[str]:
    return [_in_words(kind, fields) for kind, fields in zip(found["kind"], found["fields"].fillna(""), strict=True)]


def _in_words(kind: str, fields: str) -> str:
    """What a decision was: an edit by the fields that it changed, any other by its kind."""
    if kind != "edit":
        return t(f"decided.kind.{kind}")
    labels = [field(code).label(language()) for code in fields.split(";") if is_field(code)]
    return ", ".join(labels) or t("decided.kind.edit")


def _about(found: pd.DataFrame) -> list[str]:
    """The organisation, or how many offers."""
    offers = register_access.situation("staff").columns.offers
    names = dict(zip(offers["offer_id"].tolist(), offers["organisation"].fillna(t("detail.unnamed")), strict=True))
    pairs = zip(found["offers"], found["offer_id"], strict=True)
    return [
        t("decided.offers", count=number(count, language())) if count > 1 else _name(identity, names)
        for count, identity in pairs
    ]


def _name(identity: object, names: dict[int, str]) -> str:
    if pd.isna(identity):
        return ""
    return names.get(int(identity), t("decided.number", number=identity))  # type: ignore[call-overload]


def _states(found: pd.DataFrame) -> list[str]:
    return [
        "" if pd.isna(at) else t("history.undone", by=by, at=clock.said(at))
        for at, by in zip(found["undone_at"], found["undone_by"], strict=True)
    ]


def _config() -> dict[str, Any]:
    found: dict[str, Any] = {name: st.column_config.TextColumn(t(f"decided.{name}")) for name in COLUMNS}
    found["at"] = moment(t("decided.at"))
    found["state"] = st.column_config.TextColumn(t("decided.state"), width=STATE_WIDTH)
    return found


def _chosen(row: pd.Series) -> None:
    """What can be done with a decision."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"**{literal(row['what'])}** · {literal(row['about'])}", width="content")
        if pd.isna(row["undone_at"]):
            st.button(
                t("deciding.undo"), key="decided.undo", on_click=deciding.undo, args=(int(row["decision_id"]),),
                icon=":material/undo:",
            )  # fmt: skip
        if row["offers"] <= 1 and not pd.isna(row["offer_id"]):
            navigation.link("offers", t("decided.to_offer"), icon=":material/list_alt:", offer=str(row["offer_id"]))
    deciding.outcome()
