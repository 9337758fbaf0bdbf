"""What people read when something of ours fails: what happened, what is safe, what to do. Never a trace."""

import streamlit as st

from register import RegisterError
from ui.language import language, t


def show(failure: Exception) -> bool:
    """Writes the failure on the screen in the reader's language; True keeps Streamlit from adding its own words."""
    if isinstance(failure, RegisterError):
        said = failure.message(language())
    else:
        said = t("failure.ours", kind=type(failure).__name__)
    st.error(said, icon=":material/error:")
    return True
