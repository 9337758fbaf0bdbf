"""Who decides here: the login's name; without a login the name that a visitor gives once per session.

What people change is signed with it; without a word of theirs the account that runs the program signs. Leaves out what
is decided.
"""

import streamlit as st

from ui.language import t
from ui.visitor import account, login_is_configured, visitor

NAME = "signing.name"
LONGEST_NAME = 80


def ask() -> None:
    """The field for the name, kept from page to page; at most once on a page, and none where the login says it."""
    if login_is_configured():
        return
    said = t("signing.name", account=account())
    st.text_input(said, key=NAME, placeholder=said, label_visibility="collapsed", width=230, persist_state="session")


def signature() -> str:
    """The name as this visitor signs."""
    if login_is_configured():
        return visitor().name[:LONGEST_NAME]
    return str(st.session_state.get(NAME) or "").strip()[:LONGEST_NAME] or account()
