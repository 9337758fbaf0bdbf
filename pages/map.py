"""Map: where is it, and where is none?"""

import streamlit as st

from capacity import regions
from ui import downloads, filters, map_view, region_panel
from ui.language import language, t

view = filters.bar("map")
asked = map_view.controls(view)

chart, side = st.columns([3, 1.1], gap="medium")
with chart:
    map_view.chart(view, asked)
with side:
    region_panel.panel(view, asked)

found = map_view.values(view, asked).sort_values(ascending=False)
downloads.table(region_panel.table(found, asked), t("map.download"), t("map.file"))
st.caption(" · ".join(regions.notices(language())))
