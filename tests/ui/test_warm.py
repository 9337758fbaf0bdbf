"""The server keeps a warm copy once the register has come to rest, and lets none lie that is out of date."""

from pathlib import Path

import pytest

from capacity.selection import Selection
from register import begin_own, open_register
from tests.invented import invent
from tests.registers import fill, report_of
from tests.screens import only_home
from ui import register_access, warm


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    only_home(monkeypatch, tmp_path)
    monkeypatch.setattr(register_access, "LEAST", 20)
    return begin_own().url


def copies(url: str) -> list[str]:
    return [each.name for each in Path(url.removeprefix("sqlite:///")).parent.glob("*.warm*")]


def test_a_copy_is_made_after_a_rest_and_goes_with_the_next_change(own: str) -> None:
    fill(own, invent(60))
    keeper = warm.Keeper()
    for now in (0.0, 10.0):
        keeper.look(now)
        assert copies(own) == []
    keeper.look(40.0)
    assert copies(own) == ["register.sqlite.warm"]
    register = open_register(own)
    report, content = report_of(invent(70), "cluster_angebote.csv")
    register.add(report, content, by="Kim Beispiel")
    keeper.look(45.0)
    assert copies(own) == []
    keeper.look(80.0)
    assert register.is_warm()


def test_a_small_register_needs_none(own: str) -> None:
    fill(own, invent(15))
    keeper = warm.Keeper()
    for now in (0.0, 40.0):
        keeper.look(now)
    assert copies(own) == []


def test_a_server_that_begins_from_it_shows_the_same(own: str) -> None:
    fill(own, invent(60))
    chosen = Selection(product=("face_shield",))
    before = register_access.view("staff", chosen)
    register_access.keep_warm()
    register_access.st.cache_resource.clear()
    after = register_access.view("staff", chosen)
    assert register_access._opened(own).worked_out(after.edition.version) is not None
    assert after.situation.offers.equals(before.situation.offers)
    assert {facet: found.to_dict() for facet, found in after.choices.items()} == {
        facet: found.to_dict() for facet, found in before.choices.items()
    }
