"""How the cost of an import, of finding duplicates and of an export grows with the number of offers; how one starts.

Messy lists as networks would send them, of 10,000 and of 100,000 rows, with CAPACITY_SOAK=1 also ten of the latter
(half an hour): read, compared and stored in SQLite; what is certainly one offer merged; the workbook of all written.
Processor time, so that other work does not count; the start by the clock. Leaves out PostgreSQL: its time is the
server's.
"""

import datetime as dt
import gc
import itertools
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd

from capacity import keeping
from capacity.selection import Selection
from capacity.situation import last_day, prepare
from capacity.workbook import write_workbook
from loaders.reader import read_report
from register import Register, open_register
from register.duplicates import Verdicts
from tools.bench import Figure, _long_list

SIZES = (10_000, 100_000)
LONG = 1_000_000
FIRST = 500  # rows read beforehand, so that what is loaded once does not count
MOST = 1.2  # times what linear growth would be, from 10,000 to 1,000,000
PARTS = ("import", "duplicates", "export")
Result = TypeVar("Result")


def measure() -> list[Figure]:
    """Seconds of processor time per part and size, how many times more the largest takes, and the start at it."""
    with tempfile.TemporaryDirectory() as folder:
        _taken(Path(folder), FIRST)
    sizes = (*SIZES, LONG) if os.environ.get("CAPACITY_SOAK") else SIZES
    spent, found = {}, []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            spent[size] = _taken(Path(folder), size)
            found += [Figure(f"{part} at {size:,}, seconds of processor", spent[size][part]) for part in PARTS]
            started = _started(Path(folder)) if size == sizes[-1] else []
    for part, size in itertools.product(PARTS, sizes[1:]):
        linear = size / sizes[0]
        most = linear * (MOST if size == LONG else MOST**0.5)
        times = spent[size][part] / spent[sizes[0]][part]
        found.append(Figure(f"{part} from {sizes[0]:,} to {size:,}, times", times, most, at_most=True))
    return found + started


def _taken(folder: Path, size: int) -> dict[str, float]:
    contents, register = list(_long_list.texts(size)), open_register(_url(folder))
    try:
        return {
            "import": _spent(lambda: _import(register, contents)),
            "duplicates": _spent(lambda: Verdicts(register).automatic(by="bench")),
            "export": _spent(lambda: _export(register)),
        }
    finally:
        register.close()


def _import(register: Register, contents: list[bytes]) -> None:
    for number, content in enumerate(contents, 1):
        report = read_report(content, f"list {number}.csv")
        if report.error:
            raise RuntimeError(report.error)
        register.add(report, content, by="bench", difference=register.difference(report))


def _export(register: Register) -> bytes:
    contents = register.contents()
    situation = prepare(contents.offers, contents.capabilities, last_day(contents.offers))
    at = dt.datetime(2020, 5, 1, 12, tzinfo=dt.UTC)
    return write_workbook(situation, register.issues(), register.imports(), Selection(), "en", at, "staff")


def _started(folder: Path) -> list[Figure]:
    """Seconds by the clock until everything in sight is there: from the warm copy, from SQLite, from Parquet."""
    register = open_register(_url(folder))
    plain, contents = _clock(register.contents)
    day = last_day(contents.offers)
    register.keep_warm(contents.version, keeping.kept(prepare(contents.offers, contents.capabilities, day)))
    register.close()
    for name in ("offers", "capabilities"):
        getattr(contents, name).to_parquet(folder / f"{name}.parquet")
    del contents, register  # who starts has nothing in memory yet
    gc.collect()
    warm = min(_clock(lambda: _begin(folder, day))[0] for _ in range(3))
    parquet, _ = _clock(lambda: [pd.read_parquet(folder / f"{name}.parquet") for name in ("offers", "capabilities")])
    return [
        Figure("start from the warm copy, seconds", warm, 0.5, at_most=True),
        Figure("... Parquet read by pandas", parquet),
        Figure("... read from SQLite", plain),
        Figure("start, of reading SQLite", warm / plain, at_most=True),
    ]


def _begin(folder: Path, day: dt.date) -> None:
    register = open_register(_url(folder))
    contents = register.contents()
    tables = register.worked_out(contents.version)
    if tables is None:
        raise RuntimeError("no warm copy was used")
    keeping.taken_up(tables, contents.offers, contents.capabilities, day)
    register.close()


def _url(folder: Path) -> str:
    return f"sqlite:///{folder}/register.sqlite"


def _spent(act: Callable[[], object]) -> float:
    began = _processor()
    act()
    return _processor() - began


def _processor() -> float:
    """Seconds of this process and of those that it began and that have ended: a long list is read by two."""
    return sum(os.times()[:4])


def _clock(act: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    done = act()
    return time.perf_counter() - began, done
