"""How a quantity, or one between two bounds, is written. Leaves out units and what the bounds mean."""

import pandas as pd

from capacity.formats import number
from capacity.texts import say

FEW = 100


def amount(value: float, language: str) -> str:
    """A quantity as people write it: cents of a piece only where there are few pieces."""
    return number(value, language, 2 if abs(value) < FEW else 0)


def amount_range(low: object, high: object, language: str) -> str:
    """ "400–500", "up to 500", "at least 400", "500" when both are equal, "–" when neither is known."""
    least, most = (None if bound is None or pd.isna(bound) else float(bound) for bound in (low, high))  # type: ignore
    if most is None:
        return say("ranges.at_least", language, low=amount(least, language)) if least else "–"
    said = amount(most, language)
    if not least and most:
        return say("ranges.up_to", language, high=said)
    first = amount(least or 0, language)
    return said if first == said else f"{first}–{said}"
