"""Beside the form of a call: whom the register knows already, and who is to be called back.

Leaves out the form (ui.calls).
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from capacity.folding import fold
from register.decisions import Change
from ui import deciding, navigation, register_access
from ui.language import t
from ui.markdown import literal
from ui.signing import signature
from ui.visitor import visitor

SHORTEST, MOST = 3, 3
CALLED, BACK = "call", "in_contact"


def known(said: Mapping[str, Any]) -> None:
    """The offers of whoever is being typed, with the way to them."""
    typed = str(said.get("organisation") or "").strip()
    if len(typed) < SHORTEST:
        return
    for row in of_name(register_access.register(visitor()).contents().offers, typed).itertuples(index=False):
        named = " · ".join(literal(str(each)) for each in (row.organisation, row.town) if not pd.isna(each))
        navigation.link("offers", t("call.known", who=named), icon=":material/arrow_forward:", offer=str(row.offer_id))


def of_name(offers: pd.DataFrame, typed: str) -> pd.DataFrame:
    """The offers whose organisation has these letters in its name, MOST at most."""
    wanted = fold(pd.Series([typed], dtype="str"))[0].as_py().strip()
    names = fold(offers["organisation"].fillna("")).to_pandas()
    return offers[names.str.contains(wanted, regex=False).to_numpy(dtype=bool)].head(MOST)


def listed() -> None:
    """Who waits to be called back, each with what was noted and the button that it is done."""
    offers = register_access.register(visitor()).contents().offers
    waiting = offers[(offers["channel"] == CALLED) & (offers["status"] == BACK) & offers["assignee"].notna()]
    if waiting.empty:
        return
    st.header(t("call.waiting"), anchor=False)
    for row in waiting.itertuples(index=False):
        parts = (row.organisation, row.contact_name, row.phone, row.town, row.remarks, row.assignee)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(" · ".join(literal(str(each)) for each in parts if not pd.isna(each)), width="content")
            st.button(t("call.called"), key=f"call.called.{row.offer_id}", on_click=_called, args=(int(row.offer_id),))


def _called(offer_id: int) -> None:
    change = [Change(offer_id, "status", BACK, "new")]
    deciding.decide(partial(deciding.decisions().edit, change, by=signature()), t("call.called_done"))
