"""History: who decided and imported what, when? Each step can be taken back."""

import streamlit as st

from ui import frame, history, imports_list, signing

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("history")
    signing.ask()
history.latest()
imports_list.latest()
