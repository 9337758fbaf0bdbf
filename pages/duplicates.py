"""Duplicates: is this the same one? Likely pairs to judge, and what was merged because it was certain."""

import streamlit as st

from ui import duplicates, duplicates_merged, frame, signing

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("duplicates")
    signing.ask()
duplicates.judge()
duplicates_merged.merged()
