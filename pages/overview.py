"""Overview: where do we stand this morning? Figures of the day, capacity per week, what is new, what waits."""

import streamlit as st

from ui import filters, overview

view = filters.bar("overview")
overview.figures(view)
wide, narrow = st.columns([2, 1], gap="medium")
with wide:
    overview.capacity(view)
    if view.audience != "viewer":
        overview.new(view)
with narrow:
    if view.audience != "viewer":
        overview.attention(view)
    overview.days(view)
