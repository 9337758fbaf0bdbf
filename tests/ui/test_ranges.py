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
        (0, 0, "0", "0"),
        (2471427.31, 2471477.31, "2.471.427–2.471.477", "2,471,427–2,471,477"),
        (120.2, 120.4, "120", "120"),
    ],
)
def test_words(low: object, high: object, german: str, english: str) -> None:
    assert amount_range(low, high, "de") == german
    assert amount_range(low, high, "en") == english
