"""The guide of one minute: three things to do first and what each page is for, for the audience that reads it.

Offered in one line until somebody puts it away, which their browser remembers; always there in the menu. Nothing opens
by itself. Leaves out help on single words, which stands beside them.
"""

from urllib.parse import urlencode, urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from capacity.audiences import Audience
from ui import address, navigation
from ui.language import t
from ui.login_routes import is_ours

SEEN, ASKED = "capacity_guide", "guide.asked"
ADDRESS, YEAR = "/guide/seen", 365 * 24 * 3600
FIRST: dict[Audience, tuple[str, str, str]] = {
    "staff": ("imports", "inbox", "weekly_export"),
    "liaison": ("overview", "map", "needs"),
    "viewer": ("overview", "map", "charts"),
}


def opener() -> None:
    """The button in the menu that opens it."""
    st.button(t("guide.open"), key="guide.open", icon=":material/help:", type="tertiary", on_click=_ask)


def offer() -> None:
    """The line that offers it to whom this browser has not shown it yet."""
    if st.context.cookies.get(SEEN) == "1" or st.session_state.get(SEEN):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="guide"):
        st.markdown(t("guide.new"), width="content")
        st.button(t("guide.show"), key="guide.show", on_click=_ask)
        st.button(t("guide.hide"), key="guide.hide", type="tertiary", on_click=_put_away)


def show(audience: Audience) -> None:
    """The guide itself, if somebody has just asked for it."""
    if st.session_state.pop(ASKED, False):
        st.dialog(t("guide.title"), width="large")(_content)(audience)


def _content(audience: Audience) -> None:
    st.markdown(t(f"guide.intro.{audience}"))
    st.title(t("guide.first"), anchor=False)
    for number, name in enumerate(FIRST[audience], 1):
        navigation.link(name, f"{number}. {t(f'page.{name}.title')}")
        st.markdown(t(f"guide.first.{audience}.{name}"))
    st.title(t("guide.pages"), anchor=False)
    shown = [each for each in navigation.SCREENS if audience in each.audiences]
    st.markdown("\n".join(f"- **{t(f'page.{each.name}.title')}** – {t(f'page.{each.name}.help')}" for each in shown))


def _ask() -> None:
    st.session_state[ASKED] = True


def _put_away() -> None:
    """Has the browser remember it, by way of an address that gives it a cookie and leads back to this view."""
    st.session_state[SEEN] = True
    here = urlsplit(address.link())
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    back = f"{here.path or '/'}?{here.query}" if here.query else here.path or "/"
    message, context = ForwardMsg(), get_script_run_ctx()
    message.auth_redirect.url = f"{'/' if base else ''}{base}{ADDRESS}?{urlencode({'back': back})}"
    if context:
        context.enqueue(message)


async def seen(request: Request) -> Response:
    """Gives the browser the cookie that says that the guide was put away, and nothing of who that was."""
    back = request.query_params.get("back", "")
    response = RedirectResponse(back if is_ours(back) else "/", status_code=302)
    response.set_cookie(SEEN, "1", max_age=YEAR, httponly=True, samesite="lax")
    return response


ROUTES = [Route(ADDRESS, seen, methods=["GET"])]
