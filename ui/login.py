"""The way in and out: the login page, who is logged in, staff's preview of what others see, pages that are not theirs.

Leaves out who a visitor is and which role they have (ui.visitor) and the addresses of the login (ui.login_routes).
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from capacity.audiences import AUDIENCES, Audience
from ui import address, login_routes
from ui.language import language, t
from ui.markdown import literal
from ui.navigation import Screen
from ui.visitor import PREVIEW, Forbidden, Visitor, login_is_configured, visitor

_SWITCH = "login.preview"
REASON = "login.reason"


def arrival() -> Visitor | None:
    """Who is here; None where nobody may be let in, and why is kept for the page that says so."""
    try:
        return visitor()
    except Forbidden as reason:
        st.session_state[REASON] = reason
        return None


def instead(me: Visitor | None) -> Callable[[Screen], Callable[[], None]]:
    """What stands in the place of a page that is not for `me`: the way in, or a word that it is for others."""
    return (lambda _: _way_in) if me is None else (lambda page: lambda: _elsewhere(page, me.audience))


def _way_in() -> None:
    reason: Forbidden = st.session_state[REASON]
    st.title(t("login.title"), anchor=False)
    st.markdown(t("login.welcome"))
    if reason.code == "logged_out":
        st.button(t("login.button"), on_click=_begin, type="primary", key="login.begin")
        return
    st.warning(literal(reason.message(language())), icon=":material/lock:")
    if reason.code == "expired":
        st.button(t("login.again"), on_click=_begin, type="primary", key="login.begin")
    elif reason.code == "refused":
        st.button(t("login.other"), on_click=st.logout, key="login.logout")


def _begin() -> None:
    """Sends the browser to the login, from which it comes back to the view that it shows now."""
    here = urlsplit(address.link())
    message, context = ForwardMsg(), get_script_run_ctx()
    message.auth_redirect.url = login_routes.address(f"{here.path or '/'}?{here.query}" if here.query else here.path)
    if context:
        context.enqueue(message)


def _elsewhere(page: Screen, audience: Audience) -> None:
    st.title(t("login.elsewhere_title"), anchor=False)
    key = "login.elsewhere_viewer" if audience == "viewer" else "login.elsewhere"
    st.info(t(key, page=t(f"page.{page.name}.title")), icon=":material/lock:")


def account(me: Visitor) -> None:
    """In the menu, folded away: who is logged in and the way out; for staff the switch to what others see."""
    logs_in = login_is_configured()
    name = literal(me.name) if logs_in else t(f"audience.{me.audience}")
    with st.popover(name, icon=":material/account_circle:", type="tertiary"):
        if logs_in:
            st.caption(t(f"audience.{me.role}"))
        if me.role == "staff":
            _preview(me)
        if logs_in:
            st.button(t("login.logout"), on_click=st.logout, key="login.logout", icon=":material/logout:")


def _preview(me: Visitor) -> None:
    st.session_state[_SWITCH] = me.audience
    names = {each: t(f"audience.{each}") for each in AUDIENCES}
    st.selectbox(
        t("login.preview"),
        AUDIENCES,
        format_func=names.__getitem__,
        key=_SWITCH,
        on_change=_switched,
        help=t("login.preview_help"),
    )


def _switched() -> None:
    st.session_state[PREVIEW] = st.session_state[_SWITCH]


def preview_banner(me: Visitor) -> None:
    """Says that this is how another audience sees it, with the way back."""
    if me.audience == me.role:
        return
    with st.container(key="preview", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        said = t("login.previewing", audience=t(f"audience.{me.audience}"))
        st.markdown(f":blue-background[{said}]", width="content")
        st.button(t("login.preview_end"), on_click=_end_preview, key="login.preview_end", type="tertiary")


def _end_preview() -> None:
    st.session_state.pop(PREVIEW, None)
