"""The map page below its controls, drawn anew when the register changes: the map, what stands beside it, its figures.

Leaves out the controls (ui.map_controls); where the map stands and what is clicked on it stay as they are.
"""

import datetime as dt
from dataclasses import replace

import streamlit as st

from capacity import regions
from ui import address, downloads, live, map_frame, map_view, once, region_panel
from ui.language import language, t
from ui.map_controls import Asked
from ui.register_access import View


@live.part
def situation(everything: View, asked: Asked, last: dt.date) -> None:
    """Map and panel side by side, the same figures as a table, and both to download.

    `last` is the day of the register when `asked` was; who asked for it asked for all that there is.
    """
    asked = replace(asked, day=everything.everything.as_of) if asked.day == last else asked
    view = map_view.as_of(everything, asked.day)
    chart, side = st.columns([3, 1.1], gap="medium")
    with chart:
        (map_frame.chart if asked.frame else map_view.charts)(view, asked)
    with side:
        if address.get("at"):
            region_panel.panel(view, asked)
        else:
            once.drawn(region_panel.panel, view, asked, more=asked.parameters)
    once.drawn(_below, view, asked, more=[asked.parameters, map_view.theme()])


def _below(view: View, asked: Asked) -> None:
    """The figures as a table and as files, and whose boundaries these are."""
    with st.container(horizontal=True):
        with st.popover(t("map.as_table"), icon=":material/table:"):  # a browser draws it only when somebody opens it
            st.dataframe(region_panel.sent_table(view, asked), hide_index=True)
        said = asked.parameters | {"theme": map_view.theme()}
        downloads.button("map_picture", t("map.picture"), said, key="map.picture", icon=":material/image:")
        downloads.button("map", t("map.download"), said, key="map.download")
    st.caption(" · ".join(regions.notices(language())))
