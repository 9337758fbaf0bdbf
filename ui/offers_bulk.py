"""Several offers at once: whoever ticks rows sets their state or person in charge, confirms or withdraws all of them.

One decision for all, so one step takes it back. Leaves out single offers (ui.offer_state).
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import streamlit as st

from capacity.formats import number
from capacity.vocabulary import label, labels
from register.decisions import Change
from ui import deciding, downloads, offer_state, tables
from ui.language import language, t
from ui.register_access import View
from ui.signing import LONGEST_NAME, signature


def bar(view: View, chosen: np.ndarray, clear: Callable[[], None]) -> None:
    """What can be done with the offers `chosen` (their ids); `clear` lets the ticks go afterwards."""
    ids = [int(each) for each in chosen]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bulk"):
        st.markdown(t("bulk.chosen", count=number(len(ids), language())), width="content")
        _set(view, ids, "status", labels("status", language()), clear)
        people = offer_state.team(signature())
        _set(view, ids, "assignee", {name: name for name in people}, clear)
        step = partial(_together, "confirm", ids, None, clear)
        st.button(t("state.confirm"), key="bulk.confirm", on_click=step, icon=":material/task_alt:")
        with st.popover(t("state.withdraw"), icon=":material/block:"):
            why = st.text_input(t("deciding.why"), key="bulk.why", placeholder=t("state.why_help"))
            sure = t("bulk.withdraw", count=number(len(ids), language()))
            st.button(sure, key="bulk.withdraw", on_click=_together, args=("withdraw", ids, why, clear))
        downloads.button("offers", t("bulk.download"), {"ids": downloads.numbers(ids)}, key="bulk.download")


def exported(view: View, parameters: Mapping[str, str]) -> downloads.File:
    """The chosen offers as words, every column that a table can show, as CSV."""
    ids = downloads.numbered(parameters.get("ids", ""))
    wanted = view.everything.columns.offers["offer_id"].isin(ids).to_numpy()
    rows = tables.per_offer(view.everything.narrowed(wanted))
    return downloads.table(
        tables.worded(rows, tables.columns(view.audience)).rename(columns=tables.heading), t("bulk.file")
    )


def _set(view: View, ids: list[int], code: str, names: dict[str, str], clear: Callable[[], None]) -> None:
    """A menu that sets one field of all of them."""
    key = f"bulk.{code}"
    st.selectbox(
        t(f"state.{code}"),
        list(names),
        index=None,
        format_func=lambda each: names.get(each, each),
        key=key,
        accept_new_options=code == "assignee",
        placeholder=t(f"bulk.{code}"),
        label_visibility="collapsed",
        on_change=partial(_edit, view, ids, code, key, clear),
        width=160,
    )


def _edit(view: View, ids: list[int], code: str, key: str, clear: Callable[[], None]) -> None:
    chosen = str(st.session_state[key] or "").strip()[:LONGEST_NAME]
    st.session_state[key] = None
    if not chosen:
        return
    offers = view.everything.columns.offers.set_index("offer_id")
    changes = [Change(each, code, offers.at[each, code], chosen) for each in ids if each in offers.index]
    value = label("status", chosen, language()) if code == "status" else chosen
    said = t("bulk.set", field=t(f"state.{code}"), value=value, count=number(len(ids), language()))
    if deciding.decide(partial(deciding.decisions().edit, changes, by=signature()), said):
        clear()


def _together(kind: str, ids: list[int], why: str | None, clear: Callable[[], None]) -> None:
    made = deciding.decisions()
    if kind == "confirm":
        step = partial(made.confirm, ids, by=signature())
    else:
        step = partial(made.withdraw, ids, by=signature(), why=(why or "").strip() or None)
    if deciding.decide(step, t(f"bulk.done_{kind}", count=number(len(ids), language()))):
        clear()
