"""What every page begins with: its title and, where it has one, the day its figures are of.

Leaves out navigation (ui.navigation) and filters (ui.filters).
"""

import datetime as dt

import streamlit as st

from capacity.formats import date
from ui.language import language, t


def title(name: str, as_of: dt.date | None = None) -> None:
    """The title of page `name`, with "as of …" beside it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title(t(f"page.{name}.title"), anchor=False, width="content")
        if as_of:
            st.caption(t("frame.as_of", day=date(as_of, language())))
