"""The addresses around the login: one that begins it and remembers the view, and the way back to that view.

Streamlit's own login always ends at the start page. Leaves out the login itself (Streamlit's /auth/login and
/oauth2callback) and the page that offers it (ui.login).
"""

from urllib.parse import quote, unquote, urlencode

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url

from ui.visitor import Forbidden, login_is_configured

BEGIN, CALLBACK, BACK = "/login", "/oauth2callback", "capacity_back"
SECONDS, LONGEST = 900, 2000


def address(back: str) -> str:
    """The address that begins the login and leads to the path and query `back` afterwards."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{'/' if base else ''}{base}{BEGIN}?{urlencode({'back': back})}"


def is_ours(back: str) -> bool:
    """Whether `back` is a path of this server and nothing that a browser would take for another's address."""
    plain = back.isprintable() and "\\" not in back and len(back) <= LONGEST
    return plain and back.startswith("/") and not back.startswith("//")


async def begin(request: Request) -> Response:
    """Sends the browser on to the provider and remembers where it wants to go."""
    try:
        configured = login_is_configured()
    except Forbidden:
        configured = False
    if not configured:
        return RedirectResponse("/", status_code=302)
    response = RedirectResponse(generate_login_redirect_url("default"), status_code=302)
    response.headers["cache-control"] = "no-store"
    if is_ours(back := request.query_params.get("back", "")):
        response.set_cookie(BACK, quote(back, safe=""), max_age=SECONDS, httponly=True, samesite="lax")
    return response


class WayBack:
    """Leads from the end of the login back to the view from which it began."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(CALLBACK):
            await self.app(scope, receive, send)
            return
        back = unquote(Request(scope).cookies.get(BACK, ""))

        async def lead(message: Message) -> None:
            if message["type"] == "http.response.start" and is_ours(back):
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["location"] = quote(back, safe="/?&=%;,+-._~")
                headers.append("set-cookie", f"{BACK}=; Max-Age=0; Path=/; HttpOnly; SameSite=lax")
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, lead)


ROUTES = [Route(BEGIN, begin, methods=["GET"])]
