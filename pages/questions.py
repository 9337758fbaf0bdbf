"""Questions: what is asked, since when, and what do we answer? Alike ones are answered together."""

import streamlit as st

from ui import deciding, frame, questions, signing
from ui.language import t

with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    frame.title("questions")
    signing.ask()
deciding.outcome(t("questions.hint"))
questions.show(questions.chosen(questions.queue()))
