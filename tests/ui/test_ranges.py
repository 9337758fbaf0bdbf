"""Bounds of a quantity in words."""

import pandas as pd
import pytest

from ui.ranges import amount_range


@pytest.mark.parametrize(
    ("low", "high", "german", "english"),
    [
        (400, 500, "400–500", "400–500"),
        (1000.0, 1000.0, "1.000", "1,000"),
        (0, 1500, "bis 1.500", "up to 1,500"),
        (None, 1500, "bis 1.500", "up to 1,500"),
        (float("nan"), 0.5, "bis 0,5", "up to 0.5"),
        (400, pd.NA, "mindestens 400", "at least 400"),
        (None, None, "–", "–"),
    ],
)
def test_words(low: object, high: object, german: str, english: str) -> None:
    assert amount_range(low, high, "de") == german
    assert amount_range(low, high, "en") == english
