"""The table of offers and the detail beside it; the offer that is open is known by its id and stands in the address.

Leaves out the looks of columns (ui.tables) and what the detail says (ui.detail).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import streamlit as st

from capacity.columns import Columns
from capacity.formats import number
from capacity.situation import Situation
from ui import address, deciding, detail, live, offer_panel, offers_bulk, register_access, signing, tables, turns
from ui.language import language, t
from ui.offer_panel import OPENED
from ui.register_access import View
from ui.visitor import visitor

PAGE, HEIGHT = 2000, 540
COLUMNS = ("organisation", "town", "country", "product", "per_week_high", "unit", "process",
           "organisation_type", "status", "freshness", "received_at")  # fmt: skip
ORDERS: WeakKeyDictionary[Situation | Columns, dict[str, np.ndarray]] = WeakKeyDictionary()  # sorted once
ASCENDING = {"received_at": False, "confirmed_at": False, "organisation": True, "country": True, "per_week_high": False}


@dataclass(frozen=True)
class Shown:
    """What the table shows: its columns, the field that orders it, and which page of it, from 1."""

    columns: tuple[str, ...]
    order: str
    page: int


@st.fragment
@turns.PAGES.turn()
def browser(view: View) -> None:
    """Tools, table and, once an offer is picked, its detail; picking one redraws no more than this.

    Where staff decided something, here or elsewhere, the whole page is drawn anew. For those who only read, the list
    follows by itself; under the hands of those who decide it stays as it is.
    """
    if view.audience != "staff":
        view = live.followed(view)
    else:
        register_access.register(visitor())  # a login that ended since the page was drawn is shown nothing more
        if view.is_stale:
            st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shown = _tools(view)
        if view.audience == "staff":
            signing.ask()
    rows = page_of(view.situation, shown.order, shown.page, shown.columns)
    asked = address.get(OPENED)
    opened = detail.opened(view, asked)
    _line(view, rows["offer_id"].to_numpy(), _hint(view, gone=bool(asked) and not opened))
    # always two columns: a table that changes its place would forget how the reader sorted it
    wide, beside = st.columns([3, 2] if opened else [1, 0.0001], gap="medium")
    with wide:
        _table(view, shown, rows)
    if opened:
        with beside, st.container(height=HEIGHT, border=False):
            offer_panel.show(opened, view.audience)


def _hint(view: View, *, gone: bool) -> str:
    return t("offers.gone" if gone else "offers.hint" if view.audience == "staff" else "offers.hint_reading")


def _tools(view: View) -> Shown:
    orders = {code: t(f"offers.order.{code}") for code in ASCENDING}
    headings = {code: tables.heading(code) for code in tables.columns(view.audience)}
    order = st.selectbox(
        t("offers.order"),
        list(orders),
        format_func=orders.__getitem__,
        key="offers.order",
        persist_state="session",
        label_visibility="collapsed",
        width=240,
    )
    with st.popover(t("offers.columns"), icon=":material/view_column:"):
        chosen = st.multiselect(
            t("offers.columns"),
            list(headings),
            default=COLUMNS,
            format_func=headings.__getitem__,
            key="offers.columns",
            persist_state="session",
            placeholder=t("offers.columns"),
            label_visibility="collapsed",
            select_all=False,
            width=420,
        )
    pages = max(1, -(-len(view.situation.rows) // PAGE))
    page = st.pagination(pages, key="offers.page") if pages > 1 else 1
    known = tuple(code for code in chosen if code in headings)  # chosen before a preview began
    return Shown(known or COLUMNS, order, min(page, pages))


def _line(view: View, identity: np.ndarray, hint: str) -> None:
    """One line above the table, always as high, so that the table stays where it is: what to do with the ticked rows,
    else what was decided last, else the `hint` how to go on."""
    key = table_key(identity)
    if view.audience != "staff":
        st.caption(hint)
        return
    if len(chosen := _ticked(key, identity)):
        offers_bulk.bar(view, chosen, partial(_untick, key))
    if len(chosen) == 0 or deciding.failed():
        deciding.outcome(hint)


def _table(view: View, shown: Shown, rows: pd.DataFrame) -> None:
    identity = rows["offer_id"].to_numpy()
    key = table_key(identity)
    tables.show(
        rows,
        shown.columns,
        key=key,
        height=max(200, min(HEIGHT, 36 * (len(rows) + 1))),
        on_select=_picking(key, identity),
        selection_mode=["multi-row", "single-cell"] if view.audience == "staff" else ["single-cell"],
        alt=t("offers.alt", found=number(len(view.situation.rows), language())),
    )


def table_key(identity: np.ndarray) -> str:
    """What the table of these offers, in this order, is called.

    Ticks belong to these very offers, and like the reader's sorting they stay when one of them is decided on.
    """
    return f"offers.table.{hash(identity.tobytes())}"


def _ticked(key: str, identity: np.ndarray) -> np.ndarray:
    """The offers whose rows are ticked."""
    state = st.session_state.get(key)
    rows = state["selection"]["rows"] if state else []
    return identity[[row for row in rows if row < len(identity)]]


def _untick(key: str) -> None:
    """Lets the ticks go."""
    st.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": []}}


def _picking(key: str, identity: np.ndarray) -> Callable[[], None]:
    """What happens when a cell is picked: the offer of that row is opened, by its id."""

    def picked() -> None:
        for row, _ in st.session_state[key]["selection"]["cells"]:
            address.put({OPENED: str(identity[row])})

    return picked


def page_of(situation: Situation, order: str, page: int, only: Collection[str] = ()) -> pd.DataFrame:
    """Page `page` (from 1) of the offers in view, one row each, ordered by `order`; equal ones newest first.

    All columns of tables.per_offer, or offer_id and `only` those.
    """
    chosen = _in_order(situation, order)[(page - 1) * PAGE : page * PAGE]
    wanted = np.zeros(len(situation.columns.offers), dtype=bool)
    wanted[chosen] = True
    rows = tables.told(situation.narrowed(wanted), only)
    return rows.iloc[np.searchsorted(np.sort(chosen), chosen)].reset_index(drop=True)


def _in_order(situation: Situation, order: str) -> np.ndarray:
    """The positions of the offers in view in this order, from one that holds for every view unless lines decide it."""
    columns = situation.columns
    of_lines = order in tables.ADDED
    orders = ORDERS.setdefault(situation if of_lines else columns, {})
    if order not in orders:
        orders[order] = _ordered(columns, order, situation if of_lines else None)
    if of_lines:
        return orders[order]
    shown = np.zeros(len(columns.offers), dtype=bool)
    shown[situation.rows] = True
    return orders[order].take(np.flatnonzero(shown.take(orders[order])))


def _ordered(columns: Columns, order: str, situation: Situation | None) -> np.ndarray:
    """The positions of all offers in this order, or of those in view where their lines in view decide it."""
    keys = list(dict.fromkeys([order, "received_at", "offer_id"]))
    rows = columns.offers if situation is None else columns.offers.iloc[situation.rows]
    sorting = rows[[key for key in keys if key in rows]].copy()
    if situation:
        sorting[order] = tables.added(situation)[order].to_numpy()
    elif sorting[order].dtype == "str":
        sorting[order] = sorting[order].str.casefold()
    ranked = sorting.sort_values(keys, ascending=[ASCENDING.get(key, False) for key in keys])
    return ranked.index.to_numpy()
