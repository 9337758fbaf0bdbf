"""How many odd workbooks are opened, refused in words, or take the program down, and whether their cells are right.

Each is read by `python -m loaders --json` in a process of its own where that matters, else by read_source. Leaves out
what is on the sheets (tools.bench.headers).
"""

import time

from loaders.cells import Source
from loaders.source import read_source
from tools.bench import Figure
from tools.bench._odd_parts import Cells, Odd
from tools.bench._odd_workbooks import workbooks

TOO_LONG = 20.0


def measure() -> list[Figure]:
    """Shares of the odd workbooks, and the slowest one's seconds."""
    read = [_read(each) for each in workbooks()]
    wanted = [(each, source) for each, source, _ in read if each.cells is not None]
    refused = [source for each, source, _ in read if each.cells is None]
    opened = [each for each, source in wanted if source is not None and not source.error]
    right = [each for each, source in wanted if source is not None and found(source) == each.cells]
    return [
        Figure(f"share of {len(wanted)} odd workbooks opened", len(opened) / len(wanted), 0.99),
        Figure("... with every cell as people see it", len(right) / len(wanted), 0.97),
        Figure(f"share of {len(refused)} that hold nothing to read refused in words", _told(refused), 1.0),
        Figure("crashes", sum(1 for _, source, _ in read if source is None), 0, at_most=True),
        Figure("seconds of the slowest", max(seconds for _, _, seconds in read), TOO_LONG, at_most=True),
    ]


def found(source: Source) -> Cells:
    """The cells of the first sheet that holds any."""
    return next((tuple(map(tuple, sheet.cells)) for sheet in source.sheets if sheet.cells), ())


def _told(refused: list[Source | None]) -> float:
    return sum(1 for source in refused if source is not None and source.error) / len(refused)


def _read(each: Odd) -> tuple[Odd, Source | None, float]:
    began = time.perf_counter()
    try:
        source: Source | None = read_source(each.content, each.name)
    except Exception:  # noqa: BLE001 a crash is what is counted
        source = None
    return each, source, time.perf_counter() - began
