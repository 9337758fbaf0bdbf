"""Work on a long table done beside other work, by a copy of this process on the second core.

Only where that is safe and pays: a long table, several cores, an operating system that copies processes, and no other
thread that could hold a lock while the copy is made. Everywhere else, and when the copy fails, the work is done here.
Leaves out which work that is (loaders.assemble).
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, NoReturn, TypeVar

from capacity.cores import cores

LONG = 20_000  # rows from which on a second process saves more than it costs
Done = TypeVar("Done")


@contextmanager
def aside(work: Callable[[], Done], rows: int) -> Iterator[Callable[[], Done]]:
    """Begins `work` on a table of so many rows, elsewhere if that is of use; gives what to call for the result.

    `work` must change nothing but what it returns; its result is called for once.
    """
    if rows < LONG or not _possible():
        yield work
        return
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(work, os.fdopen(writing, "wb"))
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        try:
            yield partial(_result, answer, work)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _possible() -> bool:
    return hasattr(os, "sched_getaffinity") and cores() > 1 and threading.active_count() == 1  # as Linux copies


def _answer(work: Callable[[], object], target: BinaryIO) -> NoReturn:
    """In the copy: the result to the first process, and an end without tidying up what belongs to that one."""
    try:
        sent = pickle.dumps(work(), protocol=5)
        with target:
            target.write(sent)
    finally:
        os._exit(0)


def _result(answer: BinaryIO, work: Callable[[], Done]) -> Done:
    try:
        done: Done = pickle.loads(answer.read())  # written by our own process
    except (EOFError, pickle.UnpicklingError):
        return work()
    return done
