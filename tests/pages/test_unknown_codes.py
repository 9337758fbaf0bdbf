"""Every page on a register with codes that its vocabulary does not have: another version's, or somebody's own entry.

Leaves out how an unknown code of a report is read (tests/loaders).
"""

import sqlite3
from pathlib import Path

import pytest

from capacity.schema import FIELDS
from tests.registers import filled
from tests.screens import only_home, opened, said
from ui.navigation import SCREENS

CODED = [each for each in FIELDS if each.kind in ("code", "codes") and each.code != "kind"]


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of sixty offers one in three has in every coded field a code that nobody knows."""
    only_home(monkeypatch, tmp_path)
    path = Path(filled(60).removeprefix("sqlite:///"))
    with sqlite3.connect(path) as database:
        for each in CODED:
            table = {"offer": "offers", "capability": "capabilities"}[each.table]
            database.execute(f"UPDATE {table} SET {each.code} = 'ZZ9' WHERE {each.table}_id % 3 = 0")
    return path


@pytest.mark.parametrize("name", [screen.name for screen in SCREENS])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_page_stops_at_codes_that_nobody_knows(register: Path, name: str, lang: str) -> None:
    assert opened(name, lang=lang).title


@pytest.mark.parametrize("level", ["world", "nuts1", "nuts2", "nuts3"])
@pytest.mark.parametrize("measure", ["offers", "capacity"])
def test_no_map_stops_at_them(register: Path, level: str, measure: str) -> None:
    assert opened("map", lang="en", level=level, measure=measure, at="ZZ9", share="1").get("deck_gl_json_chart")


@pytest.mark.parametrize("name", ["overview", "map", "charts", "offers", "needs", "weekly_export"])
@pytest.mark.parametrize("field", ["region", "product", "process", "plausibility", "status"])
def test_no_filter_stops_at_them(register: Path, name: str, field: str) -> None:
    assert opened(name, lang="en", **{field: "ZZ9"}).title


def test_an_offer_shows_them_as_they_are(register: Path) -> None:
    assert "ZZ9" in said(opened("offers", lang="de", offer="3"))
