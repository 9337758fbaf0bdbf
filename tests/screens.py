"""Opens pages as a visitor does, without a browser. Leaves out what a page should show."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from ui import routes
from ui.navigation import SCREENS
from ui.visitor import Visitor

STAFF = Visitor("staff", "staff", "K. Muster")
ROOT = Path(__file__).resolve().parent.parent
SAYING = ("title", "header", "markdown", "caption", "text", "info", "success", "warning", "error", "html")
LABELLED = ("metric", "page_link", "button")


def opened(
    name: str = "overview", *, locale: str = "", state: Mapping[str, object] | None = None, **query: str
) -> AppTest:
    """Page `name` after a first run, reached by an address with `query` from a browser that speaks `locale`.

    `state` is what the session holds beforehand, by key.
    """
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.query_params.update(query)
    app.context = {"locale": locale} if locale else {}
    for key, value in (state or {}).items():
        app.session_state[key] = value
    if name != SCREENS[0].name:
        app.switch_page(f"../pages/{name}.py")
    app.run()
    assert not app.exception, said(app)
    return app


def query(app: AppTest) -> dict[str, str]:
    """The address as it stands after a run."""
    return {key: values if isinstance(values, str) else values[0] for key, values in app.query_params.items()}


def said(app: AppTest) -> str:
    """The text of a page, one element a line; tables and the labels of filters apart."""
    lines = [str(each.value) for kind in SAYING for each in app.get(kind)]
    return "\n".join([*lines, *(str(each.label) for kind in LABELLED for each in app.get(kind))])


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """Label of each link on the page itself → the parameters of its address."""
    return {each.label: dict(parse_qsl(each.proto.query_string)) for each in app.main.get("page_link")}


def downloads(app: AppTest) -> dict[str, str]:
    """Label of each download on the page → its address."""
    return {each.label: each.proto.url for each in app.get("link_button")}


def download(address: str) -> Response:
    """What this machine gets at the address of a download, asked for as a browser does."""
    with TestClient(Starlette(routes=routes.ROUTES), "http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        return client.get(address)


def only_home(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Lets the register live in `home` alone."""
    monkeypatch.setenv("CAPACITY_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
