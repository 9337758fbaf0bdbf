"""`python -m tools.load.soak`: an hour of imports, live viewers and exports at once; a line of a table each minute.

Serves a dashboard of its own. Every period a list is read and imported, everybody who watches must come to show the new
number of offers, a workbook of all is downloaded and counted, and one visitor changes a filter. Whatever is wrong is
counted as an error and said. The visitors run on the same machine and take processor time, too. Leaves out logins.
"""

import argparse
import asyncio
import datetime as dt
import io
import os
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineWorkbook

from capacity.reports import Report
from loaders.reader import read_report
from register import active, open_register
from register.checking import faults
from tests.registers import filled
from tools.load.client import Client, Run
from tools.load.server import Served, serving
from tools.load.visitors import PAGES, Measured

NEW = 5  # offers in each list
LATEST = 50.0  # seconds after which a change that a viewer has not shown counts as an error
HEADINGS = ("minute", "offers", "MB", "processor", "told median s", "95 %", "slowest", "filter s", "workbook s",
            "viewers", "errors")  # fmt: skip


@dataclass
class Soak:
    """What is expected, what was seen since the last line, and everything that went wrong."""

    served: Served
    expected: int
    changed: float = 0.0
    there: set[int] = field(default_factory=set)
    told: dict[int, float] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    async def watch(self, number: int) -> None:
        """One who only looks, until they are stopped: notes when they showed the expected number; comes back if cut."""
        while True:
            try:
                client = await Client.arrive(self.served.address, PAGES[number % len(PAGES)])
                await client.run()
                await client.run()
                self.there.add(number)
                while True:
                    self._seen(number, await client.news())
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                self.errors[f"viewer: {type(error).__name__}"] += 1
                await asyncio.sleep(1)

    def _seen(self, number: int, run: Run) -> None:
        if self.changed and number not in self.told and shown(run) == self.expected:
            self.told[number] = time.perf_counter() - self.changed

    async def change(self, name: str) -> None:
        """One list more; then everybody is given time to show it."""
        content, report = await asyncio.to_thread(_list, name)
        self.told, self.changed = {}, time.perf_counter()
        self.expected += NEW
        await asyncio.to_thread(_take_in, content, report)

    async def export(self) -> float:
        """Seconds for the workbook of all; counts an error where its offers are not those expected."""
        begun = time.perf_counter()
        rows = await asyncio.to_thread(_offers_in_workbook, self.served.address)
        taken = time.perf_counter() - begun
        if rows != self.expected:
            self.errors["workbook: another number of offers"] += 1
        return taken

    async def filter(self) -> float:
        """Seconds that a change of a filter takes for somebody who has just come; checks what they are shown first."""
        client = await Client.arrive(self.served.address)
        await client.run()
        if shown(await client.run()) != self.expected:
            self.errors["page: another number of offers"] += 1
        chooser = client.widgets["filter.product"]
        run = await client.choose("filter.product", [chooser.options[0]])
        await client.leave()
        return run.seconds


def shown(run: Run) -> int | None:
    """The number of offers that a page shows above its parts; None where nothing of that was sent."""
    said = [each.markdown.body for each in run.elements if each.WhichOneof("type") == "markdown"]
    found = [body for body in said if body.startswith("**") and body.endswith("** offers")]
    return int(found[-1][2:-9].replace(",", "")) if found else None


def _list(name: str) -> tuple[bytes, Report]:
    rows = [f"Muster {name} {number} GmbH;10115;Berlin;FFP2-Masken;{number}00" for number in range(1, NEW + 1)]
    content = "\n".join(["Firma;PLZ;Ort;Produkt;Menge pro Woche", *rows]).encode()
    return content, read_report(content, f"{name}.csv", received_at=dt.date.today())


def _take_in(content: bytes, report: Report) -> None:
    register = open_register(active().url)
    register.add(report, content, by="soak")
    register.close()


def _offers_in_workbook(address: str) -> int:
    with urllib.request.urlopen(f"http://{address}/export/weekly?lang=en", timeout=120) as answer:
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.read()))
    rows = book.get_sheet_by_name("Offers").to_python()
    heading = next(place for place, row in enumerate(rows) if "Organisation" in row)
    return len({row[0] for row in rows[heading + 1 :] if row[0] != ""})


async def soak(served: Served, offers: int, watching: int, minutes: float, period: float) -> Soak:
    """Does all that for so many `minutes`, one change each `period` seconds; prints the table as it grows.

    What went wrong is in the `errors` of what comes back.
    """
    state = Soak(served, offers)
    async with _crowd(state, watching):
        print("| " + " | ".join(HEADINGS) + " |\n" + "|---" * len(HEADINGS) + "|", flush=True)
        begun, turn = time.perf_counter(), 0
        while time.perf_counter() < begun + 60 * minutes:
            turn += 1
            await _turn(state, f"{turn}", begun, watching, period)
    return state


@asynccontextmanager
async def _crowd(state: Soak, watching: int) -> AsyncIterator[None]:
    """So many who watch, from when the last of them is there to the end of the block."""
    crowd = [asyncio.create_task(state.watch(number)) for number in range(watching)]
    while len(state.there) < watching:
        await asyncio.sleep(0.1)
    try:
        yield
    finally:
        for each in crowd:
            each.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)


async def _change(state: Soak, name: str, watching: int) -> Measured:
    """One change, and how long each took to show it; counts an error for everybody who did not in time."""
    await state.change(name)
    while len(state.told) < watching and time.perf_counter() < state.changed + LATEST:
        await asyncio.sleep(0.1)
    if len(state.told) < watching:
        state.errors["viewer: not told in time"] += watching - len(state.told)
    return Measured(tuple(state.told.values()) or (LATEST,), 0, 0)


async def told(served: Served, offers: int, watching: int, changes: int, pause: float) -> Soak:
    """So many changes, `pause` seconds after everybody who watches showed the last one; a line about each."""
    state = Soak(served, offers)
    async with _crowd(state, watching):
        for number in range(1, changes + 1):
            await asyncio.sleep(pause)
            processor = served.processor_seconds
            waits = await _change(state, f"{number}", watching)
            each = 1000 * (served.processor_seconds - processor) / watching
            quantiles = ", ".join(f"{waits.quantile(part):.2f}" for part in (0.5, 0.95, 1))
            print(
                f"{watching} told of change {number}: median, 95 %, last {quantiles} s; {each:.0f} ms each", flush=True
            )
    return state


async def _turn(state: Soak, name: str, begun: float, watching: int, period: float) -> None:
    """One change, what everybody shows of it, one workbook, one filter; a line about it."""
    start, processor = time.perf_counter(), state.served.processor_seconds
    waits = await _change(state, name, watching)
    book, wait = await state.export(), await state.filter()
    await asyncio.sleep(max(0.0, start + period - time.perf_counter()))
    share = (state.served.processor_seconds - processor) / (time.perf_counter() - start)
    minute = (time.perf_counter() - begun) / 60
    quantiles = [f"{waits.quantile(part):.2f}" for part in (0.5, 0.95, 1)]
    line = [f"{minute:.1f}", state.expected, f"{state.served.megabytes:.0f}", f"{share:.0%}", *quantiles, f"{wait:.2f}",
            f"{book:.2f}", len(state.told), state.errors.total()]  # fmt: skip
    print("| " + " | ".join(map(str, line)) + " |", flush=True)


def main() -> None:
    """Reads the command line, soaks, says what went wrong."""
    words = argparse.ArgumentParser(prog="python -m tools.load.soak", description=__doc__)
    words.add_argument("--offers", type=int, default=10_000)
    words.add_argument("--watching", type=int, default=100)
    words.add_argument("--minutes", type=float, default=60)
    words.add_argument("--period", type=float, default=60, help="seconds between two imports")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CAPACITY_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        register = open_register(filled(asked.offers))
        offers = int((register.offers()["kind"] == "offer").sum())
        with serving(Path(folder)) as served:
            state = asyncio.run(soak(served, offers, asked.watching, asked.minutes, asked.period))
        print(f"errors: {dict(state.errors)}; faults of the register: {faults(register)}")
        register.close()


if __name__ == "__main__":
    main()
