"""Map: where is it, and where is none?"""

import streamlit as st

from capacity import regions
from ui import downloads, filters, map_controls, map_frame, map_view, region_panel
from ui.language import language, t

everything = filters.bar("map")
asked = map_controls.controls(everything)
view = map_view.as_of(everything, asked.day)

chart, side = st.columns([3, 1.1], gap="medium")
with chart:
    (map_frame.chart if asked.frame else map_view.charts)(view, asked)
with side:
    region_panel.panel(view, asked)

found = map_view.values(view, asked).sort_values(ascending=False)
with st.expander(t("map.as_table")):
    st.dataframe(region_panel.table(found, asked), hide_index=True)
with st.container(horizontal=True):
    said = asked.parameters | {"theme": map_view.theme()}
    downloads.button("map_picture", t("map.picture"), said, key="map.picture", icon=":material/image:")
    downloads.button("map", t("map.download"), said, key="map.download")
st.caption(" · ".join(regions.notices(language())))
