"""A list read wrongly, set right once: confirmed, remembered, proposed for next week's version, and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from register import begin_own
from tests.browser.conftest import Visit
from tests.pages.test_imports_correcting import LIST, NEXT
from tests.screens import only_home
from tests.serving import SECONDS, dashboard, free_port

pytestmark = pytest.mark.browser
LONG = SECONDS * 1000


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A dashboard with an empty register of its own."""
    only_home(monkeypatch, tmp_path / "home")
    begin_own()
    with dashboard(tmp_path / "home", free_port()) as address:
        yield address


def dropped(visit: Visit, file: Path) -> None:
    visit.page.locator("input[type=file]").set_input_files(file)
    expect(visit.page.get_by_text(file.name).last).to_be_visible(timeout=LONG)
    expect(visit.page.get_by_role("combobox", name="Feld der Spalte E")).to_be_visible(timeout=LONG)
    visit.settle()


def test_what_was_set_right_once_is_right_next_week(visit: Visit, tmp_path: Path) -> None:
    (first := tmp_path / "woche1.csv").write_text(LIST, "utf-8")
    (second := tmp_path / "woche2.csv").write_text(NEXT, "utf-8")
    page = visit.open("/imports").page
    dropped(visit, first)
    column = page.get_by_role("combobox", name="Feld der Spalte E")
    column.click()
    page.keyboard.type("höchst", delay=50)
    page.get_by_role("option", name="Je Woche, höchstens").click()
    expect(page.get_by_text("festgelegt")).to_be_visible(timeout=LONG)
    visit.settle()
    page.get_by_role("textbox", name="Ihr Name").fill("K. Muster")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_role("button", name="Übernehmen", exact=True).click()
    expect(page.get_by_text("Gespeichert: Angebote 3, Bedarfe 0.")).to_be_visible(timeout=LONG)

    dropped(visit, second)
    expect(page.get_by_text("von K. Muster festgelegt:")).to_be_visible()
    expect(column).to_have_value("Je Woche, höchstens")
    difference = "neu 1 · geändert 1 · unverändert 1 · fehlt jetzt 1"
    expect(page.get_by_text(difference).first).to_be_visible()
    page.get_by_role("tab", name="Was daraus wird").click()
    expect(page.get_by_text("Verglichen mit woche1.csv")).to_be_visible(timeout=LONG)
    visit.settle()
    page.get_by_role("button", name="Übernehmen", exact=True).click()
    expect(page.get_by_text("Gespeichert: Angebote 3, Bedarfe 0.")).to_be_visible(timeout=LONG)
    expect(page.get_by_text(difference).first).to_be_visible()

    visit.follow("Übersicht")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("4", timeout=LONG)
    visit.follow("Import")
    table = page.locator("[data-testid=stDataFrame]").last
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 50)
    page.get_by_role("button", name="Import 2 rückgängig machen").click(timeout=LONG)
    page.get_by_role("button", name="Rückgängig machen", exact=True).click(timeout=LONG)
    expect(page.get_by_text("Import 2 ist zurückgenommen.")).to_be_visible(timeout=LONG)
    visit.follow("Übersicht")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("3", timeout=LONG)
    assert visit.foreign == []
    assert visit.complaints == []
