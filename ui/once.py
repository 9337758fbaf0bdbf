"""Pieces of pages that are the same for all who look at the same: drawn for the first, sent as they are to the others.

A hundred who watch one register see one overview; Streamlit keeps what a cached function draws. Leaves out whatever
belongs to one session: fields, buttons, what is chosen in a table or on a map.
"""

import json
from collections.abc import Callable

import streamlit as st

from ui import address
from ui.language import language
from ui.register_access import View


def drawn(piece: Callable[..., None], view: View, *rest: object, more: object = ()) -> None:
    """Draws `piece(view, *rest)`, which no field is in; `more` is what it depends on beside the view, as JSON has it.

    The view's key says audience, version, day and filters; links carry on what the address says.
    """
    said = [view.key, language(), address.shared(), more]
    _drawn(f"{piece.__module__}.{piece.__qualname__}", json.dumps(said), lambda: piece(view, *rest))


@st.cache_resource(show_spinner=False, max_entries=256)
def _drawn(piece: str, key: str, _draw: Callable[[], None]) -> None:
    _draw()
