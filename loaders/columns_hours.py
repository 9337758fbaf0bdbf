"""Headings that count hours: free machine time is no amount of goods, while pieces per hour are.

Leaves out what the column becomes then (loaders.columns_context, loaders.columns_unheaded).
"""

from functools import cache

from capacity.quantities import read_quantity
from loaders.columns_headings import PROBE, fold, word_rows


def counts_hours(heading: str) -> bool:
    """ "Free capacity (h/week)" is machine time, while "pieces per hour" or "per 24 h" count goods."""
    words = fold(heading).split()
    timed = [
        word for before, word in zip(["", *words], words, strict=False) if not before.isdigit() and word in _hours()
    ]
    return bool(timed) and read_quantity(PROBE, heading=heading).period not in ("hour", "")


@cache
def _hours() -> frozenset[str]:
    rows = (row["words"] for row in word_rows("unit") if row["code"] == "hour")
    return frozenset(fold(word) for words in rows for word in words.split("|"))
