"""Who is told that the register has changed: those whose parts show another state of it, once."""

import datetime as dt
import threading
from collections import deque
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens import opened
from ui import live, register_access
from ui.live import Watch
from ui.register_access import Edition

OLD, NEW = (Edition("sqlite:///x", version, dt.date(2020, 4, 3)) for version in (1, 2))


def watched() -> Watch:
    watch = Watch()
    watch.shown("a", "map", OLD)
    watch.shown("a", "figures", NEW)
    watch.shown("b", "map", NEW)
    watch.shown("gone", "map", OLD)
    return watch


def test_only_what_is_behind_is_drawn_again_and_once() -> None:
    watch = watched()
    assert watch.behind(NEW, {"a", "b"}) == {"a": ["map"]}
    assert watch.behind(NEW, {"a", "b"}) == {}
    assert watch.behind(OLD, {"a", "b"}) == {"a": ["map", "figures"], "b": ["map"]}


def test_who_was_told_hears_it_once() -> None:
    watch = watched()
    watch.behind(NEW, {"a", "b"})
    watch.behind(NEW, {"a", "b"})  # the next question comes before everybody has drawn
    assert watch.heard("a", "map") == NEW
    assert watch.heard("a", "map") is None
    assert watch.heard("b", "map") is None


def test_who_has_drawn_a_newer_one_meanwhile_does_not_hear_of_the_older() -> None:
    watch, (first, second, third) = Watch(), (Edition("sqlite:///r", version, None) for version in (1, 2, 3))
    watch.shown("anna", "figures", first)
    assert watch.behind(second, {"anna"}) == {"anna": ["figures"]}
    watch.shown("anna", "figures", third)
    assert watch.heard("anna", "figures") is None


def test_sessions_are_told_one_after_the_other_a_few_ahead_of_their_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, pauses = [], []
    monkeypatch.setattr(live, "_draw", lambda session, parts: drawn.append((session, parts)))
    monkeypatch.setattr(live.turns, "PAGES", SimpleNamespace(waiting=0))
    waiting = deque((name, ["map"]) for name in "abc")

    def later(pause: float, *again: Any) -> None:
        pauses.append(pause)
        live.turns.PAGES.waiting = live.AHEAD
        again[0](*again[1:])

    live._draw_each(SimpleNamespace(call_later=later), waiting)
    assert drawn == [(name, ["map"]) for name in "abc"]
    assert pauses == [0, live.PAUSE, live.PAUSE]


def test_sessions_that_ended_are_forgotten() -> None:
    watch = watched()
    watch.behind(NEW, {"a", "b", "gone"})
    watch.behind(NEW, {"a", "b"})
    assert "gone" not in watch._shown
    assert watch.heard("gone", "map") is None


def test_a_new_day_is_another_state() -> None:
    tomorrow = Edition(NEW.url, NEW.version, dt.date(2020, 4, 4))
    assert watched().behind(tomorrow, {"b"}) == {"b": ["map"]}


def test_the_register_is_asked_once_for_all_and_a_failure_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ended, asked, told = threading.Event(), [], []

    def edition() -> Edition:
        asked.append(1)
        if len(asked) == 1:
            raise ConnectionError("postgresql://secret@example.org")
        return NEW

    def tell(_watch: Watch, now: Edition) -> None:
        told.append(now)
        ended.set()

    monkeypatch.setattr(live, "EVERY", 0.001)
    monkeypatch.setattr(register_access, "edition", edition)
    monkeypatch.setattr(live, "_tell", tell)
    watched().follow(ended)
    assert told == [NEW]
    assert len(asked) == 2


def test_nobody_watching_costs_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(live, "EVERY", 0.001)
    monkeypatch.setattr(register_access, "edition", pytest.fail)
    threading.Timer(0.05, ended.set).start()
    Watch().follow(ended)


@pytest.mark.parametrize("page", ["overview", "map"])
def test_a_page_notes_what_it_shows(busy: None, page: str) -> None:
    live.WATCH._shown.clear()
    opened(page, lang="de")
    (parts,) = live.WATCH._shown.values()
    assert len(parts) >= 2
    assert set(parts.values()) == {register_access.edition()}


def test_a_page_on_which_somebody_works_only_says_that_there_is_something_new(busy: None) -> None:
    def page(behind: bool) -> None:
        from dataclasses import replace

        from ui import live, register_access

        now = register_access.edition()
        live.hint(replace(now, version=now.version - 1) if behind else now)

    current, behind = (AppTest.from_function(page, args=(old,)).run() for old in (False, True))
    assert [*current.button, *current.caption] == []
    assert [each.value for each in behind.caption] == ["The register has changed."]
    assert [each.label for each in behind.button] == ["Show what is new"]
