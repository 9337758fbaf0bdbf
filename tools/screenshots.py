"""Takes the pictures in docs/screenshots, every page in both languages, light and dark: `python -m tools.screenshots`.

Starts a dashboard of its own on the sample reports, in a folder that is thrown away. Needs Chromium
(tools/setup_chromium.py). Leaves out judging the pictures: look at them.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tools.setup_chromium import chromium
from ui.navigation import SCREENS

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
DROPPED = ROOT / "data" / "sample" / "Nachmeldung Kunststoffcluster 02.04.csv"
Theme = Literal["light", "dark"]
LANGUAGES, THEMES = {"de": "de-DE", "en": "en-GB"}, ("light", "dark")
WINDOW = {"width": 1366, "height": 900}
SECONDS = 120
SOFTWARE_GRAPHICS = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
PLACEHOLDER = "[data-testid=stSkeleton]"
FAILURE = "[data-testid=stException], [data-testid=stAlertContentError]"
QUIET_MS = 1500


@contextmanager
def dashboard() -> Iterator[str]:
    """The address of a dashboard that nobody used before; it ends with the block."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "CAPACITY_HOME": home}
        environment.pop("DATABASE_URL", None)
        port = _free_port()
        words = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
        server = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait_for(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(SECONDS * 10):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the dashboard ended before it answered") from None
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {address}")


def take(browser: Browser, address: str, language: str, theme: Theme, folder: Path, cookies: list[Any]) -> None:
    """One picture of every page in one language and theme, named PAGE_LANGUAGE_THEME.png.

    `cookies` make all of them one visitor's: somebody else would find the oldest message open already.
    """
    context = browser.new_context(locale=LANGUAGES[language], viewport=WINDOW, color_scheme=theme)  # type: ignore[arg-type]
    context.add_cookies(cookies)
    page = context.new_page()
    for screen in SCREENS:
        name = "" if screen is SCREENS[0] else screen.name  # the first page has no other address than the bare one
        page.goto(f"{address}/{name}?lang={language}")
        _settle(page)
        _drop_a_file(page)
        if page.locator(FAILURE).count():
            raise RuntimeError(f"{screen.name} shows an error in {language}, {theme}")
        page.screenshot(path=folder / f"{screen.name}_{language}_{theme}.png")
    cookies[:] = context.cookies()
    context.close()


def _settle(page: Page) -> None:
    for _ in range(2):
        page.wait_for_selector(STILL, timeout=SECONDS * 1000)
        page.wait_for_selector(PLACEHOLDER, state="detached", timeout=SECONDS * 1000)
        page.wait_for_timeout(QUIET_MS)


def _drop_a_file(page: Page) -> None:
    """Where a page takes files it is shown with one, as its users see it."""
    field = page.locator("[data-testid=stFileUploader] input[type=file]")
    if field.count():
        lines = DROPPED.read_bytes().splitlines(keepends=True)[:-1]  # one less, or the page says that it knows the file
        field.first.set_input_files({"name": DROPPED.name, "mimeType": "text/csv", "buffer": b"".join(lines)})
        page.wait_for_timeout(QUIET_MS)
        _settle(page)


def main(arguments: list[str]) -> None:
    """Takes all pictures and says how many."""
    folder = Path(arguments[0]) if arguments else TARGET
    folder.mkdir(parents=True, exist_ok=True)
    path = chromium()
    if path is None:
        sys.exit("No Chromium on this machine: tools/setup_chromium.py can install one.")
    with dashboard() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SOFTWARE_GRAPHICS))
        cookies: list[Any] = []
        for language in LANGUAGES:
            for theme in THEMES:
                take(browser, address, language, theme, folder, cookies)  # type: ignore[arg-type]
        browser.close()
    print(f"{folder}: {len(SCREENS) * len(LANGUAGES) * len(THEMES)} pictures")


if __name__ == "__main__":
    main(sys.argv[1:])
