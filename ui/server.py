"""What the server does beside the screens: security headers, the first page in the reader's language, the warm-up.

Leaves out login and roles, the boundaries of regions (ui.geometry) and everything that needs a session.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import frontend, memory, shell, theme
from ui.frontend import Frontend
from ui.gate import Gate
from ui.guard import OnlyHere
from ui.login_routes import WayBack
from ui.uploads import OnlyStaff

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


class FrontPage:
    """Puts our own first page in the place of Streamlit's, and the security headers on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = _Answer(scope, send)
        await self.app(scope, receive, send)


class _Answer:
    """Passes one answer on; of an HTML page the head alone, with our page behind it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send, self.is_page = scope, send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            self.is_page = headers.get("content-type", "").startswith("text/html") and message["status"] == 200
            await self._start(message, headers)
        elif not self.is_page:
            await self.send(message)

    async def _start(self, message: Message, headers: MutableHeaders) -> None:
        page = shell.shell(shell.language_of(self.scope)).encode()
        for name, value in (HEADERS | {"content-security-policy": shell.content_security_policy()}).items():
            headers.setdefault(name, value)  # a download brings a stricter policy of its own
        if self.is_page:
            headers.update({"content-length": str(len(page)), "vary": "accept-language"})
            for stale in ("etag", "last-modified", "content-encoding", "accept-ranges"):
                del headers[stale]
        await self.send({**message, "headers": headers.raw})
        if self.is_page:
            await self.send({"type": "http.response.body", "body": page if self.scope["method"] != "HEAD" else b""})


MIDDLEWARE = [
    Middleware(FrontPage),
    Middleware(Gate),
    Middleware(OnlyHere),
    Middleware(Frontend),
    Middleware(OnlyStaff),
    Middleware(WayBack),
]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Begins to load what the first visitor will need, without keeping that visitor waiting for it."""
    frontend.answer_at_once()
    theme.keep()
    ended = threading.Event()
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    threading.Thread(target=memory.keep_settling, args=(ended,), name="memory", daemon=True).start()
    threading.Thread(target=_follow, args=(ended,), name="live", daemon=True).start()
    threading.Thread(target=_keep_warm, args=(ended,), name="warm-copy", daemon=True).start()
    yield {}
    ended.set()


def _follow(ended: threading.Event) -> None:
    from ui import live  # not before the server runs, either

    live.WATCH.follow(ended)


def _keep_warm(ended: threading.Event) -> None:
    from ui import warm

    warm.Keeper().follow(ended)


def _warm_up() -> None:
    from ui import register_access  # not before the server runs: its caches belong to Streamlit's runtime

    register_access.warm_up()
    memory.settle()
