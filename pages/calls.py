"""Calls: who calls, from where, with what? A form for the keyboard that loses nothing."""

import streamlit as st

from ui import calls, calls_back, calls_drafts, deciding, frame, signing
from ui.language import t

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("calls")
    signing.ask()
deciding.outcome(t("call.hint"))
calls_drafts.offered()
kind = calls.form()
calls_back.known(calls.given())
calls.store(kind)
calls_drafts.keep(calls.given())
calls_back.listed()
