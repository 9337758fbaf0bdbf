"""In a real browser: a row opens its offer, sorting keeps row and offer together, the way back leads back."""

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
ROW, HEAD = 31, 32


def heading(visit: Visit) -> str:
    return visit.page.locator("[data-testid=stHtml] h2").inner_text()


def click_row(visit: Visit, row: int, across: int = 100) -> None:
    table = visit.page.locator("[data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for(timeout=60_000)
    visit.page.wait_for_timeout(500)
    box = table.bounding_box()
    assert box is not None
    down = HEAD + ROW * row + ROW // 2 if row >= 0 else HEAD // 2
    visit.page.mouse.click(box["x"] + across, box["y"] + down)


def opened(visit: Visit, before: str = "") -> str:
    """The offer in the address once it is another than `before`."""
    visit.page.wait_for_url(lambda url: "offer=" in url and not url.endswith(f"offer={before}"), timeout=60_000)
    visit.settle()
    return visit.page.url.split("offer=")[1]


def name_in(visit: Visit, row: int) -> str:
    """The organisation in a row of the table, from 0."""
    return visit.page.locator(f"[data-testid=glide-cell-1-{row}]").first.inner_text()


def test_rows_open_their_offers_also_after_sorting(visit: Visit) -> None:
    visit.open("/offers?lang=de")
    click_row(visit, 2)
    first = opened(visit)
    assert heading(visit) == name_in(visit, 2)
    visit.page.keyboard.press("ArrowDown")
    second = opened(visit, first)
    assert heading(visit) == name_in(visit, 3)
    before = [name_in(visit, row) for row in range(8)]
    click_row(visit, -1)  # the heading sorts by organisation
    visit.page.wait_for_timeout(1000)
    visit.settle()
    after = [name_in(visit, row) for row in range(8)]
    assert after != before
    click_row(visit, 7)
    opened(visit, second)
    assert heading(visit) == after[7]
    assert visit.complaints == []


def test_the_way_back_leads_through_the_views(visit: Visit) -> None:
    visit.open("/?lang=de")
    visit.page.get_by_role("link", name="Schutzausrüstung").first.click()
    visit.page.wait_for_url("**/offers?*product=*", timeout=60_000)
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_url("**/?lang=de", timeout=60_000)
    visit.settle()
    assert visit.page.get_by_role("heading", name="Übersicht").is_visible()
    assert visit.page.get_by_text("Filter zurücksetzen").count() == 0
    assert visit.foreign == []
    assert visit.complaints == []
