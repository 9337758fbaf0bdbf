"""How well groups agree with the truth, pair by pair."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd


class Agreement(NamedTuple):
    """Shares of pairs: right among those found, found among those that are."""

    precision: float
    recall: float
    f1: float


def agreement(found: Iterable[int], truth: Iterable[object]) -> Agreement:
    """Pairs of rows in one group against pairs that are one in truth."""
    frame = pd.DataFrame({"found": list(found), "truth": list(truth)})
    made, real, both = (_pairs(frame, columns) for columns in (["found"], ["truth"], ["found", "truth"]))
    return Agreement(both / max(made, 1), both / max(real, 1), 2 * both / max(made + real, 1))


def _pairs(frame: pd.DataFrame, columns: list[str]) -> int:
    sizes = frame.groupby(columns).size()
    return int((sizes * (sizes - 1) // 2).sum())
