"""The offer that is open, beside the table: its name, its state, and one of several views of it.

Leaves out which offer (ui.offers) and the views themselves (ui.detail and the ui.offer_… modules).
"""

from collections.abc import Callable
from html import escape

import streamlit as st

from capacity.audiences import Audience
from register import RegisterError
from ui import (
    address,
    deciding,
    detail,
    offer_beside,
    offer_correcting,
    offer_documents,
    offer_history,
    offer_place,
    offer_state,
)
from ui.detail import Opened
from ui.language import t

OPENED, PANEL = "offer", "offer.panel"
PANELS: dict[str, Callable[[Opened], None]] = {
    "offer": detail.show,
    "correct": offer_correcting.show,
    "place": offer_place.show,
    "documents": offer_documents.show,
    "history": offer_history.show,
}


def show(opened: Opened, audience: Audience) -> None:
    """Name and way out; for staff the state and the chosen view, for others what the offer says."""
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        name = escape(str(opened.facts.get("organisation") or t("detail.unnamed")))
        st.html(f'<h2 style="margin:0;font-size:1.25rem;overflow-wrap:anywhere">{name}</h2>')
        st.button(
            "", icon=":material/close:", on_click=address.put, args=({OPENED: ""},), key="offers.close",
            help=t("offers.close"), type="tertiary",
        )  # fmt: skip
    if audience != "staff":
        detail.show(opened)
        offer_beside.show(opened)
        return
    offer_state.show(opened)
    names = {code: t(f"panel.{code}") for code in PANELS}
    chosen = st.segmented_control(
        t("panel"), list(names), format_func=names.__getitem__, default="offer", key=PANEL, required=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if chosen != "correct":
        offer_correcting.leave()
    try:
        PANELS[chosen or "offer"](opened)
        if chosen == "offer":
            offer_beside.show(opened)
    except RegisterError as error:
        st.error(deciding.refusal(error))
