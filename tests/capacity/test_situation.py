"""The situation keeps offers and their lines together, and tells how fresh each offer is."""

from datetime import date

import pandas as pd
import pytest

from capacity.columns import freshness
from capacity.schema import typed
from capacity.situation import prepare
from tests.invented import invent

TODAY = date(2020, 4, 3)


def offers(**columns: list) -> pd.DataFrame:
    frame = pd.DataFrame(columns)
    return typed(frame.assign(offer_id=range(1, len(frame) + 1)), "offer")


@pytest.mark.parametrize(
    ("confirmed", "received", "code"),
    [
        ("2020-04-03", "2020-03-01", "days_0_7"),
        ("2020-03-27", None, "days_0_7"),
        ("2020-03-26", None, "days_8_14"),
        ("2020-03-20", None, "days_8_14"),
        ("2020-03-19", None, "days_15_21"),
        ("2020-03-13", None, "days_15_21"),
        ("2020-03-12", None, "days_over_21"),
        (None, "2020-04-01", "days_0_7"),
        ("2020-05-01", None, "days_0_7"),
        (None, None, "unknown"),
    ],
)
def test_freshness_counts_the_days_since_the_last_word(confirmed: str, received: str, code: str) -> None:
    frame = offers(confirmed_at=[confirmed], received_at=[received])
    assert freshness(frame, TODAY).tolist() == [code]


def test_lines_follow_the_order_of_their_offers() -> None:
    made = invent(60)
    shuffled = made.capabilities.sample(frac=1, random_state=1)
    situation = prepare(made.offers.iloc[::-1], shuffled, TODAY)
    assert situation.offers["offer_id"].tolist() == made.offers["offer_id"].tolist()[::-1]
    owners = situation.offers["offer_id"].to_numpy()[situation.columns.offer_of]
    assert owners.tolist() == situation.capabilities["offer_id"].tolist()
    assert len(situation.capabilities) == len(made.capabilities)


def test_lines_of_unknown_offers_are_left_out() -> None:
    made = invent(60)
    situation = prepare(made.offers[made.offers["offer_id"] > 30], made.capabilities, TODAY)
    assert situation.capabilities["offer_id"].min() > 30
    assert len(situation.capabilities) == (made.capabilities["offer_id"] > 30).sum()


def test_an_empty_register_is_a_situation() -> None:
    made = invent(5)
    situation = prepare(made.offers.iloc[:0], made.capabilities, TODAY)
    assert len(situation.offers) == len(situation.capabilities) == 0
    assert situation.columns.organisation.tolist() == []
    assert all(not found.any() for found in situation.columns.attention.values())


def test_one_organisation_however_it_writes_itself() -> None:
    frame = offers(
        organisation=["Müller GmbH", "MUELLER  G.m.b.H.", None, None, None, "Other", "–"],
        email=["a@example.org", "b@example.org", "C@example.org", "c@example.org", None, None, None],
    )
    numbers = prepare(frame, typed(pd.DataFrame({"offer_id": []}), "capability"), TODAY).columns.organisation
    assert numbers[0] == numbers[1]
    assert numbers[2] == numbers[3]
    assert len(set(numbers)) == 5


def test_what_needs_attention_says_which_offers() -> None:
    frame = offers(
        nuts0=["DE", None, "DE", "DE"], received_at=["2020-04-02", "2020-04-01", None, "2020-04-03"],
        email=["a@example.org", None, None, None], phone=[None, "+49 30 23125 001", None, None],
    )  # fmt: skip
    lines = pd.DataFrame({
        "offer_id": [1, 1, 2, 4], "product": ["gown", None, None, None], "process": [None, None, None, "design"],
        "plausibility": ["plausible", "excluded", "plausible", "plausible"],
    })  # fmt: skip
    found = prepare(frame, typed(lines, "capability"), TODAY).columns.attention
    assert {code: (mask.nonzero()[0] + 1).tolist() for code, mask in found.items()} == {
        "new": [1, 4], "without_place": [2], "without_product": [2, 3], "excluded": [1],
        "without_contact": [3, 4], "stale": [3],
    }  # fmt: skip


@pytest.mark.parametrize("most", [0, 3, 1000])
def test_the_newest_are_those_that_came_last(most: int) -> None:
    made = invent(200)
    found = prepare(made.offers, made.capabilities, TODAY).newest(most)
    ordered = made.offers.sort_values(["received_at", "offer_id"], ascending=False)["offer_id"].head(most)
    assert set(found.offers["offer_id"]) == set(ordered)
    assert set(found.capabilities["offer_id"]) <= set(ordered)
