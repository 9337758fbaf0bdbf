"""What people read when something of ours fails: what happened, what is safe, what to do. Never a trace."""

import streamlit as st

from ui.language import t


def show(failure: Exception) -> bool:
    """Writes the failure on the screen in the reader's language; True keeps Streamlit from adding its own words."""
    st.error(t("failure.ours", kind=type(failure).__name__), icon=":material/error:")
    return True
