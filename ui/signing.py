"""Who decides here: the login's name; without a login the name that a visitor gives once per session.

What people change is signed with it; without a word of theirs the account that runs the program signs. What they have
open bears a mark of their browser then, so that two of them are not taken for one. Leaves out what is decided.
"""

import hashlib
import secrets

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from ui.language import t
from ui.visitor import account, login_is_configured, visitor

NAME, MARK = "signing.name", "signing.mark"
NAMELESS = " #"  # between the account and the mark of a browser
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
    return _given() or account()


def _given() -> str:
    return str(st.session_state.get(NAME) or "").strip()[:LONGEST_NAME]


def holder() -> str:
    """Who has open what this visitor opens: the name as they sign; of somebody who gives none `nameless`."""
    return signature() if login_is_configured() or _given() else nameless()


def nameless() -> str:
    """The account with a mark of this browser, the same after loading the page again; else of the session."""
    token, _ = decode_xsrf_token_string(st.context.cookies.get(XSRF_COOKIE_NAME, ""))
    mark = hashlib.sha256(token).hexdigest()[:4] if token else st.session_state.setdefault(MARK, secrets.token_hex(2))
    return f"{account()}{NAMELESS}{mark}"


def mark_of(holder: str) -> str:
    """The mark in what `nameless` says; "" for a name."""
    before = f"{account()}{NAMELESS}"
    return holder.removeprefix(before) if holder.startswith(before) else ""


def told(holder: str) -> str:
    """Whoever has something open, for people to read."""
    mark = mark_of(holder)
    return t("signing.nameless", mark=mark) if mark else holder
