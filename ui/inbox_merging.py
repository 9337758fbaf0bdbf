"""Duplicates of what was just accepted, looked for in the background so that nobody waits for the next message.

Leaves out which pairs are certain (register.duplicates).
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from register import Register, RegisterError
from register.duplicates import Verdicts

_AT_WORK = ThreadPoolExecutor(1, thread_name_prefix="merging")
_ASKED = threading.Event()


def merge(register: Register, by: str) -> None:
    """Has what is certain merged soon; asked for again before it began, it is done once."""
    if not _ASKED.is_set():
        _ASKED.set()
        _AT_WORK.submit(_merge, register, by)


def _merge(register: Register, by: str) -> None:
    _ASKED.clear()
    with suppress(RegisterError):
        Verdicts(register).automatic(by=by)
