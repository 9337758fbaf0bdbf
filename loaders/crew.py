"""Reads many files by several processes at once, in order and a few ahead of who takes them.

Leaves out which files, and what becomes of the reports.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

FEW = 12  # files that one process has read before others have started
AHEAD = 8  # files that wait, read or being read
Report = TypeVar("Report")


def readings(
    files: Iterable[tuple[str, bytes]], read: Callable[[bytes, str], Report]
) -> Iterator[tuple[str, bytes, Callable[[], Report]]]:
    """(name, bytes, what gives its report or raises what `read` raised) of each file, in order.

    `read` takes the bytes and the name; it and its reports can be pickled.
    """
    remaining = iter(files)
    first = list(islice(remaining, FEW))
    if len(first) < FEW or (os.cpu_count() or 1) == 1:
        yield from ((name, content, _later(read, content, name)) for name, content in chain(first, remaining))
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as crew:
        waiting: deque[tuple[str, bytes, Callable[[], Report]]] = deque()
        for name, content in chain(first, remaining):
            waiting.append((name, content, _handed(crew, read, content, name)))
            if len(waiting) > AHEAD:
                yield waiting.popleft()
        yield from waiting


def _handed(
    crew: ProcessPoolExecutor, read: Callable[[bytes, str], Report], content: bytes, name: str
) -> Callable[[], Report]:
    """Has a file read by the crew, or by this process where one of the crew was ended from outside."""
    try:
        reading = crew.submit(read, content, name)
    except BrokenProcessPool:
        return _later(read, content, name)

    def result() -> Report:
        try:
            return reading.result()
        except BrokenProcessPool:
            return read(content, name)

    return result


def _later(read: Callable[[bytes, str], Report], content: bytes, name: str) -> Callable[[], Report]:
    return lambda: read(content, name)
