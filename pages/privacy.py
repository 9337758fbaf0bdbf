"""Privacy: whose data do we hold, and what do they ask of us? Search, report, erasure, retention."""

import streamlit as st

from ui import frame, privacy, retention, signing

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("privacy")
    signing.ask()
privacy.search()
retention.preview()
privacy.erasures()
