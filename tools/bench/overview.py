"""What the overview costs the server for one more visitor, once it is warm, and what it sends.

A dashboard of its own with invented offers, and visitors who come one after the other and have nothing from before;
with CAPACITY_SOAK=1 at 1,000,000 offers, too (minutes to store them). Leaves out the browser (tools.bench.first_load)
and many at once (tools.load).
"""

import asyncio
import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.registers import filled
from tools.bench import Figure
from tools.load.client import Client
from tools.load.server import Served, serving

SIZES = (1_500, 100_000)
LONG = 1_000_000
WARMING, VISITS = 3, 20


@dataclass(frozen=True)
class Visits:
    """Of each visit: milliseconds of the server's processor time on average, seconds waited and bytes sent, median."""

    processor: float
    waited: float
    sent: float


def measure() -> list[Figure]:
    """Milliseconds and kilobytes a visit, at each size."""
    found = []
    for size in (*SIZES, LONG) if os.environ.get("CAPACITY_SOAK") else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            before = os.environ.get("CAPACITY_HOME")
            os.environ["CAPACITY_HOME"] = folder
            try:
                filled(size)
                visits = visited(Path(folder))
            finally:
                os.environ.pop("CAPACITY_HOME") if before is None else os.environ.update(CAPACITY_HOME=before)
        found += [
            Figure(f"overview at {size:,} offers, ms of the server's processor", visits.processor, 150, at_most=True),
            Figure("... ms by the clock", visits.waited * 1000),
            Figure(f"overview at {size:,} offers, kB sent", visits.sent / 1000, 300, at_most=True),
        ]
    return found


def visited(home: Path) -> Visits:
    """What visits to a dashboard on the register in `home` cost."""
    with serving(home) as served:
        return asyncio.run(_visit(served))


async def _visit(served: Served) -> Visits:
    waited, sent, before = [], [], 0.0
    for turn in range(WARMING + VISITS):
        if turn == WARMING:
            before = served.processor_seconds
        client = await Client.arrive(served.address)
        run = await client.run()
        await client.leave()
        if turn >= WARMING:
            waited.append(run.seconds)
            sent.append(run.sent)
    processor = (served.processor_seconds - before) / VISITS
    return Visits(processor * 1000, statistics.median(waited), statistics.median(sent))
