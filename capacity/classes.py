"""Classes for the colours of a map: few, with round bounds, useful where a few regions hold nearly everything.

Leaves out the colours themselves (ui.map).
"""

import math
from collections.abc import Iterable

import numpy as np

STEPS = (1, 2, 5)


def bounds(values: Iterable[float], most: int = 6) -> list[float]:
    """Lower bounds of at most `most` classes for the positive `values`, ascending; [] where none is positive.

    The bounds grow like 1, 2, 5, 10, 20 …, so that a skewed distribution still shows its middle.
    """
    positive = [value for value in values if value > 0]
    if not positive:
        return []
    ladder = _ladder(min(positive), max(positive))
    used = [low for low, high in zip(ladder, [*ladder[1:], math.inf], strict=True) if _any_in(positive, low, high)]
    return _thin(used, most)


def classify(values: Iterable[float], lower: list[float]) -> list[int]:
    """The class of each value, from 0; -1 for a value below every bound (zero or missing)."""
    filled = np.nan_to_num(np.asarray(list(values), dtype=float), nan=-math.inf)
    return (np.searchsorted(lower, filled, side="right") - 1).tolist()


def _ladder(smallest: float, largest: float) -> list[float]:
    first, last = math.floor(math.log10(smallest)), math.floor(math.log10(largest))
    # from one power lower: the logarithm of 999,999,999.9999999 is rounded up to 9
    steps = [step * 10.0**power for power in range(first - 1, last + 1) for step in STEPS]
    start = max(step for step in steps if step <= smallest)
    return [step for step in steps if start <= step <= largest]


def _any_in(values: list[float], low: float, high: float) -> bool:
    return any(low <= value < high for value in values)


def _thin(ladder: list[float], most: int) -> list[float]:
    if len(ladder) <= most:
        return ladder
    keep = np.linspace(0, len(ladder) - 1, most).round().astype(int)
    return [ladder[index] for index in keep]
