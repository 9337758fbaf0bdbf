"""About the data: what the figures count, where they come from, licences and notices."""

import streamlit as st

from capacity import regions
from ui import frame
from ui.language import language, t

frame.title("about")
st.markdown(t("about.counts"))
st.markdown("\n".join(f"- {notice}" for notice in regions.notices(language())))
