"""What is in view is read once per state of the register and selection, and again when either changes."""

import ast
import datetime as dt
from pathlib import Path

import pytest

from capacity.selection import Selection
from register import active, begin_own, open_register
from tests.invented import invent
from tests.registers import fill, report_of
from tests.screens import ROOT, STAFF, only_home
from ui import register_access
from ui.visitor import Forbidden, Visitor


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    only_home(monkeypatch, tmp_path)
    return begin_own().url


def test_the_same_state_is_read_once(own: str) -> None:
    fill(own, invent(50))
    assert register_access.view("staff", Selection()) is register_access.view("staff", Selection())
    assert register_access.situation("staff") is register_access.view("staff", Selection(region=("DE",))).everything


def test_a_change_in_the_register_is_seen_at_once(own: str) -> None:
    before = register_access.view("staff", Selection(kind=()))
    report, content = report_of(invent(50), "cluster_angebote.csv")
    done = open_register(own).add(report, content, by="another process")
    after = register_access.view("staff", Selection(kind=()))
    assert len(before.situation.rows) == 0
    assert len(after.situation.rows) == done.offers + done.needs
    assert before.key != after.key


def test_the_own_register_is_as_of_today(own: str) -> None:
    fill(own, invent(20))
    assert register_access.situation("staff").as_of == dt.date.today()


def test_the_samples_are_as_of_their_last_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    invented = invent(50)
    fill(active().url, invented)
    assert register_access.is_sample()
    assert register_access.situation("staff").as_of == invented.offers["received_at"].max().date()


def test_views_of_different_selections_have_different_names(own: str) -> None:
    chosen = [Selection(), Selection(product=("gown",)), Selection(words="gown"), Selection(region=("DE", "AT"))]
    assert len({register_access.view("staff", each).key for each in chosen}) == len(chosen)


def test_words_with_signs_of_addresses_stay_words(own: str) -> None:
    odd = Selection(words="a&b=c+d;e%20 ü")
    assert register_access.view("staff", odd).selection == odd


def test_nothing_that_depends_on_the_audience_assumes_one() -> None:
    """A default would let a forgotten argument show what is another's, and let keys of caches collide."""
    found = []
    for path in [path for room in ("capacity", "ui", "pages") for path in (ROOT / room).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                usual = [*node.args.args[len(node.args.args) - len(node.args.defaults) :]]
                usual += [
                    each for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if default
                ]
                found += [f"{path.name}: {node.name}" for each in usual if each.arg in ("audience", "visitor", "who")]
    assert found == []


def test_a_view_is_stale_when_its_visitor_is_another_or_gone(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(own, invent(10))
    view = register_access.view("staff", Selection())
    assert not view.is_stale
    monkeypatch.setattr(register_access, "visitor", lambda: STAFF.seeing("viewer"))
    assert view.is_stale

    def gone() -> Visitor:
        raise Forbidden("expired")

    monkeypatch.setattr(register_access, "visitor", gone)
    assert view.is_stale
