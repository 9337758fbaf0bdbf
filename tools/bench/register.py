"""How fast a long list goes into a register in SQLite, is loaded by a dashboard, and again after a decision.

Leaves out PostgreSQL, whose time is mostly the server's.
"""

import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

from loaders.reader import read_report
from register import open_register
from register.decisions import Change, Decisions
from tools.bench import Figure, _long_list

DECIDED = 2_000
Result = TypeVar("Result")


def measure() -> list[Figure]:
    """Seconds for 100,000 offers."""
    _, path = _long_list.paths()
    content = path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.sqlite"
        register = open_register(url)
        report, reading = _timed(lambda: read_report(content, path.name))
        found, comparing = _timed(lambda: register.difference(report))
        _, storing = _timed(lambda: register.add(report, content, by="bench", difference=found))
        plain = _loaded(url)
        decisions, rows = Decisions(register), register.offers()["offer_id"].tolist()
        wanted = [Change(each, "assignee", None, "bench") for each in rows[:DECIDED]]
        _, many = _timed(lambda: decisions.edit(wanted, by="bench"))
        register.contents()
        _, one = _timed(lambda: decisions.edit([Change(rows[-1], "assignee", None, "bench")], by="bench"))
        _, again = _timed(register.contents)
        laid_over = _loaded(url)
        register.close()
    return [
        Figure("100,000 offers read, compared and stored, seconds", reading + comparing + storing, 60, at_most=True),
        Figure("... of which storing", storing),
        Figure("loaded by a dashboard that begins, seconds", plain),
        Figure(f"... seconds more with {DECIDED} decided fields", laid_over - plain, 0.3, at_most=True),
        Figure(f"{DECIDED} fields decided at once, seconds", many),
        Figure("one field decided, seconds", one),
        Figure("loaded again after that, seconds", again, 1, at_most=True),
    ]


def _loaded(url: str) -> float:
    register = open_register(url)
    _, spent = _timed(register.contents)
    register.close()
    return spent


def _timed(act: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    done = act()
    return done, time.perf_counter() - began
