"""A page that somebody watches follows what another session imports: within five seconds, in the same place."""

import dataclasses
import hashlib
import io
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from register import open_register
from tests.browser.conftest import SECONDS, Visit, dashboard, free_port
from tests.invented import invent
from tests.registers import filled, report_of, until_today
from tests.screens import only_home

pytestmark = pytest.mark.browser
LATE = 5000  # milliseconds
MAP = "[data-testid=stDeckGlJsonChart] canvas"
FRONTEND = "/static/js/"  # fetched ahead for other pages whenever a browser is idle
REGISTER: list[str] = []


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("live")
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, home)
        REGISTER[:] = [filled(80)]
    with dashboard(home, free_port()) as served:
        yield served


def imported(seed: int) -> int:
    """Imports one more list, as another session does: the offers and needs in it."""
    made = until_today(invent(60, seed=seed), pd.Timestamp.today().normalize())
    report, content = report_of(made, str(made.offers["source_file"].iloc[0]))
    content += str(seed).encode()
    register = open_register(REGISTER[0])
    register.add(dataclasses.replace(report, sha256=hashlib.sha256(content).hexdigest()), content, by="test")
    register.close()
    return int((report.offers["kind"] == "offer").sum())


def offers() -> int:
    """How many offers the register holds now."""
    register = open_register(REGISTER[0])
    kinds = register.offers()["kind"]
    register.close()
    return int((kinds == "offer").sum())


def seen(visit: Visit) -> np.ndarray:
    """The map as a picture, coarse enough for the hand of a software renderer."""
    picture = Image.open(io.BytesIO(visit.page.locator(MAP).first.screenshot())).convert("L")
    return np.asarray(picture.resize((60, 40)), dtype=float)


def test_figures_follow_while_the_page_stands(visit: Visit) -> None:
    visit.open("/?lang=de")
    figure = visit.page.locator("[data-testid=stMetricValue]").first
    before = int(figure.inner_text())
    visit.page.evaluate("document.querySelector('[data-testid=stMetricValue]').dataset.mine = 'yes'")
    asked = len(visit.requests)
    expected = before + imported(201)
    expect(figure).to_have_text(str(expected), timeout=LATE)
    expect(visit.page.get_by_text(f"{expected} Angebote")).to_be_visible()
    assert visit.page.locator("[data-testid=stMetricValue][data-mine=yes]").count() == 1
    assert [each for each in visit.requests[asked:] if FRONTEND not in each] == []
    assert visit.complaints == []


def test_the_map_keeps_its_place_its_zoom_and_what_was_clicked(visit: Visit) -> None:
    visit.open("/map?lang=de&at=DE2")
    canvas = visit.page.locator(MAP).first
    canvas.wait_for(timeout=SECONDS * 1000)
    expect(visit.page.get_by_role("heading", name="Bayern")).to_be_visible()
    visit.page.wait_for_timeout(2000)
    opened, box = seen(visit), canvas.bounding_box()
    assert box is not None
    visit.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    visit.page.mouse.wheel(0, -1200)
    visit.page.wait_for_timeout(2000)
    zoomed = seen(visit)
    visit.page.evaluate(f"window.kept = document.querySelector('{MAP}')")
    imported(202)
    expect(visit.page.get_by_text(f"{offers()} Angebote", exact=True)).to_be_visible(timeout=LATE)
    visit.settle()
    visit.page.wait_for_timeout(1000)
    assert visit.page.evaluate(f"window.kept === document.querySelector('{MAP}')")
    after = seen(visit)
    assert np.abs(after - zoomed).mean() < np.abs(opened - zoomed).mean() / 3
    assert "at=DE2" in visit.page.url
    expect(visit.page.get_by_role("heading", name="Bayern")).to_be_visible()
    assert visit.complaints == []


def test_a_list_with_nothing_in_it_fills(visit: Visit) -> None:
    """Whoever watches an empty choice sees it when something comes."""
    register = open_register(REGISTER[0])
    coming = int(register.imports()["import_id"].max()) + 1
    register.close()
    visit.open(f"/?lang=de&imports={coming}")
    expect(visit.page.get_by_text("Zu diesen Filtern gibt es kein Angebot")).to_be_visible()
    imported(203)
    expect(visit.page.locator("[data-testid=stMetricValue]").first).to_be_visible(timeout=LATE)
