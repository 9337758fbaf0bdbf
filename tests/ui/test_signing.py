"""Whose name stands under a decision."""

import getpass

import pytest

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
