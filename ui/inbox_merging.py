"""Duplicates of what was just accepted, looked for in the background when nothing more came for a while.

So nobody waits for the next message. Leaves out which pairs are certain (register.duplicates).
"""

import threading
from contextlib import suppress

from register import Register, RegisterError
from register.duplicates import Verdicts

QUIET = 10.0  # seconds without another acceptance

_LOCK = threading.Lock()
_WAITING: dict[Register, threading.Timer] = {}


def merge(register: Register, by: str) -> None:
    """Has what is certain merged soon; asked for again meanwhile, later."""
    timer = threading.Timer(QUIET, _merge, (register, by))
    timer.daemon = True
    with _LOCK:
        if before := _WAITING.get(register):
            before.cancel()
        _WAITING[register] = timer
    timer.start()


def _merge(register: Register, by: str) -> None:
    with _LOCK:
        _WAITING.pop(register, None)
    with suppress(RegisterError):
        Verdicts(register).automatic(by=by)
