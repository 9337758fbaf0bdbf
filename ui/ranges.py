"""How a quantity between two bounds is written. Leaves out units and what the bounds mean."""

import pandas as pd

from capacity.formats import number
from capacity.texts import say


def amount_range(low: object, high: object, language: str) -> str:
    """ "400–500", "up to 500", "at least 400", "500" when both are equal, "–" when neither is known."""
    least, most = (None if bound is None or pd.isna(bound) else float(bound) for bound in (low, high))  # type: ignore
    if most is None:
        return say("ranges.at_least", language, low=number(least, language, 2)) if least else "–"
    if least == most:
        return number(most, language, 2)
    if not least:
        return say("ranges.up_to", language, high=number(most, language, 2))
    return f"{number(least, language, 2)}–{number(most, language, 2)}"
