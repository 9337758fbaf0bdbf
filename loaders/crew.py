"""Reads many files by several processes at once, in order and a few ahead of who takes them.

Leaves out which files, and what becomes of the reports.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

from capacity.cores import cores

FEW = 12  # files that one process has read before others have started
AHEAD = 4  # handfuls that wait, read or being read
HANDFUL = 16  # files that one process reads at a time
HEAVY = 4_000_000  # bytes from which on a handful is full
Report = TypeVar("Report")
File = tuple[str, bytes]
Read = Callable[[Sequence[tuple[bytes, str]]], Sequence[Report | Exception]]


def readings(files: Iterable[File], read: Read[Report]) -> Iterator[tuple[str, bytes, Callable[[], Report]]]:
    """(name, bytes, what gives its report or raises what went wrong) of each file, in order.

    `read` takes several (bytes, name) and gives for each its report or the exception; it and its reports can be
    pickled.
    """
    remaining = iter(files)
    first = list(islice(remaining, FEW))
    if len(first) < FEW or cores() == 1:
        for name, content in chain(first, remaining):
            yield name, content, partial(_one, read, content, name)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as crew:
        waiting: deque[tuple[list[File], Callable[[int], Report]]] = deque()
        for handful in _handfuls(chain(first, remaining)):
            waiting.append((handful, _handed(crew, read, handful)))
            if len(waiting) > AHEAD:
                yield from _taken(*waiting.popleft())
        for each in waiting:
            yield from _taken(*each)


def _handfuls(files: Iterable[File]) -> Iterator[list[File]]:
    """The files, a few at a time: fewer where they are large."""
    handful: list[File] = []
    for file in files:
        handful.append(file)
        if len(handful) == HANDFUL or sum(len(content) for _, content in handful) > HEAVY:
            yield handful
            handful = []
    if handful:
        yield handful


def _taken(
    handful: Sequence[File], report: Callable[[int], Report]
) -> Iterator[tuple[str, bytes, Callable[[], Report]]]:
    for at, (name, content) in enumerate(handful):
        yield name, content, partial(report, at)


def _handed(crew: ProcessPoolExecutor, read: Read[Report], handful: Sequence[File]) -> Callable[[int], Report]:
    """Has files read by the crew, or one by one by this process where something went wrong with any of them."""
    try:
        reading = crew.submit(read, [(content, name) for name, content in handful])
    except BrokenProcessPool:
        reading = None

    def result(at: int) -> Report:
        name, content = handful[at]
        try:
            found = reading.result()[at] if reading else None
        except Exception:  # noqa: BLE001 - what went wrong with one file, or on its way here, spoils no other
            found = None
        return _one(read, content, name) if found is None else _told(found)

    return result


def _one(read: Read[Report], content: bytes, name: str) -> Report:
    return _told(read([(content, name)])[0])


def _told(found: Report | Exception) -> Report:
    if isinstance(found, Exception):
        raise found
    return found
