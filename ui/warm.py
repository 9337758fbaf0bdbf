"""Keeps a copy of the register ready for the next start of the server, made anew once the register has come to rest.

Leaves out the copy itself (register.warm) and what is in it.
"""

import threading
import time

from streamlit.logger import get_logger

from ui import register_access
from ui.register_access import Edition

EVERY = 5.0  # seconds between two looks
QUIET = 30.0  # seconds without a change before a copy is made
APART = 600.0  # seconds between two copies of one version: there are changes that no page shows


class Keeper:
    """Which edition was seen last and since when, and when a copy of it was last tried."""

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._since, self._tried = 0.0, float("-inf")

    def follow(self, ended: threading.Event) -> None:
        """Looks every few seconds until `ended` is set."""
        while not ended.wait(EVERY):
            try:
                self.look(time.monotonic())
            except Exception as failure:  # noqa: BLE001 - the register may be out of reach, the disk full for a while
                get_logger(__name__).warning("no warm copy: %s", type(failure).__name__)

    def look(self, now: float) -> None:
        """Deletes a copy that is out of date at once, since somebody may have been erased; makes one after a rest."""
        edition = register_access.edition()
        if edition != self._edition:
            self._edition, self._since, self._tried = edition, now, float("-inf")
            if not register_access.is_warm():
                register_access.forget_warm()
        elif now - self._since >= QUIET and now - self._tried >= APART:
            self._tried = now
            if not register_access.is_warm():
                register_access.keep_warm()
