"""The gate before everything the server answers: addresses that nobody needs are closed, the others have a measure.

How often one address may open pages, upload and download is limited, so that one visitor keeps no other waiting. Leaves
out who somebody is (the login) and what they may see.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capacity.texts import say
from ui import peers, shell

CORE = "/_stcore"
OPEN_CORE = ("/health", "/host-config", "/stream", "/upload_file/")
CLOSED = ("/component", "/app/static")
UPLOAD_SECONDS = 300.0
MOST_ADDRESSES = 4096


@dataclass
class Measure:
    """A measure per address that runs full again at `per_second`, to at most `most`."""

    most: float
    per_second: float
    clock: Callable[[], float]
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, address: str, amount: float = 1.0) -> bool:
        """Takes `amount` from what `address` has left; False, and nothing taken, where that is not enough."""
        now = self.clock()
        left, since = self._left.pop(address, (self.most, now))
        left = min(self.most, left + (now - since) * self.per_second)
        enough = left >= amount
        self._left[address] = (left - amount if enough else left, now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return enough


class Gate:
    """Turns away what is closed, too much or too slow; the rest passes."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        # an office shares one address: thirty people who open the dashboard at once must pass
        self.sessions, self.downloads = Measure(240, 2, clock), Measure(60, 0.5, clock)
        self.uploads, self.megabytes = Measure(120, 1, clock), Measure(1000, 2, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif refused := self._refused(scope):
            await _refuse(scope, receive, send, refused)
        elif scope["type"] == "http" and is_upload(scope):
            await self._upload(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refused(self, scope: Scope) -> int:
        """The status with which a request is turned away; 0 where it is not."""
        path, address = _path(scope), peers.address_of(scope)
        if is_closed(path):
            return 404
        if scope["type"] == "websocket":
            return 0 if self.sessions.take(address) else 429
        if path.startswith("/export/"):
            return 0 if self.downloads.take(address) else 429
        if is_upload(scope):
            enough = self.uploads.take(address) and self.megabytes.take(address, _megabytes(scope))
            return 0 if enough else 429
        return 0

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An upload has so long and no longer: who dribbles bytes holds memory. One that breaks off is no failure."""
        try:
            async with asyncio.timeout(UPLOAD_SECONDS):
                await self.app(scope, receive, send)
        except TimeoutError:
            await _refuse(scope, receive, send, 408)
        except ClientDisconnect:
            return  # nobody is left to answer, and what came is held nowhere


def is_upload(scope: Scope) -> bool:
    """Whether an HTTP request wants to store or remove a file; what a browser asks beforehand does not."""
    return _path(scope).startswith(f"{CORE}/upload_file/") and scope["method"] != "OPTIONS"


def is_closed(path: str) -> bool:
    """Whether nobody needs what Streamlit answers there: counters of the process, agents, components of others."""
    if path.startswith((f"{CORE}/", "//")) or path == CORE:
        rest = path.removeprefix(CORE)
        return not any(rest == each or (each.endswith("/") and rest.startswith(each)) for each in OPEN_CORE)
    return any(path == each or path.startswith(f"{each}/") for each in CLOSED)


def _path(scope: Scope) -> str:
    """The path below the base address that the server is configured with."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = str(scope["path"])
    return path.removeprefix(f"/{base}") if base else path


def _megabytes(scope: Scope) -> float:
    """What an upload says of its size; one that says nothing counts as the largest."""
    said = Headers(scope=scope).get("content-length", "")
    largest = float(st.get_option("server.maxUploadSize"))
    return min(int(said) / 1e6, largest) if said.isascii() and said.isdecimal() else largest


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await receive()
        closing: Message = {"type": "websocket.close", "code": 1013, "reason": "too many"}
        await send(closing)
        return
    words = say("download.often", shell.language_of(scope)) if status == 429 else ""
    headers = {"retry-after": "60"} if status == 429 else {}
    await PlainTextResponse(words, status_code=status, headers=headers)(scope, receive, send)
