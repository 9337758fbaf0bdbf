"""What must be true before anybody is let in: a login, or nobody but this machine.

Checked when the program starts, and without a login once more at every request, since a proxy on this machine would
let the whole network in. Leaves out who is logged in (ui.visitor) and how often somebody may ask (ui.gate).
"""

from pathlib import Path

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from capacity.texts import say
from ui import peers, roles, shell
from ui.visitor import Forbidden, login_is_configured

SHORTEST_SECRET = 32


def objection(language: str) -> str:
    """Why the dashboard must not start as it is configured, in one or two sentences; "" where it may."""
    if st.get_option("server.trustedUserHeaders"):
        return say("guard.trusted_headers", language)
    if not st.secrets.load_if_toml_exists():
        unreadable = any(Path(path).exists() for path in st.get_option("secrets.files"))
        return say("guard.unreadable", language) if unreadable else _only_here(language)
    if not st.secrets.get("auth"):
        return say("guard.no_auth", language) if st.secrets.get("roles") else _only_here(language)
    if len(str(st.secrets["auth"].get("cookie_secret", ""))) < SHORTEST_SECRET:
        return say("guard.short_secret", language)
    return _of_roles(language)


def _only_here(language: str) -> str:
    address = str(st.get_option("server.address") or "")
    if address == "localhost" or peers.is_loopback(address):
        return ""
    return say("guard.no_login", language, address=address or say("guard.every_address", language))


def _of_roles(language: str) -> str:
    try:
        found = roles.checked(st.secrets.get("roles", {}))
    except roles.UnknownRoleError as error:
        return say("guard.roles", language, what=error)
    return "" if any(found.values()) else say("guard.no_roles", language)


class OnlyHere:
    """Without a login lets nobody in but this machine: no other address, no other name, nothing a proxy passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _may_enter(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse(say("guard.request", shell.language_of(scope)), status_code=403)
            await refusal(scope, receive, send)


def _may_enter(scope: Scope) -> bool:
    try:
        return login_is_configured() or peers.is_local(scope)
    except Forbidden:
        return False
