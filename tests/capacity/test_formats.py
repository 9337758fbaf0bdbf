"""Numbers and dates read as they are written in Germany and in Britain."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from capacity import formats


@pytest.mark.parametrize(
    ("value", "language", "decimals", "expected"),
    [
        (1548, "de", 0, "1.548"),
        (1548, "en", 0, "1,548"),
        (1234.5, "de", 1, "1.234,5"),
        (1234.0, "en", 1, "1,234"),
        (-1234567, "de", 0, "-1.234.567"),
        (np.int64(1234567), "en", 1, "1,234,567"),
        (None, "de", 0, "–"),
        (float("nan"), "en", 0, "–"),
        (pd.NA, "en", 0, "–"),
    ],
)
def test_number(value, language: str, decimals: int, expected: str) -> None:
    assert formats.number(value, language, decimals) == expected


def test_dates() -> None:
    day = dt.date(2020, 3, 17)
    assert formats.date(day, "de") == "17.03.2020"
    assert formats.date(day, "en") == "17 March 2020"
    assert formats.date(pd.NaT, "en") == "–"
    assert formats.moment(dt.datetime(2020, 4, 3, 9, 5), "de") == "03.04.2020, 09:05"


def test_percent_has_the_space_that_german_wants() -> None:
    assert formats.percent(0.974, "de") == "97\N{NO-BREAK SPACE}%"
    assert formats.percent(0.974, "en") == "97%"
