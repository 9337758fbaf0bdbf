"""The files of the browser's side, a hundred small ones at a first visit, answered from memory and without delay.

Streamlit opens each of them anew, and behind the system's usual delay for small packets each waits for the last one's
receipt. Leaves out everything that a visitor's rights decide on: these files are the same for everybody.
"""

import mimetypes
import socket
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

HERE = Path(st.__file__).parent / "static"
FOREVER = {"cache-control": "public, immutable, max-age=31536000"}  # their names carry a hash of their content
KINDS = {".js": "text/javascript", ".css": "text/css"}  # what Windows says of them, any program may have changed
DESCRIPTORS = Path("/dev/fd")


class Frontend:
    """Answers what asks for a whole file of Streamlit's frontend; everything else passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.files = app, {f"/{path.relative_to(HERE).as_posix()}": path for path in HERE.glob("static/*/*")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.files.get(_path(scope)) if scope["type"] == "http" else None
        if found and scope["method"] in ("GET", "HEAD") and not any(name == b"range" for name, _ in scope["headers"]):
            await Response(_content(found), headers=_headers(found))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _path(scope: Scope) -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = str(scope["path"])
    return path.removeprefix(f"/{base}") if base else path


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


def _headers(file: Path) -> Mapping[str, str]:
    kind = KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"content-type": kind, **FOREVER}


def answer_at_once() -> int:
    """Has the sockets that this process listens on send small packets at once; how many there are.

    Streamlit makes its socket in a way that Python does not see it as one of TCP and leaves the delay as it is: some 40
    ms for each file and each bundle of messages. What is set on a listening socket holds for every visitor's.
    """
    found = 0
    for each in DESCRIPTORS.iterdir() if DESCRIPTORS.exists() else ():
        with suppress(OSError):  # no socket, or closed meanwhile
            one = socket.socket(fileno=int(each.name))
            try:
                found += _made_quick(one)
            finally:
                one.detach()  # it stays its owner's
    return found


def _made_quick(one: socket.socket) -> bool:
    if one.family not in (socket.AF_INET, socket.AF_INET6) or not one.getsockopt(
        socket.SOL_SOCKET, socket.SO_ACCEPTCONN
    ):
        return False
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return True
