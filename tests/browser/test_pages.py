"""Every page in a real browser: nothing leaves the machine, nothing is logged as an error, the map is drawn."""

import io
import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, TimeoutError

from tests.browser.conftest import Visit, visiting
from ui.navigation import SCREENS, Screen

pytestmark = pytest.mark.browser
SOAK = bool(os.environ.get("CAPACITY_SOAK"))
COLOURFUL = ("overview", "", "map", "offers", "inbox", "imports", "weekly_export")


def colours(picture: bytes) -> int:
    """How many clearly different colours a picture holds; a blank one has one."""
    small = Image.open(io.BytesIO(picture)).convert("RGB").resize((120, 80), Image.Resampling.NEAREST)
    return len({tuple(value // 32 for value in pixel) for pixel in small.get_flattened_data()})


def drawn(visit: Visit, canvas: Locator) -> bool:
    """Whether the map shows more than its ground within half a minute."""
    for _ in range(30):
        if colours(canvas.screenshot()) > 3:
            return True
        visit.page.wait_for_timeout(1000)
    return False


INVISIBLE = """() => {
    const paper = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor
    const words = [...document.querySelectorAll("[data-testid=stMain] button:disabled p")]
    return words.filter(each => getComputedStyle(each).color === paper).map(each => each.textContent)
}"""  # axe passes over what is disabled


def barriers(visit: Visit) -> list[str]:
    """What axe finds on the open page that keeps people with a disability out; in the dark only colours can differ.

    `make soak` looks at every page in the dark, too, the usual run at those that have colours of their own.
    """
    found = []
    dark = SOAK or visit.page.url.split("?")[0].rsplit("/", 1)[-1] in COLOURFUL
    for scheme, rules in (("light", {}), *((("dark", {"runOnly": ["color-contrast"]}),) if dark else ())):
        visit.page.emulate_media(color_scheme=scheme)
        visit.settle()
        found += [f"{scheme}: invisible: {words}" for words in visit.page.evaluate(INVISIBLE)]
        found += [f"{scheme}: {each}" for each in serious(visit, rules)]
    return found


def serious(visit: Visit, rules: dict[str, list[str]]) -> list[str]:
    """The serious and critical findings of axe on what is shown, in full or of some `rules`."""
    told = Axe().run(visit.page, options={"resultTypes": ["violations"], **rules}).response["violations"]
    grave = (each for each in told if each["impact"] in ("serious", "critical"))
    return [f"{each['id']}: {node['html'][:200]}" for each in grave for node in each["nodes"]]


@pytest.fixture(scope="module")
def returning(browser: Browser, address: str) -> Iterator[Visit]:
    """One reader who opens link after link: a browser that keeps what it has fetched of the application."""
    with visiting(browser, address) as opened:
        yield opened


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_deep_link_opens_the_page_to_everybody_and_asks_nobody_else(returning: Visit, screen: Screen) -> None:
    visit = returning
    visit.requests.clear()
    visit.errors.clear()
    visit.page.emulate_media(color_scheme="light")
    visit.open(f"{screen.path}?lang=en")
    assert visit.page.locator("[data-testid=stSidebar] [data-testid=stPageLink]").count() >= len(SCREENS)
    assert visit.page.locator("[data-testid=stException]").count() == 0
    assert barriers(visit) == []
    assert visit.foreign == []
    assert visit.complaints == []


def test_what_opens_over_a_page_and_a_phone_keep_nobody_out(returning: Visit) -> None:
    page = returning.open("/?lang=en").page
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Product", exact=True).click()
    page.get_by_role("combobox", name="Product").wait_for()
    assert serious(returning, {}) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Short guide").click()
    page.get_by_role("dialog").get_by_role("link").first.wait_for()
    assert serious(returning, {}) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    returning.settle()
    assert serious(returning, {}) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1366, "height": 768})


def test_the_map_is_not_blank_a_region_can_be_clicked_and_the_outlines_are_fetched_once(visit: Visit) -> None:
    visit.open("/map?lang=de&points=no")
    canvas = visit.page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    canvas.wait_for(timeout=60_000)
    assert drawn(visit, canvas)
    before = outlines(visit)
    assert before
    visit.page.get_by_role("radio", name="Organisationen").click()
    visit.settle()
    visit.page.wait_for_timeout(1000)
    assert outlines(visit) == before
    box = canvas.bounding_box()
    assert box is not None
    # the map opens on Europe; a little south of its middle lies Bavaria; a click on what is just drawn anew is lost
    for _ in range(5):
        visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6)
        if at_a_region(visit):
            break
    assert "at=" in visit.page.url
    visit.settle()
    assert visit.page.get_by_role("button", name="Schließen").is_visible()
    assert visit.foreign == []


def outlines(visit: Visit) -> list[str]:
    return [url for url in visit.requests if "/api/geometry/" in url]


def at_a_region(visit: Visit) -> bool:
    """Whether the address names a region within the next ten seconds: a second click would leave it again."""
    try:
        visit.page.wait_for_url("**at=*", timeout=10_000)
    except TimeoutError:
        return False
    return True


def test_a_frame_around_regions_filters_every_page(visit: Visit) -> None:
    visit.open("/map?lang=de&frame=yes")
    canvas = visit.page.locator(".js-plotly-plot").first
    canvas.wait_for(timeout=60_000)
    assert drawn(visit, canvas)
    box = canvas.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4
    visit.page.mouse.move(left, top)
    visit.page.mouse.down()
    visit.page.mouse.move(left + box["width"] * 0.25, top + box["height"] * 0.25, steps=8)
    visit.page.mouse.up()
    visit.page.wait_for_url("**region=*", timeout=60_000)
    visit.settle()
    assert "frame=" not in visit.page.url
    assert visit.foreign == []
    assert visit.complaints == []
