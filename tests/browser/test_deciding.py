"""In a real browser: rows are ticked without opening one, decided on together, taken back by a key; the table stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_offers import click_row, heading, name_in, opened
from tests.serving import SECONDS

pytestmark = pytest.mark.browser
TICK = 15


def place_of_the_table(visit: Visit) -> tuple[float, float, float]:
    """How far below the title it stands, however the page is scrolled, and its size."""
    table = visit.page.locator("[data-testid=stDataFrame]").first.bounding_box()
    title = visit.page.get_by_role("heading", level=1).bounding_box()
    assert table
    assert title
    return table["y"] - title["y"], table["width"], table["height"]


def test_ticked_rows_are_confirmed_together_and_taken_back_by_a_key(visit: Visit) -> None:
    page = visit.open("/offers?lang=de").page
    for row in (1, 3):
        click_row(visit, row, TICK)
        visit.settle()
    expect(page.get_by_text("2 gewählt")).to_be_visible(timeout=SECONDS * 1000)
    assert "offer=" not in page.url
    before = place_of_the_table(visit)
    page.get_by_role("button", name="Heute bestätigt").click()
    expect(page.get_by_text("Als heute bestätigt vermerkt (Angebote: 2)")).to_be_visible(timeout=SECONDS * 1000)
    visit.settle()
    assert place_of_the_table(visit) == before
    page.keyboard.press("u")
    expect(page.get_by_text("Rückgängig gemacht.")).to_be_visible(timeout=SECONDS * 1000)
    assert visit.complaints == []


def test_a_status_is_set_without_losing_the_readers_sorting(visit: Visit) -> None:
    page = visit.open("/offers?lang=de").page
    received = name_in(visit, 0)
    click_row(visit, -1)  # the heading sorts by organisation
    expect(page.locator("[data-testid=glide-cell-1-0]").first).not_to_have_text(received, timeout=SECONDS * 1000)
    order = [name_in(visit, row) for row in range(6)]
    click_row(visit, 2)
    opened(visit)
    assert heading(visit) == order[2]
    page.get_by_role("combobox", name="Stand", exact=True).last.click()
    page.get_by_role("option", name="In Kontakt", exact=True).click()
    expect(page.get_by_text("Stand: In Kontakt")).to_be_visible(timeout=SECONDS * 1000)
    visit.settle()
    assert [name_in(visit, row) for row in range(6)] == order
    assert visit.foreign == []
    assert visit.complaints == []
