"""A situation taken up from what was kept answers as one prepared anew, on any day."""

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest

from capacity import keeping, totals
from capacity.selection import Selection, all_counts, select
from capacity.situation import Situation, prepare
from tests.invented import Invented, invent

DAY, LATER = date(2020, 4, 3), date(2020, 4, 20)
SELECTIONS = (
    Selection(), Selection(product=("gown",)), Selection(region=("DE",), process=("sewing",)), Selection(words="kunst"),
    Selection(attention=("stale", "without_place")), Selection(freshness=("days_over_21",)), Selection(kind=()),
)  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Invented:
    return invent(400)


def both(made: Invented, capabilities: pd.DataFrame, day: date) -> tuple[Situation, Situation]:
    tables = keeping.kept(prepare(made.offers, capabilities, DAY))
    return prepare(made.offers, capabilities, day), keeping.taken_up(tables, made.offers, capabilities, day)


@pytest.mark.parametrize("day", [DAY, LATER])
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_it_answers_as_one_prepared_anew(made: Invented, selection: Selection, day: date) -> None:
    anew, taken_up = (select(each, selection) for each in both(made, made.capabilities, day))
    pd.testing.assert_frame_equal(anew.offers, taken_up.offers)
    pd.testing.assert_frame_equal(anew.capabilities, taken_up.capabilities)
    assert totals.figures(anew) == totals.figures(taken_up)
    by = ("nuts1", "product")
    pd.testing.assert_frame_equal(totals.per_week(anew, by=by), totals.per_week(taken_up, by=by))


@pytest.mark.parametrize("selection", SELECTIONS[:3], ids=str)
def test_it_counts_the_same(made: Invented, selection: Selection) -> None:
    anew, taken_up = both(made, made.capabilities, LATER)
    for facet, found in all_counts(taken_up, selection).items():
        pd.testing.assert_series_equal(found, all_counts(anew, selection)[facet])


def test_lines_in_another_order_and_of_unknown_offers(made: Invented) -> None:
    shuffled = made.capabilities.sample(frac=1, random_state=1)
    fewer = dataclasses.replace(made, offers=made.offers.iloc[100:])
    anew, taken_up = both(fewer, shuffled, DAY)
    pd.testing.assert_frame_equal(anew.capabilities, taken_up.capabilities)
    assert np.array_equal(anew.columns.offer_of, taken_up.columns.offer_of)


def test_the_digest_is_of_what_decides() -> None:
    assert len(keeping.digest()) == 64
    assert keeping.digest() == keeping.digest()
