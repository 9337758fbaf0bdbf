"""Whose name stands under a decision."""

import getpass
from types import SimpleNamespace

import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from ui import signing, visitor
from ui.visitor import Visitor


def test_the_name_of_the_session_signs_shortened_and_without_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing.st, "session_state", {signing.NAME: f"  {'x' * 90} "})
    assert signing.signature() == "x" * signing.LONGEST_NAME


def test_without_a_name_the_account_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing.st, "session_state", {signing.NAME: "  "})
    assert signing.signature() == getpass.getuser()


def test_an_account_without_a_name_is_the_dashboard(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(visitor.getpass, "getuser", nobody)
    assert visitor.account() == "dashboard"


def test_with_a_login_its_name_signs_whatever_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing.st, "session_state", {signing.NAME: "Somebody else"})
    monkeypatch.setattr(signing, "login_is_configured", lambda: True)
    monkeypatch.setattr(signing, "visitor", lambda: Visitor("staff", "staff", "Anna Muster" + "x" * 90))
    assert signing.signature().startswith("Anna Muster")
    assert len(signing.signature()) == signing.LONGEST_NAME


def test_who_gives_no_name_is_told_apart_by_browser_or_else_by_session(monkeypatch: pytest.MonkeyPatch) -> None:
    cookies: dict[str, str] = {}
    monkeypatch.setattr(signing.st, "context", SimpleNamespace(cookies=cookies))
    held = []
    for browser in (b"a" * 16, b"a" * 16, b"b" * 16, None, None):
        monkeypatch.setattr(signing.st, "session_state", {})
        cookies[signing.XSRF_COOKIE_NAME] = generate_xsrf_token_string(browser) if browser else ""
        held.append(signing.holder())
        assert signing.holder() == held[-1]
    assert held[0] == held[1]
    assert len(set(held)) == 4
    assert signing.signature() == getpass.getuser()


def test_a_name_is_told_as_it_is_and_a_mark_as_nobodys_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing.st, "session_state", {signing.NAME: "Ada"})
    assert signing.told(signing.holder()) == "Ada"
    assert signing.told(f"{visitor.account()}{signing.NAMELESS}1f2e") == "somebody without a name (1f2e)"
