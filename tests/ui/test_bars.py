"""Small bars: one a day, their heights in proportion, a sentence for those who do not see them."""

import re

import pandas as pd
import pytest

from ui.bars import DAYS, per_day, steps


def series(*values: int) -> pd.Series:
    return pd.Series(values, index=pd.date_range("2020-03-17", periods=len(values), freq="D"))


def heights(html: str) -> list[int]:
    return [int(height) for height in re.findall(r"height:(\d+)%", html)]


def test_heights_are_in_proportion() -> None:
    assert heights(per_day(series(5, 10, 0), "de"))[-3:] == [50, 100, 0]


def test_a_sentence_says_what_is_to_be_seen() -> None:
    said = "Offers per day from 21 February 2020 to 19 March 2020: 15 in all, most on 18 March 2020 with 10."
    assert f'aria-label="{said}"' in per_day(series(5, 10, 0), "en")


def test_each_bar_names_its_day() -> None:
    assert 'title="18.03.2020: 1.000"' in per_day(series(5, 1000), "de")


@pytest.mark.parametrize("days", [1, 3, 200])
def test_always_the_last_weeks_are_shown(days: int) -> None:
    assert len(heights(per_day(series(*range(days)), "de"))) == DAYS


def test_days_without_any_offer_are_flat() -> None:
    assert set(heights(per_day(series(0, 0), "de"))) == {0}


def test_steps_say_number_and_share_of_the_first() -> None:
    made = steps({"Angebote": 1200, "geprüft": 300}, "de")
    assert "1.200" in made
    assert "25 %" in made.replace("\xa0", " ")
    assert steps({}, "de").count("<tr>") == 0
