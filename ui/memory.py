"""Keeps the collection of garbage short: what lasts is put aside.

Streamlit would look for garbage after every run of a page, through every object of the process; with a register in
memory that took longer than the page. So that is off (runner.postScriptGC), what is there is put out of sight and once
a minute looked through after all, and in between Python looks through what is new, as that grows.
"""

import gc
import threading

EVERY = 60.0  # seconds


def settle() -> None:
    """Collects garbage among all objects, then puts those that are left aside.

    The last look, at hardly anything, is what Python measures by when it is time for the next.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()


def keep_settling(ended: threading.Event) -> None:
    """Settles every minute until `ended` is set."""
    while not ended.wait(EVERY):
        settle()
