"""The browser's files come from memory as they are, whole, to be kept; what is no such file passes; nothing waits."""

import asyncio
import os
import select
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui import frontend

NAME, FILE = next((name, path) for name, path in frontend.Frontend(None).files.items() if name.endswith(".js"))


def asked(path: str, method: str = "GET", **headers: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of what a browser gets; "passed" where the request went on to Streamlit."""

    async def behind(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"passed"})

    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one may have left a loop in this thread
        aside.submit(asyncio.run, frontend.Frontend(behind)(scope, None, send)).result()
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}, sent[1]["body"]


def test_a_file_comes_whole_and_may_be_kept() -> None:
    headers, body = asked(NAME)
    assert body == FILE.read_bytes()
    assert headers["content-type"].startswith("text/javascript")
    assert headers["content-length"] == str(len(body))
    assert "immutable" in headers["cache-control"]


def test_a_program_is_one_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.mimetypes, "guess_type", lambda _: ("text/plain", None))
    assert asked(NAME)[0]["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/", "/static/../dashboard.py", "/static/js/", "/static/js/none.js", f"{NAME}/"])
def test_what_is_no_such_file_passes(path: str) -> None:
    assert asked(path)[1] == b"passed"


def test_parts_of_a_file_and_other_methods_are_left_to_streamlit() -> None:
    assert asked(NAME, range="bytes=0-9")[1] == asked(NAME, "POST")[1] == b"passed"


def test_the_address_that_the_server_is_configured_with_stands_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.st, "get_option", {"server.baseUrlPath": "/lage/"}.__getitem__)
    assert asked(f"/lage{NAME}")[1] == FILE.read_bytes()


def test_small_packets_to_visitors_are_sent_at_once() -> None:
    with socket.socket() as server, socket.socket() as visitor:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert frontend.answer_at_once() >= 1
        visitor.connect(server.getsockname())
        with server.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not visitor.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.skipif(not frontend.DESCRIPTORS.exists(), reason="needs a folder of what is open")
def test_looking_for_sockets_keeps_nothing_open() -> None:
    """What is open in this process, a pipe to another one among it, ends when its owner closes it."""
    reading, writing = os.pipe()
    frontend.answer_at_once()
    os.close(writing)
    with os.fdopen(reading, "rb") as end:
        assert select.select([end], [], [], 5)[0], "somebody else holds the pipe"
        assert end.read() == b""
