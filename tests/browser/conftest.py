"""Dashboards started as people start them, and a real Chromium that notes every request and every error."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from register import active
from tests.screens import only_home
from tests.serving import SECONDS, dashboard, free_port
from tools.setup_chromium import chromium
from ui.samples import Filling

ARGUMENTS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",  # the graphics processor is imitated: only the map's canvas needs it
    "--disable-gpu-rasterization",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Visit:
    """One open page with what it asked for and what went wrong in it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> "Visit":
        """Goes to `path` and waits until the page stands still; its menu tells that a script has run at all."""
        self.page.goto(self.address + path)
        menu = "[data-testid=stSidebar] [data-testid=stPageLink]"
        self.page.wait_for_selector(menu, timeout=2 * SECONDS * 1000)
        return self.settle()

    def settle(self) -> "Visit":
        """Waits until no script of this page runs any more."""
        ready = "[data-testid=stApp][data-test-script-state=notRunning]"
        self.page.wait_for_selector(ready, timeout=SECONDS * 1000)
        self.page.wait_for_timeout(300)
        self.page.wait_for_selector(ready, timeout=SECONDS * 1000)
        return self

    def follow(self, name: str) -> "Visit":
        """Clicks a page's name in the menu and waits until the page stands still."""
        self.page.locator("[data-testid=stSidebar]").get_by_role("link", name=name, exact=True).click()
        return self.settle()

    @property
    def complaints(self) -> list[str]:
        """Errors of the console, but for Streamlit's own search for its base address on a deep link."""
        return [error for error in self.errors if "404" not in error or "_stcore" not in error]

    @property
    def foreign(self) -> list[str]:
        """Requests that left for another address than the dashboard's."""
        here = urlsplit(self.address).netloc
        return [url for url in self.requests if urlsplit(url).netloc not in ("", here)]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard with the samples, shared by all who do not mind what others decided in them.

    A module that needs another register has a fixture of the same name.
    """
    home = tmp_path_factory.mktemp("samples")
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, home)
        filling = Filling(active().url)
    while not filling.ended:
        time.sleep(0.1)
    with dashboard(home, free_port()) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where there is none, the test is skipped and says so."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: tools/setup_chromium.py could not find or install one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A laptop's window (1366 x 768) set to German."""
    with visiting(browser, address) as opened:
        yield opened


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visit]:
    """A laptop's window (1366 x 768) set to German, of somebody who has never been here."""
    context = browser.new_context(
        locale="de-DE", viewport={"width": 1366, "height": 768}, accept_downloads=True, reduced_motion="reduce"
    )
    # without it Chromium opens a native "save as" window, and no download is seen
    context.add_init_script("delete window.showSaveFilePicker")
    opened = Visit(context.new_page(), address)
    opened.page.on("request", lambda request: _note_request(opened, request))
    opened.page.on("console", lambda message: _note_message(opened, message))
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    context.close()


def _note_request(visit: Visit, request: Request) -> None:
    visit.requests.append(request.url)


def _note_message(visit: Visit, message: ConsoleMessage) -> None:
    if message.type == "error":
        visit.errors.append(f"{message.text} {message.location.get('url', '')}")
