"""The gate: what is closed stays closed, each address has its measure, and a proxy is believed where configured."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui import gate, peers
from ui.gate import Gate, Measure, is_closed


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore",
     "/_stcore/", "/_stcore/health/../metrics", "/_stcore/bidi-components/x", "/component/x/index.html", "/component",
     "/app/static/x", "//_stcore/metrics", "/_stcore/HEALTH", "/_stcore/allowed-message-origins"],
)  # fmt: skip
def test_what_nobody_needs_is_closed(path: str) -> None:
    assert is_closed(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/offers", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/a/b",
     "/static/js/index.js", "/api/geometry/nuts0.de.geojson", "/export/map", "/components-of-gowns", "/auth/login"],
)  # fmt: skip
def test_what_the_pages_need_is_open(path: str) -> None:
    assert not is_closed(path)


def test_a_measure_runs_out_and_fills_again() -> None:
    clock = Clock()
    measure = Measure(3, 0.5, clock)
    assert [measure.take("a") for _ in range(4)] == [True, True, True, False]
    assert measure.take("b")
    clock.now = 2
    assert [measure.take("a"), measure.take("a")] == [True, False]
    clock.now = 1e6
    assert [measure.take("a", 3), measure.take("a", 0.1)] == [True, False]


def test_many_addresses_take_no_more_memory() -> None:
    measure = Measure(1, 1, Clock())
    for number in range(gate.MOST_ADDRESSES + 500):
        measure.take(f"192.0.2.{number}")
    assert len(measure._left) == gate.MOST_ADDRESSES


def gated(client: str = "192.0.2.1") -> TestClient:
    """A small application behind the gate, visited from `client`."""

    async def well(request: Request) -> PlainTextResponse:
        await request.body()
        return PlainTextResponse("well")

    async def talk(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.close()

    routes = [WebSocketRoute("/_stcore/stream", talk), Route("/{path:path}", well, methods=["GET", "PUT"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Gate, clock=Clock())]), client=(client, 50000))


def test_downloads_have_their_measure() -> None:
    visitor = gated()
    answers = [visitor.get("/export/map", headers={"accept-language": "de"}) for _ in range(61)]
    assert {each.status_code for each in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert answers[60].headers["retry-after"] == "60"
    assert "Zu viele Anfragen" in answers[60].text
    assert visitor.get("/offers").status_code == 200


def test_uploads_have_their_measure_by_number_and_by_size() -> None:
    visitor = gated()
    assert visitor.put("/_stcore/upload_file/s/f", content=b"1").status_code == 200
    sizes = {"content-length": str(60 * 10**6)}
    statuses = [visitor.put("/_stcore/upload_file/s/f", content=b"", headers=sizes).status_code for _ in range(20)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert statuses.count(200) == 16  # of 60 MB each: a gigabyte at once


def test_sessions_have_their_measure() -> None:
    visitor = gated()
    for _ in range(240):
        with visitor.websocket_connect("/_stcore/stream"):
            pass
    with pytest.raises(WebSocketDisconnect), visitor.websocket_connect("/_stcore/stream"):
        pass


def test_an_upload_that_dribbles_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "UPLOAD_SECONDS", 0.05)
    sent: list[dict] = []

    async def dribbling() -> dict:
        await asyncio.sleep(3600)
        return {}

    async def reading(scope, receive, send) -> None:
        await receive()

    async def noted(message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/s/f", "headers": [], "client": ("::1", 5)}
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one may have left a loop in this thread
        aside.submit(asyncio.run, Gate(reading)(scope, dribbling, noted)).result()
    assert sent[0]["status"] == 408


def scope(client: tuple[str, int] | None, host: str = "localhost:8501", **headers: str) -> dict:
    named = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    return {"type": "http", "client": client, "headers": [(k.encode(), v.encode()) for k, v in named.items()]}


@pytest.mark.parametrize(
    ("asked", "here"),
    [
        (scope(("127.0.0.1", 5)), True),
        (scope(("::1", 5), "[::1]:8501"), True),
        (scope(("127.0.0.1", 5), "127.0.0.1"), True),
        (scope(("127.0.0.1", 5), "rebound.example.org"), False),
        (scope(("127.0.0.1", 5), "127.0.0.1.example.org"), False),
        (scope(("192.0.2.7", 5)), False),
        (scope(("127.0.0.1", 0)), False),
        (scope(None), False),
        (scope(("127.0.0.1", 5), x_forwarded_for="127.0.0.1"), False),
        (scope(("127.0.0.1", 5), via="1.1 proxy"), False),
        (scope(("127.0.0.1", 5), host=""), False),
    ],
)
def test_who_is_here(asked: dict, here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(peers.TRUSTED, raising=False)
    assert peers.is_local(asked) is here


def test_a_proxy_is_believed_where_it_is_configured_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(peers.TRUSTED, raising=False)
    said = scope(("192.0.2.7", 0))  # what the server makes of a header
    assert peers.address_of(said) == peers.UNKNOWN
    monkeypatch.setenv(peers.TRUSTED, "127.0.0.1")
    assert peers.address_of(said) == "192.0.2.7"
