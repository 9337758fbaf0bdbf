"""How long a first visitor waits for the figures of the day, beside an empty Streamlit application in the same browser.

Each visit has a browser context of its own, so nothing is kept from the last; both servers are warm, visits alternate.
Figures are ratios: on a busy machine both wait. Leaves out later visits, which find files in the browser's cache.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.registers import filled
from tests.serving import free_port
from tools.bench import Figure
from tools.load.server import serving, wait_for
from tools.setup_chromium import chromium

OFFERS, VISITS = 1_500, 7
EMPTY = 'import streamlit as st\n\nst.title("x")\n'
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
SHOWN = {"here": "[data-testid=stMetricValue]", "empty": "h1"}
# largest paint and long tasks are told to observers only, which must be there before the page
OBSERVED = """
window.observed = {paint: 0, busy: 0};
const observe = (type, keep) =>
    new PerformanceObserver(list => list.getEntries().forEach(keep)).observe({type, buffered: true});
observe('largest-contentful-paint', each => { observed.paint = each.startTime });
observe('longtask', each => { observed.busy = each.startTime + each.duration });
"""
NOW = "() => ({ready: performance.now(), paint: observed.paint, busy: observed.busy})"


@dataclass(frozen=True)
class Load:
    """One visit: milliseconds until the figures stand and the script has ended, until the largest paint, until the
    page is at rest; and processor time of the page in ms."""

    ready: float
    paint: float
    rest: float
    processor: float


def measure() -> list[Figure]:
    """The ratios of the medians, and what they are ratios of."""
    path = chromium()
    if path is None:
        raise SystemExit("No Chromium on this machine: tools/setup_chromium.py can install one.")
    with _both() as addresses, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        loads: dict[str, list[Load]] = {name: [] for name in addresses}
        for number in range(VISITS + 1):
            for name, address in addresses.items():
                load = visited(browser, address, SHOWN[name])
                loads[name] += [load] if number else []  # the first warms the server
        browser.close()
    return [figure for what in ("ready", "paint", "rest", "processor") for figure in _figures(what, loads)]


def visited(browser: Browser, address: str, shown: str) -> Load:
    """One first visit to `address`, until `shown` is there."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1366, "height": 768})
    context.add_init_script(OBSERVED)
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Performance.enable")
    page.goto(f"http://{address}/", wait_until="commit")
    page.wait_for_selector(shown)
    page.wait_for_selector(READY)
    ready = page.evaluate(NOW)["ready"]
    page.wait_for_timeout(1500)  # what comes after the figures
    after = page.evaluate(NOW)
    counted = {each["name"]: each["value"] for each in told.send("Performance.getMetrics")["metrics"]}
    context.close()
    return Load(ready, after["paint"], max(after["busy"], ready), counted["TaskDuration"] * 1000)


def _figures(what: str, loads: dict[str, list[Load]]) -> list[Figure]:
    middle = {name: statistics.median(getattr(each, what) for each in of) for name, of in loads.items()}
    wanted = 1.5 if what == "ready" else None
    here, empty = (Figure(f"{what}, {name}, ms", middle[name]) for name in ("here", "empty"))
    return [
        Figure(f"{what}, times the empty application's", middle["here"] / middle["empty"], wanted, True),
        here,
        empty,
    ]


@contextmanager
def _both() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as home, _empty(Path(home)) as empty:
        os.environ["CAPACITY_HOME"] = home
        filled(OFFERS)
        with serving(Path(home)) as here:
            yield {"here": here.address, "empty": empty}


@contextmanager
def _empty(folder: Path) -> Iterator[str]:
    """The address of an application that shows one word, with Streamlit as it comes."""
    script, port = folder / "empty.py", free_port()
    script.write_text(EMPTY, "utf-8")
    words = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.headless=true",
    ]
    process = subprocess.Popen([*words, "--server.address=127.0.0.1"], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"127.0.0.1:{port}", process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
