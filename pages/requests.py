"""Requests for help: what was asked of whom, when, and which lists answer to it."""

import streamlit as st

from ui import frame, requests, signing

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("requests")
    signing.ask()
requests.listed()
requests.form()
