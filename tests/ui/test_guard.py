"""What must be true before anybody is let in; each refusal says what to do."""

from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.secrets import Secrets

from capacity.texts import LANGUAGES
from tests.logins import AUTH, SECRETS
from ui import guard, login_routes


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, object]:
    """Streamlit's options, to be set at will; there is no file of secrets."""
    found: dict[str, object] = {"server.address": "127.0.0.1", "secrets.files": [str(tmp_path / "secrets.toml")]}
    monkeypatch.setattr(guard.st, "get_option", found.get)
    monkeypatch.setattr(Secrets, "load_if_toml_exists", lambda self: bool(self._secrets))
    monkeypatch.setattr(st, "secrets", Secrets())
    return found


def secrets(**sections: object) -> None:
    st.secrets._secrets = sections


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_alone_needs_no_login(options: dict, address: str) -> None:
    options["server.address"] = address
    assert [guard.objection(language) for language in LANGUAGES] == ["", ""]


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "192.0.2.7", "", None, "localhost.example.org", "dashboard.local"]
)
def test_another_address_needs_one_and_is_told_how(options: dict, address: str | None) -> None:
    options["server.address"] = address
    for language in LANGUAGES:
        assert "--server.address 127.0.0.1" in guard.objection(language)
        assert (address or "ddress") in guard.objection(language)
    secrets(**SECRETS)
    assert guard.objection("en") == ""


@pytest.mark.parametrize(
    ("sections", "word"),
    [
        ({"auth": AUTH}, "[roles]"),
        ({"auth": AUTH, "roles": {"staff": []}}, "[roles]"),
        ({"auth": AUTH, "roles": {"admin": ["a@example.org"]}}, "admin"),
        ({"auth": {**AUTH, "cookie_secret": "short"}, "roles": SECRETS["roles"]}, "cookie_secret"),
        ({"auth": {"client_id": "x"}, "roles": SECRETS["roles"]}, "cookie_secret"),
        ({"roles": SECRETS["roles"]}, "[auth]"),
    ],
)
def test_a_login_that_is_half_set_up_is_refused(options: dict, sections: dict, word: str) -> None:
    secrets(**sections)
    assert all(word in guard.objection(language) for language in LANGUAGES)


def test_headers_of_trust_and_unreadable_secrets_are_refused(options: dict, tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("[auth", "utf-8")
    assert "secrets.toml" in guard.objection("de")
    options["server.trustedUserHeaders"] = {"X-User": "email"}
    assert "trustedUserHeaders" in guard.objection("de")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("in"))])
    return TestClient(guard.OnlyHere(app), base_url="http://localhost:8501", client=("127.0.0.1", 5))


def test_without_a_login_a_proxy_or_another_name_is_turned_away(client: TestClient) -> None:
    assert client.get("/").text == "in"
    forged = ({"x-forwarded-for": "198.51.100.7"}, {"forwarded": "for=1"}, {"host": "dashboard.example.org"},
              {"x-real-ip": "127.0.0.1"}, {"via": "1.1 proxy"})  # fmt: skip
    for headers in forged:
        answer = client.get("/", headers={**headers, "accept-language": "en"})
        assert (answer.status_code, "login" in answer.text) == (403, True), headers


@pytest.mark.parametrize("back", ["/", "/offers?region=DE&words=a%20b", "/map?at=DE2#x"])
def test_the_way_back_leads_to_our_own_pages(back: str) -> None:
    assert login_routes.is_ours(back)


@pytest.mark.parametrize("back", ["", "offers", "//evil.example.org", "/\\evil.example.org", "https://evil.example.org",
                                  "/a\r\nset-cookie: x", "/a\tb", f"/{'x' * 3000}", "javascript:alert(1)"])  # fmt: skip
def test_the_way_back_leads_nowhere_else(back: str) -> None:
    assert not login_routes.is_ours(back)
