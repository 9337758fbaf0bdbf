"""Who decides here: the name that a visitor gives once per session, signed under everything they change.

There is no login yet; without a name the account that runs the program signs. Leaves out what is decided.
"""

import getpass

import streamlit as st

from ui.language import t

NAME = "signing.name"
LONGEST_NAME = 80


def ask() -> None:
    """The field for the name, kept from page to page; at most once on a page."""
    said = t("signing.name", account=account())
    st.text_input(said, key=NAME, placeholder=said, label_visibility="collapsed", width=230, persist_state="session")


def signature() -> str:
    """The name as this visitor signs; without a word of theirs the name of the account that runs the program."""
    return str(st.session_state.get(NAME) or "").strip()[:LONGEST_NAME] or account()


def account() -> str:
    """The name of the account that runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "dashboard"
