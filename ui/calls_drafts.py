"""Calls that were begun: kept after every field, offered to whoever opens the page, so that none is lost.

Leaves out the form (ui.calls).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from register.drafts import Draft, Drafts
from ui import clock, register_access
from ui.language import t
from ui.markdown import literal
from ui.signing import signature
from ui.visitor import visitor

CALL = "call"
EDITION, DRAFT, KEPT = "call.edition", "call.draft", "call.kept"
MOST = 5


def edition() -> int:
    """Which call of this session is in the form."""
    return int(st.session_state.setdefault(EDITION, 0))


def drafts() -> Drafts:
    """The drafts of the active register."""
    return Drafts(register_access.register(visitor()))


def keep(said: Mapping[str, Any]) -> None:
    """Keeps what stands in the form, when it is another than what was kept last."""
    body = {name: _plain(value) for name, value in said.items()}
    words = {name: value for name, value in body.items() if name not in ("kind", "lines")}
    if not words or body == st.session_state.get(KEPT):
        return
    st.session_state[DRAFT] = drafts().keep(CALL, body, by=signature(), draft_id=st.session_state.get(DRAFT))
    st.session_state[KEPT] = body


def drop() -> None:
    """Lets the draft go; what stands in the form stays."""
    if (number := st.session_state.pop(DRAFT, None)) is not None:
        drafts().drop(int(number))


def done() -> None:
    """Lets the draft go and begins an empty form."""
    drop()
    _begin(None, {})


def offered() -> None:
    """The calls that somebody began and did not store, each to go on with or to throw away."""
    found = [each for each in drafts().kept(CALL) if each.draft_id != st.session_state.get(DRAFT)][:MOST]
    for each in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(t("call.draft", who=literal(_who(each)), by=literal(each.by), at=clock.said(each.at)),
                        width="content")  # fmt: skip
            st.button(t("call.go_on"), key=f"call.go_on.{each.draft_id}", on_click=_take, args=(each,))
            st.button(t("call.drop"), key=f"call.drop.{each.draft_id}", on_click=_drop, args=(each.draft_id,))


def _who(draft: Draft) -> str:
    named = (draft.body.get(name) for name in ("organisation", "contact_name", "phone", "email", "place"))
    return str(next((each for each in named if each), "–"))


def _take(draft: Draft) -> None:
    _begin(draft.draft_id, draft.body)


def _drop(draft_id: int) -> None:
    drafts().drop(draft_id)


def _begin(number: int | None, body: Mapping[str, Any]) -> None:
    st.session_state[EDITION] = edition() + 1
    st.session_state[DRAFT], st.session_state[KEPT] = number, dict(body)
    for name, value in body.items():
        st.session_state[f"call.{edition()}.{name}"] = _back(name, value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _back(name: str, value: Any) -> Any:
    return dt.date.fromisoformat(cast(str, value)) if name == "available_until" else value
