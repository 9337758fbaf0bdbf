"""What lasts is put out of the garbage collector's sight, and garbage goes all the same."""

import gc
import threading
import weakref

from ui import memory


class Ring:
    """Something that only the garbage collector can let go."""

    def __init__(self) -> None:
        self.me = self


def test_what_lasts_is_put_aside_and_garbage_goes() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    try:
        memory.settle()
        assert gc.get_freeze_count() > 10_000
        del ring
        gc.collect()
        assert gone() is not None  # what was put aside is looked through the next time alone
        memory.settle()
        assert gone() is None
    finally:
        gc.unfreeze()


def test_it_ends_with_the_server() -> None:
    ended = threading.Event()
    ended.set()
    memory.keep_settling(ended)
    assert gc.get_freeze_count() == 0
