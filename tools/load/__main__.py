"""`python -m tools.load`: thirty people at once, thirty who read between, a hundred who watch and are told of changes.

Serves a dashboard of its own with invented offers. The visitors run on the same machine and take processor time, too.
"""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from register import open_register
from tests.registers import filled
from tools.load.server import Served, serving
from tools.load.soak import told
from tools.load.visitors import Measured, apart, idle, together


def main() -> None:
    """Reads the command line, measures, prints."""
    words = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    words.add_argument("--offers", type=int, default=100_000)
    words.add_argument("--people", type=int, default=30)
    words.add_argument("--rounds", type=int, default=6)
    words.add_argument("--watching", type=int, default=100)
    words.add_argument("--seconds", type=float, default=30, help="how long they watch")
    words.add_argument("--pause", type=float, default=3, help="seconds between two changes that they are told of")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CAPACITY_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        register = open_register(filled(asked.offers))
        offers = int((register.offers()["kind"] == "offer").sum())
        register.close()
        with serving(Path(folder)) as served:
            asyncio.run(_measure(served, asked))
            state = asyncio.run(told(served, offers, asked.watching, asked.rounds, asked.pause))
    print(f"errors: {dict(state.errors)}")


async def _measure(served: Served, asked: argparse.Namespace) -> None:
    await together(served, 2, 2)
    _say(f"{asked.people} at once", await together(served, asked.people, asked.rounds))
    _say(f"{asked.people} who read 5 s between", await apart(served, asked.people, asked.rounds, 5))
    share, more, updates = await idle(served, asked.watching, asked.seconds)
    each = more / asked.watching
    print(f"{asked.watching} watching: {share:.1%} of one processor, {each:.1f} MB each, {updates} questions for news")


def _say(what: str, found: Measured) -> None:
    waits = f"median {found.quantile(0.5):.2f} s, 95 % within {found.quantile(0.95):.2f} s"
    each = found.processor_seconds / len(found.waits)
    print(f"{what}: {waits}; {each:.3f} s of processor time each; {found.megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
