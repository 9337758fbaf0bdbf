"""Keeps the collection of garbage short: what lasts is put aside.

Streamlit looks for garbage after every run of a page, through every object of the process; with a register in memory
that took longer than the page. So what is there is put out of its sight, and once a minute looked through after all.
"""

import gc
import threading

EVERY = 60.0  # seconds


def settle() -> None:
    """Collects garbage among all objects, then puts those that are left aside."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def keep_settling(ended: threading.Event) -> None:
    """Settles every minute until `ended` is set."""
    while not ended.wait(EVERY):
        settle()
