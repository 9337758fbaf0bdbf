"""Runs of pages take turns: whoever asked first is answered first, instead of everybody at the speed of the last.

Python computes one thing at a time. Thirty runs that share it by slices of milliseconds all end when the last one does,
and changing between them takes as much again. Leaves out pages on which somebody works for long (files being read):
only runs that are over in a moment take turns, and nobody waits longer than LONGEST for one that is not.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

AT_ONCE = 1
LONGEST = 10.0  # seconds that somebody waits for the others before going ahead beside them


class Turns:
    """So many go ahead at once; the others wait in the order in which they came."""

    def __init__(self, at_once: int, longest: float = LONGEST) -> None:
        self._free, self._longest = at_once, longest
        self._lock, self._waiting = threading.Lock(), deque[threading.Event]()
        self._mine = threading.local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn and gives it on with the block, however that ends; within a turn it is none of its own."""
        if getattr(self._mine, "inside", False):
            yield
            return
        self._mine.inside, self._mine.held = True, self._come()
        try:
            yield
        finally:
            self._mine.inside = False
            self._let_go()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Within this block, in which the caller waits for something else, others go ahead."""
        held = getattr(self._mine, "held", False)
        self._let_go()
        try:
            yield
        finally:
            self._mine.held = held and self._come()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def _let_go(self) -> None:
        if getattr(self._mine, "held", False):
            self._mine.held = False
            self._go()

    def _come(self) -> bool:
        """Whether a turn was had; without one after the longest wait the caller goes ahead all the same."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(self._longest):
            return True
        with self._lock:
            if called.is_set():
                return True
            self._waiting.remove(called)
            return False

    def _go(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


PAGES = Turns(AT_ONCE)


def of(section: str) -> AbstractContextManager[None]:
    """A turn for a run of a page of this section of the menu, if its pages only read and are over in a moment."""
    return PAGES.turn() if section == "situation" else nullcontext()
